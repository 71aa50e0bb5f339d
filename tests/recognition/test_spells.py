"""How long something may still go on, and how long what was done last is to be so."""

from datetime import datetime

import pytest

from tests.recognition.house import NOW, read, understand, write


def at(hour: int, minute: int = 0) -> datetime:
    """Return a time of the day of the tests."""
    return NOW.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("five more minutes, then turn off the TV", at(13, 5)),
        ("five more minutes of cartoons for the kids, then turn off the TV", at(13, 5)),
        ("give the TV ten more minutes and then kill it", at(13, 10)),
        ("give the TV another half hour and then switch it off", at(13, 30)),
        ("the kids may watch ten more minutes, then turn off the TV", at(13, 10)),
        ("don't let the TV run past ten o'clock", at(22)),
        ("don't leave the TV on for more than an hour", at(14)),
        ("in an hour turn off the TV, I have to work", at(14)),
    ],
)
def test_what_may_go_on_for_a_while_ends_then(text: str, due: datetime) -> None:
    """Not at once."""
    plan = understand(text)
    assert plan is not None
    assert plan.steps == ()
    assert [each.due for each in plan.deferred] == [due]
    assert write(plan.deferred[0].steps) == write(read("media_player.tv off"))


@pytest.mark.parametrize(
    "text", ["run the bedroom fan for an hour and then stop", "bedroom fan on for an hour"]
)
def test_what_runs_for_a_while_stops_behind_it(text: str) -> None:
    """Said or not."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read("fan.b on"))
    assert [each.due for each in plan.deferred] == [at(14)]


@pytest.mark.parametrize(
    ("text", "before", "due", "steps"),
    [
        ("only for ten minutes", "light.h on", at(13, 10), "light.h off"),
        ("just until six", "media_player.tv off", at(18), "media_player.tv on"),
        ("but only for an hour", "cover.b close", at(14), "cover.b open"),
    ],
)
def test_what_was_done_last_may_be_for_a_while_only(
    text: str, before: str, due: datetime, steps: str
) -> None:
    """It is taken back at the end of it."""
    plan = understand(text, before=before)
    assert plan is not None
    assert plan.steps == ()
    assert [(each.due, each.steps) for each in plan.deferred] == [(due, read(steps))]


@pytest.mark.parametrize(
    "text", ["give me 45 minutes of TV", "I want three quarters of an hour of the TV please"]
)
def test_a_while_of_something_is_a_wish(text: str) -> None:
    """It begins now and ends then."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read("media_player.tv on"))
    assert [each.due for each in plan.deferred] == [at(13, 45)]


def test_a_while_of_nothing_is_no_command() -> None:
    """Nor is that of something that cannot be taken back."""
    plan = understand("only for ten minutes")
    assert plan is None or not (plan.steps or plan.deferred)
    plan = understand("only for ten minutes", before="light.h brightness 40")
    assert plan is None or not (plan.steps or plan.deferred)


@pytest.mark.parametrize(
    ("text", "before", "steps"),
    [
        ("it's so quiet now, put it back on", "media_player.tv off", "media_player.tv on"),
        ("now it's blowing my papers about, off with it again", "fan.b on", "fan.b off"),
        ("whoops, I can't see a thing now, back on", "light.h off", "light.h on"),
        ("that's much too quiet, a bit louder", "media_player.tv volume 10", "media_player.tv up"),
    ],
)
def test_what_was_done_last_is_meant_behind_talk_of_nothing_else(
    text: str, before: str, steps: str
) -> None:
    """Talk that names nothing new leaves "it" alone, and a few words without it."""
    plan = understand(text, before=before)
    assert plan is not None
    assert {(step.target, step.action) for step in plan.steps} == {
        (step.target, step.action) for step in read(steps)
    }


@pytest.mark.parametrize(
    "text",
    [
        "my phone is ringing, turn it off",
        "the kettle is boiling, back off",
        "if it gets dark, back on",
        "she said, back on",
    ],
)
def test_talk_of_something_else_comes_before_what_was_done_last(text: str) -> None:
    """Nor is anything done for a condition, or that somebody else said."""
    plan = understand(text, before="light.h on")
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    "text",
    [
        "floor lamp to 30 and put it back after an hour",
        "floor lamp to 30 for an hour",
    ],
)
def test_what_is_put_back_after_a_while_is_so_until_then(text: str) -> None:
    """Nobody has to say how it was."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == {"light.l1 brightness 30"}
    assert [(each.due, each.restore) for each in plan.deferred] == [(at(14), True)]
