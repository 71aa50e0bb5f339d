"""Rooms in the words of a sentence."""

import pytest

from custom_components.llm_iot.places import named_places
from tests.homes import DIMMABLE, device, view

ROOMS = view(
    (device("light.k", "Kitchen light", "light", "Kitchen"), "on", DIMMABLE),
    (device("light.a", "Lamp", "light", "Anna's room"), "on", DIMMABLE),
)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("it smells in the kitchen", ("kitchen",)),
        ("the kitchen's full of smoke", ("kitchen",)),
        ("Anna's room is cold", ("anna's room",)),
        ("Anna's room's cold", ("anna's room",)),
        ("Anna's cold", ()),
        ("the kitchen light's too bright", ("kitchen",)),
        ("the kitchen light is too bright", ()),
    ],
)
def test_a_place_is_named_by_its_name(text: str, places: tuple[str, ...]) -> None:
    """Also with a verb at its end; in the name of a device it is none."""
    assert named_places(text, ROOMS) == places
