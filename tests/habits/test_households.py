"""Three households in one house: the same sentence gives each what it does."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from homeassistant.components.conversation import async_converse
from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.util import dt as dt_util
import pytest

from benchmarks.clock import Clock, clock
from benchmarks.conversations import ENTRY_ID, LANGUAGE, OURS, Setting, Stage, async_stage
from benchmarks.habits import GIVEN
from benchmarks.understanding import NO_OLLAMA
from custom_components.llm_iot.const import CONF_HABITS, DOMAIN
from custom_components.llm_iot.processing.habits import GOALS
from custom_components.llm_iot.storage.record import Batch, Record
from dev.simulation import HOME, HOUSEHOLDS, weeks_of

type Calls = dict[str, float | str | None]
"""What is done by entity id and service: its value, None without one."""

SENTENCES = {
    "wake up": ("Bedroom", "06:55", "good morning"),
    "work": ("Study", "08:50", "let me get some work done"),
    "come home": ("Hallway", "17:05", "I am home"),
    "cook": ("Kitchen", "18:30", "I'm going to cook"),
    "film": ("Living room", "20:05", "let's have a movie night"),
    "read": ("Bedroom", "22:20", "I want to read my book"),
}
"""Area, time of day and words, in order of time."""
_TV = "media_player.living_room_tv"
GENERAL: dict[str, Calls] = {
    "wake up": {"cover.bedroom_blind open_cover": None, "light.bedroom_ceiling turn_on": None},
    "work": {"light.study_desk turn_on": None},
    "come home": {"light.hallway turn_on": None},
    "cook": {"light.kitchen_ceiling turn_on": None, "light.kitchen_counter turn_on": None},
    "film": {f"{_TV} turn_on": None, "cover.living_room_curtains close_cover": None},
    "read": {"light.bedroom_reading turn_on": None},
}
"""What the sentences mean where nothing is known of habits."""
USUAL: dict[str, dict[str, Calls]] = {
    "cosy": {
        "wake up": {"cover.bedroom_blind open_cover": None, "light.bedroom_ceiling turn_on": 30},
        "work": {"light.study_desk turn_on": 80},
        "come home": {"light.living_room_floor_lamp turn_on": 60},
        "cook": {
            "light.kitchen_ceiling turn_on": 70,
            "light.kitchen_counter turn_on": None,
            "media_player.kitchen_radio volume_set": 20,
        },
        "film": {
            f"{_TV} turn_on": None,
            f"{_TV} volume_set": 22,
            "light.living_room_floor_lamp turn_on": 20,
            "cover.living_room_curtains close_cover": None,
            "climate.living_room set_temperature": 21.5,
        },
        "read": {"light.bedroom_reading turn_on": 40},
    },
    "dark": {
        "wake up": {"cover.bedroom_blind open_cover": None, "light.bedroom_reading turn_on": 60},
        "work": {"light.study_desk turn_on": 50},
        "come home": {"light.hallway turn_on": None},
        "cook": {"light.kitchen_counter turn_on": None},
        "film": {
            f"{_TV} turn_on": None,
            f"{_TV} volume_set": 45,
            "cover.living_room_curtains close_cover": None,
        },
        "read": {"light.bedroom_ceiling turn_on": 70},
    },
    "bright": {
        "wake up": {"cover.bedroom_blind open_cover": None, "light.bedroom_ceiling turn_on": 100},
        "work": {"light.study_desk turn_on": 100},
        "come home": {"light.hallway turn_on": None, "light.living_room_ceiling turn_on": 80},
        "cook": {"light.kitchen_ceiling turn_on": 100},
        "film": {
            f"{_TV} turn_on": None,
            f"{_TV} volume_set": 12,
            "light.living_room_ceiling turn_on": 30,
            "climate.living_room set_temperature": 19,
        },
        "read": {"light.bedroom_reading turn_on": 90},
    },
}
NEAR = 2
"""How far a value may be from the one that a household means: people do not aim well."""


@pytest.fixture
async def running() -> AsyncIterator[Clock]:
    """Return a clock that can be put forward."""
    with clock() as found:
        yield found


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Return that a Home Assistant that is stopped may leave timers to a loop that goes on."""
    return True


