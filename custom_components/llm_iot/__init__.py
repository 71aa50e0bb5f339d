"""A conversation agent that only moves what code has verified, with a local language model."""

from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_API_KEY, CONF_URL, Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.device_registry import AnyDeviceEntry
from homeassistant.helpers.typing import ConfigType

from .actuation.planned_store import PlannedStore
from .agent import Agent
from .assembly import Parts, async_share, build_agent
from .collection.record_settings import record_path
from .const import CONF_KINDS, DOMAIN, SUBENTRY_CONVERSATION
from .coordinator import (
    LlmIotConfigEntry,
    LlmIotData,
    OllamaCoordinator,
    async_create_client,
)
from .errors import GatewayCertificateError, ModelError
from .gateway.assembly import (
    async_create_gateways,
    async_release,
    async_start_gateways,
    without_kinds,
)
from .preparation import Preparation
from .removal import async_remove_model
from .repairs import LocalHandlingWatch
from .services import async_setup_services
from .storage.choice import remove_store
from .storage.record import Record

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)
PLATFORMS: Final = (
    Platform.BINARY_SENSOR,
    Platform.CONVERSATION,
    Platform.FAN,
    Platform.LIGHT,
    Platform.MEDIA_PLAYER,
    Platform.SENSOR,
    Platform.SWITCH,
    Platform.TODO,
)
DRAIN_TIMEOUT: Final = 10.0
"""Seconds that turns under way are given when the entry is unloaded."""


async def async_setup(
    hass: HomeAssistant,
    config: ConfigType,  # noqa: ARG001  # Home Assistant's signature
) -> bool:
    """Register the actions, which are there whether or not an entry is loaded."""
    async_setup_services(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: LlmIotConfigEntry) -> bool:
    """Set up one Ollama server with its agents.

    A server that does not answer is no reason to fail: clear commands need no model.
    """
    try:
        gateways = await async_create_gateways(hass, entry)
    except GatewayCertificateError as err:
        raise ConfigEntryError(translation_domain=DOMAIN, translation_key=err.key) from err
    client = await async_create_client(hass, entry.data[CONF_URL], entry.data.get(CONF_API_KEY))
    coordinator = OllamaCoordinator(hass, entry, client)
    parts = await async_share(hass, entry, client)
    agents = _build_agents(parts, entry, coordinator)
    preparation = Preparation(parts, list(agents.values()), coordinator.async_refresh)
    parts.memory.on_kept = preparation.async_request
    parts.store.on_missing = preparation.async_request
    entry.runtime_data = LlmIotData(
        client=client,
        coordinator=coordinator,
        home=parts.home,
        store=parts.store,
        preparation=preparation,
        history=parts.history,
        customs=parts.customs,
        agents=agents,
        memory=parts.memory,
        gateways=gateways,
        settings=without_kinds(entry),
    )
    for agent in agents.values():
        await agent.policies.async_start(entry)
    watch = LocalHandlingWatch(hass, entry)
    watch.async_start()
    _async_follow(entry, watch)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    _async_start(hass, entry)
    watch.async_request()
    return True


def _build_agents(
    parts: Parts, entry: LlmIotConfigEntry, coordinator: OllamaCoordinator
) -> dict[str, Agent]:
    """Return the agents of an entry by subentry id."""

    @callback
    def note(error: ModelError | None) -> None:
        """Let a failing model be warmed up again, and the server be watched."""
        coordinator.async_note(error)
        if error is not None:
            for agent in agents.values():
                agent.warmed_with = None

    agents = {
        subentry.subentry_id: build_agent(parts, entry, subentry, note, coordinator.async_model)
        for subentry in entry.subentries.values()
        if subentry.subentry_type == SUBENTRY_CONVERSATION
    }
    return agents


@callback
def _async_follow(entry: LlmIotConfigEntry, watch: LocalHandlingWatch) -> None:
    """Follow the home, the server and the settings of an entry until it is unloaded."""
    data = entry.runtime_data

    @callback
    def home_changed() -> None:
        """Prepare for the home as it is now, and look who goes round the gate in it."""
        data.preparation.async_request()
        data.history.async_home_changed()
        watch.async_request()

    entry.async_on_unload(data.home.async_listen(home_changed))
    entry.async_on_unload(data.coordinator.async_add_listener(data.preparation.async_request))
    entry.async_on_unload(entry.add_update_listener(_async_reload))


@callback
def _async_start(hass: HomeAssistant, entry: LlmIotConfigEntry) -> None:
    """Begin what goes on beside the turns, now that the entities are there."""
    data = entry.runtime_data
    entry.async_create_background_task(hass, data.coordinator.async_refresh(), f"{DOMAIN} server")
    data.preparation.async_start(hass, entry)
    data.history.async_start_in_background(entry)
    data.customs.async_start(entry)
    async_start_gateways(hass, entry, data.gateways)
    for agent in data.agents.values():
        agent.later.schedule.async_start()


async def async_unload_entry(hass: HomeAssistant, entry: LlmIotConfigEntry) -> bool:
    """Unload an entry; turns under way come to their end first."""
    if not await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        return False
    data = entry.runtime_data
    data.preparation.async_stop()
    for agent in data.agents.values():
        await agent.later.schedule.async_stop()
        await agent.async_drain(DRAIN_TIMEOUT)
    await data.history.async_stop()
    await data.memory.async_stop()
    await data.client.close()
    await data.store.async_close()
    return True


async def async_remove_entry(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Remove what an entry has stored."""
    await hass.async_add_executor_job(remove_store, hass, entry.entry_id)
    await hass.async_add_executor_job(Record(record_path(hass, entry.entry_id)).remove)
    await PlannedStore(hass, entry.entry_id).async_remove()
    await async_remove_model(hass, entry, entry.subentries.values())


async def async_remove_config_entry_device(
    hass: HomeAssistant,  # noqa: ARG001  # Home Assistant's signature
    entry: LlmIotConfigEntry,
    device_entry: AnyDeviceEntry,
) -> bool:
    """Return whether a person may remove a device: one behind a gateway that is gone."""
    return async_release(entry.runtime_data.gateways, device_entry)


async def _async_reload(hass: HomeAssistant, entry: LlmIotConfigEntry) -> None:
    """Reload after the entry or one of its agents was changed.

    What devices behind a gateway are is no reason to: they become it where they are.
    """
    data = entry.runtime_data
    if data.settings == without_kinds(entry):
        for subentry_id, gateway in data.gateways.items():
            gateway.set_kinds(entry.subentries[subentry_id].data.get(CONF_KINDS, {}))
        return
    gone = [each.subentry for key, each in data.agents.items() if key not in entry.subentries]
    await hass.config_entries.async_reload(entry.entry_id)
    await async_remove_model(hass, entry, gone)
