"""What an agent learns from people: what its turns did, how they were corrected, what it was told.

Plain data, made by `processing/episodes.py`, kept by a store, weighed by
`prompting/precedents.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
import json
from typing import Any, Final

from .models import Source, Step
from .storage.base import Entry

EPISODES: Final = "episodes"
"""Collection of the turns whose plan was a guess; later turns are compared with them."""
COMMANDS: Final = "commands"
"""Collection of the turns whose words said all; kept, but never searched nor embedded."""
NOTES: Final = "notes"
"""Collection of what people asked to be remembered."""
GUESSED: Final = frozenset({Source.VOTE, Source.MODEL, Source.AGREEMENT})
"""Sources of plans that the words alone did not say."""
_FORMAT: Final = 1
_REMEMBERED: Final = 1024
"""Episodes that are not read anew in each turn."""


class UnreadableEntryError(ValueError):
    """A kept entry that is none of ours: damaged, or of a newer version."""


@dataclass(frozen=True, slots=True)
class Episode:
    """A turn that moved something, and what the person then corrected.

    Devices are kept by entity id and not by label, as the steps of a plan are: a label that
    means the fan today may mean another one tomorrow.
    """

    key: str
    say: str
    at: datetime
    """Aware, in UTC."""
    steps: tuple[Step, ...]
    """What the turn brought about, and what was so already."""
    results: Mapping[str, str] = field(default_factory=dict)
    """What became of each device that was moved: values of `Result` by entity id."""
    corrections: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    """What was wanted of a device instead, by entity id; nothing if it was to be left alone."""
    learned: frozenset[str] = frozenset()
    """Entity ids for which the turn already followed earlier episodes."""
    source: Source = Source.MODEL
    """Where the plan came from."""
    goal: str | None = None
    """Name of the goal of the bank that the words meant."""
    area_id: str | None = None
    """Where it was said, if that is known."""
    user_id: str | None = None
    """Home Assistant's id of who said it, if that is known."""

    @property
    def collection(self) -> str:
        """Return where it is kept."""
        return EPISODES if self.source in GUESSED else COMMANDS

    @property
    def targets(self) -> frozenset[str]:
        """Return the entity ids of what it moved, or found as it would have had it."""
        return frozenset(step.target for step in self.steps)

    def steps_of(self, target: str) -> tuple[Step, ...]:
        """Return what the turn did to one device."""
        return tuple(step for step in self.steps if step.target == target)

    @property
    def wanted(self) -> tuple[Step, ...]:
        """Return what really was wanted: the steps after all corrections."""
        kept = (step for step in self.steps if step.target not in self.corrections)
        instead = (step for steps in self.corrections.values() for step in steps)
        return (*kept, *instead)

    def as_entry(self) -> Entry:
        """Return it as an entry of a store."""
        data = {
            "format": _FORMAT,
            "at": self.at.isoformat(),
            "steps": _as_lists(self.steps),
            "results": dict(self.results),
            "corrections": {key: _as_lists(steps) for key, steps in self.corrections.items()},
            "learned": sorted(self.learned),
            "source": self.source.value,
            "goal": self.goal,
            "area_id": self.area_id,
            "user_id": self.user_id,
        }
        return Entry(self.key, self.say, json.dumps(data, separators=(",", ":")))

    @classmethod
    def from_entry(cls, entry: Entry) -> Episode:
        """Return what `as_entry` was made of. Raises UnreadableEntryError."""
        try:
            data = _read(entry)
            return cls(
                entry.key,
                entry.text,
                datetime.fromisoformat(data["at"]),
                _as_steps(data["steps"]),
                dict(data["results"]),
                {key: _as_steps(steps) for key, steps in data["corrections"].items()},
                frozenset(data["learned"]),
                Source(data["source"]),
                data["goal"],
                data["area_id"],
                data["user_id"],
            )
        except (ValueError, TypeError, KeyError, AttributeError) as err:
            raise UnreadableEntryError(entry.key) from err


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a person asked to be remembered, in that person's words."""

    key: str
    text: str
    at: datetime
    """Aware, in UTC."""
    user_id: str | None = None

    def as_entry(self) -> Entry:
        """Return it as an entry of a store."""
        data = {"format": _FORMAT, "at": self.at.isoformat(), "user_id": self.user_id}
        return Entry(self.key, self.text, json.dumps(data, separators=(",", ":")))

    @classmethod
    def from_entry(cls, entry: Entry) -> Note:
        """Return what `as_entry` was made of. Raises UnreadableEntryError."""
        try:
            data = _read(entry)
            at = datetime.fromisoformat(data["at"])
            return cls(entry.key, entry.text, at, data["user_id"])
        except (ValueError, TypeError, KeyError) as err:
            raise UnreadableEntryError(entry.key) from err


def read_episodes(entries: Iterable[Entry]) -> list[Episode]:
    """Return the episodes that entries hold; what is not readable is passed over."""
    return [episode for entry in entries if (episode := _read_episode(entry))]


def read_notes(entries: Iterable[Entry]) -> list[Note]:
    """Return the notes that entries hold; what is not readable is passed over."""
    found = []
    for entry in entries:
        try:
            found.append(Note.from_entry(entry))
        except UnreadableEntryError:
            continue
    return found


@lru_cache(_REMEMBERED)
def _read_episode(entry: Entry) -> Episode | None:
    """Return the episode of an entry, None if it is not readable."""
    try:
        return Episode.from_entry(entry)
    except UnreadableEntryError:
        return None


def _read(entry: Entry) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(entry.payload)
    if data["format"] != _FORMAT:
        raise UnreadableEntryError(entry.key)
    return data


def _as_lists(steps: Iterable[Step]) -> list[list[Any]]:
    return [[step.target, step.action, step.value] for step in steps]


def _as_steps(lists: Sequence[Sequence[Any]]) -> tuple[Step, ...]:
    return tuple(Step(str(target), str(action), value) for target, action, value in lists)
