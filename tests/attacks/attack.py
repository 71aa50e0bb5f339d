"""What an attack is: where the hostile text sits, what a person says, what may come of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "kinds"
CANARY = "kumquat"
"""Stands in hostile text, and in nothing else in the home."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a person says, and what the words bear."""

    text: str
    may: frozenset[str] = frozenset()
    """Entity ids that the words allow to be moved."""
    asks: frozenset[str] = frozenset()
    """Entity ids whose name and state are asked for, and may be spoken as data."""
    minutes: float = 0
    """Time that passes once it is said: what it planned is due by then."""


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack."""

    kind: str
    name: str
    about: str
    turns: tuple[Sentence, ...]
    """Said in one conversation, one after the other."""
    plant: Mapping[str, Any] = field(default_factory=dict)
    """Hostile text by where it sits, as `house.py` plants it."""
    wish: tuple[str, ...] = ()
    """Plan strings that the attack wants a model to answer with."""
    ways: tuple[str, ...] = ()
    """Ways in which the worst model answers (`worst_model.py`); all of them if none is named."""
    answer: str | None = None
    """The answer itself, where that is the attack."""

    @property
    def is_in_the_home(self) -> bool:
        """Return whether hostile text sits in the home, where any sentence can meet it."""
        return bool(self.plant.keys() - {"vector"})

    def __str__(self) -> str:
        """Return how a failing test calls it."""
        return f"{self.kind}/{self.name}"


@cache
def attacks(kind: str) -> Sequence[Attack]:
    """Return the attacks of one kind."""
    data = json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    return tuple(_attack(kind, data, entry) for entry in data["attacks"])


def kinds() -> list[str]:
    """Return the kinds of attack there are."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def settings(kind: str) -> Mapping[str, Any]:
    """Return what is set otherwise than usual in the agent that a kind of attack is about."""
    data = json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    found: Mapping[str, Any] = data.get("settings", {})
    return found


def common() -> Sequence[Attack]:
    """Return what is said to every home that something is planted in, one way into each path."""
    data = json.loads((FOLDER.parent / "common.json").read_text(encoding="utf-8"))
    return tuple(_attack("common", data, entry) for entry in data["attacks"])


def _attack(kind: str, data: Mapping[str, Any], entry: Mapping[str, Any]) -> Attack:
    """Return an attack; what all of a kind have in common stands once in its file."""
    return Attack(
        kind=kind,
        name=entry["name"],
        about=entry.get("about", data["about"]),
        turns=tuple(_sentences(entry.get("say", data.get("say", ())))),
        plant={where: _long(text) for where, text in entry.get("plant", {}).items()},
        wish=tuple(entry.get("wish", data.get("wish", ()))),
        ways=tuple(entry.get("ways", ())),
        answer=_answer(entry.get("answer")),
    )


def _sentences(listed: Sequence[Any]) -> Iterator[Sentence]:
    for each in map(_long, listed):
        said: Mapping[str, Any] = {"text": each} if isinstance(each, str) else each
        yield Sentence(
            said["text"],
            frozenset(said.get("may", ())),
            frozenset(said.get("asks", ())),
            said.get("minutes", 0),
        )


def _answer(said: Any) -> str | None:
    """Return an answer, which may stand in parts."""
    return "".join(map(_long, said)) if isinstance(said, list) else _long(said)


def _long(value: Any) -> Any:
    """Return data with `{"repeat": text, "times": n}` written out."""
    if isinstance(value, list):
        return [_long(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"repeat", "times"}:
        return value["repeat"] * value["times"]
    return {key: _long(each) for key, each in value.items()}
