"""The order of the stages, with a scripted model and a home that changes meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from benchmarks.turns import PlainHands, plain_turn
from custom_components.llm_iot.dialogue import Dialogue
from custom_components.llm_iot.errors import ModelTimeoutError
from custom_components.llm_iot.model.types import Completion, Prompt
from custom_components.llm_iot.models import (
    DeviceState,
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Source,
    Step,
    Utterance,
)
from custom_components.llm_iot.outcomes import Outcome, Result
from custom_components.llm_iot.pipeline import Pipeline
from custom_components.llm_iot.policy import Policy
from custom_components.llm_iot.prompting.bank import entries
from custom_components.llm_iot.prompting.retrieval import Retriever
from custom_components.llm_iot.recognition.obstacles import Obstacles
from custom_components.llm_iot.resources import load_resources
from custom_components.llm_iot.storage.base import Vector
from custom_components.llm_iot.storage.sqlite import SqliteStore
from custom_components.llm_iot.turn_report import TurnPath, TurnReport
from custom_components.llm_iot.understanding import Understanding
from tests.homes import DIMMABLE, device, paper_home, two_rooms, view
from tests.storage.test_sqlite import at_once

RESOURCES = load_resources()
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
UNHEARD = (
    "grandpa brings his accordion and a pot of soup, please make everything ready with the light on"
)
"""No example is near enough to it to be sure."""


@dataclass
class ScriptedModel:
    """A model that gives one answer, or fails."""

    answer: str | None
    large: bool = False
    tuned: bool = False
    while_thinking: Callable[[], None] = lambda: None
    prompts: list[Prompt] = field(default_factory=list)
    embedding_model: str | None = None

    def is_tuned(self) -> bool:
        """Return whether it was trained for homes."""
        return self.tuned

    def language(self) -> int:
        """Return the language of a model for homes."""
        return 1 if self.tuned else 0

    def bytes_per_token(self) -> float:
        """Return what is usual."""
        return 3.0

    def is_large(self) -> bool:
        """Return whether it is believed against the examples."""
        return self.large

    async def embed_utterance(self, text: str) -> Vector:
        """Fail: there is no embedding model."""
        raise NotImplementedError(text)

    async def complete(
        self, prompt: Prompt, is_complete: Callable[[str], bool] | None = None
    ) -> Completion:
        """Return the answer."""
        self.prompts.append(prompt)
        self.while_thinking()
        if self.answer is None:
            raise ModelTimeoutError
        if is_complete:
            is_complete(self.answer)
        return Completion(self.answer, "scripted", 90, 9, 0, 0, 0, 0, "stop")


@dataclass
class Room:
    """The paper's room with a pipeline."""

    model: ScriptedModel
    folder: Path
    home: HomeView = field(default_factory=paper_home)
    executed: list[Step] = field(default_factory=list)
    dialogue: Dialogue = field(default_factory=Dialogue)
    policy: Policy = field(default_factory=Policy)
    code: str | None = None
    now: datetime = NOON
    afterwards: HomeView | None = None
    """The home once something was done; None for no difference."""

    async def say(self, text: str, recognized: Plan | None = None) -> TurnReport:
        """Return the report of a turn."""
        store = SqliteStore(self.folder / "s.db", at_once)
        await store.async_open()
        await store.async_sync("examples", entries(RESOURCES.templates, RESOURCES.kinds))
        pipeline = Pipeline(
            home=lambda: self.home,
            understanding=Understanding(
                model=self.model,
                retriever=Retriever(store, RESOURCES.templates, RESOURCES.kinds),
                resolver=RESOURCES.resolver,
                questions=RESOURCES.questions,
                obstacles=Obstacles(RESOURCES.kinds),
                answers=RESOURCES.answer_reader,
                num_ctx=2048,
            ),
            speakers=RESOURCES.speakers,
        )

        async def execute(steps: Sequence[Step]) -> list[Outcome]:
            self.executed += steps
            self.home = self.afterwards or self.home
            return [
                Outcome(step, Result.DONE, self.home.state(step.target))
                if self.afterwards
                else Outcome(step, Result.DONE, DeviceState(step.action))
                for step in steps
            ]

        turn = plain_turn(
            Utterance(text),
            PlainHands(execute, self.policy, self.code),
            understood=recognized,
            dialogue=self.dialogue,
            now=self.now,
        )
        report = await pipeline.async_run(turn)
        await store.async_close()
        return report


