"""How earlier turns are weighed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from custom_components.llm_iot.evidence import Evidence, Example, Vote
from custom_components.llm_iot.learned import EPISODES, Episode
from custom_components.llm_iot.models import Plan, Source, Step, Utterance
from custom_components.llm_iot.prompting.precedents import Precedent, async_find, follow
from custom_components.llm_iot.storage.base import Question
from custom_components.llm_iot.storage.sqlite import SqliteStore
from tests.homes import paper_home, two_rooms
from tests.storage.test_sqlite import at_once

LIGHT, FAN, TV = Step("light.light", "on"), Step("fan.fan", "on"), Step("switch.tv", "off")
GOAL = "study"
SAY = "study time"
BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
OUT: tuple[Step, ...] = ()
KEPT = None
"""Nobody corrected the fan."""


def vote(*steps: Step, confidence: float = 0.8, goal: str | None = GOAL) -> Vote:
    """Return what the examples would do."""
    return Vote(Plan(Source.VOTE, steps, confidence=confidence), 1.0, confidence, goal)


def evidence(goal: str | None = GOAL) -> Evidence:
    """Return the evidence for the goal."""
    return Evidence(paper_home().devices, (Example(SAY, ("light on", "fan on"), 0.8, goal),))


def episode(
    day: int,
    steps: Sequence[Step] = (LIGHT, FAN),
    fan: tuple[Step, ...] | None = KEPT,
    **given: object,
) -> Episode:
    """Return a turn of a day."""
    corrections = {} if fan is None else {FAN.target: fan}
    known = {"goal": GOAL, "corrections": corrections, **given}
    at = BEGIN + timedelta(days=day)
    return Episode(str(day), SAY, at, tuple(steps), **known)  # type: ignore[arg-type]  # by name


def followed(
    history: Sequence[Episode],
    ground: Vote | None,
    score: float = 1.0,
    text: str = SAY,
    goal: str | None = GOAL,
) -> Vote | None:
    """Return what is done after a history."""
    near = [Precedent(each, score) for each in history]
    return follow(near, Utterance(text), paper_home(), evidence(goal), ground)[1]


def fan_moves(*fans: tuple[Step, ...] | None) -> bool:
    """Return whether the fan still moves after what was done to it day after day."""
    history = [episode(day, fan=fan) for day, fan in enumerate(fans)]
    found = followed(history, vote(LIGHT, FAN))
    assert found is not None
    assert LIGHT in found.plan.steps
    return FAN in found.plan.steps


@pytest.mark.parametrize("repeats", [0, 1, 2, 3])
def test_one_correction_is_followed_at_once(repeats: int) -> None:
    """What was not yet a habit gives way."""
    assert not fan_moves(*[KEPT] * repeats, OUT)


@pytest.mark.parametrize("repeats", [4, 5, 10, 40])
def test_a_habit_stands_against_one_odd_correction(repeats: int) -> None:
    """However old the habit is, it takes a second one."""
    assert fan_moves(*[KEPT] * repeats, OUT)
    assert not fan_moves(*[KEPT] * repeats, OUT, OUT)
    assert not fan_moves(*[KEPT] * repeats, OUT, KEPT, OUT)


def test_an_odd_correction_is_outlived() -> None:
    """After some times without it the home is back at its habit."""
    assert not fan_moves(OUT)
    assert fan_moves(OUT, KEPT, KEPT, KEPT, KEPT)


def test_what_was_followed_counts_for_itself() -> None:
    """A correction that was obeyed since, and never taken back, is a habit of its own."""
    obeyed = [episode(day, steps=(LIGHT,), learned=frozenset({FAN.target})) for day in range(1, 5)]
    history = [episode(0, fan=OUT), *obeyed]
    found = followed(history, vote(LIGHT, FAN))
    assert found is not None
    assert found.plan.steps == (LIGHT,)
    odd = episode(5, steps=(LIGHT,), fan=(FAN,), learned=frozenset({FAN.target}))
    found = followed([*history, odd], vote(LIGHT, FAN))
    assert found is not None
    assert found.plan.steps == (LIGHT,)


def test_the_value_that_was_wanted() -> None:
    """Instead of the general one."""
    slow = Step("fan.fan", "percentage", 33.0)
    found = followed([episode(0, fan=(slow,))], vote(LIGHT, FAN))
    assert found is not None
    assert found.plan.steps == (LIGHT, slow)


def test_the_examples_go_on_knowing_how_things_are() -> None:
    """What nobody corrected is theirs: today they leave the fan out, and turn the TV off."""
    found = followed([episode(0), episode(1, fan=OUT)], vote(LIGHT, TV))
    assert found is not None
    assert found.plan.steps == (LIGHT, TV)


def test_all_taken_back_waits_for_a_yes() -> None:
    """Nobody said what would be right."""
    undone = episode(0, corrections={LIGHT.target: (), FAN.target: ()})
    found = followed([undone], vote(LIGHT, FAN))
    assert found is not None
    assert found.plan.steps == (LIGHT, FAN)
    assert found.plan.unsure


def test_all_taken_back_without_examples_is_asked() -> None:
    """It is what was done then."""
    undone = episode(0, corrections={LIGHT.target: (), FAN.target: ()})
    found = followed([undone], None)
    assert found is not None
    assert found.plan.steps == (LIGHT, FAN)
    assert found.plan.unsure


def test_without_examples_a_like_sentence_does_what_was_done() -> None:
    """With what was corrected in it."""
    found = followed([episode(0, fan=OUT)], None, goal=None)
    assert found is not None
    assert found.plan.steps == (LIGHT,)
    assert followed([episode(0)], None, score=0.5, goal=None) is None


def test_a_sentence_of_another_goal_is_another_one() -> None:
    """Unless the words are nearly the same."""
    general = vote(LIGHT, FAN, goal="reading")
    assert followed([episode(0, fan=OUT)], general, score=0.7, goal="reading") == general
    assert followed([episode(0, fan=OUT)], general, score=0.9, goal="reading") != general


def test_a_weak_vote_is_corrected_and_no_surer_for_it() -> None:
    """The goal is the same, but neither examples nor words leave no doubt of it."""
    found = followed([episode(0, fan=OUT)], vote(LIGHT, FAN, confidence=0.2), score=0.2)
    assert found is not None
    assert found.plan.steps == (LIGHT,)
    assert found.plan.confidence == pytest.approx(0.2)


def test_a_weak_vote_goes_after_words_of_another_goal() -> None:
    """They say more than it does."""
    history = [Precedent(episode(0, fan=OUT), 0.2)]
    film = Precedent(episode(1, steps=(TV,), goal="film"), 0.7)
    weak = vote(LIGHT, FAN, confidence=0.2)
    found = follow([*history, film], Utterance(SAY), paper_home(), evidence(), weak)[1]
    assert found is not None
    assert found.plan.steps == (TV,)


def test_examples_and_earlier_turns_bear_each_other_out() -> None:
    """Two of which neither is sure, and what the examples alone would do is not forgotten."""
    found = followed([episode(0, fan=OUT)], vote(LIGHT, FAN, confidence=0.4), score=0.4)
    assert found is not None
    assert found.plan.confidence == pytest.approx(0.64)
    assert found.general is not None
    assert found.general.steps == (LIGHT, FAN)


async def test_a_goal_is_found_whatever_its_words(tmp_path: Path) -> None:
    """What is said at night has no word in common with "off to bed", and means the same."""
    store = SqliteStore(tmp_path / "s.db", at_once)
    await store.async_open()
    bed = Episode("1", "I am so tired, off to bed", BEGIN, (LIGHT,), goal="sleep")
    film = Episode("2", "we want to see a film", BEGIN, (TV,), goal="film")
    await store.async_put(EPISODES, [bed.as_entry(), film.as_entry()])
    said = Utterance("good night")
    found = await async_find(store, said, Question(said.text), "sleep")
    assert found == [Precedent(bed, 0.0)]
    assert await async_find(store, said, Question(said.text)) == []
    await store.async_close()


def test_another_room_is_another_sentence() -> None:
    """Neither where it is said nor what it names may differ."""
    home = two_rooms()
    step = Step("light.k", "on")
    said = Episode("1", "make it cosy", BEGIN, (step,), area_id="kitchen", goal="cosy")
    here = Utterance("make it cosy", area_id="hall")
    nothing = Evidence(home.devices)
    assert follow([Precedent(said, 1.0)], here, home, nothing, None)[1] is None
    there = Utterance("make the hall cosy", area_id="kitchen")
    assert follow([Precedent(said, 0.9)], there, home, nothing, None)[1] is None
    same = Utterance("make it cosy", area_id="kitchen")
    found = follow([Precedent(said, 1.0)], same, home, nothing, None)[1]
    assert found is not None
    assert found.plan.steps == (step,)


def test_nothing_critical_comes_from_memory() -> None:
    """Nor anything that the home has not, or cannot."""
    home = two_rooms()
    steps = (
        Step("lock.front", "unlock"),
        Step("cover.garage", "open"),
        Step("light.gone", "on"),
        Step("light.k", "colour", "red"),
        Step("light.k", "off"),
    )
    said = Episode("1", "we are off", BEGIN, steps)
    found = follow([Precedent(said, 1.0)], Utterance("we are off"), home, Evidence(()), None)[1]
    assert found is not None
    assert found.plan.steps == (Step("light.k", "off"),)
    assert found.plan.unsure
