"""A goal: what somebody may want or complain about, in words that hold for any home.

What its plan means in one home is worked out in `goals.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Scope(StrEnum):
    """Which part of a home a goal is about, where no place is named."""

    ROOM = "room"
    """The room of the speaker, else the one that the goal is usually about."""
    HOME = "home"
    ROOM_OR_HOME = "room or home"
    """The room of the speaker if it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What somebody may want or complain about, and what helps."""

    name: str
    plan: tuple[str, ...]
    scope: Scope = Scope.ROOM
    rooms: tuple[str, ...] = ()
    """Words for the rooms that it is usually about, the likeliest first."""
    always_there: bool = False
    """Whether it is about those rooms wherever it is said: the baby sleeps in the nursery."""
    own_room: bool = False
    """Whether it is about the own room of a person who is named: "bedtime for Max"."""
    needs: tuple[str, ...] = ()
    """Targets of which its room has one."""
    scenes: tuple[str, ...] = ()
    """Words that a scene made for it is called by."""
    sources: tuple[str, ...] = ()
    """Words that what it is played from is called by, where the words name no other source."""
    bound: bool = False
    """Whether it is about the device or the kind that is named: "the TV is too loud"."""
    one: bool = False
    """Whether it is about one device, wherever that is, such as the kettle."""
    usual: bool = False
    """Whether it is something that people do, each in their own way, so that their habits tell
    what it means: a film, and not a complaint."""


def read_goal(entry: Mapping[str, Any]) -> Goal:
    """Return a goal as `goals.json` holds it."""
    return Goal(
        name=entry["goal"],
        plan=tuple(entry["plan"]),
        scope=Scope(entry.get("scope", Scope.ROOM)),
        rooms=tuple(entry.get("rooms", ())),
        always_there=entry.get("always_there", False),
        own_room=entry.get("own_room", False),
        needs=tuple(entry.get("needs", ())),
        scenes=tuple(entry.get("scenes", ())),
        sources=tuple(entry.get("sources", ())),
        bound=entry.get("bound", False),
        one=entry.get("one", False),
        usual=entry.get("usual", False),
    )
