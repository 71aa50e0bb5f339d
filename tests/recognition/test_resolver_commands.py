"""Commands that are clear without a model: devices, rooms, politeness, slips of the pen."""

import pytest

from tests.recognition.house import read, understand, write

DIRECT = (
    ("turn on the hall light", None, "light.h on"),
    ("turn the hall light off", None, "light.h off"),
    ("Hall light on!", None, "light.h on"),
    ("hall lights on", None, "light.h on"),
    ("switch hall light on", None, "light.h on"),
    ("light up the hall light", None, "light.h on"),
    ("kill the hall light", None, "light.h off"),
    ("shut off the tv", None, "media_player.tv off"),
    ("power down the tv", None, "media_player.tv off"),
    ("put the kettle on", None, "switch.kettle on"),
    ("put on the kettle", None, "switch.kettle on"),
    ("kettle on", None, "switch.kettle on"),
    ("turn the hall lamp on", None, "light.h on"),
    ("turn on the lamp in the hall", None, "light.h on"),
    ("turn on the bulb in the hall", None, "light.h on"),
    ("turn on kitchen ceiling", None, "light.kc on"),
    ("kitchen ceiling lamp on", None, "light.kc on"),
    ("turn on the ceiling lamp in the living room", None, "light.l2 on"),
    ("turn off the telly", None, "media_player.tv off"),
    ("turn on the radio", None, "media_player.sp on"),
    ("start the fan in the kitchen", None, "fan.k on"),
    ("stop the bedroom fan", None, "fan.b off"),
    ("open the garage door", None, "cover.g open"),
    ("open the garage", None, "cover.g open"),
    ("close the garage", None, "cover.g close"),
    ("lock the front door", None, "lock.front lock"),
    ("unlock the front door", None, "lock.front unlock"),
    ("unlock the door", None, "lock.front unlock"),
    ("lock all doors", None, "lock.front lock"),
    ("open the front door", None, "lock.front unlock"),
    ("shut the front door", None, "lock.front lock"),
    ("activate movie night", None, "scene.m on"),
    ("movie night", None, "scene.m on"),
    ("get the kettle started", None, "switch.kettle on"),
    ("have the bedroom fan running", None, "fan.b on"),
    ("have the hall light on", None, "light.h on"),
    ("get the curtains open", None, "cover.b open"),
    ("draw the curtains back", None, "cover.b open"),
    ("bring the blinds in", None, "cover.l close"),
    ("put a stop to the kettle", None, "switch.kettle off"),
    ("the kettle goes on", None, "switch.kettle on"),
    ("let robby clean", None, "vacuum.v start"),
    ("all lights off on the upper floor", None, "light.b off, light.b2 off, light.ba off"),
    ("start the vacuum", None, "vacuum.v start"),
    ("start robby", None, "vacuum.v start"),
    ("stop robby", None, "vacuum.v stop"),
    ("pause robby", None, "vacuum.v pause"),
    ("send robby home", None, "vacuum.v dock"),
    ("dock the vacuum", None, "vacuum.v dock"),
    ("find the vacuum", None, "vacuum.v locate"),
    ("vacuum the hall", None, "vacuum.v start"),
    ("toggle the hall light", None, "light.h on"),
    ("mute the tv", None, "media_player.tv mute"),
    ("unmute the tv", None, "media_player.tv unmute"),
    ("stop the blinds", None, "cover.l stop"),
    ("oscillate the bedroom fan", None, "fan.b oscillate"),
    ("disarm the alarm", None, "alarm_control_panel.a disarm"),
    ("blinds up in the living room", None, "cover.l open"),
    ("curtains down in the bedroom", None, "cover.b close"),
    ("turn off the light up in the bathroom", None, "light.ba off"),
    ("arm the alarm", None, "alarm_control_panel.a arm_away"),
    ("turn the alarm on", None, "alarm_control_panel.a arm_away"),
    ("arm the alarm away", None, "alarm_control_panel.a arm_away"),
    ("arm the alarm in night mode", None, "alarm_control_panel.a arm_night"),
)

