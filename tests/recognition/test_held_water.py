"""How warm the water of a pool is, which is how warm the pool is."""

from typing import Final

import pytest

from tests.asking import Entity, ask, home

HOUSE: Final = home(
    [
        Entity("sensor.pool", "Pool thermometer", "Pool", "23.4", "temperature", "°C"),
        Entity("sensor.bath", "Bathroom thermometer", "Bathroom", "21.5", "temperature", "°C"),
        Entity("sensor.cellar", "Boiler room sensor", "Boiler room", "14.5", "temperature", "°C"),
        Entity("binary_sensor.leak", "Boiler room leak", "Boiler room", "off", "moisture"),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "What is the water temperature in the pool?",
        "what's the pool water temperature",
        "how warm is the water in the pool",
        "how cold is the pool water",
        "what temperature is the water of the pool",
        "how warm is the pool",
    ],
)
def test_a_pool_is_as_warm_as_its_water(text: str) -> None:
    """It holds nothing else."""
    assert "23.4" in ask(HOUSE, text)


@pytest.mark.parametrize(
    "text",
    [
        "what is the water temperature in the bathroom",
        "how warm is the water in the boiler room",
        "is there water in the boiler room",
    ],
)
def test_a_room_is_not_as_warm_as_its_water(text: str) -> None:
    """Its air is measured, and a leak is another matter."""
    assert "degrees" not in ask(HOUSE, text)
