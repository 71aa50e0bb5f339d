"""What is told for a report of a fault: counts and settings, nothing that was said or done."""

from collections import Counter
from dataclasses import asdict
from typing import Any, Final

from homeassistant.core import HomeAssistant

from .collection.history import History
from .const import (
    CONF_CHAT_MODEL,
    CONF_EMBEDDING_MODEL,
    CONF_GENERAL,
    CONF_INSTRUCTIONS,
    CONF_KEEP_ALIVE,
    CONF_NUM_CTX,
    CONF_NUM_THREAD,
    CONF_PIN_HASH,
    CONF_SHARE_TEXT,
    SUBENTRY_CONVERSATION,
)
from .coordinator import LlmIotConfigEntry
from .errors import StorageError
from .gateway.gateway import Gateway

_TOLD: Final = (
    CONF_CHAT_MODEL,
    CONF_EMBEDDING_MODEL,
    CONF_GENERAL,
    CONF_KEEP_ALIVE,
    CONF_NUM_CTX,
    CONF_NUM_THREAD,
    CONF_SHARE_TEXT,
)
"""Settings of an agent that hold nothing private."""
_TOLD_WHETHER_SET: Final = (CONF_INSTRUCTIONS, CONF_PIN_HASH)


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant,  # noqa: ARG001  # Home Assistant's signature
    entry: LlmIotConfigEntry,
) -> dict[str, Any]:
    """Return the diagnostics of an entry."""
    data = entry.runtime_data
    facts = data.coordinator.data
    view = data.home.async_view()
    return {
        "agents": [
            {name: each.data.get(name) for name in _TOLD}
            | {f"has_{name}": bool(each.data.get(name)) for name in _TOLD_WHETHER_SET}
            for each in entry.subentries.values()
            if each.subentry_type == SUBENTRY_CONVERSATION
        ],
        "subentries": Counter(each.subentry_type for each in entry.subentries.values()),
        "gateways": [_gateway(each) for each in data.gateways.values()],
        "server": {
            "reachable": data.coordinator.last_update_success,
            "version": facts.version if facts else None,
            "models": len(facts.models) if facts else 0,
        },
        "home": {
            "devices": len(view.devices),
            "readings": len(view.readings),
            "areas": len(view.areas),
        },
        "record": await _async_record(data.history),
    }


def _gateway(gateway: Gateway) -> dict[str, Any]:
    """Return how a gateway does: counts, and no name, topic or address."""
    devices = gateway.devices.values()
    return {
        "connected": gateway.is_connected,
        "devices": Counter(device.description.kind.value for device in devices),
        "available": sum(device.available for device in devices),
        "readings": sum(len(device.readings) for device in devices),
        "unconfirmed_commands": sum(device.unconfirmed for device in devices),
        "messages_left_alone": {flaw.name.lower(): n for flaw, n in gateway.dropped.items()},
    }


async def _async_record(history: History) -> dict[str, Any]:
    """Return how much is kept of the past; why not, if it cannot be told."""
    try:
        facts = await history.async_facts()
    except StorageError as err:
        return {"error": str(err)}
    return {
        "observations": asdict(facts.counts) | {"dropped": facts.dropped, "left": facts.left},
        "kept": facts.kept,
        "most_bytes": facts.most_bytes,
        "since": facts.first.isoformat() if facts.first else None,
    }
