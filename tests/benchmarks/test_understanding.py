"""The understanding benchmark itself: the clock, the runner and what it shows."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
import io
import json
from pathlib import Path

from homeassistant.util import dt as dt_util
import pytest
from rich.console import Console

from benchmarks.clock import BEGIN, Clock, clock
from benchmarks.conversations import DEFAULT, OURS, Answer, Result, Setting, async_run_home
from benchmarks.planners import Planner
from benchmarks.scoring import Score
from benchmarks.sentences import Expectation, Half, Kind, Later, Said, Talk
from benchmarks.understanding import NO_OLLAMA, as_json, main, show, show_failures


def talk(*sentences: Said, category: str = "direct", half: Half = Half.DEVELOPMENT) -> Talk:
    """Return a talk in the cabin."""
    return Talk(f"{category} 1", category, half, "cabin", sentences)


def act(entity_id: str, state: str) -> Expectation:
    """Return that one entity is to come into a state."""
    return Expectation(Kind.ACT, ({entity_id: {"state": state}},))


LIGHT_ON = talk(Said("turn on the light", act("light.light", "on")))
TV_ON = talk(Said("turn on the light", act("switch.tv", "off")))
NOTHING_LATER = Said(
    "turn on the light",
    act("light.light", "on"),
    (Later(Expectation(Kind.ACT, ({},)), minutes=30), Later(act("fan.fan", "on"), clock="19:00")),
)


@pytest.fixture
async def running() -> AsyncIterator[Clock]:
    """Return a clock that can be put forward."""
    with clock() as found:
        yield found


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Return that a Home Assistant that is stopped may leave timers to a loop that goes on."""
    return True


@pytest.fixture
def setting(running: Clock, tmp_path: Path, socket_enabled: None) -> Setting:  # noqa: ARG001  # a fixture for its effect
    """Return a setting in which no model answers."""
    return Setting(NO_OLLAMA, has_model=False, kept_store=tmp_path / "store.db", clock=running)


async def test_what_is_due_happens_when_the_clock_is_put_forward(running: Clock) -> None:
    """In its order, and nothing that is due later."""
    loop = asyncio.get_running_loop()
    happened: list[str] = []
    loop.call_later(500, happened.append, "second")
    loop.call_later(400, happened.append, "first")
    late = loop.call_later(700, happened.append, "third")
    began = dt_util.utcnow()
    assert began - BEGIN < timedelta(minutes=1)
    await running.async_advance(timedelta(minutes=10))
    assert happened == ["first", "second"]
    assert timedelta(minutes=10) <= dt_util.utcnow() - began < timedelta(minutes=11)
    late.cancel()


async def test_what_is_under_way_is_not_late_all_at_once(running: Clock) -> None:
    """A deadline is about the time that something takes, and none of it has passed."""
    async with asyncio.timeout(60):
        await running.async_advance(timedelta(hours=1))
        for _ in range(3):  # a deadline that has passed would end this task in the second
            await asyncio.sleep(0)


async def test_what_a_sleeper_begins_comes_to_its_end(running: Clock) -> None:
    """As a voice timer of Home Assistant does, which says a sentence when it wakes."""
    ended = asyncio.Event()
    begun: list[asyncio.Task[None]] = []

    async def work() -> None:
        await asyncio.sleep(0.05)
        ended.set()

    async def sleep() -> None:
        await asyncio.sleep(300)
        begun.append(asyncio.create_task(work()))

    sleeper = asyncio.create_task(sleep())
    await asyncio.sleep(0)
    await running.async_advance(timedelta(minutes=10))
    assert sleeper.done()
    assert ended.is_set()


async def test_the_clock_goes_on_to_the_next_such_time(running: Clock) -> None:
    """Today if it is still to come, else tomorrow."""
    await running.async_advance_to("18:30")
    assert (running.now.day, running.now.hour, running.now.minute) == (BEGIN.day, 18, 30)
    await running.async_advance_to("07:00")
    assert (running.now.day, running.now.hour, running.now.minute) == (BEGIN.day + 1, 7, 0)


