"""Gateways out of their subentries, and what Home Assistant's registries know of their devices."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_USERNAME
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.event import async_track_time_interval

from ..const import (
    CONF_BASE_TOPIC,
    CONF_CERTIFICATE,
    CONF_CERTIFICATE_AUTHORITY,
    CONF_HEARTBEAT,
    CONF_KEY,
    CONF_KINDS,
    CONF_SUBENTRY_ID,
    CONF_TLS,
    DOMAIN,
    SUBENTRY_GATEWAY,
)
from ..errors import GatewayAuthError, GatewayError
from .connection import BrokerConnection, BrokerSettings, Connection
from .core_connection import CoreConnection
from .device import Device
from .gateway import Gateway
from .tls import create_context
from .topics import Topics

HEARTBEAT_CHECK: Final = timedelta(seconds=5)


async def async_settings(hass: HomeAssistant, data: Mapping[str, Any]) -> BrokerSettings:
    """Return how to reach the broker of a subentry. Raises GatewayCertificateError."""
    tls = None
    if data.get(CONF_TLS):
        tls = await hass.async_add_executor_job(
            create_context,
            data.get(CONF_CERTIFICATE_AUTHORITY),
            data.get(CONF_CERTIFICATE),
            data.get(CONF_KEY),
        )
    return BrokerSettings(
        data[CONF_HOST], data[CONF_PORT], data.get(CONF_USERNAME), data.get(CONF_PASSWORD), tls
    )


async def async_create_gateways(hass: HomeAssistant, entry: ConfigEntry) -> dict[str, Gateway]:
    """Return the gateways of an entry by subentry id. Raises GatewayCertificateError."""
    return {
        subentry.subentry_id: await _async_create(hass, entry, subentry)
        for subentry in entry.subentries.values()
        if subentry.subentry_type == SUBENTRY_GATEWAY
    }


async def _async_create(
    hass: HomeAssistant, entry: ConfigEntry, subentry: ConfigSubentry
) -> Gateway:
    """Return one gateway, whose devices the registries follow; it does not run yet."""
    data = subentry.data
    connection: Connection
    if CONF_HOST in data:
        connection = BrokerConnection(await async_settings(hass, data))
    else:
        connection = CoreConnection(hass)
    gateway = Gateway(
        subentry.title,
        Topics(data[CONF_BASE_TOPIC]),
        connection,
        kinds=data.get(CONF_KINDS),
        heartbeat=data.get(CONF_HEARTBEAT),
    )

    @callback
    def changed(device: Device) -> None:
        _async_follow(hass, entry.entry_id, subentry.subentry_id, device)

    @callback
    def gone(device: Device) -> None:
        if found := _async_find(hass, entry.entry_id, subentry.subentry_id, device):
            dr.async_get(hass).async_remove_device(found.id)

    @callback
    def failed(error: GatewayError) -> None:
        if isinstance(error, GatewayAuthError):
            entry.async_start_reauth(hass, data={CONF_SUBENTRY_ID: subentry.subentry_id})

    gateway.listen(changed, gone)
    gateway.listen_failures(failed)
    return gateway


@callback
def async_start_gateways(
    hass: HomeAssistant, entry: ConfigEntry, gateways: Mapping[str, Gateway]
) -> None:
    """Run the gateways of an entry until it is unloaded."""
    for gateway in gateways.values():
        entry.async_create_background_task(hass, gateway.run(), f"{DOMAIN} {gateway.name}")

        @callback
        def check(_now: datetime, gateway: Gateway = gateway) -> None:
            gateway.check_heartbeats()

        entry.async_on_unload(
            async_track_time_interval(hass, check, HEARTBEAT_CHECK, cancel_on_shutdown=True)
        )


def without_kinds(entry: ConfigEntry) -> object:
    """Return all that an entry is set up with but the kinds of devices, for comparison."""
    subentries = {
        subentry.subentry_id: (
            subentry.title,
            {key: value for key, value in subentry.data.items() if key != CONF_KINDS},
        )
        for subentry in entry.subentries.values()
    }
    return entry.title, dict(entry.data), dict(entry.options), subentries


def identifier(subentry_id: str, device_id: str) -> str:
    """Return what a device is known by; no id can hold the colon."""
    return f"{subentry_id}:{device_id}"


@callback
def _async_find(
    hass: HomeAssistant, entry_id: str, subentry_id: str, device: Device
) -> dr.DeviceEntry | None:
    """Return the registry's entry of a device."""
    known_by = (DOMAIN, identifier(subentry_id, device.description.id))
    return dr.async_get(hass).async_get_device_by_identifier(known_by, entry_id)


@callback
def async_release(gateways: Mapping[str, Gateway], entry: dr.AnyDeviceEntry) -> bool:
    """Forget a device that a person removes; return whether that may be.

    One that is there is not removed: it would be back with its next word.
    """
    for domain, known_by in entry.identifiers:
        subentry_id, _, device_id = known_by.partition(":")
        if domain != DOMAIN or not device_id:
            return False
        if gateway := gateways.get(subentry_id):
            device = gateway.devices.get(device_id)
            if device and device.available:
                return False
            gateway.remove(device_id)
    return True


@callback
def _async_follow(hass: HomeAssistant, entry_id: str, subentry_id: str, device: Device) -> None:
    """Let the registries follow what a device has become.

    Its entity of another kind goes, as do readings that can be set now.
    """
    if (found := _async_find(hass, entry_id, subentry_id, device)) is None:
        return
    description = device.description
    dr.async_get(hass).async_update_device(
        found.id,
        name=description.name,
        manufacturer=description.manufacturer,
        model=description.model,
        sw_version=description.version,
    )
    registry = er.async_get(hass)
    main = identifier(subentry_id, description.id)
    wrong = {f"{main}:{control}" for control in description.controls}
    for entity in er.async_entries_for_device(registry, found.id, include_disabled_entities=True):
        is_other_kind = entity.unique_id == main and entity.domain != description.kind
        if is_other_kind or entity.unique_id in wrong:
            registry.async_remove(entity.entity_id)
