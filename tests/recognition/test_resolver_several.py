"""Clear commands for several devices: lists and groups."""

import pytest

from tests.recognition.house import read, understand, write

SEVERAL = (
    (
        "turn on the kettle and the hall light, and the TV off",
        None,
        "switch.kettle on, light.h on, media_player.tv off",
    ),
    ("kettle and hall light both on", None, "switch.kettle on, light.h on"),
    (
        "switch off the upstairs lights and close the curtains there",
        None,
        "light.b off, light.b2 off, light.ba off, cover.b close",
    ),
    (
        "tv volume 20 and source netflix",
        None,
        "media_player.tv volume 20, media_player.tv source Netflix",
    ),
    (
        "TV to HDMI 1 and speaker on Netflix",
        None,
        "media_player.tv source HDMI 1, media_player.sp on, media_player.sp source Netflix",
    ),
    ("get the kettle boiling", None, "switch.kettle on"),
    ("have the kettle switched on please", None, "switch.kettle on"),
    ("switch the alarm to disarmed", None, "alarm_control_panel.a disarm"),
    ("light", "hall", "light.h on"),
    ("switch on the lamp and the fan in the kitchen", None, "light.kl on, fan.k on"),
    ("turn on the hall light and the bedroom fan off", None, "light.h on, fan.b off"),
    (
        "turn on the hall light, turn off the bedroom fan and open the blinds",
        None,
        "light.h on, fan.b off, cover.l open",
    ),
    ("turn the hall light on and the bedroom fan off", None, "light.h on, fan.b off"),
    (
        "turn on the hall light and the bedroom light, then turn off the tv",
        None,
        "light.h on, light.b on, media_player.tv off",
    ),
    (
        "turn off the tv and then close the blinds in the living room",
        None,
        "media_player.tv off, cover.l close",
    ),
    ("bathroom light on hall light off", None, "light.ba on, light.h off"),
    (
        "the hall light and the bathroom light off and the tv on",
        None,
        "light.h off, light.ba off, media_player.tv on",
    ),
    ("turn off the lamp, the fan and the tv", None, "light.kl off, fan.k off, media_player.tv off"),
    ("turn off the tv, fan and hall light", None, "media_player.tv off, fan.k off, light.h off"),
    ("close the blinds and the curtains", None, "cover.l close, cover.b close"),
    ("the kitchen and hall lights off", None, "light.kc off, light.kl off, light.h off"),
    (
        "turn on the lights in the kitchen and the hall",
        None,
        "light.kc on, light.kl on, light.h on",
    ),
    (
        "turn off the light in the bathroom and the one in the hall",
        None,
        "light.ba off, light.h off",
    ),
    (
        "turn on the hall light the bathroom light and the tv",
        None,
        "light.h on, light.ba on, media_player.tv on",
    ),
    ("kettle on, I mean off, and the TV off", None, "switch.kettle off, media_player.tv off"),
    ("TV off and the kettle running please", None, "media_player.tv off, switch.kettle on"),
    ("close the blinds, no, open them", None, "cover.l open"),
    ("dim the floor lamp to 20, no, off", None, "light.l1 off"),
    (
        "turn off the bedroom lights, leave the reading lamp for Karen",
        None,
        "light.b off",
    ),
    (
        "turn on the light in the hall and the bathroom",
        None,
        "light.h on, light.ba on",
    ),
    ("light in the hall and the bathroom on", None, "light.h on, light.ba on"),
    ("turn the tv off and mute the speaker", None, "media_player.tv off, media_player.sp mute"),
    ("mute the tv and the speaker", None, "media_player.tv mute, media_player.sp mute"),
    (
        "turn the bedroom light on and set it to 30 percent",
        None,
        "light.b on, light.b brightness 30",
    ),
    ("turn on the floor lamp and make it red", None, "light.l1 on, light.l1 colour red"),
    (
        "make the bedroom light blue and the floor lamp red",
        None,
        "light.b colour blue, light.l1 colour red",
    ),
    (
        "turn on lights in living room and set them to 40 percent",
        None,
        "light.l1 on, light.l2 on, light.l1 brightness 40, light.l2 brightness 40",
    ),
    (
        "set the tv volume to 30 and the speaker to 20",
        None,
        "media_player.tv volume 30, media_player.sp volume 20",
    ),
    ("fan to 50 percent and light off", "bedroom", "fan.b percentage 50, light.b off"),
    (
        "put the heating to 21 and turn off the tv",
        None,
        "climate.l temperature 21, media_player.tv off",
    ),
    (
        "turn the living room lights red and close the blinds",
        None,
        "light.l1 colour red, cover.l close",
    ),
    ("unlock the door and turn on the hall light", None, "lock.front unlock, light.h on"),
    ("the hall light is on, turn it off", None, "light.h off"),
)

