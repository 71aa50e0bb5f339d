"""Whether words are a statement and nothing else: who or what, and what is told of it.

"My mum's calling" is one, "the fan too" and "in ten minutes" are none. What is no statement
belongs to what is asked for, and must not be left out as if it were a mere remark.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from .lexicon import Lexicon, Tag, Words
from .phrase_table import PhraseTable
from .tokenizer import MARKS

FILE: Final = "remarks"
_LONGEST_NAME: Final = 4
"""Most words of what a statement is about: "the man from downstairs"."""
_SHORT: Final = 4
"""Most letters of words that only look as if they told what goes on: "king"."""
_CONTRACTION: Final = "s"
_ORDERS: Final = frozenset({Tag.VERB, Tag.CARRIER, Tag.LEAVE, Tag.REFUSE})


@dataclass(frozen=True, eq=False)
class Statements:
    """Knows the statements of one language (`words/<language>/remarks.json`)."""

    lexicon: Lexicon

    @cached_property
    def tables(self) -> Mapping[str, PhraseTable[str]]:
        """Return the lists of phrases by their names."""
        return self.lexicon.tables(FILE)

    def length(self, name: str, words: Sequence[str], start: int = 0) -> int:
        """Return how many words the longest phrase of a list has at a word."""
        return self.tables[name].length(words, start)

    def contains(self, name: str, words: Sequence[str]) -> bool:
        """Return whether a phrase of a list is anywhere in a run of words."""
        return any(self.length(name, words, place) for place in range(len(words)))

    def clauses(self, words: Words) -> list[Words]:
        """Return the clauses of a run of words: at marks, and where a conjunction has one."""
        found: list[list[str]] = [[]]
        for place, word in enumerate(words):
            joins = self.length("because", words, place) and self._tells_of(words[place + 1 :])
            if word in MARKS or (joins and found[-1]):
                found.append([])
            if word not in MARKS:
                found[-1].append(word)
        bare = (self._bare(tuple(each)) for each in found)
        return [each for each in bare if each]

    def _bare(self, words: Words) -> Words:
        """Return a clause without the conjunction and the cries in front, and the thanks behind."""
        while words and (length := self._empty_front(words)):
            words = words[length:]
        while words and (length := self._empty_end(words)):
            words = words[:-length]
        return words

    def _empty_front(self, words: Words) -> int:
        cry = self.length("interjections", words)
        if cry and not (cry < len(words) and self._hangs_on(words, cry)):
            return cry
        joins = self.length("because", words)
        return joins if joins and self._tells_of(words[joins:]) else 0

    def _hangs_on(self, words: Words, cry: int) -> bool:
        """Return whether a cry is the subject of what follows: "love is all I need"."""
        return bool(self.length("auxiliaries", words, cry))

    def _empty_end(self, words: Words) -> int:
        table = self.tables["interjections"]
        ends = (n for n in (3, 2, 1) if n < len(words) and words[-n:] in table)
        length = next(ends, 0)
        hangs = length > 0 and self.length("hanging", words[-length - 1 : -length]) > 0
        return 0 if hangs else length  # "it's six in the morning"

    def _tells_of(self, words: Words) -> bool:
        """Return whether words begin like a statement about somebody, or about "it"."""
        names = ("persons", "matters", "persons_with_verb", "matters_with_verb")
        if any(self.length(name, words) for name in names):
            return True
        return self.lexicon.sense(words[:1], Tag.DETERMINER) is not None

    def are_states(self, words: Words) -> bool:
        """Return whether words are how something can be, and nothing else."""
        return all(self.length("states", (word,)) for word in words)

    def tells(self, words: Words, *, plainly: bool, contracted: bool = False) -> bool:
        """Return whether a clause is a statement.

        `plainly` asks for one of which no part could belong to the words in front of it, as no
        pause tells them apart. `contracted` is whether its first noun was said with "'s".
        """
        for name in ("persons_with_verb", "matters_with_verb"):
            if length := self.length(name, words):
                return len(words) > length and not self._possesses(words, length)
        if length := self.length("persons", words):
            return len(words) > length and self._does(words, length, plainly=plainly)
        if length := self.length("matters", words):
            behind = self._behind_adverbs(words, length)
            told = bool(self.length("auxiliaries", words, behind)) or self._is_third(words, behind)
            return told and len(words) > behind + 1
        return self._tells_of_noun(words, plainly=plainly, contracted=contracted)

    def heard(self, words: Words) -> Words:
        """Return "we are watching it" for "were watching it", as "we're" is often heard."""
        misheard: Mapping[str, Sequence[str]] = self.lexicon.file(FILE)["misheard"]
        full = misheard.get(words[0]) if words else None
        if full is None:
            return words
        behind = self._behind_adverbs(words, 1)
        word = words[behind] if behind < len(words) else ""
        goes_on = len(word) > _SHORT and word.endswith(self.lexicon.file("forms")["progressive"])
        told = goes_on or self.length("feelings", words, behind)
        return (*full, *words[1:]) if told else words

    def _behind_adverbs(self, words: Words, place: int) -> int:
        while length := self.length("adverbs", words, place):
            place += length
        return place

    def _does(self, words: Words, place: int, *, plainly: bool) -> bool:
        """Return whether somebody does something: "I always forget"."""
        behind = self._behind_adverbs(words, place)
        if behind >= len(words):
            return False
        if not plainly or self.length("auxiliaries", words, behind):
            return True
        return not self._is_order(words[behind:])

    def _is_order(self, words: Words) -> bool:
        return self.lexicon.length(words, _ORDERS) > 0

    def _is_third(self, words: Words, place: int) -> bool:
        """Return whether a word looks like "hurts"."""
        word = words[place] if place < len(words) else ""
        known = self.lexicon.entries((word,))
        return len(word) > len("its") and word.endswith(_CONTRACTION) and not known

    def _possesses(self, words: Words, length: int) -> bool:
        """Return whether "its" is no "it's" as something of the home's words is possessed."""
        return words[0] == "its" and self._is_order(words[length:]) and len(words) == length + 1

    def _tells_of_noun(self, words: Words, *, plainly: bool, contracted: bool) -> bool:
        """Return whether something is told of "the delivery", of "dinner" or of Harold."""
        determined = self.lexicon.sense(words[:1], Tag.DETERMINER) is not None
        begin = int(determined)
        if not determined and (self.lexicon.entries(words[:1]) or self.length("asking", words)):
            return False
        for place in range(begin + 1, min(begin + 1 + _LONGEST_NAME, len(words))):
            behind = self._behind_adverbs(words, place)
            if self.length("complete", words, behind) and determined:
                return True
            if self.length("auxiliaries", words, behind):
                return len(words) > behind + 1 and (determined or place <= begin + 2)
        said = words[begin] if begin < len(words) else ""
        if contracted and said.endswith(_CONTRACTION) and len(words) > begin + 1:
            return not self.are_states(words[begin + 1 :])  # "Max's on"
        return not plainly and self._is_third(words, begin + 1) and len(words) > begin + 1
