"""Commands that are talked about and not given: quoted, reported, to be passed on or written.

"My son said unlock the door" has all the words of a command. Whoever speaks did not give
it, so nothing that looks for names and verbs may see the sentence.
"""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
import re
from typing import Final

from .lexicon import Lexicon, Tag
from .tokenizer import MARKS, tokenize, words_of

_QUOTED: Final = re.compile(
    r"\"([^\"]+)\"|\u201c([^\u201d]+)\u201d|\u00ab([^\u00bb]+)\u00bb"
    r"|(?<!\w)['\u2018](\w.*?\w)['\u2019](?!\w)"
)
_ADDRESSED: Final = 3
"""Most words that name whom something is said to ("told my son to ...")."""
_COMMANDING: Final = frozenset({Tag.VERB, Tag.CARRIER})


@dataclass(frozen=True, eq=False)
class Reported:
    """Tells commands of others from those of the person who speaks, in one language."""

    lexicon: Lexicon

    @cached_property
    def _words(self) -> Mapping[str, frozenset[str]]:
        data = self.lexicon.file("reported")
        return {name: frozenset(words) for name, words in data.items()}

    def is_reported(self, text: str, own: AbstractSet[str]) -> bool:
        """Return whether a sentence only talks about a command.

        `own` has the words of the home: what is said to a device is said to us.
        """
        words = tokenize(text)
        if self._quotes(text) or self._is_writing(words) or self._reports(words, own):
            return True
        return self._tells_of_others(words, own)

    def is_taken_back(self, words: Sequence[str]) -> bool:
        """Return whether a command ends with being taken back: "lamp on, no, forget it"."""
        plain = tuple(word for word in words if word not in MARKS)
        return any(
            len(phrase) < len(plain) and plain[-len(phrase) :] == phrase
            for phrase in map(words_of, self._words["taken_back"])
        )

    def _tells_of_others(self, words: Sequence[str], own: AbstractSet[str]) -> bool:
        """Return whether words tell no more than what somebody did: "my son turned it off"."""
        plain = [word for word in words if word not in self._words["between"]]
        place = next((n for n, word in enumerate(plain) if word in self._words["past"]), 0)
        who, behind = plain[:place], plain[place + 1 :]
        if (
            not who
            or place > _ADDRESSED
            or not behind
            or set(who) & (own | MARKS | self._words["speaker"])
        ):
            return False
        carriers = (self.lexicon.sense((word,), Tag.CARRIER) for word in behind)
        return not (set(behind[:-1]) & MARKS or any(sense is not None for sense in carriers))

    def _quotes(self, text: str) -> bool:
        """Return whether a part of a text is a command in quotes; around all of it are none."""
        for found in _QUOTED.finditer(text):
            inside = words_of(next(filter(None, found.groups())))
            if len(inside) > 1 and self._commands(inside[0]) and inside != words_of(text):
                return True
        return False

    def _is_writing(self, words: Sequence[str]) -> bool:
        """Return whether a text is asked for ("please write a poem about ...")."""
        first = next((word for word in words if word not in self._words["polite"] | MARKS), "")
        return first in self._words["writing"]

    def _reports(self, words: Sequence[str], own: AbstractSet[str]) -> bool:
        """Return whether words tell what somebody said, or are to be said to somebody.

        What the speaker has said already is meant again ("I said turn on the light").
        """
        for place, word in enumerate(words):
            if word not in self._words["speech"]:
                continue
            behind = words[place + 1 :]
            if word in self._words["bare"] and behind[:1] == (",",):
                continue  # "no need to ask, unlock it": the sentence goes on by itself
            if self._is_addressed(behind, own):
                return True
            if self._begins_command(behind) and not self._is_by_speaker(words[:place]):
                return True
        return False

    def _begins_command(self, words: Sequence[str]) -> bool:
        """Return whether words begin with a command, but for whom it is said to.

        A full stop ends what was said; a comma may stand before it.
        """
        skipped = self._words["to_whom"] | {","}
        return self._commands(next((word for word in words if word not in skipped), ""))

    def _is_addressed(self, words: Sequence[str], own: AbstractSet[str]) -> bool:
        """Return whether words are a command for somebody else ("... my son to turn it off")."""
        end = next((n for n, word in enumerate(words[: _ADDRESSED + 1]) if word == "to"), 0)
        whom = set(words[:end])
        if not whom or whom & (own | self._words["addressing_us"]):
            return False
        return any(map(self._commands, words[end + 1 : end + 2]))

    def _is_by_speaker(self, before: Sequence[str]) -> bool:
        """Return whether the one who speaks is the one who said it."""
        between = self._words["between"]
        subject = next((word for word in reversed(before) if word not in between), "")
        return subject in self._words["speaker"]

    def _commands(self, word: str) -> bool:
        """Return whether a word is the verb of commands."""
        return any(entry.tag in _COMMANDING for entry in self.lexicon.entries((word,)))
