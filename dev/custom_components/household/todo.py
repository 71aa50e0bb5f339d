"""Lists."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.todo import (
    TodoItem,
    TodoItemStatus,
    TodoListEntity,
    TodoListEntityFeature,
)

from .entity import HouseholdEntity, adder


class HouseholdTodo(HouseholdEntity, TodoListEntity):
    """A list whose items are known by what they say."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {"items": ()}
    _attr_supported_features = (
        TodoListEntityFeature.CREATE_TODO_ITEM
        | TodoListEntityFeature.UPDATE_TODO_ITEM
        | TodoListEntityFeature.DELETE_TODO_ITEM
    )

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._attr_todo_items = [
            TodoItem(summary=item, uid=item, status=TodoItemStatus.NEEDS_ACTION)
            for item in said["items"]
        ]

    @override
    async def async_create_todo_item(self, item: TodoItem) -> None:
        made = TodoItem(summary=item.summary, uid=item.summary, status=TodoItemStatus.NEEDS_ACTION)
        self._become(todo_items=[*(self.todo_items or ()), made])

    @override
    async def async_update_todo_item(self, item: TodoItem) -> None:
        others = [each for each in self.todo_items or () if each.uid != item.uid]
        self._become(todo_items=[*others, item])

    @override
    async def async_delete_todo_items(self, uids: list[str]) -> None:
        self._become(todo_items=[each for each in self.todo_items or () if each.uid not in uids])


async_setup_entry = adder("todo", HouseholdTodo)
