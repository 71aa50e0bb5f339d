"""Names that look like other words, and devices that are called by another word than their own."""

import pytest

from custom_components.llm_iot.models import Device, HomeView, Plan
from tests.recognition.house import (
    COVER,
    DIMS,
    HEATING,
    PLAIN,
    PLAYER,
    device,
    home,
    read,
    understand_in,
    write,
)

ODD: HomeView = home(
    (device("light.dnd", "Do Not Disturb lamp", "light", "Office"), "off", DIMS),
    (device("light.o", "Office light", "light", "Office"), "off", DIMS),
    (device("switch.entry", "No Entry sign", "switch", "Hall"), "off", {}),
    (device("climate.h", "Hall heater", "heater", "Hall"), "heat", HEATING),
    (device("climate.b", "Radiator", "heater", "Bedroom"), "heat", HEATING),
    (device("climate.s", "Study thermostat", "thermostat", "Study"), "heat", HEATING),
    (device("switch.p", "Patio heater", "heater", "Patio"), "off", {}),
    (device("cover.d", "Sliding blind", "blind", "Study"), "open", COVER),
)


def understand(text: str) -> Plan | None:
    """Return the plan of a sentence in the odd home."""
    return understand_in(text, ODD)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Do Not Disturb lamp on", "light.dnd on"),
        ("turn on the do not disturb lamp", "light.dnd on"),
        ("office light and do not disturb lamp off", "light.o off, light.dnd off"),
        ("do not turn on the do not disturb lamp", ""),
        ("no entry sign on", "switch.entry on"),
        ("turn the radiator in the hall off", "climate.h off"),
        ("set the hall radiator to 21", "climate.h temperature 21"),
        ("set the radiator in the study to 21", "climate.s temperature 21"),
        ("turn the radiator off", "climate.b off"),
        ("turn the radiator on the patio on", ""),
        ("close the slider", "cover.d close"),
    ],
)
def test_a_device_is_known_by_what_it_is_called(text: str, steps: str) -> None:
    """Where it is narrows down what a word for its kind can mean."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_a_scene_called_as_a_room_does_not_part_the_room_from_its_things() -> None:
    """The kitchen has no blinds, and those of the bedroom are not meant."""
    rooms = home(
        (device("scene.k", "Kitchen", "scene"), "unknown", {}),
        (device("light.k", "Light", "light", "Kitchen"), "on", DIMS),
        (device("cover.b", "Blinds", "blind", "Bedroom"), "open", COVER),
    )
    plan = understand_in("kitchen blinds down", rooms)
    assert plan is not None
    assert not plan.steps
    assert [each.subject for each in plan.problems] == ["kitchen blinds"]


def test_on_means_going_on_for_music_that_is_paused() -> None:
    """It is on as far as it can be otherwise."""
    speakers = home((device("media_player.s", "Speaker", "speaker", "Den"), "paused", PLAYER))
    plan = understand_in("speaker on", speakers)
    assert plan is not None
    assert write(plan.steps) == {"media_player.s play"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("feed to 5.5 kilos", "number.feed value 5.5"),
        ("half a kilo more feed", "number.feed up 0.5"),
        ("kettle to 2 kilos", ""),
    ],
)
def test_a_number_has_a_unit_of_its_own(text: str, steps: str) -> None:
    """Nothing else is told in it."""
    ration = {"min": 1, "max": 10, "step": 0.5, "unit_of_measurement": "kg"}
    barn = home(
        (device("number.feed", "Feed", "setting", "Barn"), "4", ration),
        (device("switch.kettle", "Kettle", "kettle", "Barn"), "off", {}),
    )
    plan = understand_in(text, barn)
    assert write(plan.steps if plan else ()) == write(read(steps))


@pytest.mark.parametrize("text", ["back door lock, open it", "unlock back door lock"])
def test_the_back_door_is_no_door_once_more(text: str) -> None:
    """Though another lock is called a door lock, and "back" says that something is done again."""
    front = Device(
        "lock.f", "Front door", "lock", "", names=("Front door", "Front door lock"), area="Hall"
    )
    doors = home((front, "locked", {}), (device("lock.b", "Back door", "lock"), "locked", {}))
    plan = understand_in(text, doors)
    assert plan is not None
    assert write(plan.steps) == {"lock.b unlock"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("water the roses", "valve.r open"),
        ("stop the water", "valve.m close"),
        ("turn off the water", "valve.m close"),
        ("make the water hotter", "water_heater.b up"),
        ("set the water to 55 degrees", "water_heater.b temperature 55"),
        ("water the plants", ""),
    ],
)
def test_water_is_a_thing_and_something_to_do(text: str, steps: str) -> None:
    """Roses get it, it is turned off where it comes in, and hot where it is heated."""
    valve = {"supported_features": 3}
    tank = {"supported_features": 3, "min_temp": 35, "max_temp": 60, "temperature": 50}
    taps = home(
        (device("valve.r", "Rose bed watering", "valve"), "closed", valve),
        (device("valve.m", "Main water valve", "valve"), "open", valve),
        (device("water_heater.b", "Boiler", "boiler"), "eco", tank),
    )
    plan = understand_in(text, taps)
    assert write(plan.steps if plan else ()) == write(read(steps))


def test_a_position_and_a_tilt_are_both_set() -> None:
    """The second says nothing against the first."""
    slats = {"supported_features": 255, "current_position": 0, "current_tilt_position": 0}
    view = home((device("cover.c", "Blinds", "blind", "Attic"), "closed", slats))
    plan = understand_in("attic blinds to 30 and tilt 70", view)
    assert plan is not None
    assert write(plan.steps) == {"cover.c position 30", "cover.c tilt 70"}


def test_a_number_alone_is_that_of_the_only_thing_with_it() -> None:
    """Of lamp 2 and lamp 12, "number 12" is the second."""
    lamps = home(
        (device("light.2", "Lamp 2", "light", "Hall"), "on", PLAIN),
        (device("light.12", "Lamp 12", "light", "Hall"), "on", PLAIN),
    )
    plan = understand_in("all the lamps off except number 12", lamps)
    assert plan is not None
    assert write(plan.steps) == {"light.2 off"}


@pytest.mark.parametrize("text", ["TV source Xbox", "TV on, source Xbox"])
def test_what_is_called_a_source_is_no_device_of_that_name(text: str) -> None:
    """The Xbox of the home stays off."""
    player = {**PLAYER, "source_list": ["Xbox", "Netflix"]}
    den = home(
        (device("media_player.t", "TV", "tv", "Den"), "on", player),
        (device("switch.x", "Xbox", "console", "Den"), "off", {}),
    )
    plan = understand_in(text, den)
    assert plan is not None
    assert write(plan.steps) >= {"media_player.t source Xbox"}
    assert {step.target for step in plan.steps} == {"media_player.t"}


def test_a_source_can_be_put_on_by_its_name_even_where_that_is_a_kind_of_thing() -> None:
    """The home has no PlayStation but the one that the TV lists."""
    player = {**PLAYER, "source_list": ["PlayStation", "Netflix"]}
    screens = home((device("media_player.t", "TV", "tv", "Den"), "on", player))
    plan = understand_in("put the PlayStation on the TV", screens)
    assert plan is not None
    assert write(plan.steps) == {"media_player.t source PlayStation"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("set the climate between 20 and 22", "climate.r range 20-22"),
        ("keep it between 68 and 72 fahrenheit in the den", "climate.r range 20-22.2"),
    ],
)
def test_both_ends_of_a_range_are_set_where_the_device_has_both(text: str, steps: str) -> None:
    """Elsewhere it is the middle."""
    attributes = {**HEATING, "supported_features": 2, "target_temp_low": 19, "target_temp_high": 24}
    rooms = home((device("climate.r", "Climate", "thermostat", "Den"), "heat_cool", attributes))
    plan = understand_in(text, rooms)
    assert plan is not None
    assert write(plan.steps) == {steps}


COOLER = {
    "supported_features": 9,
    "hvac_modes": ["off", "cool", "heat"],
    "temperature": 24,
    "fan_modes": ["low", "high", "auto"],
    "fan_mode": "auto",
}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("AC cooling 19", "climate.a cool, climate.a temperature 19"),
        ("AC in the den cool 20", "climate.a cool, climate.a temperature 20"),
        ("AC cool to 20", "climate.a cool, climate.a temperature 20"),
        ("office heating twenty", "climate.o temperature 20"),
        ("AC fan speed low", "climate.a fan_mode low"),
    ],
)
def test_a_mode_and_a_number_behind_it_are_both_set(text: str, steps: str) -> None:
    """A word out of a name is no mode."""
    rooms = home(
        (device("climate.a", "AC", "ac", "Den"), "off", COOLER),
        (device("climate.o", "Office heating", "heater", "Office"), "heat", HEATING),
    )
    plan = understand_in(text, rooms)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_blinds_that_are_left_alone_do_not_keep_the_shutters_open() -> None:
    """They are of one kind, and told apart by their words."""
    rooms = home(
        (device("cover.s", "Shutters", "blind", "Den"), "open", {**COVER, "current_position": 100}),
        (device("cover.b", "Blind", "blind", "Hall"), "open", {**COVER, "current_position": 100}),
    )
    text = "close the shutters but don't close the blinds"
    plan = understand_in(text, rooms)
    assert plan is not None
    assert write(plan.steps) == {"cover.s close"}


VALVE = {"supported_features": 3}
STATIONS = {**PLAYER, "source_list": ["Channel 4", "Radio 2"]}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("stop the music", "media_player.m stop"),
        ("music a bit quieter", "media_player.m down 5"),
        ("turn the boombox and the music off", "media_player.b off, media_player.m off"),
        ("no music please", "media_player.m off"),
        ("boombox on channel four", "media_player.b source Channel 4"),
        ("heating off in the flat", "climate.f off"),
        ("shut the water off at the seacock", "valve.s close"),
        ("turn off the gas with the seacock", "valve.s close"),
        ("turn the water back off", "valve.s close"),
        ("awning a third out", "cover.a position 33"),
    ],
)
def test_what_the_home_itself_calls_so_goes_first(text: str, steps: str) -> None:
    """A loudspeaker is called "Music" and a floor "Flat", and water comes through the seacock."""
    rooms = home(
        (device("media_player.m", "Music", "speaker", "Shop", "Ground"), "playing", STATIONS),
        (device("media_player.b", "Boombox", "speaker", "Shop", "Ground"), "playing", STATIONS),
        (device("climate.s", "Shop heating", "heater", "Shop", "Ground"), "heat", HEATING),
        (device("climate.f", "Lounge heating", "heater", "Lounge", "Flat"), "heat", HEATING),
        (device("valve.s", "Seacock", "valve", "Shop", "Ground"), "open", VALVE),
        (device("cover.a", "Awning", "blind", "Shop", "Ground"), "closed", COVER),
    )
    plan = understand_in(text, rooms)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("make the shop window look festive", "scene.f on"),
        ("could you make it a bit more festive in the shop, please", "scene.f on"),
        ("make the lounge festive", ""),
        ("make it festive", ""),
    ],
)
def test_a_place_is_made_what_its_scene_is_called(text: str, steps: str) -> None:
    """That of another room is not meant."""
    rooms = home(
        (device("light.w", "Shop window", "light", "Shop"), "on", DIMS),
        (device("light.l", "Lounge light", "light", "Lounge"), "on", DIMS),
        (device("scene.f", "Festive window", "scene", "Shop"), "unknown", {}),
    )
    plan = understand_in(text, rooms)
    assert write(plan.steps if plan else ()) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("all lights off in the shop except the window", "light.c off"),
        ("lights off in the shop but leave the window", "light.c off"),
        ("both thermostats to 19", "climate.t temperature 19, climate.r temperature 19"),
    ],
)
def test_a_word_means_what_is_among_the_others(text: str, steps: str) -> None:
    """The window light and no scene for it, and a radiator where two thermostats are said."""
    rooms = home(
        (device("light.w", "Window display", "light", "Shop"), "on", DIMS),
        (device("light.c", "Counter light", "light", "Shop"), "on", DIMS),
        (device("scene.f", "Festive window", "scene", "Shop"), "unknown", {}),
        (device("climate.t", "Shop thermostat", "thermostat", "Shop"), "heat", HEATING),
        (device("climate.r", "Lounge radiator", "heater", "Lounge"), "heat", HEATING),
    )
    plan = understand_in(text, rooms)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
