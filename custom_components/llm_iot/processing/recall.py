"""Questions about the past, answered from the record of the home by code."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from itertools import pairwise
import math
from typing import Final, Protocol

from ..models import Device, DeviceState, HomeView
from ..past import Finding, PastAnswer, PastForm, PastQuery, Period
from ..readings import can_be, holds
from .numbers import HOUR, Numbers, Piece, covered, together
from .series import Change, Span, entries, seconds, spans, state_at, union, without_bounce
from .usual import usual_value, windows

MOST_CHANGES: Final = 20
"""Changes that are told; the others are counted."""
_LATELY: Final = timedelta(days=14)
_BEGINNING: Final = datetime(1970, 1, 2, tzinfo=UTC)


class Source(Protocol):
    """Where the past is kept; a record, or a test's own lists."""

    def changes(
        self, entity_ids: Iterable[str], begin: float, end: float
    ) -> Mapping[str, Sequence[Change]]:
        """Return the states of entities in a stretch of time, each with the last before it."""

    def numbers(
        self, entity_id: str, measure: str, begin: float, end: float
    ) -> tuple[Numbers, str] | None:
        """Return the numbers of a measure with their unit, None if there are none."""


def recall(query: PastQuery, view: HomeView, source: Source) -> PastAnswer:
    """Return what a source knows about a question; blocking.

    Raises StorageError if the source cannot be read.
    """
    if query.form is PastForm.SINCE:
        return _since(query, view, source)
    answer = _Recall(query, view, source).answer()
    if not query.usual or not answer.findings:
        return answer
    earlier = [
        _Recall(replace(query, period=period, usual=False), view, source).answer()
        for period in windows(_period(query))
    ]
    return replace(answer, usual=usual_value(earlier))


def _since(query: PastQuery, view: HomeView, source: Source) -> PastAnswer:
    """Return since when things are as they are: most are so since a few days at most."""
    end = _period(query).end
    lately = _Recall(replace(query, period=Period(end - _LATELY, end)), view, source).answer()
    if len(lately.findings) == len(query.targets) and not any(
        finding.at_least for finding in lately.findings
    ):
        return replace(lately, query=query)
    ever = _Recall(replace(query, period=Period(_beginning(query), end)), view, source).answer()
    return replace(ever, query=query)


def _period(query: PastQuery) -> Period:
    """Return the period of a question: all there was if it names none."""
    return query.period or Period(_beginning(query), query.asked)


def _beginning(query: PastQuery) -> datetime:
    return _BEGINNING.astimezone(query.asked.tzinfo)


