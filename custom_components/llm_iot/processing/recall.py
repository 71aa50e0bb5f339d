"""Questions about the past, answered from the record of the home by code."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property, partial
from itertools import pairwise
import math
from typing import Final

from ..models import Device, DeviceState, HomeView
from ..past import CauseKind, Finding, PastAnswer, PastForm, PastQuery, Period
from ..queries import Comparison
from ..readings import can_be, holds
from ..units import convert
from .measured import Measured, with_coverage
from .numbers import Numbers
from .series import Change, Span, entries, seconds, spans, state_at, union, without_bounce
from .source import Source
from .thresholds import MEETS, MET, as_states
from .usual import usual_value, value_of, windows

MOST_CHANGES: Final = 20
"""Changes that are told; the others are counted."""
_LATELY: Final = timedelta(days=14)
_BEGINNING: Final = datetime(1970, 1, 2, tzinfo=UTC)


def recall(query: PastQuery, view: HomeView, source: Source) -> PastAnswer:
    """Return what a source knows about a question; blocking.

    Raises StorageError if the source cannot be read.
    """
    if query.by_person and query.speaker is None:
        return PastAnswer(query=query)  # nobody knows what somebody did who is not known
    if query.by_speaker and query.speaker is None:
        return _through_us(query, view, source)
    if query.form is PastForm.SINCE:
        return _since(query, view, source)
    answer = _Recall(query, view, source).answer()
    if query.against:
        other = replace(query, period=query.against, asked=max(query.asked, query.against.end))
        (value,) = value_of(_Recall(other, view, source).answer()) or (None,)
        answer = replace(answer, compared=value)
    if not query.usual or not answer.findings:
        return answer
    earlier = [
        _Recall(replace(query, period=period, usual=False), view, source).answer()
        for period in windows(_period(query))
    ]
    return replace(answer, usual=usual_value(earlier))


def _through_us(query: PastQuery, view: HomeView, source: Source) -> PastAnswer:
    """Return what was done through us, as somebody asks for his own deeds whom nobody knows.

    By whom is told, too, where it is known, so that nobody is said to be the one who asks.
    """
    ours = replace(query, by_speaker=False, by=CauseKind.AGENT)
    answer = recall(ours, view, source)
    told = any(each.at or each.count for each in answer.findings)
    return answer if told else PastAnswer(query=query)


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
        begin, end = period.begin.timestamp(), period.end.timestamp()
        if self.query.form is PastForm.AT or begin == end:  # a moment has no length
            return Span(begin, begin + 1)
        return Span(begin, end)

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
        """Return the states of each target, without what a bad contact made up.

        Where a number is compared with a threshold, whether it met that.
        """
        if self.query.comparison:
            return dict(self._met(self.query.comparison))
        found = self.source.changes(
            [device.entity_id for device in self._devices], self._span.begin, self._span.end
        )
        return {entity_id: without_bounce(states) for entity_id, states in found.items()}

    @cached_property
    def _series(self) -> Mapping[str, tuple[Numbers, str]]:
        """Return the numbers of each target that are compared with a threshold, and their unit."""
        begin, end, measure = self._span.begin, self._span.end, self.query.measure
        found = {
            device.entity_id: self.source.numbers(device.entity_id, measure, begin, end)
            for device in self._devices
            if measure and self.query.comparison
        }
        return {entity_id: each for entity_id, each in found.items() if each}

    @property
    def _unit(self) -> str:
        """Return the unit of the threshold, nothing without one."""
        return self.query.unit or next((unit for _, unit in self._series.values()), "")

    def _met(self, comparison: Comparison) -> Iterator[tuple[str, Sequence[Change]]]:
        """Yield for each target when its number met the threshold."""
        compare = MEETS[comparison]
        for entity_id, (numbers, unit) in self._series.items():
            limit = _converted(self.query.threshold, self._unit, unit)
            if limit is not None:
                yield entity_id, as_states(numbers, partial(_meets, compare, limit))

    def answer(self) -> PastAnswer:
        """Return the answer."""
        if self.query.measure is not None and self.query.comparison is None:
            return Measured(self.query, self._span, self._devices, self.source).answer()
        findings = tuple(replace(each, unit=self._unit) for each in self._findings())
        more = max(0, len(findings) - MOST_CHANGES)
        answer = PastAnswer(query=self.query, findings=findings[:MOST_CHANGES], more=more)
        known = [
            spans(states, lambda _: True, self._span.begin, self._span.end)
            for states in self._changes.values()
        ]
        return with_coverage(answer, (each for of_one in known for each in of_one))

    def _findings(self) -> Iterator[Finding]:
        find = _FINDERS.get(self.query.form)
        return find(self) if find else iter(())

    def count(self) -> Iterator[Finding]:
        if self._changes:
            yield Finding(targets=self._known, count=len(self._entries()))

    def last(self) -> Iterator[Finding]:
        return self._entered(self._entries()[-1:])

    def first(self) -> Iterator[Finding]:
        return self._entered(self._entries()[:1])

    def latest_first(self) -> Iterator[Finding]:
        return self._entered(reversed(self._entries()))

    @property
    def _known(self) -> tuple[str, ...]:
        """Return the targets of which anything is known."""
        return tuple(each.entity_id for each in self._devices if each.entity_id in self._changes)

    def _holding(self, device: Device) -> Callable[[str], bool]:
        """Return what tells whether a state of a device is the one that is asked for."""
        if self.query.comparison:
            return MET.__eq__
        wanted = self.query.state or "on"
        if not can_be(device, wanted):
            return lambda state: state.casefold() == wanted
        # A thing has few states but many changes.
        return cache(lambda state: holds(device, DeviceState(state), wanted))

    def _spans(self, device: Device) -> list[Span]:
        states = self._changes.get(device.entity_id, ())
        return spans(states, self._holding(device), self._span.begin, self._span.end)

    def duration(self) -> Iterator[Finding]:
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
        if self.query.by not in {None, change.cause.kind}:
            return False
        if not (self.query.by_speaker or self.query.by_person):
            return True
        return self.query.speaker is not None and change.cause.user_id == self.query.speaker

    def _entered(self, found: Iterable[tuple[Change, Device]]) -> Iterator[Finding]:
        for change, device in found:
            yield Finding(
                targets=(device.entity_id,),
                at=self._moment(change.at),
                state=self._told(change.state),
                cause=change.cause,
            )

    def _told(self, state: str | None) -> str | None:
        """Return the state of a thing as it is told; a number has none."""
        return None if self.query.comparison else state

    def which(self) -> Iterator[Finding]:
        """Return each target that was in the state, with how long it was."""
        found = {device.entity_id: seconds(self._spans(device)) for device in self._devices}
        found = {entity_id: lasted for entity_id, lasted in found.items() if lasted}
        if self.query.most and found:
            longest = max(found, key=lambda each: found[each])
            found = {longest: found[longest]}
        for entity_id, lasted in found.items():
            yield Finding(targets=(entity_id,), lasted=timedelta(seconds=lasted))

    def always(self) -> Iterator[Finding]:
        """Return of each target that is known in how much of that time it was in the state."""
        for device, known in self._known_times():
            share = seconds(self._spans(device)) / known
            yield Finding(targets=(device.entity_id,), value=min(1.0, round(share, 6)))

    def _known_times(self) -> Iterator[tuple[Device, float]]:
        """Yield the targets of which anything is known, with for how many seconds."""
        for device in self._devices:
            states = self._changes.get(device.entity_id, ())
            if known := seconds(spans(states, lambda _: True, self._span.begin, self._span.end)):
                yield device, known

    def never(self) -> Iterator[Finding]:
        """Return each target of which it is known that it was not in the state at all."""
        for device, _ in self._known_times():
            if not self._spans(device):
                yield Finding(targets=(device.entity_id,))

    def did(self) -> Iterator[Finding]:
        """Return each target that came into the state, with how often and when last."""
        came: dict[str, list[Change]] = defaultdict(list)
        for change, device in self._entries():
            came[device.entity_id].append(change)
        if self.query.most and came:
            oftenest = max(came, key=lambda each: len(came[each]))
            came = defaultdict(list, {oftenest: came[oftenest]})
        for entity_id, changes in came.items():
            at, last = self._moment(changes[-1].at), changes[-1]
            yield Finding(
                targets=(entity_id,),
                count=len(changes),
                at=at,
                state=self._told(last.state),
                cause=last.cause,
            )

    def since(self) -> Iterator[Finding]:
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

    def ever(self) -> Iterator[Finding]:
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
            state=self._told(begun.state),
            lasted=timedelta(seconds=seconds(union(each for each, _ in found))),
            cause=begun.cause,
        )

    def at(self) -> Iterator[Finding]:
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


_FINDERS: Final[Mapping[PastForm, Callable[[_Recall], Iterator[Finding]]]] = {
    PastForm.DURATION: _Recall.duration,
    PastForm.COUNT: _Recall.count,
    PastForm.LAST: _Recall.last,
    PastForm.FIRST: _Recall.first,
    PastForm.SINCE: _Recall.since,
    PastForm.EVER: _Recall.ever,
    PastForm.WHICH: _Recall.which,
    PastForm.ALWAYS: _Recall.always,
    PastForm.NEVER: _Recall.never,
    PastForm.DID: _Recall.did,
    PastForm.AT: _Recall.at,
    PastForm.CHANGES: _Recall.latest_first,
}


def _moves(states: Sequence[Change]) -> list[Change]:
    """Return the changes from one known state to another."""
    return [after for before, after in pairwise(states) if None not in {before.state, after.state}]


def _meets(compare: Callable[[float, float], bool], limit: float, value: float) -> bool:
    return compare(value, limit)


def _converted(value: float, unit: str, wanted: str) -> float | None:
    """Return a number in another unit, None if there is no way from one to the other."""
    return value if not unit or unit == wanted else convert(value, unit, wanted)
