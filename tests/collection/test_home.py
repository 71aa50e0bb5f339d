"""The home as a view, in a real Home Assistant."""

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    entity_registry as er,
    floor_registry as fr,
)
import pytest

from custom_components.llm_iot.collection.home import Home
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.places import named_places, with_known_names


@pytest.fixture
def home(home_assistant: HomeAssistant) -> Home:
    """Return a home with a lamp in the living room and a TV without a room."""
    hass = home_assistant
    floor = fr.async_get(hass).async_create("Ground floor", aliases={"downstairs"})
    area = ar.async_get(hass).async_create(
        "Living room", aliases={"lounge"}, floor_id=floor.floor_id
    )
    entities = er.async_get(hass)
    lamp = entities.async_get_or_create("light", "test", "lamp", suggested_object_id="lamp")
    entities.async_update_entity(lamp.entity_id, area_id=area.id, aliases=["Glow", "Floor lamp"])
    hass.states.async_set("light.lamp", "on", {"friendly_name": "Floor lamp"})
    hass.states.async_set("switch.tv", "off", {"friendly_name": "TV"})
    hass.states.async_set("sensor.power", "3", {"friendly_name": "Power"})
    for entity_id in ("light.lamp", "switch.tv", "sensor.power"):
        async_expose_entity(hass, "conversation", entity_id, should_expose=True)
    return Home(hass, load_kinds())


async def test_a_device_has_its_names_its_place_and_its_kind(home: Home) -> None:
    """What cannot be controlled is not among them."""
    view = home.async_view()
    assert set(view.by_id) == {"light.lamp", "switch.tv"}
    lamp = view.by_id["light.lamp"]
    assert (lamp.area, lamp.floor, lamp.kind) == ("Living room", "Ground floor", "light")
    assert "Glow" in lamp.names
    assert view.by_id["switch.tv"].kind == "tv"


async def test_a_place_answers_to_its_other_names(home: Home) -> None:
    """The lounge is the living room, and downstairs the ground floor."""
    view = home.async_view()
    text = with_known_names("turn off the lights in the Lounge", view)
    assert named_places(text, view) == ("living room",)
    assert named_places(with_known_names("all off downstairs", view), view) == ("ground floor",)


async def test_a_place_with_an_odd_name_keeps_its_other_names(
    home_assistant: HomeAssistant,
) -> None:
    """They are known, but "mum and dad's room" is not put into a sentence in their place."""
    hass = home_assistant
    area = ar.async_get(hass).async_create("Mum and Dad's room", aliases={"our bedroom"})
    hass.states.async_set("light.lamp", "on", {"friendly_name": "Lamp"})
    lamp = er.async_get(hass).async_get_or_create("light", "test", "lamp")
    er.async_get(hass).async_update_entity(lamp.entity_id, area_id=area.id)
    hass.states.async_set(lamp.entity_id, "on", {"friendly_name": "Lamp"})
    async_expose_entity(hass, "conversation", lamp.entity_id, should_expose=True)
    view = Home(hass, load_kinds()).async_view()
    assert view.place_aliases == {"our bedroom": "Mum and Dad's room"}
    assert with_known_names("lights off in our bedroom", view) == "lights off in our bedroom"


async def test_a_device_that_is_hidden_is_gone_at_once(
    home_assistant: HomeAssistant, home: Home
) -> None:
    """So is one that is new there at once; both are told."""
    changes: list[str] = []
    stop = home.async_listen(lambda: changes.append("changed"))
    version = home.async_view().version
    async_expose_entity(home_assistant, "conversation", "switch.tv", should_expose=False)
    assert set(home.async_view().by_id) == {"light.lamp"}
    home_assistant.states.async_set("fan.new", "off", {"friendly_name": "Fan"})
    async_expose_entity(home_assistant, "conversation", "fan.new", should_expose=True)
    await home_assistant.async_block_till_done()
    assert set(home.async_view().by_id) == {"light.lamp", "fan.new"}
    assert home.async_view().version > version
    assert changes
    stop()


async def test_states_are_those_of_the_moment(home_assistant: HomeAssistant, home: Home) -> None:
    """They are no reason to work out names again."""
    version = home.async_view().version
    home_assistant.states.async_set("light.lamp", "off", {"friendly_name": "Floor lamp"})
    await home_assistant.async_block_till_done()
    assert home.async_view().state("light.lamp").state == "off"
    assert home.async_view().version == version
