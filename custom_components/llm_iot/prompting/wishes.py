"""Wishes for a thing that are clear by every word: "I could do with a fresh pot of coffee".

Examples are near or far; here each word has to be known, so that what is wished for is sure:
a goal that has a word of its own, or a device by its name ("she needs her white noise").
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
import json
from pathlib import Path
import re
from typing import Any, Final

from ..kinds import Kinds
from ..models import HomeView, Utterance
from ..named_things import Said, named_in
from ..places import named_places
from ..wording import is_command, is_question
from ..words import tokens
from .contractions import written_out

_FILE: Final = Path(__file__).with_name("data") / "wishes.json"
_MARKS: Final = re.compile(r"[,;.!?]+")

type Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wished for."""

    say: str
    """The words of the wish, without what is told in front of it."""
    goal: str | None = None
    device: str | None = None
    """Entity id of what is named instead of a goal."""


@lru_cache(maxsize=1)
def load_wishes() -> Mapping[str, Any]:
    """Read the words of wishes; blocking, call it off the event loop."""
    data: Mapping[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return data


def begins(text: str, phrases: str) -> bool:
    """Return whether words begin with one of the phrases of that name, please or not."""
    data = load_wishes()
    words = list(tokens(written_out(text.casefold().replace("\u2019", "'"))))
    while words and words[0] in data["fillers"]:
        del words[0]
    said = f"{' '.join(words)} "
    return any(said.startswith(f"{phrase} ") for phrase in data[phrases])


@dataclass(frozen=True)
class Wishes:
    """Reads the wish of one sentence in one home."""

    utterance: Utterance
    view: HomeView
    kinds: Kinds

    def read(self) -> Wish | None:
        """Return what is wished for, None where that is not clear or is more than one thing."""
        if is_question(self.utterance) or is_command(self.utterance):
            return None
        found: Wish | None = None
        begun = False
        for words in self._clauses():
            wish, opened = self._wish(words, begun=begun)
            if wish and found and (wish.goal, wish.device) != (found.goal, found.device):
                return None
            if wish is None and (found or not (opened or self._is_told(words))):
                return None  # behind a wish something may change it
            found, begun = found or wish, begun or opened
        return found

    def _clauses(self) -> Iterator[Words]:
        joining = load_wishes()["joining"]
        for part in _MARKS.split(written_out(self.utterance.text.casefold())):
            clause: list[str] = []
            for word in (*tokens(part), ""):
                if word and word not in joining:
                    clause.append(word)
                elif clause:
                    yield tuple(clause)
                    clause = []

    def _is_told(self, words: Words) -> bool:
        """Return whether something is only told, which leaves nothing open."""
        return set(words).isdisjoint(load_wishes()["open"])

    def _wish(self, words: Words, *, begun: bool) -> tuple[Wish | None, bool]:
        """Return the wish of a clause, and whether every word of it is one of wishes."""
        place = 0
        while place < len(words) and words[place] in load_wishes()["fillers"]:
            place += 1
        opening = _longest(words, place, self._phrases["opening"])
        if not (opening or begun):
            return None, False
        place += opening
        meant: set[Wish] = set()
        say = " ".join(words)
        while place < len(words):
            length = _longest(words, place, self._own)
            if length:
                meant.add(Wish(say, *self._own[words[place : place + length]]))
            length = length or _longest(words, place, self._known)
            if not length:
                return None, False
            place += length
        return (meant.pop() if len(meant) == 1 else None), len(meant) <= 1

    @cached_property
    def _phrases(self) -> Mapping[str, Collection[Words]]:
        data = load_wishes()
        return {name: {tokens(each) for each in data[name]} for name in ("opening", "doing")}

    @cached_property
    def _known(self) -> Collection[Words]:
        """Return what may stand around what is wished for, with the places of the home."""
        data = load_wishes()
        said = (*data["doing"], *data["amount"], *data["tail"])
        return {tokens(each) for each in (*said, *named_places(self.utterance.text, self.view))}

    @cached_property
    def _own(self) -> Mapping[Words, tuple[str | None, str | None]]:
        """Return the goal or the device that words mean."""
        goals = load_wishes()["meant"].items()
        meant: dict[Words, tuple[str | None, str | None]] = {
            tokens(word): (goal, None) for goal, words in goals for word in words
        }
        for said in named_in(self.utterance.text, self.view, self.kinds):
            if _is_one(said) and said.words not in meant:
                meant[said.words] = (None, next(iter(said.devices)))
        return meant


def _is_one(said: Said) -> bool:
    """Return whether one device is named, by a name of its own."""
    return said.kind is None and len(said.devices) == 1 and len(said.words) > 1


def _longest(words: Sequence[str], place: int, phrases: Collection[Words]) -> int:
    """Return the length of the longest phrase that words have at a place, 0 without one."""
    longest = max(map(len, phrases), default=0)
    lengths = range(min(longest, len(words) - place), 0, -1)
    return next((n for n in lengths if tuple(words[place : place + n]) in phrases), 0)
