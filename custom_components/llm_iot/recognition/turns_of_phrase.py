"""Turns of phrase around a command: whose lamp it is, what it is for, how a thing does it.

"Close the blind in the hall and turn off its lamp" is about the lamp there, "dim the lamp to
make it cosy" dims the lamp, "make the fan blow harder" makes the fan stronger.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ..models import Device
from .errands import Errands
from .index import HomeIndex, Thing
from .lexicon import Lexicon, Tag, Words
from .media import Media
from .numerals import number_at
from .phrase_table import PhraseTable
from .tokenizer import MARKS, words_of

_SHORTEST_STEM: Final = 4
"""Letters that two words for one thing share at least: "charging" and "charger"."""


@dataclass(frozen=True, eq=False)
class TurnsOfPhrase:
    """Knows such turns of one language."""

    lexicon: Lexicon

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        return self.lexicon.file("targets")

    def plain(self, words: Words, index: HomeIndex) -> Words:
        """Return a command without them, in the words of a home."""
        things = index.things
        if scene := self._made(words, index):
            return scene
        words = self._without_being(Media(self.lexicon).plain(words, index), things)
        words = self._with_meant(self._with_exception(self._with_all_but(words)))
        words = self._in_both_rooms(self._counted(self._with_music(words)), things)
        words = self._in_their_room(words, things)
        words = self._set_back(words)
        words = self._without_its_deed(self._moved_out(words), index)
        words = Errands(self.lexicon).plain(words, index)
        words = self._made_light(words, things)
        words = self._without_purpose(self._without_doing(words, index))
        return self._with_owner(words, things)

    def _set_back(self, words: Words) -> Words:
        """Return "heating down a degree" for "heating back a degree"."""
        data = self._data["set_back"]
        backs = (n for n in range(1, len(words) - 1) if words[n] == data["back"])
        for place in backs:
            behind = words[place + 1 :]
            counted = number_at(behind, 0, self.lexicon.language) is not None
            counted |= self._is(behind[:1], Tag.DETERMINER)
            measured = counted and self._is(behind[1:2], Tag.UNIT)
            far = measured or any(self._is(behind[:size], Tag.AMOUNT) for size in (3, 2))
            if far:
                return (*words[:place], data["down"], *behind)
        return words

    def _with_music(self, words: Words) -> Words:
        """Return "play music" for "play us something", "the music everywhere" for all of it."""
        data: Mapping[str, str] = self._data["anything_played"]
        for place in range(len(words) - 1):
            for size in (3, 2):
                if said := data.get(" ".join(words[place : place + size])):
                    return (*words[:place], *words_of(said), *words[place + size :])
        return words

    def _counted(self, words: Words) -> Words:
        """Return "the lights in the cellar" for "some light in the cellar"."""
        data = self._data["uncounted"]
        for place in range(len(words) - 2):
            phrase = (n for n in (3, 2, 1) if " ".join(words[place : place + n]) in data["some"])
            size = next(phrase, 0)
            several = data["things"].get(" ".join(words[place + size : place + size + 1]))
            end = place + size + 1
            if size and several and self._is(words[end : end + 1], Tag.IN, Tag.HERE):
                return (*words[:place], *words_of(several), *words[end:])
        return words

    def _in_both_rooms(self, words: Words, things: Mapping[Words, Thing]) -> Words:
        """Return "both the blinds down" for "the blinds down in both rooms" where none is named."""
        place = next((n for n in range(len(words)) if self._both_rooms.length(words, n)), 0)
        if not place or any((thing := things.get((word,))) and thing.place for word in words):
            return words
        found = self._both_rooms.longest(words, place)
        for noun in range(place - 1, max(place - 3, -1), -1):
            thing = things.get((words[noun],))
            if found and thing and thing.plural:
                start = noun - int(self._is(words[noun - 1 : noun], Tag.DETERMINER))
                return (*words[:start], *found[0], *words[start:place], *words[found[1] :])
        return words

    @cached_property
    def _both_rooms(self) -> PhraseTable[Words]:
        said: Mapping[str, str] = self._data["in_both_rooms"]
        return PhraseTable({words_of(text): words_of(meant) for text, meant in said.items()})

    def _in_their_room(self, words: Words, things: Mapping[Words, Thing]) -> Words:
        """Return "the lights there" for "the lights in his room", where no room is called so."""
        data = self._data["owned"]
        for place in range(len(words) - 2):
            owner, room = words[place + 1 : place + 2], words[place + 2 : place + 3]
            theirs = owner[0] in data["by"] and room[0] in data["rooms"]
            if theirs and self._is(words[place : place + 1], Tag.IN) and room not in things:
                return (*words[:place], data["there"], *words[place + 3 :])
        return words

    def _made(self, words: Words, index: HomeIndex) -> Words:
        """Return "activate festive window" for "make the shop window look festive".

        Nothing where the scene with that word in its name is one of another room.
        """
        data = self._data["made"]
        begin = next((n for n, word in enumerate(words) if word in data["making"]), len(words))
        end = next((n for n in range(begin, len(words)) if self._ends(words[n])), len(words))
        about = [word for word in words[begin + 1 : end] if word not in data["looking"]]
        spoken = [word for word in about if self._only_scene(word, index)]
        scene = self._only_scene(spoken[0], index) if len(spoken) == 1 else None
        rest = [word for word in about if word not in spoken]
        named = frozenset(n for word in rest for n in index.by_word.get(word, ()))
        sizes = [(n, n + size) for size in (1, 2, 3) for n in range(len(rest) - size + 1)]
        places = [index.things.get(tuple(rest[start:stop])) for start, stop in sizes]
        inside = frozenset(n for each in places if each and each.place for n in each.place.devices)
        areas = {device.area_id for device in index.pick(inside or named)}
        if scene is None or self._acts(tuple(rest)) or not areas or scene.area_id not in areas:
            return ()
        return (*words[:begin], data["activate"], *words_of(scene.label), *words[end:])

    def _only_scene(self, word: str, index: HomeIndex) -> Device | None:
        """Return the scene that has a word in its name and is all that has it, None without one."""
        found = index.pick(index.by_word.get(word, frozenset()))
        return found[0] if len(found) == 1 and found[0].domain == "scene" else None

    def _without_being(self, words: Words, things: Mapping[Words, Thing]) -> Words:
        """Return "the lamp in the hall" for "the lamp that is in the hall".

        "The lights that aren't in the hall" are all lights except in the hall, and "any lights
        left on, put them off" are those that are named.
        """
        data = self._data["being_somewhere"]
        for place in range(1, len(words) - 2):
            said = {n: " ".join(words[place : place + n]) for n in (3, 2, 1)}
            size = next((n for n, text in said.items() if text in data["being"]), 0)
            if size and self._is(words[place + size : place + size + 1], Tag.IN):
                if self._is(words[place + size : place + size + 1], Tag.PARTICLE):
                    continue  # "the lamp that is on"
                return (*words[:place], *words[place + size :])
            size = next((n for n, text in said.items() if text in data["elsewhere"]), 0)
            if size and self._is(words[place + size : place + size + 1], Tag.IN):
                return (*words[:place], self._data["excepted"]["except"], *words[place + size :])
            size = next((n for n, text in said.items() if text in data["left_on"]), 0)
            if size and words[place - 1 : place] in things and self._acts_later(words[place:]):
                return (*words[:place], *words[place + size :])
        return words

    def _acts_later(self, words: Words) -> bool:
        """Return whether something is to be done behind a pause: "..., put them off"."""
        pause = next((n for n, word in enumerate(words) if word in MARKS), len(words))
        return self._acts(words[pause:])

    def _with_all_but(self, words: Words) -> Words:
        """Return "everything but the lamp off" for "anything but the lamp off".

        Where nothing is denied: "don't turn off anything but the lamp" is another wish. "But"
        leaves out a place behind "everywhere".
        """
        data: Mapping[str, str] = self._data["all_but"]
        denied = frozenset(self.lexicon.file("rambling")["negations"])
        for place, word in enumerate(words[:-1]):
            behind = words[place + 1 :]
            spares = behind[0] in self._data["but"] or self.lexicon.length(behind, {Tag.EXCEPT})
            if word in data and spares and denied.isdisjoint(words[:place]):
                return (*words[:place], data[word], *behind)
            named = self.lexicon.length(behind, {Tag.IN, Tag.DETERMINER}, 1)
            if self._is((word,), Tag.HOME) and behind[0] in self._data["but"] and named:
                return (*words[: place + 1], self._data["excepted"]["except"], *behind[1:])
        return words

    def _with_exception(self, words: Words) -> Words:
        """Return "lights off except the lamp" for "lights off, the lamp excepted"."""
        data = self._data["excepted"]
        if not words or words[-1] not in data["words"]:
            return words
        front = words[:-1]
        begin = next((n for n in range(len(front) - 1, 0, -1) if front[n] in MARKS), 0)
        return (*front[:begin], data["except"], *front[begin + 1 :]) if begin else words

    def _with_meant(self, words: Words) -> Words:
        """Return "off with the lights here" for "off with everything here, the lights I mean".

        Without an "everything" what is meant takes the place of what was said last.
        """
        data = self._data["meant_behind"]
        size = next((n for n in (3, 2) if " ".join(words[-n:]) in data), 0)
        front = words[:-size] if size else ()
        begin = next((n for n in range(len(front) - 1, 0, -1) if front[n] in MARKS), 0)
        if not begin:
            return words
        said, meant = front[:begin], front[begin + 1 :]
        for place in range(len(said)):
            for length in (3, 2, 1):
                if self._is(said[place : place + length], Tag.EVERYTHING):
                    return (*said[:place], *meant, *said[place + length :])
        return (*said, front[begin], *words[-size:], *meant)

    def _moved_out(self, words: Words) -> Words:
        """Return "put the awning open" for "put the awning out", of what comes out of its case."""
        data = self._data["coming_out"]
        for place, word in enumerate(words):
            if word not in data["ways"]:
                continue
            begin = next((n for n in range(place, 0, -1) if self._joins(words[n - 1])), 0)
            end = next((n for n in range(place, len(words)) if self._joins(words[n])), len(words))
            there = any(each in data["things"] for each in words[begin:end])
            inside = self._is((word,), Tag.IN) and place + 1 < end  # "in the garden"
            if there and not inside:
                parted = place > begin and self._is(words[place - 1 : place], Tag.CARRIER, Tag.VERB)
                front = words[: place - 1] if parted else words[:place]  # "put out the awning"
                return (*front, data["ways"][word], *words[place + 1 :])
        return words

    def _without_its_deed(self, words: Words, index: HomeIndex) -> Words:
        """Return "stop the car charger" for "stop charging the car", which is called so here."""
        data = self._data["deeds"]
        for place in range(1, len(words) - 1):
            stem = words[place].removesuffix(data["ending"])
            starts = words[place - 1] in data["verbs"] and stem != words[place]
            known = self.lexicon.entries(words[place : place + 1])
            if not starts or known or len(stem) < _SHORTEST_STEM:
                continue
            begin = place + 1 + self._is(words[place + 1 : place + 2], Tag.DETERMINER)
            for number in index.by_word.get(words[begin], ()) if begin < len(words) else ():
                name = words_of(index.devices[number].name)
                other = {word for word in name if word.startswith(stem)} - {words[begin]}
                if words[begin] in name and other:
                    return (*words[:place], *name, *words[begin + 1 :])
        return words

    def _made_light(self, words: Words, things: Mapping[Words, Thing]) -> Words:
        """Return "light up the hall" for "make it light in the hall", "make the hall light".

        To make it bright is to have its lights full.
        """
        data = self._data["made_light"]
        for place in range(2, len(words)):
            verb = next((n for n in range(place) if words[n] in data["making"]), place)
            said, behind = words[verb + 1 : place], words[place + 1 :]
            end = next((n for n, word in enumerate(behind) if self._joins(word)), len(behind))
            inside = self._is(behind[:1], Tag.IN, Tag.HERE) or behind[:2] == ("in", "here")
            if words[place] not in data["ways"] or not (inside or not behind[:end]):
                continue
            very = next((n for n in (2, 1) if " ".join(said[-n:]) in data["very"]), 0)
            said = said[: len(said) - very]
            where = behind[:end] if self._is(said, Tag.PRONOUN) else said
            room = things.get(said[self._is(said[:1], Tag.DETERMINER) :])
            if where == said:
                if room is None or not room.place or behind[:end]:
                    continue  # "make the hall light blue"
                where = (self._data["inside"], *said)
            if where:
                front, rest = data["ways"][words[place]]
                told = (*words_of(front), *where, *words_of(rest))
                return (*words[:verb], *told, *behind[end:])
        return words

    def _ends(self, word: str) -> bool:
        """Return whether a word belongs to a clause no more, or is only polite."""
        return self._joins(word) or self._is((word,), Tag.FILLER)

    def _without_doing(self, words: Words, index: HomeIndex) -> Words:
        """Return "make the fan harder" for "make the fan blow harder"."""
        for place in range(2, len(words) - 1):
            if words[place] not in self._data["doing_words"]:
                continue
            behind = words[place + 1 :]
            much = next((n for n in range(3, 0, -1) if self._is(behind[:n], Tag.AMOUNT)), 0)
            compared = self._is(behind[much : much + 1], Tag.RELATIVE)
            named = words[place - 1] in index.before.get(words[place], ())  # "the telly glow"
            if compared and not named:
                return (*words[:place], *words[place + 1 :])
        return words

    def _without_purpose(self, words: Words) -> Words:
        """Return "dim the lamp" for "dim the lamp to make it cosy"."""
        data = self._data["purposes"]
        for place in range(2, len(words) - 1):
            sizes = (n for n in (3, 2, 1) if " ".join(words[place : place + n]) in data["to"])
            verb = place + next(sizes, 0)
            if verb == place or words[verb : verb + 1] not in self._purposes:
                continue
            end = next((n for n in range(place, len(words)) if self._joins(words[n])), len(words))
            alone = end == verb + 1  # "set the fan to sleep" is its word for a mode
            if not alone and self._acts(words[:place]) and not self._is_measured(words[verb:end]):
                return (*words[:place], *words[end:])
        return words

    @cached_property
    def _purposes(self) -> frozenset[Words]:
        return frozenset((word,) for word in self._data["purposes"]["verbs"])

    def _acts(self, words: Words) -> bool:
        """Return whether something is to be done already; "I am going" is no command."""
        return any(self._is((word,), Tag.VERB, Tag.CARRIER) for word in words)

    def _is_measured(self, words: Words) -> bool:
        """Return whether words have a value, so that they may be what is to be done."""
        return any(self._is((word,), Tag.UNIT, Tag.LEVEL, Tag.COLOUR) for word in words)

    def _joins(self, word: str) -> bool:
        return word in MARKS or self._is((word,), Tag.AND, Tag.THEN)

    def _with_owner(self, words: Words, things: Mapping[Words, Thing]) -> Words:
        """Return "and turn off the lamp there" for "and turn off its lamp".

        Something has to be named before, or the sentence to go on from another: else nobody
        knows whose it is.
        """
        data = self._data["owned"]
        goes_on = self._is(words[:1], Tag.AND)
        for place in range(2, len(words) - 1):
            if words[place] not in data["by"] or not self._is_done(words[:place]):
                continue
            before = words[: place - 1]
            named = goes_on or any(before[n : n + 1] in things for n in range(len(before)))
            begin = place + 1
            end = next((n for n in range(begin + 3, begin, -1) if words[begin:n] in things), 0)
            if named and end:
                thing = words[begin:end]
                return (*words[:place], data["the"], *thing, data["there"], *words[end:])
        return words

    def _is_done(self, words: Words) -> bool:
        """Return whether something is done to what follows: behind "and", or a verb."""
        return self._is(words[-1:], Tag.CARRIER, Tag.VERB, Tag.AND, Tag.PARTICLE)

    def _is(self, words: Words, *tags: Tag) -> bool:
        return any(entry.tag in tags for entry in self.lexicon.entries(words))
