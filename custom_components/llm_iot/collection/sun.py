"""The sun at the home: Home Assistant works out when it rises and sets."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from homeassistant.const import SUN_EVENT_SUNRISE, SUN_EVENT_SUNSET
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.sun import get_astral_event_next
from homeassistant.util import dt as dt_util

from ..sun import SunTimes

_DAWN: Final = "dawn"
_DUSK: Final = "dusk"
_LOOK_AGAIN: Final = timedelta(days=1)
"""When the sun is looked for again that does not rise or set for a long time."""


@dataclass
class Sun:
    """Knows the next times of the sun; they are worked out anew when one of them is over."""

    hass: HomeAssistant
    _known: SunTimes | None = field(default=None, init=False)
    _place: tuple[float, float, int] | None = field(default=None, init=False)
    _until: datetime | None = field(default=None, init=False)

    @callback
    def times(self) -> SunTimes | None:
        """Return the next times, None where the sun does not rise or set for a long time."""
        now, config = dt_util.utcnow(), self.hass.config
        place = (config.latitude, config.longitude, config.elevation)
        if self._until is None or self._until <= now or place != self._place:
            self._place, self._known = place, self._next()
            self._until = self._known.first if self._known else now + _LOOK_AGAIN
        return self._known

    def _next(self) -> SunTimes | None:
        events = (SUN_EVENT_SUNRISE, SUN_EVENT_SUNSET, _DAWN, _DUSK)
        try:
            return SunTimes(*(get_astral_event_next(self.hass, event) for event in events))
        except ValueError:
            return None
