"""What is asked about learning."""

from datetime import UTC, datetime

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Request, RequestKind, RuleWish, Step, Utterance
from custom_components.llm_iot.resources import load_resources
from tests.homes import paper_home

RESOLVER = load_resources().resolver
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
FAN_ON = Step("fan.fan", "on")


def asked(text: str) -> Request | None:
    """Return what is asked in the paper's home."""
    plan = RESOLVER.resolve(Utterance(text), paper_home(), Context(), NOW)
    return plan.request if plan else None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("what have you learned?", RequestKind.LIST_LEARNED),
        ("What do you remember", RequestKind.LIST_LEARNED),
        ("forget that", RequestKind.FORGET),
        ("please forget everything you have learned", RequestKind.FORGET_ALL),
        ("remember that the fan is loud", RequestKind.REMEMBER),
    ],
)
def test_requests(text: str, kind: RequestKind) -> None:
    """Each by its words."""
    request = asked(text)
    assert request is not None
    assert request.kind is kind


def test_a_note_is_kept_as_it_was_said() -> None:
    """Without what asks for it."""
    request = asked("Remember that Anna's Fan is loud, not after ten!")
    assert request is not None
    assert request.text == "Anna's Fan is loud, not after ten!"


def test_what_is_to_be_forgotten() -> None:
    """A device, or a word."""
    request = asked("forget everything about the fan")
    assert request == Request(RequestKind.FORGET, ("fan.fan",), text="the fan")
    assert asked("forget everything about Christmas") == Request(
        RequestKind.FORGET, text="christmas"
    )


@pytest.mark.parametrize(
    ("text", "targets", "about"),
    [
        ("what have you learned about the fan?", ("fan.fan",), "the fan"),
        ("What did I tell you about the TV", ("switch.tv",), "the tv"),
        ("have you learned anything about Christmas", (), "christmas"),
    ],
)
def test_what_was_learned_about_something(text: str, targets: tuple[str, ...], about: str) -> None:
    """A device, or a word."""
    assert asked(text) == Request(RequestKind.LIST_LEARNED, targets, text=about)


@pytest.mark.parametrize(
    ("text", "after", "before"),
    [
        ("never turn the fan on", None, None),
        ("don't ever turn on the fan", None, None),
        ("from now on leave the fan off", None, None),
        ("from now on never turn the fan on at night", "22:00:00", "06:00:00"),
        ("always leave the fan off after ten", "22:00:00", "06:00:00"),
        ("never turn the fan on after 11 pm", "23:00:00", "06:00:00"),
        ("remember that never turn on the fan before seven", "00:00:00", "07:00:00"),
    ],
)
def test_rules(text: str, after: str | None, before: str | None) -> None:
    """What is never to be done, and when."""
    request = asked(text)
    assert request is not None
    assert request.rule == RuleWish(("fan.fan",), (FAN_ON,), after, before)


@pytest.mark.parametrize(
    "text",
    ["never mind", "remember the milk", "remember to buy milk", "forget it", "never turn it on"],
)
def test_other_sentences(text: str) -> None:
    """They only begin like one."""
    request = asked(text)
    assert request is None or request.kind not in {
        RequestKind.REMEMBER,
        RequestKind.ADD_RULE,
        RequestKind.FORGET,
    }
