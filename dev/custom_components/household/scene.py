"""Scenes."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.scene import Scene

from .entity import HouseholdEntity, adder


class HouseholdScene(HouseholdEntity, Scene):
    """A scene; its state is when it was last activated."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {"sets": {}}

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        pass

    @override
    async def async_activate(self, **kwargs: Any) -> None:
        for entity_id, values in self.spec.values.get("sets", {}).items():
            entity = self.household.entities[entity_id]
            entity.be(**values)
            entity.async_write_ha_state()


async_setup_entry = adder("scene", HouseholdScene)
