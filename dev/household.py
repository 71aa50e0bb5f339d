"""A household in a Home Assistant that runs in this process: for tests and benchmarks.

A Home Assistant process of its own finds the integration where it looks for any other: in
the `custom_components` of its configuration folder.
"""

from pathlib import Path

from homeassistant.config_entries import SOURCE_USER, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.loader import Integration, async_get_custom_components
from homeassistant.setup import async_setup_component

from dev import custom_components
from dev.custom_components.household.const import CONF_FILE, DOMAIN
from dev.custom_components.household.entity import Household, HouseholdConfigEntry
from dev.custom_components.household.home import load_home


async def async_add_household(hass: HomeAssistant, file: Path) -> HouseholdConfigEntry:
    """Set up the home that a file describes, in its own units; everything in it is ready."""
    home = await hass.async_add_executor_job(load_home, file)
    await hass.config.async_update(unit_system=home.units, time_zone="UTC", language="en")
    integration = await hass.async_add_executor_job(
        Integration.resolve_from_root, hass, custom_components, DOMAIN
    )
    if integration is None:
        raise RuntimeError("The household's own manifest is wrong")
    (await async_get_custom_components(hass))[DOMAIN] = integration
    if not await async_setup_component(hass, "homeassistant", {}):
        raise RuntimeError("Home Assistant's own integration could not be set up")
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}, data={CONF_FILE: str(file)}
    )
    if result["type"] is not FlowResultType.CREATE_ENTRY:
        raise ValueError(f"{file} describes no home")
    entry: HouseholdConfigEntry = result["result"]
    await hass.async_block_till_done()
    if entry.state is not ConfigEntryState.LOADED:
        raise ValueError(f"{file} could not be set up: {entry.reason}")
    return entry


def household_of(entry: HouseholdConfigEntry) -> Household:
    """Return what runs in an entry."""
    return entry.runtime_data
