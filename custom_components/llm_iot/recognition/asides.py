"""What only fills a pause in a spoken sentence, is polite, or cries out: it asks for nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .index import HomeIndex
from .lexicon import Tag
from .phrases import Phrases
from .tokenizer import MARKS

_EXCLAIMED: Final = 3
"""Most words of what somebody cries out about: "what a terrible disgrace"."""
_BEGINNINGS: Final = (
    "edges",
    "callings",
    "breaks",
    "joins",
    "starters",
    "subjects",
    "it_subjects",
    "determiners",
)
"""Groups of phrases that a thought can begin with."""
_ENDINGS: Final = ("edges", "callings", "tags")
"""Groups of phrases that a thought can end with."""
_DROPPED: Final = ("sounds", "softeners", "asides")
"""Groups of phrases that are dropped whatever stands around them."""


@dataclass
class Asides:
    """Knows where asides begin and end in the tokens of one sentence."""

    tokens: Sequence[str]
    index: HomeIndex
    phrases: Phrases
    _words: list[str] = field(default_factory=list)
    """The words of the thought that is being read."""

    def _aside(self, position: int) -> int:
        """Return how many words are dropped here; single words only where nothing hangs on them."""
        tokens, phrases = self.tokens, self.phrases
        if length := self._result(position) if self._words else self._front(position):
            return length
        own = self._is_own(position)
        length = self._dropped(position)
        if length > 1 or (length and not own):
            return length
        edge = 0 if self._will(position) else phrases.length("edges", tokens, position)
        called = not edge and phrases.has("callings", tokens[position])
        length = edge or int(called)
        if not own:
            length = max(length, self._tag(position))
        if not length or (own and length == 1):
            return 0
        if self._words:
            hangs = phrases.has("dangling", self._words[-1]) or self._is_said(position)
            hangs |= self._is_mode(position)
            return 0 if hangs or not self._trails(position + length) else length
        return length if not called or self._begins(position + length) else 0

    def _tag(self, position: int) -> int:
        """Return how many words only ask to agree: "I burn it, don't I"; in front, none do."""
        length = self.phrases.length("tags", self.tokens, position)
        behind = bool(self._words) or (position > 0 and self._ends(position + length))
        return length if behind else 0

    def _is_said(self, position: int) -> bool:
        """Return whether a word belongs to one of speech: "my mother says so"."""
        said = self.phrases.has("speaking", self._words[-1])
        return said and self.phrases.has("spoken_to", self.tokens[position])

    def _is_mode(self, position: int) -> bool:
        """Return whether a word is what something is put on: "on cool", but not "on, cool"."""
        lexicon, word = self.phrases.lexicon, self.tokens[position]
        behind = lexicon.sense((self._words[-1],), Tag.IN) is not None
        joined = self.tokens[position - 1] == self._words[-1]
        return behind and joined and lexicon.sense((word,), Tag.VERB) is not None

    def _will(self, position: int) -> bool:
        """Return whether "well" is "we'll": "well do one more" has a verb and no command."""
        tokens, phrases = self.tokens, self.phrases
        if not phrases.has("speaker", tokens[position]) or self._ends(position + 1):
            return False
        follows = phrases.has("after_will", tokens[position + 1])
        opening = phrases.opening(tokens, position + 1) > 1
        commands = phrases.does(tokens, position + 1) or phrases.does(tokens, position + 2)
        return follows and not (opening or commands)

    def _front(self, position: int) -> int:
        """Return how many words only lead up: "as for", "quick one before I go,"."""
        tokens, phrases = self.tokens, self.phrases
        hasty = phrases.length("hasty", tokens, position)
        if hasty and phrases.length("meanwhile", tokens, position + hasty):
            marks = (place for place in range(position, len(tokens)) if tokens[place] in MARKS)
            return next(marks, position) - position
        for group in ("searching", "exclaimed"):
            end = position + phrases.length(group, tokens, position)
            if end == position and group == "exclaimed":
                end = self._exclaimed(position)
            paused = end > position and tokens[end : end + 1] and tokens[end] in MARKS
            if paused and not (group == "searching" and phrases.does(tokens, end + 1)):
                return end - position  # "how do you say, turn off the TV" asks for a word
        dismissed = position + phrases.length("dismissed", tokens, position)
        if (
            dismissed > position
            and tokens[dismissed : dismissed + 1]
            and tokens[dismissed] in MARKS
        ):
            begins = phrases.opening(tokens, dismissed + 1) or self._does(dismissed + 1)
            return dismissed - position if begins else 0
        return phrases.length("fronts", tokens, position)

    def _exclaimed(self, position: int) -> int:
        """Return where "what a disgrace" ends, the position itself where nothing of it begins."""
        begin = position + self.phrases.length("exclaiming", self.tokens, position)
        ends = range(begin + 1, min(begin + _EXCLAIMED, len(self.tokens)) + 1)
        return next((n for n in ends if self._ends(n)), position) if begin > position else position

    def _result(self, position: int) -> int:
        """Return how many words tell what a command is good for: "and let me sleep"."""
        if not self.phrases.length("results", self.tokens, position):
            return 0
        end = next(n for n in range(position, len(self.tokens) + 1) if self._ends(n))
        return 0 if any(map(self._name, range(position, end))) else end - position

    def _does(self, position: int) -> bool:
        """Return whether a command begins at a position, behind what is only polite."""
        while dropped := self._dropped(position):
            position += dropped
        return self.phrases.does(self.tokens, position)

    def _begins(self, position: int) -> bool:
        """Return whether a new thought begins here, so that "right" in front is no adjective."""
        tokens, phrases = self.tokens, self.phrases
        if self._ends(position) or self._dropped(position) or phrases.opening(tokens, position):
            return True
        if phrases.length_of_any(_BEGINNINGS, tokens, position):
            return True
        return phrases.does(tokens, position)

    def _is_own(self, position: int) -> bool:
        """Return whether a word belongs to a name of the home: "hi" in "hi fi"."""
        own = self.index.own_words
        if self.tokens[position] not in own:
            return False
        near = (*self.tokens[position + 1 : position + 2], *self._words[-1:])
        return (self.tokens[position],) in self.index.things or any(word in own for word in near)

    def _name(self, position: int) -> int:
        """Return how many words a name of the home has that begins here."""
        found = self.index.table.longest(self.tokens, position)
        return found[1] - position if found else 0

    def _ends(self, position: int) -> bool:
        return position >= len(self.tokens) or self.tokens[position] in MARKS

    def _trails(self, position: int) -> bool:
        """Return whether nothing but asides follows up to the next mark."""
        tokens, phrases = self.tokens, self.phrases
        while position < len(tokens) and tokens[position] not in MARKS:
            edge = phrases.length_of_any(_ENDINGS, tokens, position)
            length = max(self._dropped(position), edge)
            if not length:
                return bool(phrases.length("breaks", tokens, position))
            position += length
        return True

    def _dropped(self, position: int) -> int:
        """Return how many words are dropped at a position, whatever stands around them."""
        length = self.phrases.length_of_any(_DROPPED, self.tokens, position)
        if not length or self._asks_on(position + length) or self._is_only(position):
            return 0
        return length

    def _is_only(self, position: int) -> bool:
        """Return whether a thing is named behind a refused one: "not the fan, just the lamp"."""
        lexicon, words = self.phrases.lexicon, self._words
        if self.tokens[position] not in lexicon.file("targets")["only"]["words"]:
            return False
        refuses = (lexicon.sense((word,), tag) for word in words for tag in (Tag.REFUSE, Tag.NOT))
        behind = position + 1
        behind += lexicon.length(self.tokens, {Tag.DETERMINER}, behind)
        return any(sense is not None for sense in refuses) and self._name(behind) > 0

    def _asks_on(self, position: int) -> bool:
        """Return whether what is not known follows: "I don't know how he does it"."""
        tokens, phrases = self.tokens, self.phrases
        knows = phrases.has("knowing", tokens[position - 1])
        return knows and not self._ends(position) and phrases.has("asked_for", tokens[position])
