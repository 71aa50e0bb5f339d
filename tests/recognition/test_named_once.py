"""Things that are named once: again by their number or their room, or by what is so too."""

import pytest

from custom_components.llm_iot.models import HomeView
from tests.recognition.house import (
    COLOURS,
    COVER,
    DIMS,
    HEATING,
    PLAIN,
    device,
    home,
    read,
    understand_in,
    write,
)


def shop() -> HomeView:
    """Return a shop with numbered lamps, the same in several rooms, and a glass house."""
    return home(
        (device("light.b1", "Bay 1", "light", "Front"), "off", COLOURS),
        (device("light.b2", "Bay 2", "light", "Front"), "off", COLOURS),
        (device("light.b3", "Bay 3", "light", "Front"), "off", COLOURS),
        (device("light.g1", "Ikon Go 1", "light", "Front"), "off", COLOURS),
        (device("light.g2", "Ikon Go 2", "light", "Front"), "off", COLOURS),
        (device("light.d4", "Desk 4 lamp", "light", "Front"), "off", DIMS),
        (device("light.d5", "Desk 5 lamp", "light", "Front"), "off", DIMS),
        (device("light.s", "Shelf light", "light", "Store"), "on", DIMS),
        (device("cover.f", "Front blinds", "blind", "Front"), "open", COVER),
        (device("cover.s", "Store blinds", "blind", "Store"), "closed", COVER),
        (device("switch.p", "Register", "plug", "Front"), "off", PLAIN),
        (device("light.p", "Palm light", "light", "Winter garden"), "off", PLAIN),
        (device("light.y", "Lantern", "light", "Yard"), "off", PLAIN),
    )


AGAIN = (
    ("ikon go 1 and 2 red", "light.g1 colour red, light.g2 colour red"),
    ("bay 1 and 3 to 40 percent", "light.b1 brightness 40, light.b3 brightness 40"),
    ("bay 1 on and 2 off", "light.b1 on, light.b2 off"),
    ("bays 1 2 and 3 on", "light.b1 on, light.b2 on, light.b3 on"),
    ("front blinds down, store up", "cover.f close, cover.s open"),
    ("front blinds to 40 and store to 70", "cover.f position 40, cover.s position 70"),
    ("front blinds open and store off", "cover.f open, light.s off"),
    ("register on, the shelf light too, and bay 1 off", "switch.p on, light.s on, light.b1 off"),
    (
        "register off, shelf light and bay 1 as well, bay 2 on",
        "switch.p off, light.s off, light.b1 off, light.b2 on",
    ),
    ("lamps on at desks 4 and 5", "light.d4 on, light.d5 on"),
    ("outside lights on", "light.y on"),
)


@pytest.mark.parametrize(("text", "steps"), AGAIN)
def test_what_is_named_once_is_meant_again(text: str, steps: str) -> None:
    """By a number, by a room, as what is so too; no glass house is under the open sky."""
    plan = understand_in(text, shop())
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "bedroom radiator to 16 and study to 21",
        "bedroom radiator down to 16 and study up to 21",
        "set the bedroom radiator to 16 and the study to 21",
    ],
)
def test_heating_goes_by_different_names(text: str) -> None:
    """A thermostat is what a radiator is in another room; an air conditioner is not."""
    heated = home(
        (device("climate.b", "Bedroom radiator", "heater", "Bedroom"), "heat", HEATING),
        (device("climate.s", "Study thermostat", "thermostat", "Study"), "heat", HEATING),
        (device("climate.a", "Study AC", "ac", "Study"), "off", HEATING),
    )
    plan = understand_in(text, heated)
    assert plan is not None
    assert write(plan.steps) == {"climate.b temperature 16", "climate.s temperature 21"}


@pytest.mark.parametrize(
    "text",
    [
        "all blinds down but only halfway in the study",
        "all blinds down, in the study only halfway",
        "close all the blinds but in the study halfway",
        "lower all the blinds but just to 50 percent in the study",
    ],
)
def test_a_group_can_have_another_value_somewhere(text: str) -> None:
    """The others go all the way."""
    rooms = home(
        (device("cover.b", "Bedroom blind", "blind", "Bedroom"), "open", COVER),
        (device("cover.s", "Study blind", "blind", "Study"), "open", COVER),
        (device("cover.h", "Hall blind", "blind", "Hall"), "open", COVER),
    )
    plan = understand_in(text, rooms)
    assert plan is not None
    assert write(plan.steps) == {"cover.b close", "cover.h close", "cover.s position 50"}