ROOM = (
    ("turn on the lamp", "kitchen", "light.kl on"),
    ("turn on the light", "bathroom", "light.ba on"),
    ("turn on the light", "hall", "light.h on"),
    ("turn off the light", "kitchen", "light.kc off"),
    ("turn off the lights", "living_room", "light.l1 off, light.l2 off"),
    ("turn on my light", "bathroom", "light.ba on"),
    ("turn on the light in here", "bathroom", "light.ba on"),
    ("cut the lights", "bathroom", "light.ba off"),
    ("turn on the ceiling", "kitchen", "light.kc on"),
    ("turn down the lights", "living_room", "light.l1 down"),
    ("fan faster", "bedroom", "fan.b up"),
    ("turn the fan up", "bedroom", "fan.b up"),
    ("make it brighter", "living_room", "light.l1 up"),
    ("make it warmer", "living_room", "climate.l up"),
    ("less light", "living_room", "light.l1 down"),
    ("light to red", "bedroom", "light.b colour red"),
    ("lights 50 percent", "bedroom", "light.b brightness 50, light.b2 brightness 50"),
    ("turn on the lamp and the fan in the kitchen", "bathroom", "light.kl on, fan.k on"),
    ("blinds up", "living_room", "cover.l open"),
    ("put the blinds down", "living_room", "cover.l close"),
    ("turn on the light", "bedroom", "light.b on"),
    ("turn on the lamp", "bedroom", "light.b2 on"),
)

POLITE = (
    ("could you please maybe turn on the hall light", None, "light.h on"),
    ("Hey, would you mind switching the hall light off for me please?", None, "light.h off"),
    ("um could you uh turn off the uh bathroom light", None, "light.ba off"),
    ("i'd like the bedroom light on", None, "light.b on"),
    ("i want the bathroom light off please", None, "light.ba off"),
    ("please turn on, um, the hall light", None, "light.h on"),
    ("can you turn the hall light on?", None, "light.h on"),
    ("turn on the hall light?", None, "light.h on"),
    ("would you turn the hall light on", None, "light.h on"),
    ("you can turn the hall light off now", None, "light.h off"),
    ("it would be nice if you could turn on the hall light", None, "light.h on"),
    ("do me a favor and turn on the hall light", None, "light.h on"),
    ("make sure the hall light is off", None, "light.h off"),
    ("please ensure that the front door is locked", None, "lock.front lock"),
    (
        "could you turn on the hall light and also maybe the kettle",
        None,
        "light.h on, switch.kettle on",
    ),
    (
        "turn the hall light and bathroom light and tv off please thanks",
        None,
        "light.h off, light.ba off, media_player.tv off",
    ),
)

MISSPELT = (
    ("trn on teh hall lihgt", None, "light.h on"),
    ("kitchen fann on", None, "fan.k on"),
    ("trun of the hall ligt", None, "light.h off"),
    ("swich of the bathrom light", None, "light.ba off"),
    ("turn on the bed room lite", None, "light.b on"),
    ("turn off the tellie", None, "media_player.tv off"),
    ("turn of the bathroom light", None, "light.ba off"),
    ("turn on the hall ligth", None, "light.h on"),
    ("close the curtans in the bedroom", None, "cover.b close"),
    ("set the termostat to 21 degrees", None, "climate.l temperature 21"),
    ("turn on the bath light", None, "light.ba on"),
    ("set the flor lamp to 30 percent", None, "light.l1 brightness 30"),
    ("dim the floor lmap to 20 percent", None, "light.l1 brightness 20"),
    ("trun on teh hall light", None, "light.h on"),
)


@pytest.mark.parametrize(
    ("text", "area_id", "steps"),
    DIRECT + ROOM + POLITE + MISSPELT,
)
def test_clear_commands_are_understood(text: str, area_id: str | None, steps: str) -> None:
    """Every device that is meant gets its step, and no other does."""
    plan = understand(text, area_id)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems
    assert not plan.deferred
