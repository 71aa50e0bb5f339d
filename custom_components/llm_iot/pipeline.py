"""The order of the stages of a turn: the only file that knows it. Times each one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from .dialogue import ANSWER_TIME, Exchange, Pending, PendingKind
from .errors import ModelError, StorageError
from .model.types import Message
from .models import (
    GUESSED,
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Reply,
    Request,
    RequestKind,
    Source,
)
from .outcomes import Decision, Outcome, Reason, Verdict
from .past import PastAnswer
from .recognition.answers import Answer, AnswerKind
from .response.confirmation import question, refusal
from .response.gate import review
from .response.pin import CONCEALED, PinResult
from .response.planned import has_twelve_hours
from .response.reply import Speaker, Speakers
from .response.verifier import verify, verify_deferred, within_limits
from .turn import Progress, Turn
from .turn_report import TurnPath, TurnReport
from .understanding import Understanding


class Consent(StrEnum):
    """Whether the person agreed to a plan that must not be carried out without a yes."""

    OPEN = "open"
    """Not asked yet: the gate asks."""
    GIVEN = "given"
    WITHHELD = "withheld"
    """Nobody is there to be asked."""


@dataclass(frozen=True)
class Pipeline:
    """The stages of one agent."""

    home: Callable[[], HomeView]
    understanding: Understanding
    speakers: Speakers

    def constant_messages(self) -> tuple[Message, ...]:
        """Return the part of the prompt that turns have in common, to warm the model with."""
        view = self.home()
        candidates = self.understanding.retriever.constant_candidates(view)
        return self.understanding.style().constant(candidates, view)

    async def async_run(self, turn: Turn) -> TurnReport:
        """Take an utterance from words to a confirmed reply."""
        case = _Case(turn, self.speakers.of(turn.utterance.language), Progress())
        with case.progress.stage("collection"):
            view = self.home()
        pending = turn.dialogue.take_pending(turn.now)
        if pending and (report := await self._async_answered(case, pending, view)):
            return report
        case.asked = None
        case.plan = await self.understanding.async_understand(turn, view, case.progress)
        if case.is_about_anything:
            await self._async_talk(case)
        report = await self._async_settle(case)
        return case.put_again(pending, report) if pending else report

    async def _async_talk(self, case: _Case) -> None:
        """Let the model answer what is not about the home, where the agent may."""
        try:
            with case.progress.stage("talk"):
                said = await case.turn.hands.talk(case.turn.utterance.text)
        except ModelError as err:
            case.progress.path, case.progress.error = TurnPath.FAILED, err.key
            problem = Problem(ProblemCode.MODEL_DOWN, err.key)
            case.plan = replace(case.plan, problems=(problem,))
        else:
            if said:
                case.progress.path = TurnPath.TALK
                case.plan = Plan(Source.TALK, handled=said)

    async def async_carry_out(self, turn: Turn, plan: Plan, *, agreed: bool) -> TurnReport:
        """Carry out a plan that was made earlier and is due now; it is verified again."""
        consent = Consent.GIVEN if agreed else Consent.WITHHELD
        speaker = self.speakers.of(turn.utterance.language)
        return await self._async_settle(_Case(turn, speaker, Progress(), plan, consent))

    async def _async_answered(
        self, case: _Case, pending: Pending, view: HomeView
    ) -> TurnReport | None:
        """Return the report of an answer to our question, None if it is a new sentence."""
        turn = case.turn
        case.asked = pending
        case.plan = replace(pending.plan, source=Source.ANSWER)
        if pending.kind is PendingKind.CODE:
            check = await turn.hands.check_code(turn.utterance.text)
            if check.result is not PinResult.NOT_A_CODE:
                case.turn = replace(turn, utterance=replace(turn.utterance, text=CONCEALED))
                if check.result is PinResult.RIGHT:
                    return await self._async_settle(case, Consent.GIVEN)
                if check.result is PinResult.WRONG:
                    turn.dialogue.pending = pending
                    case.progress.path = TurnPath.ASKED
                return case.dropped(refusal(check, case.speaker))
        choices = case.choices if pending.kind is PendingKind.CHOICE else ()
        answer = self.understanding.answers.read(turn.utterance.text, choices, view)
        confirms = pending.kind is PendingKind.CONFIRMATION
        if answer is None and confirms and self.understanding.repeats(turn, view, case.plan):
            answer = Answer(AnswerKind.YES)
        if answer is None:
            return await self._async_restricted(case, view)
        if answer.kind is AnswerKind.NO:
            return case.dropped(case.speaker.texts["left_alone"])
        if answer.kind is AnswerKind.CHOICE:
            case.choose(answer)  # heard "again", the question is put again
        agreed = answer.kind is AnswerKind.YES and confirms
        return await self._async_settle(case, Consent.GIVEN if agreed else Consent.OPEN)

    async def _async_restricted(self, case: _Case, view: HomeView) -> TurnReport | None:
        """Ask anew about the part of a plan that an answer keeps: "yes, but only the gate".

        What is carried out has to be what was read out. None if it is a new sentence.
        """
        plan = case.plan
        targets = tuple(dict.fromkeys(step.target for step in plan.steps))
        kept = self.understanding.answers.kept(case.turn.utterance.text, targets, view)
        if case.choices or plan.deferred or not kept:
            return None
        case.plan = replace(plan, steps=tuple(step for step in plan.steps if step.target in kept))
        return await self._async_settle(case)

    async def _async_settle(self, case: _Case, consent: Consent | None = None) -> TurnReport:
        """Verify a plan, ask where it must be asked, carry it out, and say what came of it."""
        case.consent = consent or case.consent
        turn = case.turn
        if case.is_request and case.plan.request:
            if case.plan.request.kind not in {RequestKind.UNDO, RequestKind.REDO}:
                return await self._async_requested(case, case.plan.request)
            case.plan = turn.hands.plan_back(case.plan.request, self.home())
        with case.progress.stage("verification"):
            policy = await turn.hands.policy()
            view = self.home()  # a model takes its time, and the home goes on meanwhile
            case.verdicts = verify(case.plan, view, policy)
            promised = verify_deferred(case.plan, view, policy)
            against = tuple(each for each in promised if each.decision in _AGAINST)
            case.promise(promised)
            if case.consent is Consent.OPEN and not against:
                kind = PendingKind.CHOICE if case.choices else None
                kind = kind or review(case.plan, case.verdicts, view, policy, turn.utterance)
                if kind:
                    return case.ask(kind, view)
        if against:  # what cannot be done at its time is not begun either
            case.verdicts, case.plan = against, replace(case.plan, deferred=())
        return await self._async_act(case, view)

    async def _async_act(self, case: _Case, view: HomeView) -> TurnReport:
        """Carry out what the verdicts accept, and say what came of it."""
        hands = case.turn.hands
        case.before = view
        begun = await hands.begin(case.plan, view, agreed=case.consent is Consent.GIVEN)
        if problems := begun.drafts.problems:
            case.plan = replace(case.plan, steps=(), problems=(*case.plan.problems, *problems))
            case.verdicts = ()
        accepted = [verdict.step for verdict in case.verdicts if case.accepts(verdict)]
        with case.progress.stage("actuation"):
            case.outcomes = tuple(await hands.execute(accepted)) if accepted else ()
        told = [each for each in (*case.verdicts, *case.bent) if case.tells(each)]
        if case.plan.source is Source.UNDO:
            reply = await hands.end_undo(begun, told, case.outcomes)
        else:
            note = await hands.end(begun, case.verdicts, case.outcomes)
            recalled = await self._async_recall(case, view)
            with case.progress.stage("reply"):
                reply = case.speaker.compose(
                    case.plan,
                    view,
                    told,
                    case.outcomes,
                    now=self.home(),
                    note=note,
                    recalled=recalled,
                    twelve_hours=has_twelve_hours(
                        case.speaker.texts, case.turn.utterance.language, hands.country
                    ),
                )
        if reply.is_error and case.progress.path is not TurnPath.FAILED:
            case.progress.path = TurnPath.REFUSED
        case.remember(reply)
        return case.report(reply)

    async def _async_recall(self, case: _Case, view: HomeView) -> Sequence[PastAnswer]:
        """Return what the record of the home says to the questions of a plan."""
        if not case.plan.past:
            return ()
        with case.progress.stage("recall"):
            try:
                return await case.turn.hands.recall(case.plan.past, view)
            except StorageError:
                problem = Problem(ProblemCode.NO_RECORD)
                case.plan = replace(case.plan, past=(), problems=(*case.plan.problems, problem))
                return ()

    async def _async_requested(self, case: _Case, request: Request) -> TurnReport:
        """Answer a request to the agent itself, after a yes where it wants one."""
        if case.consent is Consent.OPEN:
            text = await case.turn.hands.read_back(request, self.home())
            if text is not None:
                return case.wait(PendingKind.CONFIRMATION, text)
        return case.report(await self._async_request(case, request))

    async def _async_request(self, case: _Case, request: Request) -> Reply:
        """Return the answer to a request to the agent itself."""
        if said := case.speaker.of_ourselves(request.kind, self.home()):
            return said
        context = case.turn.dialogue.context(case.turn.now)
        if request.kind is RequestKind.TELL_BEFORE and context.moved:
            return case.speaker.as_before(context.moved, request.targets, self.home())
        if request.kind is not RequestKind.REPEAT:
            return await case.turn.hands.answer_request(request, self.home())
        previous = context.previous
        return Reply(previous.reply if previous else case.speaker.texts["nothing_said"])


_AGAINST = frozenset({Decision.IMPOSSIBLE, Decision.FORBIDDEN})
_ASKING = frozenset(
    {RequestKind.REPEAT, RequestKind.INTRODUCE, RequestKind.TELL_BEFORE}
    | {RequestKind.LIST_PLANNED, RequestKind.LIST_LEARNED}
)
"""Requests that change nothing."""
_UNHEARD = ProblemCode.NOT_UNDERSTOOD.value
_UNCLEAR = frozenset(
    {ProblemCode.NOT_UNDERSTOOD, ProblemCode.UNSURE, ProblemCode.NO_ANSWER}
    | {ProblemCode.NOTHING_ASKED, ProblemCode.MODEL_DOWN}
)
"""Problems of what may have been meant as an answer."""


@dataclass
class _Case:
    """A turn with its plan on the way through the stages."""

    turn: Turn
    speaker: Speaker
    progress: Progress
    plan: Plan = field(default_factory=lambda: Plan(Source.SENTENCE))
    consent: Consent = Consent.OPEN
    verdicts: Sequence[Verdict] = ()
    outcomes: Sequence[Outcome] = ()
    before: HomeView | None = None
    """The home before anything moved."""
    asked: Pending | None = None
    """The question of ours that this turn answers."""
    bent: Sequence[Verdict] = ()
    """Verdicts on what is due later and is promised within a limit of the owner."""

    @property
    def is_about_anything(self) -> bool:
        """Return whether the plan is a question that code cannot answer."""
        return [problem.code for problem in self.plan.problems] == [ProblemCode.NO_ANSWER]

    @property
    def is_request(self) -> bool:
        """Return whether the agent itself is asked for something, and nothing is planned yet."""
        return bool(self.plan.request) and self.plan.source not in {Source.UNDO, Source.SCHEDULE}

    @property
    def ambiguity(self) -> Problem | None:
        """Return the only problem if a choice settles it: several targets, and what each does."""
        found = [each for each in self.plan.problems if each.code is ProblemCode.AMBIGUOUS]
        return found[0] if len(self.plan.problems) == 1 and found and found[0].steps else None

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the entity ids of which one has to be chosen."""
        return self.ambiguity.targets if self.ambiguity else ()

    def choose(self, answer: Answer) -> None:
        """Take what the person chose into the plan."""
        steps = self.ambiguity.steps if self.ambiguity else ()
        chosen = tuple(step for step in steps if step.target in answer.targets)
        self.plan = replace(self.plan, steps=(*self.plan.steps, *chosen), problems=())

    def promise(self, verdicts: Sequence[Verdict]) -> None:
        """Take the verdicts on what is due later into the plan: it keeps to the limits."""
        self.bent = tuple(
            each
            for each in verdicts
            if each.reason is Reason.LIMITED and each.decision is Decision.ACCEPT
        )
        self.plan = within_limits(self.plan, verdicts)

    def accepts(self, verdict: Verdict) -> bool:
        """Return whether a step may be carried out; what wants a yes, only with one."""
        if verdict.decision is Decision.NEEDS_CONFIRMATION:
            return self.consent is Consent.GIVEN
        return verdict.decision is Decision.ACCEPT

    def tells(self, verdict: Verdict) -> bool:
        """Return whether the reply has to speak of a verdict beside what was done."""
        agreed = self.consent is Consent.GIVEN and verdict.reason is not Reason.LIMITED
        return not (agreed and verdict.decision is Decision.NEEDS_CONFIRMATION)

    def ask(self, kind: PendingKind, view: HomeView) -> TurnReport:
        """End the turn with a question; what it asks about waits for the answer."""
        now = self.turn.now
        if kind is PendingKind.CHOICE:
            text = self.speaker.compose(replace(self.plan, steps=()), view).text
        else:
            text = question(self.plan, self.verdicts, view, kind, self.speaker, now=now)
        return self.wait(kind, text)

    def wait(self, kind: PendingKind, text: str) -> TurnReport:
        """End the turn with a question as it is put."""
        turn = self.turn
        turn.dialogue.pending = Pending(
            kind, self.plan, turn.utterance, turn.now + ANSWER_TIME, text
        )
        self.progress.path = TurnPath.ASKED
        return self.report(Reply(text))

    def put_again(self, pending: Pending, report: TurnReport) -> TurnReport:
        """Return the report with a question put once more that is still open.

        What was not understood may have been an answer to it, and who asks something first
        may still answer. A command, or a second such sentence, ends it.
        """
        dialogue = self.turn.dialogue
        if pending.again or dialogue.pending or not self._leaves_open:
            return report
        dialogue.pending = pending.repeated(self.turn.now)
        told = self.plan.asks or self.plan.request
        first = report.reply.text if told else self.speaker.texts["problem"][_UNHEARD]
        again = self.plan.request and self.plan.request.kind is RequestKind.REPEAT
        text = pending.text if again else f"{first} {pending.text}"
        return replace(report, path=TurnPath.ASKED, reply=Reply(text))

    @property
    def _leaves_open(self) -> bool:
        """Return whether nothing was wanted: it was not understood, or something was asked."""
        plan = self.plan
        if plan.steps or plan.deferred or plan.handled is not None:
            return False
        if plan.request:
            return plan.request.kind in _ASKING
        unclear = {problem.code for problem in plan.problems} <= _UNCLEAR
        return unclear and bool(plan.asks or plan.problems or plan.source in GUESSED)

    def dropped(self, text: str) -> TurnReport:
        """End the turn with nothing done."""
        self.plan = replace(self.plan, steps=(), deferred=(), problems=(), request=None)
        return self.report(Reply(text))

    def remember(self, reply: Reply) -> None:
        """Keep what later sentences may refer to."""
        so = {Decision.ACCEPT, Decision.ALREADY_SO, Decision.NEEDS_CONFIRMATION}
        steps = tuple(verdict.step for verdict in self.verdicts if verdict.decision in so)
        if steps or self.plan.asks or self.plan.deferred:
            kept = replace(self.plan, steps=steps, problems=())
            unmoved = frozenset(
                each.step.target for each in self.verdicts if each.decision is Decision.ALREADY_SO
            )
            before = {step.target: self.before.state(step.target) for step in steps if self.before}
            exchange = Exchange(
                self.turn.utterance, kept, reply.text, self.turn.now, unmoved, before
            )
            self.turn.dialogue.remember(exchange)
        named = [each.code is ProblemCode.UNKNOWN_DEVICE for each in self.plan.problems]
        self.turn.dialogue.refused = (
            Exchange(self.turn.utterance, self.plan, reply.text, self.turn.now)
            if named and all(named) and not steps
            else None
        )

    def report(self, reply: Reply) -> TurnReport:
        """Return the report of the turn."""
        progress = self.progress
        return TurnReport(
            utterance=self.turn.utterance,
            path=progress.path,
            plan=self.plan,
            reply=reply,
            verdicts=tuple(self.verdicts),
            outcomes=tuple(self.outcomes),
            evidence=progress.evidence,
            vote=progress.vote,
            prompt=progress.prompt,
            completion=progress.completion,
            error=progress.error,
            stage_ms=progress.stage_ms,
            before=self.before,
            asked_with=self.asked.utterance if self.asked else None,
            guess=self.asked.plan.source if self.asked else None,
        )
