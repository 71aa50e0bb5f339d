"""What things measure, and where they show it.

Domains, device classes and attributes are those of Home Assistant's entity components
(developer documentation, "Entities").
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
import math
from typing import Any, Final

from .models import Device, DeviceState


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit."""

    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A quantity, and where things show it."""

    name: str
    classes: tuple[str, ...] = ()
    """Device classes of the sensors whose state it is."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attributes of other domains that show it, by domain."""
    unit: str = ""
    """Unit of the attributes, after scaling; sensors say theirs."""
    scale: float = 1.0
    """What an attribute is multiplied with to be in the unit."""
    unit_attribute: str | None = None
    """Attribute beside it that names the unit, where a domain has one."""
    digits: int | None = None
    """Decimals that are spoken; None for as many as its size deserves."""
    adds_up: bool = False
    """Whether several of it together are their sum and not their mean."""
    low: float | None = None
    """In the unit of the attributes: below this it counts as low without any other number."""


def _percent(name: str, **fields: Any) -> Measure:
    return Measure(name=name, unit="%", digits=0, **fields)


_BY_NAME: Final = {
    measure.name: measure
    for measure in (
        Measure(
            name="temperature",
            classes=("temperature",),
            attributes={
                "climate": "current_temperature",
                "water_heater": "current_temperature",
                "weather": "temperature",
            },
            unit="°",
            unit_attribute="temperature_unit",
            digits=1,
        ),
        Measure(
            name="target_temperature",
            attributes={"climate": "temperature", "water_heater": "temperature"},
            unit="°",
            digits=1,
        ),
        Measure(
            name="apparent_temperature",
            attributes={"weather": "apparent_temperature"},
            unit="°",
            unit_attribute="temperature_unit",
            digits=0,
        ),
        _percent(
            "humidity",
            classes=("humidity",),
            attributes={
                "climate": "current_humidity",
                "humidifier": "current_humidity",
                "weather": "humidity",
            },
        ),
        _percent("target_humidity", attributes={"humidifier": "humidity", "climate": "humidity"}),
        _percent("soil_moisture", classes=("moisture",)),
        _percent(
            "battery",
            classes=("battery",),
            attributes={"vacuum": "battery_level", "device_tracker": "battery_level"},
            low=20,
        ),
        _percent("brightness", attributes={"light": "brightness"}, scale=100 / 255),
        _percent("speed", attributes={"fan": "percentage"}),
        _percent("position", attributes={"cover": "current_position", "valve": "current_position"}),
        _percent("volume", attributes={"media_player": "volume_level"}, scale=100),
        Measure(name="power", classes=("power",), adds_up=True),
        Measure(name="energy", classes=("energy",), adds_up=True),
        Measure(name="stored_energy", classes=("energy_storage",), adds_up=True),
        Measure(name="voltage", classes=("voltage",)),
        Measure(name="current", classes=("current",), adds_up=True),
        Measure(name="frequency", classes=("frequency",)),
        Measure(name="illuminance", classes=("illuminance",), digits=0),
        Measure(name="co2", classes=("carbon_dioxide",), digits=0),
        Measure(name="co", classes=("carbon_monoxide",), digits=0),
        Measure(name="air_quality", classes=("aqi",), digits=0),
        Measure(name="fine_dust", classes=("pm25", "pm10", "pm4", "pm1"), digits=0),
        Measure(
            name="voc",
            classes=("volatile_organic_compounds", "volatile_organic_compounds_parts"),
            digits=0,
        ),
        Measure(
            name="pressure",
            classes=("atmospheric_pressure", "pressure"),
            attributes={"weather": "pressure"},
            unit="hPa",
            unit_attribute="pressure_unit",
        ),
        Measure(
            name="wind_speed",
            classes=("wind_speed",),
            attributes={"weather": "wind_speed"},
            unit="km/h",
            unit_attribute="wind_speed_unit",
            digits=0,
        ),
        Measure(name="rain", classes=("precipitation", "precipitation_intensity")),
        Measure(name="uv_index", attributes={"weather": "uv_index"}, digits=0),
        Measure(name="noise", classes=("sound_pressure",), digits=0),
        Measure(name="gas", classes=("gas",), adds_up=True),
        Measure(name="water", classes=("water",), adds_up=True),
        Measure(name="signal", classes=("signal_strength",), digits=0),
        Measure(name="distance", classes=("distance",)),
        Measure(name="weight", classes=("weight",)),
        Measure(name="duration", classes=("duration",)),
        Measure(name="cost", classes=("monetary",), digits=2, adds_up=True),
    )
}
_BY_CLASS: Final = {
    device_class: measure for measure in _BY_NAME.values() for device_class in measure.classes
}

SETTABLE: Final = frozenset(
    {"brightness", "position", "speed", "target_humidity", "target_temperature", "volume"}
)
"""Measures that somebody sets, so that it matters who did."""


def measure(name: str) -> Measure:
    """Return the measure of a name. Raises KeyError for one that there is not."""
    return _BY_NAME[name]


def measure_of(device: Device) -> Measure | None:
    """Return what a sensor measures, None for other things."""
    return measure_of_class(device.device_class) if device.domain == "sensor" else None


def measure_of_class(device_class: str | None) -> Measure | None:
    """Return what sensors of a device class measure."""
    return _BY_CLASS.get(device_class or "")


def shown_by(device: Device) -> tuple[Measure, ...]:
    """Return the measures that a thing of this sort shows as numbers."""
    if device.domain == "binary_sensor":
        return ()
    return _shown_by(device.domain, device.device_class)


@lru_cache(maxsize=1024)
def _shown_by(domain: str, device_class: str | None) -> tuple[Measure, ...]:
    if domain == "sensor":
        found = measure_of_class(device_class)
        return (found,) if found else ()
    return tuple(each for each in _BY_NAME.values() if domain in each.attributes)


def shows(device: Device, wanted: Measure) -> bool:
    """Return whether a thing of this sort can show a measure at all."""
    if device.domain == "sensor":
        return device.device_class in wanted.classes
    if device.domain == "binary_sensor":  # one that only tells whether it is low
        return wanted.low is not None and device.device_class in wanted.classes
    return device.domain in wanted.attributes


def read(device: Device, state: DeviceState, wanted: Measure) -> Amount | None:
    """Return what a thing shows of a measure, None if it shows nothing or no number."""
    if not shows(device, wanted) or state.state == "unavailable":
        return None
    if device.domain == "binary_sensor":
        return None
    if device.domain == "sensor":
        value = number(state.state)
        unit = str(state.attributes.get("unit_of_measurement") or "")
    else:
        value = number(state.attributes.get(wanted.attributes[device.domain]))
        own = state.attributes.get(wanted.unit_attribute) if wanted.unit_attribute else None
        value, unit = (None if value is None else value * wanted.scale), str(own or wanted.unit)
    if unit == "°":
        unit = state.temperature_unit
    return None if value is None else Amount(value, unit)


def number(value: Any) -> float | None:
    """Return a state or an attribute as a finite number, None if it is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = float(value)
    except TypeError, ValueError:
        return None
    return number if math.isfinite(number) else None