async def called(stage: Stage, area: str, at: str, words: str) -> Calls:
    """Say a sentence at its time, in the house as it is at first; return what is called."""
    calls: Calls = {}

    @callback
    def note(event: Event[dict[str, Any]]) -> None:
        data = dict(event.data["service_data"])
        entity_id = data.pop("entity_id")
        value = next(iter(data.values()), None)
        if "volume_level" in data:
            value = data["volume_level"] * 100
        calls[f"{entity_id} {event.data['service']}"] = value

    await stage.async_reset(GIVEN)
    await stage.clock.async_advance_to(at)
    stop = stage.hass.bus.async_listen(EVENT_CALL_SERVICE, note)
    device_id = stage.listeners[area]
    await async_converse(
        stage.hass, words, None, Context(), LANGUAGE, stage.agents[OURS], device_id=device_id
    )
    await stage.entry.runtime_data.async_settle()
    await stage.hass.async_block_till_done()
    stop()
    return calls


async def all_called(stage: Stage) -> dict[str, Calls]:
    """Say all sentences of a day."""
    return {name: await called(stage, *said) for name, said in SENTENCES.items()}


async def learn(stage: Stage, household: str) -> None:
    """Let the last three weeks have been those of a household, and a night pass."""
    await stage.agent_entry.runtime_data.history.async_started()
    await stage.hass.async_add_executor_job(
        remember, _record(stage.hass), weeks_of(HOUSEHOLDS[household], dt_util.now())
    )
    await stage.clock.async_advance_to("05:00")


async def goals_said(stage: Stage) -> set[str | None]:
    """Return the goals that the record knows of since the weeks were written."""
    record = Record(_record(stage.hass))
    await stage.hass.async_add_executor_job(record.open)
    today = stage.clock.now.timestamp() - timedelta(days=1).total_seconds()
    changes = await stage.hass.async_add_executor_job(
        record.changes, [GOALS], today, stage.clock.now.timestamp()
    )
    await stage.hass.async_add_executor_job(record.close)
    return {change.state for change in changes[GOALS] if change.at >= today}


def remember(file: Path, weeks: Batch) -> None:
    """Write weeks into a record, as if they had been watched."""
    record = Record(file)
    record.open()
    record.write(weeks)
    record.close()


def _record(hass: HomeAssistant) -> Path:
    return Path(hass.config.path(".storage", f"{DOMAIN}.{ENTRY_ID}.record.db"))


@pytest.mark.parametrize("household", HOUSEHOLDS)
async def test_each_household_gets_what_it_does(
    household: str,
    running: Clock,
    tmp_path: Path,
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
) -> None:
    """With its habits; without them, what is general, whoever lives there."""
    setting = Setting(NO_OLLAMA, has_model=False, kept_store=tmp_path / "s.db", clock=running)
    areas = sorted({area for area, _, _ in SENTENCES.values()})
    async with async_stage(HOME, areas, setting) as stage:
        await learn(stage, household)
        found = await all_called(stage)
        assert found == {
            name: {
                call: value if value is None else pytest.approx(value, abs=NEAR)
                for call, value in calls.items()
            }
            for name, calls in USUAL[household].items()
        }
        assert await goals_said(stage) >= {"work", "come_home", "film", "reading"}
        (agent,) = stage.agent_entry.subentries.values()
        stage.hass.config_entries.async_update_subentry(
            stage.agent_entry, agent, data={**agent.data, CONF_HABITS: False}
        )
        await stage.hass.async_block_till_done()
        data = stage.agent_entry.runtime_data
        await data.history.async_started()
        await data.customs.async_learn()
        assert data.customs.async_usual().habits  # which are known, and not used
        assert await all_called(stage) == GENERAL


async def test_weeks_are_the_same_for_the_same_household() -> None:
    """And differ from those of another."""
    end = dt_util.utcnow() - timedelta(days=1)
    cosy, dark = HOUSEHOLDS["cosy"], HOUSEHOLDS["dark"]
    assert weeks_of(cosy, end) == weeks_of(cosy, end)
    assert weeks_of(cosy, end) != weeks_of(dark, end)
