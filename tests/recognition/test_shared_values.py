"""A value that is said once, behind the last of several things."""

import pytest

from tests.recognition.house import read, understand, write


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "dim the lamp in the kitchen and the bedroom light to 30",
            "light.kl brightness 30, light.b brightness 30",
        ),
        ("lower the blinds and the curtains to 30", "cover.l position 30, cover.b position 30"),
        (
            "dim the floor lamp and the bedroom light and the reading lamp to 20",
            "light.l1 brightness 20, light.b brightness 20, light.b2 brightness 20",
        ),
        (
            "set the thermostat and the floor lamp to 20",
            "climate.l temperature 20, light.l1 brightness 20",
        ),
    ],
)
def test_it_is_for_all_that_its_verb_is_said_of(text: str, steps: str) -> None:
    """In the unit of each of them."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("dim the floor lamp, the bedroom light to 20", "light.l1 down, light.b brightness 20"),
        ("open the blinds, bedroom fan to 50", "cover.l open, fan.b percentage 50"),
        ("blinds open and the floor lamp to 20", "cover.l open, light.l1 brightness 20"),
        ("blinds open and the thermostat on heat", "cover.l open, climate.l heat"),
        ("put the curtains down and the floor lamp to 20", "cover.b close, light.l1 brightness 20"),
        (
            "dim the bedroom light to 20 and the floor lamp to 30",
            "light.b brightness 20, light.l1 brightness 30",
        ),
        (
            "hall light on, the floor lamp and the bedroom light to 20",
            "light.h on, light.l1 brightness 20, light.b brightness 20",
        ),
        ("turn on the hall light and the bedroom light to 30", "light.h on, light.b brightness 30"),
        ("turn on the kettle and the floor lamp to 40", "switch.kettle on, light.l1 brightness 40"),
        ("turn on the hall light and the blinds to 30", "light.h on, cover.l position 30"),
        ("open the blinds and the floor lamp to 20", "cover.l open, light.l1 brightness 20"),
        ("open the blinds, then the bedroom fan at 66", "cover.l open, fan.b percentage 66"),
        ("open the blinds. Curtains to 20", "cover.l open, cover.b position 20"),
        (
            "close the curtains and the thermostat at 19 degrees",
            "cover.b close, climate.l temperature 19",
        ),
        (
            "turn off the tv and the volume of the speaker to 20",
            "media_player.tv off, media_player.sp volume 20",
        ),
        (
            "the blinds to 20 percent turn off the kettle",
            "cover.l position 20, switch.kettle off",
        ),
        ("hall light off - close the blinds", "light.h off, cover.l close"),
        ("floor lamp to 20 \u2014 blinds open", "light.l1 brightness 20, cover.l open"),
        (
            "turn the bedroom light off and the reading lamp and the floor lamp to 20",
            "light.b off, light.b2 brightness 20, light.l1 brightness 20",
        ),
    ],
)
def test_it_is_for_nothing_that_is_complete_without_it(text: str, steps: str) -> None:
    """What is said before has its own end, or is a sentence of its own."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "turn on the reading lamp and the bedroom light to 30",
        "turn on the bedroom fan and the kitchen fan to 30",
        "start the kitchen fan and the bedroom fan to 30",
        "set the bedroom light to 50, the reading lamp and the floor lamp to 20",
    ],
)
def test_where_it_may_be_for_the_last_alone_nothing_is_done(text: str) -> None:
    """What is started may just be on, and one may already have its value: others decide."""
    assert understand(text) is None


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "set the volume of the tv to 15 and of the speaker to 30",
            "media_player.tv volume 15, media_player.sp volume 30",
        ),
        (
            "the volume for the tv to 15, that for the speaker to 30",
            "media_player.tv volume 15, media_player.sp volume 30",
        ),
        (
            "set the volume of the tv and of the speaker to 30",
            "media_player.tv volume 30, media_player.sp volume 30",
        ),
        (
            "turn the brightness of the floor lamp up and of the bedroom light down",
            "light.l1 up, light.b down",
        ),
    ],
)
def test_what_is_set_of_them_is_said_once(text: str, steps: str) -> None:
    """Each has its own value, or all have the one behind the last."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


_TWO_ROOMS = (
    "light.kc brightness 50, light.kl brightness 50, light.l1 brightness 20, light.l2 brightness 20"
)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "set the brightness in the kitchen to 50 and in the living room to 20",
            _TWO_ROOMS,
        ),
        (
            "set the brightness in the kitchen to 50 and the brightness in the living room to 20",
            _TWO_ROOMS,
        ),
        (
            "set the volume downstairs to 50 and upstairs to 20",
            "media_player.tv volume 50, media_player.sp volume 20",
        ),
        (
            "set the volume in the living room to 15 and in the bathroom to 30",
            "media_player.tv volume 15, media_player.sp volume 30",
        ),
        (
            "turn the volume in the living room up and in the bathroom down",
            "media_player.tv up, media_player.sp down",
        ),
    ],
)
def test_what_is_set_in_rooms_is_the_same_in_each(text: str, steps: str) -> None:
    """No thermostat takes the number of a brightness."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
