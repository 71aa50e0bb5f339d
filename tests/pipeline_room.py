"""Homes with a whole pipeline in them, a scripted model, and no Home Assistant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.turns import PlainHands, plain_turn
from custom_components.llm_iot.dialogue import Dialogue
from custom_components.llm_iot.errors import ModelTimeoutError
from custom_components.llm_iot.model.types import Completion, Prompt
from custom_components.llm_iot.models import DeviceState, HomeView, Plan, Step, Utterance
from custom_components.llm_iot.outcomes import Outcome, Result
from custom_components.llm_iot.pipeline import Pipeline
from custom_components.llm_iot.policy import Policy
from custom_components.llm_iot.prompting.bank import entries
from custom_components.llm_iot.prompting.retrieval import Retriever
from custom_components.llm_iot.recognition.obstacles import Obstacles
from custom_components.llm_iot.resources import load_resources
from custom_components.llm_iot.storage.base import Vector
from custom_components.llm_iot.storage.sqlite import SqliteStore
from custom_components.llm_iot.turn_report import TurnReport
from custom_components.llm_iot.understanding import Understanding
from tests.homes import paper_home, two_rooms
from tests.storage.test_sqlite import at_once

RESOURCES = load_resources()
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
UNHEARD = (
    "grandpa brings his accordion and a pot of soup, please make everything ready with the light on"
)
"""No example is near enough to it to be sure."""
HALL_LAMP = Step("light.h", "on")
"""In the home with two lamps and a lock."""


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
                obstacles=Obstacles(RESOURCES.kinds, RESOURCES.resolver.lexicon),
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


def house(tmp_path: Path, **settings: Any) -> Room:
    """Return a home with two lamps and a lock."""
    return Room(ScriptedModel("[]"), tmp_path, home=two_rooms(), **settings)
