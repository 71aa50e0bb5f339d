"""Units of measurement: which of them measure the same, and how many of one the other is.

Symbols are Home Assistant's own. Plain Python, as the stages between the seams may not use
Home Assistant's converters.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class _Scale:
    """A unit in terms of the first unit of its dimension."""

    base: str
    factor: float = 1.0
    offset: float = 0.0
    """Added after the factor was applied."""


def _dimension(base: str, **factors: float) -> dict[str, _Scale]:
    """Return the units of one dimension by their factor to its base."""
    return {base: _Scale(base)} | {unit: _Scale(base, factor) for unit, factor in factors.items()}


_SCALES: Final[dict[str, _Scale]] = {
    **_dimension("°C"),
    "°F": _Scale("°C", 5 / 9, -160 / 9),
    "K": _Scale("°C", 1, -273.15),
    **_dimension("W", mW=1e-3, kW=1e3, MW=1e6),
    **_dimension("Wh", kWh=1e3, MWh=1e6, GWh=1e9, J=1 / 3600, kJ=1 / 3.6, MJ=1e6 / 3600),
    **_dimension("V", mV=1e-3, kV=1e3),
    **_dimension("A", mA=1e-3),
    **_dimension(
        "Pa", hPa=100, mbar=100, kPa=1e3, bar=1e5, psi=6894.76, inHg=3386.39, mmHg=133.322
    ),
    **_dimension("m", mm=1e-3, cm=1e-2, km=1e3, ft=0.3048, yd=0.9144, mi=1609.344),
    "in": _Scale("m", 0.0254),
    **_dimension("m/s"),
    "km/h": _Scale("m/s", 1 / 3.6),
    "mph": _Scale("m/s", 0.44704),
    "kn": _Scale("m/s", 0.514444),
    "ft/s": _Scale("m/s", 0.3048),
    **_dimension("L", mL=1e-3, gal=3.785412),
    "m³": _Scale("L", 1e3),
    "ft³": _Scale("L", 28.316847),
    **_dimension("g", kg=1e3, oz=28.349523, lb=453.592),
    **_dimension("s", ms=1e-3, min=60, h=3600, d=86400),
    **_dimension("ppm", ppb=1e-3),
    **_dimension("kB", B=1e-3, MB=1e3, GB=1e6, TB=1e9),
}
_ANY_SCALE: Final = frozenset({"", "°"})
"""Units that leave the scale open: "20 degrees" are those of whatever is compared."""
_LARGER: Final = {"mW": "W", "W": "kW", "kW": "MW", "Wh": "kWh", "kWh": "MWh", "m": "km", "g": "kg"}
_SMALLER: Final = {"kW": "W", "kWh": "Wh", "km": "m", "kg": "g"}
_MANY: Final = 1000


def convert(value: float, unit: str, wanted: str) -> float | None:
    """Return a value in another unit, None where the two do not measure the same."""
    if unit == wanted or unit in _ANY_SCALE or wanted in _ANY_SCALE:
        return value
    one, other = _SCALES.get(unit), _SCALES.get(wanted)
    if one is None or other is None or one.base != other.base:
        return None
    return (value * one.factor + one.offset - other.offset) / other.factor


def readable(value: float, unit: str) -> tuple[float, str]:
    """Return a value in the unit in which people say one of its size: 1.2 kW for 1,200 W."""
    if 0 < abs(value) < 1 and unit in _SMALLER:
        smaller = convert(value, unit, _SMALLER[unit])
        return (value, unit) if smaller is None else (smaller, _SMALLER[unit])
    while abs(value) >= _MANY and unit in _LARGER:
        larger = _LARGER[unit]
        converted = convert(value, unit, larger)
        value, unit = (value if converted is None else converted), larger
    return value, unit
