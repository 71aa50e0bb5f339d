"""The paper's three commands, and what they must leave on and off."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command, and the state it must leave each board in (true is on)."""

    text: str
    wanted: Mapping[str, bool]


COMMANDS = (
    Command("Set the room for Study", {"light": True, "fan": True, "tv": False}),
    Command("Set the room for movie night", {"light": False, "fan": True, "tv": True}),
    Command("I want to sleep now", {"light": False, "fan": True, "tv": False}),
)
