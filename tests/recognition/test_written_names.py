"""Names as apps and manufacturers write them, and as people say them."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.models import HomeView
from tests.asking import ask
from tests.recognition.house import (
    COVER,
    DIMS,
    FAN,
    HEATING,
    PLAIN,
    PLAYER,
    device,
    home,
    read,
    understand_in,
    write,
)

WRITTEN: HomeView = home(
    (device("light.l", "LR Lamp L", "light", "LR"), "off", DIMS),
    (device("light.r", "LR Lamp R", "light", "LR"), "on", DIMS),
    (device("light.k1", "kitchen_light_1", "light", "Kitchen"), "on", DIMS),
    (device("light.k2", "kitchen_light_2", "light", "Kitchen"), "off", DIMS),
    (device("light.mirror", "Bath/Mirror", "light", "Bath"), "off", DIMS),
    (device("climate.b1", "TRV-BR1", "heater", "BR 1"), "heat", HEATING),
    (device("light.b1", "BR1 Ceiling", "light", "BR 1"), "off", DIMS),
    (device("light.b2", "BR2 Ceiling", "light", "BR 2"), "on", DIMS),
    (device("light.go", "Hue Go 1", "light", "LR"), "off", DIMS),
    (device("light.glow", "Telly glow", "light", "LR"), "on", DIMS),
    (device("media_player.t", "Telly", "tv", "LR"), "on", PLAYER),
    (device("lock.g", "Garage Entry Lock", "lock", "Garage"), "unlocked", {}),
    (device("light.e", "Porch light", "light", "Entry"), "off", PLAIN),
    (device("cover.g", "Garage door", "garage", "Garage"), "closed", COVER),
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the left lamp in the living room", "light.l on"),
        ("turn off the right living room lamp", "light.r off"),
        ("LR lamp L to 40", "light.l brightness 40"),
        ("bathroom mirror light on", "light.mirror on"),
        ("lights off in bedroom 2", "light.b2 off"),
        ("lights off in the bedrooms", "light.b1 off, light.b2 off"),
    ],
)
def test_an_abbreviation_is_said_in_full(text: str, steps: str) -> None:
    """Or as it is written."""
    plan = understand_in(text, WRITTEN)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on kitchen lights 1 and 2", "light.k1 on, light.k2 on"),
        ("kitchen lights one and two off", "light.k1 off, light.k2 off"),
        ("set TRV BR1 to 19", "climate.b1 temperature 19"),
        ("kitchen light 2 to 20", "light.k2 brightness 20"),
        ("turn off kitchen light 1 at 10 to 7", "light.k1 off"),
    ],
)
def test_the_number_of_a_name_is_no_value_and_no_time(text: str, steps: str) -> None:
    """It belongs to the words in front of it, whatever follows."""
    plan = understand_in(text, WRITTEN)
    assert plan is not None
    planned = plan.steps or plan.deferred[0].steps
    assert write(planned) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Hue Go on", "light.go on"),
        ("Hue Go on and telly off", "light.go on, media_player.t off"),
        ("make the telly glow dimmer", "light.glow down"),
        ("lock the garage entry", "lock.g lock"),
    ],
)
def test_words_of_a_name_keep_together(text: str, steps: str) -> None:
    """Even if they could be a verb, or the rooms that it is called after."""
    plan = understand_in(text, WRITTEN)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_another_number_is_another_thing() -> None:
    """A name is only known without its number, and not with any."""
    plan = understand_in("turn on the Hue Go 2", WRITTEN)
    assert plan is not None
    assert not plan.steps


OWNED: HomeView = replace(
    home(
        (device("light.n1", "Main lights", "light", "Nora's bedroom"), "off", DIMS),
        (device("light.n2", "Lamp", "light", "Nora's bedroom"), "on", DIMS),
        (device("light.a", "Lamp", "light", "Annexe living"), "on", DIMS),
        (device("media_player.a", "Annexe TV", "tv", "Annexe living"), "on", PLAYER),
        (device("cover.a", "Annexe curtains", "blind", "Annexe bedroom"), "open", COVER),
        (device("light.s", "Lamp", "light", "Snug"), "on", DIMS),
        (device("media_player.s", "Snug TV", "tv", "Snug"), "on", PLAYER),
        (device("switch.pc", "PC_Tom", "computer", "Snug"), "on", {}),
        (device("lock.shed", "Shed padlock", "lock", "Shed"), "unlocked", {}),
    ),
    place_aliases={
        "granny's living room": "Annexe living",
        "granny's bedroom": "Annexe bedroom",
        "Tom's den": "Snug",
    },
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn Nora's lamp off", "light.n2 off"),
        ("lamp off in Nora's room", "light.n2 off"),
        ("turn granny's telly off", "media_player.a off"),
        ("close granny's curtains", "cover.a close"),
        ("turn off Tom's PC", "switch.pc off"),
    ],
)
def test_what_is_in_the_room_of_somebody_is_theirs(text: str, steps: str) -> None:
    """Whatever else the room is called, and whichever of several rooms of theirs it is in."""
    plan = understand_in(text, OWNED)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize("question", ["is the shed unlocked", "did I leave the shed unlocked"])
def test_a_room_is_locked_if_its_doors_are(question: str) -> None:
    """People speak of the shed and mean its lock."""
    assert "padlock" in ask(OWNED, question)


def test_a_room_without_a_door_that_tells_is_not_said_to_be_locked() -> None:
    """Nothing that is known there is a lock."""
    assert "yes" not in ask(OWNED, "is the snug locked").casefold()


FLOORS: HomeView = home(
    (device("light.k", "Pendants", "light", "Kitchen", "Ground"), "on", DIMS),
    (device("light.g", "Gallery lights", "light", "Gallery", "Upper"), "on", DIMS),
    (device("light.a", "Lamp", "light", "Parlour", "Granny flat"), "on", DIMS),
    (device("lawn_mower.m", "Moe", "mower", "Parlour", "Granny flat"), "docked", {}),
    (device("lock.f", "Front door", "lock", "Kitchen", "Ground"), "locked", {}),
    (device("switch.a1", "Autoclave 1", "switch", "Surgery 1", "Ground"), "on", {}),
    (device("switch.a2", "Autoclave 2", "switch", "Surgery 2", "Ground"), "on", {}),
    (device("cover.s1", "Surgery 1 blind", "blind", "Surgery 1", "Ground"), "open", COVER),
    (device("cover.s2", "Surgery 2 blind", "blind", "Surgery 2", "Ground"), "open", COVER),
    (device("cover.s3", "Surgery 3 blind", "blind", "Surgery 3", "Upper"), "open", COVER),
    (device("climate.k", "Kitchen radiator", "heater", "Kitchen", "Ground"), "heat", HEATING),
    (device("climate.p", "Parlour radiator", "heater", "Parlour", "Granny flat"), "heat", HEATING),
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("lights off on the ground floor", "light.k off"),
        ("lights off on the upper level", "light.g off"),
        ("lights off in granny's flat", "light.a off"),
        ("switch off autoclave number 2", "switch.a2 off"),
        ("blinds down in surgeries 1 and 3", "cover.s1 close, cover.s3 close"),
        ("set all the radiators to comfort except the kitchen", "climate.p preset comfort"),
    ],
)
def test_places_and_numbers_are_said_in_more_ways_than_they_are_written(
    text: str, steps: str
) -> None:
    """With "floor", "number" or an "s" that the name lacks, or several at once."""
    plan = understand_in(text, FLOORS)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_a_thing_of_the_home_is_no_visitor() -> None:
    """No door is unlocked to let the mower out."""
    plan = understand_in("let Moe out", FLOORS)
    assert plan is None or not plan.steps


def test_what_somebody_is_doing_moves_nothing_of_theirs() -> None:
    """Nor is it said that it could not be done."""
    plan = understand_in("Nora's going to sleep now", OWNED)
    assert plan is None or not (plan.steps or plan.problems)


TWINS: HomeView = replace(
    home(
        (device("light.h", "His Lamp", "light", "Master BR"), "off", DIMS),
        (device("light.s", "Her Lamp", "light", "Master BR"), "on", DIMS),
        (device("fan.g", "Guest BR Fan", "fan", "Guest BR"), "off", FAN),
        (device("light.g", "Guest BR Lamp", "light", "Guest BR"), "off", DIMS),
        (device("fan.m", "Master BR Fan", "fan", "Master BR"), "off", FAN),
        (device("climate.u", "Upstairs thermostat", "thermostat", "Landing"), "heat", HEATING),
        (device("climate.d", "Downstairs thermostat", "thermostat", "Lounge"), "heat", HEATING),
        (device("switch.k", "Kitchen Plug 2 (Kettle)", "kettle", "Kitchen"), "off", {}),
    ),
    place_aliases={"upstairs hall": "Landing"},
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("his and her lamps off", "light.h off, light.s off"),
        (
            "set the upstairs and downstairs thermostats to 20",
            "climate.u temperature 20, climate.d temperature 20",
        ),
        ("guest bedroom fan and lamp on", "fan.g on, light.g on"),
        ("turn on kitchen plug 2", "switch.k on"),
    ],
)
def test_a_part_of_a_name_is_enough_beside_the_rest(text: str, steps: str) -> None:
    """The noun of two names is said once, and so is the room of two things."""
    plan = understand_in(text, TWINS)
    assert plan is not None
    assert not plan.problems
    assert write(plan.steps) == write(read(steps))


def test_lights_that_are_numbered_are_not_all_lights_of_a_room() -> None:
    """One that is called otherwise goes off with them, too."""
    room = home(
        (device("light.k1", "kitchen_light_1", "light", "Kitchen"), "on", DIMS),
        (device("light.k2", "kitchen_light_2", "light", "Kitchen"), "on", DIMS),
        (device("light.i", "Island pendants", "light", "Kitchen"), "on", DIMS),
    )
    plan = understand_in("kitchen lights off", room)
    assert plan is not None
    assert write(plan.steps) == write(read("light.k1 off, light.k2 off, light.i off"))


STRIPS: HomeView = home(
    (device("light.w", "wled-tv-backlight", "light", "Salon"), "off", DIMS),
    (device("media_player.q", "Samsung QE55Q80", "tv", "Salon"), "on", PLAYER),
    (device("light.p1", "Plafonnier salon", "light", "Salon"), "on", DIMS),
    (device("light.p2", "Plafonnier cuisine", "light", "Cuisine"), "on", DIMS),
    (device("light.l", "Liseuse", "light", "Salon"), "on", DIMS),
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the TV backlight", "light.w on"),
        ("switch off the plafonniers", "light.p1 off, light.p2 off"),
    ],
)
def test_a_word_that_only_names_have_is_a_noun_like_others(text: str, steps: str) -> None:
    """What stands in front of it tells what it belongs to, and it has a plural."""
    plan = understand_in(text, STRIPS)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


ROOMS_AMID: HomeView = home(
    (device("cover.r1", "Rollo LR 1", "blind", "LR"), "open", COVER),
    (device("cover.r2", "Rollo LR 2", "blind", "LR"), "open", COVER),
    (device("fan.g", "Gym Fan", "fan", "Home Gym"), "off", FAN),
    (device("media_player.s", "Surgery 1 speaker", "speaker", "Surgery 1"), "playing", PLAYER),
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("close rollo 2", "cover.r2 close"),
        ("rollos 1 and 2 halfway", "cover.r1 position 50, cover.r2 position 50"),
        ("home gym fan on", "fan.g on"),
        ("turn off surgery 1's speaker", "media_player.s off"),
    ],
)
def test_a_room_in_a_name_may_be_left_out_or_added(text: str, steps: str) -> None:
    """Also where it stands between a thing and its number, or has an "s" behind its own."""
    plan = understand_in(text, ROOMS_AMID)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_a_number_that_no_such_thing_has_moves_nothing() -> None:
    """There is no third one."""
    plan = understand_in("rollo 3 down", ROOMS_AMID)
    assert plan is not None
    assert not plan.steps


SHARED: HomeView = replace(
    home(
        (device("light.k", "Kitchen Cans", "light", "Kitchen"), "on", DIMS),
        (device("light.i", "Island Pendants", "light", "Kitchen"), "on", DIMS),
        (device("light.g", "Great Rm Cans", "light", "Great Room"), "on", DIMS),
        (device("light.b", "Bar LEDs", "light", "Bar"), "off", DIMS),
        (device("light.r", "Rec Rm Lights", "light", "Rec Room"), "off", DIMS),
        (device("light.a", "Lamp", "light", "Annexe living"), "on", DIMS),
        (device("media_player.a", "Annexe TV", "tv", "Annexe living"), "on", PLAYER),
        (device("cover.a", "Annexe curtains", "blind", "Annexe bedroom"), "open", COVER),
        (device("cover.d", "Drapes", "blind", "Formal dining"), "open", COVER),
    ),
    place_aliases={
        "granny's living room": "Annexe living",
        "granny's bedroom": "Annexe bedroom",
        "dining room": "Formal dining",
    },
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("kitchen and great room cans off", "light.k off, light.g off"),
        ("turn on the rec room and bar lights", "light.r on, light.b on"),
        ("turn off granny's TV and lights", "media_player.a off, light.a off"),
        ("close the drapes in the formal dining room", "cover.d close"),
    ],
)
def test_what_is_shared_is_not_everything_of_its_kind(text: str, steps: str) -> None:
    """The same thing in two rooms, or two things of somebody, and no other lights."""
    plan = understand_in(text, SHARED)
    assert plan is not None
    assert not plan.problems
    assert write(plan.steps) == write(read(steps))


def test_a_device_is_asked_about_and_not_the_room_that_is_called_after_it() -> None:
    """The boiler stands in the boiler room, beside a valve that is open."""
    cellar = home(
        (device("water_heater.b", "Boiler", "boiler", "Boiler room"), "eco", {}),
        (device("valve.w", "Water valve", "valve", "Boiler room"), "open", {}),
    )
    assert "valve" not in ask(cellar, "what is the boiler up to")


def test_every_room_is_no_room_of_that_name() -> None:
    """A summer house is not the house, and somebody's room is not every room."""
    rooms = home(
        (device("light.s", "Deck light", "light", "Summer house"), "on", PLAIN),
        (device("light.r", "Desk light", "light", "Sam's room"), "on", PLAIN),
        (device("light.h", "Hall light", "light", "Hall"), "on", PLAIN),
    )
    for text in ("everything off in the house", "all lights off in every room"):
        plan = understand_in(text, rooms)
        assert plan is not None
        assert {step.target for step in plan.steps} == {"light.s", "light.r", "light.h"}


def test_an_awning_is_no_blind_of_another_room() -> None:
    """What is called by the very word somewhere else is meant, and not what is here of its kind."""
    rooms = home(
        (device("cover.a", "Terrace awning", "blind", "Terrace"), "open", COVER),
        (device("cover.k", "Kitchen blind", "blind", "Kitchen"), "open", COVER),
    )
    plan = understand_in("close the awning and the blind in the kitchen", rooms)
    assert plan is not None
    assert write(plan.steps) == write(read("cover.a close, cover.k close"))
