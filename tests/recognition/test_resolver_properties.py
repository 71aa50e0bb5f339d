"""What must never change what is understood."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import Utterance
from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.resolver import Resolver
from tests.recognition.house import (
    DIMS,
    NOW,
    PLAYER,
    device,
    home,
    house,
    understand,
    understand_in,
    write,
)
from tests.recognition.test_resolver_commands import DIRECT
from tests.recognition.test_resolver_except import EXCEPTIONS
from tests.recognition.test_resolver_several import GROUPS, SEVERAL

SENTENCES = [(text, area_id) for text, area_id, _ in DIRECT + SEVERAL + GROUPS + EXCEPTIONS]
FRONT = ("please ", "could you please ", "hey, ", "um, ", "okay so ", "would you kindly ")
BEHIND = (" please", " thanks", " now", " for me", ", please", "!", ".")


@pytest.mark.parametrize(("text", "area_id"), SENTENCES)
def test_case_and_politeness_change_nothing(text: str, area_id: str | None) -> None:
    """Whatever stands around a command."""
    expected = understand(text, area_id)
    for said in (
        text.upper(),
        text.capitalize() + ".",
        f"  {text}  ",
        *(front + text for front in FRONT),
        *(text + behind for behind in BEHIND),
    ):
        assert understand(said, area_id) == expected, said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the hall light", "the tv"),
        ("the floor lamp", "the kettle"),
        ("the bedroom light", "the bedroom fan"),
        ("all the lights upstairs", "the speaker"),
        ("the lamp in the kitchen", "the bathroom light"),
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        "turn on {} and {}",
        "turn {} and {} on",
        "{} and {} on",
        "switch on {} as well as {}",
        "turn on both {} and {}",
    ],
)
def test_the_order_of_devices_changes_nothing(frame: str, one: str, other: str) -> None:
    """The same devices are meant."""
    first, second = understand(frame.format(one, other)), understand(frame.format(other, one))
    assert first is not None
    assert second is not None
    assert write(first.steps) == write(second.steps)


@pytest.mark.parametrize(("text", "area_id"), SENTENCES)
def test_an_unknown_word_is_never_passed_over(text: str, area_id: str | None) -> None:
    """A sentence with a word that has no place does not become a shorter one unasked."""
    expected = understand(text, area_id)
    for said in (f"{text} zweifel", f"{text} and the zweifel"):
        plan = understand(said, area_id)
        assert plan is None or plan.problems or plan.unsure, said
        assert plan is None or expected is None or set(plan.steps) <= set(expected.steps), said


def test_a_home_that_changed_is_looked_at_again() -> None:
    """A device that came is understood without a new resolver."""
    resolver = Resolver(load_lexicon(), load_kinds())
    before = home((device("light.a", "Alpha", "light"), "off", DIMS))
    after = replace(
        home(
            (device("light.a", "Alpha", "light"), "off", DIMS),
            (device("light.o", "Omega", "light"), "off", DIMS),
        ),
        version=2,
    )
    said = Utterance("turn on omega")
    assert resolver.resolve(said, before, Context(), NOW) is None
    plan = resolver.resolve(said, after, Context(), NOW)
    assert plan is not None
    assert write(plan.steps) == {"light.o on"}


def test_names_can_be_words_of_the_language() -> None:
    """A lamp called "All", a scene called "Turn off everything", a light called "Off"."""
    view = home(
        (device("light.o", "Off", "light"), "off", DIMS),
        (device("scene.t", "Turn off everything", "scene"), "unknown", {}),
        (device("light.x", "Lamp", "light"), "on", DIMS),
    )
    resolver = Resolver(load_lexicon(), load_kinds())

    def steps(text: str) -> set[str]:
        plan = resolver.resolve(Utterance(text), view, Context(), NOW)
        return write(plan.steps) if plan else set()

    assert steps("turn on the lamp") == {"light.x on"}
    assert steps("turn off the lamp") == {"light.x off"}
    assert steps("activate turn off everything") <= {"scene.t on"}


def test_an_empty_home_has_nothing_to_move() -> None:
    """Whatever is said."""
    plan = understand_in("turn everything off", home())
    assert plan is None or not plan.steps


def test_the_house_is_what_the_tests_think() -> None:
    """Every device has a kind and a label of its own."""
    labels = [each.label for each in house().devices]
    assert len(labels) == len(set(labels))


def test_what_is_named_shortly_is_of_the_kind_before() -> None:
    """A radio that is on would otherwise be settled by its state."""
    view = home(
        (device("light.m", "Mom's lamp", "light"), "off", DIMS),
        (device("light.d", "Dad's lamp", "light"), "off", DIMS),
        (device("media_player.d", "Dad's radio", "speaker"), "playing", PLAYER),
    )
    text = "mom's lamp on, dad's off"
    plan = understand_in(text, view)
    assert plan is not None
    assert write(plan.steps) == {"light.m on", "light.d off"}


@pytest.mark.parametrize("text", ["lights off in both bedrooms", "turn off the bedrooms' lights"])
def test_rooms_of_one_sort_are_meant_together(text: str) -> None:
    """The plural of a sort of room is none of them in particular."""
    view = home(
        (device("light.m", "Light", "light", "Main bedroom"), "on", DIMS),
        (device("light.g", "Light", "light", "Guest bedroom"), "on", DIMS),
        (device("light.h", "Light", "light", "Hall"), "on", DIMS),
    )
    plan = understand_in(text, view)
    assert plan is not None
    assert write(plan.steps) == {"light.m off", "light.g off"}
