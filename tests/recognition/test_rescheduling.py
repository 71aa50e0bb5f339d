"""Another time for what the last turn planned."""

from datetime import datetime, timedelta

import pytest

from custom_components.llm_iot.dialogue import Context, Exchange
from custom_components.llm_iot.models import (
    Deferred,
    Plan,
    RequestKind,
    Source,
    Utterance,
)
from tests.recognition.house import NOW, house, read, resolver, write

SAID = NOW - timedelta(minutes=1)


def at(hour: int, minute: int = 0, day: int = 4) -> datetime:
    """Return a time in the week of the tests."""
    return NOW.replace(day=day, hour=hour, minute=minute)


def planned(text: str, due: datetime, steps: str = "light.h on", *, lasts: bool = False) -> Context:
    """Return what a conversation remembers of a turn that planned something."""
    found = read(steps)
    deferred = (Deferred(due, found, restore=lasts),)
    plan = Plan(Source.RESOLVER, found if lasts else (), deferred=deferred)
    return Context((Exchange(Utterance(text), plan, "I will.", SAID),))


def understand(text: str, context: Context) -> Plan | None:
    """Return the plan of a sentence behind such a turn."""
    return resolver().resolve(Utterance(text), house(), context, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "do it now",
        "actually, do it now instead",
        "no, right away",
        "now please",
        "never mind, do it now",
    ],
)
def test_what_was_to_wait_is_done_at_once(text: str) -> None:
    """In place of what was planned."""
    plan = understand(text, planned("turn on the hall light at eight", at(20)))
    assert plan is not None
    assert write(plan.steps) == write(read("light.h on"))
    assert plan.deferred == ()
    assert plan.replans


BY_CLOCK = planned("turn on the hall light at eight", at(20))
BY_TIMER = planned("turn on the hall light in ten minutes", SAID + timedelta(minutes=10))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("make that nine o'clock instead", at(21)),
        ("make it half past eight", at(20, 30)),
        ("make it a quarter past", at(20, 15)),
        ("scrap that, midnight", at(0, day=5)),
        ("not at eight, at nine", at(21)),
        ("at nine, not eight", at(21)),
        ("no, at nine", at(21)),
        ("sorry, nine I mean", at(21)),
        ("oh it's half past seven, not eight", at(19, 30)),
        ("I said eight, make it nine", at(21)),
        ("better make that 10 pm", at(22)),
        ("half an hour later please", at(20, 30)),
        ("push that back by an hour", at(21)),
        ("make it ten minutes earlier", at(19, 50)),
        ("ten minutes before please", at(19, 50)),
        ("ten more minutes please", at(20, 10)),
        ("better half past eight", at(20, 30)),
        ("move it to tomorrow at seven", at(7, day=5)),
    ],
)
def test_the_new_time_takes_the_place_of_the_old(text: str, due: datetime) -> None:
    """An hour is the one next to the old one."""
    plan = understand(text, BY_CLOCK)
    assert plan is not None
    assert plan.replans
    assert plan.steps == ()
    assert [(each.due, each.steps) for each in plan.deferred] == [(due, read("light.h on"))]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("better make it thirty", 30),
        ("make that a quarter of an hour", 15),
        ("no, twenty minutes", 20),
        ("I said ten, make it four minutes", 4),
    ],
)
def test_a_number_counts_as_the_first_one_did(text: str, minutes: int) -> None:
    """From when the first was said."""
    plan = understand(text, BY_TIMER)
    assert plan is not None
    assert plan.replans
    assert [each.due for each in plan.deferred] == [SAID + timedelta(minutes=minutes)]


def test_what_counts_from_now_counts_from_now() -> None:
    """However long ago the first was said."""
    plan = understand("in half an hour instead", BY_TIMER)
    assert plan is not None
    assert [each.due for each in plan.deferred] == [NOW + timedelta(minutes=30)]


