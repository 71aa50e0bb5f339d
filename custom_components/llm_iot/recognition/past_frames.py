"""What a sentence asks of the past, and the question of the present that it is otherwise.

"How long was the fan on yesterday" asks for a duration, of yesterday, of what "is the fan on"
is about. So things, places and measures are read as those of every other question are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from ..past import PastForm, Period
from .lexicon import Lexicon, Words
from .periods import FILE, NoPeriodError, Periods
from .tokenizer import MARKS, words_of

_LONGEST: Final = 6
"""Words of the longest phrase."""


class Follow(StrEnum):
    """How a sentence goes on from the question before it."""

    NO = "no"
    USUAL = "usual"
    """"Is that more than usual?"."""
    WHO = "who"
    WHEN = "when"
    ELSE = "else"
    """Another time, thing or place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a sentence asks of the past."""

    form: PastForm | None = None
    """None where the measure tells it: what only grows has a total, the rest a mean."""
    core: Words = ()
    """A question of the present about the same things, or what it goes on with."""
    period: Period | None = None
    """None where no time is told."""
    by_speaker: bool = False
    who: bool = False
    usual: bool = False
    deed: bool = False
    """Whether it asks what somebody did, so that what is so now belongs to the answer."""
    numeric: bool = False
    """Whether it is about a number."""
    bare: bool = False
    """Whether nothing but a measure and a time is said: "bedroom temperature yesterday"."""
    was: bool = False
    """Whether a verb says that it is past."""
    told: frozenset[str] = frozenset()
    """Words that tell when."""
    follow: Follow = Follow.NO


_WITHIN_TODAY: Final = frozenset({PastForm.DURATION, PastForm.COUNT, PastForm.EVER})
"""Forms that are about today where no time is told."""


@dataclass(frozen=True, eq=False)
class Frames:
    """Reads what sentences of one language ask of the past."""

    lexicon: Lexicon

    @cached_property
    def periods(self) -> Periods:
        """Return the reader of times."""
        return Periods(self.lexicon)

    @cached_property
    def _phrases(self) -> Mapping[str, Mapping[Words, str]]:
        """Return every group of phrases by their tokens, with their sense."""
        return {
            name: dict(_senses(group))
            for name, group in self.lexicon.file(FILE).items()
            if name not in {"periods", "degrees", "openings"}
        }

    def read(self, tokens: Sequence[str], now: datetime) -> Frame | None:
        """Return what a sentence asks of the past, None if it asks nothing of it."""
        plain = self._without_marks(tokens)
        alone = self._trimmed(plain[self.starts(plain, "follow") :])
        if (whole := self._phrases["whole"].get(alone)) is not None:
            return Frame(follow=Follow(whole))
        try:
            timed = self.periods.take(plain, now)
        except NoPeriodError:
            return None
        rest = self._trimmed(timed.tokens)
        found = self._follow(rest, timed.period) or self._asked(rest, timed.period)
        if found is None:
            return None
        told = frozenset(plain) - frozenset(timed.tokens)
        found = replace(found, period=timed.period, told=told)
        if found.form is PastForm.EVER and told & self._words("whole_time"):
            found = replace(found, form=PastForm.DURATION)  # "all night": not just once
        if timed.period is None and found.follow is Follow.NO and self._is_of_today(found):
            today = self.periods.read(words_of(self.lexicon.file(FILE)["default"]), now)
            found = replace(found, period=today)
        return found

    @property
    def joints(self) -> frozenset[str]:
        """Return the words that may join two sentences."""
        return self._words("joints")

    def _opening(self, name: str) -> Words:
        """Return how a question of the present begins."""
        return words_of(self.lexicon.file(FILE)["openings"][name])

    def _is_of_today(self, frame: Frame) -> bool:
        days = {PastForm.HIGHEST_DAY, PastForm.LOWEST_DAY}
        within = frame.form in _WITHIN_TODAY or frame.form is PastForm.CHANGES
        return within or frame.deed or (frame.numeric and frame.form not in days)

    def starts(self, tokens: Sequence[str], group: str) -> int:
        """Return how many tokens the longest phrase of a group has that they begin with."""
        return self._at(group, tokens, 0)[1]

    def without_joint(self, tokens: Sequence[str]) -> Words:
        """Return the second part of a sentence without what joins it to the first."""
        return tuple(tokens[self.starts(tokens, "joints") :])

    def _without_marks(self, tokens: Sequence[str]) -> Words:
        begin, end = 0, len(tokens)
        while begin < end and tokens[begin] in MARKS:
            begin += 1
        while end > begin and tokens[end - 1] in MARKS:
            end -= 1
        return tuple(tokens[begin:end])

    def _trimmed(self, tokens: Words) -> Words:
        """Return a sentence without what only leads up to a question, or ends it politely."""
        tokens = self._without_marks(tokens)
        if length := self.starts(tokens, "leads"):
            return self._trimmed(tokens[length:])
        for length in range(min(_LONGEST, len(tokens)), 0, -1):
            if tokens[-length:] in self._phrases["tails"]:
                return self._trimmed(tokens[:-length])
        return tokens

    def _at(self, group: str, tokens: Sequence[str], start: int) -> tuple[str, int]:
        """Return the sense and the length of the longest phrase of a group at a position."""
        phrases = self._phrases[group]
        for length in range(min(_LONGEST, len(tokens) - start), 0, -1):
            if (sense := phrases.get(tuple(tokens[start : start + length]))) is not None:
                return sense, length
        return "", 0

    def _find(self, group: str, tokens: Words) -> tuple[str, int, int] | None:
        """Return the sense, the begin and the end of the first phrase of a group."""
        for start in range(len(tokens)):
            sense, length = self._at(group, tokens, start)
            if length:
                return sense, start, start + length
        return None

    def _without(self, group: str, tokens: Words) -> Words:
        """Return some words without the phrases of a group."""
        while found := self._find(group, tokens):
            tokens = (*tokens[: found[1]], *tokens[found[2] :])
        return tokens

    def _follow(self, tokens: Words, period: Period | None) -> Frame | None:
        """Return how a sentence goes on from another question, None if it stands alone."""
        if usual := self._find("usual", tokens):
            rest = (*tokens[: usual[1]], *tokens[usual[2] :])
            for group in ("longer", "oftener", "compared"):
                rest = self._without(group, rest)
            if not self._without("that", rest):
                return Frame(follow=Follow.USUAL)
            return None
        length = self.starts(tokens, "follow")
        if length or (period and not tokens):
            rest = self._trimmed(tokens[length:])
            if self.starts(rest, "heads") or (length and not rest and period is None):
                return None
            return Frame(follow=Follow.ELSE, core=rest)
        return None

    def _asked(self, tokens: Words, period: Period | None) -> Frame | None:
        """Return what a question asks that stands alone."""
        while length := self.starts(tokens, "follow"):
            tokens = self._trimmed(tokens[length:])
        if usual := self._find("usual", tokens):
            return self._unusual((*tokens[: usual[1]], *tokens[usual[2] :]))
        if self.starts(tokens, "conditionals"):
            return None  # "were it dark" is a condition
        head, length = self._at("heads", tokens, 0)
        rest = tokens[length:]
        if head == "changes":
            return Frame(form=PastForm.CHANGES, core=rest)
        is_past = any(word in self._words("auxiliaries") for word in tokens)
        was = any(word in self._words("certainly_past") for word in tokens)
        if head == "what" and is_past and period and self._find("particles", rest):
            if period.begin != period.end:
                return None
            stands = self._without("auxiliaries", rest)
            return Frame(form=PastForm.AT, core=(*tokens[:length], *self._opening("is"), *stands))
        if (
            head == "what"
            and is_past
            and self._find("last", rest)
            and self._verb(rest, "past", leading=False)
        ):
            return self._happened("when", tokens[:length], rest, period)
        if head in {"what", "how", "how much", ""} or self._is_extreme(rest):
            frame = self._measured(head, rest, period) if was or period else None
            return replace(frame, was=was) if frame else None
        if not is_past and head not in {"did", "since", "who"}:
            return None
        return self._happened(head, tokens[:length], rest, period)

    def _words(self, group: str) -> frozenset[str]:
        """Return the single words of a group."""
        return frozenset(words[0] for words in self._phrases[group] if len(words) == 1)

    def _happened(
        self, head: str, opening: Words, rest: Words, period: Period | None
    ) -> Frame | None:
        """Return a question about how things were, or what was done to them."""
        did = head == "did" or bool(self._find("did", rest))
        stands = self._without("adverbs", self._without("auxiliaries", rest))
        stands = self._without("present_be", stands)
        order = "first" if self._find("first", stands) else "last"
        stands = self._without("last", self._without("first", stands))
        speaker = stands[:1] in self._phrases["i"]
        person = self.starts(stands, "persons")
        verb = self._verb(stands[person:], "base" if did else "past", leading=bool(person))
        if verb is None and head == "who":
            verb = self._verb(stands, "base", leading=True)
        if (
            verb is None
            and head == "duration"
            and stands[:person] not in self._phrases["everybody"]
        ):
            stands = stands[person:]
        core, event = verb or (stands, False)
        event |= bool(verb and person)
        if verb is None and head in {"who", "did"}:
            return None
        if self._find("leaving", stands) and core[-1:] not in self._phrases["gone"]:
            if head in {"did", "has"}:  # what is so now tells it, but for another time
                frame = Frame(form=PastForm.EVER, core=(*self._opening("is"), *core))
                return frame if period and core else None
            event = head != "was"
        return self._shaped(
            head,
            core,
            event=event,
            order=order,
            speaker=speaker,
            period=period,
            been=bool(self._find("been", (*opening, *rest))),
            did=did,
        )

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
        core = (*self._opening("is"), *core)
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
            sense, length = self._at(group, tokens, start)
            if not length:
                continue
            rest = (*tokens[:start], *tokens[start + length :])
            said = tokens[start : start + length]
            if said in self._phrases["leaving"] and not self._find("particles", rest):
                return ((*rest, "away"), True) if rest else None
            event = said not in self._phrases["adjectives"]
            return ((*rest, *words_of(sense)), event) if rest else None
        return None

    def _unusual(self, tokens: Words) -> Frame | None:
        """Return a question that compares with what is usual: "was it on longer than usual"."""
        head, length = self._at("heads", tokens, 0)
        rest = tokens[length:]
        if head not in {"is", "was", "did", "has"}:
            return None
        for group, form in (("oftener", PastForm.COUNT), ("longer", PastForm.DURATION)):
            if self._find(group, rest):
                said = self._without("present_be", self._without(group, rest))
                frame = self._happened("count", tokens[:length], said, None)
                return replace(frame, form=form, usual=True) if frame else None
        if self._find("particles", rest) and self._find("compared", rest):
            frame = self._happened("count", (), self._without("compared", rest), None)
            return replace(frame, form=PastForm.DURATION, usual=True) if frame else None
        found = self._find("compared", rest)
        measure = words_of(found[0]) if found else ()
        asked = "how much" if self._find("using", rest) else "what"
        frame = self._measured(asked, (*measure, *self._without("compared", rest)), None)
        return replace(frame, usual=True) if frame else None

    def _is_extreme(self, tokens: Words) -> bool:
        """Return whether the most or the least is asked for: "when was it warmest"."""
        return bool(self._find("highest", tokens) or self._find("lowest", tokens))

    def _measured(self, head: str, tokens: Words, period: Period | None) -> Frame | None:
        """Return a question about numbers."""
        form: PastForm | None = None
        core, measure = self._without("auxiliaries", tokens), ""
        day = head == "on day" or bool(self._find("day", core))
        for group, one, of_day in (
            ("highest", PastForm.HIGHEST, PastForm.HIGHEST_DAY),
            ("lowest", PastForm.LOWEST, PastForm.LOWEST_DAY),
        ):
            if found := self._find(group, core):
                form, measure = of_day if day else one, found[0]
                core = (*core[: found[1]], *core[found[2] :])
        if form is None:
            form, core, measure = self._plain_measure(head, core, period)
        if not head and form is None and (period is None or period.begin == period.end):
            return None
        core = self._without("present_be", self._without("adverbs", core))
        core = self._without("becoming", self._without("persons", core))
        core = self._without("day", core) if day else core
        core = (*words_of(measure), *self._without("nothing", core))
        if not core:
            return None
        return Frame(form=form, core=(*self._opening("what"), *core), numeric=True, bare=not head)

    def _plain_measure(
        self, head: str, core: Words, period: Period | None
    ) -> tuple[PastForm | None, Words, str]:
        """Return the form, the words and the measure of a question without an extreme."""
        if head == "how":
            degrees = self.lexicon.file(FILE)["degrees"]
            for form in (PastForm.HIGHEST, PastForm.LOWEST):
                if core and core[0] in degrees[form.value]:
                    became = bool(self._find("becoming", core))
                    measure = degrees[form.value][core[0]]
                    moment = period is not None and period.begin == period.end
                    plain = PastForm.AT if moment else PastForm.MEAN
                    return form if became else plain, core[1:], measure
        if self._find("mean", core):
            return PastForm.MEAN, self._without("mean", core), ""
        if self._find("total", core) or head == "how much":
            core = self._without("using", self._without("total", core))
            amount = self._find("amounts", core)
            if amount:
                core = (*core[: amount[1]], *core[amount[2] :])
            return PastForm.TOTAL, core, amount[0] if amount else ""
        if period is not None and period.begin == period.end:
            return PastForm.AT, core, ""
        return None, core, ""


def _senses(group: Any) -> Iterable[tuple[Words, str]]:
    """Yield the phrases of a group with their sense: senses with lists, phrases with a sense."""
    if isinstance(group, str):
        yield words_of(group), ""
    elif isinstance(group, list):
        yield from ((words_of(text), "") for text in group)
    else:
        for key, value in group.items():
            if isinstance(value, list):
                yield from ((words_of(text), key) for text in value)
            else:
                yield words_of(key), value
