"""What is on the to-do lists of a home: no state shows it."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.components.todo import TodoItemStatus
from homeassistant.components.todo.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant, State, callback

_ITEMS: Final = "items"


@callback
def listed(hass: HomeAssistant, state: State) -> Mapping[str, Any]:
    """Return the attributes of a list together with what is on it and not done, where known."""
    component = hass.data.get(DATA_COMPONENT)
    entity = component.get_entity(state.entity_id) if component else None
    items = entity.todo_items if entity else None
    if items is None:
        return state.attributes
    open_items = (each for each in items if each.status is not TodoItemStatus.COMPLETED)
    return {**state.attributes, _ITEMS: tuple(each.summary or "" for each in open_items)}
