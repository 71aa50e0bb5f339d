"""Questions that are put in other words than those of what is so."""

import pytest

from tests.asking import Entity, ask, home

ECO = {"temperature": 20, "preset_mode": "eco"}
OCCUPIED = "occupancy"
BLUE = {"brightness": 102, "color_mode": "hs", "hs_color": (238.0, 90.0), "effect": "Forest"}
FLOORS = {
    "Bathroom": "Upstairs",
    "Sleeping loft": "Upstairs",
    "Kitchen": "Downstairs",
    "Studio": "Downstairs",
}
FLAT = home(
    [
        Entity("light.b", "Bathroom light", "Bathroom", "on"),
        Entity("light.k", "Kitchen light", "Kitchen", "off"),
        Entity("switch.e", "Espresso machine", "Kitchen", "off"),
        Entity("switch.d", "Dishwasher", "Kitchen", "on"),
        Entity("lock.f", "Front door", "Kitchen", "locked"),
        Entity("vacuum.r", "Robot", "Kitchen", "docked"),
        Entity("media_player.s", "Sonos One", "Sleeping loft", "playing"),
        Entity("sensor.h", "Humidity", "Bathroom", "71", "humidity", "%"),
        Entity("sensor.b", "Temperature", "Bathroom", "21", "temperature", "°C"),
        Entity("sensor.k", "Temperature", "Kitchen", "25", "temperature", "°C"),
        Entity("sensor.n", "Noise", "Studio", "62", "sound_pressure", "dB"),
        Entity("sensor.p", "Pool temperature", "Pool", "23.4", "temperature", "°C"),
        Entity("sensor.c", "CO2", "Open office", "1150", "carbon_dioxide", "ppm"),
        Entity("binary_sensor.o", "Board room occupancy", "Board room", "on", "occupancy"),
    ],
    FLOORS,
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("which lights did the kids leave on upstairs", "The bathroom light is on."),
        ("which lights did I leave on", "The bathroom light is on."),
        ("how many lights have we left on", "1 light is on: the bathroom light."),
        ("did I leave the espresso machine on this morning?", "The espresso machine is off."),
        ("did we leave the dishwasher on when we left", "The dishwasher is on."),
    ],
)
def test_what_was_left_on_is_told_by_what_is_on_now(text: str, answer: str) -> None:
    """Who left it so need not be known, and how it was earlier is not claimed."""
    assert ask(FLAT, text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Could you please tell me if I switched the dishwasher off?", "No, the dishwasher is on."),
        ("tell me whether I locked the front door please", "Yes, the front door is locked."),
        ("I can't remember if I locked the front door", "Yes, the front door is locked."),
    ],
)
def test_whether_something_was_done_is_told_by_what_is_so_now(text: str, answer: str) -> None:
    """However politely it is asked."""
    assert ask(FLAT, text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "is there anyone in the board room right now or can I use it",
            "Yes, somebody is in the board room.",
        ),
        ("is the front door locked or do I have to lock it", "Yes, the front door is locked."),
        ("is the front door locked or did I forget", "Yes, the front door is locked."),
        ("is the robot still cleaning or is it back in its dock", "No, the robot is docked."),
        ("is the robot still cleaning or docked", "No, the robot is docked."),
        ("is the dishwasher still running or has it finished", "The dishwasher is on."),
        ("is the dishwasher on or not", "Yes, the dishwasher is on."),
    ],
)
def test_what_is_so_answers_what_else_may_be_so(text: str, answer: str) -> None:
    """And what one may do then."""
    assert ask(FLAT, text) == answer


@pytest.mark.parametrize(
    "text",
    [
        "is the board room free or can I use the kitchen",
        "is the dishwasher running or can you turn on the espresso machine",
        "which lights are on or dimmed",
        "are any doors open or unlocked",
    ],
)
def test_another_thing_behind_or_is_not_passed_over(text: str) -> None:
    """Nor is another condition, by which other things would be told."""
    assert ask(FLAT, text) == ""


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "What's the humidity like in the bathroom after my shower?",
            "The humidity is 71 percent in the bathroom.",
        ),
        ("is the bathroom light off after my bath", "No, the bathroom light is on."),
        ("how many degrees does the water in the pool have", "It is 23.4 degrees in the pool."),
        (
            "how many decibels have we got in the studio at the moment",
            "The noise level is 62 decibels in the studio.",
        ),
        (
            "What's the CO2 level in the open office please?",
            "The CO2 level is 1150 parts per million in the open office.",
        ),
        (
            "which floor is warmer right now, upstairs or downstairs?",
            "Downstairs is warmer with 25 degrees and upstairs is at 21 degrees.",
        ),
        (
            "is there still music playing on the Sonos up in the sleeping loft?",
            "Yes, the sonos one is playing.",
        ),
        ("how warm is it up in the bathroom", "It is 21 degrees in the bathroom."),
    ],
)
def test_numbers_and_places_are_asked_for_in_many_words(text: str, answer: str) -> None:
    """An occasion that is over, the water of a pool and the way to a place say nothing else."""
    assert ask(FLAT, text) == answer


