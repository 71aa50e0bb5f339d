"""The state of a thing in words, with the values that matter for its sort."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from ..measures import Amount, measure, read
from ..models import Device, DeviceState
from ..readings import condition, kind_of_reading, moment
from .phrases import Phrases, quotable

_WITHOUT_VALUE: Final = frozenset({"off", "standby", "closed"})
"""States in which a value says nothing."""
_VALUES: Final = {"light": "brightness", "fan": "speed", "cover": "position", "valve": "position"}
"""Measure that belongs to the state of a domain."""


class Describer:
    """Says what state things are in."""

    def __init__(self, phrases: Phrases, asked: datetime | None = None) -> None:
        """Keep the words, and when the question was asked."""
        self._phrases = phrases
        self._texts: Mapping[str, Any] = phrases.texts
        self._asked = asked
        self._of_domain: Mapping[str, Callable[[Device, DeviceState], str | None]] = {
            "climate": self._climate,
            "device_tracker": self._whereabouts,
            "humidifier": self._humidifier,
            "input_number": self._number,
            "media_player": self._media,
            "number": self._number,
            "person": self._whereabouts,
            "sensor": self._sensor,
            "water_heater": self._climate,
            "weather": self._weather,
        }

    def describe(self, device: Device, state: DeviceState) -> str:
        """Return a state as it follows "is": "on at 40 percent", "18.5 degrees", "open"."""
        if describe := self._of_domain.get(device.domain):
            if text := describe(device, state):
                return text
        elif (value := self._value(device, state)) is not None:
            word = self.condition(condition(device, state))
            return str(self._texts["answer"]["with_value"].format(state=word, value=value))
        if (when := moment(device, state)) is not None:
            return self._phrases.clock(when, self._asked)
        return self.condition(condition(device, state))

    def condition(self, state: str) -> str:
        """Return a condition in words; one of the home's own as it is, without its frills."""
        known = self._texts["condition"].get(state) or self._texts["state"].get(state)
        return str(known or quotable(state.replace("_", " ")))

    def _value(self, device: Device, state: DeviceState) -> str | None:
        """Return the value that belongs to a state, None where it has none to tell."""
        name = _VALUES.get(device.domain)
        if name is None or state.state in _WITHOUT_VALUE:
            return None
        amount = read(device, state, measure(name))
        return self._phrases.amount(amount, 0) if amount and amount.value else None

    def _sensor(self, device: Device, state: DeviceState) -> str | None:
        """Return the number of a sensor with its unit; other states are words of its own."""
        try:
            value = float(state.state)
        except ValueError:
            return None
        amount = Amount(value, str(state.attributes.get("unit_of_measurement") or ""))
        kind = kind_of_reading(device.domain, device.device_class)
        digits = measure(kind).digits if kind != device.domain else None
        return self._phrases.amount(amount, digits)

    def _number(self, device: Device, state: DeviceState) -> str | None:
        return self._sensor(device, state)

    def _climate(self, device: Device, state: DeviceState) -> str:
        """Return "heating, set to 21 degrees, and it is 19.5 degrees now"."""
        texts = self._texts["answer"]
        parts = [self.condition(str(state.attributes.get("hvac_action") or state.state))]
        target = read(device, state, measure("target_temperature"))
        if target and state.state != "off":
            parts.append(texts["set_to"].format(value=self._phrases.amount(target, 1)))
        current = read(device, state, measure("temperature"))
        if current:
            parts.append(texts["now"].format(value=self._phrases.amount(current, 1)))
        return ", ".join(parts)

    def _humidifier(self, device: Device, state: DeviceState) -> str:
        """Return "on, set to 50 percent"."""
        word = self.condition(state.state)
        target = read(device, state, measure("target_humidity"))
        if not target or state.state == "off":
            return word
        value = self._phrases.amount(target, 0)
        return f"{word}, {self._texts['answer']['set_to'].format(value=value)}"

    def _media(self, device: Device, state: DeviceState) -> str:
        """Return what is played, in quotation marks, and where it comes from."""
        told = self._played(device, state)
        source = quotable(str(state.attributes.get("source") or ""))
        if state.state not in {"on", "playing"} or not source:
            return told
        return f"{told}, {self._texts['answer']['set_to'].format(value=source)}"

    def _played(self, device: Device, state: DeviceState) -> str:
        """Return what is played, in quotation marks; what it is called is not ours."""
        word = self.condition(condition(device, state))
        title = str(state.attributes.get("media_title") or "")
        artist = str(state.attributes.get("media_artist") or "")
        if state.state != "playing" or not quotable(title):
            return word
        text = self._texts["answer"]["by" if quotable(artist) else "title"]
        quoted = self._phrases.quoted
        return str(text.format(title=quoted(title), artist=quoted(artist)))

    def _weather(self, device: Device, state: DeviceState) -> str:
        """Return "sunny, and it is 18 degrees now"."""
        word = self.condition(state.state)
        current = read(device, state, measure("temperature"))
        if current is None:
            return word
        now = self._texts["answer"]["now"].format(value=self._phrases.amount(current, 0))
        return f"{word}, {now}"

    def _whereabouts(self, device: Device, state: DeviceState) -> str:
        """Return "at home", "away", or the zone that somebody or something is in."""
        shown = condition(device, state)
        if known := self._texts["condition"].get(shown):
            return str(known)
        return str(self._texts["answer"]["in_zone"].format(zone=quotable(shown)))
