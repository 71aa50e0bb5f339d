"""The parameters of actions: a number in a range, one of some words, or how far to go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import math
import re
from typing import Any, Final

from .models import DeviceState, Value
from .words import clean_name

MOST_NAMED: Final = 5
"""Most values that are named to a person whose own the device does not take."""
_PERCENT: Final = "%"
_DEGREES: Final = "°"
_FAHRENHEIT: Final = "°F"
_FAHRENHEIT_PER_CELSIUS: Final = 1.8
_FREEZING_FAHRENHEIT: Final = 32
_DIGITS: Final = 6
"""Decimals that are kept; finer differences come from calculating in binary."""
_NO_WORD: Final = re.compile(r"[\W_]+")


class NotTakenError(ValueError):
    """The device does not take a value."""

    def __init__(self, taken: str = "") -> None:
        """Create the error with what the device takes instead; nothing if it takes none."""
        super().__init__(taken)
        self.taken = taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in a range. The range is that of the row, narrowed by that of the device.

    Numbers of degrees are in °C here; those of a device are in the unit of its home, and so
    is everything that the methods take and return.
    """

    unit: str
    """`%`, `°`, `K`, or nothing where the device says it itself."""
    unit_attribute: str | None = None
    attribute: str | None
    """State attribute that shows the value; None for the state itself."""
    scale: float = 1
    """What the attribute is multiplied with to be in the unit."""
    minimum: float = 0
    maximum: float = 100
    step: float = 1
    minimum_attribute: str | None = None
    maximum_attribute: str | None = None
    step_attribute: str | None = None
    clamps: bool = True
    """Whether a value outside the range means its nearer end; else it is refused."""
    apart: bool = False
    """Whether a device whose least is above the maximum is of another sort, such as a sauna
    among what heats rooms: its own range holds."""
    floors: bool = False
    """Whether a value between two whole numbers is sent as the lower one."""
    at_rest: float | None = None
    """The value of a device that shows none because it is off."""
    words: Mapping[str, float] = field(default_factory=dict)
    """Values that have a name."""

    def read(self, state: DeviceState) -> float | None:
        """Return the value that a device has, None if it shows none."""
        shown: Any = state.attributes.get(self.attribute) if self.attribute else state.state
        try:
            value = float(shown) * self.scale
        except TypeError, ValueError:
            return self.at_rest if state.available else None
        return float(round(value)) if self.unit == _PERCENT else round(value, _DIGITS)

    def rests(self, state: DeviceState) -> bool:
        """Return whether a device shows no value because it is off."""
        return self.at_rest is not None and state.attributes.get(self.attribute or "") is None

    def unit_of(self, state: DeviceState) -> str:
        """Return the unit in which a device counts."""
        own = state.attributes.get(self.unit_attribute) if self.unit_attribute else None
        return str(own or self.unit)

    def bounds(self, state: DeviceState) -> tuple[float, float]:
        """Return the least and the greatest value this device takes.

        The least is greater than the greatest where the device takes nothing that is allowed.
        """
        low, high = self._degrees(self.minimum, state), self._degrees(self.maximum, state)
        least = number(state, self.minimum_attribute, low)
        greatest = number(state, self.maximum_attribute, high)
        if self.apart and least > high:
            return least, greatest
        return max(low, least), min(high, greatest)

    def grid(self, state: DeviceState) -> float:
        """Return the distance between two values of this device."""
        return number(state, self.step_attribute, self.distance(self.step, state)) or 1

    def distance(self, of: float, state: DeviceState) -> float:
        """Return a difference of the row in the unit of the home, in halves of a degree F."""
        if self.unit == _DEGREES and state.temperature_unit == _FAHRENHEIT:
            return round(2 * of * _FAHRENHEIT_PER_CELSIUS) / 2
        return of

    def snap(self, value: float, state: DeviceState) -> float:
        """Return the nearest value that the device can take.

        Steps count from the least value, those of degrees from 0. A percentage above 0 never
        becomes 0: the lowest speed is nearer to "10 percent" than standing still is.
        """
        low, high = self.bounds(state)
        step = self.grid(state)
        first = 0 if self.unit == _DEGREES or math.isinf(low) else low
        snapped = round((value - first) / step) * step + first
        if self.unit == _PERCENT and value > low:
            snapped = max(snapped, low + step)
        snapped = min(max(snapped, low), high)
        return float(math.floor(snapped + 1e-6)) if self.floors else round(snapped, _DIGITS)

    def fit(self, value: Value | None, state: DeviceState) -> float:
        """Return what is sent to the device for a value that was asked for.

        Raises NotTakenError for what is no number, or one out of a range that does not clamp.
        """
        low, high = self.bounds(state)
        if low > high:
            raise NotTakenError
        wanted = self._number(value)
        if wanted is None or not (self.clamps or low <= wanted <= high):
            raise NotTakenError(f"{low:g} to {high:g}")
        return self.snap(wanted, state)

    def _number(self, value: Value | None) -> float | None:
        """Return a value as a number: itself, or what its name stands for."""
        if isinstance(value, str):
            return self.words.get(clean_name(value))
        return value if value is not None and math.isfinite(value) else None

    def _degrees(self, value: float, state: DeviceState) -> float:
        """Return a number of the row in the unit of the home."""
        if self.unit == _DEGREES and state.temperature_unit == _FAHRENHEIT:
            return value * _FAHRENHEIT_PER_CELSIUS + _FREEZING_FAHRENHEIT
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of some words: those that the device lists itself, or fixed ones."""

    attribute: str | None
    """State attribute that shows the present word; None for the state itself."""
    options_attribute: str | None = None
    """State attribute with the device's own words."""
    words: tuple[str, ...] = ()
    """Words of every device that does not list its own."""
    common: tuple[str, ...] = ()
    """Words that are offered to a model where there are too many to offer them all."""
    free: re.Pattern[str] | None = None
    """What is taken besides the words, as it is."""

    def options(self, state: DeviceState) -> tuple[str, ...]:
        """Return the words that a device takes."""
        if self.options_attribute is None:
            return self.words
        listed = state.attributes.get(self.options_attribute)
        return tuple(map(str, listed)) if isinstance(listed, (list, tuple, set)) else ()

    def read(self, state: DeviceState) -> str | None:
        """Return the word that a device shows, None if it shows none."""
        shown = state.attributes.get(self.attribute) if self.attribute else state.state
        return str(shown) if shown is not None and state.available else None

    def fit(self, value: Value | None, state: DeviceState) -> str:
        """Return the device's own word for what was said: "HDMI 1" may be its `hdmi_1`.

        Raises NotTakenError, with some of the words, if it has none or more than one.
        """
        options = self.options(state)
        said = f"{value:g}" if isinstance(value, (int, float)) else (value or "")
        if said in options or (self.free and self.free.fullmatch(said)):
            return said
        alike = [option for option in options if _plain(option) == _plain(said)]
        if len(alike) != 1:
            names = [self.spoken(option) for option in self.common or options]
            more = ["..."] if len(options) > MOST_NAMED else []
            raise NotTakenError(", ".join([*names[:MOST_NAMED], *more]))
        return alike[0]

    def spoken(self, word: str) -> str:
        """Return a word as it is spoken of; nothing for one that is outside the words."""
        if self.free and self.free.fullmatch(word):
            return ""
        return clean_name(word.replace("_", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How far to go from the state before: an amount of a quantity, in one direction."""

    quantity: Quantity
    direction: int
    """1 for more, -1 for less."""
    usual: float | None = None
    """How far without an amount; None for a tenth of the range, but one step at least."""
    keeps_on: bool = False
    """Whether less never becomes nothing: a light that is dimmed stays on."""

    def fit(self, value: Value | None, state: DeviceState) -> float | None:
        """Return the amount to go, None for the usual one.

        Raises NotTakenError for what is no amount, or where no value is left to go to.
        """
        low, high = self.quantity.bounds(state)
        if low > high:
            raise NotTakenError
        if value is None:
            return None
        if not isinstance(value, (int, float)) or not 0 < value < math.inf:
            raise NotTakenError(f"{low:g} to {high:g}")
        return value

    def amount(self, value: Value | None, state: DeviceState) -> float:
        """Return how far to go: a step of the device at least."""
        if isinstance(value, (int, float)):
            return max(value, self.quantity.grid(state))
        low, high = self.quantity.bounds(state)
        usual = (high - low) / 10 if self.usual is None else self.usual
        return max(self.quantity.distance(usual, state), self.quantity.grid(state))

    def target(self, value: Value | None, before: DeviceState) -> float | None:
        """Return the value to go to, within the range; None if the device shows none."""
        current = self.quantity.read(before)
        if current is None:
            return None
        low, high = self.quantity.bounds(before)
        if self.keeps_on and self.direction < 0:
            low += self.quantity.grid(before)
        wanted = current + self.direction * self.amount(value, before)
        return self.quantity.snap(min(max(wanted, low), high), before)

    def at_end(self, state: DeviceState, value: Value | None = None) -> bool:
        """Return whether there is nowhere left to go."""
        current, target = self.quantity.read(state), self.target(value, state)
        if current is None or target is None:
            return False
        return (target - current) * self.direction <= 0

    def happened(self, now: DeviceState, value: Value | None, before: DeviceState) -> bool:
        """Return whether a device went this way, or is where it was to go."""
        current, target = self.quantity.read(now), self.target(value, before)
        start = self.quantity.read(before)
        if current is None or start is None or target is None:
            return False
        near = abs(current - target) <= self.quantity.grid(before) / 2
        return near or (current - start) * self.direction > 0


def number(state: DeviceState, name: str | None, default: float) -> float:
    """Return a numeric attribute or the default."""
    value = state.attributes.get(name) if name else None
    return float(value) if isinstance(value, (int, float)) else default


def _plain(word: str) -> str:
    """Return a word as it is compared: letters and digits only."""
    spoken = word.casefold().replace("+", "plus").replace("&", "and")
    return _NO_WORD.sub("", spoken)
