"""What is asked of the agent itself: undo, what is planned, what is to be dropped, thanks."""

from datetime import timedelta

import pytest

from custom_components.llm_iot.dialogue import Context, Exchange
from custom_components.llm_iot.models import (
    Deferred,
    Plan,
    Problem,
    ProblemCode,
    RequestKind,
    Source,
    Step,
    Utterance,
)
from tests.recognition.house import NOW, house, resolver, understand

REQUESTS = (
    ("undo that", RequestKind.UNDO, 1),
    ("please undo that", RequestKind.UNDO, 1),
    ("undo", RequestKind.UNDO, 1),
    ("put it back", RequestKind.UNDO, 1),
    ("could you put it back the way it was please", RequestKind.UNDO, 1),
    ("as it was before", RequestKind.UNDO, 1),
    ("oh dear, that's much too gloomy, put it back", RequestKind.UNDO, 1),
    ("that was wrong, put everything back", RequestKind.UNDO, 1),
    ("I don't like it. Undo the last two", RequestKind.UNDO, 2),
    ("undo that again", RequestKind.UNDO, 1),
    ("okay, back to normal", RequestKind.UNDO, 1),
    ("undo the last two", RequestKind.UNDO, 2),
    ("undo the last three commands", RequestKind.UNDO, 3),
    ("revert the last 4 changes", RequestKind.UNDO, 4),
    ("what have you planned?", RequestKind.LIST_PLANNED, 1),
    ("what is scheduled", RequestKind.LIST_PLANNED, 1),
    ("what's planned", RequestKind.LIST_PLANNED, 1),
    ("are there any timers running?", RequestKind.LIST_PLANNED, 1),
    ("how long is that from now?", RequestKind.LIST_PLANNED, 1),
    ("cancel everything planned", RequestKind.CANCEL_PLANNED, 1),
    ("forget everything you planned", RequestKind.CANCEL_PLANNED, 1),
    ("cancel all that you have planned", RequestKind.CANCEL_PLANNED, 1),
    ("scrap everything that's still pending", RequestKind.CANCEL_PLANNED, 1),
    ("cancel whatever you've got planned please", RequestKind.CANCEL_PLANNED, 1),
    ("never mind, undo that", RequestKind.UNDO, 1),
    ("forget it, cancel that", RequestKind.UNDO, 1),
    ("thanks", RequestKind.THANK, 1),
    ("that's enough", RequestKind.THANK, 1),
    ("perfect, thank you very much", RequestKind.THANK, 1),
    ("ok thanks that's all", RequestKind.THANK, 1),
    ("what can you do", RequestKind.INTRODUCE, 1),
    ("hey, what can I say to you?", RequestKind.INTRODUCE, 1),
    ("who are you", RequestKind.INTRODUCE, 1),
    ("say that again", RequestKind.REPEAT, 1),
    ("sorry, what did you say?", RequestKind.REPEAT, 1),
    ("what?", RequestKind.REPEAT, 1),
    ("could you repeat that please", RequestKind.REPEAT, 1),
)


@pytest.mark.parametrize(("text", "kind", "count"), REQUESTS)
def test_what_is_asked_of_the_agent_itself(text: str, kind: RequestKind, count: int) -> None:
    """It is a request and moves nothing."""
    plan = understand(text)
    assert plan is not None
    assert plan.request is not None
    assert plan.request.kind is kind
    assert plan.request.count == count
    assert plan.steps == ()


@pytest.mark.parametrize(
    "text", ["tell me a joke", "could you tell us a joke please", "call my sister", "order a pizza"]
)
def test_what_has_nothing_to_do_with_a_home_is_beyond_us(text: str) -> None:
    """It is said honestly; nothing moves."""
    plan = understand(text)
    assert plan == Plan(Source.RESOLVER, problems=(Problem(ProblemCode.BEYOND),))


def test_what_is_written_to_the_home_is_not_beyond_us() -> None:
    """A thing of the home may be called so."""
    plan = understand("call my vacuum back")
    assert plan is None or not plan.problems


