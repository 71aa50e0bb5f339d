"""Requests that are no plain command, as one: "it would be nice if the blinds were closed".

What comes out is only as clear as what went in: the grammar of plain commands judges it.
"""

from dataclasses import dataclass

from .lexicon import Tag, Words
from .segments import Opening, Phrases, Segment

_STANDING: frozenset[Tag] = frozenset({Tag.PARTICLE, Tag.RELATIVE})
_GENERAL = "set"
"""The verb of a language's commands that takes any state or value."""


@dataclass(frozen=True)
class Indirect:
    """Turns requests of one language into plain commands."""

    phrases: Phrases

    def command(self, segment: Segment) -> Words | None:
        """Return the plain command that a segment asks for, None if it asks for none."""
        words = segment.words
        match segment.opening:
            case None:
                return self._plain(words)
            case Opening.VERB:
                return self._verb(words)
            case Opening.GERUND:
                return self._other_form(words)
            case Opening.STATE:
                return self._state(words)
            case Opening.WISH:
                return self._wish(words)
            case Opening.SAID:
                return self._plain(words)
            case Opening.PERMISSION:
                return self._verb(words) if segment.softened else None

    def _plain(self, words: Words) -> Words | None:
        """Read a command, or a sentence about a device that needs to be so."""
        length = self._towards(words)
        if length:
            return (*self._verb_towards(words[:length]), *words[length:])
        if found := self._demanded(words, "links"):
            return found
        if found := self._going(words):
            return found
        return words if self.phrases.does(words) else None

    def _verb(self, words: Words) -> Words | None:
        """Read what stands behind "could you"."""
        length = self._towards(words)
        if length:
            return (*self._verb_towards(words[:length]), *words[length:])
        if not self.phrases.does(words):
            return None
        return (self._state(words[1:]) if words[0] in {"have", "get"} else None) or words

    def _other_form(self, words: Words) -> Words | None:
        """Read "turning on the light" and "turned on the light" as a command."""
        base = self.phrases.bases.get(words[0]) if words else None
        if base is None:
            return None
        return (base, *words[1:])

    def _state(self, words: Words) -> Words | None:
        """Read "the light on", "the light to be turned on"."""
        if found := self._demanded(words, "links"):
            return found
        for place in range(1, len(words)):
            if found := self._predicated(words[:place], words[place:]):
                return found
        return None

    def _wish(self, words: Words) -> Words | None:
        """Read "the light were on", "you turned on the light", "we could have the light on"."""
        for length in range(3, 0, -1):
            if words[:length] in self.phrases.group("addressed"):
                rest = words[length:]
                if rest and rest[0] in {"have", "had", "get", "got"}:
                    return self._state(rest[1:])
                return self._other_form(rest) or self._verb(rest)
        return self._demanded(words, "wish_links", "links")

    def _demanded(self, words: Words, *groups: str) -> Words | None:
        """Read a device, that it needs to be, and how."""
        for place in range(1, len(words)):
            length = max(self.phrases.length(group, words, place) for group in groups)
            if not length:
                continue
            return self._predicated(words[:place], words[place + length :], linked=True)
        return None

    def _going(self, words: Words) -> Words | None:
        """Read "the lamp can go off" and "the lamp needs turning off"."""
        for place in range(1, len(words)):
            if length := self.phrases.length("goes", words, place):
                rest = words[place + length :]
                return self._predicated(words[:place], rest) if self._stands(rest) else None
            if length := self.phrases.length("needs", words, place):
                rest = words[place + length :]
                gerund = bool(rest) and rest[0].endswith("ing")
                return self._predicated(words[:place], rest) if gerund else None
        return None

    def _predicated(self, thing: Words, state: Words, *, linked: bool = False) -> Words | None:
        """Return the command that brings a thing into a state; None if the words are no state."""
        if not thing or not state or self.phrases.contains("negations", (*thing, *state)):
            return None
        if any(self.phrases.has(group, thing[0]) for group in ("subjects", "asking")):
            return None
        if base := self.phrases.bases.get(state[0]):
            return (base, *thing, *state[1:])
        if self._stands(state):
            return (_GENERAL, *thing, *state)
        return (_GENERAL, *thing, *state) if linked and self._is_value(state) else None

    def _stands(self, words: Words) -> bool:
        """Return whether words begin with a state such as "on" or "brighter"."""
        return self._is(words, _STANDING)

    def _is_value(self, words: Words) -> bool:
        """Return whether words begin like a value."""
        values = {Tag.TO, Tag.LEVEL, Tag.COLOUR, Tag.WHITE, Tag.AMOUNT, Tag.RELATIVE}
        return self._is(words, frozenset(values)) or words[0].isdecimal()

    def _is(self, words: Words, tags: frozenset[Tag]) -> bool:
        lexicon = self.phrases.lexicon
        lengths = range(1, min(lexicon.longest, len(words)) + 1)
        return any(
            entry.tag in tags for length in lengths for entry in lexicon.entries(words[:length])
        )

    def _towards(self, words: Words) -> int:
        """Return how many words "off with" has at the beginning, 0 if it is not there."""
        return 2 if " ".join(words[:2]) in self.phrases.data.get("towards", {}) else 0

    def _verb_towards(self, words: Words) -> Words:
        verb: str = self.phrases.data["towards"][" ".join(words)]
        return tuple(verb.split())
