"""Answers about the past: what the record says, in one or two sentences, by code.

What is not known is said to be unknown, and never taken for something that did not happen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from ..measures import Amount, measure
from ..models import HomeView
from ..past import Finding, PastAnswer, PastForm
from ..readings import holds
from .past_numbers import NumberTelling
from .past_states import MOST_TOLD, StateTelling
from .phrases import Phrases, capital

_TOLERANCE: Final = timedelta(minutes=1)
"""What is shorter is not told of what is not known."""
_ALIKE: Final = 0.05
"""Part of the usual value by which another still counts as usual."""


@dataclass(frozen=True)
class PastAnswers:
    """Answers about the past in one language."""

    texts: Mapping[str, Any]
    twelve_hours: bool = False
    """Whether times of day are told in two halves."""

    def answer(self, answer: PastAnswer, view: HomeView) -> str:
        """Return what the record says to one question."""
        return _Telling(Phrases(self.texts), answer, view, self.twelve_hours).text()


def is_done_before(answer: PastAnswer, view: HomeView) -> bool:
    """Return whether something is so now, and was done before the record knows anything.

    "Did we lock the door" is then told by its being locked: not to know who did it is no "no".
    """
    query, known = answer.query, answer.known
    told = any(finding.at or finding.count for finding in answer.findings)
    if told or query.state is None or query.form is not PastForm.LAST or not query.targets:
        return False
    if known is None or query.period is None or known.begin - query.period.begin <= _TOLERANCE:
        return False
    return all(
        target in view.anything and holds(view.anything[target], view.state(target), query.state)
        for target in query.targets
    )


@dataclass(frozen=True)
class _Telling(StateTelling, NumberTelling):
    """One answer."""

    def text(self) -> str:
        """Return the answer as sentences."""
        if self.found.known is None and not self.found.findings:
            return self.phrases.sentence(self.nothing_known())
        told = _TELLERS[self.query.form](self)
        parts = [self.phrases.sentence(told), *self._usual(), *self._compared(), *self._unknown()]
        return " ".join(parts)

    def at(self) -> str:
        """Return how things were at a moment, or what they showed."""
        return self.values() if self.query.measure else super().at()

    def changes(self) -> str:
        """Return what changed, the latest first."""
        findings = self.found.findings
        if not findings:
            where, you = self.phrases.where(self.query.place), self.you
            key = "no_change_by" if you else "no_change"
            return self.fill(key, where=where, when=self.when, you=you)
        clauses = [self._change(finding) for finding in findings[:MOST_TOLD]]
        if more := len(findings) - len(clauses) + self.found.more:
            clauses.append(self.fill("and_more", number=str(more)))
        return "; ".join(clauses)

    def _change(self, finding: Finding) -> str:
        thing = self.thing(finding)
        state = self.condition_of(finding)
        at = self.times.moment(finding.at) if finding.at else ""
        deed = self.deed(thing, state=state, finding=finding)
        by = self.you or self.caused(finding.cause)
        return self.fill("changed", at=at, thing=thing.text, deed=deed, by=by).strip()

    def _usual(self) -> list[str]:
        """Return how the value compares with what is usual, where that was asked."""
        if not self.query.usual:
            return []
        texts, usual, finding = self.texts["usual"], self.found.usual, self.first()
        value, tell = self._comparable(finding)
        if usual is None or value is None:
            return [str(texts["unknown"])]
        apart = value - usual
        words = tell(abs(apart))
        if abs(apart) <= abs(usual) * _ALIKE or words == tell(0):
            return [str(texts["same"])]
        return [str(texts["more" if apart > 0 else "less"].format(value=words))]

    def _compared(self) -> list[str]:
        """Return how the value compares with that of another time, where that was asked."""
        if self.query.against is None:
            return []
        texts, other = self.texts["compared"], self.found.compared
        value, tell = self._comparable(self.first())
        period = self.times.period(self.query.against).strip()
        if other is None or value is None:
            return [str(texts["unknown"].format(period=period))]
        apart = value - other
        words = {"whole": tell(other), "value": tell(abs(apart))}
        key = "same" if words["value"] == tell(0) else "more" if apart > 0 else "less"
        return [capital(str(texts[key].format(period=period, **words)))]

    def _comparable(self, finding: Finding) -> tuple[float | None, Callable[[float], str]]:
        """Return the value of a finding, and how a difference to it is told."""
        if self.query.form is PastForm.DURATION:
            lasted = finding.lasted or timedelta()
            return lasted.total_seconds(), lambda value: self.times.duration(_minutes(value))
        if self.query.form is PastForm.COUNT:
            one, many = self.texts["times"]
            return float(finding.count or 0), lambda value: (
                one if round(value) == 1 else many
            ).format(number=round(value))
        digits = measure(self.query.measure).digits if self.query.measure else None
        return finding.value, lambda value: self.phrases.amount(Amount(value, finding.unit), digits)

    def _unknown(self) -> list[str]:
        """Return which part of the period nothing is known of."""
        known, period, told = self.found.known, self.query.period, []
        if known and period and period.begin != period.end:
            if known.begin - period.begin > _TOLERANCE:
                told.append(self.fill("before", at=self.times.bare(known.begin)))
            if period.end - known.end > _TOLERANCE:
                told.append(self.fill("after", at=self.times.bare(known.end)))
        if self.found.gaps > _TOLERANCE:
            told.append(self.fill("gaps", duration=self.times.duration(self.found.gaps)))
        return told


def _minutes(seconds: float) -> timedelta:
    """Return a duration to the minute."""
    return timedelta(minutes=round(seconds / 60))


_TELLERS: Final[Mapping[PastForm, Callable[[_Telling], str]]] = {
    PastForm.DURATION: _Telling.duration,
    PastForm.COUNT: _Telling.count,
    PastForm.LAST: _Telling.last,
    PastForm.FIRST: _Telling.last,
    PastForm.SINCE: _Telling.since,
    PastForm.EVER: _Telling.ever,
    PastForm.WHICH: _Telling.which,
    PastForm.ALWAYS: _Telling.always,
    PastForm.NEVER: _Telling.never,
    PastForm.DID: _Telling.did,
    PastForm.AT: _Telling.at,
    PastForm.MEAN: _Telling.number,
    PastForm.TOTAL: _Telling.number,
    PastForm.HIGHEST: _Telling.extreme,
    PastForm.LOWEST: _Telling.extreme,
    PastForm.HIGHEST_DAY: _Telling.day,
    PastForm.LOWEST_DAY: _Telling.day,
    PastForm.CHANGES: _Telling.changes,
}
