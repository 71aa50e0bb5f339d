"""The base of our entities: one service device per agent."""

from homeassistant.config_entries import ConfigSubentry
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.entity import Entity

from .const import CONF_CHAT_MODEL, DOMAIN


class LlmIotEntity(Entity):
    """An entity of one agent."""

    _attr_has_entity_name = True

    def __init__(self, subentry: ConfigSubentry) -> None:
        """Give the entity its device."""
        self._attr_device_info = dr.DeviceInfo(
            identifiers={(DOMAIN, subentry.subentry_id)},
            name=subentry.title,
            manufacturer="Ollama",
            model=subentry.data[CONF_CHAT_MODEL],
            entry_type=dr.DeviceEntryType.SERVICE,
        )
