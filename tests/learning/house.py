"""A home of real entities with an agent that has no model: what it does is the examples' word."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeassistant.components import conversation
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.const import CONF_URL
from homeassistant.core import Context, HomeAssistant, State
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import CONF_CHAT_MODEL, DOMAIN, SUBENTRY_CONVERSATION
from custom_components.llm_iot.learned import EPISODES, Episode, read_episodes
from custom_components.llm_iot.memory import Memory
from dev.custom_components.household import async_reset
from dev.custom_components.household.entity import HouseholdConfigEntry
from dev.household import async_add_household

HOMES = Path(__file__).parents[2] / "benchmarks" / "understanding" / "homes"
NO_OLLAMA = "http://127.0.0.1:9"
"""Where nothing answers."""
TV, LIGHT, FAN = "switch.tv", "light.light", "fan.fan"


@dataclass
class House:
    """A home of the benchmark; what knows single devices is for the cabin with its three."""

    hass: HomeAssistant
    household: HouseholdConfigEntry
    entry: MockConfigEntry

    @property
    def memory(self) -> Memory:
        """Return what is learned."""
        return self.entry.runtime_data.memory  # type: ignore[no-any-return]  # a mock's data has no type

    async def say(
        self,
        text: str,
        user_id: str | None = None,
        talk: str | None = None,
        area: str | None = None,
    ) -> str:
        """Say a sentence in a conversation; return the reply once all is still."""
        entities = er.async_entries_for_config_entry(er.async_get(self.hass), self.entry.entry_id)
        agent = next(each.entity_id for each in entities if each.domain == conversation.DOMAIN)
        result = await conversation.async_converse(
            self.hass,
            text,
            talk,
            Context(user_id=user_id),
            "en",
            agent,
            device_id=self._listener(area) if area else None,
        )
        self.talk = result.conversation_id
        await self.settle()
        return str(result.response.speech["plain"]["speech"])

    def _listener(self, area: str) -> str:
        """Return a device in a room that hears what is said there."""
        room = ar.async_get(self.hass).async_get_area_by_name(area)
        assert room is not None
        devices = dr.async_get(self.hass)
        device = devices.async_get_or_create(
            config_entry_id=self.household.entry_id, identifiers={("test", room.id)}
        )
        devices.async_update_device(device.id, area_id=room.id)
        return device.id

    async def settle(self) -> None:
        """Wait until nothing moves and nothing is written any more."""
        await self.hass.async_block_till_done()
        await self.household.runtime_data.async_settle()
        await self.hass.async_block_till_done()

    async def reset(self, **given: Mapping[str, Any]) -> None:
        """Bring the devices back to how the home's file has them, long after the last turn."""
        self.memory.hand.async_stop()
        await async_reset(self.hass, self.household.runtime_data, given)
        await self.settle()

    def states(self) -> dict[str, str]:
        """Return the states of the three devices."""
        return {each: self.state(each).state for each in (LIGHT, FAN, TV)}

    def state(self, entity_id: str) -> State:
        """Return what a device shows."""
        state = self.hass.states.get(entity_id)
        assert state is not None
        return state

    async def switch(self, entity_id: str, state: str, context: Context) -> None:
        """Let a device tell that it was switched, by whom its context says."""
        attributes = self.state(entity_id).attributes
        self.hass.states.async_set(entity_id, state, attributes, context=context)
        await self.settle()

    async def episodes(self) -> list[Episode]:
        """Return what is kept of goals, in the order in which it came."""
        return read_episodes(await self.entry.runtime_data.store.async_all(EPISODES))

    async def corrections(self) -> list[dict[str, list[str]]]:
        """Return, by episode and device, the actions that were wanted instead."""
        return [
            {target: [step.action for step in steps] for target, steps in each.corrections.items()}
            for each in await self.episodes()
        ]


async def async_house(hass: HomeAssistant, home: str = "cabin", /, **settings: Any) -> House:
    """Set up a home, with an agent of some settings."""
    household = await async_add_household(hass, HOMES / f"{home}.json")
    for component in ("conversation", "intent"):
        assert await async_setup_component(hass, component, {})
    agent = ConfigSubentryData(
        data={CONF_CHAT_MODEL: "none", **settings},
        subentry_type=SUBENTRY_CONVERSATION,
        title="Home agent",
        unique_id=None,
    )
    entry = MockConfigEntry(domain=DOMAIN, data={CONF_URL: NO_OLLAMA}, subentries_data=[agent])
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await entry.runtime_data.preparation.async_wait()
    return House(hass, household, entry)
