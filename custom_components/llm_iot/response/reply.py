"""The reply: one sentence composed from what really happened, never from a model's hopes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
import json
from pathlib import Path
from typing import Any

from .. import cleaning
from ..dialogue import Exchange
from ..models import (
    GUESSED,
    Device,
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Reply,
    RequestKind,
    Step,
)
from ..outcomes import Cause, Decision, Outcome, Reason, Result, Verdict
from ..past import PastAnswer
from ..way_back import way_back
from .answers import Answers
from .counting import MOST_NAMED, told_of
from .deeds import Deeds
from .introduction import introduction
from .past import PastAnswers, is_done_before
from .phrases import capital as _capital, definite, is_plural, spoken as _spoken

_TEXTS = Path(__file__).with_name("texts")
DEFAULT_LANGUAGE = "en"
_REFUSALS = frozenset({Decision.IMPOSSIBLE, Decision.FORBIDDEN, Decision.NEEDS_CONFIRMATION})
"""Decisions with which a step is not carried out."""


def load_texts(language: str = DEFAULT_LANGUAGE) -> Mapping[str, Any]:
    """Read the reply texts of a language; blocking, call it off the event loop."""
    path = _TEXTS / f"{language}.json"
    texts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return texts


@dataclass(frozen=True)
class Speaker:
    """Composes replies in one language."""

    texts: Mapping[str, Any]

    @cached_property
    def _deeds(self) -> Deeds:
        return Deeds(self.texts)

    def compose(  # noqa: PLR0913  # a turn comes to that many things
        self,
        plan: Plan,
        view: HomeView,
        verdicts: Sequence[Verdict] = (),
        outcomes: Sequence[Outcome] = (),
        *,
        now: HomeView | None = None,
        note: str = "",
        recalled: Sequence[PastAnswer] = (),
        twelve_hours: bool = False,
    ) -> Reply:
        """Return the reply to a turn.

        `recalled` is what the record says to the plan's questions about the past.
        `view` is the home before anything was done, `now` after it if that is another one,
        which questions alone are answered from;
        `note` is what is said of later, behind all the rest.
        """
        if plan.handled is not None:
            return Reply(cleaning.prose(plan.handled))
        answers = Answers(self.texts)
        then = view if plan.steps else now or view  # what is asked beside a command is asked first
        past = PastAnswers(self.texts, twelve_hours)
        unknown = [each for each in recalled if plan.queries and is_done_before(each, then)]
        parts = [past.answer(each, view) for each in recalled if each not in unknown]
        parts += [answers.answer(query, then, then.states) for query in plan.queries]
        parts.append(self._done(outcomes, view))
        parts += self._already(verdicts, view)
        parts += self._undone(verdicts, outcomes, view)
        parts += [self._problem(problem, view) for problem in plan.problems]
        parts.append(note)
        text = " ".join(part for part in dict.fromkeys(parts) if part)
        wrong = bool(plan.problems) and not outcomes and not (plan.queries or plan.past)
        failed = any(outcome.result is Result.FAILED for outcome in outcomes)
        refused = not outcomes and any(verdict.decision in _REFUSALS for verdict in verdicts)
        idle = self.texts["nothing_meant" if plan.source in GUESSED else "nothing"]
        return Reply(text or idle, is_error=wrong or failed or refused)

    def of_ourselves(self, kind: RequestKind, view: HomeView) -> Reply | None:
        """Return the answer to thanks and to what the agent is for, None for all other requests."""
        match kind:
            case RequestKind.THANK:
                return Reply(self.texts["welcome"])
            case RequestKind.INTRODUCE:
                return Reply(introduction(view, self.texts))
            case _:
                return None

    def as_before(self, moved: Exchange, targets: Iterable[str], view: HomeView) -> Reply:
        """Return how what a turn moved was before: "The lamp was at 50 percent."."""
        then = replace(view, states={**view.states, **moved.before})
        by_state: dict[str, list[Device]] = defaultdict(list)
        for device in (view.by_id[target] for target in targets if target in view.by_id):
            before = then.state(device.entity_id)
            steps = [step for step in moved.plan.steps if step.target == device.entity_id]
            words = [self._deeds.wanted(step, then) for step in way_back(steps, before)]
            told = self._list(words) or self._deeds.describe(device, before)
            by_state[told].append(device)
        sentences = [
            self._sentence("was_so", [_spoken(device) for device in devices], state=state)
            for state, devices in by_state.items()
        ]
        return Reply(" ".join(sentences) or self.texts["nothing"])

    def unexpected(self) -> Reply:
        """Return the reply to a fault of our own."""
        return Reply(self.texts["unexpected"], is_error=True)

    def _done(self, outcomes: Iterable[Outcome], view: HomeView) -> str:
        """Return "Light on, fan at 66 percent." for what was done."""
        became: dict[str, list[Device]] = defaultdict(list)
        done = [outcome for outcome in outcomes if outcome.result is Result.DONE]
        items = []
        for outcome in done:
            device, text = view.by_id[outcome.step.target], self._deeds.became(outcome, view)
            items.append(f"{_spoken(device)} {text}")
            became[text].append(device)
        if len(done) > MOST_NAMED:
            items = [
                f"{self._list(told_of(devices, self.texts))} {text}"
                for text, devices in became.items()
            ]
        if not items:
            return ""
        return _capital(self.texts["sentence"]["done"].format(items=", ".join(items)))

    def _already(self, verdicts: Iterable[Verdict], view: HomeView) -> list[str]:
        """Return "The TV was already off." for what needed nothing."""
        by_state: dict[str, list[Device]] = defaultdict(list)
        steps = [v.step for v in verdicts if v.decision is Decision.ALREADY_SO]
        for step in steps:
            by_state[self._deeds.wanted(step, view)].append(view.by_id[step.target])
        return [
            self._already_so(devices, state, many=len(steps) > MOST_NAMED)
            for state, devices in by_state.items()
        ]

    def _already_so(self, devices: Sequence[Device], state: str, *, many: bool) -> str:
        """Return the sentence about devices that were in a state; many are counted."""
        names = [_spoken(device) for device in devices]
        if not many or len(names) == 1:
            return self._sentence("already_so", names, state=state)
        listed = self._list(told_of(devices, self.texts, article=True))
        text = self.texts["sentence"]["already_so"]["many"]
        return _capital(text.format(device=listed, state=state))

    def _undone(
        self, verdicts: Iterable[Verdict], outcomes: Iterable[Outcome], view: HomeView
    ) -> list[str]:
        """Return a sentence per reason for what did not happen, or not as it was asked for."""
        reasons: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for verdict in verdicts:
            if verdict.reason is not None:
                key = (_reason_key(verdict), verdict.detail, _nearest(verdict))
                reasons[key].append(self._name(verdict.step, view))
        for outcome in outcomes:
            if outcome.result in {Result.NOT_CONFIRMED, Result.FAILED}:
                reasons[(*self._cause(outcome, view), "")].append(self._name(outcome.step, view))
        return [
            self._sentence(reason, list(dict.fromkeys(names)), detail=detail, nearest=nearest)
            for (reason, detail, nearest), names in reasons.items()
        ]

    def _cause(self, outcome: Outcome, view: HomeView) -> tuple[str, str]:
        """Return the sentence for what did not happen, with the members that did not follow."""
        if outcome.left_behind:
            names = [_spoken_id(member, view) for member in outcome.left_behind]
            return "left_behind", self._the(names)
        return (outcome.cause or Cause.TIMEOUT).value, ""

    def _sentence(self, key: str, names: Sequence[str], **values: str) -> str:
        """Return a sentence about one or several devices."""
        form = "many" if self._plural(names) else "one"
        listed = self._list([definite(name, self.texts) for name in names])
        return _capital(self.texts["sentence"][key][form].format(device=listed, **values))

    def _problem(self, problem: Problem, view: HomeView) -> str:
        """Return the sentence of a problem."""
        subject = cleaning.name(problem.subject)
        if problem.targets:
            devices = [view.anything[target] for target in problem.targets]
            several = problem.code is ProblemCode.AMBIGUOUS
            if several and len(devices) > MOST_NAMED:
                listed = self._list(told_of(devices, self.texts, article=True))
                return str(self.texts["problem"]["too_many"].format(subject=listed))
            subject = self._the([_spoken(each) for each in devices], "or" if several else "and")
        if problem.code is ProblemCode.MODEL_DOWN:
            why = self.texts["model"]
            subject = why.get(problem.subject, why["model_unreachable"])
        return _capital(self.texts["problem"][problem.code.value].format(subject=subject))

    def _name(self, step: Step, view: HomeView) -> str:
        """Return how a device is called in speech: the name its owner gave it."""
        device = view.by_id.get(step.target)
        return _spoken(device) if device else ""

    def _the(self, labels: Sequence[str], joint: str = "and") -> str:
        return self._list([definite(label, self.texts) for label in labels], joint)

    def _list(self, items: Sequence[str], joint: str = "and") -> str:
        """Return "a, b and c"."""
        if len(items) < 2:  # noqa: PLR2004  # a list needs two
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.texts[joint]} {items[-1]}"

    def the(self, devices: Iterable[Device]) -> str:
        """Return "the lamp, the fan and the TV"."""
        return self._the([_spoken(device) for device in devices])

    def together(self, items: Sequence[str]) -> str:
        """Return "a, b and c"."""
        return self._list(items)

    def _plural(self, names: Sequence[str]) -> bool:
        """Return whether several things are spoken of, or one whose name is a plural."""
        return len(names) != 1 or is_plural(names[0], self.texts)


@dataclass(frozen=True)
class Speakers:
    """The speakers of every language there are texts for."""

    by_language: Mapping[str, Speaker]

    def of(self, language: str) -> Speaker:
        """Return the speaker of a language, the English one where there are no texts."""
        found = self.by_language.get(language.partition("-")[0])
        return found or self.by_language[DEFAULT_LANGUAGE]


def load_speakers() -> Speakers:
    """Read the reply texts of every language; blocking, call it off the event loop."""
    languages = [path.stem for path in _TEXTS.glob("*.json")]
    return Speakers({language: Speaker(load_texts(language)) for language in languages})


def _spoken_id(entity_id: str, view: HomeView) -> str:
    """Return how an entity is called; one that is not exposed, by its id."""
    device = view.by_id.get(entity_id)
    return _spoken(device) if device else entity_id.partition(".")[2].replace("_", " ")


def _reason_key(verdict: Verdict) -> str:
    """Return the key of the sentence about a reason; some have one for each way it turned out."""
    reason = "" if verdict.reason is None else verdict.reason.value
    if _nearest(verdict):
        return f"{reason}_nearest"
    if verdict.reason is Reason.RULE and verdict.decision is Decision.NEEDS_CONFIRMATION:
        return f"{reason}_asks"
    if verdict.reason is Reason.LIMITED and verdict.decision is Decision.FORBIDDEN:
        return f"{reason}_out"
    return reason


def _nearest(verdict: Verdict) -> str:
    """Return the nearest value that a device takes instead of the one that was refused."""
    refused = verdict.reason is Reason.OUT_OF_RANGE
    value = verdict.step.value
    return f"{value:g}" if refused and isinstance(value, (int, float)) else ""
