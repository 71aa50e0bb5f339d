"""Clear commands for several devices but some: "all but", "except", "not"."""

import pytest

from tests.recognition.farm import on_farm
from tests.recognition.house import done, read, understand, write

EXCEPTIONS = (
    ("all lights upstairs off but the reading lamp", None, "light.b off, light.ba off"),
    (
        "all but the hall light off",
        None,
        ", ".join(f"light.{name} off" for name in ("kc", "kl", "l1", "l2", "b", "b2", "ba")),
    ),
    (
        "turn off the hall light and keep the tv at 20 percent",
        None,
        "light.h off, media_player.tv volume 20",
    ),
    ("turn off the tv instead of the speaker", None, "media_player.tv off"),
    ("rather than the floor lamp turn on the hall light", None, "light.h on"),
    ("not only the tv but also the speaker off", None, "media_player.tv off, media_player.sp off"),
    ("without touching the lamp, turn off the lights in the kitchen", None, "light.kc off"),
    ("turn off the lights, but only in the kitchen", None, "light.kc off, light.kl off"),
    (
        "turn off the floor lamp but keep the reading one on",
        None,
        "light.l1 off",
    ),
    ("tv off, speaker stays off", None, "media_player.tv off"),
    ("turn the bedroom lights off, only the reading lamp not", None, "light.b off"),
    ("the lights upstairs off, not in the bathroom", None, "light.b off, light.b2 off"),
    (
        "lights off in the kitchen, not in the living room",
        None,
        "light.kc off, light.kl off",
    ),
    (
        "turn on the lights upstairs except the one in the bathroom, that goes off",
        None,
        "light.b on, light.b2 on, light.ba off",
    ),
    ("hall light off, but the floor lamp no", None, "light.h off"),
    (
        "all the lights upstairs off, all of them, just not in the bedroom",
        None,
        "light.ba off",
    ),
    ("turn off the bedroom lights, only the reading one", None, "light.b2 off"),
    ("turn on the kitchen lights, but only the ceiling one", None, "light.kc on"),
    ("switch off the lights, only the hall light", None, "light.h off"),
    ("never mind the kettle, turn on the speaker", None, "media_player.sp on"),
    ("never mind the kettle turn on the speaker", None, "media_player.sp on"),
    ("turn on the speaker, never mind the kettle", None, "media_player.sp on"),
    ("forget about the kettle and turn on the speaker", None, "media_player.sp on"),
    ("never mind, turn on the speaker", None, "media_player.sp on"),
    ("kitchen lights on, never mind the lamp", None, "light.kc on"),
    (
        "turn off all lights except the bathroom light",
        None,
        (
            "light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off, "
            "light.b off, light.b2 off"
        ),
    ),
    (
        "turn everything off but leave the fan on",
        None,
        (
            "light.kc off, light.kl off, switch.kettle off, light.h off, light.l1 off, "
            "light.l2 off, media_player.tv off, media_player.sp off, climate.l off, "
            "light.b off, light.b2 off, light.ba off"
        ),
    ),
    (
        "turn off all the lights but the bathroom",
        None,
        (
            "light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off, "
            "light.b off, light.b2 off"
        ),
    ),
    (
        "everything off in the kitchen except the kettle",
        None,
        "light.kc off, light.kl off, fan.k off",
    ),
    (
        "turn off all lights apart from the ones in the bedroom",
        None,
        "light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off, light.ba off",
    ),
    ("turn off the kitchen lights but not the lamp", None, "light.kc off"),
    ("turn on the hall light not the bathroom light", None, "light.h on"),
    ("don't turn off the tv but turn off the bathroom light", None, "light.ba off"),
    ("turn off the tv but don't touch the fan", None, "media_player.tv off"),
    (
        "turn off all lights but keep the hall light on",
        None,
        (
            "light.kc off, light.kl off, light.l1 off, light.l2 off, light.b off, "
            "light.b2 off, light.ba off"
        ),
    ),
    (
        "everything upstairs off but the fan",
        None,
        "media_player.sp off, light.b off, light.b2 off, light.ba off",
    ),
    (
        "turn off everything except the lights",
        None,
        (
            "fan.k off, switch.kettle off, media_player.tv off, media_player.sp off, "
            "climate.l off, fan.b off"
        ),
    ),
    (
        "turn off everything apart from the tv and the kettle",
        None,
        (
            "light.kc off, light.kl off, fan.k off, light.h off, light.l1 off, light.l2 off, "
            "media_player.sp off, climate.l off, light.b off, light.b2 off, fan.b off, "
            "light.ba off"
        ),
    ),
    (
        "everything except the tv off",
        None,
        (
            "light.kc off, light.kl off, fan.k off, switch.kettle off, light.h off, "
            "light.l1 off, light.l2 off, media_player.sp off, climate.l off, light.b off, "
            "light.b2 off, fan.b off, light.ba off"
        ),
    ),
    (
        "all lights but the hall light on",
        None,
        (
            "light.kc on, light.kl on, light.l1 on, light.l2 on, light.b on, light.b2 on, "
            "light.ba on"
        ),
    ),
    (
        "turn everything on but the tv",
        None,
        (
            "light.kc on, light.kl on, fan.k on, switch.kettle on, light.h on, light.l1 on, "
            "light.l2 on, media_player.sp on, light.b on, light.b2 on, fan.b on, light.ba on"
        ),
    ),
    (
        "dim all lights except the reading lamp to 20%",
        None,
        (
            "light.kc brightness 20, light.kl brightness 20, light.l1 brightness 20, "
            "light.l2 brightness 20, light.b brightness 20"
        ),
    ),
    (
        "turn off the lights downstairs, keep the hall one on",
        None,
        "light.kc off, light.kl off, light.l1 off, light.l2 off",
    ),
    (
        "all lights upstairs off, only the one in the bathroom stays",
        None,
        "light.b off, light.b2 off",
    ),
    ("TV off, but the kettle stays on", None, "media_player.tv off"),
    ("not the kettle, the TV off", None, "media_player.tv off"),
    ("leave only the floor lamp on", None, "light.l1 on, light.l2 off"),
    ("only turn on the hall light", None, "light.h on"),
    ("turn on only the hall light", None, "light.h on"),
    (
        "turn on the hall light and turn off all the other lights",
        None,
        (
            "light.h on, light.kc off, light.kl off, light.l1 off, light.l2 off, "
            "light.b off, light.b2 off, light.ba off"
        ),
    ),
)


