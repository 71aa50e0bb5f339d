"""Times that the sun tells: "at sunset", "until it gets light", "an hour before sunrise".

They become the clock times that they mean at this home, so that all else that can be said of a
time can be said of them: "from sunset to eleven", "tomorrow at sunrise".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final

from ..sun import SunTimes
from .lexicon import Lexicon, Words
from .times import Times
from .tokenizer import words_of

_LONGEST: Final = 6
"""Words of the longest phrase."""
_HALF_A_MINUTE: Final = timedelta(seconds=30)


@dataclass(frozen=True, eq=False)
class Daylight:
    """Reads such times in one language (`words/<language>/sun.json`)."""

    lexicon: Lexicon
    times: Times = field(init=False)

    def __post_init__(self) -> None:
        """Create what knows durations."""
        object.__setattr__(self, "times", Times(self.lexicon))

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        return self.lexicon.file("sun")

    @cached_property
    def _lists(self) -> Mapping[str, frozenset[Words]]:
        return self.lexicon.lists("sun")

    @cached_property
    def _events(self) -> Mapping[Words, str]:
        return self._named("events")

    @cached_property
    def _happenings(self) -> Mapping[Words, str]:
        return self._named("happenings")

    def _named(self, group: str) -> Mapping[Words, str]:
        senses: Mapping[str, Sequence[str]] = self._data.get(group, {})
        return {words_of(text): sense for sense, texts in senses.items() for text in texts}

    def as_clock(self, tokens: Words, sun: SunTimes | None, now: datetime) -> Words:
        """Return the tokens with every time of the sun as a time of day, local to `now`."""
        if sun is None or not self._data:
            return tokens
        kept: list[str] = []
        place = 0
        while place < len(tokens):
            found = self._shifted(tokens, place, sun) or self._plain(tokens, place, sun)
            if found is None:
                kept.append(tokens[place])
                place += 1
                continue
            bound, moment, place = found
            bounded = bool(bound) or (bool(kept) and (kept[-1],) in self._lists["bounding"])
            kept += (*(bound if bounded else self._at), *self._clock(moment, now))
        return tuple(kept)

    @property
    def _at(self) -> Words:
        return words_of(self._data["at"][0])

    def _shifted(
        self, tokens: Words, start: int, sun: SunTimes
    ) -> tuple[Words, datetime, int] | None:
        """Read "half an hour after sunset"."""
        begin = start + self._length("at", tokens, start)
        lasts = self.times.duration(tokens, begin)
        if lasts is None:
            return None
        shift, end = lasts
        for group, sign in (("after", 1), ("before", -1)):
            length = self._length(group, tokens, end)
            event = self._event(tokens, end + length, sun, self._events, self._happenings)
            if length and event:
                return (), event[0] + sign * shift, event[1]
        return None

    def _plain(
        self, tokens: Words, start: int, sun: SunTimes
    ) -> tuple[Words, datetime, int] | None:
        """Read "at sunset", "when the sun goes down", "until dawn"."""
        for group, known in (
            ("at", (self._events,)),
            ("when", (self._happenings,)),
            ("after", (self._events,)),
            ("bounding", (self._events, self._happenings)),
        ):
            length = self._length(group, tokens, start)
            event = self._event(tokens, start + length, sun, *known) if length else None
            if event:
                bound = tokens[start : start + length] if group == "bounding" else ()
                return bound, event[0], event[1]
        return None

    def _event(
        self, tokens: Words, start: int, sun: SunTimes, *known: Mapping[Words, str]
    ) -> tuple[datetime, int] | None:
        """Return the next time of an event that is named at a token, and where its words end."""
        for end in range(min(start + _LONGEST, len(tokens)), start, -1):
            for events in known:
                if sense := events.get(tokens[start:end]):
                    moment: datetime = getattr(sun, sense)
                    return moment, end
        return None

    def _length(self, group: str, tokens: Words, start: int) -> int:
        """Return how many words the longest phrase of a list has at a token."""
        ends = range(min(start + _LONGEST, len(tokens)), start, -1)
        return next((end - start for end in ends if tokens[start:end] in self._lists[group]), 0)

    def _clock(self, moment: datetime, now: datetime) -> Words:
        """Return a time of day, to the minute, as it is said where the half of the day counts."""
        local = (moment + _HALF_A_MINUTE).astimezone(now.tzinfo)
        return f"{local:%I:%M}", self._data["halves"][local.hour >= self._data["noon"]]
