"""A spoken sentence cut into what it is made of: talk, stories, and what is asked for.

What only fills a pause or is polite is dropped. All that is bound to a language is data
(`words/<language>/rambling.json`), where phrases are short templates: `(a|b)` is either of
them, `[a|b]` either or neither.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby, product
import re
from typing import Any, Final

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .tokenizer import MARKS

_TEMPLATE: Final = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")
_DOING: Final = frozenset({Tag.VERB, Tag.CARRIER, Tag.LEAVE, Tag.REFUSE})
_FURTHEST: Final = 7
"""Words within which a clause behind "and" has to have its verb."""
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


class Opening(StrEnum):
    """How what is asked for begins, and with that what may follow."""

    VERB = "verb"
    """"Could you": a plain command."""
    GERUND = "gerund"
    """"Would you mind": turning something on."""
    STATE = "state"
    """"I would like": something on."""
    WISH = "wish"
    """"It would be nice if": something were on."""
    SAID = "said"
    """"What I wanted to say was that": anything."""
    PERMISSION = "permission"
    """"You can": a command, if it is for now."""
    INVERTED = "inverted"
    """"Could": the light be turned on, if it is said politely."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words between two marks of speech, without what fills a pause."""

    words: Words
    joined: Words = ()
    """The marks and conjunctions in front of it."""
    opening: Opening | None = None
    opened: Words = ()
    """The words of its opening."""
    held: bool = False
    """Whether whoever spoke paused in front of it ("at, let me think, forty percent")."""
    softened: bool = False
    """Whether it has a word for now, or of politeness."""


@dataclass(frozen=True, eq=False)
class Phrases:
    """The phrases of one language, templates filled in."""

    lexicon: Lexicon
    data: Mapping[str, Any] = field(init=False)
    """Empty for a language that has no words for rambling."""
    openings: Mapping[Words, Opening] = field(init=False)
    """What a request can begin with."""
    bases: Mapping[str, str] = field(init=False)
    """Verbs by their other forms."""
    gerunds: frozenset[str] = field(init=False)
    _groups: Mapping[str, frozenset[Words]] = field(init=False)
    _longest: Mapping[str, int] = field(init=False)
    """Words of the longest phrase of each group."""

    def __post_init__(self) -> None:
        """Fill in the templates, once and not within a turn."""
        data = self.lexicon.file("rambling")
        lists = {name: each for name, each in data.items() if isinstance(each, list)}
        groups = {name: frozenset(_filled(texts)) for name, texts in lists.items()}
        openings = {
            words: Opening(name)
            for name, texts in data.get("requests", {}).items()
            for words in _filled(texts)
        }
        bases = {form: verb for verb, forms in data.get("forms", {}).items() for form in forms}
        gerunds = frozenset(forms[0] for forms in data.get("forms", {}).values())
        longest = {name: max(map(len, group), default=0) for name, group in groups.items()}
        longest["requests"] = max(map(len, openings), default=0)
        object.__setattr__(self, "data", data)
        object.__setattr__(self, "openings", openings)
        object.__setattr__(self, "bases", bases)
        object.__setattr__(self, "gerunds", gerunds)
        object.__setattr__(self, "_groups", groups)
        object.__setattr__(self, "_longest", longest)

    @property
    def longest_opening(self) -> int:
        """Return how many words the longest beginning of a request has."""
        return self._longest["requests"]

    def group(self, name: str) -> frozenset[Words]:
        """Return the phrases of a group."""
        return self._groups.get(name, frozenset())

    def has(self, name: str, word: str) -> bool:
        """Return whether a single word is in a group."""
        return (word,) in self.group(name)

    def length(self, name: str, words: Sequence[str], start: int = 0) -> int:
        """Return how many words the longest phrase of a group has that begins at a word."""
        return self._match(self.group(name), self._longest.get(name, 0), words, start)

    def opening(self, words: Sequence[str], start: int = 0) -> int:
        """Return how many words the longest beginning of a request has at a word."""
        return self._match(self.openings, self._longest["requests"], words, start)

    def contains(self, name: str, words: Sequence[str]) -> bool:
        """Return whether a phrase of a group is anywhere in a run of words."""
        return any(self.length(name, words, start) for start in range(len(words)))

    def does(self, words: Sequence[str], start: int = 0) -> bool:
        """Return whether a command can begin at a word."""
        longest = min(self.lexicon.longest, len(words) - start)
        return any(
            entry.tag in _DOING
            for length in range(1, longest + 1)
            for entry in self.lexicon.entries(words[start : start + length])
        )

    def _match(
        self,
        phrases: frozenset[Words] | Mapping[Words, Opening],
        longest: int,
        words: Sequence[str],
        start: int,
    ) -> int:
        for length in range(min(longest, len(words) - start), 0, -1):
            if tuple(words[start : start + length]) in phrases:
                return length
        return 0