async def test_a_recognised_command_asks_nobody(tmp_path: Path) -> None:
    """Neither retrieval nor a model has a part in it."""
    room = Room(ScriptedModel("[]"), tmp_path)
    step = Step("light.light", "on")
    report = await room.say("turn on the light", Plan(Source.SENTENCE, (step,)))
    assert report.path is TurnPath.RECOGNITION
    assert room.executed == [step]
    assert room.model.prompts == []
    assert "retrieval" not in report.stage_ms


async def test_a_near_goal_needs_no_model_and_a_far_one_asks_it(tmp_path: Path) -> None:
    """A large model is believed, and sees more examples than a small one."""
    room = Room(ScriptedModel('["light on"]', large=True), tmp_path)
    assert (await room.say("i'm going to watch a film")).path is TurnPath.VOTE
    assert room.model.prompts == []
    report = await room.say(UNHEARD)
    assert report.path is TurnPath.MODEL
    assert room.executed[-1] == Step("light.light", "on")
    large = len(room.model.prompts[0].messages)
    room.model.large = False
    await room.say(UNHEARD)
    assert len(room.model.prompts[1].messages) < large


async def test_the_agent_speaks_of_itself_without_a_model(tmp_path: Path) -> None:
    """Thanks are no riddle, and who asks what it can do hears it of this home."""
    room = Room(ScriptedModel(None), tmp_path)
    assert (await room.say("thank you")).reply.text == "You are welcome."
    assert "the light, the fan and the TV" in (await room.say("what can you do?")).reply.text
    assert room.model.prompts == []
    assert room.executed == []


async def test_what_was_done_meanwhile_is_not_done_again(tmp_path: Path) -> None:
    """The states count at the moment of acting, not at that of speaking."""
    model = ScriptedModel('["light on"]', large=True)
    room = Room(model, tmp_path)

    def somebody_turns_it_on() -> None:
        room.home = paper_home(light="on")

    model.while_thinking = somebody_turns_it_on
    report = await room.say(UNHEARD)
    assert room.executed == []
    assert report.reply.text == "The light was already on."


async def test_how_far_is_told_from_the_state_before(tmp_path: Path) -> None:
    """The home that questions are answered from has moved on by then."""
    dim, bright = (
        view((device("light.lamp", "Lamp", "light"), "on", {**DIMMABLE, "brightness": brightness}))
        for brightness in (51, 77)
    )
    room = Room(ScriptedModel(None), tmp_path, dim, afterwards=bright)
    plan = Plan(Source.SENTENCE, (Step("light.lamp", "up", 10),))
    report = await room.say("make the lamp 10 percent brighter", plan)
    assert report.reply.text == "Lamp 10 percent brighter: now at 30 percent."


async def test_a_model_cannot_swap_what_the_words_say_of_each_device(tmp_path: Path) -> None:
    """Even a large one is not believed against them."""
    room = Room(ScriptedModel('["light on", "tv off"]', large=True), tmp_path)
    report = await room.say("kindly put the telly on and the light off at once")
    assert Step("light.light", "on") not in room.executed
    assert Step("switch.tv", "off") not in room.executed
    assert report.plan.problems or {("switch.tv", "on")} <= {
        (step.target, step.action) for step in room.executed
    }


@pytest.mark.parametrize("large", [True, False])
async def test_half_of_what_is_asked_for_is_not_done_in_silence(
    tmp_path: Path, *, large: bool
) -> None:
    """A model that forgets the fan is not believed, and it is said that nothing was done."""
    room = Room(ScriptedModel('["light on"]', large=large), tmp_path)
    report = await room.say("get the light and the fan ready")
    assert room.executed == []
    assert report.reply.is_error


async def test_a_relay_that_feeds_a_lamp_goes_with_the_lights(tmp_path: Path) -> None:
    """Home Assistant's own sentences take it for a switch and leave it on."""
    hall = view(
        (device("switch.spots", "Spots", "light", "Hall"), "on", {}),
        (device("light.lamp", "Lamp", "light", "Hall"), "on", DIMMABLE),
        (device("switch.kettle", "Kettle", "kettle", "Hall"), "on", {}),
    )
    room = Room(ScriptedModel(None), tmp_path, hall)
    only_lamp = Plan(Source.SENTENCE, (Step("light.lamp", "off"),))
    await room.say("turn off the lights in the hall", only_lamp)
    assert set(room.executed) == {Step("light.lamp", "off"), Step("switch.spots", "off")}


