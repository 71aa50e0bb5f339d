"""Commands as people say them in a hurry: no verb, a remark behind, rows, several places."""

import pytest

from custom_components.llm_iot.models import HomeView
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
    understand,
    understand_in,
    write,
)

LOWER, UPPER = "Ground floor", "Upper floor"
LODGE = home(
    (device("light.k", "Kitchen light", "light", "Kitchen", LOWER), "on", DIMS),
    (device("cover.k", "Kitchen blind", "blind", "Kitchen", LOWER), "open", COVER),
    (device("scene.k", "Kitchen", "scene"), "unknown", {}),
    (device("cover.m", "Bedroom shutters", "blind", "Bedroom", UPPER), "closed", COVER),
    (device("cover.n", "Nursery blind", "blind", "Nursery", UPPER), "closed", COVER),
    (device("cover.t", "Awning", "blind", "Terrace"), "open", COVER),
    (device("light.mum", "Mum's lamp", "light", "Bedroom", UPPER), "on", DIMS),
    (device("light.dad", "Dad's lamp", "light", "Bedroom", UPPER), "off", DIMS),
    (device("climate.d", "Downstairs heater", "thermostat", "Kitchen", LOWER), "heat", HEATING),
    (device("climate.u", "Upstairs heater", "thermostat", "Bedroom", UPPER), "heat", HEATING),
    (device("media_player.r", "Radio", "radio", "Kitchen", LOWER), "paused", PLAYER),
    (device("fan.n", "Fan", "fan", "Nursery", UPPER), "on", FAN),
)
PAIR = home(
    (device("light.a", "Anna's lamp", "light", "Anna's room"), "on", DIMS),
    (device("light.m", "Max's lamp", "light", "Max's room"), "off", DIMS),
    (device("cover.a", "Anna's curtains", "blind", "Anna's room"), "open", COVER),
    (device("cover.m", "Max's curtains", "blind", "Max's room"), "open", COVER),
)
PRACTICE = home(
    (device("switch.c1", "Chair 1", "switch", "Surgery"), "on", {}),
    (device("switch.c2", "Chair 2", "switch", "Surgery"), "on", {}),
    (device("switch.c3", "Chair 3", "switch", "Surgery"), "on", {}),
    (device("switch.c4", "Chair 4", "switch", "Surgery"), "on", {}),
    (device("light.a", "Row A", "light", "Hall"), "on", PLAIN),
    (device("light.b", "Row B", "light", "Hall"), "on", PLAIN),
    (device("light.c", "Row C", "light", "Hall"), "on", PLAIN),
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("bedroom fan off please it hurts my eyes", "fan.b off"),
        ("tv volume 25 that's plenty", "media_player.tv volume 25"),
        ("lights out in the kitchen everyone's gone", "light.kc off, light.kl off"),
        ("all the lights in the bedroom on I've dropped my glasses", "light.b on, light.b2 on"),
        ("the kettle needs to go off now it's way past bedtime", "switch.kettle off"),
        (
            "bedroom fan off, tv off, blinds closed, night night",
            "fan.b off, media_player.tv off, cover.l close",
        ),
        ("kitchen lights off except the lamp, I'm still working", "light.kc off"),
    ],
)
def test_a_remark_behind_a_finished_command_changes_nothing(text: str, steps: str) -> None:
    """Neither a verb nor a pause is needed in front of it."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    ("view", "text", "steps"),
    [
        (LODGE, "shutters up upstairs and the blind as well", "cover.m open, cover.n open"),
        (LODGE, "shut the blinds, not the shutters", "cover.k close, cover.n close"),
        (LODGE, "close the blinds in the ground floor rooms", "cover.k close"),
        (LODGE, "kitchen off", "light.k off"),
        (LODGE, "kitchen on", "scene.k on"),
        (LODGE, "Mum and Dad's lamps on", "light.mum on, light.dad on"),
        (
            LODGE,
            "heat to 20 downstairs and 18 upstairs",
            "climate.d temperature 20, climate.u temperature 18",
        ),
        (LODGE, "19 degrees for the upstairs heater", "climate.u temperature 19"),
        (LODGE, "kitchen light on and get the radio playing", "light.k on, media_player.r play"),
        (LODGE, "kitchen light on and get the fan running", "light.k on, fan.n on"),
        (
            LODGE,
            "no radio, no fan, just the kitchen light",
            "light.k on, media_player.r off, fan.n off",
        ),
        (LODGE, "somebody switch the fan off", "fan.n off"),
        (LODGE, "fan off and so is the kitchen light", "fan.n off, light.k off"),
        (LODGE, "get rid of the lights upstairs", "light.mum off, light.dad off"),
        (LODGE, "no lights upstairs any more please", "light.mum off, light.dad off"),
        (LODGE, "fan on for the little one", "fan.n on"),
        (LODGE, "turn on the fan all through the house", "fan.n on"),
        (LODGE, "radio off, no not the radio, the fan", "fan.n off"),
        (LODGE, "only Dad's lamp on upstairs, the rest off", "light.dad on, light.mum off"),
        (LODGE, "kitchen heater off, bedroom too", "climate.d off, climate.u off"),
        (LODGE, "blinds open and fan off in the nursery", "cover.n open, fan.n off"),
        (
            LODGE,
            "lights off in the bedroom on in the kitchen",
            "light.k on, light.mum off, light.dad off",
        ),
        (PAIR, "Anna's lamp off, her curtains shut", "light.a off, cover.a close"),
        (PAIR, "turn Max's lamp on and close his curtains", "light.m on, cover.m close"),
        (LODGE, "bedroom shutters open, in the nursery fan off", "cover.m open, fan.n off"),
        (
            LODGE,
            "no lights in the kitchen or the bedroom",
            "light.k off, light.mum off, light.dad off",
        ),
        (LODGE, "turn off both lamps but not the kitchen light", "light.mum off, light.dad off"),
        (
            LODGE,
            "everything off upstairs, the fan can run on",
            "light.mum off, light.dad off, climate.u off",
        ),
        (LODGE, "turn off everything upstairs but the bedroom", "fan.n off"),
        (LODGE, "everything that glows in the bedroom off", "light.mum off, light.dad off"),
        (LODGE, "nothing should be lit except Mum's lamp", "light.k off, light.dad off"),
        (LODGE, "lamps upstairs off, including the fan", "light.mum off, light.dad off, fan.n off"),
        (PRACTICE, "chairs 2 to 4 off", "switch.c2 off, switch.c3 off, switch.c4 off"),
        (PRACTICE, "rows A through C off", "light.a off, light.b off, light.c off"),
        (PRACTICE, "chairs off but not number 2", "switch.c1 off, switch.c3 off, switch.c4 off"),
        (PRACTICE, "chair two up and running please", "switch.c2 on"),
    ],
)
def test_what_is_said_briefly_is_understood(view: HomeView, text: str, steps: str) -> None:
    """All of it, and of nothing else."""
    plan = understand_in(text, view)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert plan.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "somebody switched the fan off",
        "somebody put the fan off",
        "the kitchen light on the table, it's broken",
        "lights off upstairs, Dad can keep his",
        "kitchen light on yesterday, I was late",
        "the radio out here is far too quiet",
        "Dad's things off: light, fan and radio",
    ],
)
def test_what_is_told_moves_nothing(text: str) -> None:
    """A report is none; nor is a thing with where it is, or what somebody may keep."""
    plan = understand_in(text, LODGE)
    assert plan is None or plan.steps == ()


def test_the_same_elsewhere_is_all_of_it() -> None:
    """What was said of two things is not done to one of them."""
    plan = understand("blinds closed and lights on in the living room, same in the bedroom")
    assert plan is not None
    here = "cover.l close, light.l1 on, light.l2 on"
    there = "cover.b close, light.b on, light.b2 on"
    assert write(plan.steps) == write(read(f"{here}, {there}"))
