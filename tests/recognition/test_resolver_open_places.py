"""Rooms whose names begin like a command: an open kitchen is no kitchen to be opened."""

import pytest

from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import HomeView
from custom_components.llm_iot.naming import Naming
from tests.recognition.house import COVER, DIMS, device, home, understand_in, write

OPEN = "Open office"
HOME: HomeView = home(
    (device("light.panels", "Ceiling panels", "light", OPEN), "on", DIMS),
    (device("light.desk", "Desk lamp", "light", OPEN), "off", DIMS),
    (device("light.hall", "Hall light", "light", "Hall"), "on", DIMS),
    (device("cover.shades", "Office shades", "blind", OPEN), "closed", COVER),
    (device("lock.door", "Office door", "lock", "Hall"), "locked", {}),
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on every light in the open office", "light.panels on, light.desk on"),
        ("open office lights off", None),
        ("the open office lights off", "light.panels off, light.desk off"),
        ("lights off in the open office", "light.panels off, light.desk off"),
        ("open office shades", "cover.shades open"),
        ("open the office shades", "cover.shades open"),
        ("open the shades in the open office", "cover.shades open"),
        ("open the office door", "lock.door unlock"),
    ],
)
def test_it_is_a_room_where_a_noun_stands(text: str, steps: str | None) -> None:
    """Behind a preposition or an article; what begins a sentence stays a verb."""
    plan = understand_in(text, HOME)
    assert (write(plan.steps) if plan else None) == (set(steps.split(", ")) if steps else None)


@pytest.mark.parametrize(
    ("place", "spoken"),
    [
        ("Open office", "Open office"),
        ("Open shades", None),
        ("Open the office", None),
        ("Open office door", None),
        ("Unlock office", None),
        ("Open", None),
        ("", None),
        ("!?", None),
        ("Open all office", None),
    ],
)
def test_a_place_is_called_by_what_it_is_like(place: str, spoken: str | None) -> None:
    """Unless that is what a person says to a thing of the home."""
    naming = Naming(HOME.devices, [place, "Hall"], load_kinds())
    assert naming.of_place(place) == spoken
