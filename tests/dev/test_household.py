"""The household: entities of Home Assistant's own classes that do what they are told."""

from collections.abc import Mapping
import json
from pathlib import Path
from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
import pytest
import voluptuous as vol

from benchmarks.scoring import picture
from dev.custom_components.household import async_reset
from dev.custom_components.household.const import DOMAIN
from dev.custom_components.household.entity import Household
from dev.custom_components.household.home import load_home
from dev.household import async_add_household

ENTITIES: dict[str, dict[str, Any]] = {
    "alarm_control_panel.a": {"name": "Alarm", "state": "disarmed"},
    "button.a": {"name": "Button"},
    "climate.a": {"name": "Heating", "state": "heat", "temperature": 20, "presets": ["eco"]},
    "cover.a": {"name": "Blind", "state": "open", "position": 80, "tilt": 10},
    "cover.b": {"name": "Door", "device_class": "garage", "state": "closed"},
    "device_tracker.a": {"name": "Phone", "state": "home"},
    "fan.a": {"name": "Fan", "state": "off", "speeds": 4, "percentage": 50, "oscillating": False},
    "fan.b": {"name": "Extractor", "state": "off"},
    "humidifier.a": {"name": "Humidifier", "state": "off", "humidity": 40},
    "input_boolean.a": {"name": "Guests", "state": "off"},
    "input_number.a": {"name": "Tempo", "state": "90.0", "min": 10, "max": 200},
    "input_select.a": {"name": "Mode", "state": "one", "options": ["one", "two"]},
    "lawn_mower.a": {"name": "Mower", "state": "docked"},
    "light.a": {"name": "Lamp", "modes": ["hs", "color_temp"], "state": "off", "brightness": 50},
    "light.b": {"name": "Stubborn", "state": "off", "obeys": False},
    "light.c": {"name": "Unplugged", "state": "unavailable"},
    "lock.a": {"name": "Lock", "state": "locked"},
    "media_player.a": {"name": "Player", "state": "off", "sources": ["A", "B"], "source": "A"},
    "number.a": {"name": "Pressure", "limits": [2, 10], "state": "6.0"},
    "person.anna": {"name": "Anna", "device_trackers": ["device_tracker.a"]},
    "scene.a": {"name": "Evening", "sets": {"light.a": {"state": "on", "brightness": 20}}},
    "script.a": {
        "name": "Night",
        "sequence": [{"action": "light.turn_off", "target": {"entity_id": "light.a"}}],
    },
    "select.a": {"name": "Programme", "options": ["eco", "fast"], "state": "eco"},
    "sensor.a": {"name": "Warmth", "device_class": "temperature", "unit": "°C", "state": "20.5"},
    "binary_sensor.a": {"name": "Window", "device_class": "window", "state": "on"},
    "siren.a": {"name": "Siren", "state": "off"},
    "switch.a": {"name": "Socket", "state": "off"},
    "timer.a": {"name": "Break", "duration": "00:10:00"},
    "todo.a": {"name": "Shopping", "items": ["Milk"]},
    "vacuum.a": {"name": "Robot", "state": "docked", "speeds": ["slow", "fast"], "speed": "slow"},
    "valve.a": {"name": "Valve", "state": "closed", "position": 0},
    "water_heater.a": {"name": "Boiler", "state": "eco", "temperature": 50, "away": False},
    "weather.a": {"name": "Weather", "state": "rainy", "temperature": 11},
}
type Command = tuple[str, str, dict[str, Any], dict[str, Any]]
"""An entity, an action with its data, and what is to be seen then."""
COMMANDS: list[Command] = [
    ("alarm_control_panel.a", "alarm_arm_away", {}, {"state": "armed_away"}),
    ("climate.a", "set_temperature", {"temperature": 22}, {"state": "heat", "temperature": 22}),
    ("climate.a", "set_preset_mode", {"preset_mode": "eco"}, {"preset": "eco"}),
    ("climate.a", "turn_off", {}, {"state": "off"}),
    ("cover.a", "set_cover_position", {"position": 30}, {"state": "open", "position": 30}),
    ("cover.a", "close_cover", {}, {"state": "closed", "position": 0}),
    ("cover.a", "set_cover_tilt_position", {"tilt_position": 60}, {"tilt": 60}),
    ("cover.b", "open_cover", {}, {"state": "open"}),
    ("fan.a", "turn_on", {}, {"state": "on", "percentage": 50}),
    ("fan.a", "set_percentage", {"percentage": 75}, {"state": "on", "percentage": 75}),
    ("fan.a", "oscillate", {"oscillating": True}, {"oscillating": True}),
    ("fan.b", "turn_on", {}, {"state": "on"}),
    ("humidifier.a", "set_humidity", {"humidity": 55}, {"humidity": 55}),
    ("humidifier.a", "turn_on", {}, {"state": "on"}),
    ("input_boolean.a", "turn_on", {}, {"state": "on"}),
    ("input_number.a", "set_value", {"value": 120}, {"state": "120.0"}),
    ("input_select.a", "select_option", {"option": "two"}, {"state": "two"}),
    ("lawn_mower.a", "start_mowing", {}, {"state": "mowing"}),
    ("light.a", "turn_on", {}, {"state": "on", "brightness": 50}),
    ("light.a", "turn_on", {"brightness_pct": 80}, {"state": "on", "brightness": 80}),
    ("light.a", "turn_on", {"color_temp_kelvin": 4000}, {"kelvin": 4000, "color": None}),
    ("light.a", "turn_on", {"color_name": "blue"}, {"kelvin": None, "color": (240, 100)}),
    ("lock.a", "unlock", {}, {"state": "unlocked"}),
    ("media_player.a", "turn_on", {}, {"state": "idle"}),
    ("media_player.a", "media_play", {}, {"state": "playing", "title": "First"}),
    ("number.a", "set_value", {"value": 8}, {"state": "8.0"}),
    ("scene.a", "turn_on", {}, {}),
    ("select.a", "select_option", {"option": "fast"}, {"state": "fast"}),
    ("siren.a", "turn_on", {}, {"state": "on"}),
    ("switch.a", "turn_on", {}, {"state": "on"}),
    ("timer.a", "start", {}, {"state": "active"}),
    ("todo.a", "add_item", {"item": "Bread"}, {"state": "2"}),
    ("vacuum.a", "start", {}, {"state": "cleaning"}),
    ("vacuum.a", "set_fan_speed", {"fan_speed": "fast"}, {"speed": "fast"}),
    ("valve.a", "set_valve_position", {"position": 40}, {"state": "open", "position": 40}),
    ("water_heater.a", "set_temperature", {"temperature": 60}, {"temperature": 60}),
    ("water_heater.a", "turn_off", {}, {"state": "off"}),
]