def _filled(templates: Sequence[str]) -> Iterator[Words]:
    """Return the phrases that templates stand for, as tokens."""
    for template in templates:
        plain = template.casefold().replace("'", "")
        texts, end = [], 0
        for found in _TEMPLATE.finditer(plain):
            texts.append([plain[end : found.start()]])
            either, maybe = found.groups()
            texts.append(either.split("|") if maybe is None else ["", *maybe.split("|")])
            end = found.end()
        texts.append([plain[end:]])
        yield from (tuple("".join(choice).split()) for choice in product(*texts))


@dataclass
class Cutter:
    """Cuts one sentence."""

    tokens: Sequence[str]
    index: HomeIndex
    phrases: Phrases
    segments: list[Segment] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _joined: list[str] = field(default_factory=list)
    _opened: Words = ()
    _opening: Opening | None = None
    _held: bool = False
    _softened: bool = False

    def cut(self) -> list[Segment]:
        """Return the segments of the sentence, in order."""
        self.tokens = tuple(token for token, _ in groupby(self.tokens))
        position = 0
        while position < len(self.tokens):
            position = self._take(position)
        self._close()
        return self.segments

    def _close(self) -> None:
        """Finish the segment that is being read."""
        if self._words or self._opening:
            self.segments.append(
                Segment(
                    tuple(self._words),
                    tuple(self._joined),
                    self._opening,
                    self._opened,
                    self._held,
                    self._softened,
                )
            )
            self._joined, self._held = [], False
        self._words, self._opening, self._opened, self._softened = [], None, (), False

    def _take(self, position: int) -> int:
        """Take the phrase at a position; return the position behind it."""
        tokens, phrases = self.tokens, self.phrases
        token = tokens[position]
        if token in MARKS:
            return self._mark(position, 1)
        named = self._name(position)
        if named > 1:
            return self._keep(position, named)
        if request := self._request(position):
            return request
        if self._words and phrases.has("summons", token) and phrases.does(tokens, position + 1):
            self._close()
        if aside := self._aside(position):
            self._softened |= phrases.contains("now", tokens[position : position + aside])
            self._held |= not self._words
            return position + aside
        if length := phrases.length("breaks", tokens, position):
            return self._mark(position, length)
        if length := self._conjunction(position):
            return self._mark(position, length)
        if self._begins_story(position):
            self._close()
        if self._words and phrases.has("moods", token) and self._colours_nothing(position):
            return position + 1
        self._softened |= phrases.has("now", token)
        return self._keep(position, 1)

    def _colours_nothing(self, position: int) -> bool:
        """Return whether an adjective only tells a mood: "that awful radio"."""
        own = self.tokens[position] in self.index.own_words
        return self.phrases.has("articles", self._words[-1]) and not own

    def _keep(self, position: int, length: int) -> int:
        self._words += self.tokens[position : position + length]
        return position + length

    def _mark(self, position: int, length: int) -> int:
        """End a segment at a mark or a conjunction; a request waits for what it asks for."""
        if self._opening and not self._words:
            return position + length
        self._close()
        self._joined += self.tokens[position : position + length]
        return position + length

    def _name(self, position: int) -> int:
        """Return how many words a name of the home has that begins here."""
        longest = min(self.index.longest, len(self.tokens) - position)
        for length in range(longest, 0, -1):
            if tuple(self.tokens[position : position + length]) in self.index.things:
                return length
        return 0

    def _request(self, position: int) -> int | None:
        """Begin a request; None if none begins here."""
        words, ends = self._without_asides(position)
        length = self.phrases.opening(words)
        while length:
            opened = tuple(words[:length])
            opening = self.phrases.openings.get(opened)
            end = ends[length - 1]
            if opening and self._trails(end) and opened in self.phrases.group("asides"):
                return None  # "turn it off, would you"
            if opening and (not self._words or opened in self.phrases.group("within")):
                if self._words:
                    self._close()
                self._opening, self._opened = opening, opened
                return end
            length -= 1
        return None

    def _without_asides(self, position: int) -> tuple[list[str], list[int]]:
        """Return the words from a position on without asides among them, and where each ends.

        "I would, if possible, like" is "I would like".
        """
        words, ends = [self.tokens[position]], [position + 1]
        position += 1
        while position < len(self.tokens) and len(words) < self.phrases.longest_opening:
            mark = int(self.tokens[position] in MARKS)
            dropped = self._dropped(position + mark)
            if dropped:
                position += mark + dropped
                position += int(bool(mark) and self._ends(position))
            elif mark:
                break
            else:
                words.append(self.tokens[position])
                position += 1
                ends.append(position)
        return words, ends

    def _aside(self, position: int) -> int:
        """Return how many words are dropped here; single words only where nothing hangs on them."""
        tokens, phrases = self.tokens, self.phrases
        own = self._is_own(position)
        length = self._dropped(position)
        if length > 1 or (length and not own):
            return length
        edge = phrases.length("edges", tokens, position)
        called = not edge and phrases.has("callings", tokens[position])
        length = edge or int(called)
        if self._words and not own:
            length = max(length, phrases.length("tags", tokens, position))
        if not length or (own and length == 1):
            return 0
        if self._words:
            hangs = phrases.has("dangling", self._words[-1])
            return 0 if hangs or not self._trails(position + length) else length
        return length if not called or self._begins(position + length) else 0

    def _begins(self, position: int) -> bool:
        """Return whether a new thought begins here, so that "right" in front is no adjective."""
        tokens, phrases = self.tokens, self.phrases
        if self._ends(position) or self._dropped(position) or phrases.opening(tokens, position):
            return True
        if any(phrases.length(name, tokens, position) for name in _BEGINNINGS):
            return True
        return phrases.does(tokens, position)

    def _is_own(self, position: int) -> bool:
        """Return whether a word belongs to a name of the home: "hi" in "hi fi"."""
        word = self.tokens[position]
        alone = not self._words and self._ends(position + 1)
        return word in self.index.own_words and ((word,) in self.index.things or not alone)

    def _ends(self, position: int) -> bool:
        return position >= len(self.tokens) or self.tokens[position] in MARKS

    def _trails(self, position: int) -> bool:
        """Return whether nothing but asides follows up to the next mark."""
        tokens, phrases = self.tokens, self.phrases
        while position < len(tokens) and tokens[position] not in MARKS:
            edges = (phrases.length(name, tokens, position) for name in _ENDINGS)
            length = max(self._dropped(position), *edges)
            if not length:
                return bool(phrases.length("breaks", tokens, position))
            position += length
        return True

    def _conjunction(self, position: int) -> int:
        """Return how many words a conjunction has here that a clause or a request follows.

        "So" behind "it is" says how much, and "and" may stand between two devices.
        """
        tokens, phrases = self.tokens, self.phrases
        starter = phrases.length("starters", tokens, position)
        length = starter or phrases.length("joins", tokens, position)
        before = tokens[position - 1] if position else ""
        if not length or phrases.has("states", before) or phrases.has("dangling", before):
            return 0
        end = position + length
        while not phrases.opening(tokens, end) and (dropped := self._dropped(end)):
            end += dropped
        if end >= len(tokens):
            return 0
        begins = bool(phrases.opening(tokens, end)) or self._is_clause(end)
        if starter:
            begins |= tokens[end] in MARKS or phrases.does(tokens, end)
        elif not self._words:
            begins = True
        return length if begins else 0

    def _dropped(self, position: int) -> int:
        """Return how many words are dropped at a position, whatever stands around them."""
        names = ("sounds", "softeners", "asides")
        return max(self.phrases.length(name, self.tokens, position) for name in names)

    def _is_clause(self, start: int) -> bool:
        """Return whether a subject with its verb begins here."""
        tokens, phrases = self.tokens, self.phrases
        if start >= len(tokens):
            return False
        if phrases.has("subjects", tokens[start]):
            return True
        for place in range(start + 1, min(start + _FURTHEST, len(tokens))):
            if tokens[place] in MARKS or phrases.has("breaks", tokens[place]):
                return False
            if phrases.has("finite", tokens[place]):
                return phrases.has("determiners", tokens[start]) or phrases.has(
                    "it_subjects", tokens[start]
                )
        return False

    def _begins_story(self, position: int) -> bool:
        """Return whether a clause follows without a mark: "turn it off I am cold"."""
        if not self._words:
            return False
        length = self.phrases.length("inner_subjects", self.tokens, position)
        return bool(length) and not self._ends(position + length)
