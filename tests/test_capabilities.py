"""What the capability table says of devices."""

import pytest

from custom_components.llm_iot import capabilities
from custom_components.llm_iot.capability import Capability
from custom_components.llm_iot.models import DeviceState
from custom_components.llm_iot.table import TABLE

from .homes import FAN

WITHOUT_WAY_BACK = {"stop", "next", "previous", "locate"}
"""Actions after which nothing tells how it was before."""
STATES = [
    "on",
    "off",
    "open",
    "closed",
    "locked",
    "unlocked",
    "heat",
    "playing",
    "docked",
    "cleaning",
    "armed_home",
    "42",
]
ATTRIBUTES = {
    "brightness": 100,
    "percentage": 66,
    "current_position": 40,
    "temperature": 20.0,
    "humidity": 50,
    "volume_level": 0.3,
    "rgb_color": (255, 0, 0),
    "direction": "forward",
    "current_tilt_position": 30,
} | dict.fromkeys(("preset_mode", "fan_mode", "mode", "source", "operation_mode", "fan_speed"), "x")


@pytest.mark.parametrize(
    ("asked", "sent"), [(1, 33), (33, 33), (40, 33), (50, 66), (66, 66), (67, 66), (90, 100)]
)
def test_a_speed_becomes_the_nearest_step_and_is_never_rounded_up(
    asked: float, sent: float
) -> None:
    """67 percent is speed two of three: sent as 66, as Home Assistant rounds 67 up to 100."""
    item = capabilities.row("fan", "percentage")
    assert item is not None
    assert item.quantity is not None
    assert item.quantity.snap(asked, DeviceState("on", FAN)) == sent


def test_a_relay_light_cannot_be_dimmed() -> None:
    """A light that only knows on and off has no brightness row."""
    relay = {"supported_color_modes": ["onoff"]}
    item = capabilities.row("light", "brightness")
    assert item is not None
    assert not item.supported(relay)
    assert item.supported({"supported_color_modes": ["hs"]})


@pytest.mark.parametrize("item", TABLE, ids=lambda item: f"{item.domain}.{item.action}")
def test_the_way_back_of_a_row_is_a_row(item: Capability) -> None:
    """What restores a device can be said in the table itself."""
    if item.restore is None:
        assert item.momentary or item.domain == "script" or item.action in WITHOUT_WAY_BACK
        return
    backs = [item.restore(DeviceState(state, ATTRIBUTES)) for state in STATES]
    known = [back for back in backs if back is not None]
    assert known
    assert all(capabilities.row(item.domain, action) for action, _ in known)