def written(folder: Path, **home: Any) -> Path:
    """Return the file of a home."""
    file = folder / "home.json"
    described = {"name": "Home", "about": "For tests", "entities": ENTITIES, **home}
    file.write_text(json.dumps(described), encoding="utf-8")
    return file


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Return that a running timer of the timer integration outlives a test."""
    return True


@pytest.fixture
async def household(home_assistant: HomeAssistant, tmp_path: Path) -> Household:
    """Return a home with everything in it once."""
    return (await async_add_household(home_assistant, written(tmp_path))).runtime_data


def shown(hass: HomeAssistant, household: Household) -> Mapping[str, Any]:
    """Return what people notice of the home."""
    return {
        entity_id: picture(entity_id, state.state, state.attributes)
        for entity_id in household.home.entities
        if (state := hass.states.get(entity_id))
    }


async def command(
    hass: HomeAssistant, household: Household, entity_id: str, service: str, **data: Any
) -> None:
    """Call an action, and wait until nothing moves any more."""
    domain = entity_id.partition(".")[0]
    await hass.services.async_call(domain, service, {"entity_id": entity_id, **data}, blocking=True)
    await household.async_settle()


async def test_everything_is_as_the_file_says(
    home_assistant: HomeAssistant, household: Household
) -> None:
    """Every entity of the file is there, in the state of the file."""
    states = shown(home_assistant, household)
    assert states.keys() == ENTITIES.keys()
    for entity_id, said in ENTITIES.items():
        assert states[entity_id]["state"] == said.get("state", states[entity_id]["state"])
    assert states["person.anna"]["state"] == "home"
    assert states["cover.a"]["position"] == 80


@pytest.mark.parametrize("given", COMMANDS, ids=lambda given: f"{given[0]} {given[1]}")
async def test_a_command_is_obeyed_and_taken_back(
    home_assistant: HomeAssistant, household: Household, given: Command
) -> None:
    """By Home Assistant's own actions; after a reset everything is as at first."""
    entity_id, service, data, wanted = given
    before = shown(home_assistant, household)
    await command(home_assistant, household, entity_id, service, **data)
    now = shown(home_assistant, household)
    assert now[entity_id].items() >= wanted.items()
    assert now != before
    await async_reset(home_assistant, household, {})
    activated = {"scene.a", "button.a"}
    after = shown(home_assistant, household)
    assert {key: after[key] for key in after if key not in activated} == {
        key: before[key] for key in before if key not in activated
    }


async def test_a_scene_and_a_script_move_what_they_name(
    home_assistant: HomeAssistant, household: Household
) -> None:
    """They show that they were used."""
    await command(home_assistant, household, "scene.a", "turn_on")
    assert shown(home_assistant, household)["light.a"]["brightness"] == 20
    await command(home_assistant, household, "script.a", "turn_on")
    states = shown(home_assistant, household)
    assert states["light.a"]["state"] == "off"
    assert states["script.a"]["ran"] is not None
    assert states["scene.a"]["state"] != "unknown"


