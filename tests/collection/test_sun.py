"""The next times of the sun, by Home Assistant's own calculation."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant

from custom_components.llm_iot.collection.sun import Sun

MORNING = datetime(2026, 5, 4, 8, tzinfo=UTC)


def _at(hass: HomeAssistant, latitude: float) -> Sun:
    hass.config.latitude, hass.config.longitude, hass.config.elevation = latitude, 13.4, 34
    return Sun(hass)


async def test_each_time_is_the_next_one(
    home_assistant: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """It gets dark after sunset, and light before sunrise."""
    freezer.move_to(MORNING)
    times = _at(home_assistant, 52.5).times()
    assert times is not None
    assert MORNING < times.setting < times.dusk < times.dawn < times.rising
    assert times.rising < MORNING + timedelta(days=1)


async def test_what_is_over_is_worked_out_anew(
    home_assistant: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Until then, and at the same place, it is known."""
    freezer.move_to(MORNING)
    sun = _at(home_assistant, 52.5)
    times = sun.times()
    assert times is not None
    assert sun.times() is times
    freezer.move_to(times.setting + timedelta(minutes=1))
    later = sun.times()
    assert later is not None
    assert later.setting > times.setting
    home_assistant.config.latitude = 40.4
    assert sun.times() != later


async def test_where_the_sun_stays_up_the_next_times_are_far_off(
    home_assistant: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """There is none where Home Assistant finds none within a year."""
    freezer.move_to(MORNING + timedelta(days=40))
    times = _at(home_assistant, 78.2).times()
    assert times is None or times.setting - MORNING > timedelta(days=60)
