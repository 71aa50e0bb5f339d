"""Nouns said once for several: "living and dining rooms", "desks 11 and 21"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .index import HomeIndex, Thing
from .label_ranges import with_all_labels
from .lexicon import Lexicon, Tag, Words
from .rooms import NOTHING, singular
from .tokenizer import MARKS, words_of

_PLURAL = "s"
_STATES = (Tag.PARTICLE, Tag.COLOUR, Tag.WHITE, Tag.TO)
"""Roles of words for what a thing is to be."""


@dataclass(frozen=True)
class SharedNouns:
    """Says such nouns with each of what they belong to, in one home."""

    index: HomeIndex
    lexicon: Lexicon

    @property
    def _things(self) -> Mapping[Words, Thing]:
        return self.index.things

    def spread(self, tokens: Sequence[str]) -> Words:
        """Return the tokens with every noun in its place."""
        words = with_all_labels(tuple(tokens), self.index, self.lexicon)
        words = self._owners(self._parts(self._kinds(words)))
        return self._numbers(self._rooms(words))

    def _kinds(self, words: Words) -> Words:
        """Return "desk lamps 11 and 21" as "desk 11 lamp and desk 21 lamp".

        So they are called here; "desk lamp 1" that is called so stays as it is.
        """
        for place in range(len(words) - 2):
            noun, kind = words[place].removesuffix(_PLURAL), words[place + 1]
            thing = self._things.get((kind,))
            labels = self._labels(noun)
            if not labels or words[place + 2] not in labels or not (thing and thing.kind):
                continue
            if words[place + 2] in self._labels(kind.removesuffix(_PLURAL)):
                continue
            end = place + 3
            while end + 1 < len(words) and self._joins(words[end]) and words[end + 1] in labels:
                end += 2
            single = kind.removesuffix(_PLURAL)
            spread: list[str] = []
            for word in words[place + 2 : end]:
                spread += (noun, word, single) if word in labels else (word,)
            return (*words[:place], *spread, *self._kinds(words[end:]))
        return words

    def _parts(self, words: Words) -> Words:
        """Return "the AC fan" as "the AC fan speed", unless a fan of that name is at home."""
        parts: Mapping[str, Mapping[str, str]] = self.lexicon.file("targets")["parts_of_kinds"]
        for place in range(1, len(words)):
            owner = self._things.get(words[place - 1 : place])
            part = parts.get(owner.kind or "", {}).get(words[place]) if owner else None
            own = self.index.by_word.get(words[place - 1], NOTHING)
            thing = self._things.get(words[place : place + 1])
            called = thing and own & self.index.of_kind(thing.kind)
            if part and not called and words[place : place + 2] != words_of(part):
                return (*words[:place], *words_of(part), *words[place + 1 :])
        return words

    def _owners(self, words: Words) -> Words:
        """Return "mum and dad's lamps" as "mum's and dad's lamps", if both are owners here.

        A possessive behind the last of several people is that of all of them.
        """
        own = self.index.by_word
        for place in range(1, len(words) - 2):
            first, last = f"{words[place - 1]}{_PLURAL}", words[place + 1]
            joins = self.lexicon.sense((words[place],), Tag.AND) is not None
            both = first in own and last in own and last.endswith(_PLURAL)
            found = self.index.table.longest(words, place - 1)
            known = words[place - 1 : place] in self._things or (found and found[1] > place)
            if joins and both and not known:
                return (*words[: place - 1], first, *self._owners(words[place:]))
        return words

    def _joins(self, word: str) -> bool:
        return word in MARKS or self.lexicon.sense((word,), Tag.AND) is not None

    def _rooms(self, words: Words) -> Words:
        """Return "the living and dining rooms" as "the living room and dining room".

        And "Anna's and Max's room" as the rooms of both, "left and right lamps" as both lamps.
        """
        for place in range(3, len(words)):
            noun = words[place].removesuffix(_PLURAL)
            if not self._is_called((words[place - 1], noun)):
                continue
            link = place - 2
            if self.lexicon.sense((words[link],), Tag.DETERMINER) is not None:
                link -= 1  # "the green and the blue room"
            fronts = [words[link - size : link] for size in (2, 3, 4) if size <= link]
            whole = any(map(self._is_place, fronts[:1]))  # "ground floor"
            whole |= any(map(self.index.is_name, fronts))  # "the star ceiling and the floor fan"
            called = not whole and self._is_called((words[link - 1], noun))
            called = called and not (noun == words[place] and self._is_device(words[link - 1]))
            if called and self._joins(words[link]):
                front = (*words[:link], noun, *words[link:place], noun)
                return (*front, *self._rooms(words[place + 1 :]))
        return words

    def _is_called(self, words: Words) -> bool:
        """Return whether a room is called so, or a device that is not called after its room."""
        front = self._things.get(words[:1])
        of_room = front is not None and front.place is not None and front.place.area_id
        return self._is_place(words) or (self.index.is_name(words) and not of_room)

    def _is_device(self, word: str) -> bool:
        """Return whether a word is a whole name: in "the TV and the desk light" of a TV."""
        thing = self._things.get((word,))
        return thing is not None and bool(thing.named)

    def _is_place(self, words: Words) -> bool:
        thing = self._things.get(words)
        return thing is not None and thing.place is not None

    def _numbers(self, words: Words) -> Words:
        """Return "desks 11 and 21 on, 12 off" as "desk 11 and desk 21 on, desk 12 off".

        And "in meeting room 1, but not in 2" with the room in the place of its number.
        """
        kept: list[str] = []
        noun = spoken = ""
        room: Words = ()
        stem: Words = ()
        for place, word in enumerate(words):
            following = words[place + 1 : place + 2]
            single = singular(word)
            spoken = single if self._labels(single) else spoken
            if following and following[0] in self._labels(single):
                noun = single
                said = self._room([*kept, single])
                again = said == room[-1:]  # not of "meeting room 1 and storage 1"
                if again and len(room) > 1 and self._is_place((*room, following[0])):
                    kept += room[:-1]  # "meeting room 1 and room 2"
                kept.append(single)
                room = self._room(kept)
                stem = tuple(kept)
            elif room and word in self._labels(noun) and self._is_inside(words, place):
                kept += [*room, word]
            elif word in self._labels(spoken) and (
                alone := self._left_out(words, place) or self._alone(words, place)
            ):
                noun = spoken
                kept[len(kept) - alone + 1 :] = [noun, word]
            elif word in self._labels(noun) and (
                self._begins(words, place) or self._goes_on(words, place, noun)
            ):
                front = stem if stem[-1:] == (noun,) else (noun,)
                whole = room if room[-1:] == (noun,) else self.index.stem(front, word)
                kept += [*whole, word]
            else:
                kept.append(word)
        return tuple(kept)

    def _labels(self, noun: str) -> frozenset[str]:
        """Return the numbers, or letters, that stand behind a word in the names of this home."""
        return self.index.labels.get(noun) or self.index.lettered.get(noun, frozenset())

    def _room(self, words: Sequence[str]) -> Words:
        """Return what rooms with numbers are called that words end in, none if it is no room."""
        numbered = self.index.numbered
        ends = (tuple(words[begin:]) for begin in range(len(words)))
        return next((end for end in ends if numbered.get(end)), ())

    def _is_inside(self, words: Words, place: int) -> bool:
        """Return whether a number stands for a room: "in 2"."""
        before, following = words[place - 1 : place], words[place + 1 : place + 2]
        ends = not following or self._joins(following[0])
        return ends and self.lexicon.sense(before, Tag.IN) is not None

    def _left_out(self, words: Words, place: int) -> int:
        """Return how many words stand for an exception: "all desks off but not number 21"."""
        noun = int(words[place - 1] in self.lexicon.file("targets")["numbering"])
        begin = place - noun
        fronts = (words[begin - size : begin] for size in range(1, min(begin, 3) + 1))
        sparing = (Tag.EXCEPT, Tag.LEAVE)
        excepting = any(self.lexicon.sense(f, tag) is not None for f in fronts for tag in sparing)
        following = words[place + 1 : place + 2]
        ends = not following or self._joins(following[0])
        ends |= self.lexicon.length(words, {Tag.STAY}, place + 1) > 0  # "but keep 12 as it is"
        return noun + 1 if excepting and ends else 0

    def _alone(self, words: Words, place: int) -> int:
        """Return how many words stand for a thing: "all off, only number 1"; 0 if they do not."""
        noun = int(words[place - 1] in self.lexicon.file("targets")["numbering"])
        only = self.lexicon.sense(words[place - noun - 1 : place - noun], Tag.ONLY) is not None
        following = words[place + 1 : place + 2]
        ends = not following or self._joins(following[0])
        denied = self.lexicon.sense(following, Tag.NOT) is not None
        return noun + 1 if only and (ends or denied) else 0

    def _begins(self, words: Words, place: int) -> bool:
        """Return whether a number stands by itself for a thing: "and 21 on", but not "to 21"."""
        following = words[place + 1 : place + 2]
        ends = not following or self._joins(following[0])
        told = any(self.lexicon.sense(following, state) is not None for state in _STATES)
        return place > 0 and self._joins(words[place - 1]) and (ends or told)

    def _goes_on(self, words: Words, place: int, noun: str) -> bool:
        """Return whether a number stands in a row without a comma: "rows a b and c"."""
        labels = self._labels(noun)
        before = next((word for word in reversed(words[:place]) if word not in labels), "")
        return words[place - 1] in labels and before == f"{noun}{_PLURAL}"
