"""The order of the stages of a turn: the only file that knows it. Times each one."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
import time
from typing import Protocol

from .errors import ModelError, ModelResponseError, StorageError
from .model.types import Completion, Message, Prompt
from .models import (
    Decision,
    Evidence,
    HomeView,
    Outcome,
    Plan,
    Problem,
    ProblemCode,
    Source,
    Step,
    TurnPath,
    TurnReport,
    Utterance,
    Vote,
)
from .places import with_known_names
from .prompting.prompt import FEW_EXAMPLES, MORE_EXAMPLES, build_prompt, system_message
from .prompting.retrieval import Retriever
from .prompting.vote import take_vote
from .recognition.directions import (
    confirms,
    contradicts,
    directions,
    excepted_devices,
    read_directions,
)
from .recognition.obstacles import Obstacles
from .response.agreement import answerable, decide, is_sure
from .response.parser import (
    UnreadableAnswerError,
    close_answer,
    read_answer,
    read_plan,
    repeats_target,
)
from .response.reply import Speakers
from .response.verifier import verify
from .storage.base import Question, Vector
from .wording import is_command, is_question
from .words import tokens


class Model(Protocol):
    """What a turn asks of the language model; failures are raised as ModelError."""

    @property
    def embedding_model(self) -> str | None:
        """Return the name of the embedding model, None without one."""

    def is_large(self) -> bool:
        """Return whether the chat model is large enough to reason about a goal."""

    async def embed_utterance(self, text: str) -> Vector:
        """Return the unit vector of what was said."""

    async def complete(
        self, prompt: Prompt, is_complete: Callable[[str], bool] | None = None
    ) -> Completion:
        """Return the model's answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance, with the ways into and out of the home that belong to it alone."""

    utterance: Utterance
    recognize: Callable[[HomeView], Awaitable[Plan | None]]
    """Understands a clear sentence without a model; None if it is not one."""
    execute: Callable[[Sequence[Step]], Awaitable[Sequence[Outcome]]]
    """Carries out verified steps."""


