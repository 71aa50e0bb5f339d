"""The gateway: messages become devices, and commands become messages."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
import json
import logging
from typing import Any, Final

from ..errors import GatewayError
from .connection import Connection
from .description import (
    CONTROLS,
    CORRELATION,
    MAX_READINGS,
    Control,
    Description,
    Kind,
    Reading,
    check_status,
    describe,
    guess,
    readings,
)
from .device import Device
from .payload import Flaw, PayloadError, read_object
from .telling import Telling
from .topics import Channel, Topics

_LOGGER = logging.getLogger(__name__)

MAX_DEVICES: Final = 500
"""Devices of one gateway; what more there is, is counted and left alone."""

_AVAILABILITY: Final[Mapping[bytes, bool | None]] = {
    b"online": True,
    b"offline": False,
    b"": None,  # what was retained was cleared
}

type Listener = Callable[[Device], None]


class Gateway:
    """The devices below one base topic of one broker.

    It owns no task: whoever has it runs `run`, and calls `check_heartbeats` now and then.
    """

    def __init__(
        self,
        name: str,
        topics: Topics,
        connection: Connection,
        *,
        kinds: Mapping[str, str] | None = None,
        heartbeat: float | None = None,
    ) -> None:
        """Know the broker by a name for the log.

        `kinds` are a person's own choice by device id. `heartbeat` is how many seconds a
        device may be silent, unless it names a limit of its own; None is for ever.
        """
        self.name = name
        self.devices: dict[str, Device] = {}
        self.dropped: Counter[Flaw] = Counter()
        """How many messages moved nothing, by what was wrong with them."""
        self.is_connected = False
        self._topics = topics
        self._connection = connection
        self._kinds = dict(kinds or {})
        self._heartbeat = heartbeat
        self._reported = False
        self._early: dict[str, bool | None] = {}
        """Who is there of those that have not told yet what they are."""
        self._changed: list[Listener] = []
        self._gone: list[Listener] = []
        self._failed: list[Callable[[GatewayError], None]] = []
        self._telling = Telling()

    async def run(self) -> None:
        """Keep the connection up until cancelled."""
        await self._connection.run(self._topics.filters, self)

    def listen(self, changed: Listener, gone: Listener) -> Callable[[], None]:
        """Follow which devices there are; return the function that stops it.

        `changed` is called for a new device and after a device has become another, `gone`
        after one has announced that it is removed.
        """
        self._changed.append(changed)
        self._gone.append(gone)

        def stop() -> None:
            self._changed.remove(changed)
            self._gone.remove(gone)

        return stop

    def listen_failures(self, failed: Callable[[GatewayError], None]) -> None:
        """Be told why a connection was lost or not made."""
        self._failed.append(failed)

    def set_kinds(self, kinds: Mapping[str, str]) -> None:
        """Take over a person's choice of what the devices are."""
        self._kinds = dict(kinds)
        for device in tuple(self.devices.values()):
            keys = device.keys
            self._become(device, self._describe(device.description.id, device.config, keys))

    def remove(self, device_id: str) -> None:
        """Forget a device; it comes back if it speaks again."""
        if device := self.devices.pop(device_id, None):
            device.stop()
            self._telling.forget(device)
            for listener in tuple(self._gone):
                listener(device)

    def check_heartbeats(self) -> None:
        """Look for devices that have been silent for too long."""
        self._telling.soon(
            device for device in self.devices.values() if device.check_heartbeat(self._heartbeat)
        )

    def connected(self) -> None:
        """Begin with what the broker retains, and with nothing else."""
        self.is_connected = True
        if self._reported:
            _LOGGER.info("The MQTT broker %s is back", self.name)
            self._reported = False

    def disconnected(self, error: GatewayError | None) -> None:
        """Have no state of any device any more."""
        self.is_connected = False
        self._early.clear()
        for device in self.devices.values():
            device.stop()
            device.lose_status()
        self._telling.soon(self.devices.values())
        if error is None:
            return
        if not self._reported:
            _LOGGER.warning("The MQTT broker %s cannot be used: %s", self.name, error.key)
            self._reported = True
        for listener in tuple(self._failed):
            listener(error)

    def receive(self, topic: str, payload: bytes, *, retained: bool) -> None:
        """Take a message; one that cannot be used is counted and moves nothing."""
        try:
            self._take(topic, payload, retained=retained)
        except PayloadError as err:
            self._drop(err.flaw)

    def _take(self, topic: str, payload: bytes, *, retained: bool) -> None:
        """Take a message. Raises PayloadError if it cannot be used."""
        if (found := self._topics.read(topic)) is None:
            raise PayloadError(Flaw.TOPIC)
        device_id, channel = found
        match channel:
            case Channel.STATUS:
                self._take_status(device_id, payload)
            case Channel.AVAILABILITY:
                self._take_availability(device_id, payload)
            case Channel.CONFIG:
                self._take_config(device_id, payload, retained=retained)

    def _drop(self, flaw: Flaw) -> None:
        """Count a message that moves nothing; the first of its kind is logged.

        Nothing of the message goes into the log: whoever sent it chose the words.
        """
        self.dropped[flaw] += 1
        if self.dropped[flaw] == 1:
            _LOGGER.warning(
                "A message at the MQTT broker %s was left alone: %s. More are only counted",
                self.name,
                flaw,
            )

    def _take_config(self, device_id: str, payload: bytes, *, retained: bool) -> None:
        """Take over what a device tells of itself; an empty config announces its removal."""
        if not payload:
            if not retained:
                self.remove(device_id)
            return
        config = read_object(payload)
        device = self.devices.get(device_id)
        keys = device.keys if device else frozenset[str]()
        description = self._describe(device_id, config, keys)
        if device is None:
            device = self._add(description)
        device.config = config
        self._become(device, description)

    def _take_availability(self, device_id: str, payload: bytes) -> None:
        """Take over whether a device is there; one that is not known yet is told later."""
        if payload not in _AVAILABILITY:
            raise PayloadError(Flaw.AVAILABILITY)
        online = _AVAILABILITY[payload]
        if device := self.devices.get(device_id):
            device.take_availability(online=online)
            self._telling.change(device)
        elif len(self._early) < MAX_DEVICES:
            self._early[device_id] = online

    def _take_status(self, device_id: str, payload: bytes) -> None:
        """Take over the state of a device; what it is grows with what it shows."""
        device = self.devices.get(device_id)
        if not payload:  # a retained status was cleared
            if device:
                device.lose_status()
                self._telling.change(device)
            return
        values = read_object(payload)
        keys = CONTROLS.intersection(values)
        is_new = device is None
        if device is None:
            description = self._describe(device_id, None, keys)
            status = _checked(description, values, {})
            device = self._add(description)
        else:
            description = device.description
            if not keys <= device.keys:
                keys |= device.keys
                description = self._describe(device_id, device.config, keys)
            status = _checked(description, values, device.readings)
        is_known = device.readings.keys() >= readings(description, status).keys()
        is_same = not is_new and is_known and description == device.description
        device.keys |= keys
        device.take_status(status, values.get(CORRELATION))
        if is_same:
            self._telling.change(device)
        else:
            self._become(device, description)

    def _describe(
        self, device_id: str, config: Mapping[str, Any] | None, keys: Collection[str]
    ) -> Description:
        """Return what a device is: a person's choice, then its own word, then a guess."""
        found = describe(device_id, config, keys) if config else guess(device_id, keys)
        if (kind := self._kinds.get(device_id)) is None:
            return found
        controls = found.controls if kind == Kind.SENSOR else found.controls | {Control.POWER}
        return replace(found, kind=Kind(kind), controls=controls)

    def _add(self, description: Description) -> Device:
        """Return a new device. Raises PayloadError if there are too many."""
        if len(self.devices) >= MAX_DEVICES:
            raise PayloadError(Flaw.TOO_MANY)
        device = Device(description, self._send)
        self.devices[description.id] = device
        if (online := self._early.pop(description.id, None)) is not None:
            device.take_availability(online=online)
        return device

    def _become(self, device: Device, description: Description) -> None:
        """Let a device be what a description says, and have its entities follow."""
        device.description = description
        try:
            device.status = check_status(description, device.status)
        except PayloadError:  # it was right for what the device was
            device.status = {}
            device.lose_status()
        found = device.readings | readings(description, device.status)
        device.readings = {
            key: reading for key, reading in found.items() if key not in description.controls
        }
        for listener in tuple(self._changed):
            listener(device)
        self._telling.now(device)

    async def _send(self, device_id: str, values: Mapping[str, Any]) -> None:
        await self._connection.publish(self._topics.command(device_id), json.dumps(values).encode())


def _checked(
    description: Description, values: Mapping[str, Any], known: Mapping[str, Reading]
) -> dict[str, Any]:
    """Return what of a status can be used. Raises PayloadError if it cannot be right.

    A reading stays what it was at first: a sensor is no binary sensor the next day.
    """
    status = check_status(description, values)
    found = readings(description, status)
    if any(known.get(key, reading) is not reading for key, reading in found.items()):
        raise PayloadError(Flaw.WRONG_TYPE)
    if len(known.keys() | found.keys()) > MAX_READINGS:
        raise PayloadError(Flaw.OUT_OF_RANGE)
    return status
