"""A household in the paper's room: what its habits come to at the relays of real boards."""

from pathlib import Path

from homeassistant.util import dt as dt_util

from custom_components.llm_iot.const import CONF_HABITS, DOMAIN
from custom_components.llm_iot.storage.record import Batch, Record
from dev.simulation import Household, Routine, off, on, weeks_of

from .room import ENTITIES, ENTRY_ID, Room

LIGHT, FAN, TV = ENTITIES["light"], ENTITIES["fan"], ENTITIES["tv"]
AIRY = Household(
    "airy",
    (
        Routine(at="16:00", minutes=60, deeds=(off(LIGHT), on(FAN, 66), off(TV)), goal="study"),
        Routine(at="20:00", minutes=100, deeds=(on(TV), on(LIGHT), on(FAN, 33)), goal="film"),
    ),
)
"""They study by daylight in a breeze, and watch films with the light on."""


async def remember(room: Room, weeks: Batch) -> None:
    """Let weeks have been watched, and a night have passed in which habits are learnt."""
    data = room.entry.runtime_data
    await data.history.async_started()
    file = Path(room.hass.config.path(".storage", f"{DOMAIN}.{ENTRY_ID}.record.db"))

    def write() -> None:
        record = Record(file)
        record.open()
        record.write(weeks)
        record.close()

    await room.hass.async_add_executor_job(write)
    await data.customs.async_learn()


async def test_habits_reach_the_relays(room: Room) -> None:
    """The same sentence does what the household does; with habits off, what is general."""
    await remember(room, weeks_of(AIRY, dt_util.now()))
    await room.put(light=False, fan=False, tv=True)
    await room.say("study time")
    await room.settled(light=False, fan=True, tv=False)
    assert room.boards["fan"].speed() == 2
    await room.say("let's have a movie night")
    await room.settled(light=True, fan=True, tv=True)
    assert room.boards["fan"].speed() == 1

    (agent,) = room.entry.subentries.values()
    room.hass.config_entries.async_update_subentry(
        room.entry, agent, data={**agent.data, CONF_HABITS: False}
    )
    await room.hass.async_block_till_done()
    await room.entry.runtime_data.preparation.async_wait()
    await room.put(light=False, fan=False, tv=True)
    await room.say("study time")
    await room.settled(light=True, fan=True, tv=False)
    await room.say("let's have a movie night")
    await room.settled(light=False, tv=True)
