"""Questions which things were so: how many, the one for the longest, those that never were."""

from dataclasses import dataclass
from typing import Final

from ..past import CauseKind, PastForm, Period
from .lexicon import Words
from .numerals import number_at
from .past_frame import Frame
from .past_measures import MeasureFrames
from .tokenizer import words_of

_ORDERS: Final = {"first": PastForm.FIRST, "last": PastForm.LAST}
_DONE: Final = frozenset(
    {PastForm.LAST, PastForm.FIRST, PastForm.COUNT, PastForm.DID, PastForm.CHANGES}
)
"""Forms that ask what was done, so that it can be asked by whom."""


@dataclass(frozen=True, eq=False)
class WhichFrames(MeasureFrames):
    """Reads questions which things were so, and what else is said in another order."""

    def straight(self, tokens: Words) -> Words:
        """Return a sentence in the order of the other questions."""
        return (
            self._cleft(tokens)
            or self._cleft_which(tokens)
            or self._done_by(tokens)
            or self._in_order(tokens)
            or tokens
        )

    def _cleft_which(self, tokens: Words) -> Words | None:
        """Return "what have you turned off" of "what was it that you turned off"."""
        asked, _ = self.at("heads", tokens[:1], 0)
        cleft = self.find("cleft", tokens)
        if asked != "what" or cleft is None or not cleft[1]:
            return None
        rest = tokens[cleft[2] :]
        rest = rest[self.starts(rest, "relative") :]
        doer = self.starts(rest, "persons")
        if not doer or not self.find("past", rest[doer:]):
            return None
        noun = self.without("thing", tokens[1 : cleft[1]])
        return (*tokens[:1], *noun, *self.opening("has"), *rest)

    def _cleft(self, tokens: Words) -> Words | None:
        """Return "have I locked the door" of "was it I who locked the door"."""
        length = self.starts(tokens, "cleft")
        found = self.find("relative", tokens[length:]) if length else None
        if found is None:
            return None
        doer, rest = tokens[length : length + found[1]], tokens[length + found[2] :]
        if doer in self.phrases["self"]:
            return (*self.opening("has"), *self.words_in("i"), *rest)
        cause = self._cause(doer)
        return (*self.opening("has"), *self.words_in("everybody"), *rest, *cause) if cause else None

    def _done_by(self, tokens: Words) -> Words | None:
        """Return "did anyone lock it by an automation" of "did an automation lock it"."""
        head, length = self.at("heads", tokens, 0)
        if head not in {"did", "has"} or self.starts(tokens[length:], "persons"):
            return None
        for end in range(length + 1, len(tokens)):
            if cause := self._cause(tokens[length:end]):
                return (*tokens[:length], *self.words_in("everybody"), *tokens[end:], *cause)
        return None

    def _cause(self, doer: Words) -> Words | None:
        """Return the phrase by whom something was done, of a doer without its "by"."""
        return next((each for each in self.phrases["causes"] if doer and each[1:] == doer), None)

    def _in_order(self, tokens: Words) -> Words | None:
        """Return "which light was off last" of "what was the last light that was off"."""
        asked, length = self.at("heads", tokens, 0)
        behind = tokens[length:]
        for group in ("auxiliaries", "present_be"):
            behind = behind[self.starts(behind, group) :]
        for order in _ORDERS if asked == "what" else ():
            begin = self.starts(behind, f"the_{order}")
            found = self.find("relative", behind)
            if not begin or found is None or begin == found[1]:
                continue
            if self.starts(behind, order) > begin:
                return None  # "the last time that" is no thing
            noun, rest = self.without("thing", behind[begin : found[1]]), behind[found[2] :]
            opening = self.opening("which") if noun else self.opening("what")[:1]
            has = () if self.find("auxiliaries", rest) else self.opening("has")
            return (*opening, *noun, *has, *rest, order)
        return None

    def is_left_so(self, tokens: Words) -> bool:
        """Return whether it asks what is so now: "which lights did the kids leave on"."""
        asked, length = self.at("heads", tokens, 0)
        rest = tokens[length:]
        leaving = self.find("leaving", rest)
        if asked not in {"what", "how many"} or leaving is None:
            return False
        return bool(self.find("auxiliaries", rest[: leaving[1]])) and bool(
            self.find("particles", rest[leaving[2] :])
        )

    def stayed(self, tokens: Words) -> Words | None:
        """Return "was it closed" of "did it stay closed", None where nothing is said to stay."""
        staying = self.find("staying", tokens)
        if staying is None:
            return None
        was, before, behind = self.opening("was"), tokens[: staying[1]], tokens[staying[2] :]
        helper = self.find("auxiliaries", before)
        if helper is None:
            return (*before, *was, *behind)
        return (*before[: helper[1]], *was, *before[helper[2] :], *behind)

    def by_whom(self, tokens: Words) -> tuple[Words, CauseKind | None]:
        """Return a sentence without by what sort of doer, and the sort: "by an automation"."""
        found = self.find("causes", tokens)
        if found is None:
            return tokens, None
        return (*tokens[: found[1]], *tokens[found[2] :]), CauseKind(found[0])

    def asks_who(self, frame: Frame) -> bool:
        """Return whether a question can be limited to what somebody did."""
        return frame.form in _DONE

    def has_number(self, tokens: Words) -> bool:
        """Return whether a number is said."""
        language = self.lexicon.language
        return any(number_at(tokens, place, language) for place in range(len(tokens)))

    def listed(self, head: str, opening: Words, rest: Words, period: Period | None) -> Frame | None:
        """Return a question which things were so, did so, or met a limit, None for any other."""
        is_past = self.find("auxiliaries", (*opening, *rest)) is not None
        if head == "how many":
            counted = is_past and not self.starts(rest, "amounts")
            return (
                self.which(self.opening("which"), rest, period, counted=True) if counted else None
            )
        if head != "what":
            return None
        done = period and self.find("past", rest) and not self.find("present_be", rest)
        which = self.which(opening, rest, period) if is_past or done else None
        return which or self.limited(opening, rest, period)

    def which(
        self, opening: Words, rest: Words, period: Period | None, *, counted: bool = False
    ) -> Frame | None:
        """Return a question which things were so, or what was done: "what did I turn on"."""
        order = next((form for name, form in _ORDERS.items() if self.find(name, rest)), None)
        longest, oftenest = self.find("longest", rest), self.find("oftenest", rest)
        never = self.find("nots", rest) is not None
        did = bool(self.find("did", rest))
        stands = rest
        for group in (*_ORDERS, "longest", "oftenest", "nots", "auxiliaries", "adverbs"):
            stands = self.without(group, stands)
        speaker = self.find("i", stands)
        helped = did or self.find("auxiliaries", rest)
        person = speaker or (self.find("persons", stands) if helped else None)
        if person:
            stands = (*stands[: person[1]], *stands[person[2] :])
        verb = self.find("base" if did or person else "past", stands)
        if verb is None and person:  # "what have I turned on"
            verb = self.find("past", stands)
        said = stands[verb[1] : verb[2]] if verb else ()
        done = verb is not None and said not in self.phrases["adjectives"] and not longest
        if verb:
            stands = (*stands[: verb[1]], *stands[verb[2] :], *words_of(verb[0]))
        if not self.find("particles", stands):
            return None
        form = self._form(done=done, order=order, never=never, period=period)
        most = longest is not None or oftenest is not None
        if form is None or (most and form not in {PastForm.DID, PastForm.WHICH}):
            return None
        if person and form is PastForm.NEVER:
            return None  # what one person left alone others may have done
        return Frame(
            form=form,
            core=(*opening, *self.opening("is"), *stands),
            by_speaker=speaker is not None,
            counted=counted,
            most=most,
        )

    def _form(
        self, *, done: bool, order: PastForm | None, never: bool, period: Period | None
    ) -> PastForm | None:
        """Return the form of a question which things were so."""
        moment = period is not None and period.begin == period.end
        if order is not None:
            return order if done and not (never or moment) else None
        if never:
            return PastForm.NEVER if period and not moment else None
        if moment:
            return None if done else PastForm.AT
        if done:
            return PastForm.DID
        return PastForm.WHICH if period else None

    def limited(self, opening: Words, rest: Words, period: Period | None) -> Frame | None:
        """Return a question which rooms or things were above or below a number."""
        verbs = (
            place
            for place, word in enumerate(rest)
            if word in self.words("auxiliaries") or self.at("becoming", rest, place)[1]
        )
        place = next(verbs, 0)
        if not place or period is None or not self.has_number(rest[place:]):
            return None
        stands = rest[place:]
        for group in ("auxiliaries", "adverbs", "becoming"):
            stands = self.without(group, stands)
        core = (*opening, *rest[:place], *self.opening("is"), *stands)
        return Frame(form=PastForm.WHICH, core=core, limit=True)
