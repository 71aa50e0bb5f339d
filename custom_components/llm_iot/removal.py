"""What goes from a person's Ollama with the agents that used it: the model that we made there."""

from collections.abc import Iterable
import logging

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import CONF_API_KEY, CONF_URL
from homeassistant.core import HomeAssistant

from .const import CONF_CHAT_MODEL, CONF_REMOVE_MODEL, DOMAIN, SUBENTRY_CONVERSATION
from .coordinator import async_create_client
from .errors import ModelError
from .model.home_model import async_remove
from .tuned.mark import NAME

_LOGGER = logging.getLogger(__name__)


async def async_remove_model(
    hass: HomeAssistant, entry: ConfigEntry, removed: Iterable[ConfigSubentry]
) -> None:
    """Remove the model made for homes if a removed agent is to take it along.

    It stays where another agent uses it, whatever the address of that one's server is: one
    server can have several. A server that does not answer keeps its model, which is logged.
    """
    gone = list(removed)
    if not any(_uses(each) and each.data.get(CONF_REMOVE_MODEL) for each in gone):
        return
    ids = {each.subentry_id for each in gone}
    left = [
        subentry
        for other in hass.config_entries.async_entries(DOMAIN)
        for subentry in other.subentries.values()
        if subentry.subentry_id not in ids
    ]
    if any(map(_uses, left)):
        return
    client = await async_create_client(hass, entry.data[CONF_URL], entry.data.get(CONF_API_KEY))
    try:
        await async_remove(client)
    except ModelError as err:
        _LOGGER.warning("The model %s could not be removed from %s: %s", NAME, entry.title, err)
    finally:
        await client.close()


def _uses(subentry: ConfigSubentry) -> bool:
    """Return whether a subentry is an agent that asks the model made for homes."""
    is_agent = subentry.subentry_type == SUBENTRY_CONVERSATION
    return is_agent and subentry.data.get(CONF_CHAT_MODEL) == NAME
