"""Another time for what the last turn planned: "make that nine", "not at ten, at eleven"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final

from ..dialogue import Context, Exchange
from ..models import Deferred, Plan, Source
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .phrase_table import PhraseTable
from .times import Times
from .tokenizer import MARKS, words_of
from .when import Form, When, later

_HALF_A_DAY: Final = timedelta(hours=12)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is left of a sentence without the words around the time."""

    words: Words
    marked: bool
    """Whether it was said that the time is to be another one."""


@dataclass(frozen=True, eq=False)
class Rescheduling:
    """Recognises it in one language (`words/<language>/rescheduling.json`)."""

    lexicon: Lexicon
    times: Times = field(init=False)

    def __post_init__(self) -> None:
        """Create what knows times."""
        object.__setattr__(self, "times", Times(self.lexicon))

    @cached_property
    def _data(self) -> dict[str, Any]:
        return dict(self.lexicon.file("rescheduling"))

    @cached_property
    def _phrases(self) -> Mapping[str, PhraseTable[str]]:
        return self.lexicon.tables("rescheduling")

    def read(self, tokens: Sequence[str], context: Context, now: datetime) -> Plan | None:
        """Return the plan that puts what was planned to another time, None if it is no such thing.

        Only of a turn that planned one thing it is clear which time is meant.
        """
        exchange = context.previous
        deferred = exchange.plan.deferred if exchange else ()
        if exchange is None or len(deferred) != 1 or not self._data:
            return None
        planned = deferred[0]
        if not planned.restore and self._is_at_once(tokens):
            return Plan(Source.RESOLVER, planned.steps, replans=True)
        due = self._shifted(tuple(tokens), planned) or self._instead(
            tuple(tokens), planned, exchange, context, now
        )
        if due is None or due <= now:
            return None
        lasting = planned.steps if planned.restore else ()  # it goes on meanwhile
        return Plan(Source.RESOLVER, lasting, deferred=(replace(planned, due=due),), replans=True)

    def _is_at_once(self, tokens: Sequence[str]) -> bool:
        """Read "actually do it now instead": not at the time that was said."""
        words = tuple(token for token in tokens if token not in MARKS)
        return any(
            words[begin:end] in self._phrases["at_once"]
            and self._plain(words[:begin]) in {(), *self._phrases["dropping"].meanings}
            and not self._plain(words[end:])
            for begin in range(len(words))
            for end in range(begin + 1, len(words) + 1)
        )

    def _shifted(self, tokens: Words, planned: Deferred) -> datetime | None:
        """Read "half an hour later", "ten more minutes" and "push that back by ten minutes"."""
        words = self._plain(tuple(token for token in tokens if token not in MARKS))
        if more := self._more(words):
            return later(planned.due, more)
        for front, behind, sign in (("put_off", "later", 1), ("put_forward", "earlier", -1)):
            opened = self._phrases["openings"].length(words)
            for begin in (self._phrases[front].length(words), opened, 0):
                lasts = self.times.duration(words, begin)
                if lasts is None:
                    continue
                pushed = bool(begin) and words[:begin] in self._phrases[front]
                rest = words[lasts[1] :]
                if (pushed and not rest) or rest in self._phrases[behind]:
                    return later(planned.due, sign * lasts[0])
        return None

    def _more(self, words: Words) -> timedelta | None:
        """Return how much longer something is to take: "another ten minutes"."""
        words = words[self._phrases["giving"].length(words) :]
        lasts = self.times.duration(words, 0) if words else None
        said = any(self._phrases["more"].length(words, place) for place in range(len(words)))
        return lasts[0] if lasts and lasts[1] == len(words) and said else None

    def _instead(
        self,
        tokens: Words,
        planned: Deferred,
        exchange: Exchange,
        context: Context,
        now: datetime,
    ) -> datetime | None:
        """Read a time that takes the place of the one that was said."""
        said = self._said(tokens)
        if said is None or not said.marked:
            return None
        lasted = self._lasted(context)
        valued = any(step.value is not None for step in planned.steps)
        hourless = self.times.in_the_hour(said.words, 0, planned.due)
        if hourless and hourless[1] == len(said.words):
            return hourless[0].at
        when = self._when(said.words, lasted, now, may_be_bare=not valued)
        if when is None:
            return None
        if when.lasts is not None:
            return later(exchange.at, when.lasts)
        free = when.at and not lasted and not self.times.names_day(said.words, now)
        return _nearest(when.at, planned.due, now) if free and when.at else when.at

    def _said(self, tokens: Words) -> _Said | None:
        """Return the only part of a sentence that is neither told, denied nor mere politeness."""
        parts: list[Words] = [()]
        for token in tokens:
            parts = [*parts, ()] if token in MARKS else [*parts[:-1], (*parts[-1], token)]
        found: list[_Said] = []
        marked = False
        for part in parts:
            words = self._plain(part)
            marked |= words != part and self._corrects(part)
            begin = self._phrases["not"].length(words) or self._phrases["told"].length(words)
            if begin and self._is_time(words[begin:]):
                marked |= bool(self._phrases["not"].length(words))
            elif words:
                found.append(self._bare(words))
        if len(found) != 1:
            return None
        return replace(found[0], marked=found[0].marked or marked)

    def _bare(self, words: Words) -> _Said:
        """Return the words of a time without "make that" and "instead"."""
        begin = self._phrases["openings"].length(words)
        opened = words[:begin]
        rest = words[begin:]
        end = next((n for n in range(len(rest)) if rest[n:] in self._phrases["closings"]), None)
        closed = rest[end:] if end is not None else ()
        clock = self.times.clock(rest, 0) if opened in self._phrases["preferring"] else None
        marked = bool(opened) and opened not in self._phrases["surely"]
        marked |= clock is not None and clock.marked
        marked |= closed in self._phrases["deciding"]
        return _Said(rest[:end] if end is not None else rest, marked)

    def _when(
        self, words: Words, lasted: timedelta | None, now: datetime, *, may_be_bare: bool
    ) -> When | None:
        """Return the time that words are, in the form of the one before where they leave it open.

        `lasted` is the unit in which that was counted, None if it was told by the clock.
        """
        plain = self._data["in"] if lasted else self._data["at"]
        begin = self._phrases["bounds"].length(words)
        bare = number_at(words, begin, self.lexicon.language)
        if bare and bare[1] == len(words):
            if not may_be_bare:
                return None
            if lasted:
                return When(Form.DUE, lasts=lasted * bare[0]) if bare[0] > 0 else None
        for said in (words, (plain, *words), (self._data["at"], *words)):
            lasts = self.times.duration(said, 0) if said else None
            if lasts and lasts[1] == len(said):
                return When(Form.DUE, lasts=lasts[0])
            found = self.times.at(said, 0, now) if said else None
            if found and found[1] == len(said) and found[0].form in {Form.DUE, Form.END}:
                return found[0]
        return None

    def _is_time(self, words: Words) -> bool:
        """Return whether words can be a time, or its bare number."""
        if not words:
            return False
        length = self.times.clock(words, 0)
        lasts = self.times.duration(words, 0)
        ends = {each for each in (length and length.end, lasts and lasts[1]) if each}
        number = number_at(words, 0, self.lexicon.language)
        return len(words) in (ends | {number[1]} if number else ends)

    def _lasted(self, context: Context) -> timedelta | None:
        """Return the unit of the duration that the last time was told by, None for a clock."""
        for exchange in context.exchanges:
            words = words_of(exchange.utterance.text)
            for place in range(len(words)):
                if self.times.duration(words, place):
                    return self.times.unit_in(words[place:])
                clock = self.times.clock(words, place)
                if clock and (clock.marked or words[place - 1 : place] == (self._data["at"],)):
                    return None
        return None

    def _plain(self, words: Words) -> Words:
        """Return words without the politeness and the corrections around them."""
        while words and (length := self._weightless(words)):
            words = words[length:]
        while words and (length := self._weightless_end(words)):
            words = words[: len(words) - length]
        return words

    def _weightless(self, words: Words) -> int:
        if self._phrases["openings"].length(words) or self._phrases["not"].length(words):
            return 0
        lengths = range(min(self.lexicon.longest, len(words)), 0, -1)
        return next((n for n in lengths if self._is_weightless(words[:n])), 0)

    def _weightless_end(self, words: Words) -> int:
        lengths = range(min(self.lexicon.longest, len(words)), 0, -1)
        return next((n for n in lengths if self._is_weightless(words[-n:])), 0)

    def _is_weightless(self, words: Words) -> bool:
        senses = (self.lexicon.sense(words, tag) for tag in (Tag.FILLER, Tag.CORRECTION))
        return any(sense is not None for sense in senses)

    def _corrects(self, words: Words) -> bool:
        """Return whether words begin or end by taking something back."""
        lengths = range(1, min(self.lexicon.longest, len(words)) + 1)
        return any(
            self.lexicon.sense(part, Tag.CORRECTION) is not None
            for n in lengths
            for part in (words[:n], words[-n:])
        )


def _nearest(moment: datetime, due: datetime, now: datetime) -> datetime:
    """Return a clock time on the day and in the half of it that is next to the old one.

    The hour is one that a twelve-hour clock shows twice a day; what is said of tomorrow stays
    there.
    """
    possible = [moment + _HALF_A_DAY * step for step in range(-2, 2 * (due - now).days + 6)]
    ahead = [each for each in possible if each > now]
    return min(ahead, key=lambda each: abs(each - due), default=moment)
