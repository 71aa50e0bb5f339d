"""What shows that a row of the table works: one case per row, in the words of Home Assistant."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from custom_components.llm_iot.models import Value

type Call = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Case:
    """An action on a device."""

    entity_id: str
    shows: Mapping[str, Any]
    """Attributes afterwards; `state` is the state."""
    value: Value | None = None
    """What is asked for, as a person says it."""
    start: tuple[Call, ...] = ()
    """Services that bring it to where it can be seen to change."""
    seconds: int = 0
    """How long it takes to arrive."""


def call(service: str, **data: Any) -> Call:
    """Return a service call of the device's domain."""
    return service, data


LAMP, STRIP = "light.ceiling_lights", "light.bed_light"
FAN, PRESET_FAN = "fan.living_room_fan", "fan.preset_only_limited_fan"
PLAYER, TV = "media_player.walkman", "media_player.lounge_room"
BLIND, ORCHARD, GARDEN = "cover.living_room_window", "valve.orchard", "valve.back_garden"
DOOR, LATCH = "lock.front_door", "lock.openable_lock"
AC, HEAT_PUMP, ECOBEE = "climate.hvac", "climate.heatpump", "climate.ecobee"
BOILER, MOISTENER, HYGROSTAT = (
    "water_heater.demo_water_heater_celsius",
    "humidifier.humidifier",
    "humidifier.hygrostat",
)
ROBOT, MOWER = "vacuum.demo_vacuum_0_ground_floor", "lawn_mower.mower"
ALARM = "alarm_control_panel.house"
OFF, ON = call("turn_off"), call("turn_on")
TO_HEAT, TO_COOL = call("set_hvac_mode", hvac_mode="heat"), call("set_hvac_mode", hvac_mode="cool")
HALF_LOUD = call("volume_set", volume_level=0.5)
DIM = call("turn_on", brightness_pct=40)
SLOW = call("set_percentage", percentage=33)
DISARM, ARM = call("alarm_disarm"), call("alarm_arm_away")

