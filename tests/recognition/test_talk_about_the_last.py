"""Talk about what was done last, with what is to be done instead at its end."""

from datetime import timedelta

import pytest

from custom_components.llm_iot.dialogue import Context, Exchange
from custom_components.llm_iot.models import (
    Deferred,
    Plan,
    Request,
    RequestKind,
    Source,
    Utterance,
)
from tests.recognition.house import NOW, house, read, resolver, understand, write

MEANT = (
    ("no that's too dear, make it 19", "climate.l temperature 22", "climate.l temperature 19"),
    ("let it swing", "fan.b on", "fan.b oscillate"),
    ("now I can't hear it", "media_player.tv volume 30", "media_player.tv up"),
    ("ah never mind, it's raining, off again", "light.h on", "light.h off"),
    (
        "no, leave that on, I meant the bathroom light",
        "light.h off",
        "light.h on, light.ba off",
    ),
)


@pytest.mark.parametrize(("text", "before", "steps"), MEANT)
def test_what_is_meant_instead_is_done(text: str, before: str, steps: str) -> None:
    """Whatever was told of it before."""
    plan = understand(text, before=before)
    assert plan is not None
    assert set(plan.steps) == set(read(steps))


def test_a_single_word_in_front_is_a_part_of_it() -> None:
    """A value behind "cooling" alone would leave out how it is to run."""
    plan = understand("cooling, 21", before="climate.l on")
    assert plan is None or not plan.steps or len(plan.steps) > 1


def test_it_is_of_what_is_told_where_that_is_something_else() -> None:
    """A phone rings, and not the light."""
    plan = understand("my phone is ringing, turn it off", before="light.h on")
    assert plan is None or not plan.steps


def test_somebody_is_still_where_the_light_went_off() -> None:
    """Here is where that was."""
    plan = understand("oops, I'm still in here", before="light.kc off")
    assert plan is not None
    assert plan.request == Request(RequestKind.UNDO, ("light.kc",))


@pytest.mark.parametrize("text", ["make both of them red", "make them both red"])
def test_one_thing_is_never_both(text: str) -> None:
    """Of two, one alone is half of what is asked for."""
    plan = understand(text, before="light.l1 on")
    assert plan is None or not plan.steps


def test_what_is_let_run_for_a_time_goes_off_then() -> None:
    """As with "leave it on for ten minutes"."""
    plan = understand("let the bedroom fan run ten more minutes")
    assert plan is not None
    assert [each.due for each in plan.deferred] == [NOW + timedelta(minutes=10)]


def test_then_is_the_time_by_which_it_has_to_be_so() -> None:
    """And not now."""
    plan = understand("he has to be asleep by eight, turn the bedroom light off then")
    assert plan is not None
    assert not plan.steps
    assert [each.due.hour for each in plan.deferred] == [20]


@pytest.mark.parametrize("text", ["never mind, let him play", "never mind, it's fine"])
def test_what_is_planned_is_dropped_for_a_reason(text: str) -> None:
    """The reason is no command."""
    plan = Plan(Source.RESOLVER, deferred=(Deferred(NOW, read("media_player.tv off")),))
    context = Context((Exchange(Utterance("before"), plan, "Planned.", NOW),))
    found = resolver().resolve(Utterance(text), house(), context, NOW)
    assert found is not None
    assert found.request == Request(RequestKind.UNDO)


@pytest.mark.parametrize(("before", "back"), [("light.b off", True), ("light.b on", False)])
def test_who_sees_nothing_misses_what_went_off(before: str, back: bool) -> None:  # noqa: FBT001
    """Where nothing went off, it is a complaint."""
    plan = understand("wait, I can't see anything", before=before)
    assert (plan is not None and plan.request == Request(RequestKind.UNDO)) is back


@pytest.mark.parametrize("remark", ["we have no beans", "he is asleep", "I'm cold"])
def test_a_remark_behind_a_word_on_the_last_changes_nothing(remark: str) -> None:
    """An excuse may stand in front of both."""
    plan = understand(f"Sorry, off again, {remark}.", before="fan.k on")
    assert plan is not None
    assert write(plan.steps) == {"fan.k off"}


@pytest.mark.parametrize("behind", ["she should have it on", "the TV is on", "we want it quiet"])
def test_what_may_ask_for_more_is_no_remark_on_the_last(behind: str) -> None:
    """It would be left out and said to be done."""
    plan = understand(f"off again, {behind}", before="fan.k on")
    assert plan is None or not plan.steps
