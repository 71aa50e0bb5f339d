"""Home Assistant's own helpers in a home: set up with it, and put back with it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .home import EntitySpec, Home

type Configure = Callable[[EntitySpec], dict[str, Any]]


def _with_initial(spec: EntitySpec) -> dict[str, Any]:
    return {"name": spec.name, "initial": spec.state, **spec.values}


def _plain(spec: EntitySpec) -> dict[str, Any]:
    return {"name": spec.name, **spec.values}


_CONFIGURE: Final[Mapping[str, Configure]] = {
    "input_boolean": lambda spec: {"name": spec.name, "initial": spec.state == "on"},
    "input_button": _plain,
    "input_number": lambda spec: {**_with_initial(spec), "initial": float(spec.state or 0)},
    "input_select": _with_initial,
    "script": lambda spec: {"alias": spec.name, **spec.values},
    "timer": _plain,
}
"""Helpers by domain, with what each makes of an entity of the file."""
_AT_REST: Final = {"timer": "idle"}
"""State of a helper of which the file says none."""
_PERSON: Final = "person"


async def async_add_helpers(hass: HomeAssistant, home: Home) -> None:
    """Set up the helpers of a home. Raises ValueError if Home Assistant refuses one."""
    for domain, configure in _CONFIGURE.items():
        if specs := home.of(domain):
            config = {domain: {spec.object_id: configure(spec) for spec in specs}}
            await _async_set_up(hass, domain, config)
    if specs := home.of(_PERSON):
        persons = [{"id": spec.object_id, "name": spec.name, **spec.values} for spec in specs]
        await _async_set_up(hass, _PERSON, {_PERSON: persons})


async def _async_set_up(hass: HomeAssistant, domain: str, config: dict[str, Any]) -> None:
    if not await async_setup_component(hass, domain, config):
        raise ValueError(f"Home Assistant refuses the home's {domain}")


async def async_reset_helpers(
    hass: HomeAssistant, home: Home, changes: Mapping[str, Mapping[str, Any]]
) -> None:
    """Put the helpers back to what the file says, but for some changes by entity id."""
    for spec in home.entities.values():
        at_rest = spec.state or _AT_REST.get(spec.domain)
        state = changes.get(spec.entity_id, {}).get("state", at_rest)
        now = hass.states.get(spec.entity_id)
        if state is None or now is None or now.state == state:
            continue
        if call := _back(spec.domain, state):
            service, data = call
            await hass.services.async_call(
                spec.domain, service, {ATTR_ENTITY_ID: spec.entity_id, **data}, blocking=True
            )


def _back(domain: str, state: str) -> tuple[str, dict[str, Any]] | None:
    """Return the action that puts a helper into a state, None where there is none."""
    match domain:
        case "input_boolean":
            return f"turn_{state}", {}
        case "input_select":
            return "select_option", {"option": state}
        case "input_number":
            return "set_value", {"value": float(state)}
        case "timer":
            return ("start" if state == "active" else "cancel"), {}
    return None
