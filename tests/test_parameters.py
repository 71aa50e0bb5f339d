"""Numbers, words and distances, as devices take them."""

import pytest

from custom_components.llm_iot.capabilities import row
from custom_components.llm_iot.models import DeviceState, Value
from custom_components.llm_iot.parameters import Choice, NotTakenError, Shift
from custom_components.llm_iot.table.heating import ROOM_TEMPERATURE, WATER_TEMPERATURE
from custom_components.llm_iot.table.lighting import BRIGHTNESS, COLOUR, KELVIN
from custom_components.llm_iot.table.plain import AMOUNT

CELSIUS = DeviceState("heat", {"min_temp": 7, "max_temp": 35, "temperature": 20})
FAHRENHEIT = DeviceState("heat", {"min_temp": 45, "max_temp": 95, "temperature": 68}, "°F")
SAUNA = DeviceState("heat", {"min_temp": 40, "max_temp": 90, "temperature": 70})
TV = Choice(attribute="source", options_attribute="source_list")
SOURCES = DeviceState("on", {"source_list": ["HDMI 1", "hdmi_2", "Röster", "A-B", "AB"]})
WARMER = Shift(quantity=ROOM_TEMPERATURE, direction=1, usual=1)
DIMMER = Shift(quantity=BRIGHTNESS, direction=-1, usual=20, keeps_on=True)
LESS = Shift(quantity=AMOUNT, direction=-1)


def lamp(percent: float) -> DeviceState:
    """Return a lamp that is this bright."""
    return DeviceState("on", {"brightness": round(percent * 2.55)})


@pytest.mark.parametrize(
    ("state", "bounds"), [(CELSIUS, (7, 30)), (FAHRENHEIT, (45, 86)), (DeviceState("off"), (5, 30))]
)
def test_a_room_is_heated_to_thirty_degrees_at_most_in_any_unit(
    state: DeviceState, bounds: tuple[float, float]
) -> None:
    """30 °C are 86 °F; the device's own limits narrow it further."""
    assert ROOM_TEMPERATURE.bounds(state) == bounds


@pytest.mark.parametrize(("asked", "state"), [(31, CELSIUS), (90, FAHRENHEIT), (None, CELSIUS)])
def test_a_temperature_out_of_range_is_not_bent(asked: Value | None, state: DeviceState) -> None:
    """The error names what is taken."""
    low, high = ROOM_TEMPERATURE.bounds(state)
    with pytest.raises(NotTakenError) as error:
        ROOM_TEMPERATURE.fit(asked, state)
    assert error.value.taken == f"{low:g} to {high:g}"


def test_what_is_hotter_than_any_room_has_its_own_range() -> None:
    """A sauna heats no room."""
    assert ROOM_TEMPERATURE.fit(80, SAUNA) == 80
    with pytest.raises(NotTakenError) as error:
        ROOM_TEMPERATURE.fit(25, SAUNA)
    assert error.value.taken == "40 to 90"


def test_what_takes_nothing_that_is_allowed_takes_nothing() -> None:
    """A boiler that cannot but scald."""
    with pytest.raises(NotTakenError) as error:
        WATER_TEMPERATURE.fit(55, DeviceState("eco", {"min_temp": 65, "max_temp": 90}))
    assert not error.value.taken


def test_hot_water_does_not_scald() -> None:
    """60 °C are 140 °F."""
    assert WATER_TEMPERATURE.bounds(DeviceState("eco", {"max_temp": 90})) == (35, 60)
    assert WATER_TEMPERATURE.bounds(DeviceState("eco", {}, "°F")) == (95, 140)


def test_a_lamp_that_is_off_is_at_no_brightness_but_none() -> None:
    """Not at its lowest one either, however near that is."""
    item = row("light", "brightness")
    assert item is not None
    off = DeviceState("off", {"supported_color_modes": ["brightness"], "brightness": None})
    assert not item.already(off, 1)
    assert item.already(off, 0)
    assert item.already(lamp(1), 1)


