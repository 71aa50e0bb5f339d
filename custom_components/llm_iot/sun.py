"""When the sun rises and sets at the home, as data of one moment."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SunTimes:
    """The next times of the sun, aware."""

    rising: datetime
    setting: datetime
    dawn: datetime
    """When it gets light."""
    dusk: datetime
    """When it gets dark."""

    @property
    def first(self) -> datetime:
        """Return the first of them; behind it, all of them are other ones."""
        return min(self.rising, self.setting, self.dawn, self.dusk)
