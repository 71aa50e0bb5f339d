"""What can only be asked, in a real Home Assistant with its own demo devices."""

from collections.abc import AsyncIterator

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from custom_components.llm_iot.collection.home import Home
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import Device
from tests.demo_home import demo_devices, expose_everything

PLATFORMS = ("sensor", "binary_sensor", "weather", "light", "lock", "update", "camera")


@pytest.fixture
async def demo(home_assistant: HomeAssistant) -> AsyncIterator[HomeAssistant]:
    """Return a Home Assistant with its own demo devices, a person and the sun."""
    persons = {"person": [{"id": "anna", "name": "Anna"}]}
    assert await async_setup_component(home_assistant, "person", persons)
    home_assistant.states.async_set("sun.sun", "above_horizon", {"friendly_name": "Sun"})
    async with demo_devices(home_assistant, PLATFORMS) as hass:
        yield hass


def by_kind(home: Home) -> dict[str, list[Device]]:
    """Return the readings of a home by their kind."""
    found: dict[str, list[Device]] = {}
    for reading in home.async_view().readings:
        found.setdefault(reading.kind, []).append(reading)
    return found


async def test_what_is_exposed_and_cannot_be_controlled_can_be_asked(demo: HomeAssistant) -> None:
    """Each has the kind that people call it by; nothing is on both lists."""
    expose_everything(demo)
    home = Home(demo, load_kinds())
    view = home.async_view()
    kinds = by_kind(home)
    assert {"temperature", "humidity", "power", "energy", "battery", "co2", "gas"} <= set(kinds)
    assert {"person", "weather", "sun", "leak", "motion", "update"} <= set(kinds)
    assert [reading.name for reading in kinds["person"]] == ["Anna"]
    assert not {device.domain for device in view.devices} & {
        reading.domain for reading in view.readings
    }
    assert not any(reading.domain in {"camera", "light", "lock"} for reading in view.readings)
    assert view.anything.keys() == view.states.keys()
    assert len(view.anything) == len(view.devices) + len(view.readings)


async def test_what_is_not_exposed_cannot_be_asked(demo: HomeAssistant) -> None:
    """Home Assistant exposes few sensors by itself, and no person."""
    home = Home(demo, load_kinds())
    view = home.async_view()
    assert "person.anna" not in view.anything
    assert "sun.sun" not in view.anything
    async_expose_entity(demo, "conversation", "person.anna", should_expose=True)
    assert "person.anna" in Home(demo, load_kinds()).async_view().anything


async def test_a_reading_has_a_room_and_the_device_that_it_is_a_part_of(
    demo: HomeAssistant,
) -> None:
    """The battery of a sensor belongs to the same thing; the main sensor of a room is known."""
    expose_everything(demo)
    area = ar.async_get(demo).async_create("Patio")
    outside = "sensor.outside_temperature"
    entry = er.async_get(demo).async_get(outside)
    assert entry
    assert entry.device_id
    dr.async_get(demo).async_update_device(entry.device_id, area_id=area.id)
    ar.async_get(demo).async_update(area.id, temperature_entity_id=outside)
    view = Home(demo, load_kinds()).async_view()
    reading = view.anything[outside]
    battery = view.anything["sensor.outside_temperature_battery"]
    assert reading.area == "Patio"
    assert view.state(outside).attributes["unit_of_measurement"] == "°C"
    assert reading.device_id == battery.device_id == entry.device_id
    assert view.main_readings == {outside}


async def test_a_sensor_that_changes_its_value_is_no_change_of_the_home(
    demo: HomeAssistant,
) -> None:
    """Nor is one that is not exposed and comes or goes; one that is exposed is seen at once."""
    expose_everything(demo)
    home = Home(demo, load_kinds())
    changes: list[str] = []
    stop = home.async_listen(lambda: changes.append("changed"))
    version = home.async_view().version
    demo.states.async_set("sun.sun", "below_horizon", {"friendly_name": "Sun"})
    demo.states.async_set("sensor.hidden", "1", {"friendly_name": "Hidden"})
    demo.states.async_remove("sensor.hidden")
    await demo.async_block_till_done()
    assert home.async_view().state("sun.sun").state == "below_horizon"
    assert (home.async_view().version, changes) == (version, [])
    async_expose_entity(demo, "conversation", "sensor.new", should_expose=True)
    demo.states.async_set("sensor.new", "1", {"friendly_name": "New"})
    await demo.async_block_till_done()
    assert "sensor.new" in home.async_view().anything
    assert home.async_view().version > version
    demo.states.async_remove("sensor.new")
    await demo.async_block_till_done()
    assert "sensor.new" not in home.async_view().anything
    stop()
