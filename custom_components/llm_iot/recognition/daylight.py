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
from .lexicon import Lexicon, Tag, Words
from .phrase_table import PhraseTable
from .times import Times
from .tokenizer import words_of

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
    def _phrases(self) -> Mapping[str, PhraseTable[str]]:
        return self.lexicon.tables("sun")

    @cached_property
    def _events(self) -> PhraseTable[str]:
        return self._named("events")

    @cached_property
    def _happenings(self) -> PhraseTable[str]:
        return self._named("happenings")

    def _named(self, group: str) -> PhraseTable[str]:
        senses: Mapping[str, Sequence[str]] = self._data.get(group, {})
        named = {words_of(text): sense for sense, texts in senses.items() for text in texts}
        return PhraseTable(named)

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
            bounded = bool(bound) or (bool(kept) and (kept[-1],) in self._phrases["bounding"])
            kept += (*(bound if bounded else self._at), *self._clock(moment, now))
        return tuple(kept)

    @property
    def _at(self) -> Words:
        return words_of(self._data["at"][0])

    def _shifted(
        self, tokens: Words, start: int, sun: SunTimes
    ) -> tuple[Words, datetime, int] | None:
        """Read "half an hour after sunset"."""
        begin = start + self._phrases["at"].length(tokens, start)
        lasts = self.times.duration(tokens, begin)
        if lasts is None:
            return None
        shift, end = lasts
        for group, sign in (("after", 1), ("before", -1)):
            length = self._phrases[group].length(tokens, end)
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
            length = self._phrases[group].length(tokens, start)
            event = self._event(tokens, start + length, sun, *known) if length else None
            if event and not self._is_white(tokens, start, event[1]):
                bound = tokens[start : start + length] if group == "bounding" else ()
                return bound, event[0], event[1]
        return None

    def _is_white(self, tokens: Words, start: int, end: int) -> bool:
        """Return whether "to daylight" is said of a lamp: no time from which on stands before."""
        white = self.times.lexicon.sense(tokens[end - 1 : end], Tag.WHITE) is not None
        said = tokens[start] in self._data["becoming"] and start > 0
        return white and said and self._data["from"] not in tokens[:start]

    def _event(
        self, tokens: Words, start: int, sun: SunTimes, *known: PhraseTable[str]
    ) -> tuple[datetime, int] | None:
        """Return the next time of an event that is named at a token, and where its words end."""
        found = [event for events in known if (event := events.longest(tokens, start))]
        if not found:
            return None
        sense, end = max(found, key=lambda event: event[1])
        moment: datetime = getattr(sun, sense)
        return moment, end

    def _clock(self, moment: datetime, now: datetime) -> Words:
        """Return a time of day, to the minute, as it is said where the half of the day counts."""
        local = (moment + _HALF_A_MINUTE).astimezone(now.tzinfo)
        return f"{local:%I:%M}", self._data["halves"][local.hour >= self._data["noon"]]
