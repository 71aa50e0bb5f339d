"""Words of a remark that mean nothing for a command: how late it is, who waits at which door."""

from dataclasses import dataclass
from typing import Final

from .lexicon import Tag, Words
from .numerals import number_at
from .statements import Statements
from .stories import Stories
from .tokenizer import MARKS

_LONGEST_SAYING: Final = 6
"""Most words of what is said and tells nothing: "see you at the weekend"."""

_FEWEST: Final = 2
"""Words of which something is told, in front of a time shortly from now."""
_MOST_DESCRIBING: Final = 3
"""Most words between "for" and the occasion: "our little"."""


@dataclass(frozen=True)
class IdleWords:
    """Takes them out of a remark."""

    statements: Statements
    stories: Stories

    def without(self, clauses: list[Words]) -> Words:
        """Return the words of a remark without those that mean nothing for a command."""
        kept: list[str] = []
        for clause in clauses:
            if not (self.is_saying(clause) or self._hour_told(clause)):
                kept += self._without_idle(clause)
        return tuple(kept)

    def tells_time(self, clauses: list[Words]) -> bool:
        """Return whether an hour or a time to come is told."""
        return any(self._hour_told(each) or self.stories.due_in(each) for each in clauses)

    def without_times(self, clauses: list[Words]) -> list[Words]:
        """Return clauses without the times that are only told of something else."""
        kept = (clause for clause in clauses if not self._hour_told(clause))
        return [clause[: self._day_told(clause) or len(clause)] for clause in kept]

    def leads_up(self, words: Words) -> bool:
        """Return whether words in front of a command tell nothing, or only what it is for.

        "Good morning", "before we leave", "for the bedtime story": what has no time is for now.
        """
        words = tuple(word for word in words if word not in MARKS)
        while words and self.statements.length("now", words[-1:]):
            words = words[:-1]
        said = self.statements.length("first_of_all", words) == len(words) > 0
        return self.is_saying(words) or said or self._is_occasion(words)

    def _is_occasion(self, words: Words) -> bool:
        """Return whether it is told what something is done for: "for our little movie night"."""
        begin = self.statements.length("done_for", words)
        ends = (n for n in range(begin, len(words)) if self._is_event(words[n:]))
        end = next(ends, 0) if begin else 0
        if not end or end > begin + _MOST_DESCRIBING:
            return False
        topics = self.stories.topics
        told = topics.parts(words[begin:end])
        described = all(part.tag in {Tag.DETERMINER, Tag.UNKNOWN, Tag.AMOUNT} for part in told)
        return described and not self._is_name(words)

    def _is_event(self, words: Words) -> bool:
        return self.statements.length("events", words) == len(words)

    def is_saying(self, clause: Words) -> bool:
        """Return whether words are said by the way and ask for nothing: "off to work"."""
        clause = tuple(word for word in clause if word not in MARKS)
        while clause and self.statements.length("now", clause[-1:]):
            clause = clause[:-1]
        length = self.statements.length("sayings", clause)
        if not length or length > _LONGEST_SAYING:
            return False
        behind = clause[length:]
        idle = not behind or self._are_guests(clause, length)
        return idle and not self._is_name(clause)

    def _is_name(self, words: Words) -> bool:
        """Return whether something of the home is called so, such as the scene "Good night"."""
        return any(part.thing and part.thing.named for part in self.stories.topics.parts(words))

    def _are_guests(self, clause: Words, length: int) -> bool:
        """Return whether it is told for how many a meal is: "breakfast for eight"."""
        meal = self.statements.length("meals_for", clause) == length
        return meal and self._number(clause, length) == len(clause)

    def _number(self, words: Words, place: int) -> int:
        """Return where the number ends that words have at a place, 0 without one."""
        found = number_at(words, place, self.statements.lexicon.language)
        return found[1] if found else 0

    def _without_idle(self, words: Words) -> Words:
        words = self._without_past(words)
        end = self._day_told(words) or len(words)
        kept, place = list[str](), 0
        while place < end:
            length = self.statements.length("idle", words, place)
            if not length and place >= _FEWEST:
                length = self.stories.near_time(words, place)
            if not length:
                kept.append(words[place])
            place += length or 1
        return tuple(kept)

    def _without_past(self, words: Words) -> Words:
        """Return words without when something was: "(I forgot it) when I came up"."""
        for place in range(2, len(words) - 1):
            tied = self.statements.length("tied_in_past", words, place)
            if tied and self.stories.is_past(words[place + tied :]):
                return words[:place]
        return words

    def _hour_told(self, words: Words) -> int:
        """Return where the hour begins in "it's only six in the morning", 0 if none is told."""
        place = self.statements.length("being_so_late", words)
        if not place:
            return 0
        while length := self.statements.length("adverbs", words, place):
            place += length
        end = self._number(words, place)
        told = (
            end == len(words)
            or self.statements.length("of_the_day", words, end) == len(words) - end
        )
        return place if end and told else 0

    def _day_told(self, words: Words) -> int:
        """Return where the day begins in "she has a test tomorrow", 0 if none is told.

        Who has something then does not have the command wait for it; who comes may.
        """
        for place in range(len(words)):
            has = self.statements.length("having", words, place)
            begin = place + has
            if not (has and self.statements.length("indefinite", words, begin)):
                continue
            for end in range(begin + 2, len(words)):
                if self.statements.length("days", words, end) == len(words) - end:
                    return end
        return 0
