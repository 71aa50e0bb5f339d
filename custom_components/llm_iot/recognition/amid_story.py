"""Questions amid a story: "it's going to rain, is the mower still out? I just hung up the washing".

A question moves nothing, so whatever is told beside it may be passed over, unless something is to
be done or asked there, too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from ..dialogue import Context
from ..models import HomeView, Plan, Utterance
from ..wording import is_english
from .asked import FILE
from .lexicon import Words
from .questions import Questions
from .resolver import Resolver
from .tokenizer import MARKS, tokenize
from .told_of import ToldOf, pieces, told_words

_LONGEST: Final = 5
"""Words of the longest phrase that leads a question in."""
_MOST_WORDS: Final = 60
"""Words of a sentence in which a question is looked for."""


@dataclass(frozen=True, eq=False)
class AmidStory:
    """Finds a question that is clear by itself where all around it is only told."""

    questions: Questions
    resolver: Resolver

    def read(
        self, utterance: Utterance, view: HomeView, context: Context, now: datetime
    ) -> Plan | None:
        """Return the plan that answers; None without such a question, or with more than it."""
        words = told_words(utterance.text)
        if not is_english(utterance) or len(words) > _MOST_WORDS:
            return None
        told_of = ToldOf(self.questions, view)
        if checked := told_of.to_check(tuple(pieces(words))):
            plan = self._answer(checked, utterance, view, context, now)
            return plan if told_of.is_told(plan) else None
        for begin, end in self._places(words):
            around = (*pieces(words[:begin]), *pieces(words[end:]))
            wanted = (self._wants(each, utterance, view, context, now) for each in around)
            if not around or any(wanted):
                continue
            asked = self._in_place(self._plainly(words[begin:end]), around, view)
            for named in told_of.with_names(asked, tuple(pieces(words[:begin]))):
                plan = self._answer(named, utterance, view, context, now)
                if told_of.is_told(plan):
                    return plan
            plan = self._answer(asked, utterance, view, context, now)
            if plan and (plan.queries or plan.past) and not (plan.problems or plan.steps):
                return plan
        return None

    def _answer(
        self, asked: Words, utterance: Utterance, view: HomeView, context: Context, now: datetime
    ) -> Plan | None:
        question = replace(utterance, text=f"{' '.join(asked)}?")
        return self.questions.read(question, view, context, now)

    @property
    def _data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.questions.words.lexicon.file(FILE)["amid"]
        return data

    def _places(self, words: Words) -> Iterator[tuple[int, int]]:
        """Yield where questions may begin and end, the longest first."""
        data = self._data
        leading = (text.partition(" ")[0] for text in data["leading_in"])
        opening = {*data["asking"], *data["inverted"], *data["doing"], *leading}
        for begin, word in enumerate(words):
            if word not in opening or not self._opens(words, begin):
                continue
            ends = [n for n in range(begin + 1, len(words)) if self._ends(words, n)]
            for end in (len(words), *reversed(ends)):
                if (begin, end) != (0, len(words)):
                    yield begin, end

    def _opens(self, words: Words, place: int) -> bool:
        """Return whether a question may begin at a word, be it in the middle of a sentence."""
        data, behind = self._data, words[place + 1 : place + 2]
        if not behind:
            return False
        if self._led_in(words[place:]) or words[place] in data["asking"]:
            return True
        if f"{words[place]} {behind[0]}" in data["at_any_place"]:
            return True
        apart = not place or words[place - 1] in MARKS or words[place - 1] in data["joints"]
        told = behind[0] in data["subjects"] and not self._equates(words, place)
        if words[place] in data["doing"]:  # "the air is stuffy, do something"
            return told or (apart and behind[0] in data["people"])
        return words[place] in data["inverted"] and (apart or told)

    def _equates(self, words: Words, place: int) -> bool:
        """Return whether a verb goes on what is told: "all I want is the lamp on"."""
        equating = self.questions.words.lexicon.file(FILE)["asked_amid"]["equating"]
        return bool(place) and words[place - 1] in equating

    def _ends(self, words: Words, place: int) -> bool:
        """Return whether a question may end in front of a word: "or is it back by now"."""
        choosing = words[place] in self._data["choosing_on"]
        return words[place] in MARKS or (choosing and self._opens(words, place + 1))

    def _led_in(self, words: Words) -> int:
        """Return how many words lead a question in: "would you tell me", 0 for none."""
        phrases = self._data["leading_in"]
        return next((n for n in range(_LONGEST, 0, -1) if " ".join(words[:n]) in phrases), 0)

    def _plainly(self, words: Words) -> Words:
        """Return a question with what leads it in said in the plainest way."""
        length = self._led_in(words)
        return (*tokenize(self._data["leading_in"][0]), *words[length:]) if length else words

    def _in_place(self, asked: Words, around: Sequence[Words], view: HomeView) -> Words:
        """Return a question with the room that was told of for "in there"."""
        data, told = self._data, ToldOf(self.questions, view).place(around)
        for place in range(len(asked)) if told else ():
            if " ".join(asked[place : place + 2]) in data["there"]:
                return (*asked[:place], data["inside"][0], *told, *asked[place + 2 :])
        return asked

    def _wants(
        self, piece: Words, utterance: Utterance, view: HomeView, context: Context, now: datetime
    ) -> bool:
        """Return whether something is asked or to be done in words beside a question."""
        if piece[0] in self._data["choosing_on"]:
            return False  # "(is it open,) or did I close it"
        begin = int(len(piece) > 1 and piece[0] in self._data["joints"])
        if self._opens(piece, begin) or self.resolver.asks(piece[begin:]):
            return True
        if self.resolver.commands(piece[begin:], view):
            return True
        said = replace(utterance, text=" ".join(piece[begin:]))
        plan = self.resolver.resolve(said, view, context, now)
        return plan is not None and bool(plan.steps or plan.deferred or plan.request)
