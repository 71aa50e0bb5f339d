"""What is said of a group and of one of it: only this one, all but that one, each in its place."""

import pytest

from tests.recognition.house import read, understand, write

MEANT = (
    ("lights off not in the hall just in the kitchen", None, "light.kc off, light.kl off"),
    ("lights off, not in the hall but in the kitchen", None, "light.kc off, light.kl off"),
    (
        "lights off not downstairs just upstairs please",
        None,
        "light.b off, light.b2 off, light.ba off",
    ),
    ("not the hall light just the bathroom light on dear", None, "light.ba on"),
    ("not the TV only the speaker off", None, "media_player.sp off"),
    ("lights off in here and in the hall", "kitchen", "light.kc off, light.kl off, light.h off"),
    (
        "turn off the lights here and upstairs",
        "hall",
        "light.h off, light.b off, light.b2 off, light.ba off",
    ),
    ("light on here and in the bathroom", "hall", "light.h on, light.ba on"),
    ("lights off upstairs, I mean in the kitchen", None, "light.kc off, light.kl off"),
    ("lights off downstairs, no, in the bedroom", None, "light.b off, light.b2 off"),
    (
        "turn the lights off in the kitchen and on upstairs",
        None,
        "light.kc off, light.kl off, light.b on, light.b2 on, light.ba on",
    ),
    ("turn off the kitchen, lights and fans", None, "light.kc off, light.kl off, fan.k off"),
    (
        "turn everything off in the living room except the music",
        None,
        "light.l1 off, light.l2 off, climate.l off",
    ),
    (
        "everything off in the living room but leave the music on",
        None,
        "light.l1 off, light.l2 off, climate.l off",
    ),
    ("bathroom light off but keep the music playing", None, "light.ba off"),
    (
        "all the lights off but leave the kitchen and the hall",
        None,
        "light.l1 off, light.l2 off, light.b off, light.b2 off, light.ba off",
    ),
    ("turn off the bedroom fan, no sorry, the kitchen one", None, "fan.k off"),
    (
        "open the blinds, turn off the hall light and put the bedroom one on",
        None,
        "cover.l open, light.h off, light.b on",
    ),
    ("leave just the reading lamp on in the bedroom", None, "light.b2 on, light.b off"),
    (
        "leave only the reading lamp and the floor lamp on, and turn the tv off",
        None,
        "media_player.tv off, light.b2 on, light.l1 on, light.b off, light.l2 off",
    ),
    (
        "all lights off, leave only the hall light and the bathroom light on",
        None,
        "light.b off, light.b2 off, light.kc off, light.kl off, light.l1 off, light.l2 off",
    ),
    ("leave the hall light and the bathroom light on, and the tv off", None, "media_player.tv off"),
    ("only the reading lamp should be on upstairs", None, "light.b2 on, light.b off, light.ba off"),
    ("nothing but the floor lamp should be on", "living_room", "light.l1 on, light.l2 off"),
    ("only the floor lamp should be on", "living_room", "light.l1 on, light.l2 off"),
    (
        "just the hall light should be on",
        None,
        (
            "light.h on, light.kc off, light.kl off, light.l1 off, light.l2 off, "
            "light.b off, light.b2 off, light.ba off"
        ),
    ),
    ("turn off the bedroom lights, just the reading one", None, "light.b2 off"),
    ("switch on the lights in the kitchen but only the lamp", None, "light.kl on"),
    (
        "all lights upstairs out, only the reading lamp not",
        None,
        "light.b off, light.ba off",
    ),
    ("turn off the lights upstairs but not the bathroom or the reading light", None, "light.b off"),
    (
        "turn off all lamps upstairs except the bedroom light",
        None,
        "light.b2 off, light.ba off",
    ),
    (
        "leave the bedroom light on but turn off every other light",
        None,
        (
            "light.h off, light.kc off, light.kl off, light.l1 off, light.l2 off, "
            "light.b2 off, light.ba off"
        ),
    ),
    ("put the light on upstairs in the bathroom", None, "light.ba on"),
    ("lights off on the ground floor in the hall", None, "light.h off"),
    ("lights off upstairs, the reading lamp excepted", None, "light.b off, light.ba off"),
    ("make it dark upstairs, all lights off", None, "light.b off, light.b2 off, light.ba off"),
    ("all lamps off but the one in the kitchen", None, "light.l1 off, light.b2 off"),
    (
        "close everything upstairs, I mean the curtains",
        None,
        "cover.b close",
    ),
    ("the lights upstairs all off", None, "light.b off, light.b2 off, light.ba off"),
    (
        "turn off the lights in the kitchen and up in the bedroom",
        None,
        "light.kc off, light.kl off, light.b off, light.b2 off",
    ),
    ("turn off the light in the bathroom and on in the hall", None, "light.ba off, light.h on"),
    ("don't turn on the reading lamp, just the bedroom light", None, "light.b on"),
    (
        "lights off everywhere but in the living room",
        None,
        "light.kc off, light.kl off, light.h off, light.b off, light.b2 off, light.ba off",
    ),
    ("lamp on and fan off in the kitchen", None, "light.kl on, fan.k off"),
    (
        "lights off on both floors",
        None,
        (
            "light.kc off, light.kl off, light.h off, light.l1 off, "
            "light.l2 off, light.b off, light.b2 off, light.ba off"
        ),
    ),
    (
        "speaker to Netflix and volume 25",
        None,
        "media_player.sp on, media_player.sp source Netflix, media_player.sp volume 25",
    ),
    ("the lights upstairs off, but leave me the reading lamp", None, "light.b off, light.ba off"),
    (
        "are you able to turn off the lights upstairs",
        None,
        "light.b off, light.b2 off, light.ba off",
    ),
    ("don't turn the lights on upstairs, just in the kitchen", None, "light.kc on, light.kl on"),
    ("don't open the curtains, only the blinds in the living room", None, "cover.l open"),
    ("only the bedroom fan on, nothing else", None, "fan.b on, fan.k off"),
    (
        "leave the ceiling light on and turn the rest of the kitchen off",
        None,
        "light.kl off, fan.k off, switch.kettle off",
    ),
    ("turn on the hall light but no lamp in the kitchen", None, "light.h on"),
    (
        "fan and kettle on in the kitchen, the lamp doesn't matter",
        None,
        "fan.k on, switch.kettle on",
    ),
    (
        "upstairs lights off, but let the reading lamp burn",
        None,
        "light.b off, light.ba off",
    ),
    ("upstairs lights off but the reading lamp keeps burning", None, "light.b off, light.ba off"),
    ("kettle on, but the hall light no", None, "switch.kettle on"),
    ("turn the reading lamp on and the other two off", "bedroom", "light.b2 on, light.b off"),
    ("without the kettle please, just the hall light on", None, "light.h on"),
    ("everything may stay as it is except the bathroom light, that goes off", None, "light.ba off"),
    (
        "lights off downstairs but not here in the living room",
        None,
        "light.kc off, light.kl off, light.h off",
    ),
    ("all lights off upstairs save the reading lamp", None, "light.b off, light.ba off"),
    (
        "it can be dark in here, all lights off",
        "living_room",
        "light.l1 off, light.l2 off",
    ),
    ("bedroom: all lights on", None, "light.b on, light.b2 on"),
    ("kitchen turn on the lamp", None, "light.kl on"),
    (
        "turn off the lights and the fans on the first floor",
        None,
        "light.b off, light.b2 off, light.ba off, fan.b off",
    ),
    ("light and speaker on in the bathroom", None, "light.ba on, media_player.sp on"),
    ("switch off whatever lights are on upstairs", None, "light.b off, light.b2 off, light.ba off"),
    ("lights off all over the first floor", None, "light.b off, light.b2 off, light.ba off"),
    ("turn the speaker louder, to 25", None, "media_player.sp volume 25"),
    (
        "I only want the reading lamp on in the bedroom, not the other one",
        None,
        "light.b2 on, light.b off",
    ),
    ("we only want the lamp on in the kitchen", None, "light.kl on, light.kc off"),
    ("can u turn on the kettle", None, "switch.kettle on"),
    ("please to turn on the kettle and the hall light", None, "switch.kettle on, light.h on"),
)