@dataclass
class _Progress:
    """What a turn has found out so far, for its report."""

    path: TurnPath = TurnPath.RECOGNITION
    evidence: Evidence | None = None
    vote: Vote | None = None
    prompt: Prompt | None = None
    completion: Completion | None = None
    error: str | None = None
    stage_ms: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time that a block takes to a stage."""
        started = time.perf_counter()
        try:
            yield
        finally:
            elapsed = (time.perf_counter() - started) * 1000
            self.stage_ms[name] = self.stage_ms.get(name, 0.0) + elapsed


@dataclass(frozen=True)
class Pipeline:
    """The stages of one agent."""

    home: Callable[[], HomeView]
    model: Model
    retriever: Retriever
    obstacles: Obstacles
    speakers: Speakers
    num_ctx: int
    instructions: str | None = None

    def constant_messages(self) -> tuple[Message, ...]:
        """Return the part of the prompt that turns have in common, to warm the model with."""
        view = self.home()
        return (system_message(self.retriever.constant_candidates(view), view, self.instructions),)

    async def async_run(self, turn: Turn) -> TurnReport:
        """Take an utterance from words to a confirmed reply."""
        progress = _Progress()
        with progress.stage("collection"):
            view = self.home()
        plan = await self._async_understand(turn, view, progress)
        with progress.stage("verification"):
            view = self.home()  # a model takes its time, and the home goes on meanwhile
            verdicts = verify(plan, view)
            accepted = [each.step for each in verdicts if each.decision is Decision.ACCEPT]
        with progress.stage("actuation"):
            outcomes = tuple(await turn.execute(accepted)) if accepted else ()
        with progress.stage("reply"):
            speaker = self.speakers.of(turn.utterance.language)
            reply = speaker.compose(plan, view, verdicts, outcomes)
        if reply.is_error and progress.path is not TurnPath.FAILED:
            progress.path = TurnPath.REFUSED
        return TurnReport(
            utterance=turn.utterance,
            path=progress.path,
            plan=plan,
            reply=reply,
            verdicts=verdicts,
            outcomes=outcomes,
            evidence=progress.evidence,
            vote=progress.vote,
            prompt=progress.prompt,
            completion=progress.completion,
            error=progress.error,
            stage_ms=progress.stage_ms,
        )

    async def _async_understand(self, turn: Turn, view: HomeView, progress: _Progress) -> Plan:
        """Return the plan of an utterance; a question never becomes a plan that moves."""
        utterance = replace(turn.utterance, text=with_known_names(turn.utterance.text, view))
        if not tokens(utterance.text):
            return Plan(Source.SENTENCE, problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
        question = is_question(utterance)
        with progress.stage("recognition"):
            plan = (
                await turn.recognize(view)
                or self.obstacles.find(utterance, view)
                or read_directions(utterance, view, self.retriever.kinds)
            )
        if plan is not None:
            # Home Assistant's own sentences are imperative where they move something, so
            # a question mark behind one is only a matter of tone.
            return plan if plan.source is Source.SENTENCE or not question else _still(plan)
        plan = await self._async_think(utterance, view, progress, question=question)
        if not (plan.steps or plan.queries or plan.problems) and is_command(utterance):
            return replace(plan, problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
        return plan

    async def _async_think(
        self, utterance: Utterance, view: HomeView, progress: _Progress, *, question: bool
    ) -> Plan:
        """Return the plan that the examples and the model make of an utterance.

        No model is asked where the examples are sure, nor for a question, which is answered
        by code or not at all.
        """
        vector = await self._async_embed(utterance, progress)
        with progress.stage("retrieval"):
            try:
                asked = Question(utterance.text, vector, self.model.embedding_model)
                progress.evidence = await self.retriever.async_retrieve(
                    utterance, view, asked, question=question
                )
            except StorageError as err:
                progress.error = err.key
                progress.evidence = Evidence(self.retriever.constant_candidates(view))
            progress.vote = take_vote(
                progress.evidence, lambda strings: read_plan(strings, view, Source.VOTE)
            )
        if not progress.evidence.candidates:
            return Plan(Source.VOTE, problems=(Problem(ProblemCode.NOTHING_EXPOSED),))
        progress.path = TurnPath.VOTE
        if question:
            return answerable(progress.vote)
        kinds = self.retriever.kinds
        said = directions(utterance, view, kinds)
        excepted = excepted_devices(utterance, view, kinds)

        def is_against_the_words(plan: Plan) -> bool:
            return contradicts(plan, said) or any(step.target in excepted for step in plan.steps)

        vote = progress.vote
        if vote and is_against_the_words(vote.plan):
            vote = None
        if vote and is_sure(vote, view):
            return vote.plan
        answer = await self._async_ask(utterance, view, progress.evidence, progress)
        with progress.stage("decision"):
            if answer and is_against_the_words(answer):
                answer = replace(answer, problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
            trusted = self.model.is_large() or bool(answer and confirms(answer, said))
            error = progress.error or ""
            plan, progress.path = decide(answer, vote, view, trusted=trusted, error=error)
        return plan

    async def _async_embed(self, utterance: Utterance, progress: _Progress) -> Vector | None:
        """Return the vector of an utterance; without one, words alone find the evidence."""
        if self.model.embedding_model is None:
            return None
        with progress.stage("embedding"):
            try:
                return await self.model.embed_utterance(utterance.text)
            except ModelError as err:
                progress.error = err.key
                return None

    async def _async_ask(
        self, utterance: Utterance, view: HomeView, evidence: Evidence, progress: _Progress
    ) -> Plan | None:
        """Return the model's plan, None if it could not be asked or gave no plan."""
        try:
            with progress.stage("prompt"):
                count = MORE_EXAMPLES if self.model.is_large() else FEW_EXAMPLES
                progress.prompt = build_prompt(
                    utterance,
                    view,
                    replace(evidence, examples=evidence.examples[:count]),
                    num_ctx=self.num_ctx,
                    instructions=self.instructions,
                )
            with progress.stage("model"):
                progress.completion = await self.model.complete(progress.prompt, repeats_target)
            with progress.stage("parsing"):
                text = progress.completion.text
                strings = read_answer(close_answer(text) if repeats_target(text) else text)
                return read_plan(strings, view, Source.MODEL)
        except UnreadableAnswerError:
            progress.error = ModelResponseError.key
        except ModelError as err:
            progress.error = err.key
        return None


def _still(plan: Plan) -> Plan:
    """Return the plan of a question that a matcher took for a command: it moves nothing."""
    if not plan.steps:
        return plan
    return replace(plan, steps=(), problems=(Problem(ProblemCode.NO_ANSWER),))
