"""The connection that Home Assistant's own MQTT integration keeps up."""

import asyncio
from contextlib import ExitStack

from homeassistant.components import mqtt
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError

from ..errors import GatewayTopicsError, GatewayUnreachableError
from .connection import QOS, TIMEOUT, Handler
from .topics import Topics


@callback
def async_is_available(hass: HomeAssistant) -> bool:
    """Return whether Home Assistant has a connection to a broker at this moment."""
    return mqtt.DATA_MQTT in hass.data and mqtt.is_connected(hass)


async def async_check_core(hass: HomeAssistant, topics: Topics, *, tries_topics: bool) -> None:
    """Look for the connection. Raises GatewayError if that fails.

    With `tries_topics` it also reads what it writes to the topics of a device that there is not.
    """
    if not async_is_available(hass):
        raise GatewayUnreachableError
    if not tries_topics:
        return
    probe = topics.probe
    came_back = asyncio.Event()

    @callback
    def received(_message: mqtt.ReceiveMessage) -> None:
        came_back.set()

    try:
        stop = await mqtt.async_subscribe(hass, probe, received, 1)
        try:
            async with asyncio.timeout(TIMEOUT):
                await _async_subscribed(hass, probe)
                await mqtt.async_publish(hass, probe, "{}", 1, retain=False)
                await came_back.wait()
        finally:
            stop()
    except TimeoutError as err:
        raise GatewayTopicsError from err
    except HomeAssistantError as err:
        raise GatewayUnreachableError from err


async def _async_subscribed(hass: HomeAssistant, topic: str) -> None:
    """Wait until the broker has a subscription, which the integration sends a little later."""
    done = asyncio.Event()
    stop = mqtt.async_on_subscribe_done(hass, topic, 1, done.set)
    try:
        await done.wait()
    finally:
        stop()


class CoreConnection:
    """A connection by way of Home Assistant's MQTT integration, which connects again itself."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Keep where the integration is."""
        self._hass = hass

    async def run(self, filters: tuple[str, ...], handler: Handler) -> None:
        """Subscribe and deliver until cancelled."""
        if not await mqtt.async_wait_for_mqtt_client(self._hass):
            handler.disconnected(GatewayUnreachableError())
            return

        @callback
        def state_changed(is_connected: bool) -> None:  # noqa: FBT001  # the integration's signature
            if is_connected:
                handler.connected()
            else:
                handler.disconnected(GatewayUnreachableError())

        @callback
        def received(message: mqtt.ReceiveMessage) -> None:
            payload = message.payload
            if isinstance(payload, str):
                payload = payload.encode()
            handler.receive(message.topic, bytes(payload), retained=message.retain)

        try:
            with ExitStack() as stack:
                stack.callback(handler.disconnected, None)
                stack.callback(mqtt.async_subscribe_connection_status(self._hass, state_changed))
                state_changed(mqtt.is_connected(self._hass))
                for each in filters:
                    stop = await mqtt.async_subscribe(self._hass, each, received, QOS, None)
                    stack.callback(stop)
                await asyncio.get_running_loop().create_future()
        except HomeAssistantError:
            handler.disconnected(GatewayUnreachableError())

    async def publish(self, topic: str, payload: bytes) -> None:
        """Publish with QoS 1, not retained; return when it is sent. Raises GatewayError."""
        if not async_is_available(self._hass):
            raise GatewayUnreachableError
        try:
            await mqtt.async_publish(self._hass, topic, payload, 1, retain=False, encoding=None)
        except HomeAssistantError as err:
            raise GatewayUnreachableError from err
