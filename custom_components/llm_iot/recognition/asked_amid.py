"""Whether anything is asked in a sentence that does not begin as a question.

"The kids swear they switched off everything but is there a light still on up there" may not be
read as a whole, and yet it asks. No guess about such a sentence moves anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..models import HomeView, Utterance
from ..wording import begins_with_order, is_english, without_musing
from .asked import FILE
from .index import Thing
from .lexicon import Words
from .phrase_table import PhraseTable
from .questions import Questions
from .tokenizer import MARKS, tokenize
from .told_of import told_words

_NEAR: Final = 4
"""Words behind a verb among which the thing begins that is asked about."""


@dataclass(frozen=True, eq=False)
class AskedAmid:
    """Looks for a question that begins anywhere in a sentence."""

    questions: Questions

    def holds(self, utterance: Utterance, view: HomeView) -> bool:
        """Return whether a sentence, or a clause of it, asks something."""
        if not is_english(utterance):
            return False
        words = told_words(without_musing(utterance).text)
        return any(self._begins(words, place, view) for place in range(len(words) - 1))

    def goes_on(self, utterance: Utterance) -> bool:
        """Return whether a sentence goes on asking behind a question: "how about Anna's"."""
        words = tokenize(utterance.text)
        if not is_english(utterance) or begins_with_order(utterance):
            return False
        data = self.questions.words.lexicon.file(FILE)["asked_amid"]
        return any(" ".join(words[:length]) in data["going_on"] for length in (2, 1))

    @property
    def _data(self) -> Mapping[str, Sequence[str]]:
        data: Mapping[str, Sequence[str]] = self.questions.words.lexicon.file(FILE)["asked_amid"]
        return data

    def _begins(self, words: Words, place: int, view: HomeView) -> bool:
        """Return whether a question begins at a word."""
        data, word = self._data, words[place]
        apart = self._is_apart(words, place)
        if word in data["asking"]:
            return self._asks_which(words, place, apart=apart)
        if apart and self._leads(words, place):
            return True
        if length := self._wonders(words, place):
            told = " ".join(words[place + length : place + length + 2]) in data["able"]
            return not told and (not place or words[place - 1] not in data["denying"])
        behind = words[place + 1]
        if words[place + 2 : place + 3] in ((), *((mark,) for mark in MARKS)):
            return False  # "it gets dark early, doesn't it"
        if f"{word} {behind}" in data["at_any_place"]:
            return not place or words[place - 1] not in data["agreeing"]
        if word in data["turning_people"]:  # but no "have the lights on"
            return apart and behind in data["people"]
        if word not in data["turning_round"]:
            return False
        if apart:
            named = bool(self._table(view).longest(words, place + 1))
            return behind in data["subjects"] or behind in data["people"] or named
        told = words[place - 1] in data["equating"]
        return behind in data["things_asked"] and not told and self._is_named(words, place, view)

    def _asks_which(self, words: Words, place: int, *, apart: bool) -> bool:
        """Return whether a question word asks: "how warm is it", and not "how I like it"."""
        data = self._data
        behind = words[place + 1 : place + _NEAR]
        at_once = words[place] in data["asking_at_once"]
        if apart and (at_once or behind[0] in data["counting"]):
            return True
        if at_once and behind[0] in data["things_asked"]:
            return True  # "it's steamed up what's the humidity"
        turned = (n for n, word in enumerate(behind) if word in data["turning_round"])
        verb = next(turned, None)
        told = {*data["people"], *data["subjects"]}  # "how he does it"
        if verb is None or not told.isdisjoint(behind[:verb]):
            return False
        subject = words[place + verb + 2 : place + verb + 3]
        return apart or (bool(subject) and subject[0] in data["subjects"])

    def _is_apart(self, words: Words, place: int) -> bool:
        """Return whether a clause may begin at a word: behind a mark, "and", "so"."""
        return not place or words[place - 1] in MARKS or words[place - 1] in self._data["joints"]

    def _is_named(self, words: Words, place: int, view: HomeView) -> bool:
        """Return whether something of the home is named soon behind a word."""
        table = self._table(view)
        return any(table.longest(words, n) for n in range(place + 2, place + _NEAR))

    def _table(self, view: HomeView) -> PhraseTable[Thing]:
        return self.questions.index(view).table

    def _leads(self, words: Words, place: int) -> bool:
        """Return whether a clause begins as one that is to be answered: "show me what is on"."""
        phrases = self._data["leading"]
        return any(" ".join(words[place : place + length]) in phrases for length in (4, 3, 2))

    def _wonders(self, words: Words, place: int) -> int:
        """Return how many words say that something is to be told: "check whether", else 0."""
        phrases = self._data["wondering"]
        return next((n for n in (3, 2) if " ".join(words[place : place + n]) in phrases), 0)
