"""The paper's Table II: three commands from every starting state, through real parts."""

from itertools import product

import pytest

from dev.paper import COMMANDS, Command

from .room import Room

STARTS = [
    dict(zip(("light", "fan", "tv"), start, strict=True))
    for start in product((False, True), repeat=3)
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.text)
async def test_a_command_ends_right_from_every_start(command: Command, room: Room) -> None:
    """The relays end as the table wants; what already was so is not switched again."""
    for states in STARTS:
        await room.put(**states)
        before = room.written()
        said = await room.say(command.text)
        await room.settled(**command.wanted)
        unmoved = [name for name in states if states[name] == command.wanted[name]]
        assert all(room.written()[name] == before[name] for name in unmoved), (states, said)
