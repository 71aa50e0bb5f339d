"""Commands that are built otherwise, put as the grammar knows them: "take 20 percent off the lamp".

How they are built is told by the words of the language (`words/<language>/otherwise.json`): `<x>`
and `<y>` are what is named, `<p>` is a place, `<k>` a kind of things, `<v>` a value, `<o>` a
word of a device's own, `[of]` may be left out, and of `(up|down)` the same one stands on both
sides, or the one in its place of as many others.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
import re
from typing import Final

from ..models import HomeView
from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .own_words import as_one, longest_own_word
from .rooms import NOTHING, Numbers
from .taken_words import own_words_of
from .targets import Targets
from .tokenizer import MARKS, words_of

_ELEMENT: Final = re.compile(r"<(\w)>|\[([^\]]*)\]|\(([^)]*)\)|(,)|([^\s<\[(,]+)")
_NAMED: Final = frozenset({"x", "y"})
_AROUND: Final = frozenset({Tag.DETERMINER, Tag.ALL, Tag.BOTH, Tag.AND, Tag.HERE, Tag.PRONOUN})
_USUAL: Final = (
    {Tag.PARTICLE, Tag.IN, Tag.TO, Tag.DETERMINER, Tag.FILLER},
    {Tag.CARRIER, Tag.AND, Tag.BE, Tag.ALL},
)
"""Roles of words that most sentences have, and many."""
_MOST_CHANGES: Final = 4
"""Commands that one sentence has."""

type Bound = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class _Element:
    """A part of a pattern: one of some phrases, or what a slot stands for."""

    choices: tuple[Words, ...] = ()
    slot: str = ""
    optional: bool = False
    key: str = ""
    """By what it is remembered which of the phrases was said."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    said: tuple[_Element, ...]
    plain: tuple[_Element, ...]

    @property
    def has_own_word(self) -> bool:
        """Return whether it is about a word of a device's own."""
        return any(each.slot == "o" for each in self.said)

    def telling(self, lexicon: Lexicon) -> frozenset[str]:
        """Return words of which a sentence has one if it is built so, the least usual there are."""
        fixed = [each for each in self.said if not (each.slot or each.optional)]
        firsts = [frozenset(words[0] for words in each.choices) for each in fixed]

        def usual(words: frozenset[str]) -> int:
            roles = {entry.tag for word in words for entry in lexicon.entries((word,))}
            return next((len(_USUAL) - n for n, some in enumerate(_USUAL) if roles & some), 0)

        return min(firsts, key=usual)


@dataclass(frozen=True, eq=False)
class Home:
    """What a home has that such commands are about."""

    targets: Targets
    view: HomeView

    @property
    def index(self) -> HomeIndex:
        """Return the words of the home."""
        return self.targets.index

    @cached_property
    def taken(self) -> Mapping[Words, Numbers]:
        """Return the words that devices take as a source or a mode, with these devices."""
        return own_words_of(self.view, self.index)

    @cached_property
    def first_words(self) -> frozenset[str]:
        """Return the words that such words begin with."""
        return frozenset(words[0] for words in self.taken if words)

    def takes(self, bound: Bound) -> bool:
        """Return whether what is named takes the word of its own that is put on it, if any is."""
        if "o" not in bound or "x" not in bound:
            return True
        mentions = self.targets.find(" ".join(bound["x"]))
        fitting = [self.targets.everything_fitting(each, None) for each in mentions]
        takers = set(self.index.pick(self.taken.get(bound["o"], NOTHING)))
        return len(fitting) == 1 and not takers.isdisjoint(fitting[0])


