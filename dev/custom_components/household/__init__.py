"""A household for development: any home from a JSON file, with real entities in memory.

The entities are of Home Assistant's own classes, so they validate, convert and report as
those of real devices do. What a file can say of an entity is in people's units: brightness,
volume and position in percent.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryError
from homeassistant.helpers import (
    area_registry as ar,
    entity_registry as er,
    floor_registry as fr,
)

from .const import CONF_FILE, PLATFORMS
from .entity import Household, HouseholdConfigEntry
from .helpers import async_add_helpers, async_reset_helpers
from .home import Home, load_home

ASSISTANT = "conversation"


async def async_setup_entry(hass: HomeAssistant, entry: HouseholdConfigEntry) -> bool:
    """Set up everything in a home, in its places, with its names."""
    home = await hass.async_add_executor_job(load_home, Path(entry.data[CONF_FILE]))
    _async_add_places(hass, home)
    entry.runtime_data = Household(home)
    try:
        await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
        await async_add_helpers(hass, home)
    except ValueError as err:
        raise ConfigEntryError(str(err)) from err
    ours = {spec.entity_id for domain in PLATFORMS for spec in home.of(domain)}
    if missing := ours - entry.runtime_data.entities.keys():
        raise ConfigEntryError(f"The log tells why there is no {', '.join(sorted(missing))}")
    _async_register(hass, home)
    return True


async def async_unload_entry(hass: HomeAssistant, entry: HouseholdConfigEntry) -> bool:
    """Take the home away, but for the helpers, which are not the entry's."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_reset(
    hass: HomeAssistant, household: Household, changes: Mapping[str, Mapping[str, Any]]
) -> None:
    """Put everything back to what the file says, but for some changes by entity id."""
    household.async_reset(changes)
    await async_reset_helpers(hass, household.home, changes)


def _async_add_places(hass: HomeAssistant, home: Home) -> None:
    """Add the floors and areas of a home."""
    floors = fr.async_get(hass)
    ids = {
        floor.name: floors.async_create(
            floor.name, level=floor.level, aliases=set(floor.aliases)
        ).floor_id
        for floor in home.floors
    }
    areas = ar.async_get(hass)
    for area in home.areas:
        found = areas.async_get_or_create(area.name)
        floor_id = ids[area.floor] if area.floor else None
        areas.async_update(found.id, floor_id=floor_id, aliases=set(area.aliases))


def _async_register(hass: HomeAssistant, home: Home) -> None:
    """Tell the registries which area each entity is in, how else it is called, who sees it."""
    areas, entities = ar.async_get(hass), er.async_get(hass)
    for spec in home.entities.values():
        area = areas.async_get_area_by_name(spec.area) if spec.area else None
        if entities.async_get(spec.entity_id):
            entities.async_update_entity(
                spec.entity_id,
                area_id=area.id if area else None,
                aliases=[er.COMPUTED_NAME, *spec.aliases],
            )
        async_expose_entity(hass, ASSISTANT, spec.entity_id, spec.exposed)