@pytest.mark.parametrize(("said", "kelvin"), [("warm", 2700), ("Daylight", 6500), (99, 2000)])
def test_a_value_may_have_a_name(said: Value, kelvin: float) -> None:
    """Numbers out of the range of the lamp become its nearer end."""
    state = DeviceState("on", {"min_color_temp_kelvin": 2000, "max_color_temp_kelvin": 6535})
    assert KELVIN.fit(said, state) == kelvin
    with pytest.raises(NotTakenError):
        KELVIN.fit("lukewarm", state)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_no_value(value: float) -> None:
    """Nothing is sent for it."""
    with pytest.raises(NotTakenError):
        BRIGHTNESS.fit(value, lamp(50))
    with pytest.raises(NotTakenError):
        WARMER.fit(value, CELSIUS)


@pytest.mark.parametrize(
    ("said", "word"),
    [("hdmi 1", "HDMI 1"), ("HDMI2", "hdmi_2"), ("röster", "Röster"), ("AB", "AB")],
)
def test_a_word_is_the_device_s_own(said: str, word: str) -> None:
    """Capitals, spaces and dashes are not heard; a word that is exactly there is that one."""
    assert TV.fit(said, SOURCES) == word


@pytest.mark.parametrize("said", ["netflix", "a b", "", None, 3])
def test_a_word_that_is_not_clearly_there_is_refused(said: Value | None) -> None:
    """At most five are named."""
    with pytest.raises(NotTakenError) as error:
        TV.fit(said, SOURCES)
    assert error.value.taken == "hdmi 1, hdmi 2, röster, a-b, ab"


def test_of_many_words_the_common_ones_are_named() -> None:
    """Nobody wants to hear all colours there are."""
    with pytest.raises(NotTakenError) as error:
        COLOUR.fit("black", lamp(50))
    assert error.value.taken == "red, orange, yellow, green, turquoise, ..."
    assert COLOUR.fit("Dark Blue", lamp(50)) == "dark blue"
    assert COLOUR.fit("#00ff80", lamp(50)) == "#00ff80"


@pytest.mark.parametrize(
    ("shift", "amount", "state", "target"),
    [
        (WARMER, None, CELSIUS, 21),
        (WARMER, 2, CELSIUS, 22),
        (WARMER, 50, CELSIUS, 30),
        (WARMER, None, FAHRENHEIT, 70),
        (WARMER, 3, FAHRENHEIT, 71),
        (DIMMER, None, lamp(50), 30),
        (DIMMER, None, lamp(15), 1),
        (DIMMER, 90, lamp(50), 1),
        (LESS, None, DeviceState("40", {"min": 0, "max": 50, "step": 5}), 35),
        (LESS, None, DeviceState("0.5", {"min": 0, "max": 1, "step": 0.01}), 0.4),
    ],
)
def test_how_far_to_go(
    shift: Shift, amount: float | None, state: DeviceState, target: float
) -> None:
    """From the state before, the usual distance or that which is said, and not past the end."""
    assert shift.target(shift.fit(amount, state), state) == target
    assert not shift.at_end(state, amount)


@pytest.mark.parametrize(
    ("shift", "state"),
    [
        (DIMMER, lamp(1)),
        (DIMMER, DeviceState("off")),
        (WARMER, DeviceState("heat", {"temperature": 30})),
        (LESS, DeviceState("0", {"min": 0, "max": 50})),
    ],
)
def test_at_the_end_there_is_nowhere_to_go(shift: Shift, state: DeviceState) -> None:
    """Dimming never switches on what is off."""
    assert shift.at_end(state)


def test_a_way_that_was_gone_is_known_from_where_it_began() -> None:
    """The wrong way is not done, whatever the value."""
    assert DIMMER.happened(lamp(30), None, lamp(50))
    assert DIMMER.happened(lamp(45), None, lamp(50))
    assert not DIMMER.happened(lamp(60), None, lamp(50))
    assert not DIMMER.happened(lamp(50), None, lamp(50))
    assert not DIMMER.happened(DeviceState("unavailable"), None, lamp(50))


@pytest.mark.parametrize("amount", [0, -5, "much"])
def test_an_amount_is_more_than_nothing(amount: Value) -> None:
    """The direction is the action's."""
    with pytest.raises(NotTakenError):
        DIMMER.fit(amount, lamp(50))
