"""Entities in stored settings: kept by registry id, so that renaming one loses no rule."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er


@callback
def to_references(hass: HomeAssistant, entity_ids: Iterable[str]) -> list[str]:
    """Return what is stored for entities; those without a registry entry stay as they are."""
    registry = er.async_get(hass)
    entries = ((entity_id, registry.async_get(entity_id)) for entity_id in entity_ids)
    return [entry.id if entry else entity_id for entity_id, entry in entries]


@callback
def to_entity_ids(hass: HomeAssistant, references: Iterable[str]) -> list[str]:
    """Return the entities that were stored and are still there."""
    registry = er.async_get(hass)
    found = (er.async_resolve_entity_id(registry, reference) for reference in references)
    return [entity_id for entity_id in found if entity_id]


@callback
def to_stored_target(hass: HomeAssistant, target: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is stored of a target of entities, devices, areas, floors and labels."""
    return _converted(target, lambda entity_ids: to_references(hass, entity_ids))


@callback
def to_target(hass: HomeAssistant, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored target with its entities as they are called now."""
    return _converted(stored, lambda references: to_entity_ids(hass, references))


def _converted(
    target: Mapping[str, Any], convert: Callable[[Iterable[str]], list[str]]
) -> dict[str, Any]:
    """Return a target with other names for its entities, also for those that it leaves out."""
    converted: dict[str, Any] = {}
    for key, value in target.items():
        if isinstance(value, Mapping):
            converted[key] = _converted(value, convert)
        else:
            converted[key] = convert(value) if key == ATTR_ENTITY_ID else list(value)
    return converted
