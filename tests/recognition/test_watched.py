"""What somebody wants of what is turned on, told beside the command."""

import pytest

from tests.recognition.house import done, read, understand, write


@pytest.mark.parametrize(
    "text",
    [
        "turn on the TV, I want to watch Netflix",
        "I want to watch Netflix, turn on the TV",
        "turn on the TV, we're going to watch something on Netflix",
        "turn on the TV and put on Netflix",
        "turn on the TV to watch Netflix please",
        "turn on the TV for Netflix",
        "turn on the TV, I want to see the match on Netflix",
    ],
)
def test_what_is_to_be_watched_is_put_on(text: str) -> None:
    """Turned on alone, it would be said to be done by half."""
    assert done(text) == write(read("media_player.tv on, media_player.tv source Netflix"))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the TV, I want to watch the news", "media_player.tv on"),
        ("turn off the TV, I want to watch Netflix on my phone", "media_player.tv off"),
        ("dim the floor lamp, I want to watch Netflix", "light.l1 down"),
    ],
)
def test_what_is_watched_elsewhere_is_a_reason(text: str, steps: str) -> None:
    """What no player that goes on has is only told."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the TV, I want this louder", "media_player.tv on, media_player.tv up"),
        ("turn on the floor lamp, I'd like that dimmer", "light.l1 on, light.l1 down"),
    ],
)
def test_this_is_what_was_named_where_no_verb_stands(text: str, steps: str) -> None:
    """A wish for "this" is about what the command is about."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "turn on the TV, I want it loud",
        "turn on the TV, I want more volume",
        "turn on the bedroom fan, I want it fast",
    ],
)
def test_what_is_wanted_in_some_way_is_not_left_out(text: str) -> None:
    """The command alone would be half of what is wanted."""
    plan = understand(text)
    assert plan is None or not plan.steps