async def test_both_agents_are_heard_and_judged(setting: Setting) -> None:
    """Every talk begins in the home as its file describes it."""
    results = await async_run_home("cabin", [LIGHT_ON, TV_ON, LIGHT_ON], setting)
    assert [result.agent for result in results] == [OURS, DEFAULT] * 3
    assert [result.score.exact for result in results] == [True, True, False, False, True, True]
    wrong = results[2].score
    assert wrong.wrong == ("light.light",)
    assert wrong.false_done
    assert results[0].answers[0].path == "recognition/sentence"
    assert results[1].answers[0].path == "action_done"


async def test_what_is_to_be_later_is_looked_at_then(setting: Setting) -> None:
    """At the time of day, and so many minutes after the sentence."""
    (ours, _) = await async_run_home("cabin", [talk(NOTHING_LATER)], setting)
    assert ours.score.complaints == ("at 19:00: fan.fan: state is off, not on",)


async def test_what_one_talk_plans_happens_in_no_other(setting: Setting) -> None:
    """Neither what our agent has planned nor a timer of Home Assistant."""
    planning = talk(Said("turn on the light in 10 minutes", Expectation(Kind.ACT, ({},))))
    later = Later(Expectation(Kind.ACT, ({},)), minutes=60)
    waiting = talk(Said("turn off the TV", act("switch.tv", "off"), (later,)))
    results = await async_run_home("cabin", [planning, waiting], setting)
    assert [result.score.complaints for result in results[2:]] == [(), ()]
    assert results[0].score.exact


def results_of(half: Half) -> list[Result]:
    """Return a failed sentence of each agent."""
    score = Score(complaints=("light.light: state is off, not on",), needless=True)
    answer = Answer(
        "turn on the light", "Which?", 12.0, "refused/model", asked_model=True, score=score
    )
    said = talk(NOTHING_LATER, half=half)
    return [Result(said, agent, (answer,)) for agent in (OURS, DEFAULT)]


def test_the_figures_are_shown_by_class_and_path() -> None:
    """And the failed sentences, with what is wrong about them."""
    console = Console(width=200, file=io.StringIO(), record=True)
    show(results_of(Half.DEVELOPMENT), console)
    show_failures(results_of(Half.DEVELOPMENT), console)
    shown = console.export_text()
    assert "direct" in shown
    assert "refused/model" in shown
    assert "'turn on the light'" in shown
    assert "light.light: state is off, not on" in shown


def test_nothing_shows_a_sentence_of_the_test_half(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the options nor the file."""
    written = json.dumps(as_json(results_of(Half.TEST)))
    assert "turn on the light" not in written
    assert "Which?" not in written
    assert "turn on the light" in json.dumps(as_json(results_of(Half.DEVELOPMENT)))
    with pytest.raises(SystemExit):
        main(["--half", "test", "--failures"])
    assert "for nobody's eyes" in capsys.readouterr().err


def test_sentences_that_there_are_not_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A home that is not there, for one."""
    with pytest.raises(SystemExit):
        main(["--home", "castle"])
    assert "no such sentences" in capsys.readouterr().err


async def test_nothing_is_recognised_where_the_examples_plan(setting: Setting) -> None:
    """A goal of the bank is understood, a plain command that is none of its is not."""
    goal = talk(Said("study time", act("light.light", "on")), category="goal")
    alone = replace(setting, planner=Planner.VOTE, agents=(OURS,))
    results = await async_run_home("cabin", [goal, LIGHT_ON], alone)
    assert [result.agent for result in results] == [OURS] * 2
    assert {answer.path.partition("/")[2] for each in results for answer in each.answers} <= {
        "vote",
        "model",
    }


async def test_nothing_happens_where_a_model_that_is_down_plans(setting: Setting) -> None:
    """Neither recognition nor the examples take its place."""
    alone = replace(setting, planner=Planner.MODEL, agents=(OURS,))
    (result,) = await async_run_home("cabin", [LIGHT_ON], alone)
    assert not result.score.exact
    assert not result.score.wrong
    assert result.answers[0].path == "failed/model"
