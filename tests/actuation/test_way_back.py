"""Which steps bring back a state, and whether a state is what steps lead to."""

import pytest

from custom_components.llm_iot import capabilities
from custom_components.llm_iot.models import DeviceState
from custom_components.llm_iot.way_back import shows, way_back
from tests.recognition.house import COLOURS, COVER, HEATING, PLAYER, read, write

LIT = DeviceState("on", COLOURS | {"brightness": 128})
DARK = DeviceState("off", COLOURS)
PLAYING = DeviceState("playing", PLAYER)


@pytest.mark.parametrize(
    ("steps", "before", "back"),
    [
        ("light.l on", DARK, "light.l off"),
        ("light.l brightness 20, light.l colour blue", DARK, "light.l off"),
        ("climate.c heat, climate.c temperature 25", DeviceState("off", HEATING), "climate.c off"),
        ("media_player.m volume 20", PLAYING, "media_player.m volume 30"),
        ("media_player.m next, media_player.m volume 20", PLAYING, "media_player.m volume 30"),
        ("media_player.m next", PLAYING, ""),
        ("scene.s on", DeviceState("unknown", {}), ""),
        ("scene.s on", DeviceState("2026-05-04T13:00:00+00:00", {}), ""),
        ("button.b press", DeviceState("2026-05-04T13:00:00+00:00", {}), ""),
        ("cover.c stop", DeviceState("open", COVER), ""),
        ("light.l on", DeviceState("unavailable", COLOURS), ""),
        ("light.l on", DeviceState("unknown", COLOURS), ""),
        ("weather.w on", DeviceState("sunny", {}), ""),
    ],
)
def test_what_is_known_to_have_been_comes_back(steps: str, before: DeviceState, back: str) -> None:
    """What was off is only off again; what is run once and what leaves no trace stays done."""
    assert write(way_back(read(steps), before)) == write(read(back))


def test_only_what_leaves_a_trace_can_be_put_back() -> None:
    """Of the whole table: else nobody would know that it is back."""
    for rows in capabilities.BY_DOMAIN.values():
        for row in rows.values():
            assert row.restore is None or (row.expects is not None and not row.momentary), row


@pytest.mark.parametrize(
    ("steps", "state", "does"),
    [
        ("light.l on", LIT, True),
        ("light.l on", DARK, False),
        ("light.l on, light.l brightness 90", LIT, False),
        ("light.l up 10", LIT, True),
        ("light.l up 10, light.l off", LIT, False),
        ("media_player.m next", PLAYING, True),
        ("weather.w on", DARK, True),
    ],
)
def test_a_state_shows_what_it_can(steps: str, state: DeviceState, does: bool) -> None:  # noqa: FBT001  # as listed
    """More than before, and the next track, show in none by themselves."""
    assert shows(read(steps), state) is does
