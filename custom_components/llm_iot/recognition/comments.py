"""Words on what was done last, as the command that they mean: "too bright", "20 will do"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .lexicon import Lexicon, Tag, Words
from .tokenizer import MARKS, words_of

_WEIGHTLESS = frozenset({Tag.FILLER, Tag.CORRECTION})


@dataclass(frozen=True, eq=False)
class Comments:
    """Reads such words in one language (`words/<language>/comments.json`)."""

    lexicon: Lexicon

    @cached_property
    def _complaints(self) -> Mapping[Words, Words]:
        """Return what is wrong, with the command that puts it right."""
        data = self.lexicon.file("comments")
        return {
            words_of(f"{opening} {text}"): words_of(command)
            for command, texts in data["complaints"].items()
            for text in texts
            for opening in ("", *data["openings"])
        }

    @cached_property
    def _praises(self) -> frozenset[Words]:
        return frozenset(words_of(text) for text in self.lexicon.file("comments")["suffices"])

    def meant(self, tokens: Sequence[str]) -> Words | None:
        """Return the command that a sentence means, None if it is no such comment."""
        words = self._stripped(tuple(tokens))
        if command := self._wrong(words):
            return command
        for mark in (place for place, word in enumerate(words) if word in MARKS):
            rest = self._stripped(words[mark + 1 :])
            if words[:mark] in self._complaints and rest:
                return self._without_praise(rest) or rest
        return self._without_praise(words) or self._without_praise(self._unmarked(tuple(tokens)))

    def _wrong(self, words: Words) -> Words | None:
        """Return what puts right what is wrong: "too bright", "that's a bit bright for me"."""
        phrases = self.lexicon.tables("comments")
        ends = (n for n in range(1, len(words)) if words[n:] in phrases["for_whom"].meanings)
        words = words[: next(ends, len(words))]
        if command := self._complaints.get(words):
            return command
        begin = phrases["pointing"].length(words)
        degree = phrases["degrees"].length(words, begin)
        too = self.lexicon.file("comments")["too"]
        return self._complaints.get((too, *words[begin + degree :])) if degree else None

    def _unmarked(self, tokens: Words) -> Words:
        """Return the words with what ends them: "fine" is no mere politeness in "40 is fine"."""
        begin = 0
        while begin < len(tokens) and self._is_weightless(tokens[begin]):
            begin += 1
        return tuple(word for word in tokens[begin:] if word not in MARKS)

    def _without_praise(self, words: Words) -> Words | None:
        """Return the words in front of "will do", None if they do not end so."""
        lengths = range(len(words) - 1, 0, -1)
        found = next((words[:-n] for n in lengths if words[-n:] in self._praises), None)
        return found or self._without_contraction(words)

    def _without_contraction(self, words: Words) -> Words | None:
        """Return the words in front of "'s nicer": "green's nicer", whose "s" may be lost."""
        data = self.lexicon.file("comments")
        for place, word in enumerate(words[:-1]):
            if (data["is"], *words[place + 1 :]) in self._praises:
                said = (word, word.removesuffix(data["contraction"]))
                known = next((each for each in said if self.lexicon.entries((each,))), None)
                return (*words[:place], known) if known else None
        return None

    def _stripped(self, words: Words) -> Words:
        """Return words without the marks and the small words around them."""
        begin, end = 0, len(words)
        while begin < end and self._is_weightless(words[begin]):
            begin += 1
        while end > begin and self._is_weightless(words[end - 1]):
            end -= 1
        return words[begin:end]

    def _is_weightless(self, word: str) -> bool:
        known = self.lexicon.entries((word,))
        return word in MARKS or any(entry.tag in _WEIGHTLESS for entry in known)
