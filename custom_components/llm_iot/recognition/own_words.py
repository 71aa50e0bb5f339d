"""Words that devices bring along: "the TV on Netflix", "the AC on cool".

What stands behind "on" is mostly a condition. Where the device in front of it has a source of
that name, or a mode, it is that one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..models import HomeView
from .corrected import behind_correction
from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .rooms import NOTHING, Numbers, Place
from .taken_words import own_words_of
from .targets import Targets
from .tokenizer import COMMA, JOINT, MARKS, is_number, words_of

_MODAL: Final = "climate"
_MOST_MOVED: Final = 4
"""Words of devices that one sentence has."""
_LONGEST_FILLER: Final = 4
"""Words of the longest such words that are looked for."""
_HOURS: Final = 24
"""The largest number that may be an hour."""
_GOING: Final = "start"
"""What "going" and the like mean."""
_POLITE: Final = frozenset({Tag.FILLER, Tag.INSTEAD})
_WORDED: Final = frozenset({"source", "effect", "mode", "preset"})
"""What of a device is told by a word of its own."""


@dataclass(frozen=True)
class OwnWords:
    """Puts words of devices where the grammar expects them."""

    lexicon: Lexicon

    def moved(self, tokens: Words, targets: Targets, view: HomeView) -> Words:
        """Return the tokens with "on Netflix" as "to Netflix" and "on cool" as "cool mode"."""
        data = self.lexicon.file("targets")
        onto, modes = frozenset(data["onto"]), data["mode_words"]
        if modes.keys() & set(tokens):
            tokens = self._with_modes(tokens, targets, modes, onto)
        taken = own_words_of(view, targets.index)
        tokens = self._corrected(tokens, taken)
        for _ in range(_MOST_MOVED):
            moved = self._moved_once(tokens, targets, taken, onto)
            if moved is None:
                break
            tokens = self._without_other(moved, targets.index)
        return tokens

    def _corrected(self, tokens: Words, taken: Mapping[Words, Numbers]) -> Words:
        """Return "the mode to chase" for "the mode to blink, I mean chase".

        Both have to be words of one and the same device.
        """
        for place in range(1, len(tokens)):
            first = longest_own_word(taken, tokens, place, self.lexicon.language)
            behind = behind_correction(tokens, place + len(first), self.lexicon) if first else 0
            second = (
                longest_own_word(taken, tokens, behind, self.lexicon.language) if behind else ()
            )
            end = behind + len(second)
            if second and self._ends(tokens, end) and taken[first] & taken[second]:
                return self._corrected((*tokens[:place], *second, *tokens[end:]), taken)
        return tokens

    def _without_other(self, tokens: Words, index: HomeIndex) -> Words:
        """Return tokens without the word that another is not: "to bbc_news_, not the slideshow"."""
        for place, token in enumerate(tokens):
            behind = place + 1 + (tokens[place + 1 : place + 2] == (COMMA,))
            denies = self.lexicon.sense(tokens[behind : behind + 1], Tag.NOT) is not None
            if not (denies and token.endswith(JOINT)):
                continue
            end = behind + 1
            while end < len(tokens) and tokens[end] not in MARKS:
                end += 1
            other = tokens[behind + 1 : end]
            named = any(other[n:] in index.things for n in range(len(other)))
            if len(other) <= _MOST_MOVED and not named:
                return (*tokens[: place + 1], *tokens[end:])
        return tokens

    def _moved_once(
        self,
        tokens: Words,
        targets: Targets,
        taken: Mapping[Words, Numbers],
        onto: frozenset[str],
    ) -> Words | None:
        """Return the tokens with the first word of a device in its place, None without one."""
        for place, token in enumerate(tokens):
            if gone := self._gone_to(tokens, place, targets, taken):
                return gone
            if token in onto and not self._own_word(tokens, place + 1, targets, taken):
                moved = self._in_front(tokens, place, targets, taken)
            else:
                moved = self._behind(tokens, place, targets, taken)
            if moved:
                return moved
        return None

    def _own_word(
        self, tokens: Words, place: int, targets: Targets, taken: Mapping[Words, Numbers]
    ) -> Words:
        """Return the words of a device that stand at a place, none if they can be others."""
        words = longest_own_word(taken, tokens, place, self.lexicon.language)
        acting = self.lexicon.sense(words, Tag.PARTICLE) is not None
        acting |= self.lexicon.sense(words, Tag.VERB) is not None and not (
            taken.get(words, NOTHING) & self._named_before(tokens, place, targets)
        )
        front = place
        while front and self.lexicon.sense(tokens[front - 1 : front], Tag.DETERMINER) is not None:
            front -= 1  # "the TV on the PlayStation"
        before = tokens[front - 1 : front]
        put = bool(before) and before[0] in self.lexicon.file("targets")["onto"]
        put |= self.lexicon.sense(before, Tag.ATTRIBUTE) in _WORDED  # "source PlayStation"
        named = not put and _is_named(words, targets.index)  # "the TV on PlayStation"
        other = (acting and not put) or named or is_number("".join(words))
        return () if other else words

    def _behind(
        self, tokens: Words, place: int, targets: Targets, taken: Mapping[Words, Numbers]
    ) -> Words | None:
        """Return "the TV to netflix" for "the TV on Netflix" or "the TV source Netflix".

        The words are made one, so that nothing else is read into them.
        """
        data = self.lexicon.file("targets")
        words = self._own_word(tokens, place, targets, taken)
        if not words:
            return None
        begin, end = place, place + len(words)
        while begin and tokens[begin - 1] in data["before_own_words"]:
            begin -= 1
        while end < len(tokens) and tokens[end] in data["behind_own_words"]:
            end += 1
        further = self._sets_more(tokens, end)
        told = begin < place or end > place + len(words) or not self.lexicon.entries(words)
        going = self.lexicon.sense(tokens[begin - 1 : begin], Tag.PARTICLE) == _GOING
        apart = told and begin > 0 and (going or tokens[begin - 1] in data["joints"])
        name = self._spoken_of(tokens, begin, targets, taken[words]) if apart else ()
        named = bool(name or taken[words] & self._named_before(tokens, begin, targets))
        onto = begin < place and tokens[place - 1] in data["onto"]
        named |= onto and self.lexicon.sense(tokens[begin - 1 : begin], Tag.PRONOUN) is not None
        if not (further or self._ends(tokens, end)) or not named:
            return None
        rest = (COMMA, *tokens[end:]) if further else tokens[end:]  # "on Netflix volume 15"
        name = (COMMA, *name) if name and going else name  # "get the hoover going on turbo"
        return (*tokens[:begin], *name, data["becomes"], as_one(words), *rest)

    def _sets_more(self, tokens: Words, place: int) -> bool:
        """Return whether something else is set behind a word: "volume 15", "at 15 percent".

        A small number alone may be an hour.
        """
        if self.lexicon.sense(tokens[place : place + 1], Tag.TO) is None:
            return self.lexicon.sense(tokens[place : place + 1], Tag.ATTRIBUTE) is not None
        if self.lexicon.length(tokens, {Tag.ATTRIBUTE}, place + 1):
            return True  # "at volume 20"
        found = number_at(tokens, place + 1, self.lexicon.language)
        if found is None:
            return False
        number, end = found
        return number > _HOURS or self.lexicon.sense(tokens[end : end + 1], Tag.UNIT) is not None

    def _spoken_of(self, tokens: Words, end: int, targets: Targets, takers: Numbers) -> Words:
        """Return the name of what was named last and takes such words: "amp on, source phono"."""
        named = (takers & self._named_before(tokens, n, targets) for n in range(end - 1, 0, -1))
        found = targets.index.pick(next(filter(None, named), NOTHING))
        return words_of(found[0].label) if len(found) == 1 else ()

    def _gone_to(
        self, tokens: Words, place: int, targets: Targets, taken: Mapping[Words, Numbers]
    ) -> Words | None:
        """Return "the TV to netflix" for "go to Netflix", of what is named before or the only one.

        None for anything else, and where several devices take such words.
        """
        data = self.lexicon.file("targets")
        phrases = map(words_of, data["going_to"])
        verb = next((each for each in phrases if tokens[place : place + len(each)] == each), ())
        if not verb:
            return None
        begin = place + len(verb)
        words = longest_own_word(taken, tokens, begin, self.lexicon.language)
        behind = tokens[begin + len(words) :]
        while behind and self.lexicon.sense(behind[:1], Tag.FILLER) is not None:
            behind = behind[1:]
        if not words or not self._ends(behind, 0):
            return None
        index, takers = targets.index, taken[words]
        said = (takers & self._named_before(tokens, end, targets) for end in range(1, place + 1))
        found = index.pick(next(filter(None, said), takers))
        if len(found) != 1:
            return None
        name, word = words_of(found[0].label), as_one(words)
        return (*tokens[:place], *name, data["becomes"], word, *behind)

    def _in_front(
        self, tokens: Words, place: int, targets: Targets, taken: Mapping[Words, Numbers]
    ) -> Words | None:
        """Return "put the TV to Netflix" for "put Netflix on the TV", None for anything else."""
        index = targets.index
        for begin in range(max(0, place - 3), place):
            words = tokens[begin:place]
            if len(words) > 1 and self.lexicon.sense(words[-1:], Tag.ATTRIBUTE) in _WORDED:
                words = words[:-1]  # "put the fireplace effect on the lamp"
            rest = tokens[place + 1 :]
            if rest[:1] == tokens[place : place + 1]:  # "put Netflix on on the TV"
                rest = rest[1:]
            determined = self.lexicon.sense(rest[:1], Tag.DETERMINER) is not None
            if len(words) > 1 and words not in taken:  # "channel four on the TV"
                words = tuple(_in_digits(word, self.lexicon.language) for word in words)
            if words not in taken or (
                not determined  # nothing is put on the TV but what it shows
                and _is_named(words, index)
                and self._called(words, targets) - taken[words]
            ):
                continue
            if alone := self._without_name(tokens[:begin], words, rest, targets, taken[words]):
                return alone
            last = next((end for end in range(len(rest)) if self._ends(rest, end)), len(rest))
            if taken[words] & self._named_before(rest, last, targets):
                becomes = self.lexicon.file("targets")["becomes"]
                return (*tokens[:begin], *rest[:last], becomes, as_one(words), *rest[last:])
        return None

    def _called(self, words: Words, targets: Targets) -> Numbers:
        """Return the devices of which words can be said: none is a PlayStation here."""
        thing = targets.index.things.get(words)
        named = targets.index.by_word.get(words[0], NOTHING) if len(words) == 1 else NOTHING
        return targets.members(thing) if thing else named

    def _without_name(
        self, front: Words, words: Words, rest: Words, targets: Targets, takers: Numbers
    ) -> Words | None:
        """Return "put the TV to Netflix" for "put Netflix on", also with a room behind it.

        None unless a verb stands in front and only one device there takes such words.
        """
        index = targets.index
        while rest and any(self.lexicon.sense(rest[:1], tag) is not None for tag in _POLITE):
            rest = rest[1:]
        inside, behind = self._room_at(rest, index)
        found = index.pick(takers & inside.devices if inside else takers)
        carried = self.lexicon.sense(front[-1:], Tag.CARRIER) is not None
        if not carried or not self._ends(behind, 0) or len(found) != 1:
            return None
        name, word = words_of(found[0].label), as_one(words)
        becomes = self.lexicon.file("targets")["becomes"]
        return (*front, *name, becomes, word, *behind)

    def _room_at(self, words: Words, index: HomeIndex) -> tuple[Place | None, Words]:
        """Return the room of "in the kitchen" and what follows it; None without one."""
        if not words or self.lexicon.sense(words[:1], Tag.IN) is None:
            return None, words
        begin = 1 + (self.lexicon.sense(words[1:2], Tag.DETERMINER) is not None)
        for size in range(min(index.longest, len(words) - begin), 0, -1):
            thing = index.things.get(words[begin : begin + size])
            if thing and thing.place:
                return thing.place, words[begin + size :]
        return None, words

    def _with_modes(
        self, tokens: Words, targets: Targets, modes: Mapping[str, str], onto: frozenset[str]
    ) -> Words:
        """Return the tokens with the modes of a thermostat as what is only a mode."""
        data = self.lexicon.file("targets")
        found: list[str] = []
        tokens = self._with_both_modes(tokens)
        for place, token in enumerate(tokens):
            before = tokens[place - 1] if place else COMMA
            joined = before in data["joints"] and place > 1 and self._is_value(tokens[place - 2])
            told = self.lexicon.sense((before,), Tag.ATTRIBUTE) == "mode"  # "AC mode dry"
            follows = before in onto or self._is_value(before) or joined or told
            value = place + 1 + (tokens[place + 1 : place + 2] == (data["becomes"],))
            counted = value < len(tokens) and self._is_value(tokens[value])
            named = self._named_before(tokens, place + 1, targets)  # "office heating 20"
            follows |= counted and place > 0 and not (named or self._ends(tokens, place - 1))
            alone = tokens[place + 1 : place + 2] not in {("mode",), ("up",), ("down",), ("the",)}
            front = found[:-1] if joined else found
            if token in modes and follows and alone and self._is_of_climate(front, targets):
                if before in onto or joined or told:
                    found.pop()
                found += modes[token].split()
            else:
                found.append(token)
        return tuple(found)

    def _with_both_modes(self, tokens: Words) -> Words:
        """Return "heat cool" as the one word that it is."""
        for said, word in self.lexicon.file("targets")["both_modes"].items():
            words = words_of(said)
            for place in range(len(tokens) - len(words), -1, -1):
                if tokens[place : place + len(words)] == words:
                    tokens = (*tokens[:place], word, *tokens[place + len(words) :])
        return tokens

    def _ends(self, tokens: Sequence[str], place: int) -> bool:
        """Return whether a clause may end here."""
        if place >= len(tokens) or tokens[place] in MARKS:
            return True
        ends = tokens[place] in self.lexicon.file("targets")["clause_ends"]
        return ends or self.lexicon.length(tokens, _POLITE, place) > 0

    def _is_value(self, token: str) -> bool:
        units = self.lexicon.file("targets")["units_of_modes"]
        return token in units or number_at((token,), 0, self.lexicon.language) is not None

    def _is_of_climate(self, tokens: Sequence[str], targets: Targets) -> bool:
        """Return whether a thermostat is named last in the clause that tokens are the end of."""
        index = targets.index
        for end in range(len(tokens), 0, -1):
            if self._ends(tokens, end - 1) and not self._fills(tokens, end, index):
                return False
            named = self._named_before(tokens, end, targets)
            if any(index.devices[number].domain == _MODAL for number in named):
                return True
        return False

    def _fills(self, tokens: Sequence[str], end: int, index: HomeIndex) -> bool:
        """Return whether words that only fill a clause end here: "(the AC) should be"."""
        starts = (place for place in range(max(0, end - _LONGEST_FILLER), end))
        fills = any(self.lexicon.length(tokens, {Tag.FILLER}, n) >= end - n for n in starts)
        return fills and tokens[end - 1] not in {*MARKS, *index.own_words}

    def _named_before(self, tokens: Sequence[str], end: int, targets: Targets) -> Numbers:
        """Return the devices of which the words right in front of a place can be said."""
        index = targets.index
        for length in range(min(index.longest, end), 0, -1):
            words = tuple(tokens[end - length : end])
            if thing := index.things.get(words):
                return targets.members(thing)
        return index.by_word.get(tokens[end - 1], NOTHING) if end else NOTHING


def _is_named(words: Words, index: HomeIndex) -> bool:
    """Return whether words mean something of the home, too."""
    return words in index.things or (len(words) == 1 and words[0] in index.by_word)


def as_one(words: Words) -> str:
    """Return words as one that means nothing else: "night" is no hour."""
    return f"{'_'.join(words)}_"


def longest_own_word(
    taken: Mapping[Words, Numbers], tokens: Words, start: int, language: str
) -> Words:
    """Return the longest words of devices that begin at a token, none without any.

    A number may be said in words: "channel four".
    """
    for length in range(min(4, len(tokens) - start), 0, -1):
        words = tokens[start : start + length]
        if words in taken:
            return words
        counted = tuple(_in_digits(word, language) for word in words) if length > 1 else words
        if counted in taken:
            return counted
    return ()


@lru_cache(4096)
def _in_digits(word: str, language: str) -> str:
    found = number_at((word,), 0, language)
    return str(int(found[0])) if found and found[0].is_integer() else word
