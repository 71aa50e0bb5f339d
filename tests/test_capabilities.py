"""What the capability table says of devices."""

import pytest

from custom_components.llm_iot import capabilities
from custom_components.llm_iot.capability import Capability
from custom_components.llm_iot.models import DeviceState

from .homes import FAN


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
    assert item.quantity.snap(asked, FAN) == sent


def test_a_relay_light_cannot_be_dimmed() -> None:
    """A light that only knows on and off has no brightness row."""
    relay = {"supported_color_modes": ["onoff"]}
    item = capabilities.row("light", "brightness")
    assert item is not None
    assert not item.supported(relay)
    assert item.supported({"supported_color_modes": ["hs"]})


@pytest.mark.parametrize(
    "item", capabilities.TABLE, ids=lambda item: f"{item.domain}.{item.action}"
)
def test_the_way_back_of_a_row_is_a_row(item: Capability) -> None:
    """What restores a device can be said in the table itself."""
    if item.restore is None:
        assert item.momentary or item.domain == "script"
        return
    attributes = {"brightness": 100, "percentage": 66, "current_position": 40, "temperature": 20.0}
    for state in ("on", "off", "open", "closed", "locked", "unlocked", "heat", "playing"):
        back = item.restore(DeviceState(state, attributes))
        assert back is not None
        assert capabilities.row(item.domain, back[0]) is not None