PLANNED = Exchange(
    Utterance("turn off the tv in ten minutes"),
    Plan(
        Source.RESOLVER,
        deferred=(Deferred(NOW + timedelta(minutes=10), (Step("media_player.tv", "off"),)),),
    ),
    "I will.",
    NOW,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("forget about it", RequestKind.UNDO),
        ("oh, scrap that", RequestKind.UNDO),
        ("on second thoughts", RequestKind.UNDO),
        ("I changed my mind, forget it", RequestKind.UNDO),
        ("leave it on", RequestKind.CANCEL_PLANNED),
        ("actually, let it play", RequestKind.CANCEL_PLANNED),
        ("I've reconsidered, keep it running", RequestKind.CANCEL_PLANNED),
        ("never mind, cancel that", RequestKind.UNDO),
        ("oh forget it, scrap that", RequestKind.UNDO),
        ("actually forget that, leave it on", RequestKind.CANCEL_PLANNED),
        ("no, drop that, keep it playing", RequestKind.CANCEL_PLANNED),
    ],
)
def test_what_was_just_planned_can_be_dropped(text: str, kind: RequestKind) -> None:
    """In words that mean nothing else then."""
    plan = resolver().resolve(Utterance(text), house(), Context((PLANNED,)), NOW)
    assert plan is not None
    assert plan.request is not None
    assert plan.request.kind is kind
    assert plan.request.targets == (
        ("media_player.tv",) if kind is RequestKind.CANCEL_PLANNED else ()
    )


@pytest.mark.parametrize(
    "text",
    [
        "turn on the hall light, undo that",
        "if it is dark, put it back",
        "I told you to turn on the hall light, put it back",
        "the hall light on, put it back",
        "I want it dark, put it back",
        "it is to be dark, put it back",
        "it has to be dark, put it back",
        "I'm after some light, put it back",
        "it should be warmer, undo the last two",
        "it's cold, put it back on",
        "it's cold, undo the last light",
    ],
)
def test_an_undo_behind_another_wish_is_none(text: str) -> None:
    """Only what is told may stand before it."""
    plan = understand(text, before="light.b on")
    assert plan is None or plan.request is None


@pytest.mark.parametrize("text", ["drop the blinds", "leave it off"])
def test_a_plan_stays_whatever_else_is_said(text: str) -> None:
    """Not every word about leaving is about what was planned."""
    plan = resolver().resolve(Utterance(text), house(), Context((PLANNED,)), NOW)
    assert plan is None or plan.request is None


@pytest.mark.parametrize(
    "text", ["forget about it", "leave it on", "on second thoughts", "forget it"]
)
def test_where_nothing_was_planned_there_is_nothing_to_drop(text: str) -> None:
    """What was done stays done."""
    plan = understand(text, before="light.h on")
    assert plan is None or plan.request is None


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("cancel the timer for the hall light", ("light.h",)),
        ("cancel the schedule for the tv", ("media_player.tv",)),
        ("forget what you planned for the blinds", ("cover.l",)),
        ("cancel the hall light timer", ("light.h",)),
    ],
)
def test_one_device_can_be_taken_off_the_plan(text: str, targets: tuple[str, ...]) -> None:
    """By its name."""
    plan = understand(text)
    assert plan is not None
    assert plan.request is not None
    assert plan.request.kind is RequestKind.CANCEL_PLANNED
    assert plan.request.targets == targets


def test_a_timer_of_what_the_home_lacks_is_said() -> None:
    """It is not taken for all of them."""
    plan = understand("cancel the timer for the dishwasher")
    assert plan is not None
    assert plan.request is None
    assert [problem.code for problem in plan.problems] == [ProblemCode.UNKNOWN_DEVICE]


@pytest.mark.parametrize(
    "text", ["cancel the timer", "set a timer for 5 minutes", "cancel", "stop the timer"]
)
def test_timers_of_home_assistant_are_its_own(text: str) -> None:
    """They are no plans of ours."""
    assert understand(text) is None


def test_no_lock_is_undone_by_undo_that() -> None:
    """Whatever is said behind it, and however few locks there are."""
    plan = understand("undo that it's too dear")
    assert plan is None or not plan.steps
