"""From words to a plan: the order in which a sentence is tried to be understood.

Cheap and sure before dear and guessing: Home Assistant's own sentences, our questions and
our grammar, what stands in the way; only then examples and model.
"""

from dataclasses import dataclass, replace

from .asked_about import AskedAbout
from .asking import GeneralStyle, Style, TunedStyle
from .besides import Besides
from .borne_out import BorneOut
from .cleaning import MAX_RAW
from .errors import ModelError, ModelResponseError, StorageError
from .evidence import Evidence
from .heard import Heard
from .models import HomeView, Plan, Problem, ProblemCode, Source, Utterance
from .prompting.notes import async_notes
from .prompting.occasions import is_made_ready, with_and_without_occasion
from .prompting.precedents import async_find, follow
from .prompting.prompt import FEW_EXAMPLES, MAX_TEXT, MORE_EXAMPLES
from .prompting.retrieval import Retriever
from .prompting.vote import take_vote
from .read_plans import (
    is_put_off,
    still,
    tells_only,
)
from .recalled import listed, recalled
from .recognition.answers import AnswerReader
from .recognition.obstacles import Obstacles
from .recognition.questions import Questions
from .recognition.resolver import Resolver
from .recognizing import Recognizing, with_own_names
from .response.agreement import answerable, decide, is_sure
from .response.parser import UnreadableAnswerError, read_plan
from .said import as_said
from .second_look import better, narrowed, needs_another
from .storage.base import Question, Vector
from .together import Together
from .tuned.mark import CONVERSES
from .turn import Model, Progress, Turn
from .turn_report import TurnPath
from .wording import (
    as_complaint,
    is_command,
    is_question,
)
from .words import tokens


