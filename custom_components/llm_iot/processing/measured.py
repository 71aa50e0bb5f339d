"""Questions about numbers: means, extremes, totals, and what was shown at a moment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
import math

from ..models import Device
from ..past import Finding, PastAnswer, PastForm, PastQuery, Period
from .numbers import HOUR, Numbers, Piece, covered, together
from .series import Span, seconds, union
from .source import Source


@dataclass(frozen=True)
class Measured:
    """A question about numbers on its way to an answer."""

    query: PastQuery
    span: Span
    devices: Sequence[Device]
    source: Source

    def answer(self) -> PastAnswer:
        """Return the answer."""
        if self.query.form is PastForm.AT:
            return self._at()
        parts = {
            device.entity_id: list(numbers.pieces(self.span.begin, self.span.end))
            for device in self.devices
            if (numbers := self._numbers.get(device.entity_id))
        }
        known = {entity_id: pieces for entity_id, pieces in parts.items() if pieces}
        answer = PastAnswer(query=self.query, findings=tuple(self._findings(known)))
        return with_coverage(
            answer, (each for pieces in known.values() for each in covered(pieces))
        )

    def _at(self) -> PastAnswer:
        """Return the number at the begin; of what is kept by hour, the mean of that hour."""
        moment = self.span.begin
        values = {
            entity_id: value
            for entity_id, numbers in self._numbers.items()
            if (value := numbers.at(moment)) is not None
        }
        answer = PastAnswer(
            query=self.query,
            findings=tuple(
                self._found((entity_id,), value, moment) for entity_id, value in values.items()
            ),
        )
        return with_coverage(answer, [self.span] if values else ())

    @cached_property
    def _series(self) -> Mapping[str, tuple[Numbers, str]]:
        begin = self.span.begin - (HOUR if self.query.form is PastForm.AT else 0.0)
        measure = self.query.measure or ""
        found = {
            device.entity_id: self.source.numbers(device.entity_id, measure, begin, self.span.end)
            for device in self.devices
        }
        return {entity_id: each for entity_id, each in found.items() if each}

    @property
    def _numbers(self) -> Mapping[str, Numbers]:
        return {entity_id: found[0] for entity_id, found in self._series.items()}

    def _findings(self, known: Mapping[str, list[Piece]]) -> Iterator[Finding]:
        """Return the number that is asked for, with the targets that it is of."""
        whole = {
            entity_id: piece
            for entity_id, pieces in known.items()
            if (piece := together(pieces)) is not None
        }
        if not whole:
            return
        targets = tuple(whole)
        match self.query.form:
            case PastForm.MEAN:
                mean = math.fsum(piece.mean for piece in whole.values()) / len(whole)
                yield self._found(targets, mean)
            case PastForm.TOTAL:
                yield self._found(targets, math.fsum(piece.growth for piece in whole.values()))
            case PastForm.HIGHEST | PastForm.HIGHEST_DAY:
                entity_id = max(whole, key=lambda each: whole[each].high)
                piece = whole[entity_id]
                yield self._found((entity_id,), piece.high, piece.high_at)
            case PastForm.LOWEST | PastForm.LOWEST_DAY:
                entity_id = min(whole, key=lambda each: whole[each].low)
                piece = whole[entity_id]
                yield self._found((entity_id,), piece.low, piece.low_at)
            case _:
                return

    def _found(self, targets: tuple[str, ...], value: float, at: float | None = None) -> Finding:
        moment = None if at is None else datetime.fromtimestamp(at, self.query.asked.tzinfo)
        if moment and self.query.form in {PastForm.HIGHEST_DAY, PastForm.LOWEST_DAY}:
            moment = moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        return Finding(targets=targets, value=value, unit=self._series[targets[0]][1], at=moment)


def with_coverage(answer: PastAnswer, covered: Iterable[Span]) -> PastAnswer:
    """Return an answer that tells for which part of its period anything was known."""
    known = union(covered)
    if not known:
        return answer
    zone = answer.query.asked.tzinfo
    begin, end = known[0].begin, known[-1].end
    period = Period(datetime.fromtimestamp(begin, zone), datetime.fromtimestamp(end, zone))
    gaps = timedelta(seconds=max(0.0, end - begin - seconds(known)))
    return replace(answer, known=period, gaps=gaps)
