"""The order of the stages, with a scripted model and a home that changes meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from custom_components.llm_iot.errors import ModelTimeoutError
from custom_components.llm_iot.model.types import Completion, Prompt
from custom_components.llm_iot.models import (
    DeviceState,
    HomeView,
    Outcome,
    Plan,
    ProblemCode,
    Result,
    Source,
    Step,
    TurnPath,
    TurnReport,
    Utterance,
)
from custom_components.llm_iot.pipeline import Pipeline, Turn
from custom_components.llm_iot.prompting.bank import entries
from custom_components.llm_iot.prompting.retrieval import Retriever
from custom_components.llm_iot.recognition.obstacles import Obstacles
from custom_components.llm_iot.resources import load_resources
from custom_components.llm_iot.storage.base import Vector
from custom_components.llm_iot.storage.sqlite import SqliteStore
from tests.homes import paper_home
from tests.storage.test_sqlite import at_once

RESOURCES = load_resources()
UNHEARD = "please make everything ready, the kids want to do some painting"
"""No example is near enough to it to be sure."""


@dataclass
class ScriptedModel:
    """A model that gives one answer, or fails."""

    answer: str | None
    large: bool = False
    while_thinking: Callable[[], None] = lambda: None
    prompts: list[Prompt] = field(default_factory=list)
    embedding_model: str | None = None

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

    async def say(self, text: str, recognized: Plan | None = None) -> TurnReport:
        """Return the report of a turn."""
        store = SqliteStore(self.folder / "s.db", at_once)
        await store.async_open()
        await store.async_sync("examples", entries(RESOURCES.templates, RESOURCES.kinds))
        pipeline = Pipeline(
            home=lambda: self.home,
            model=self.model,
            retriever=Retriever(store, RESOURCES.templates, RESOURCES.kinds),
            obstacles=Obstacles(RESOURCES.kinds),
            speakers=RESOURCES.speakers,
            num_ctx=2048,
        )

        async def recognize(_view: HomeView) -> Plan | None:
            return recognized

        async def execute(steps: Sequence[Step]) -> list[Outcome]:
            self.executed += steps
            return [Outcome(step, Result.DONE, DeviceState(step.action)) for step in steps]

        report = await pipeline.async_run(Turn(Utterance(text), recognize, execute))
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


async def test_a_model_cannot_swap_what_the_words_say_of_each_device(tmp_path: Path) -> None:
    """Even a large one is not believed against them."""
    room = Room(ScriptedModel('["light on", "tv off"]', large=True), tmp_path)
    report = await room.say("kindly put the telly on and the light off at once")
    assert Step("light.light", "on") not in room.executed
    assert Step("switch.tv", "off") not in room.executed
    assert report.plan.problems or {("switch.tv", "on")} <= {
        (step.target, step.action) for step in room.executed
    }


async def test_a_question_is_never_put_to_the_model(tmp_path: Path) -> None:
    """Even if it would answer with an action."""
    room = Room(ScriptedModel('["light on"]', large=True), tmp_path)
    report = await room.say("might the kids like to paint in here?")
    assert room.executed == []
    assert room.model.prompts == []
    assert [problem.code for problem in report.plan.problems] == [ProblemCode.NO_ANSWER]


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
