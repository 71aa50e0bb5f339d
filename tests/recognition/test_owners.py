"""Whose things are: what is in the room of the children or of somebody who is named."""

import pytest

from custom_components.llm_iot.models import HomeView
from tests.recognition.house import DIMS, FIRST, device, home, understand_in, write


def family(children: str) -> HomeView:
    """Return a home in which the room of the children has some name."""
    return home(
        (device("light.lamp", "Lamp", "light", children, FIRST), "on", DIMS),
        (device("light.ceiling", "Ceiling light", "light", children, FIRST), "on", DIMS),
        (device("light.bath", "Mirror light", "light", "Kids' bathroom", FIRST), "on", DIMS),
        (device("light.study", "Lamp", "light", "Study", FIRST), "on", DIMS),
        (device("light.anna", "Anna's lamp", "light", "Study", FIRST), "on", DIMS),
        (device("light.den", "Lamp", "light", "Den"), "on", DIMS),
    )


@pytest.mark.parametrize("room", ["Kids room", "Kids' room", "Children's room", "Kids bedroom"])
@pytest.mark.parametrize(
    ("text", "lights"),
    [
        ("turn off the kids' lamps", "lamp"),
        ("the children's lights off", "lamp ceiling"),
        ("turn off the lamp in the study and the kids' lamps", "study lamp"),
        ("turn off the kids' and Anna's lamps", "lamp anna"),
        ("turn off all the lights, the kids' lamps too", "lamp ceiling bath study anna den"),
    ],
)
def test_a_room_of_the_children_has_their_things(room: str, text: str, lights: str) -> None:
    """With an apostrophe in its name or without, and not what is in their bathroom."""
    plan = understand_in(text, family(room))
    assert plan is not None
    assert not plan.problems
    assert write(plan.steps) == {f"light.{each} off" for each in lights.split()}


@pytest.mark.parametrize(
    "text",
    [
        "all lights off, Anna is reading",
        "all lights off except in the den, Anna is reading",
        "everything off, because Anna is still working",
        "Anna is reading, turn off all the lights",
    ],
)
def test_who_reads_may_need_her_lamp(text: str) -> None:
    """It is not said that it goes off, too."""
    plan = understand_in(text, family("Kids room"))
    assert plan is None or "light.anna off" not in write(plan.steps)


@pytest.mark.parametrize(
    ("text", "lights"),
    [
        ("all lights off in the den, Anna is reading", "den"),
        ("all lights off, Anna is sleeping", "lamp ceiling bath study anna den"),
        ("turn off the lamp in the den, Anna is reading", "den"),
    ],
)
def test_who_needs_no_light_there_is_only_spoken_of(text: str, lights: str) -> None:
    """What is asked for is done."""
    plan = understand_in(text, family("Kids room"))
    assert plan is not None
    assert write(plan.steps) == {f"light.{each} off" for each in lights.split()}


def test_who_works_elsewhere_tells_why_something_is_spared() -> None:
    """Her lamp is not where anything is to be done; where it may be, she may need it."""
    spared = "lights off in the kids room but leave the ceiling light on Anna is still working"
    plan = understand_in(spared, family("Kids room"))
    assert plan is not None
    assert write(plan.steps) == {"light.lamp off"}
    unclear = "all lights off but leave the den light on Anna is still working"
    plan = understand_in(unclear, family("Kids room"))
    assert plan is None or "light.anna off" not in write(plan.steps)
