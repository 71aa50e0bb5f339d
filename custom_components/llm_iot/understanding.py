"""From words to a plan: the order in which a sentence is tried to be understood.

Cheap and sure before dear and guessing: Home Assistant's own sentences, our questions and
our grammar, what stands in the way; only then examples and model.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from .asked_about import AskedAbout
from .asking import GeneralStyle, Style, TunedStyle
from .besides import Besides
from .borne_out import BorneOut
from .cleaning import MAX_RAW
from .dialogue import Context
from .errors import ModelError, ModelResponseError, StorageError
from .evidence import Evidence
from .finer import is_finer
from .heard import Heard
from .models import HomeView, Plan, Problem, ProblemCode, Source, Utterance
from .places import with_known_names
from .prompting.notes import async_notes
from .prompting.occasions import is_made_ready, with_and_without_occasion
from .prompting.precedents import async_find, follow
from .prompting.prompt import FEW_EXAMPLES, MAX_TEXT, MORE_EXAMPLES
from .prompting.retrieval import Retriever
from .prompting.vote import take_vote
from .read_plans import is_left_open, is_put_off, is_unanswered, sets_state, still, tells_only
from .recalled import listed, recalled
from .recognition.amid_story import AmidStory
from .recognition.answers import AnswerKind, AnswerReader
from .recognition.mixed import Mixed
from .recognition.obstacles import Obstacles
from .recognition.questions import Questions
from .recognition.remarked import Remarked
from .recognition.resolver import Resolver
from .response.agreement import answerable, decide, is_sure
from .response.parser import UnreadableAnswerError, read_plan
from .response.pin import read_code
from .said import as_said
from .second_look import better, narrowed, needs_another
from .storage.base import Question, Vector
from .together import Together
from .tuned.mark import CONVERSES
from .turn import Model, Progress, Turn
from .turn_report import TurnPath
from .wording import (
    as_complaint,
    asks_to_be_given,
    is_caused,
    is_command,
    is_english,
    is_marked,
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
            plan = await self._async_recognize(turn, utterance, view)
        if plan is not None and tells_only(plan, utterance, turn.now):
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
        question = is_question(utterance)
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

    async def _async_recognize(
        self, turn: Turn, utterance: Utterance, view: HomeView
    ) -> Plan | None:
        """Return the plan of a clear sentence, without any model."""
        about_asked = self.resolver.corrects(utterance) or is_question(utterance)
        context = turn.dialogue.context(turn.now, corrects=about_asked)
        mixed = Mixed(self.questions, self.resolver).read(utterance, view, context, turn.now)
        if mixed is not None:
            return mixed
        remarked = Remarked(self.questions, self.resolver).read(utterance, view, context, turn.now)
        if remarked is not None:
            return remarked
        strict = await turn.ears.strict(view)
        asks = is_question(utterance)
        if strict is not None and strict.steps:
            own = self.resolver.resolve(utterance, view, context, turn.now)
            return own if own and is_finer(own, strict, view) else strict
        if strict is not None and strict.handled and not asks:
            # Its windows may be covers alone: "any windows open" has a better answer.
            asked = self.questions.read(utterance, view, context, turn.now)
            return asked if asked and asked.queries and not asked.problems else strict
        if strict is not None and strict.queries and not asks and is_english(utterance):
            strict = None  # Home Assistant hears a question in "all lights off upstairs".
        own = self._read(utterance, view, context, turn.now)
        if own is None or is_left_open(own):
            amid = AmidStory(self.questions, self.resolver)
            own = amid.read(utterance, view, context, turn.now) or own
        return (
            own
            or strict
            or self.obstacles.find(with_own_names(utterance, view), view)
            or self._idle_answer(utterance)
        )

    def repeats(self, turn: Turn, view: HomeView, plan: Plan) -> bool:
        """Return whether a yes says once more what was asked, and nothing else: "yes, open it"."""
        rest = self.answers.behind_yes(turn.utterance.text)
        if not rest:
            return False
        context = turn.dialogue.context(turn.now, corrects=True)
        said = self.resolver.resolve(replace(turn.utterance, text=rest), view, context, turn.now)
        if said is None or said.problems or said.deferred or plan.deferred:
            return False
        return bool(said.steps) and said.actions == plan.actions

    def _read(
        self, utterance: Utterance, view: HomeView, context: Context, now: datetime
    ) -> Plan | None:
        """Return the plan of what our own grammar reads: a question, or a command."""
        asked = None if is_caused(utterance) else self.questions.read(utterance, view, context, now)
        of_past = bool(asked and asked.past) and not is_question(utterance)
        if asked is not None and not asked.problems and not of_past:
            given = asks_to_be_given(utterance)  # "radiators at 20" is no question, either
            tells = given or not is_question(utterance)
            wish = self.resolver.resolve(utterance, view, context, now) if tells else None
            return wish if wish and wish.steps else asked
        orders = of_past and self.resolver.orders(utterance, view)
        command = self.resolver.resolve(utterance, view, context, now)
        if orders and command and (command.steps or command.deferred):
            return command  # "draw the curtains at nine this evening"
        if of_past and sets_state(command):
            return command  # "AC to cool at 21", where 21 is no hour
        if asked is not None and not asked.past and command and command.request:
            return command  # "any timers going" asks for no device
        acts = bool(command and (command.steps or command.deferred))
        acts &= not is_marked(utterance) or bool(asked and asked.problems)
        if asked is not None and not (is_unanswered(asked) or acts):
            return asked
        if asked is not None:  # unless "yesterday" was only told around a command
            return command if command and (command.steps or command.deferred) else asked
        return command

    def _idle_answer(self, utterance: Utterance) -> Plan | None:
        """Return a plan of nothing for a yes, a no or a PIN that answers no question."""
        answer = self.answers.plain(utterance.text)
        if answer is None and read_code(utterance.text) is None:
            return None
        declines = answer is not None and answer.kind is AnswerKind.NO
        return Plan(
            Source.ANSWER, problems=() if declines else (Problem(ProblemCode.NOTHING_ASKED),)
        )

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


def with_own_names(utterance: Utterance, view: HomeView) -> Utterance:
    """Return an utterance in which places have the names that candidates and examples know."""
    return replace(utterance, text=with_known_names(utterance.text, view))
