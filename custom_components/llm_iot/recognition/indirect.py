"""Requests that are no plain command, as one: "it would be nice if the blinds were closed".

What comes out is only as clear as what went in: the grammar of plain commands judges it.
"""

from dataclasses import dataclass
from typing import Final

from .lexicon import Tag, Words
from .numerals import number_at
from .phrases import Opening, Phrases
from .segment import Segment
from .tokenizer import words_of

_STANDING: Final = frozenset({Tag.PARTICLE, Tag.RELATIVE})
_COMPARING: Final = frozenset({Tag.RELATIVE, Tag.AMOUNT})
_VALUES: Final = frozenset({Tag.LEVEL, Tag.COLOUR, Tag.WHITE, Tag.AMOUNT})
_WAYS: Final = frozenset({"raise", "lower"})
_UNIT: Final = 2
"""Words that are more than the unit behind a number."""
_LONGEST_DOER: Final = 3
"""Most words of whom is told to do something: "the robot upstairs"."""
_GENERAL: Final = "put"
"""The verb of a language's commands that takes any state or value."""


@dataclass(frozen=True)
class Indirect:
    """Turns requests of one language into plain commands."""

    phrases: Phrases

    def command(self, segment: Segment) -> Words | None:
        """Return the plain command that a segment asks for, None if it asks for none."""
        words = segment.words
        match segment.opening:
            case None | Opening.SAID:
                return self._plain(words, softened=segment.softened)
            case Opening.VERB:
                return self._verb(words)
            case Opening.GERUND:
                return self._other_form(words)
            case Opening.STATE:
                return self._state(words) or self._had_done(segment)
            case Opening.WISH:
                return self._wish(words)
            case Opening.HOPE:
                return self._hope(words)
            case Opening.PERMISSION:
                return self._verb(words) if segment.softened else None
            case Opening.INVERTED:
                asked = segment.softened or self._is_polite_passive(segment)
                found = self._demanded(words, "inverted_links") if asked else None
                polite = segment.softened or self.phrases.contains(
                    "polite_inverted", segment.opened
                )
                return found or (self._demanded(words, "inverted_values") if polite else None)

    def _is_polite_passive(self, segment: Segment) -> bool:
        """Return whether words ask for a deed: "could the lamp be turned off", but not "be on"."""
        words = segment.words
        if not self.phrases.contains("polite_inverted", segment.opened):
            return False
        return any(
            words[place + length : place + length + 1]
            and words[place + length] in self.phrases.bases
            for place in range(1, len(words))
            if (length := self.phrases.length("inverted_links", words, place))
        )

    def is_elliptic(self, words: Words) -> bool:
        """Return whether words are only a device and whether it is to be on: "the lamp off"."""
        return any(
            self._is(words[place:], frozenset({Tag.PARTICLE}), whole=True)
            or self._is_level(words[place:])
            or self._is_shift(words[place:])
            or self._is_shared(words[place:])
            for place in range(1, len(words))
        )

    def directs(self, words: Words) -> bool:
        """Return whether words are a device and where it is to go: "lamp to ten", "TV up a bit".

        So nobody tells how a thing is.
        """
        return any(
            self._is_shift(words[place:]) or (self._goes_to(words[place:]))
            for place in range(1, len(words))
        )

    def _goes_to(self, words: Words) -> bool:
        """Return whether words are a number to go to, and no level such as "full"."""
        return self._is_level(words) and not self._is(words, frozenset({Tag.LEVEL}), whole=True)

    def _is_shift(self, words: Words) -> bool:
        """Return whether words are a way and how far: "up a degree", "down a bit"."""
        lexicon, behind = self.phrases.lexicon, words[1:]
        if lexicon.sense(words[:1], Tag.PARTICLE) not in _WAYS or not behind:
            return False
        number = number_at(behind, 0, lexicon.language)
        counted = number[1] if number else int(self.phrases.has("articles", behind[0]))
        measured = self._is(behind[counted:], frozenset({Tag.UNIT}), whole=True)
        return self._is(behind, frozenset({Tag.AMOUNT}), whole=True) or bool(counted and measured)

    def is_short(self, words: Words) -> bool:
        """Return whether words are a device and how it is to be: "lamp off", "TV a bit louder"."""
        compared = any(self._compares(words[place:]) for place in range(1, len(words)))
        return compared or self.is_elliptic(words)

    def is_directed(self, words: Words) -> bool:
        """Return whether words begin with "off with"."""
        return self._directed(words) is not None

    def is_state(self, words: Words) -> bool:
        """Return whether words are a state and nothing else: "off"."""
        return self._is(words, frozenset({Tag.PARTICLE}), whole=True)

    def _plain(self, words: Words, *, softened: bool) -> Words | None:
        """Read a command, or a sentence about a device that needs to be so."""
        return (
            self._directed(words)
            or self._demanded(words, "links")
            or self._going(words)
            or (words if self.phrases.does(words) else None)
            or self._permitted(words, softened=softened)
        )

    def _verb(self, words: Words) -> Words | None:
        """Read what stands behind "could you"."""
        if directed := self._directed(words):
            return directed
        if not self.phrases.does(words):
            return None
        return (self._state(words[1:]) if self.phrases.has("having", words[0]) else None) or words

    def _other_form(self, words: Words) -> Words | None:
        """Read "turning on the light" and "turned on the light" as a command."""
        base = self.phrases.bases.get(words[0]) if words else None
        if base is None:
            return None
        return (base, *words[1:])

    def _state(self, words: Words) -> Words | None:
        """Read "the light on", "the light to be turned on", "the light at ten percent"."""
        found = self._demanded(words, "links") or self._infinitive(words)
        if found := found or self._going(words, "infinite_goes"):
            return found
        for place in range(1, len(words)):
            if found := self._predicated(words[:place], words[place:], linked=True):
                return found
        return None

    def _had_done(self, segment: Segment) -> Words | None:
        """Read "Rosie vacuum" behind "can you have" as the plain command "have Rosie vacuum"."""
        has, words = segment.opened[-1], segment.words
        does = any(self.phrases.does(words, place) for place in range(1, _LONGEST_DOER + 1))
        return (has, *words) if self.phrases.has("having", has) and does else None

    def _infinitive(self, words: Words) -> Words | None:
        """Read "the dishwasher to run" and "Robby to clean the hall"."""
        for place in range(1, len(words) - 1):
            if words[place] == self.phrases.data["infinitive"] and self.phrases.does(
                words[place + 1 : place + 2]
            ):
                return (words[place + 1], *words[:place], *words[place + 2 :])
        return None

    def _wish(self, words: Words) -> Words | None:
        """Read "the light were on", "you turned on the light", "we could have the light on"."""
        for length in range(3, 0, -1):
            if words[:length] in self.phrases.group("addressed"):
                rest = words[length:]
                if rest and self.phrases.has("having", rest[0]):
                    return self._state(rest[1:])
                return self._other_form(rest) or self._verb(rest)
        return (
            self._ended(words)
            or self._demanded(words, "wish_links", "links")
            or self._going(words, "wish_goes")
        )

    def _ended(self, words: Words) -> Words | None:
        """Read "the light is no longer on": it is to be off."""
        for place in range(1, len(words)):
            length = self.phrases.length("no_longer", words, place)
            if length and len(words) == place + length + 1:
                opposite = self.phrases.data["opposites"].get(words[-1])
                return self._predicated(words[:place], (opposite,)) if opposite else None
        return None

    def _hope(self, words: Words) -> Words | None:
        """Read "the light could be on", "you could turn on the light"."""
        if length := self.phrases.length("asked", words):
            return self._verb(words[length:])
        return self._demanded(words, "hope_links")

    def _demanded(self, words: Words, *groups: str) -> Words | None:
        """Read a device, that it needs to be, and how."""
        for place in range(1, len(words)):
            length = max(self.phrases.length(group, words, place) for group in groups)
            if not length:
                continue
            return self._predicated(words[:place], words[place + length :], linked=True)
        return None

    def _going(self, words: Words, group: str = "goes") -> Words | None:
        """Read "the lamp can go off" and "the lamp needs turning off"."""
        for place in range(1, len(words)):
            if length := self.phrases.length(group, words, place):
                rest = words[place + length :]
                return self._predicated(words[:place], rest) if self._stands(rest) else None
            if length := self.phrases.length("needs", words, place):
                rest = words[place + length :]
                gerund = bool(rest) and rest[0] in self.phrases.gerunds
                return self._predicated(words[:place], rest) if gerund else None
        return None

    def _permitted(self, words: Words, *, softened: bool) -> Words | None:
        """Read "the lamp can be turned off now", "the lamp could be brighter", "lamp off please".

        Without a word for now or of politeness, it may only say what is possible.
        """
        for place in range(1, len(words)):
            length = self.phrases.length("softened_links", words, place)
            rest = words[place + length :]
            if length and (softened or self._compares(rest)):
                return self._predicated(words[:place], rest, linked=True)
            told = any(self.phrases.has("finite", word) for word in words[:place])
            stands = self.is_state(words[place:]) or self._is_shared(words[place:])
            stands |= self._compares(words[place:])
            if softened and not told and stands:
                return self._predicated(words[:place], words[place:])
            if softened and (self._is_level(words[place:]) or self._is_shift(words[place:])):
                return self._predicated(words[:place], words[place:], linked=True)
        return None

    def _predicated(self, thing: Words, state: Words, *, linked: bool = False) -> Words | None:
        """Return the command that brings a thing into a state; None if the words are no state."""
        if not thing or not state or self.phrases.contains("negations", (*thing, *state)):
            return None
        if self.phrases.has("articles", thing[-1]) and not self.phrases.has(
            "it_subjects", thing[-1]
        ):
            return None  # "the heating at twenty" heats nothing called "the"
        also = self.phrases.group("also")
        if any((word,) in also and self._goes_on(thing, n + 1) for n, word in enumerate(thing)):
            return None  # "Rosie vacuum and turn", in front of "off the radio"
        if len(thing) > 1 and self.phrases.has("contracted", thing[0]):
            return None  # "it's late and Ben has to be up"
        if thing not in self.phrases.group("many") and any(
            self.phrases.has(group, thing[0]) for group in ("subjects", "asking")
        ):
            return None
        if base := self.phrases.bases.get(state[0]):
            return (base, *thing, *state[1:])
        if self._stands(state) or self._compares(state):
            return (_GENERAL, *thing, *state)
        return (_GENERAL, *thing, *state) if linked and self._is_value(state) else None

    def _goes_on(self, words: Words, place: int) -> bool:
        """Return whether another command begins at a word: "and turn", but not "and dock light"."""
        lexicon = self.phrases.lexicon
        if lexicon.length(words, {Tag.CARRIER}, place):
            return True
        length = lexicon.length(words, {Tag.VERB, Tag.LEAVE, Tag.REFUSE}, place)
        behind = words[place + length : place + length + 1]
        return length > 0 and any(self.phrases.has("determiners", word) for word in behind)

    def _is_shared(self, words: Words) -> bool:
        """Return whether words are a state that another thing shares: "on and the fan"."""
        shares = words[1:2] in self.phrases.group("also") and self.is_state(words[:1])
        return shares and any(self.phrases.has("determiners", word) for word in words[2:3])

    def _stands(self, words: Words) -> bool:
        """Return whether words begin with a state such as "on" or "brighter"."""
        return self._is(words, _STANDING)

    def _is_value(self, words: Words) -> bool:
        """Return whether words begin like a value: "red", "at forty percent", "half open"."""
        if self._is(words, _VALUES):
            return True
        behind = words[1:] if self._is(words[:1], frozenset({Tag.TO})) else words
        if not behind:
            return True  # the number is still to come
        written = self.phrases.lexicon.file("targets")["homophones"]
        for size in (2, 1):  # "a hundred percent"
            if meant := written.get(" ".join(behind[:size])):
                behind = (*words_of(meant), *behind[size:])
                break
        return number_at(behind, 0, self.phrases.lexicon.language) is not None

    def _compares(self, words: Words) -> bool:
        """Return whether words are a way to go, and how far: "warmer", "two degrees warmer"."""
        if self._is(words, _COMPARING):
            return True
        number = number_at(words, 0, self.phrases.lexicon.language)
        behind = words[number[1] :] if number else ()
        measured = self._is(behind[:1], frozenset({Tag.UNIT}))
        return self._is(behind[measured:], _COMPARING)

    def _is_level(self, words: Words) -> bool:
        """Return whether words are a value to go to: "to twenty percent", "halfway down"."""
        if self._is(words[:1], frozenset({Tag.PARTICLE})):
            words = words[1:]
        goes = len(words) > 1 and self._is(words[-1:], frozenset({Tag.PARTICLE}), whole=True)
        if self._is(words[:-1] if goes else words, frozenset({Tag.LEVEL}), whole=True):
            return True
        if not self._is(words[:1], frozenset({Tag.TO})):
            return False
        number = number_at(words, 1, self.phrases.lexicon.language)
        return number is not None and len(words) - number[1] < _UNIT

    def _is(self, words: Words, tags: frozenset[Tag], *, whole: bool = False) -> bool:
        """Return whether words begin with a phrase in one of some roles, or are one."""
        lexicon = self.phrases.lexicon
        if whole:
            return any(entry.tag in tags for entry in lexicon.entries(words))
        return lexicon.length(words, tags) > 0

    def _directed(self, words: Words) -> Words | None:
        """Read "off with the light"."""
        verb, length = self.phrases.towards(words)
        return (*verb.split(), *words[length:]) if length else None
