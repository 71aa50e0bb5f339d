"""Questions without a beginning, or that lean on the turn before them."""

import pytest

from tests.asking import Conversation, Entity, ask, home

HOME = home(
    [
        Entity("light.t", "TV light", "Lounge", "on", attributes={"brightness": 153}),
        Entity("light.f", "Floor lamp", "Lounge", "off", attributes={"brightness": None}),
        Entity("light.c", "Cellar light", "Cellar", "on", attributes={"brightness": 128}),
        Entity("light.l", "Landing light", "Landing", "on", attributes={"brightness": 255}),
        Entity("cover.l", "Lounge blind", "Lounge", "closed"),
        Entity("cover.s", "Study blind", "Study", "open"),
        Entity("lock.o", "Office door", "Study", "unlocked"),
        Entity("media_player.r", "Radio", "Study", "playing", attributes={"volume_level": 0.35}),
        Entity("binary_sensor.k", "Kitchen window", "Kitchen", "on", "window"),
        Entity("binary_sensor.g", "Guest window", "Guest room", "on", "window"),
        Entity("binary_sensor.b", "Bath window", "Bathroom", "off", "window"),
        Entity("sensor.p", "Pool temperature", "Pool", "23.4", "temperature", "°C"),
        Entity("sensor.n", "Noise", "Study", "62", "sound_pressure", "dB"),
        Entity("sensor.d", "Purifier PM 2.5", "Lounge", "7", "pm25", "μg/m³"),
        Entity("fan.p", "Purifier", "Lounge", "on", attributes={"percentage": 40}),
        Entity("sensor.s", "Server temperature", "Server room", "20.7", "temperature", "°C"),
        Entity(
            "climate.s", "Server cooling", "Server room", "cool", attributes={"temperature": 19}
        ),
        Entity("climate.c", "Thermostat", "Cellar", "heat", attributes={"temperature": 16}),
        Entity("climate.l", "Lounge radiator", "Lounge", "heat", attributes={"temperature": 21}),
    ],
    {"Lounge": "Ground floor", "Cellar": "Basement", "Landing": "Upper floor"},
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("pool temperature", "The pool temperature is 23.4 degrees."),
        ("radio volume", "The volume of the radio is 35 percent."),
        ("kitchen window open", "Yes, the kitchen window is open."),
        ("bath window open", "No, the bath window is closed."),
        ("office door", "The office door is unlocked."),
        ("Floor lamp?", "The floor lamp is off."),
        ("The study blind is open?", "Yes, the study blind is open."),
        ("Lounge blind is open or closed?", "The lounge blind is closed."),
        ("Floor lamp on or off?", "The floor lamp is off."),
        ("current pool temperature", "The pool temperature is 23.4 degrees."),
        ("The lounge blind, is it open?", "No, the lounge blind is closed."),
        ("is the study blind still open down there", "Yes, the study blind is open."),
        ("pool. How warm?", "It is 23.4 degrees in the pool."),
    ],
)
def test_what_can_only_be_told_is_asked_for_without_a_verb(text: str, answer: str) -> None:
    """As people type: the name of a thing, what it shows, or how it is."""
    assert ask(HOME, text) == answer


@pytest.mark.parametrize(
    "text",
    [
        "study blind open",
        "office door locked",
        "floor lamp off",
        "the kitchen window is open",
        "it's cold in the lounge",
        "radio volume 40",
        "radio volume up",
        "set the room for study",
        "set the study",
        "dim the floor lamp",
    ],
)
def test_what_may_be_a_command_or_is_told_asks_nothing(text: str) -> None:
    """The state of what can be moved may be what is wanted."""
    assert ask(HOME, text) == ""


@pytest.mark.parametrize("text", ["which ones", "where?", "Which ones are they?", "which"])
def test_which_they_are_is_asked_back(text: str) -> None:
    """Of what the answer before told that there are some."""
    talk = Conversation(HOME)
    talk.ask("is any window open")
    assert talk.ask(text) == "The kitchen window and the guest window in the guest room are open."


def test_the_one_elsewhere_is_a_thing_of_the_same_kind() -> None:
    """A blind after a blind, a light after lights."""
    talk = Conversation(HOME)
    talk.ask("is the lounge blind open")
    assert talk.ask("what about the one in the study") == "Yes, the study blind is open."
    talk = Conversation(HOME)
    talk.ask("which lights are on")
    told = talk.ask("and how bright is the one in the cellar")
    assert told == "The cellar light is at 50 percent."


def test_and_on_a_floor_asks_for_the_same_elsewhere() -> None:
    """The "on" belongs to the floor."""
    talk = Conversation(HOME)
    talk.ask("are any lights on in the basement")
    assert talk.ask("and on the upper floor") == "Yes, the landing light is on."


def test_a_number_without_a_thing_is_of_what_was_spoken_of() -> None:
    """The volume of the radio and no noise, and where a room shows it what is set there."""
    talk = Conversation(HOME)
    talk.ask("is the radio playing")
    assert talk.ask("at what volume") == "The volume of the radio is 35 percent."
    talk = Conversation(HOME)
    talk.ask("server temperature")
    told = talk.ask("and what's it supposed to be")
    assert told == "The target temperature of the server cooling is 19 degrees."


def test_what_is_read_on_a_thing_is_not_whether_it_is_on() -> None:
    """A reading on the purifier is the purifier's."""
    assert "7" in ask(HOME, "what's the PM 2.5 reading on the purifier")
    assert "7" in ask(HOME, "what's the dust reading on the purifier")


def test_each_place_has_its_own_thing() -> None:
    """Here a radiator, there a thermostat."""
    told = ask(HOME, "what is the heating set to in the lounge and in the cellar")
    assert "21 degrees" in told
    assert "16 degrees" in told


def test_two_questions_are_two_answers() -> None:
    """Neither swallows the other."""
    told = ask(HOME, "Is the study blind open? And how loud is the radio?")
    assert told == "Yes, the study blind is open. The volume of the radio is 35 percent."