async def test_a_question_is_never_put_to_the_model(tmp_path: Path) -> None:
    """Even if it would answer with an action."""
    room = Room(ScriptedModel('["light on"]', large=True), tmp_path)
    report = await room.say("might the kids like to paint in here?")
    assert room.executed == []
    assert room.model.prompts == []
    assert [problem.code for problem in report.plan.problems] == [ProblemCode.NO_ANSWER]


async def test_a_question_about_the_past_asks_nobody_and_moves_nothing(tmp_path: Path) -> None:
    """Also without a question mark, and with a command behind it."""
    room = Room(ScriptedModel('["light on"]', large=True), tmp_path)
    for text in ("how long was the light on yesterday", "who turned on the light and turn it off"):
        report = await room.say(text)
        assert report.plan.past, text
        assert report.path is TurnPath.RECOGNITION
    assert room.executed == []
    assert room.model.prompts == []


async def test_silence_is_not_understood(tmp_path: Path) -> None:
    """An empty sentence moves nothing."""
    room = Room(ScriptedModel('["fan off"]', large=True), tmp_path)
    report = await room.say(" ... ")
    assert room.executed == []
    assert [problem.code for problem in report.plan.problems] == [ProblemCode.NOT_UNDERSTOOD]


async def test_without_a_device_it_is_said_so(tmp_path: Path) -> None:
    """A new installation with nothing exposed."""
    room = Room(ScriptedModel("[]"), tmp_path, home=replace(paper_home(), devices=(), states={}))
    report = await room.say(UNHEARD)
    assert report.reply.text == "No device is exposed to me, so there is nothing I can do yet."


async def test_a_model_that_fails_is_told_in_the_report(tmp_path: Path) -> None:
    """The key says why, for the event and the trace."""
    report = await Room(ScriptedModel(None), tmp_path).say(UNHEARD)
    assert report.error == "model_timeout"
    assert report.path is TurnPath.FAILED
    assert report.outcomes == ()


LAMPS = ("light.k", "light.h")
WHICH = Plan(
    Source.RESOLVER,
    problems=(
        Problem(
            ProblemCode.AMBIGUOUS, targets=LAMPS, steps=tuple(Step(lamp, "on") for lamp in LAMPS)
        ),
    ),
)
UNLOCK = Plan(Source.SENTENCE, (Step("lock.front", "unlock"),))
HALL_LAMP = Step("light.h", "on")


def house(tmp_path: Path, **settings: Any) -> Room:
    """Return a home with two lamps and a lock."""
    return Room(ScriptedModel("[]"), tmp_path, home=two_rooms(), **settings)


@pytest.mark.parametrize("answer", ["the second", "the one in the hall", "hall please"])
async def test_of_several_devices_one_is_chosen(tmp_path: Path, answer: str) -> None:
    """Nothing moves before the answer, and only the chosen one after it."""
    room = house(tmp_path)
    asked = await room.say("turn on the lamp", WHICH)
    assert asked.path is TurnPath.ASKED
    assert asked.reply.text == "Which one do you mean: the kitchen lamp or the hall lamp?"
    assert room.executed == []
    report = await room.say(answer)
    assert room.executed == [HALL_LAMP]
    assert report.plan.source is Source.ANSWER


async def test_both_are_chosen_at_once(tmp_path: Path) -> None:
    """What is so already is left alone."""
    room = house(tmp_path)
    await room.say("turn on the lamp", WHICH)
    await room.say("both")
    assert room.executed == [HALL_LAMP]


async def test_a_critical_step_waits_for_a_yes(tmp_path: Path) -> None:
    """The plan that was read out is carried out, and only once."""
    room = house(tmp_path)
    asked = await room.say("unlock the front door", UNLOCK)
    assert asked.path is TurnPath.ASKED
    assert asked.reply.text.endswith("?")
    assert room.executed == []
    await room.say("yes please")
    assert room.executed == list(UNLOCK.steps)
    await room.say("yes please")
    assert len(room.executed) == 1


async def test_a_yes_with_another_wish_is_asked_about_again(tmp_path: Path) -> None:
    """Neither the one nor the other is done in silence."""
    room = house(tmp_path)
    asked = await room.say("unlock the front door", UNLOCK)
    again = await room.say("yes, and turn on the hall lamp")
    assert again.reply.text == asked.reply.text
    assert room.executed == []
    await room.say("yes")
    assert room.executed == list(UNLOCK.steps)


async def test_a_question_that_was_not_heard_is_put_again(tmp_path: Path) -> None:
    """It is no answer, and the yes to the second one holds."""
    room = house(tmp_path)
    asked = await room.say("unlock the front door", UNLOCK)
    again = await room.say("sorry, what did you say?")
    assert again.reply.text == asked.reply.text
    assert room.executed == []
    await room.say("yes")
    assert room.executed == list(UNLOCK.steps)


