"""The rows of the capability table, by what the devices are for."""

from typing import Final

from ..capability import Capability
from .air import FAN, HUMIDIFIER
from .heating import CLIMATE, WATER_HEATER
from .lighting import LIGHT
from .machines import LAWN_MOWER, VACUUM
from .media import MEDIA_PLAYER
from .openings import COVER, VALVE
from .plain import (
    BUTTON,
    INPUT_BOOLEAN,
    INPUT_BUTTON,
    INPUT_NUMBER,
    INPUT_SELECT,
    NUMBER,
    SCENE,
    SCRIPT,
    SELECT,
    SWITCH,
)
from .security import ALARM, LOCK, SIREN

TABLE: Final[tuple[Capability, ...]] = (
    *LIGHT,
    *FAN,
    *SWITCH,
    *INPUT_BOOLEAN,
    *MEDIA_PLAYER,
    *COVER,
    *VALVE,
    *LOCK,
    *CLIMATE,
    *WATER_HEATER,
    *HUMIDIFIER,
    *VACUUM,
    *LAWN_MOWER,
    *SCENE,
    *SCRIPT,
    *BUTTON,
    *INPUT_BUTTON,
    *SELECT,
    *INPUT_SELECT,
    *NUMBER,
    *INPUT_NUMBER,
    *SIREN,
    *ALARM,
)
