"""Whether what is told beside a command may ask for something, or change what was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .lexicon import Tag, Words
from .statements import Statements
from .tagging import Part
from .tokenizer import MARKS
from .topics import Topics

SAYING_HOW: Final = frozenset(
    {Tag.NUMBER, Tag.UNIT, Tag.COLOUR, Tag.WHITE, Tag.RELATIVE, Tag.LEVEL, Tag.CHOICE}
)
"""Roles of words that may tell how something is to be."""
_MEANING_OTHERS: Final = frozenset(
    {Tag.REST, Tag.EXCEPT, Tag.ONLY, Tag.REMAIN, Tag.INSTEAD, Tag.ELSEWHERE, Tag.DEMAND}
    | {Tag.ABOUT, Tag.TIME}
)
"""Roles of words that may change what is meant."""
ORDERS: Final = frozenset({Tag.VERB, Tag.CARRIER, Tag.LEAVE, Tag.REFUSE})


@dataclass(frozen=True)
class WishesTold:
    """Finds what is wished for in statements in one home."""

    statements: Statements
    topics: Topics

    def only_tells(self, words: Words) -> bool:
        """Return whether words are a statement that asks for nothing: "we have no beans"."""
        return self.statements.tells(words, plainly=True) and not self.may_ask(words, spares=False)

    def may_ask(self, words: Words, *, spares: bool) -> bool:
        """Return whether words may ask for something, or change what was asked for."""
        statements = self.statements
        asking = ("demanding", "sufficing", "limiting", "addressed")
        words = self._without_ended(words)
        if any(statements.contains(each, self._without_own_being(words)) for each in asking):
            return True
        if statements.length("pointing", words) and self._tells_state(words):
            return True  # "that goes off"
        parts = self.topics.parts(tuple(word for word in words if word not in MARKS))
        for place, part in enumerate(parts):
            behind = parts[place + 1] if place + 1 < len(parts) else None
            told = part.tag is Tag.UNIT and place > 0 and self._is_definite(parts[place - 1])
            if part.tag in SAYING_HOW and not (told or self._is_no_value(part, behind)):
                return True
            if part.tag in _MEANING_OTHERS or (part.tag is Tag.TOO and behind is None):
                return True
            if part.tag in {Tag.OTHER, Tag.ONE} and not (spares or self._is_of_people(part, parts)):
                return True
        ordered = any(
            first.tag in {Tag.AND, Tag.THEN} and second.tag in ORDERS
            for first, second in pairwise(parts)
        )
        return ordered or self._wants(words, spares=spares) or self._allows(words)

    def _without_ended(self, words: Words) -> Words:
        """Return words without what is over that is nothing of the home: "done with breakfast"."""
        for place in range(len(words)):
            length = self.statements.length("ended", words, place)
            if length and self._is_of_no_home(words[place + length :]):
                return words[:place]
        return words

    def _without_own_being(self, words: Words) -> Words:
        """Return words without how somebody is to be who is no thing: "we want to be cosy"."""
        person = self.statements.length("persons", words)
        being = self.statements.length("own_being", words, person) if person else 0
        return (*words[:person], *words[person + being :])

    def _tells_state(self, words: Words) -> bool:
        return any(self.statements.length("states", (word,)) for word in words)

    def _is_no_value(self, part: Part, behind: Part | None) -> bool:
        """Return whether a word tells how nothing is to be: "in the middle of a job"."""
        inside = part.tag is Tag.LEVEL and behind is not None and behind.tag is Tag.IN
        return inside or part.words in self.statements.tables["no_values"]

    def _is_definite(self, part: Part) -> bool:
        """Return whether what follows is a thing, and no unit that something is counted in."""
        indefinite = self.statements.length("indefinite", part.words)
        return part.tag is Tag.DETERMINER and not indefinite

    def _is_of_people(self, part: Part, parts: Sequence[Part]) -> bool:
        """Return whether "one" is nobody's lamp: "no one", and "the other side" no lamp either."""
        place = parts.index(part)
        behind = tuple(word for each in parts[place + 1 :] for word in each.words)
        young = place > 0 and self.statements.length("of_people", parts[place - 1].words)
        if young and self.statements.length("done_by_people", behind):
            return True  # "the little one is asleep"
        if part.tag is Tag.ONE:
            return place > 0 and parts[place - 1].text == self.topics.phrases.data["no"]
        return place + 1 < len(parts) and parts[place + 1].tag is Tag.UNKNOWN

    def _wants(self, words: Words, *, spares: bool) -> bool:
        """Return whether somebody wants something of the home, or has it so: "I like it dark"."""
        statements = self.statements
        for place in range(len(words)):
            if length := statements.length("wishing", words, place):
                behind = words[place + length :]
                if spares and statements.length("objects", behind):
                    continue  # "leave the lamp on, I still need it"
                own = self._of_others_doing(behind) or self._is_of_no_home(behind)
                if not own or statements.length("still", words, place - 1):
                    return True
            if length := statements.length("wanting", words, place):
                behind = words[place + length : place + length + 1]
                if behind and statements.length("objects", behind):
                    other = self._is_of_no_home(words[place + length :])  # "some peace"
                    if other or self._is_liked(words, place, length):
                        continue
                    return not spares
        return False

    def _is_liked(self, words: Words, place: int, length: int) -> bool:
        """Return whether somebody likes or hates what is no matter of how things are: "this song".

        "I like this brightness" is about just that.
        """
        parts = self.topics.parts(words[place + length :])
        likes = self.statements.length("liking", words, place)
        played = any((part.sense,) in self.statements.tables["played"] for part in parts[:2])
        named = [part.tag for part in parts[:2]] == [Tag.DETERMINER, Tag.UNKNOWN]
        return bool(likes) and (played or named)

    def _of_others_doing(self, words: Words) -> bool:
        """Return whether somebody wants to do something of their own: "to read"."""
        if words[:1] != (self.topics.phrases.data["infinitive"],):
            return False
        verb = words[1:2]
        if not verb or self.topics.phrases.has("acting", verb[0]):
            return False
        if any(part.tag is Tag.AMOUNT for part in self.topics.parts(words)):
            return False  # "to see a bit"
        return not any(self.statements.length("objects", words, n) for n in range(2, len(words)))

    def _is_of_no_home(self, words: Words) -> bool:
        """Return whether a thing follows that is nothing of the home: "a break"."""
        parts = self.topics.parts(words)
        if any(part.tag in {Tag.PARTICLE, Tag.AMOUNT} for part in parts):
            return False
        if not parts or parts[0].tag is not Tag.DETERMINER:
            return bool(parts) and parts[0].tag is Tag.UNKNOWN and len(parts) > 0
        return len(parts) > 1 and parts[1].tag is Tag.UNKNOWN

    def _allows(self, words: Words) -> bool:
        """Return whether a thing may or has to be so: "that can stay", "they have to go"."""
        statements = self.statements
        for place in range(1, len(words)):
            length = statements.length("allowing", words, place)
            verb = words[place + length : place + length + 1]
            if length and verb and statements.length("allowed", verb):
                subject = words[:place]
                if not statements.length("persons", subject):
                    return True
        return False
