"""Which value belongs to which device, and whether a number is a value or an hour."""

import pytest

from custom_components.llm_iot.models import Plan
from tests.recognition.house import read, understand, write

PAIRED = (
    (
        "set the floor lamp to 10 and the reading one to 20",  # no minute to eight
        "light.l1 brightness 10, light.b2 brightness 20",
    ),
    ("floor lamp 10, reading one 20", "light.l1 brightness 10, light.b2 brightness 20"),
    ("bedroom fan to 33 and the kitchen one to 66", "fan.b percentage 33, fan.k percentage 66"),
    (
        "set the ceiling light and the floor lamp to 50 and 20",
        "light.l2 brightness 50, light.l1 brightness 20",
    ),
    (
        "Floor lamp and reading lamp to 50 and 20 percent",
        "light.l1 brightness 50, light.b2 brightness 20",
    ),
    (
        "dim the floor lamp and the reading lamp to 50 and 20",
        "light.l1 brightness 50, light.b2 brightness 20",
    ),
    (
        "set the ceiling light, the floor lamp and the reading lamp to 50, 20 and 10 percent",
        "light.l2 brightness 50, light.l1 brightness 20, light.b2 brightness 10",
    ),
    (
        "blinds in the living room to 40 and in the bedroom to 70",
        "cover.l position 40, cover.b position 70",
    ),
    ("living room blinds to 40, bedroom to 70", "cover.l position 40, cover.b position 70"),
    (
        "set the floor lamp and the reading lamp to 50 and 20 respectively",
        "light.l1 brightness 50, light.b2 brightness 20",
    ),
    (
        "floor lamp 50 reading lamp 20",
        "light.l1 brightness 50, light.b2 brightness 20",
    ),
    (
        "floor lamp 50 percent reading lamp 20 percent",
        "light.l1 brightness 50, light.b2 brightness 20",
    ),
    (
        "set the floor lamp and the reading lamp to 50",
        "light.l1 brightness 50, light.b2 brightness 50",
    ),
)


@pytest.mark.parametrize(("text", "expected"), PAIRED)
def test_each_device_gets_its_own_of_several_values(text: str, expected: str) -> None:
    """In the order in which they were said; one value is for all of them."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(expected))


@pytest.mark.parametrize(
    "text",
    [
        "ceiling light, floor lamp and reading lamp to 50 and 20",
        "set the ceiling light and the floor lamp to 50, 20 and 10",
    ],
)
def test_values_that_do_not_come_out_even_are_not_guessed(text: str) -> None:
    """Nothing is done for some of the devices, either."""
    assert understand(text) is None


VALUES = (
    ("floor lamp off and reading lamp at 10", "light.l1 off, light.b2 brightness 10"),
    ("floor lamp off, thermostat at 19", "light.l1 off, climate.l temperature 19"),
    ("set the thermostat at 20", "climate.l temperature 20"),
)


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_a_number_behind_at_is_a_value_where_nothing_else_is_said(text: str, expected: str) -> None:
    """Of a device that can be set so."""
    plan = understand(text)
    assert plan is not None
    assert not plan.deferred
    assert write(plan.steps) == write(read(expected))


HOURS = (
    ("floor lamp off and kettle at 10", "22:00", "light.l1 off, switch.kettle off"),
    ("turn the floor lamp off and the reading lamp at 10", "22:00", "light.l1 off, light.b2 off"),
    ("floor lamp off and reading lamp at 10 pm", "22:00", "light.l1 off, light.b2 off"),
    ("at 8 set the floor lamp to 50", "20:00", "light.l1 brightness 50"),
    ("please at 8 set the floor lamp to 50", "20:00", "light.l1 brightness 50"),
    ("set the floor lamp to 50 at 8", "20:00", "light.l1 brightness 50"),
    (
        "at 8 set the floor lamp and the reading lamp to 50 and 20",
        "20:00",
        "light.l1 brightness 50, light.b2 brightness 20",
    ),
)


@pytest.mark.parametrize(("text", "hour", "expected"), HOURS)
def test_it_is_an_hour_where_the_rest_says_what_is_done(
    text: str, hour: str, expected: str
) -> None:
    """Or where the device cannot be set to a number at all."""
    plan = understand(text)
    assert plan is not None
    assert _planned(plan) == {(hour, step) for step in write(read(expected))}
    assert not plan.steps


def _planned(plan: Plan) -> set[tuple[str, str]]:
    return {(f"{each.due:%H:%M}", step) for each in plan.deferred for step in write(each.steps)}


@pytest.mark.parametrize(
    "text",
    [
        "put the heating at 21 and the kettle on",
        "set the thermostat at 21 and turn the kettle on",
        "kettle on and the heating at 21",
    ],
)
def test_what_is_put_at_a_number_is_set_to_it(text: str) -> None:
    """Nothing waits for nine in the evening."""
    plan = understand(text)
    assert plan is not None
    assert not plan.deferred
    assert write(plan.steps) == {"climate.l temperature 21", "switch.kettle on"}
