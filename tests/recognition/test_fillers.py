"""Words that say nothing in most sentences, and what they do in the others."""

import pytest

from tests.recognition.house import done, read, understand, write

BOTH = "switch.kettle on, light.h on"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the kettle, actually the reading lamp", "light.b2 on"),
        ("turn on the kettle actually, the reading lamp", "light.b2 on"),
        ("kitchen fan off, actually the bedroom one", "fan.b off"),
        ("kitchen fan on. actually the bedroom fan", "fan.b on"),
        ("set the thermostat to 20, actually 21", "climate.l temperature 21"),
        ("dim the reading lamp to 40, well actually 50", "light.b2 brightness 50"),
        ("kettle and hall light on, actually the reading lamp", "switch.kettle on, light.b2 on"),
        ("turn the kettle off... actually turn it on", "switch.kettle on"),
        ("the bedroom fan should be off, actually fire it up", "fan.b on"),
        ("close the blinds, actually open them", "cover.l open"),
        ("turn on the reading lamp, actually set it to 30 percent", "light.b2 brightness 30"),
    ],
)
def test_actually_takes_back_what_was_named_last(text: str, steps: str) -> None:
    """Where nothing follows but a name or a value, or what else is to be done with it."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "open the blinds half way and the curtains all the way",
            "cover.l position 50, cover.b open",
        ),
        (
            "open the blinds all the way and the curtains half way",
            "cover.l open, cover.b position 50",
        ),
        ("close the curtains half way and the blinds fully", "cover.b position 50, cover.l close"),
        ("open the blinds all the way and the curtains too", "cover.l open, cover.b open"),
        (
            "fully close the blinds and set the reading lamp to 30",
            "cover.l close, light.b2 brightness 30",
        ),
        ("blinds down to 30, the curtains all the way", "cover.l position 30, cover.b close"),
        ("the blinds up to 30, the curtains fully", "cover.l position 30, cover.b open"),
        (
            "living room blinds down to 30, those in the bedroom all the way",
            "cover.l position 30, cover.b close",
        ),
        (
            "put the blinds down to 30 and the curtains all the way",
            "cover.l position 30, cover.b close",
        ),
        ("hall light off completely and reading lamp to 30", "light.h off, light.b2 brightness 30"),
        ("garage door closed completely and reading lamp to 30", None),
    ],
)
def test_all_the_way_is_no_half_way(text: str, steps: str | None) -> None:
    """Beside another value it is one of its own, else it says nothing."""
    assert done(text) == write(read(steps or "cover.g close, light.b2 brightness 30"))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the kettle, actually turn on the reading lamp", "switch.kettle on, light.b2 on"),
        ("kettle on, actually the hall light off", "switch.kettle on, light.h off"),
        ("turn on the kettle, actually the reading lamp too", "switch.kettle on, light.b2 on"),
        ("turn on the kettle and actually the reading lamp", "switch.kettle on, light.b2 on"),
        ("actually the bedroom fan off", "fan.b off"),
        ("the bedroom fan off actually", "fan.b off"),
    ],
)
def test_actually_takes_nothing_back(text: str, steps: str) -> None:
    """Where what follows has a word of its own for what is to be done, or is joined by one."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("I want that TV is off. also turn on the kettle", "media_player.tv off, switch.kettle on"),
        ("I want TV is off and kettle is on", "media_player.tv off, switch.kettle on"),
        ("I'd like the reading lamp is on", "light.b2 on"),
        ("see that the front door is locked", "lock.front lock"),
        ("see that my kettle is on", "switch.kettle on"),
    ],
)
def test_what_is_told_behind_a_wish_is_wanted(text: str, steps: str) -> None:
    """It is no statement that nothing is to be done about."""
    assert done(text) == write(read(steps))


def test_what_is_seen_is_only_told() -> None:
    """Nobody wants what "I see that the TV is on" tells."""
    plan = understand("I see that the TV is on")
    assert plan is None or not plan.steps


@pytest.mark.parametrize("opening", ["let's do", "can you do", "could you do"])
def test_doing_a_scene(opening: str) -> None:
    """A scene is started that way, like "let's have"."""
    assert done(f"{opening} movie night") == write(read("scene.m on"))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("not only the kettle but also the hall light should be on", BOTH),
        ("turn on not only the kettle but also the hall light", BOTH),
    ],
)
def test_not_only_but_also(text: str, steps: str) -> None:
    """Both are meant."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("next, turn on the kettle", "switch.kettle on"),
        ("next turn on the kettle and the hall light", BOTH),
        ("okay next, the kettle on", "switch.kettle on"),
        ("next", "media_player.tv next"),
    ],
)
def test_next_in_front_of_a_command_skips_no_song(text: str, steps: str) -> None:
    """It only tells that another command comes."""
    assert done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "turn the lights in both the kitchen and the hall off",
        "turn the lights off in both the kitchen and the hall",
        "lights off in the kitchen and the hall",
    ],
)
def test_both_in_front_of_places(text: str) -> None:
    """It says no more than "and"."""
    assert done(text) == write(read("light.kc off, light.kl off, light.h off"))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("the hall light is to be on and have the kettle on", BOTH),
        (
            "the reading lamp is to be at 80 percent and have the kettle on",
            "light.b2 brightness 80, switch.kettle on",
        ),
        ("I want that the TV is not on", "media_player.tv off"),
        (
            "I could use the kettle as well as see that the TV is off",
            "switch.kettle on, media_player.tv off",
        ),
        ("set the curtains to one half", "cover.b position 50"),
    ],
)
def test_what_is_to_be(text: str, steps: str) -> None:
    """It is wanted, in whatever words."""
    assert done(text) == write(read(steps))