@pytest.mark.parametrize("text", ["leave it on for twenty instead", "make that twenty minutes"])
def test_an_end_moves_while_it_lasts(text: str) -> None:
    """It goes on until then."""
    context = planned("hall light on for ten minutes", NOW + timedelta(minutes=9), lasts=True)
    plan = understand(text, context)
    assert plan is not None
    assert plan.steps == read("light.h on")
    assert [(each.due, each.restore) for each in plan.deferred] == [
        (SAID + timedelta(minutes=20), True)
    ]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("make that nine o'clock instead", Context()),
        ("turn on the kettle at nine", BY_CLOCK),
        ("it is nine o'clock", BY_CLOCK),
        ("make it brighter", BY_CLOCK),
        ("an hour earlier", planned("turn on the hall light at half past one", at(13, 30))),
        ("make it 21", planned("set the thermostat to 20 at nine", at(21), "climate.l set 20")),
    ],
)
def test_nothing_else_moves_what_is_planned(text: str, context: Context) -> None:
    """Another command, what time it is, a value, a time that is over."""
    plan = understand(text, context)
    assert plan is None or not plan.replans


def test_what_is_planned_for_one_device_can_be_asked() -> None:
    """Whatever the last turn was about."""
    plan = understand("what did you plan for the hall light", Context())
    assert plan is not None
    assert plan.request is not None
    assert (plan.request.kind, plan.request.targets) == (RequestKind.LIST_PLANNED, ("light.h",))


@pytest.mark.parametrize(
    "text",
    [
        "when will the hall light come on?",
        "what time is the hall light going on?",
        "when does it go on?",
    ],
)
def test_when_it_will_be_can_be_asked(text: str) -> None:
    """Where nothing is planned for it, that is said."""
    plan = understand(text, BY_CLOCK)
    assert plan is not None
    assert plan.request is not None
    assert (plan.request.kind, plan.request.targets) == (RequestKind.LIST_PLANNED, ("light.h",))


def test_a_mind_may_be_changed_at_the_end() -> None:
    """The light was to go off."""
    context = planned("hall light off at eight", at(20), "light.h off")
    plan = understand("leave it on, I changed my mind", context)
    assert plan is not None
    assert plan.request is not None
    assert plan.request.kind is RequestKind.CANCEL_PLANNED


@pytest.mark.parametrize("text", ["forget it, no hall light", "no forget it, no hall light"])
def test_dropping_it_may_name_it(text: str) -> None:
    """A device that nothing was planned for is not dropped."""
    plan = understand(text, BY_CLOCK)
    assert plan is not None
    assert plan.request is not None
    assert (plan.request.kind, plan.request.targets) == (RequestKind.CANCEL_PLANNED, ("light.h",))
    other = understand(text.replace("hall light", "kettle"), BY_CLOCK)
    assert other is None or not (other.steps or other.request)


def test_another_device_takes_the_place_of_what_is_planned() -> None:
    """At the same time, and nothing moves now."""
    plan = understand("no, the kettle", BY_CLOCK)
    assert plan is not None
    assert plan.replans
    assert plan.steps == ()
    assert [(each.due, each.steps) for each in plan.deferred] == [
        (at(20), read("switch.kettle on"))
    ]


@pytest.mark.parametrize("text", ["only the kettle", "no wait, only the kettle"])
def test_of_several_things_only_one_is_planned(text: str) -> None:
    """The other one is not done any more."""
    due = at(20)
    deferred = tuple(Deferred(due, read(each)) for each in ("light.h on", "switch.kettle on"))
    plan = Plan(Source.RESOLVER, deferred=deferred)
    before = Exchange(Utterance("hall light on at eight and the kettle too"), plan, "", SAID)
    found = understand(text, Context((before,)))
    assert found is not None
    assert found.replans
    assert [(each.due, each.steps) for each in found.deferred] == [(due, read("switch.kettle on"))]
