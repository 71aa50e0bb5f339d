"""Several turns at once, and turns while the entry is reloaded or removed."""

import asyncio
from pathlib import Path

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from tests.fake_ollama import FakeOllama

from .conftest import Build
from .room import Room, eventually


async def test_two_turns_at_once_do_not_mix(room: Room) -> None:
    """Each gets its own reply and its own event, and both are carried out."""
    light, tv, question = await asyncio.gather(
        room.say("turn on the light", "a"),
        room.say("turn on the TV", "b"),
        room.say("is the fan on?", "c"),
    )
    assert (light.reply, tv.reply, question.reply) == ("Light on.", "TV on.", "No, the fan is off.")
    assert [step["entity_id"] for step in light.event["steps"]] == ["light.study_light"]
    assert [step["entity_id"] for step in tv.event["steps"]] == ["switch.study_tv"]
    await room.settled(light=True, tv=True, fan=False)


async def test_two_goals_at_once_are_asked_one_after_the_other(room: Room) -> None:
    """The model sees one prompt at a time, and no answer goes to the wrong turn."""
    study, leaving = await asyncio.gather(
        room.say("i have to revise for a maths exam", "a"),
        room.say("bye, i am off to the office", "b"),
    )
    assert study.event["stage_ms"]
    assert leaving.event["stage_ms"]
    assert {step["action"] for step in leaving.event["steps"]} <= {"off"}


async def test_a_turn_outlives_a_reload_of_its_entry(
    hass: HomeAssistant, build_room: Build, fake_ollama: FakeOllama
) -> None:
    """The reload waits for it, and the agent is there again afterwards."""
    room = await build_room(fake_ollama.url, prepared=False)
    fake_ollama.answer = '["light on"]'
    fake_ollama.pause = 0.1
    turn = asyncio.create_task(room.say("paint me a picture of a sunny day"))
    await eventually(lambda: bool(room.entry.runtime_data.client.busy))
    await hass.config_entries.async_reload(room.entry.entry_id)
    said = await turn
    assert said.event["error"] is None
    assert room.entry.state is ConfigEntryState.LOADED
    assert (await room.say("turn on the TV")).reply == "TV on."


async def test_nothing_is_left_behind(hass: HomeAssistant, room: Room) -> None:
    """Reloads leak no listener, no task and no file; a removed entry takes its store along."""

    def stored() -> list[Path]:
        return list(Path(hass.config.path(".storage")).glob(f"llm_iot.{room.entry.entry_id}.*"))

    assert await hass.async_add_executor_job(stored)
    await hass.config_entries.async_reload(room.entry.entry_id)
    await room.entry.runtime_data.preparation.async_wait()
    listeners = hass.bus.async_listeners()
    for _ in range(3):
        await hass.config_entries.async_reload(room.entry.entry_id)
        await room.entry.runtime_data.preparation.async_wait()
    assert hass.bus.async_listeners() == listeners
    await hass.config_entries.async_remove(room.entry.entry_id)
    assert not await hass.async_add_executor_job(stored)
    ours = [task for task in asyncio.all_tasks() if "llm_iot" in task.get_name()]
    assert not ours