@pytest.mark.parametrize(
    "text",
    ["was the bathroom light on after my shower", "will it be warm in the bathroom after my bath"],
)
def test_an_occasion_in_the_past_or_future_is_not_passed_over(text: str) -> None:
    """How it is now does not tell it."""
    answer = ask(FLAT, text)
    assert "bathroom" not in answer


@pytest.mark.parametrize(
    "text", ["how much battery does the robot have left", "is the robot's battery low"]
)
def test_a_charge_that_is_not_told_is_not_replaced_by_a_state(text: str) -> None:
    """That it is docked says nothing of its battery."""
    assert ask(FLAT, text) == "I do not know: the robot does not tell the battery."


def test_of_two_places_the_one_that_shows_something_is_told() -> None:
    """And of the other that nothing there does, however the way to them is said."""
    for text in (
        "is it warmer up in the bathroom or down in the studio",
        "is it warmer in the bathroom or in the studio",
    ):
        answer = ask(FLAT, text)
        assert "It is 21 degrees in the bathroom." in answer
        assert "here is no temperature sensor in the studio" in answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("which meeting room is free", "The meeting room 1 is empty."),
        ("which of the two meeting rooms is free right now?", "The meeting room 1 is empty."),
        ("how much are the blinds open", "Yes, the blinds are open at 60 percent."),
        ("what colour is the lamp", "The lamp is on at 40 percent, blue."),
        ("what color is the strip", "The strip is on, white."),
        ("which effect is running on the lamp", "The lamp is on at 40 percent, mode Forest."),
        ("is the thermostat on heat or cool", "heating"),
        ("is the thermostat on comfort or eco", "mode eco"),
        ("is anybody using meeting room 2", "Yes, somebody is in the meeting room 2."),
        ("can I use meeting room 1", "Yes"),
        ("is anyone using the lamp", "Yes, the lamp is on at 40 percent."),
        ("who's in meeting room 2", "Yes, somebody is in the meeting room 2."),
        ("is it dark in the bedroom", "The lamp is on at 40 percent; the strip is on."),
        ("how bright is it in the attic", "The attic light is off."),
        ("is it damp in the bedroom", "There is no humidity sensor in the bedroom."),
        ("what's going on in the attic", "Nothing in the attic is on."),
        ("check the strip for me", "The strip is on."),
        ("how's the thermostat looking", "heating"),
        ("any chance the strip is still on?", "Yes, the strip is on."),
        ("is Anna here", "Yes, Anna is at home."),
        ("lights in the bedroom?", "The lamp is on at 40 percent; the strip is on."),
        ("excuse me, the blinds, are they up or down?", "The blinds are open at 60 percent."),
    ],
)
def test_what_is_asked_in_other_words_is_told(text: str, answer: str) -> None:
    """Of rooms with a number, of what things show besides their state."""
    view = home(
        [
            Entity("binary_sensor.1", "Room 1 occupancy", "Meeting room 1", "off", OCCUPIED),
            Entity("binary_sensor.2", "Room 2 occupancy", "Meeting room 2", "on", OCCUPIED),
            Entity("cover.b", "Blinds", "Bedroom", "open", attributes={"current_position": 60}),
            Entity("light.l", "Lamp", "Bedroom", "on", attributes=BLUE),
            Entity("light.a", "Attic light", "Attic", "off"),
            Entity("person.a", "Anna", None, "home"),
            Entity("light.s", "Strip", "Bedroom", "on", attributes={"color_mode": "color_temp"}),
            Entity("climate.t", "Thermostat", "Bedroom", "heat", attributes=ECO),
        ]
    )
    assert answer in ask(view, text)
