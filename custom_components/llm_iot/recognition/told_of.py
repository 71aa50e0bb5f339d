"""A question about "it" beside a story that names it: "the freezer hums, how cold is it?"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
import re
from typing import Any, Final

from ..measures import measure, shows
from ..models import HomeView, Plan
from ..queries import Query
from ..readings import can_be, is_moment
from .asked import FILE
from .index import Thing
from .lexicon import Words
from .questions import Questions
from .tokenizer import MARKS, tokenize

_WE_ARE: Final = re.compile(r"\bwe['\u2019]re\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class ToldOf:
    """Puts the only thing that a story names in the place of "it"."""

    questions: Questions
    view: HomeView

    def with_names(self, asked: Words, told: Sequence[Words]) -> Iterator[Words]:
        """Yield a question with each name, the last that was told first; things before places."""
        data = self._data
        places = [n for n, word in enumerate(asked) if word in data["it"]]
        if len(places) != 1:
            return
        named = [thing for piece in told for thing in self._things(piece)]
        things = [thing.words for thing in named if not thing.place]
        rooms = [thing.words for thing in named if thing.place and not thing.adverb]
        for words in dict.fromkeys((*reversed(things), *reversed(rooms))):
            yield (*asked[: places[0]], data["the"], *words, *asked[places[0] + 1 :])

    def _things(self, words: Words) -> Iterator[Thing]:
        """Yield what words name, the longest names first."""
        table, place = self.questions.index(self.view).table, 0
        while place < len(words):
            found = table.longest(words, place)
            if found:
                yield found[0]
            place = found[1] if found else place + 1

    def place(self, told: Sequence[Words]) -> Words:
        """Return the last place that was told of: also "her room" behind "Anna"."""
        data, index = self._data, self.questions.index(self.view)
        places = [thing.words for piece in told for thing in self._things(piece) if thing.place]
        words = [word for piece in told for word in piece]
        for whose, room in pairwise(words):
            if whose in data["theirs"] and room in data["rooms"]:
                owned = ((f"{word}{data['owning']}", room) for word in words)
                places += [each for each in owned if each in index.things]
        return places[-1] if places else ()

    def to_check(self, told: Sequence[Words]) -> Words:
        """Return "did anyone leave it on" for "I think I left it on, can you check?"."""
        data = self._data
        if len(told) < 2 or " ".join(told[-1]) not in data["checking"]:  # noqa: PLR2004
            return ()
        for piece in reversed(told[:-1]):
            if place := next((n for n, word in enumerate(piece) if word in data["deeds"]), 0):
                return (*data["was_it_done"].split(), *piece[place:])
        return ()

    @property
    def _data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.questions.words.lexicon.file(FILE)["amid"]
        return data

    def is_told(self, plan: Plan | None) -> bool:
        """Return whether a plan asks only for what the things can tell: no kettle's weather."""
        if plan is None or plan.problems or plan.steps or not (plan.queries or plan.past):
            return False
        return all(
            any(self._tells(target, query) for target in query.targets) for query in plan.queries
        )

    def _tells(self, target: str, query: Query) -> bool:
        """Return whether a thing can tell what is asked."""
        device = self.view.anything.get(target)
        if device is None:
            return False
        if query.measure is not None and not is_moment(query.measure):
            return shows(device, measure(query.measure))
        return query.state is None or can_be(device, query.state)


def told_words(text: str) -> Words:
    """Return the words of what may be a story: "we're" begins none of its questions, as "were"."""
    return tokenize(_WE_ARE.sub("we are", text))


def pieces(words: Words) -> Iterator[Words]:
    """Yield what stands between the marks."""
    begin = 0
    for end in (*(n for n, word in enumerate(words) if word in MARKS), len(words)):
        if begin < end:
            yield words[begin:end]
        begin = end + 1


def beside(part: Words, words: Words) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Return what stands before and behind a part; nothing where it is no part as it is."""
    length = len(part)
    for begin in range(len(words) - length + 1):
        if words[begin : begin + length] == part:
            return tuple(pieces(words[:begin])), tuple(pieces(words[begin + length :]))
    return (), ()