@dataclass(frozen=True)
class Understanding:
    """Turns an utterance into a plan."""

    model: Model
    retriever: Retriever
    resolver: Resolver
    questions: Questions
    obstacles: Obstacles
    answers: AnswerReader
    num_ctx: int
    instructions: str | None = None

    def style(self) -> Style:
        """Return the way in which the model is asked."""
        if self.model.is_tuned():
            return TunedStyle(
                self.num_ctx,
                language=self.model.language(),
                bytes_per_token=self.model.bytes_per_token(),
            )
        examples = MORE_EXAMPLES if self.model.is_large() else FEW_EXAMPLES
        return GeneralStyle(self.num_ctx, self.instructions, examples)

    async def async_understand(self, turn: Turn, view: HomeView, progress: Progress) -> Plan:
        """Return the plan of what was said; a question never becomes a plan that moves."""
        plan = await self._async_plan(turn, view, progress)
        corrects = bool(plan.steps) and self.resolver.corrects(turn.utterance)
        return replace(plan, corrects=corrects)

    async def _async_plan(self, turn: Turn, view: HomeView, progress: Progress) -> Plan:
        """Return the plan, whether or not it corrects the last one."""
        utterance = as_complaint(turn.utterance)
        if not tokens(utterance.text) or len(utterance.text) > MAX_RAW:
            return Plan(Source.SENTENCE, problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
        question = is_question(utterance)
        with progress.stage("recognition"):
            plan = await self._recognizing.async_recognize(turn, utterance, view)
        if plan is not None and tells_only(plan, utterance, turn.now):
            if self._recognizing.asks_amid(utterance, view, turn.dialogue.context(turn.now)):
                return replace(plan, problems=(Problem(ProblemCode.NO_ANSWER),))
            goal = await self._async_hear_goal(turn, view, progress, plan)
            if goal is not plan or not is_put_off(plan):
                return goal
        if plan is not None and is_put_off(plan):
            return await self._async_postpone(turn, view, progress) or plan
        if plan is not None:
            # Home Assistant's own sentences are imperative: a question mark is a matter of tone.
            if plan.source is not Source.SENTENCE and question:
                return still(plan)
            besides = Besides(self.retriever, self.resolver, view, turn)
            return await besides.async_add(utterance, plan)
        put_off = None if question else await self._async_postpone(turn, view, progress)
        return put_off or await self._async_guess(turn, utterance, view, progress)

    async def _async_guess(
        self, turn: Turn, utterance: Utterance, view: HomeView, progress: Progress
    ) -> Plan:
        """Return the plan of what is no clear sentence."""
        if len(utterance.text) > MAX_TEXT:  # what is cut off may turn round the rest
            return Plan(Source.MODEL, problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
        heard = self.resolver.hear(utterance, view, turn.dialogue.context(turn.now))
        named = with_own_names(utterance, view)
        context = turn.dialogue.context(turn.now)
        amid = self._recognizing.asks_amid(utterance, view, context)
        question = is_question(utterance) or amid
        plan = await self._async_think(named, view, heard, progress, question=question)
        if not (plan.steps or plan.asks or plan.problems) and is_command(utterance):
            return replace(plan, problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
        return plan

    async def _async_postpone(self, turn: Turn, view: HomeView, progress: Progress) -> Plan | None:
        """Return the plan of a command for another time, None if that time is not clear.

        Neither examples nor models know times: they are asked about the rest of the words.
        """
        timed = self.resolver.without_time(turn.utterance, view, turn.now)
        if timed is None:
            return None
        rest = replace(turn.utterance, text=timed.text)
        if self.obstacles.find(with_own_names(rest, view), view):
            return None
        plan = await self._async_guess(turn, rest, view, progress)
        if is_made_ready(progress.vote, turn.utterance, timed.starts, turn.now):
            return plan
        context = turn.dialogue.context(turn.now)
        return self.resolver.put_off(plan, timed, view, context, turn.now)

    def repeats(self, turn: Turn, view: HomeView, plan: Plan) -> bool:
        """Return whether a yes says once more what was asked, and nothing else: "yes, open it"."""
        return self._recognizing.repeats(turn, view, plan)

    @property
    def _recognizing(self) -> Recognizing:
        return Recognizing(self.resolver, self.questions, self.obstacles, self.answers)

    async def _async_hear_goal(
        self, turn: Turn, view: HomeView, progress: Progress, heard: Plan
    ) -> Plan:
        """Return the plan of a goal if what is told surely means one, else what was heard."""
        for said in with_and_without_occasion(turn.utterance, turn.now):
            named = with_own_names(said, view)
            evidence = await self._async_consult(named, view, progress, question=False)
            spoken_of = self.resolver.hear(named, view, turn.dialogue.context(turn.now))
            vote = self._borne_out(named, view, spoken_of, evidence).of_vote(progress.vote)
            is_goal = bool(evidence.examples and evidence.examples[0].goal)
            if is_goal and vote and vote.plan.steps and is_sure(vote, view):
                progress.path = TurnPath.VOTE
                return vote.plan
        return heard

    async def _async_consult(
        self, utterance: Utterance, view: HomeView, progress: Progress, *, question: bool
    ) -> Evidence:
        """Return the evidence for an utterance, and let its examples vote."""
        vector = await self._async_embed(utterance, progress)
        with progress.stage("retrieval"):
            asked = Question(utterance.text, vector, self.model.embedding_model)
            try:
                progress.evidence = await self.retriever.async_retrieve(
                    utterance, view, asked, question=question
                )
            except StorageError as err:
                progress.error = err.key
                progress.evidence = Evidence(self.retriever.constant_candidates(view))
            progress.vote = take_vote(
                progress.evidence, lambda strings: read_plan(strings, view, Source.VOTE)
            )
            if not question and progress.evidence.candidates:
                together = Together(self.retriever, view)
                progress.evidence, progress.vote = await together.async_hear(
                    utterance, progress.evidence, progress.vote
                )
                await self._async_remember(utterance, view, asked, progress)
        return progress.evidence

    async def _async_remember(
        self, utterance: Utterance, view: HomeView, asked: Question, progress: Progress
    ) -> None:
        """Let what was learned change what the examples would do."""
        store, evidence = self.retriever.store, progress.evidence
        try:
            goal = progress.vote.goal if progress.vote else None
            precedents = await async_find(store, utterance, asked, goal)
            notes = await async_notes(store, utterance, asked)
        except StorageError as err:
            progress.error = err.key
            return
        if evidence:
            evidence = replace(evidence, notes=notes)
            progress.evidence, progress.vote = follow(
                precedents, utterance, view, evidence, progress.vote
            )

    async def _async_think(
        self,
        utterance: Utterance,
        view: HomeView,
        heard: Heard,
        progress: Progress,
        *,
        question: bool,
    ) -> Plan:
        """Return the plan that the examples and the model make of an utterance.

        No model is asked where the examples are sure, nor for a question, which is answered
        by code or not at all. Of what they propose, only what the words bear is believed.
        """
        evidence = await self._async_consult(utterance, view, progress, question=question)
        if not evidence.candidates:
            return Plan(Source.VOTE, problems=(Problem(ProblemCode.NOTHING_EXPOSED),))
        progress.path = TurnPath.VOTE
        if question:
            return answerable(progress.vote)
        words = self._borne_out(utterance, view, heard, evidence)
        able = self.model.is_large() or self.model.is_tuned()
        if words.bounds.half_read and not able:
            return Plan(Source.VOTE, problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
        vote = words.of_vote(progress.vote)
        if vote and is_sure(vote, view):
            return vote.plan
        evidence = progress.evidence = self._attend(evidence, utterance, view, heard)
        answer = await self._async_ask(utterance, view, evidence, progress)
        if not (vote and answer and answer.actions == vote.plan.actions):
            answer = await self._async_look_again(answer, utterance, view, heard, progress)
        with progress.stage("decision"):
            untold = answer and (words.leaves_out(answer) or words.goes_against(answer))
            untold = untold or bool(answer and not able and words.passes_over(answer))
            if answer and untold:
                answer = replace(answer, problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
            whole, answer = answer, words.supported(answer) if answer else None
            trusted = able or bool(answer and words.confirms(answer))
            error = progress.error or ""
            plan, progress.path = decide(answer, vote, view, trusted=trusted, error=error)
            if answer != whole and plan.source is Source.MODEL and plan.steps:
                plan = replace(plan, problems=(Problem(ProblemCode.NOT_ASKED_FOR),))
        return plan

    def _borne_out(
        self, utterance: Utterance, view: HomeView, heard: Heard, evidence: Evidence
    ) -> BorneOut:
        """Return what the words of a sentence say, to hold guesses against it."""
        bounds = self.resolver.bounds(utterance, view)
        return BorneOut(utterance, view, heard, evidence, bounds, self.retriever.kinds)

    def _attend(
        self, evidence: Evidence, utterance: Utterance, view: HomeView, heard: Heard
    ) -> Evidence:
        """Return evidence with what a model may know besides; readings where something is asked."""
        evidence = listed(replace(evidence, spares=heard.spares), heard, view)
        if self.model.language() < CONVERSES:
            return evidence
        about = AskedAbout(self.questions)
        asks = is_question(utterance) or about.asks(utterance, view)
        asks = asks or bool(heard.earlier and heard.earlier[0].plan.asks)
        readings = about.readings(utterance, view) if asks else ()
        return recalled(replace(evidence, readings=readings), heard, view)

    async def _async_embed(self, utterance: Utterance, progress: Progress) -> Vector | None:
        """Return the vector of an utterance; without one, words alone find the evidence."""
        if self.model.embedding_model is None:
            return None
        with progress.stage("embedding"):
            try:
                return await self.model.embed_utterance(utterance.text)
            except ModelError as err:
                progress.error = err.key
                return None

    async def _async_look_again(
        self,
        answer: Plan | None,
        utterance: Utterance,
        view: HomeView,
        heard: Heard,
        progress: Progress,
    ) -> Plan | None:
        """Return a plan about what the words name; the tuned model is asked for it once more."""
        evidence = progress.evidence
        if not evidence or not self.model.is_tuned():
            return answer
        answer = as_said(answer, utterance, heard, view) if answer else None
        if not needs_another(answer, utterance, heard):
            return answer
        first = progress.completion
        alone = narrowed(evidence, heard, view)
        again = await self._async_ask(utterance, view, alone, progress) if alone else None
        if first and progress.completion and progress.completion is not first:
            progress.completion = progress.completion.after(first)
        again = as_said(again, utterance, heard, view) if again else None
        return better(answer, again, heard)

    async def _async_ask(
        self, utterance: Utterance, view: HomeView, evidence: Evidence, progress: Progress
    ) -> Plan | None:
        """Return the model's plan, None if it could not be asked or gave no plan."""
        try:
            with progress.stage("prompt"):
                style = self.style()
                progress.prompt = style.prompt(utterance, view, evidence)
            with progress.stage("model"):
                progress.completion = await self.model.complete(progress.prompt, style.is_complete)
            with progress.stage("parsing"):
                return style.read(progress.completion.text, view, evidence)
        except UnreadableAnswerError:
            progress.error = ModelResponseError.key
        except ModelError as err:
            progress.error = err.key
        return None
