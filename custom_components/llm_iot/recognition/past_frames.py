"""What a sentence asks of the past, and the question of the present that it is otherwise.

"How long was the fan on yesterday" asks for a duration, of yesterday, of what "is the fan on"
is about. So things, places and measures are read as those of every other question are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from ..past import PastForm, Period
from .lexicon import Words
from .past_frame import Follow, Frame
from .past_which import WhichFrames
from .periods import FILE, NoPeriodError, Periods
from .tokenizer import words_of

_WITHIN_TODAY: Final = frozenset(
    {
        *(PastForm.DURATION, PastForm.COUNT, PastForm.EVER, PastForm.ALWAYS),
        *(PastForm.CHANGES, PastForm.DID),
    }
)
"""Forms that are about today where no time is told."""
_LENGTHS: Final = {"day": 1, "week": 7, "month": 31, "year": 366}
"""The most days of what is compared with the present day, week, month and year."""


@dataclass(frozen=True, eq=False)
class Frames(WhichFrames):
    """Reads what sentences of one language ask of the past."""

    @cached_property
    def periods(self) -> Periods:
        """Return the reader of times."""
        return Periods(self.lexicon)

    def read(self, tokens: Sequence[str], now: datetime) -> Frame | None:
        """Return what a sentence asks of the past, None if it asks nothing of it."""
        plain = self.without_marks(tokens)
        alone = self.trimmed(plain[self.starts(plain, "follow") :])
        if (whole := self.phrases["whole"].get(alone)) is not None:
            return Frame(follow=Follow(whole))
        plain, against = self._against(self.straight(plain), now)
        try:
            timed = self.periods.take(plain, now)
        except NoPeriodError:
            return None
        rest, by = self.by_whom(self.trimmed(timed.tokens))
        if timed.period is None and (self.find("possessing", rest) or self.is_left_so(rest)):
            return None  # "how many lights have we got on" is about the present
        if against:
            return self._beside(rest, timed.period, against, now)
        found = self._follow(rest, timed.period) or self._asked(rest, timed.period)
        if found is None or (by and not self.asks_who(found)):
            return None
        told = frozenset(plain) - frozenset(timed.tokens)
        just = self.find("just", plain) is not None
        found = replace(found, period=timed.period, told=told, by=by, just=just)
        if found.form is PastForm.EVER and self.find("every", rest):
            found = replace(found, form=PastForm.ALWAYS)
        if found.form is PastForm.EVER and told & self.words("whole_time"):
            found = replace(found, form=PastForm.DURATION)  # "all night": not just once
        if timed.period is None and found.follow is Follow.NO and self._is_of_today(found):
            found = replace(found, period=self._default("day", now))
        return found

    def _default(self, length: str, now: datetime) -> Period | None:
        """Return the day, the week, the month or the year of a question."""
        return self.periods.read(words_of(self.lexicon.file(FILE)["defaults"][length]), now)

    def _against(self, tokens: Words, now: datetime) -> tuple[Words, Period | None]:
        """Return a sentence without another time that it compares with, and that time."""
        for start in range(1, len(tokens)):
            length = self.at("against", tokens, start)[1]
            other = self.periods.read(tokens[start + length :], now) if length else None
            if other and other.begin != other.end:
                return tokens[:start], other
        return tokens, None

    def _beside(
        self, tokens: Words, period: Period | None, against: Period, now: datetime
    ) -> Frame | None:
        """Return a question that compares its time with another: "than last week".

        Where one is not told, it is the day, week, month or year of the question.
        """
        head, length = self.at("heads", tokens, 0)
        if head in {"is", "was", "did", "has"}:
            found = self._unusual(tokens)
        else:
            rest = tokens[length:]
            for group in ("longer", "oftener", "compared"):
                rest = self.without(group, rest)
            found = self._asked((*tokens[:length], *rest), period or against)
        if found is None:
            return None
        days = round(against.lasts / timedelta(days=1))
        like = next((name for name, most in _LENGTHS.items() if days <= most), None)
        period = period or (self._default(like, now) if like else None)
        if period is None or period.begin == period.end or against == period:
            return None
        return replace(found, usual=False, period=period, against=against)

    def _is_of_today(self, frame: Frame) -> bool:
        days = {PastForm.HIGHEST_DAY, PastForm.LOWEST_DAY}
        return (
            frame.form in _WITHIN_TODAY or frame.deed or (frame.numeric and frame.form not in days)
        )

    def without_joint(self, tokens: Sequence[str]) -> Words:
        """Return the second part of a sentence without what joins it to the first."""
        return tuple(tokens[self.starts(tokens, "joints") :])

    def _follow(self, tokens: Words, period: Period | None) -> Frame | None:
        """Return how a sentence goes on from another question, None if it stands alone."""
        if usual := self.find("usual", tokens):
            rest = (*tokens[: usual[1]], *tokens[usual[2] :])
            for group in ("longer", "oftener", "compared"):
                rest = self.without(group, rest)
            if not self.without("that", rest):
                return Frame(follow=Follow.USUAL)
            return None
        length = self.starts(tokens, "follow")
        if length or (period and not tokens):
            rest = self.trimmed(tokens[length:])
            if self.starts(rest, "heads") or (length and not rest and period is None):
                return None
            return Frame(follow=Follow.ELSE, core=rest)
        return None

    def _asked(self, tokens: Words, period: Period | None) -> Frame | None:
        """Return what a question asks that stands alone."""
        while length := self.starts(tokens, "follow"):
            tokens = self.trimmed(tokens[length:])
        if usual := self.find("usual", tokens):
            return self._unusual((*tokens[: usual[1]], *tokens[usual[2] :]))
        if self.starts(tokens, "conditionals"):
            return None  # "were it dark" is a condition
        if (plain := self.stayed(tokens)) is None:
            return self._plainly(tokens, period)
        frame = self._plainly(plain, period)
        is_so = frame is not None and frame.form in {PastForm.EVER, PastForm.WHICH}
        return replace(frame, form=PastForm.ALWAYS) if frame and is_so else frame

    def _plainly(self, tokens: Words, period: Period | None) -> Frame | None:
        """Return what a question asks by how it begins."""
        head, length = self.at("heads", tokens, 0)
        if head == "doings" and self.starts(tokens[length:], "particles"):
            head, length = self.at("heads", tokens[:1], 0)  # "what did I switch off"
        rest = tokens[length:]
        if listed := self.listed(head, tokens[:length], rest, period):
            return listed
        if head in {"how much", "how many"}:
            head = "duration" if self._is_run(rest) else "how much"
        if head in {"changes", "doings"}:
            return Frame(form=PastForm.CHANGES, core=rest, by_speaker=head == "doings")
        if head == "duration" and period is None and self.starts(rest, "present_be"):
            since = self._happened(head, self.words_in("been"), rest, None)
            return replace(since, lasting=True) if since else None
        was = any(word in self.words("certainly_past") for word in tokens)
        if head in {"what", "how", "how much", ""} or self.is_extreme(rest):
            frame = self.measured(head, rest, period) if was or period else None
            return replace(frame, was=was) if frame else None
        is_past = any(word in self.words("auxiliaries") for word in tokens)
        if not is_past and head not in {"did", "since", "who"}:
            return None
        return self._happened(head, tokens[:length], rest, period)

    def _is_run(self, tokens: Words) -> bool:
        """Return whether "how much" asks how long: "how much did the heating run"."""
        verb = self.find("base", tokens)
        runs = verb is not None and verb[0] == "on" and not self.find("using", tokens)
        return runs or bool(self.find("particles", tokens))

    def _happened(
        self, head: str, opening: Words, rest: Words, period: Period | None
    ) -> Frame | None:
        """Return a question about how things were, or what was done to them."""
        did = head == "did" or bool(self.find("did", rest))
        stands = self.without("adverbs", self.without("auxiliaries", rest))
        stands = self.without("present_be", stands)
        order = "first" if self.find("first", stands) else "last"
        stands = self.without("last", self.without("first", stands))
        speaker = stands[:1] in self.phrases["i"]
        person = self.starts(stands, "persons")
        verb = self._verb(stands[person:], "base" if did else "past", leading=bool(person))
        if verb is None and head == "who" and period:
            return self._whoever(opening, stands, period)
        if verb is None and self.has_number(stands):
            return self._crossed(head, stands, order, period)
        if verb is None and head == "who":
            verb = self._verb(stands, "base", leading=True)
        if verb is None and head == "duration" and stands[:person] not in self.phrases["everybody"]:
            stands = stands[person:]
        core, event = verb or (stands, False)
        event |= bool(verb and person)
        if verb is None and head in {"who", "did"}:
            return None
        if self.find("leaving", stands) and core[-1:] not in self.phrases["gone"]:
            if head in {"did", "has"}:  # what is so now tells it, but for another time
                frame = Frame(form=PastForm.EVER, core=(*self.opening("is"), *core))
                return frame if period and core else None
            event = head != "was"
        return self._shaped(
            head,
            core,
            event=event,
            order=order,
            speaker=speaker,
            period=period,
            been=bool(self.find("been", (*opening, *rest))),
            did=did,
        )

    def _whoever(self, opening: Words, stands: Words, period: Period) -> Frame | None:
        """Return a question which persons were somewhere: "who was home yesterday"."""
        form = PastForm.AT if period.begin == period.end else PastForm.WHICH
        core = (*opening, *self.opening("is"), *stands)
        return Frame(form=form, core=core, persons=True) if stands else None

    def _crossed(self, head: str, stands: Words, order: str, period: Period | None) -> Frame | None:
        """Return a question when a number was above or below another one."""
        core = (*self.opening("is"), *self.without("becoming", stands))
        forms = {
            "duration": PastForm.DURATION,
            "count": PastForm.COUNT,
            "when": PastForm.FIRST if order == "first" else PastForm.LAST,
            "on day": PastForm.LAST,
            "was": PastForm.EVER,
            "did": PastForm.EVER,
            "has": PastForm.EVER,
        }
        form = forms.get(head)
        moment = period is not None and period.begin == period.end
        if form is None or (moment and form is not PastForm.EVER):
            return None
        return Frame(form=form, core=core, limit=True)

    def _shaped(  # noqa: PLR0913  # all that the words of a question tell
        self,
        head: str,
        core: Words,
        *,
        event: bool,
        order: str,
        speaker: bool,
        period: Period | None,
        been: bool,
        did: bool,
    ) -> Frame | None:
        """Return the frame of a question about how things were."""
        if not core:
            return None
        core = (*self.opening("is"), *core)
        moment = period is not None and period.begin == period.end
        base = Frame(core=core, by_speaker=speaker and head != "duration")
        if head == "duration":
            since = been and period is None
            return replace(base, form=PastForm.SINCE if since else PastForm.DURATION)
        if head == "since":
            return replace(base, form=PastForm.SINCE)
        if head == "count":
            return replace(base, form=PastForm.COUNT)
        if head in {"when", "on day", "ago"}:
            return replace(base, form=PastForm.FIRST if order == "first" else PastForm.LAST)
        if head == "who":
            return replace(base, form=PastForm.LAST, who=True)
        if moment:
            return replace(base, form=PastForm.AT) if not did else None
        if head == "has" and not (been or event):
            return None
        if event or did:
            return replace(base, form=PastForm.LAST, deed=period is None)
        return replace(base, form=PastForm.EVER)

    def _verb(self, tokens: Words, group: str, *, leading: bool) -> tuple[Words, bool] | None:
        """Return some words with the condition that a verb brings about in place of it.

        And whether the verb tells that something was done, as "locked" does not. Somebody's
        deed stands in front of what it is done to, what a thing does behind it.
        """
        places = range(len(tokens)) if leading or group == "past" else reversed(range(len(tokens)))
        for start in places:
            sense, length = self.at(group, tokens, start)
            if not length:
                continue
            rest = (*tokens[:start], *tokens[start + length :])
            said = tokens[start : start + length]
            if said in self.phrases["leaving"] and not self.find("particles", rest):
                return ((*rest, "away"), True) if rest else None
            event = said not in self.phrases["adjectives"]
            return ((*rest, *words_of(sense)), event) if rest else None
        return None

    def _unusual(self, tokens: Words) -> Frame | None:
        """Return a question that compares with what is usual: "was it on longer than usual"."""
        head, length = self.at("heads", tokens, 0)
        rest = tokens[length:]
        if head not in {"is", "was", "did", "has"}:
            return None
        for group, form in (("oftener", PastForm.COUNT), ("longer", PastForm.DURATION)):
            if self.find(group, rest):
                said = self.without("present_be", self.without(group, rest))
                frame = self._happened("count", tokens[:length], said, None)
                return replace(frame, form=form, usual=True) if frame else None
        if self._is_run(rest) and self.find("compared", rest):
            frame = self._happened("count", (), self.without("compared", rest), None)
            return replace(frame, form=PastForm.DURATION, usual=True) if frame else None
        found = self.find("compared", rest)
        measure = words_of(found[0]) if found else ()
        asked = "how much" if self.find("using", rest) else "what"
        frame = self.measured(asked, (*measure, *self.without("compared", rest)), None)
        return replace(frame, usual=True) if frame else None
