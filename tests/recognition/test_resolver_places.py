"""Rooms by what else they are called, and what is done to a place or to the whole home."""

import pytest

from custom_components.llm_iot.models import HomeView, Plan
from tests.recognition.house import (
    COVER,
    DIMS,
    FAN,
    PLAIN,
    device,
    done,
    home,
    read,
    understand,
    understand_in,
    write,
)


def works() -> HomeView:
    """Return a place of work, where rooms and rows have numbers and letters."""
    return home(
        (device("light.a", "Row A", "light", "Machine hall"), "off", PLAIN),
        (device("light.b", "Row B", "light", "Machine hall"), "off", PLAIN),
        (device("light.s1", "Store 1 light", "light", "Store 1"), "on", PLAIN),
        (device("light.s2", "Store 2 light", "light", "Store 2"), "on", PLAIN),
        (device("light.d", "Bay light", "light", "Loading bay"), "off", PLAIN),
        (device("light.y", "Floodlight", "light", "Yard"), "off", PLAIN),
        (device("light.p", "Lantern", "light", "Front porch"), "off", PLAIN),
        (device("light.n", "Strip", "light", "Open stage"), "off", PLAIN),
        (device("light.o", "Panel", "light", "Office"), "off", DIMS),
        (device("scene.o", "Office", "scene"), "unknown", {}),
        (device("fan.o", "Ventilator", "fan", "Office"), "on", FAN),
        (device("cover.1", "Blinds", "blind", "Meeting room 1"), "open", COVER),
        (device("cover.2", "Blinds", "blind", "Meeting room 2"), "closed", COVER),
    )


def at_work(text: str) -> Plan | None:
    """Return the plan of a sentence at the place of work."""
    return understand_in(text, works())


CALLED = (
    ("no lights in the store rooms", "light.s1 off, light.s2 off"),
    ("light on at the bay", "light.d on"),
    ("lights on in store 1 and at the bay", "light.s1 on, light.d on"),
    ("all the lights outside on", "light.y on, light.p on"),
    ("turn on the outdoor lights", "light.y on, light.p on"),
    ("lights on in the office", "light.o on"),
    ("office and yard lights on", "light.o on, light.y on"),
    ("turn on all rows", "light.a on, light.b on"),
    ("all rows on, not B", "light.a on"),
    ("row a off and b on", "light.a off, light.b on"),
    ("turn the office's lights on", "light.o on"),
    ("close the blinds in meeting room 1 and open the ones in 2", "cover.1 close, cover.2 open"),
    (
        "turn on all the lights except the yard's",
        ", ".join(f"light.{each} on" for each in ("a", "b", "s1", "s2", "d", "p", "n", "o")),
    ),
    ("close the blinds in meeting rooms 1 and 2", "cover.1 close, cover.2 close"),
    ("open stage, light on", "light.n on"),
    ("make it dark in the store rooms", "light.s1 off, light.s2 off"),
)


@pytest.mark.parametrize(("text", "steps"), CALLED)
def test_a_place_is_known_by_what_it_is_called(text: str, steps: str) -> None:
    """By a part of its name, by the sort of room, by what lies under the open sky."""
    plan = at_work(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems


@pytest.mark.parametrize("text", ["turn on row D", "turn on store 3", "turn on row 3"])
def test_a_row_that_is_not_there_is_not_all_rows(text: str) -> None:
    """A number behind it is no brightness, either."""
    plan = at_work(text)
    assert plan is None or not plan.steps


def test_the_whole_home_goes_off() -> None:
    """It is everything that can be meant by "everything"."""
    everything, whole = understand("turn everything off"), understand("turn the whole house off")
    assert everything is not None
    assert whole is not None
    assert set(whole.steps) == set(everything.steps)


def test_a_room_said_in_front_holds_for_what_it_is_joined_with() -> None:
    """What is not there is missing; another one elsewhere is not meant."""
    plan = understand("turn off the bathroom heater and lamps")
    assert plan is not None
    assert {step.target for step in plan.steps} <= {"light.ba"}
    assert [each.subject for each in plan.problems] == ["bathroom heater"]
    named = understand("turn on the hall light and fan")
    assert named is not None
    assert write(named.steps) == {"light.h on"}
    assert [each.subject for each in named.problems] == ["hall fan"]
    alone = understand("turn off the hall light and TV")
    assert alone is not None
    assert write(alone.steps) == {"light.h off", "media_player.tv off"}


@pytest.mark.parametrize("home_word", ["the place", "our place", "the house"])
def test_the_whole_home_has_several_words(home_word: str) -> None:
    """None of them is a room that the home does not have."""
    plan = understand(f"pause everything in {home_word}")
    assert plan is not None
    assert write(plan.steps) == write(read("media_player.tv pause"))


@pytest.mark.parametrize("dwelling", ["cabin", "cottage", "villa", "bungalow"])
def test_the_whole_home_by_what_it_is(dwelling: str) -> None:
    """Where no room is called so, it is all of it."""
    plan = understand(f"turn off all the lights in the {dwelling}")
    everywhere = understand("turn off all the lights in the house")
    assert plan is not None
    assert everywhere is not None
    assert plan.steps == everywhere.steps


def test_a_room_that_is_called_a_cottage_is_not_the_whole_home() -> None:
    """Guests sleep in it."""
    rooms = home(
        (device("light.g", "Guest light", "light", "Guest cottage"), "on", PLAIN),
        (device("light.h", "Hall light", "light", "Hall"), "on", PLAIN),
    )
    plan = understand_in("turn off all the lights in the cottage", rooms)
    assert plan is None or write(plan.steps) <= {"light.g off"}


@pytest.mark.parametrize(
    "there", ["the things", "the stuff", "what's", "whatever is", "all the stuff"]
)
def test_the_things_in_a_room_are_everything_there(there: str) -> None:
    """As an exception, too."""
    everything = done("turn off everything in the kitchen")
    assert len(everything) > 2
    assert done(f"turn off {there} in the kitchen") == everything
    spared = done(f"everything off except {there} in the kitchen")
    assert spared == done("everything off except for the kitchen")


def test_the_lights_in_a_room_are_all_of_them() -> None:
    """Even if one is called so; its name means that one alone."""
    rooms = home(
        (device("light.k", "Kitchen lights", "light", "Kitchen"), "on", DIMS),
        (device("switch.s", "Sink light", "light", "Kitchen"), "on", {}),
        (device("light.h", "Lamp", "light", "Hall"), "on", DIMS),
    )
    every = understand_in("turn off the lights in the kitchen", rooms)
    one = understand_in("turn off the kitchen lights", rooms)
    assert every is not None
    assert one is not None
    assert write(every.steps) == {"light.k off", "switch.s off"}
    assert write(one.steps) == {"light.k off"}
