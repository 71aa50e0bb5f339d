"""Boards that die or freeze: the reply is true, and nothing moves late."""

import time

from .room import ENTITIES, Room


async def test_a_dead_board_is_said_to_be_unavailable(room: Room) -> None:
    """The others still do their part."""
    await room.hass.async_add_executor_job(room.boards["fan"].kill)
    await room.until(ENTITIES["fan"], "unavailable")
    said = await room.say("turn on the fan and the TV")
    assert said.reply == "TV on. The fan is not available."
    await room.settled(tv=True)


async def test_a_frozen_board_gets_no_command_that_it_would_run_when_it_wakes(room: Room) -> None:
    """It looks available for two minutes; it is asked first, and does not answer."""
    fan = room.boards["fan"]
    fan.freeze()
    started = time.monotonic()
    said = await room.say("turn on the fan")
    assert time.monotonic() - started < 3
    assert said.reply == "The fan did not answer, so I left it alone."
    before = len(fan.writes)
    fan.thaw()
    # The board has read everything that was sent to it once it obeys a new command.
    await room.until(ENTITIES["fan"], "off")
    await room.put(fan=True)
    await room.put(fan=False)
    speeds = [write for write in fan.writes[before:] if not write.level]
    assert len(speeds) == 1


async def test_a_board_that_comes_back_is_used_again(room: Room) -> None:
    """Home Assistant reconnects; nothing needs to be reloaded."""
    board = room.boards["tv"]
    await room.hass.async_add_executor_job(board.kill)
    await room.until(ENTITIES["tv"], "unavailable")
    await room.hass.async_add_executor_job(board.start)
    await room.until(ENTITIES["tv"], "off")
    assert (await room.say("turn on the TV")).reply == "TV on."
    await room.settled(tv=True)
