"""What a sentence tells of people around a command: where they are, what is theirs, who comes.

"I'm in the kitchen, lights on" is "in the kitchen, lights on", "Anna wants her lamp dimmer" is
"Anna's lamp dimmer", "let the guests in through the gate" is "open the gate".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ..models import Device
from ..table.common import GUARDED
from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .phrase_table import PhraseTable
from .rooms import NOTHING
from .tokenizer import MARKS, is_number, words_of

_LOCK: Final = "lock"
_OWNING: Final = ("s",)
_STATING: Final = (Tag.PARTICLE, Tag.RELATIVE, Tag.COLOUR)
"""Roles of words that tell how something is to be."""
_GUESTS: Final = 4
"""Most words for who is to be let in."""


@dataclass(frozen=True, eq=False)
class People:
    """Knows such words of one language (`words/<language>/people.json`)."""

    lexicon: Lexicon

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        return self.lexicon.file("people")

    @cached_property
    def _phrases(self) -> Mapping[str, PhraseTable[str]]:
        return self.lexicon.tables("people")

    def plain(self, words: Words, begin: int, index: HomeIndex) -> Words:
        """Return a command without them; it begins at a word, behind what is only polite."""
        words = self._where(self._wished(words, begin), begin, index)
        words = self._for_themselves(self._theirs(words, begin, index), index)
        words = self._allowed(words, begin, index)
        return self._let_in(self._called_back(self._left(words), index), begin, index)

    def asked_by(self, words: Words, begin: int, index: HomeIndex) -> Words:
        """Return "the lamp and the fan on" for "grandma would like the lamp and the fan on".

        Who asks for it changes nothing, where that is all and it is said how the things are to be.
        """
        named = words[self._asking(words, begin, index) :]
        if len(named) == len(words):
            return words
        stated = any(self._is((word,), *_STATING) or is_number(word) for word in named)
        told = self._is(named[:1], Tag.DETERMINER, Tag.ALL) or named[:1] in index.things
        told &= named[:1] not in self._phrases["theirs"]
        return (*words[:begin], *named) if told and stated else words

    def _asking(self, words: Words, begin: int, index: HomeIndex) -> int:
        """Return where it begins what somebody else asks for, 0 if nobody does."""
        place = begin + self._is(words[begin : begin + 1], Tag.DETERMINER)
        somebody = self._phrases["folk"].length(words[place:])
        if not somebody and place == begin:
            named = (word + ending for word in words[place : place + 1] for ending in _OWNING)
            somebody = int(any(each in index.by_word for each in named))
        wants = self._phrases["asking_for"].length(words[place + somebody :]) if somebody else 0
        return place + somebody + wants if wants else 0

    def _wished(self, words: Words, begin: int) -> Words:
        """Return "turn on the lamp and the fan, and the TV off" for "I need the lamp and the ...".

        The "and" of the wish ends it in front of the other one.
        """
        wishes = self.lexicon.file("forms")["wanting"]
        wish = any(" ".join(words[n:begin]) in wishes for n in range(begin))
        end = next((n for n in range(begin, len(words)) if words[n] in MARKS), len(words))
        named = words[begin:end]
        joined = any(self._is((word,), Tag.AND) for word in named)
        acts = any(self._is((word,), Tag.PARTICLE, Tag.CARRIER) for word in named)
        if wish and joined and not acts and self._is(words[end + 1 : end + 2], Tag.AND):
            return (*words[:begin], *words_of(self._data["have"]), *words[begin:])
        return words

    def _where(self, words: Words, begin: int, index: HomeIndex) -> Words:
        """Return "in the hall, lights on" for "I'm in the hall, lights on"."""
        length = self._phrases["being"].length(words[begin:])
        inside = words[begin + length :]
        placed = self._is(inside[:1], Tag.IN)
        rest = inside[1 + self._is(inside[1:2], Tag.DETERMINER) :] if placed else inside
        size = _longest_place(rest, index, adverb=not placed) if length else 0
        return (*words[:begin], *inside) if size and len(rest) > size + 1 else words

    def _theirs(self, words: Words, begin: int, index: HomeIndex) -> Words:
        """Return "Anna's lamp dimmer" for "Anna wants her lamp dimmer"."""
        wants = self._phrases["wanting"].length(words[begin + 1 :])
        behind = words[begin + 1 + wants :]
        if not wants or behind[:1] not in self._phrases["theirs"]:
            return words
        named = (words[begin] + ending for ending in self._data["owned"])
        owner = next((each for each in named if each in index.by_word), None)
        return (*words[:begin], owner, *behind[1:]) if owner else words

    def _for_themselves(self, words: Words, index: HomeIndex) -> Words:
        """Return "Anna's one on" for "Anna wants hers on", of what was spoken of before."""
        for place in range(1, len(words) - 2):
            begin = place + 1
            wants = self._phrases["wanting"].length(words[begin:])
            behind = words[begin + wants :]
            if not wants or behind[:1] not in self._phrases["ones"]:
                continue
            if not self._is(behind[1:2], Tag.PARTICLE):
                continue  # "Anna wants his lamp on"
            named = (words[place] + ending for ending in self._data["owned"])
            if owner := next((each for each in named if each in index.by_word), None):
                return (*words[:place], owner, self._data["one"], *behind[1:])
        return words

    def _allowed(self, words: Words, begin: int, index: HomeIndex) -> Words:
        """Return "start Robby" for "Robby can start", of a single thing that is named."""
        for place in range(begin + 1, len(words) - 1):
            verb = words[place + 1 : place + 2]
            ends = words[place + 2 : place + 3]
            over = not ends or ends[0] in MARKS or self._is(ends, Tag.AND, Tag.THEN, Tag.FILLER)
            if words[place : place + 1] not in self._phrases["allowing"] or not over:
                continue
            named = self._are(words[begin:place], index, bool)
            if named and self.lexicon.sense(verb, Tag.VERB) in self._data["doing"]:
                return (*words[:begin], *verb, *words[begin:place], *words[place + 2 :])
        return words

    def _left(self, words: Words) -> Words:
        """Return "leave the lamp on" for "I want the lamp left on"."""
        for place in range(1, len(words) - 1):
            if words[place : place + 1] not in self._phrases["left"]:
                continue
            marks = (n for n in range(place - 1, -1, -1) if words[n] in MARKS)
            begin = next(marks, -1) + 1
            wish = self._phrases["wishing"].length(words[begin:])
            state = self._is(words[place + 1 : place + 2], Tag.PARTICLE, Tag.STAY)
            ends = words[place + 2 : place + 3]
            if wish and state and (not ends or ends[0] in MARKS or self._is(ends, Tag.AND)):
                thing = words[begin + wish : place]
                return (*words[:begin], self._data["leave"], *thing, *words[place + 1 :])
        return words

    def _called_back(self, words: Words, index: HomeIndex) -> Words:
        """Return "dock the mower" for "call the mower back", of what goes about by itself."""
        for place in range(len(words) - 2):
            back = next((n for n in range(place, len(words)) if words[n] in self._back), None)
            if words[place : place + 1] not in self._phrases["calling"] or back is None:
                continue
            ends = words[back + 1 : back + 2]
            thing = words[place + 1 : back] or words[back + 1 :]
            inside = bool(words[place + 1 : back])
            if inside and ends and ends[0] not in MARKS and not self._is(ends, Tag.AND, Tag.FILLER):
                continue
            if self._are(thing, index, lambda device: device.domain in self._returning):
                rest = words[back + 1 :] if inside else ()
                return (*words[:place], self._data["dock"], *thing, *rest)
        return words

    @cached_property
    def _back(self) -> frozenset[str]:
        return frozenset(self._data["back"])

    @cached_property
    def _returning(self) -> Sequence[str]:
        """Return the domains of what can be sent back to where it belongs."""
        return tuple(self.lexicon.file("actions")["senses"]["dock"])

    def _let_in(self, words: Words, begin: int, index: HomeIndex) -> Words:
        """Return "open the gate" for "let the guests in through the gate"."""
        begin = next((n + 1 for n in range(begin, len(words)) if words[n] in MARKS), begin)
        if words[begin : begin + 1] not in self._phrases["letting"]:
            return words
        if entry := self._entry(words, begin, index):
            return entry
        for place in range(begin + 2, min(begin + 2 + _GUESTS, len(words) - 1)):
            if words[place : place + 1] not in self._phrases["in"]:
                continue
            way = place + 1 + self._phrases["through"].length(words[place + 1 :])
            end = next((n for n in range(way, len(words)) if self._ends(words[n])), len(words))
            if self._are(words[way:end], index, _is_guarded):
                return (*words[:begin], self._data["open"], *words[way:])
        return words

    def _entry(self, words: Words, begin: int, index: HomeIndex) -> Words | None:
        """Return "open the gate" for "they are at the gate, let them in", else the door of a home.

        None where it is said what they come through, and of what is nobody: "let some air in",
        or a thing of the home: "let Moe out" is the mower.
        """
        end = next((n for n in range(begin, len(words)) if self._ends(words[n])), len(words))
        guests = words[begin + 1 : end - 1]
        inside = words[end - 1 : end] in self._phrases["in"]
        nobody = any((word,) in self._phrases["nobody"] for word in guests)
        if not inside or nobody or not 0 < len(guests) <= _GUESTS or index.is_name(guests):
            return None
        front = words[:begin]
        if any(self._is((word,), Tag.VERB, Tag.CARRIER) for word in front):
            return None
        spans = ((n, n + size) for size in range(index.longest, 0, -1) for n in range(len(front)))
        named = (front[start:stop] for start, stop in spans)
        gate = next((each for each in named if self._are(each, index, _is_guarded)), None)
        if gate:
            return (self._data["open"], *gate, *words[end:])
        verb = self._data["unlock" if index.of_kind(_LOCK) else "open"]
        return (*front, verb, *words_of(self._data["door"]), *words[end:])

    def _ends(self, word: str) -> bool:
        return word in MARKS or self._is((word,), Tag.AND, Tag.FILLER)

    def _are(self, words: Words, index: HomeIndex, fits: Callable[[Device], bool]) -> bool:
        """Return whether words name what fits: by a name, a kind or words of a name."""
        name = words[self._is(words[:1], Tag.DETERMINER) :]
        if not name:
            return False
        thing = index.things.get(name)
        called = (index.by_word.get(word, NOTHING) for word in name)
        readings = [frozenset.intersection(*called)]
        if thing:
            readings = [thing.named, index.of_kind(thing.kind), *readings]
        return any(all(map(fits, devices)) for each in readings if (devices := index.pick(each)))

    def _is(self, words: Words, *tags: Tag) -> bool:
        return any(entry.tag in tags for entry in self.lexicon.entries(words))


def _is_guarded(device: Device) -> bool:
    return device.kind in GUARDED


def _longest_place(words: Words, index: HomeIndex, *, adverb: bool) -> int:
    """Return how many words name a place; one said without "in" if `adverb` is set."""
    for size in range(min(index.longest, len(words)), 0, -1):
        thing = index.things.get(words[:size])
        if thing and thing.place and (thing.adverb or not adverb):
            return size
    return 0
