"""What something is done for, said like a time: "close the blinds for the night".

What is to be off, closed or locked is so from now on, and nobody waits for its end. With what is
to be on such words tell how long, and that is not known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..models import Plan
from .lexicon import Lexicon, Tag, Words
from .phrase_table import PhraseTable
from .tokenizer import words_of


@dataclass(frozen=True, eq=False)
class Purposes:
    """Knows such words in one language."""

    lexicon: Lexicon

    @cached_property
    def _phrases(self) -> PhraseTable[str]:
        texts: Sequence[str] = self.lexicon.file("forms").get("purposes", ())
        return PhraseTable({words_of(text): text for text in texts})

    @cached_property
    def _settling(self) -> frozenset[str]:
        return frozenset(self.lexicon.file("forms").get("settled_for_long", ()))

    @cached_property
    def _meantime(self) -> frozenset[Words]:
        return frozenset(map(words_of, self.lexicon.file("rambling")["meantime"]))

    def without(self, tokens: Words) -> Words | None:
        """Return a sentence without what it is done for, None if it does not say so."""
        for start in range(1, len(tokens)):
            if found := self._phrases.longest(tokens, start):
                return (*tokens[:start], *tokens[found[1] :])
        return None

    def without_meantime(self, tokens: Words) -> Words:
        """Return words without what is done meanwhile: "(off for an hour) while I nap"."""
        for start in range(1, len(tokens) - 2):
            if any(tokens[start : start + size] in self._meantime for size in (2, 3)):
                return tokens[:start]
        return tokens

    def as_mode(self, tokens: Words) -> Words:
        """Return "arm the alarm to night" for "arm the alarm for the night", others as they are."""
        modes: Mapping[str, str] = self.lexicon.file("forms").get("armed_for", {})
        spans = (tokens[n : n + size] for n in range(len(tokens)) for size in (1, 3))
        arms = any(self.lexicon.sense(span, Tag.VERB) == "arm" for span in spans)
        for start in range(1, len(tokens)) if arms else ():
            found = self._phrases.longest(tokens, start)
            mode = modes.get(found[0]) if found else None
            if found and mode:
                return (*tokens[:start], *words_of(mode), *tokens[found[1] :])
        return tokens

    def allows(self, plan: Plan | None) -> bool:
        """Return whether what a plan does simply stays so."""
        if plan is None or plan.problems or any(each.restore for each in plan.deferred):
            return False
        steps = (*plan.steps, *(step for each in plan.deferred for step in each.steps))
        return bool(steps) and all(
            step.action in self._settling and step.value is None for step in steps
        )
