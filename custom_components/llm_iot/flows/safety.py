"""The part of an agent's form that says when it asks first."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from ..capabilities import DOMAINS
from ..collection.references import to_entity_ids, to_references
from ..const import (
    CONF_ALWAYS_ASK,
    CONF_BROAD,
    CONF_NEVER_ASK,
    CONF_PIN_HASH,
    DEFAULT_BROAD,
)
from ..response.pin import hash_code, read_code

CONF_PIN: Final = "pin"
CONF_REMOVE_PIN: Final = "remove_pin"
_MOST_DEVICES: Final = 100

_ENTITIES: Final = EntitySelector(EntitySelectorConfig(domain=sorted(DOMAINS), multiple=True))
SAFETY_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(CONF_ALWAYS_ASK): _ENTITIES,
        vol.Optional(CONF_NEVER_ASK): _ENTITIES,
        vol.Required(CONF_BROAD, default=DEFAULT_BROAD): vol.All(
            NumberSelector(
                NumberSelectorConfig(min=1, max=_MOST_DEVICES, mode=NumberSelectorMode.BOX)
            ),
            vol.Coerce(int),
        ),
        vol.Optional(CONF_PIN): TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD)),
        vol.Required(CONF_REMOVE_PIN, default=False): BooleanSelector(),
    }
)
"""The PIN goes in and never comes out again: what is stored of it is a hash."""

STORED: Final = (CONF_ALWAYS_ASK, CONF_NEVER_ASK, CONF_BROAD, CONF_PIN_HASH)
"""What an agent keeps of it."""


@callback
def form_values(hass: HomeAssistant, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form of a stored agent holds."""
    values: dict[str, Any] = {CONF_BROAD: data.get(CONF_BROAD, DEFAULT_BROAD)}
    for key in (CONF_ALWAYS_ASK, CONF_NEVER_ASK):
        if entity_ids := to_entity_ids(hass, data.get(key, ())):
            values[key] = entity_ids
    return values


def find_error(values: Mapping[str, Any]) -> str | None:
    """Return the key of the sentence for what is wrong with a filled-in form, None if nothing."""
    if set(values.get(CONF_ALWAYS_ASK, ())) & set(values.get(CONF_NEVER_ASK, ())):
        return "always_and_never"
    pin = values.get(CONF_PIN, "").strip()
    if pin and (not pin.isdecimal() or read_code(pin) is None):
        return "invalid_pin"
    return None


async def async_stored(
    hass: HomeAssistant, values: Mapping[str, Any], pin_hash: str | None
) -> dict[str, Any]:
    """Return what an agent keeps of a form without errors; `pin_hash` is that of its old PIN."""
    data: dict[str, Any] = {CONF_BROAD: values[CONF_BROAD]}
    for key in (CONF_ALWAYS_ASK, CONF_NEVER_ASK):
        if entity_ids := values.get(key):
            data[key] = to_references(hass, entity_ids)
    if pin := values.get(CONF_PIN, "").strip():
        data[CONF_PIN_HASH] = await hass.async_add_executor_job(hash_code, read_code(pin) or pin)
    elif pin_hash and not values[CONF_REMOVE_PIN]:
        data[CONF_PIN_HASH] = pin_hash
    return data
