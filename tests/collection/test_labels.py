"""What a device is to the person who speaks."""

import pytest

from custom_components.llm_iot.collection.labels import kind_of
from custom_components.llm_iot.kinds import load_kinds


@pytest.mark.parametrize(
    ("domain", "device_class", "name", "kind"),
    [
        ("switch", None, "TV", "tv"),
        ("switch", "outlet", "TV lamp", "light"),
        ("switch", None, "Bedroom plug", "outlet"),
        ("switch", None, "Garage door relay", "garage"),
        ("switch", None, "Garage socket", "outlet"),
        ("switch", None, "Garage light", "light"),
        ("switch", None, "Oven plug", "oven"),
        ("input_boolean", None, "Gate", "gate"),
        ("input_boolean", None, "Guests", "toggle"),
        ("cover", None, "Front gate", "gate"),
        ("cover", None, "Bedroom curtains", "blind"),
        ("cover", "garage", "Big door", "garage"),
        ("cover", None, "Left", "blind"),
        ("media_player", "tv", "Speaker", "tv"),
        ("climate", None, "Bedroom air conditioner", "ac"),
        ("climate", None, "Sauna", "spa"),
        ("valve", "water", "Main", "valve"),
        ("humidifier", "dehumidifier", "Cellar", "dehumidifier"),
        ("light", None, "TV", "light"),
        ("number", "water", "Bath", "setting"),
        ("number", None, "Bedroom light limit", "setting"),
        ("number", None, "Oven temperature", "oven"),
        ("button", "restart", "Router", "button"),
        ("button", None, "Garage door button", "garage"),
        ("select", None, "Fan mode", "setting"),
        ("vacuum", None, "Dusty", "vacuum"),
        ("switch", "outlet", "Waschmaschine Keller", "washer"),
        ("switch", None, "Cafetière", "coffeemaker"),
        ("siren", None, "Attic", "siren"),
    ],
)
def test_a_kind_comes_from_the_class_the_name_or_the_domain(
    domain: str, device_class: str | None, name: str, kind: str
) -> None:
    """A relay is what it drives; a setting stays one, except where it is dangerous."""
    assert kind_of(load_kinds(), domain, device_class, (name,)) == kind


@pytest.mark.parametrize("first", ["Relay 3", "Shelly 3"])
def test_another_name_says_what_the_first_one_does_not(first: str) -> None:
    """An alias tells what a relay drives."""
    assert kind_of(load_kinds(), "switch", None, (first, "Gate")) == "gate"
    assert kind_of(load_kinds(), "switch", None, (first, "Lamp", "Gate")) == "light"
