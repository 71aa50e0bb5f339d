"""More of what was done last, the same way again: songs gone to, and values moved."""

import pytest

from tests.recognition.house import read, understand, write


@pytest.mark.parametrize(
    ("last", "text", "action"),
    [
        ("next", "and back again", "previous"),
        ("next", "back please", "previous"),
        ("previous", "and back again", "next"),
        ("next", "the one before", "previous"),
        ("previous", "go back one", "previous"),
        ("next", "and one more", "next"),
        ("previous", "another one", "previous"),
        ("next", "the next one", "next"),
    ],
)
def test_a_song_is_gone_to_from_the_last(last: str, text: str, action: str) -> None:
    """Back is the other way; one more is the same way."""
    plan = understand(text, before=f"media_player.tv {last}")
    assert plan is not None
    assert write(plan.steps) == {f"media_player.tv {action}"}


@pytest.mark.parametrize("text", ["and back again", "the one before", "go back"])
def test_nothing_is_gone_back_to_behind_another_deed(text: str) -> None:
    """What was not gone to has none before it."""
    plan = understand(text, before="media_player.tv pause")
    assert plan is None or not plan.steps


@pytest.mark.parametrize("way", ["up", "down"])
@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("And one more.", "1"),
        ("one more degree", "1"),
        ("and two more", "2"),
        ("two degrees more", "2"),
        ("another two degrees please", "2"),
        ("another degree", "1"),
        ("half a degree more", "0.5"),
    ],
)
def test_a_value_goes_on_the_same_way(way: str, text: str, step: str) -> None:
    """Two more behind "down a degree" go down, too."""
    plan = understand(text, before=f"climate.l {way} 1")
    assert plan is not None
    assert write(plan.steps) == write(read(f"climate.l {way} {step}"))


@pytest.mark.parametrize(
    ("before", "text", "steps"),
    [
        ("media_player.tv down", "one more", "media_player.tv down"),
        ("media_player.tv down", "two more", "media_player.tv down 20"),
        ("media_player.tv down 5", "another 5", "media_player.tv down 5"),
        ("light.l1 down 10", "10 percent more", "light.l1 down 10"),
        ("climate.l up 2", "and one more", "climate.l up 1"),
        ("climate.l temperature 22", "one more", "climate.l up 1"),
    ],
)
def test_the_usual_step_is_gone_where_none_was_told(before: str, text: str, steps: str) -> None:
    """A number without what it counts is of the steps that were gone, or of degrees."""
    plan = understand(text, before=before)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize("text", ["two more minutes", "another light", "one more time on the TV"])
def test_other_things_are_counted_otherwise(text: str) -> None:
    """They move nothing of what was moved."""
    plan = understand(text, before="climate.l up 1")
    assert plan is None or not any(step.target == "climate.l" for step in plan.steps)