async def test_a_stubborn_device_accepts_and_does_nothing(
    home_assistant: HomeAssistant, household: Household
) -> None:
    """So a claim that it obeyed can be caught."""
    await command(home_assistant, household, "light.b", "turn_on")
    assert shown(home_assistant, household)["light.b"]["state"] == "off"


async def test_a_command_that_cannot_be_is_refused_as_by_any_device(
    home_assistant: HomeAssistant, household: Household
) -> None:
    """The classes are Home Assistant's own, and so are their checks."""
    with pytest.raises(ServiceValidationError):
        await command(home_assistant, household, "climate.a", "set_temperature", temperature=70)


async def test_a_bolt_is_seen_under_way(
    home_assistant: HomeAssistant, household: Household
) -> None:
    """And a reset in between leaves it where it belongs."""
    await home_assistant.services.async_call(
        "lock", "unlock", {"entity_id": "lock.a"}, blocking=True
    )
    assert shown(home_assistant, household)["lock.a"]["state"] == "unlocking"
    await async_reset(home_assistant, household, {})
    await household.async_settle()
    assert shown(home_assistant, household)["lock.a"]["state"] == "locked"


async def test_a_reset_can_leave_something_otherwise(
    home_assistant: HomeAssistant, household: Household
) -> None:
    """As a sentence wants the home to be beforehand."""
    given: dict[str, dict[str, Any]] = {
        "light.a": {"state": "on", "brightness": 10},
        "input_boolean.a": {"state": "on"},
        "device_tracker.a": {"state": "not_home"},
        "timer.a": {"state": "active"},
    }
    await async_reset(home_assistant, household, given)
    await home_assistant.async_block_till_done()
    states = shown(home_assistant, household)
    assert states["light.a"]["brightness"] == 10
    assert states["person.anna"]["state"] == "not_home"
    assert states["timer.a"]["state"] == "active"
    await async_reset(home_assistant, household, {"timer.a": {"state": "idle"}})
    states = shown(home_assistant, household)
    assert states["light.a"]["state"] == states["input_boolean.a"]["state"] == "off"
    assert states["timer.a"]["state"] == "idle"


async def test_a_home_counts_in_its_own_units(
    home_assistant: HomeAssistant, tmp_path: Path
) -> None:
    """Temperatures of the file are in Fahrenheit where the home is."""
    climate = {"name": "Thermostat", "state": "heat", "temperature": 68}
    file = written(tmp_path, units="us_customary", entities={"climate.a": climate})
    await async_add_household(home_assistant, file)
    state = home_assistant.states.get("climate.a")
    assert state is not None
    assert state.attributes["temperature"] == 68


@pytest.mark.usefixtures("household")  # by which the integration is found
@pytest.mark.parametrize(
    "home",
    [
        {"entities": {"light.a": {"name": "Lamp", "area": "Nowhere"}}},
        {"areas": [{"name": "Hall", "floor": "Nowhere"}]},
        {"entities": {"light": {"name": "Lamp"}}},
        {"entities": {"light.a": {"name": ""}}},
        {"code": "12"},
        {"colour": "red"},
    ],
)
async def test_a_wrong_file_is_refused(
    home_assistant: HomeAssistant, tmp_path: Path, home: dict[str, Any]
) -> None:
    """By whoever reads it, and by the flow that adds a home."""
    file = written(tmp_path, **home)
    with pytest.raises(vol.Invalid):
        load_home(file)
    flow = await home_assistant.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}, data={"file": str(file)}
    )
    assert flow["errors"] == {"file": "no_home"}


async def test_a_word_that_an_entity_does_not_know_is_refused(
    home_assistant: HomeAssistant, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A slip of the pen in a home does not go unnoticed."""
    file = written(tmp_path, entities={"light.a": {"name": "Lamp", "brigthness": 10}})
    with pytest.raises(ValueError, match=r"no light\.a"):
        await async_add_household(home_assistant, file)
    assert "light.a knows nothing of brigthness" in caplog.text


async def test_a_home_is_added_and_removed_by_hand(
    home_assistant: HomeAssistant, household: Household
) -> None:
    """The flow asks for the file, and unloading takes the entities away."""
    flow = await home_assistant.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert flow["type"] is FlowResultType.FORM
    assert not flow["errors"]
    (entry,) = home_assistant.config_entries.async_entries(DOMAIN)
    assert await home_assistant.config_entries.async_unload(entry.entry_id)
    assert entry.state is ConfigEntryState.NOT_LOADED
    assert shown(home_assistant, household)["light.a"]["state"] == "unavailable"
