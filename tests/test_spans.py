"""Ranges of temperatures, as thermostats take them that heat below and cool above."""

import pytest

from custom_components.llm_iot.models import DeviceState, Step
from custom_components.llm_iot.parameters import NotTakenError
from custom_components.llm_iot.policy import Effect, Rule
from custom_components.llm_iot.response.limits import limited
from custom_components.llm_iot.table.heating import ROOM_TEMPERATURES

SET = DeviceState("heat_cool", {"target_temp_low": 19, "target_temp_high": 24, "min_temp": 7})


def test_a_range_has_steps_and_is_read_back() -> None:
    """Ends between two steps become the nearest."""
    assert ROOM_TEMPERATURES.fit("20.2-22", SET) == "20-22"
    assert ROOM_TEMPERATURES.read(SET) == "19-24"
    assert ROOM_TEMPERATURES.reached(SET, "19-24", SET)
    assert not ROOM_TEMPERATURES.reached(SET, "19-22", SET)
    assert ROOM_TEMPERATURES.read(DeviceState("heat", {"temperature": 20})) is None


@pytest.mark.parametrize("value", ["22-20", "20-20", "3-20", "20-40", "warm", 21, None])
def test_what_is_no_range_of_the_device_is_not_taken(value: str | float | None) -> None:
    """The error names what is."""
    with pytest.raises(NotTakenError) as error:
        ROOM_TEMPERATURES.fit(value, SET)
    assert error.value.taken == "7 to 30"


@pytest.mark.parametrize(
    ("value", "allowed"), [("18-21", True), ("18-23", False), ("15-21", False)]
)
def test_a_range_has_to_be_within_the_limits_of_the_owner(value: str, *, allowed: bool) -> None:
    """It is not bent: nobody knows which end matters."""
    step = Step("climate.c", "range", value)
    rule = Rule("Thrift", Effect.LIMIT, frozenset({"climate.c"}), minimum=16, maximum=22)
    assert limited(step, [rule], SET) == ((step, "") if allowed else (None, "Thrift"))