@pytest.mark.parametrize(("text", "area_id", "steps"), MEANT)
def test_a_group_and_what_is_said_of_one_of_it(text: str, area_id: str | None, steps: str) -> None:
    """Everything that is meant moves, and nothing else does."""
    plan = understand(text, area_id)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems


def test_what_is_a_blind_elsewhere_is_asked_about_where_there_are_curtains() -> None:
    """The home has blinds, but in another room."""
    plan = understand("open the blind in the bedroom")
    assert plan is not None
    assert write(plan.steps) == write(read("cover.b open"))
    assert plan.unsure


def test_what_is_called_curtains_here_is_asked_for_where_it_is_a_blind() -> None:
    """The home tells them apart, but the living room has nothing else that can be meant."""
    plan = understand("open the curtains in the living room")
    assert plan is not None
    assert plan.unsure
    assert write(plan.steps) == {"cover.l open"}


def test_a_room_that_is_not_on_the_floor_that_is_named_is_none() -> None:
    """Neither the floor nor the room is meant then."""
    plan = understand("turn on the light in the upstairs kitchen")
    assert plan is None or not plan.steps
    assert understand("turn on the lights in the ground floor hall") is not None


def test_where_nothing_of_the_kind_is_nothing_is_asked() -> None:
    """The kitchen has neither curtains nor blinds."""
    plan = understand("open the curtains in the kitchen")
    assert plan is not None
    assert not plan.steps
    assert [each.subject for each in plan.problems] == ["kitchen curtains"]


@pytest.mark.parametrize("text", ["put the TV 4 on", "turn the speaker 2 off"])
def test_a_number_in_a_name_is_no_value(text: str) -> None:
    """A station is called so, or a device that the home does not have."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    "text", ["leave just the tv on", "leave only the hall light on", "leave only the kitchen on"]
)
def test_one_without_others_near_by_may_be_the_only_one_at_home(text: str) -> None:
    """Or of all that is on in its room: that is not known."""
    assert understand(text) is None