@pytest.mark.parametrize(("text", "area_id", "steps"), EXCEPTIONS)
def test_what_is_left_out_stays_as_it_is(text: str, area_id: str | None, steps: str) -> None:
    """Every other device that is meant gets its step."""
    plan = understand(text, area_id)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems
    assert not plan.deferred


KITCHEN = "light.kc off, light.kl off, fan.k off"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn everything but the kettle off in the kitchen", KITCHEN),
        ("turn off everything but the kettle in the kitchen", KITCHEN),
        ("turn off everything except the kettle in the kitchen", KITCHEN),
        ("turn anything but the kettle off in the kitchen", KITCHEN),
        ("anything but the kettle can go off in the kitchen", KITCHEN),
        (
            "turn off all the lights except the reading lamp on the first floor",
            "light.b off, light.ba off",
        ),
        ("turn off all the lights but the reading lamp upstairs", "light.b off, light.ba off"),
        ("turn everything but the bedroom fan off upstairs", None),
    ],
)
def test_the_place_of_a_group_may_stand_behind_its_exception(text: str, steps: str | None) -> None:
    """What is left out is known without it, and stays as it is."""
    upstairs = "light.b off, light.b2 off, light.ba off, media_player.sp off"
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps or upstairs))


@pytest.mark.parametrize(
    "text",
    [
        "turn off all the lights except the hall light in the hall",
        "turn off all the lights except the ceiling light in the living room",
        "turn off all the lights except the reading lamp in the bedroom",
        "turn off all the lights in the house except the reading lamp in the bedroom",
    ],
)
def test_where_the_exception_is_may_be_its_own_place(text: str) -> None:
    """Nothing else is there, or only the place tells which one is left out, or another is named."""
    plan = understand(text)
    assert plan is not None
    assert {"light.kc off", "light.l1 off"} <= write(plan.steps)
    left_out = {"light.h off", "light.l2 off", "light.b2 off"} - write(plan.steps)
    assert len(left_out) == 1


@pytest.mark.parametrize(
    "text",
    [
        "set all radiators to 19 but the kitchen to 21",
        "kitchen radiator to 21 and all the radiators to 19",
    ],
)
def test_a_part_of_a_group_that_is_named_goes_before_it(text: str) -> None:
    """Whatever is said first: nothing is set twice."""
    plan = on_farm(text)
    assert plan is not None
    assert write(plan.steps) == {"climate.k temperature 21", "climate.g temperature 19"}
    assert len(plan.steps) == 2


def test_an_exception_to_nothing_is_left_to_others() -> None:
    """It says nothing of what is meant besides."""
    assert understand("only the hall light not") is None


def test_an_exception_goes_to_its_own_value() -> None:
    """Behind it "that" is what is left out, and no other."""
    plan = understand("all lights off but the floor lamp, that goes to 20")
    assert plan is not None
    steps = write(plan.steps)
    assert "light.l1 brightness 20" in steps
    assert "light.kc off" in steps
    assert "light.l1 off" not in steps


@pytest.mark.parametrize(
    "text",
    [
        "apart from the one in the kitchen turn off all the lights downstairs",
        "except the kitchen lights turn all lights off downstairs",
        "with the exception of the kitchen turn off the lights downstairs",
    ],
)
def test_an_exception_in_front_needs_no_pause(text: str) -> None:
    """Where speech is written down there is none."""
    assert done(text) == {"light.h off", "light.l1 off", "light.l2 off"}
