"""Which of several rooms are free, which of two places is warmer, and the modes of things."""

import pytest

from custom_components.llm_iot.models import HomeView
from tests.asking import Entity, ask, home

FLOORS = {"Room 1": "Upper floor", "Room 2": "Upper floor", "Hall": "Lower floor"}


def office(*more: Entity) -> HomeView:
    """Return an office whose rooms tell whether somebody is in them."""
    return home(
        [
            Entity("binary_sensor.one", "Room 1 occupancy", "Room 1", "off", "occupancy"),
            Entity("binary_sensor.two", "Room 2 occupancy", "Room 2", "on", "occupancy"),
            *more,
        ],
        FLOORS,
    )


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("which room is free, 1 or 2", "The room 1 is empty."),
        ("which rooms are free", "The room 1 is empty."),
        ("are any rooms free", "Yes, the room 1 is empty."),
        ("how many rooms are free", "1 room is empty: the room 1."),
        ("is room 1 or 2 free", "The room 1 is empty; the room 2 is occupied."),
        ("are rooms 1 and 2 busy", "The room 2 is occupied; the room 1 is empty."),
    ],
)
def test_of_several_rooms_those_that_are_free_are_told(text: str, answer: str) -> None:
    """And where all of them are asked about, what each is."""
    assert ask(office(), text) == answer


def test_a_room_is_occupied_where_one_of_its_sensors_notices_somebody() -> None:
    """However many others in it notice nobody."""
    desk = Entity("binary_sensor.desk", "Desk occupancy", "Room 1", "on", "occupancy")
    assert ask(office(desk), "which rooms are free") == "No room is empty."


def test_of_two_storeys_what_is_called_after_them_speaks_for_them() -> None:
    """A sensor of one room does not, where both storeys have a thermostat of theirs."""
    view = home(
        [
            Entity(f"climate.{name}", f"{name} thermostat", area, "heat", attributes=shown)
            for name, area, shown in (
                ("Upper floor", "Room 1", {"current_temperature": 19}),
                ("Lower floor", "Hall", {"current_temperature": 20}),
            )
        ]
        + [Entity("sensor.warm", "Room 2 temperature", "Room 2", "25", "temperature", "°C")],
        FLOORS,
    )
    answer = ask(view, "is it warmer on the upper floor or the lower floor")
    assert answer.startswith("The lower floor is warmer with 20 degrees")
    assert answer.endswith("the upper floor is at 19 degrees.")


def test_the_mode_that_a_thing_is_in_is_told() -> None:
    """Beside its state; what has none is not said to be in one."""
    view = home(
        [
            Entity("humidifier.h", "Humidifier", "Hall", "on", attributes={"mode": "sleep"}),
            Entity("light.l", "Lamp", "Hall", "on"),
        ]
    )
    assert ask(view, "what mode is the humidifier in") == "The humidifier is on, mode sleep."
    assert "mode" not in ask(view, "what mode is the lamp in")