@lru_cache
def _elements(text: str) -> tuple[_Element, ...]:
    found: list[_Element] = []
    for slot, optional, choices, mark, word in _ELEMENT.findall(text):
        if slot:
            found.append(_Element(slot=slot))
        elif optional:
            found.append(_Element((words_of(optional),), optional=True))
        else:
            said = choices.split("|") if choices else [mark or word]
            phrases = tuple((mark,) if mark else words_of(each) for each in said)
            found.append(_Element(phrases, key="|".join(map(" ".join, phrases))))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class SaidOtherwise:
    """Knows such commands of one language."""

    lexicon: Lexicon

    def plain(self, tokens: Words, begin: int, home: Home) -> Words:
        """Return a sentence in plain words; `begin` is where it begins behind its politeness."""
        for _ in range(_MOST_CHANGES):
            changed = self._changed(tokens, begin, home)
            if changed is None:
                break
            tokens = changed
        return tokens

    @cached_property
    def _patterns(self) -> Sequence[tuple[bool, _Pattern]]:
        data = self.lexicon.file("otherwise")
        return [
            (whole, _Pattern(_elements(said), _elements(plain)))
            for name, whole in (("patterns", True), ("within", False))
            for said, plain in data.get(name, {}).items()
        ]

    @cached_property
    def _told_by(self) -> Mapping[str, Sequence[int]]:
        """Return the patterns that each word may tell of; those without one by no word."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, (_, pattern) in enumerate(self._patterns):
            for word in pattern.telling(self.lexicon):
                found[word].append(number)
        return found

    def _possible(self, tokens: Words, home: Home) -> Iterator[tuple[bool, _Pattern]]:
        """Yield the patterns that a sentence may be built by, in their order."""
        told = {number for word in set(tokens) for number in self._told_by.get(word, ())}
        for number in sorted(told):
            whole, pattern = self._patterns[number]
            if not pattern.has_own_word or not home.first_words.isdisjoint(tokens):
                yield whole, pattern

    def _changed(self, tokens: Words, begin: int, home: Home) -> Words | None:
        """Return the tokens with the first such command put plainly, None without one."""
        starts: list[int] = []
        for whole, pattern in self._possible(tokens, home):
            if whole and not starts:
                starts = [n for n in range(len(tokens)) if self._begins(tokens, n, begin)]
            for place in starts if whole else range(len(tokens)):
                found = [
                    (end, bound)
                    for end, bound in self._matches(tokens, place, pattern.said, home, {})
                    if (not whole or self._ends(tokens, end)) and home.takes(bound)
                ]
                if found:
                    end, bound = max(found, key=lambda each: each[0])
                    return (*tokens[:place], *_written(pattern, bound), *tokens[end:])
        return None

    def _begins(self, tokens: Words, place: int, begin: int) -> bool:
        if place in {0, begin} or tokens[place - 1] in MARKS:
            return True
        before = tokens[place - 1 : place]
        return any(self.lexicon.sense(before, tag) is not None for tag in (Tag.AND, Tag.THEN))

    def _ends(self, tokens: Words, place: int) -> bool:
        if place >= len(tokens) or tokens[place] in MARKS:
            return True
        ends = {Tag.AND, Tag.THEN, Tag.FILLER}
        return self.lexicon.length(tokens, ends, place) > 0

    def _matches(
        self,
        tokens: Words,
        place: int,
        said: Sequence[_Element],
        home: Home,
        bound: Mapping[str, Words],
    ) -> Iterator[tuple[int, Bound]]:
        """Yield where the rest of a pattern ends that stands at a place, with what fills it."""
        if not said:
            yield place, bound
            return
        first, rest = said[0], said[1:]
        if first.slot:
            for end, words in self._filled(tokens, place, first.slot, home):
                yield from self._matches(tokens, end, rest, home, {**bound, first.slot: words})
            return
        for number, words in enumerate(first.choices):
            end = place + len(words)
            if tokens[place:end] == words:
                chosen = bound if first.optional else {**bound, first.key: (f"{number}",)}
                yield from self._matches(tokens, end, rest, home, chosen)
        if first.optional:
            yield from self._matches(tokens, place, rest, home, bound)

    def _filled(
        self, tokens: Words, place: int, slot: str, home: Home
    ) -> Iterator[tuple[int, Words]]:
        """Yield where what fills a slot ends, the shortest first, with its words."""
        if slot == "v":
            if number := number_at(tokens, place, self.lexicon.language):
                end = number[1] + self.lexicon.length(tokens, {Tag.UNIT}, number[1])
                yield end, tokens[place:end]
        elif slot == "o":
            words = longest_own_word(home.taken, tokens, place, self.lexicon.language)
            if words and not number_at(tokens, place, self.lexicon.language):
                yield place + len(words), words
        elif slot == "k":
            thing = home.index.things.get(tokens[place : place + 1])
            if thing and thing.kind and not thing.named:
                word = tokens[place] if thing.plural else f"{tokens[place]}s"
                yield place + 1, (word,)
        elif slot == "p":
            begin = place + (
                self.lexicon.sense(tokens[place : place + 1], Tag.DETERMINER) is not None
            )
            found = home.index.table.longest(tokens, begin)
            if found and found[0].place:
                yield found[1], tokens[place : found[1]]
        else:
            yield from self._names(tokens, place, home)

    def _names(self, tokens: Words, place: int, home: Home) -> Iterator[tuple[int, Words]]:
        """Yield where what is named may end, with its words."""
        end, named = place, False
        while end < len(tokens):
            found = home.index.table.longest(tokens, end)
            word = tokens[end : end + 1]
            size = found[1] - end if found else int(word[0] in home.index.own_words)
            around = any(self.lexicon.sense(word, tag) is not None for tag in _AROUND)
            if size > 1 or (size and not around):
                end, named = end + size, True
                yield end, tokens[place:end]
                continue
            inside = named and word[0] in self.lexicon.file("otherwise")["inside"]
            if not (inside or around) or number_at(tokens, end, self.lexicon.language):
                return
            end += 1


def _written(pattern: _Pattern, bound: Bound) -> Words:
    """Return the words of a pattern that is put plainly, with what fills it."""
    words: list[str] = []
    for each in pattern.plain:
        if each.slot:
            words += (as_one(bound["o"]),) if each.slot == "o" else bound[each.slot]
        elif len(each.choices) == 1:
            words += each.choices[0]
        else:
            words += each.choices[int(bound[_same(pattern, each).key][0])]
    return tuple(words)


def _same(pattern: _Pattern, plain: _Element) -> _Element:
    """Return which of some phrases is said that stands for another: the same one, or as many.

    Raises StopIteration where a pattern has none such.
    """
    said = [each for each in pattern.said if len(each.choices) == len(plain.choices)]
    return next((each for each in said if each.key == plain.key), None) or next(iter(said))
