"""What is said instead within one sentence takes the place of what it corrects."""

from datetime import timedelta

import pytest

from tests.recognition.house import NOW, read, understand, write


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("floor lamp off, no, the hall light", "light.h off"),
        ("kitchen fan off, no, the bedroom one", "fan.b off"),
        ("floor lamp to 30, no, the reading lamp", "light.b2 brightness 30"),
        ("lights on in the kitchen, no, in the bedroom", "light.b on, light.b2 on"),
        ("all upstairs off, I mean the lights", "light.b off, light.b2 off, light.ba off"),
        ("turn off the bedroom lights, I mean the kitchen ones", "light.kc off, light.kl off"),
        (
            "set the bedroom lights to 30, no, the ones in the kitchen",
            "light.kc brightness 30, light.kl brightness 30",
        ),
        ("turn off the kitchen, I mean the fan", "fan.k off"),
        ("turn on the bedroom light, I mean the fan", "fan.b on"),
        ("turn on the bedroom light, I mean the kettle", "switch.kettle on"),
        (
            "lights off upstairs, no, downstairs",
            "light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off",
        ),
    ],
)
def test_another_thing_or_place_is_meant(text: str, steps: str) -> None:
    """What was to be done is done to it, and to it alone."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("dim the floor lamp, no, off", "light.l1 off"),
        ("floor lamp up, no, down", "light.l1 down"),
        ("floor lamp to 30, no, to 50", "light.l1 brightness 50"),
        ("turn the hall light on, I mean off", "light.h off"),
        ("turn on the bedroom fan, no wait, turn it off", "fan.b off"),
        ("turn on the kettle, no, open the curtains", "cover.b open"),
        ("turn off turn on the floor lamp", "light.l1 on"),
    ],
)
def test_something_else_is_to_be_done(text: str, steps: str) -> None:
    """To the same thing, unless another one is named."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_the_time_stays() -> None:
    """Only the thing was wrong."""
    plan = understand("hall light on in ten minutes, no, the reading lamp")
    assert plan is not None
    assert not plan.steps
    assert [(write(each.steps), each.due) for each in plan.deferred] == [
        ({"light.b2 on"}, NOW + timedelta(minutes=10))
    ]


def test_a_no_with_nothing_behind_it_is_not_guessed_at() -> None:
    """It may be anything that was wrong."""
    assert understand("hall light on, no") is None
