"""Music, which is what plays it."""

import pytest

from custom_components.llm_iot import capabilities
from custom_components.llm_iot.models import DeviceState
from tests.recognition.house import PLAYER, device, home, read, understand_in, write

ROOMS = home(
    (device("media_player.a", "Speaker", "speaker", "Attic"), "playing", PLAYER),
    (device("media_player.b", "Speaker", "speaker", "Barn"), "playing", PLAYER),
    (device("media_player.c", "Speaker", "speaker", "Cellar"), "off", PLAYER),
)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("stop all music", "stop"),
        ("pause all the music please", "pause"),
        ("turn the music up everywhere", "up"),
    ],
)
def test_all_music_is_whatever_plays(text: str, action: str) -> None:
    """It is not asked which."""
    plan = understand_in(text, ROOMS)
    assert plan is not None
    assert write(plan.steps) == write(read(f"media_player.a {action}, media_player.b {action}"))
    assert not plan.problems


def test_where_nothing_plays_it_is_not_asked_which() -> None:
    """Each of them is silent already."""
    silent = home(
        (device("media_player.a", "Speaker", "speaker", "Attic"), "paused", PLAYER),
        (device("media_player.b", "TV", "tv", "Barn"), "off", PLAYER),
    )
    plan = understand_in("pause the music", silent)
    assert plan is not None
    assert write(plan.steps) == write(read("media_player.a pause, media_player.b pause"))
    assert not plan.problems


@pytest.mark.parametrize("state", ["paused", "idle", "off", "standby"])
def test_what_is_off_need_not_be_paused(state: str) -> None:
    """It plays nothing."""
    row = capabilities.row("media_player", "pause")
    assert row is not None
    assert row.already(DeviceState(state, PLAYER), None)


@pytest.mark.parametrize("text", ["carry on playing on the tv", "keep playing on the tv, please"])
def test_what_goes_on_playing_is_named_behind_on(text: str) -> None:
    """It is no switch there."""
    rooms = home(
        (device("media_player.t", "TV", "tv", "Attic"), "paused", PLAYER),
        (device("media_player.b", "Speaker", "speaker", "Barn"), "paused", PLAYER),
    )
    plan = understand_in(text, rooms)
    assert plan is not None
    assert write(plan.steps) == {"media_player.t play"}


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("stop the music everywhere except in the barn", "stop"),
        ("music off everywhere but the barn", "pause"),
        ("turn the music down everywhere apart from the barn", "down"),
    ],
)
def test_music_goes_on_in_a_room_that_is_left_out(text: str, action: str) -> None:
    """It is that of everywhere else."""
    plan = understand_in(text, ROOMS)
    assert plan is not None
    assert write(plan.steps) == write(read(f"media_player.a {action}"))
    assert not plan.problems
