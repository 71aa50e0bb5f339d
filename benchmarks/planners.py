"""Who makes the plan in the benchmark of understanding: all of it, the model, or the examples.

What comes before a plan (the view of the home, candidates, examples) and what comes after it
(the verifier, the gate, the devices, the reply) is the same for all.
"""

from abc import abstractmethod
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import override

from custom_components.llm_iot.asked_about import AskedAbout
from custom_components.llm_iot.heard import Heard
from custom_components.llm_iot.models import (
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Source,
    Utterance,
)
from custom_components.llm_iot.pipeline import Pipeline
from custom_components.llm_iot.recognizing import with_own_names
from custom_components.llm_iot.response.agreement import answerable, decide
from custom_components.llm_iot.turn import Progress, Turn
from custom_components.llm_iot.turn_report import TurnPath
from custom_components.llm_iot.understanding import Understanding
from custom_components.llm_iot.wording import is_question


class Planner(StrEnum):
    """Who makes the plan."""

    PIPELINE = "pipeline"
    """All of it: recognition, examples and model."""
    MODEL = "model"
    """The model plans every sentence."""
    VOTE = "vote"
    """The nearest examples plan every sentence."""


def planned_by(planner: Planner, pipeline: Pipeline) -> Pipeline:
    """Return a pipeline in which somebody makes all plans."""
    if planner is Planner.PIPELINE:
        return pipeline
    sort = ModelAlone if planner is Planner.MODEL else VoteAlone
    whole = pipeline.understanding
    parts = {each.name: getattr(whole, each.name) for each in fields(whole)}
    return replace(pipeline, understanding=sort(**parts))


@dataclass(frozen=True)
class _Alone(Understanding):
    """Nothing is recognised; the time is taken off by code."""

    @override
    async def _async_plan(self, turn: Turn, view: HomeView, progress: Progress) -> Plan:
        """Return what somebody plans who knows no times."""
        utterance = turn.utterance
        timed = self.resolver.without_time(utterance, view, turn.now)
        if timed:
            utterance = replace(utterance, text=timed.text)
        corrects = self.resolver.corrects(utterance)
        context = turn.dialogue.context(turn.now, corrects=corrects)
        heard = self.resolver.hear(utterance, view, context)
        plan = await self._async_alone(with_own_names(utterance, view), view, heard, progress)
        if plan.queries:
            plan = AskedAbout(self.questions).formed(plan, utterance, view, turn.now)
        return self.resolver.put_off(plan, timed, view, context, turn.now) if timed else plan

    @abstractmethod
    async def _async_alone(
        self, utterance: Utterance, view: HomeView, heard: Heard, progress: Progress
    ) -> Plan:
        """Return the plan."""


@dataclass(frozen=True)
class VoteAlone(_Alone):
    """No model is asked."""

    @override
    async def _async_alone(
        self, utterance: Utterance, view: HomeView, heard: Heard, progress: Progress
    ) -> Plan:
        """Return what the nearest examples vote for."""
        question = is_question(utterance)
        await self._async_consult(utterance, view, progress, question=question)
        progress.path = TurnPath.VOTE
        if question:
            return answerable(progress.vote)
        plan, _ = decide(None, progress.vote, view)
        return plan


@dataclass(frozen=True)
class ModelAlone(_Alone):
    """No example votes."""

    @override
    async def _async_alone(
        self, utterance: Utterance, view: HomeView, heard: Heard, progress: Progress
    ) -> Plan:
        """Return what the model plans."""
        question = is_question(utterance)
        evidence = await self._async_consult(utterance, view, progress, question=question)
        progress.path = TurnPath.MODEL
        if not evidence.candidates:
            return Plan(Source.MODEL, problems=(Problem(ProblemCode.NOTHING_EXPOSED),))
        evidence = progress.evidence = self._attend(evidence, utterance, view, heard)
        answer = await self._async_ask(utterance, view, evidence, progress)
        answer = await self._async_look_again(answer, utterance, view, heard, progress)
        if answer is None:
            progress.path = TurnPath.FAILED
            return Plan(Source.MODEL, problems=(Problem(ProblemCode.MODEL_DOWN),))
        if question:  # whatever is asked, nothing moves
            answer = replace(answer, steps=())
        if not (answer.steps or answer.asks or answer.problems or answer.request):
            return replace(answer, problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
        return answer