SHARED = (
    ("lights on in the hall and in the bathroom", None, "light.h on, light.ba on"),
    (
        "shut everything off in the bathroom, all but the light",
        None,
        "media_player.sp off",
    ),
    ("everything can stay on, only the bathroom goes dark", None, "light.ba off"),
    (
        "any lights burning on the first floor can go off",
        None,
        "light.b off, light.b2 off, light.ba off",
    ),
    (
        "the hall light on, the kitchen lamp and the TV off",
        None,
        "light.h on, light.kl off, media_player.tv off",
    ),
    ("first close the curtains, then turn the telly on", None, "cover.b close, media_player.tv on"),
    (
        "first floor lights off, then the hall light on",
        None,
        "light.b off, light.b2 off, light.ba off, light.h on",
    ),
)

GROUPS = (
    (
        "turn off what is on in the kitchen",
        None,
        "light.kc off, light.kl off, fan.k off, switch.kettle off",
    ),
    (
        "switch off whatever's still on here",
        "kitchen",
        "light.kc off, light.kl off, fan.k off, switch.kettle off",
    ),
    ("close what is open upstairs", None, "cover.b close"),
    (
        "turn off all lights",
        None,
        (
            "light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off, "
            "light.b off, light.b2 off, light.ba off"
        ),
    ),
    ("kill the lights upstairs", None, "light.b off, light.b2 off, light.ba off"),
    ("lights off upstairs please", None, "light.b off, light.b2 off, light.ba off"),
    ("all lights on in the bedroom", None, "light.b on, light.b2 on"),
    ("every light in the living room off", None, "light.l1 off, light.l2 off"),
    ("both lamps off in the bedroom", None, "light.b off, light.b2 off"),
    ("both lights in the bedroom on", None, "light.b on, light.b2 on"),
    ("the hall light and the kettle, switch both on", None, "light.h on, switch.kettle on"),
    (
        "the reading lamp and the tv, turn both off please",
        None,
        "light.b2 off, media_player.tv off",
    ),
    ("the hall light, turn it on", None, "light.h on"),
    ("let the floor lamp be and turn off the tv", None, "media_player.tv off"),
    ("turn on two lights in the bedroom", None, "light.b on, light.b2 on"),
    (
        "turn off everything upstairs",
        None,
        "media_player.sp off, light.b off, light.b2 off, fan.b off, light.ba off",
    ),
    (
        "turn on everything in the kitchen",
        None,
        "light.kc on, light.kl on, fan.k on, switch.kettle on",
    ),
    ("turn on upstairs lights", None, "light.b on, light.b2 on, light.ba on"),
    ("turn on the first floor lights", None, "light.b on, light.b2 on, light.ba on"),
    ("turn off lights on first floor", None, "light.b off, light.b2 off, light.ba off"),
    (
        "turn the lights on the ground floor off",
        None,
        "light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off",
    ),
    ("open all blinds on the ground floor", None, "cover.l open"),
    (
        "switch on the lights upstairs and switch off the lights downstairs",
        None,
        (
            "light.b on, light.b2 on, light.ba on, light.kc off, light.kl off, light.h off, "
            "light.l1 off, light.l2 off"
        ),
    ),
    ("close the blinds in the living room and bedroom", None, "cover.l close, cover.b close"),
    (
        "turn on the lights in all rooms",
        None,
        (
            "light.kc on, light.kl on, light.h on, light.l1 on, light.l2 on, light.b on, "
            "light.b2 on, light.ba on"
        ),
    ),
    (
        "turn off the lights in the whole house",
        None,
        (
            "light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off, "
            "light.b off, light.b2 off, light.ba off"
        ),
    ),
    ("lock everything", None, "lock.front lock"),
    ("close everything", None, "cover.l close, cover.b close, cover.g close"),
    ("mute everything", None, "media_player.tv mute, media_player.sp mute"),
    (
        "make sure all the lights are off",
        None,
        (
            "light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off, "
            "light.b off, light.b2 off, light.ba off"
        ),
    ),
    (
        "lights out",
        None,
        (
            "light.kc off, light.kl off, light.h off, light.l1 off, light.l2 off, "
            "light.b off, light.b2 off, light.ba off"
        ),
    ),
)


@pytest.mark.parametrize(
    ("text", "area_id", "steps"),
    SEVERAL + SHARED + GROUPS,
)
def test_clear_commands_are_understood(text: str, area_id: str | None, steps: str) -> None:
    """Every device that is meant gets its step, and no other does."""
    plan = understand(text, area_id)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems
    assert not plan.deferred


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("kettle and hall light on", "switch.kettle on, light.h on"),
        ("turn off every single thing in the bathroom", "light.ba off"),
    ],
)
def test_all_that_is_named_is_meant(text: str, steps: str) -> None:
    """Nothing that is named is left out."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) >= write(read(steps))
