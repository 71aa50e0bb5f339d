"""Remarks as speech is written down: no apostrophe, no pause."""

import pytest

from tests.recognition.house import DIMS, device, done, home, understand, understand_in, write


@pytest.mark.parametrize(
    "remark",
    [
        "were watching something",
        "were cold",
        "were all in bed",
        "its too bright",
        "im going to bed",
        "i cant sleep",
        "cant see a thing",
        "theyre asleep",
    ],
)
def test_a_remark_without_its_apostrophe(remark: str) -> None:
    """It leaves the command as it is."""
    assert done(f"turn off the hall light {remark}") == {"light.h off"}


def test_what_others_were_at_tells_which_is_meant() -> None:
    """They may be said to be using the light, which is no remark."""
    plan = understand("turn off the hall light were using")
    assert plan is None or not plan.steps


def test_no_remark_begins_amid_a_name() -> None:
    """The last word of a name is not what is told of."""
    rooms = home(
        (device("light.s", "Kitchen spots", "light", "Kitchen"), "on", DIMS),
        (device("light.i", "Kitchen island", "light", "Kitchen"), "on", DIMS),
    )
    plan = understand_in("turn off the kitchen spots I can't sleep", rooms)
    assert plan is not None
    assert write(plan.steps) == {"light.s off"}


@pytest.mark.parametrize(
    "remark",
    ["I love this song", "I hate that tune", "this song is great", "it's my favourite song"],
)
def test_what_is_said_of_a_song_is_no_wish(remark: str) -> None:
    """Somebody who likes it is quoted by nobody, and wants nothing else."""
    assert done(f"turn the TV up a bit, {remark}") == {"media_player.tv up 5"}
