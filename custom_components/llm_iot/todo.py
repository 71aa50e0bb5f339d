"""The to-do list of an agent: what is planned."""

from typing import override

from homeassistant.components.todo import (
    TodoItem,
    TodoItemStatus,
    TodoListEntity,
    TodoListEntityFeature,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .agent import Agent
from .coordinator import LlmIotConfigEntry
from .entity import LlmIotEntity

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,  # noqa: ARG001  # the platform's signature
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up a list per agent."""
    for subentry_id, agent in entry.runtime_data.agents.items():
        async_add_entities([PlannedList(agent)], config_subentry_id=subentry_id)


class PlannedList(TodoListEntity, LlmIotEntity):
    """What is planned with an agent; deleting an item cancels it.

    Nothing is written into it by hand, as only a sentence becomes a verified plan, and
    nothing is ticked off, as a command is done when its device shows it.
    """

    _attr_translation_key = "planned"
    _attr_should_poll = False
    _attr_supported_features = TodoListEntityFeature.DELETE_TODO_ITEM

    def __init__(self, agent: Agent) -> None:
        """Bind the list to its agent."""
        super().__init__(agent.subentry)
        self._later = agent.later
        self._attr_unique_id = f"{agent.subentry.subentry_id}_planned"

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the schedule."""
        await super().async_added_to_hass()
        self.async_on_remove(self._later.schedule.async_listen(self.async_write_ha_state))

    @property
    @override
    def todo_items(self) -> list[TodoItem]:
        """Return what is planned, in the words of today's names."""
        view = self._later.home()
        return [
            TodoItem(
                uid=item.id,
                summary=self._later.words(item, view, self.hass.config.language),
                status=TodoItemStatus.NEEDS_ACTION,
                due=dt_util.as_local(item.due),
            )
            for item in self._later.schedule.planned()
        ]

    @override
    async def async_delete_todo_items(self, uids: list[str]) -> None:
        """Cancel items."""
        await self._later.schedule.async_cancel(uids)