CASES: Mapping[str, Case] = {
    "light.on": Case(LAMP, {"state": "on"}, start=(OFF,)),
    "light.off": Case(LAMP, {"state": "off"}),
    "light.brightness": Case(LAMP, {"brightness": 102}, 40),
    "light.up": Case(LAMP, {"brightness": 140}, 15, (DIM,)),
    "light.down": Case(LAMP, {"brightness": 51}, None, (DIM,)),
    "light.colour": Case(LAMP, {"rgb_color": (0, 0, 255), "color_mode": "hs"}, "Blue"),
    "light.kelvin": Case(LAMP, {"color_temp_kelvin": 4000, "color_mode": "color_temp"}, "cool"),
    "light.cooler": Case(LAMP, {"color_temp_kelvin": 3131}),
    "light.warmer": Case(LAMP, {"color_temp_kelvin": 2431}, 200),
    "light.effect": Case(STRIP, {"effect": "off"}, "off", (call("turn_on", effect="rainbow"),)),
    "fan.on": Case(FAN, {"state": "on"}),
    "fan.off": Case(FAN, {"state": "off"}, start=(SLOW,)),
    "fan.percentage": Case(FAN, {"percentage": 66}, 60, (SLOW,)),
    "fan.up": Case(FAN, {"percentage": 66}, None, (SLOW,)),
    "fan.down": Case(FAN, {"percentage": 33}, None, (call("set_percentage", percentage=66),)),
    "fan.oscillate": Case(FAN, {"oscillating": True}),
    "fan.steady": Case(FAN, {"oscillating": False}, None, (call("oscillate", oscillating=True),)),
    "fan.forward": Case(
        FAN, {"direction": "forward"}, None, (call("set_direction", direction="reverse"),)
    ),
    "fan.reverse": Case(FAN, {"direction": "reverse"}),
    "fan.preset": Case(
        PRESET_FAN,
        {"preset_mode": "sleep"},
        "Sleep",
        (call("set_preset_mode", preset_mode="smart"),),
    ),
    "switch.on": Case("switch.ac", {"state": "on"}),
    "switch.off": Case("switch.ac", {"state": "off"}, start=(ON,)),
    "input_boolean.on": Case("input_boolean.guests", {"state": "on"}),
    "input_boolean.off": Case("input_boolean.guests", {"state": "off"}, start=(ON,)),
    "media_player.on": Case(PLAYER, {"state": "playing"}, start=(OFF,)),
    "media_player.off": Case(PLAYER, {"state": "off"}),
    "media_player.play": Case(PLAYER, {"state": "playing"}, start=(call("media_pause"),)),
    "media_player.pause": Case(PLAYER, {"state": "paused"}),
    "media_player.stop": Case(PLAYER, {"state": "off"}),
    "media_player.next": Case(PLAYER, {"media_track": 2}),
    "media_player.previous": Case(PLAYER, {"media_track": 1}, start=(call("media_next_track"),)),
    "media_player.mute": Case(PLAYER, {"is_volume_muted": True}),
    "media_player.unmute": Case(
        PLAYER, {"is_volume_muted": False}, start=(call("volume_mute", is_volume_muted=True),)
    ),
    "media_player.volume": Case(PLAYER, {"volume_level": 0.3}, 30),
    "media_player.up": Case(PLAYER, {"volume_level": 0.6}, None, (HALF_LOUD,)),
    "media_player.down": Case(PLAYER, {"volume_level": 0.35}, 15, (HALF_LOUD,)),
    "media_player.source": Case(TV, {"source": "youtube"}, "YouTube"),
    "cover.open": Case(BLIND, {"state": "open", "current_position": 100}, seconds=5),
    "cover.close": Case(BLIND, {"state": "closed", "current_position": 0}, seconds=9),
    "cover.stop": Case(BLIND, {"state": "open"}, start=(call("open_cover"),)),
    "cover.position": Case(BLIND, {"current_position": 40}, 40, seconds=5),
    "cover.up": Case(BLIND, {"current_position": 90}, seconds=4),
    "cover.down": Case(BLIND, {"current_position": 60}, 10, seconds=4),
    "cover.tilt": Case(BLIND, {"current_tilt_position": 40}, 40, seconds=4),
    "cover.tilt_open": Case(BLIND, {"current_tilt_position": 100}, seconds=7),
    "cover.tilt_close": Case(BLIND, {"current_tilt_position": 0}, seconds=7),
    "valve.open": Case(ORCHARD, {"state": "open"}),
    "valve.close": Case("valve.front_garden", {"state": "closed"}),
    "valve.stop": Case(GARDEN, {"state": "open"}, start=(call("set_valve_position", position=20),)),
    "valve.position": Case(GARDEN, {"current_position": 50}, 50, seconds=4),
    "lock.lock": Case("lock.kitchen_door", {"state": "locked"}),
    "lock.unlock": Case(DOOR, {"state": "unlocked"}),
    "lock.open": Case(LATCH, {"state": "open"}),
    "climate.on": Case(HEAT_PUMP, {"state": "heat"}, start=(OFF,)),
    "climate.off": Case(HEAT_PUMP, {"state": "off"}),
    "climate.heat": Case(AC, {"state": "heat"}),
    "climate.cool": Case(AC, {"state": "cool"}, start=(TO_HEAT,)),
    "climate.heat_cool": Case(ECOBEE, {"state": "heat_cool"}, start=(TO_COOL,)),
    "climate.auto": Case(AC, {"state": "auto"}),
    "climate.dry": Case(AC, {"state": "dry"}),
    "climate.fan_only": Case(AC, {"state": "fan_only"}),
    "climate.temperature": Case(AC, {"temperature": 23}, 23),
    "climate.range": Case(ECOBEE, {"target_temp_low": 20, "target_temp_high": 23}, "20-23"),
    "climate.up": Case(AC, {"temperature": 23}, 2),
    "climate.down": Case(AC, {"temperature": 20}),
    "climate.preset": Case(ECOBEE, {"preset_mode": "eco"}, "Eco"),
    "climate.fan_mode": Case(AC, {"fan_mode": "auto_low"}, "auto low"),
    "climate.humidity": Case(AC, {"humidity": 50}, 50, (call("set_humidity", humidity=65),)),
    "water_heater.on": Case(BOILER, {"state": "eco"}, start=(OFF,)),
    "water_heater.off": Case(BOILER, {"state": "off"}),
    "water_heater.temperature": Case(BOILER, {"temperature": 50}, 50),
    "water_heater.up": Case(BOILER, {"temperature": 46}),
    "water_heater.down": Case(BOILER, {"temperature": 43.3}, 5),
    "water_heater.mode": Case(BOILER, {"operation_mode": "heat_pump"}, "heat pump"),
    "humidifier.on": Case(MOISTENER, {"state": "on"}, start=(OFF,)),
    "humidifier.off": Case(MOISTENER, {"state": "off"}),
    "humidifier.humidity": Case(MOISTENER, {"humidity": 45}, 44),
    "humidifier.up": Case(MOISTENER, {"humidity": 70}),
    "humidifier.down": Case(MOISTENER, {"humidity": 55}, 10),
    "humidifier.mode": Case(HYGROSTAT, {"mode": "eco"}, "eco"),
    "vacuum.start": Case(ROBOT, {"state": "cleaning"}, seconds=31),
    "vacuum.pause": Case(ROBOT, {"state": "paused"}, start=(call("start"),)),
    "vacuum.stop": Case(ROBOT, {"state": "idle"}, start=(call("start"),)),
    "vacuum.dock": Case(ROBOT, {"state": "docked"}, start=(call("start"),), seconds=31),
    "vacuum.locate": Case(ROBOT, {"state": "idle"}),
    "vacuum.fan_speed": Case(ROBOT, {"fan_speed": "max"}, "Max"),
    "lawn_mower.start": Case(MOWER, {"state": "mowing"}),
    "lawn_mower.pause": Case(MOWER, {"state": "paused"}, start=(call("start_mowing"),)),
    "lawn_mower.stop": Case(MOWER, {"state": "idle"}, start=(call("start_mowing"),)),
    "lawn_mower.dock": Case(MOWER, {"state": "docked"}, start=(call("start_mowing"),)),
    "scene.on": Case("scene.relax", {}),
    "script.on": Case("script.air_the_room", {"state": "off"}),
    "script.off": Case("script.long", {"state": "off"}, start=(ON,)),
    "button.press": Case("button.push", {}),
    "input_button.press": Case("input_button.bell", {}),
    "select.option": Case("select.speed", {"state": "light_speed"}, "Light speed"),
    "input_select.option": Case("input_select.mode", {"state": "Movie night"}, "movie night"),
    "number.value": Case("number.volume", {"state": "70.0"}, 70),
    "number.up": Case("number.volume", {"state": "52.0"}),
    "number.down": Case("number.volume", {"state": "40.0"}, 2),
    "input_number.value": Case("input_number.level", {"state": "25.0"}, 24),
    "input_number.up": Case("input_number.level", {"state": "15.0"}),
    "input_number.down": Case("input_number.level", {"state": "0.0"}, 20),
    "siren.on": Case("siren.siren", {"state": "on"}, start=(OFF,)),
    "siren.off": Case("siren.siren", {"state": "off"}),
    "alarm_control_panel.arm_home": Case(ALARM, {"state": "armed_home"}),
    "alarm_control_panel.arm_away": Case(ALARM, {"state": "armed_away"}),
    "alarm_control_panel.arm_night": Case(ALARM, {"state": "armed_night"}),
    "alarm_control_panel.arm_vacation": Case(ALARM, {"state": "armed_vacation"}),
    "alarm_control_panel.disarm": Case(ALARM, {"state": "disarmed"}, start=(ARM,)),
}
"""Cases by the domain and action of their row."""
