"""What numbers and words for "how much" come to in the units of devices."""

from typing import Final

from .values import Sort, Value

_ALL: Final = 100.0
_FREEZING: Final = 32.0
_TO_CELSIUS: Final = 1 / 1.8
LEVELS: Final = {
    "fan": {"low": 1.0, "medium": 50.0, "high": 100.0},
    "light": {"low": 25.0, "medium": 50.0, "high": 100.0},
    "media_player": {"low": 20.0, "medium": 40.0},
}
"""Percent that words mean. A fan takes its nearest speed; nobody is deafened by "high"."""


def speed(number: float, step: float) -> float:
    """Return the percentage of a speed that is counted: the 2 of a fan with 3 is 67 percent."""
    counted = number.is_integer() and number * step <= _ALL + step / 10
    return min(round(number * step, 2), _ALL) if counted else number


def degrees(value: Value, unit: str) -> float:
    """Return a temperature in the unit of the home."""
    if value.sort is Sort.FAHRENHEIT and unit == "°C":
        return round((value.number - _FREEZING) * _TO_CELSIUS, 1)
    if value.sort is Sort.CELSIUS and unit == "°F":
        return round(value.number / _TO_CELSIUS + _FREEZING, 1)
    return value.number