@pytest.mark.parametrize(
    "text",
    [
        "hi, um, could you please maybe, if it's not too much trouble, turn the hall lamp on?",
        "I forgot it yesterday, silly me, the hall lamp needs to be turned on",
        "I was wondering whether it would be possible to have the hall lamp switched on",
        "what I actually wanted to say was that the hall lamp should be turned on",
    ],
)
async def test_a_command_among_talk_asks_nobody(tmp_path: Path, text: str) -> None:
    """Neither a question mark nor a word for the past makes a question of it."""
    room = house(tmp_path)
    report = await room.say(text)
    assert report.path is TurnPath.RECOGNITION
    assert room.executed == [HALL_LAMP]
    assert room.model.prompts == []


@pytest.mark.parametrize(
    "text", ["was the hall lamp turned on yesterday", "the lamp should be on?"]
)
async def test_a_question_stays_one(tmp_path: Path, text: str) -> None:
    """Nothing moves."""
    room = house(tmp_path)
    await room.say(text)
    assert room.executed == []


async def test_a_critical_step_among_talk_waits_for_a_yes(tmp_path: Path) -> None:
    """However it was asked for."""
    room = house(tmp_path)
    asked = await room.say("my hands are full, so could you unlock the front door please?")
    assert asked.path is TurnPath.ASKED
    assert room.executed == []
    await room.say("yes please")
    assert room.executed == list(UNLOCK.steps)


@pytest.mark.parametrize("answer", ["no", "never mind", "better not"])
async def test_a_no_ends_it(tmp_path: Path, answer: str) -> None:
    """A yes that comes later agrees to nothing."""
    room = house(tmp_path)
    await room.say("unlock the front door", UNLOCK)
    report = await room.say(answer)
    assert report.reply.text == "All right, I left everything as it is."
    await room.say("yes")
    assert room.executed == []


async def test_another_sentence_ends_it(tmp_path: Path) -> None:
    """It is carried out itself, and the question is forgotten."""
    room = house(tmp_path)
    await room.say("unlock the front door", UNLOCK)
    await room.say("turn on the hall lamp", Plan(Source.SENTENCE, (HALL_LAMP,)))
    await room.say("yes")
    assert room.executed == [HALL_LAMP]


async def test_an_answer_that_comes_too_late_is_none(tmp_path: Path) -> None:
    """After a minute nobody knows what the yes is about."""
    room = house(tmp_path)
    await room.say("unlock the front door", UNLOCK)
    room.now += timedelta(seconds=61)
    await room.say("yes")
    assert room.executed == []


async def test_a_yes_is_verified_again(tmp_path: Path) -> None:
    """The home has gone on meanwhile."""
    room = house(tmp_path)
    await room.say("unlock the front door", UNLOCK)
    room.home = replace(
        room.home, states={**room.home.states, "lock.front": DeviceState("unavailable")}
    )
    report = await room.say("yes")
    assert room.executed == []
    assert report.reply.text == "The front door is not available."


async def test_with_a_pin_a_yes_is_not_enough(tmp_path: Path) -> None:
    """A wrong one may be tried again; none of them is in the report."""
    room = house(tmp_path, policy=Policy(needs_code=True), code="4711")
    asked = await room.say("unlock the front door", UNLOCK)
    assert "PIN" in asked.reply.text
    wrong = await room.say("1234")
    assert room.executed == []
    assert "1234" not in wrong.utterance.text
    right = await room.say("4711")
    assert room.executed == list(UNLOCK.steps)
    assert "4711" not in right.utterance.text


async def test_a_yes_does_not_stand_in_for_the_pin(tmp_path: Path) -> None:
    """It is asked for again, and what was asked about still waits for it."""
    room = house(tmp_path, policy=Policy(needs_code=True), code="4711")
    asked = await room.say("unlock the front door", UNLOCK)
    again = await room.say("yes, do it")
    assert room.executed == []
    assert again.reply.text == asked.reply.text
    await room.say("4711")
    assert room.executed == list(UNLOCK.steps)


async def test_a_pin_that_nobody_asked_for_does_nothing(tmp_path: Path) -> None:
    """It is no command, and no model hears it."""
    room = house(tmp_path, policy=Policy(needs_code=True), code="4711")
    report = await room.say("4711")
    assert (report.path, report.reply.text) == (TurnPath.REFUSED, "There is nothing that I asked.")
    assert room.executed == []