@dataclass(frozen=True)
class _Recall:
    """One question on its way to an answer."""

    query: PastQuery
    view: HomeView
    source: Source

    @cached_property
    def _span(self) -> Span:
        period = _period(self.query)
        begin, end = period.begin.timestamp(), period.end
        if self.query.form is PastForm.AT:  # a moment has no length
            return Span(begin, begin + 1)
        return Span(begin, end.timestamp())

    @cached_property
    def _devices(self) -> Sequence[Device]:
        """Return what is asked about; of the whole home, what can be moved or comes and goes."""
        if self.query.targets:
            known = self.view.anything
            return [known[each] for each in self.query.targets if each in known]
        return [
            device
            for device in (*self.view.devices, *self.view.readings)
            if device.domain != "sensor"
        ]

    @cached_property
    def _changes(self) -> Mapping[str, Sequence[Change]]:
        """Return the states of each target, without what a bad contact made up."""
        found = self.source.changes(
            [device.entity_id for device in self._devices], self._span.begin, self._span.end
        )
        return {entity_id: without_bounce(states) for entity_id, states in found.items()}

    def answer(self) -> PastAnswer:
        """Return the answer."""
        if self.query.measure is not None:
            return _Measured(self.query, self._span, self._devices, self.source).answer()
        findings = tuple(self._findings())
        more = max(0, len(findings) - MOST_CHANGES)
        answer = PastAnswer(query=self.query, findings=findings[:MOST_CHANGES], more=more)
        known = [
            spans(states, lambda _: True, self._span.begin, self._span.end)
            for states in self._changes.values()
        ]
        return with_coverage(answer, (each for of_one in known for each in of_one))

    def _findings(self) -> Iterator[Finding]:
        match self.query.form:
            case PastForm.DURATION:
                yield from self._duration()
            case PastForm.COUNT:
                if self._changes:
                    yield Finding(targets=self._known, count=len(self._entries()))
            case PastForm.LAST:
                yield from self._entered(self._entries()[-1:])
            case PastForm.FIRST:
                yield from self._entered(self._entries()[:1])
            case PastForm.SINCE:
                yield from self._since()
            case PastForm.EVER:
                yield from self._ever()
            case PastForm.AT:
                yield from self._at()
            case PastForm.CHANGES:
                yield from self._entered(reversed(self._entries()))
            case _:
                return

    @property
    def _known(self) -> tuple[str, ...]:
        """Return the targets of which anything is known."""
        return tuple(each.entity_id for each in self._devices if each.entity_id in self._changes)

    def _holding(self, device: Device) -> Callable[[str], bool]:
        """Return what tells whether a state of a device is the one that is asked for."""
        wanted = self.query.state or "on"
        if not can_be(device, wanted):
            return lambda state: state.casefold() == wanted
        # A thing has few states but many changes.
        return cache(lambda state: holds(device, DeviceState(state), wanted))

    def _spans(self, device: Device) -> list[Span]:
        states = self._changes.get(device.entity_id, ())
        return spans(states, self._holding(device), self._span.begin, self._span.end)

    def _duration(self) -> Iterator[Finding]:
        if self._changes:
            covered = union(span for device in self._devices for span in self._spans(device))
            yield Finding(targets=self._known, lasted=timedelta(seconds=seconds(covered)))

    def _entries(self) -> list[tuple[Change, Device]]:
        """Return when targets came into the state in order; without a state, every change."""
        found = []
        any_change = self.query.form is PastForm.CHANGES and self.query.state is None
        for device in self._devices:
            states = self._changes.get(device.entity_id, ())
            came = _moves(states) if any_change else entries(states, self._holding(device))
            found += [
                (change, device)
                for change in came
                if change.at >= self._span.begin and self._is_by_whom(change)
            ]
        return sorted(found, key=lambda each: each[0].at)

    def _is_by_whom(self, change: Change) -> bool:
        return not self.query.by_speaker or (
            self.query.speaker is not None and change.cause.user_id == self.query.speaker
        )

    def _entered(self, found: Iterable[tuple[Change, Device]]) -> Iterator[Finding]:
        for change, device in found:
            yield Finding(
                targets=(device.entity_id,),
                at=self._moment(change.at),
                state=change.state,
                cause=change.cause,
            )

    def _since(self) -> Iterator[Finding]:
        """Return since when each target is as it is; of one, only if that began in the record."""
        for device in self._devices:
            states = self._changes.get(device.entity_id, ())
            now = state_at(states, self._span.end)
            if now is None:
                continue
            begin = self._begin(device, states, now) if self.query.state else now.at
            first = next((change for change in states if change.at == begin), now)
            known = any(change.at < begin and change.state is not None for change in states)
            yield Finding(
                targets=(device.entity_id,),
                at=self._moment(begin),
                state=now.state,
                lasted=timedelta(seconds=self._span.end - begin),
                cause=first.cause,
                at_least=not known,
            )

    def _begin(self, device: Device, states: Sequence[Change], now: Change) -> float:
        """Return since when a target has been in the state that is asked for, or out of it."""
        holds_it = self._holding(device)
        is_so = holds_it(now.state or "")
        runs = spans(states, lambda state: holds_it(state) is is_so, -math.inf, self._span.end)
        return runs[-1].begin

    def _ever(self) -> Iterator[Finding]:
        """Return the latest time that a target was in the state, and how long altogether."""
        found = [(span, device) for device in self._devices for span in self._spans(device)]
        if not found:
            return
        span, device = max(found, key=lambda each: each[0].begin)
        begun = next(
            each for each in reversed(self._changes[device.entity_id]) if each.at <= span.begin
        )
        yield Finding(
            targets=tuple(dict.fromkeys(each.entity_id for _, each in found)),
            at=self._moment(span.begin),
            state=begun.state,
            lasted=timedelta(seconds=seconds(union(each for each, _ in found))),
            cause=begun.cause,
        )

    def _at(self) -> Iterator[Finding]:
        for device in self._devices:
            found = state_at(self._changes.get(device.entity_id, ()), self._span.begin)
            if found:
                yield Finding(
                    targets=(device.entity_id,),
                    at=self._moment(self._span.begin),
                    state=found.state,
                    cause=found.cause,
                )

    def _moment(self, at: float) -> datetime:
        return datetime.fromtimestamp(at, self.query.asked.tzinfo)


def _moves(states: Sequence[Change]) -> list[Change]:
    """Return the changes from one known state to another."""
    return [after for before, after in pairwise(states) if None not in {before.state, after.state}]


@dataclass(frozen=True)
class _Measured:
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
