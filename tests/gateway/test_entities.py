"""Devices at a real broker are entities of a real Home Assistant."""

import asyncio
import json

from homeassistant.components.light import ATTR_BRIGHTNESS
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
from homeassistant.util.dt import utcnow
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.llm_iot import async_remove_config_entry_device
from custom_components.llm_iot.const import CONF_KINDS
from custom_components.llm_iot.diagnostics import async_get_config_entry_diagnostics
from custom_components.llm_iot.gateway.assembly import HEARTBEAT_CHECK
from dev.broker import Broker

from .board import Board
from .house import call, gateway_of, set_up, until, until_gone, until_state

LAMP = {
    "kind": "light",
    "name": "Desk light",
    "area": "Study",
    "capabilities": ["power", "brightness"],
    "ranges": {"brightness": [0, 100]},
    "units": {"temperature": "°C"},
    "model": "NodeMCU",
}


async def test_a_light_is_found_and_driven(house: HomeAssistant, broker: Broker) -> None:
    """It is there with its area and its readings, obeys, and shows what it says itself."""
    board = Board("light1", {"power": "off", "temperature": 21.5, "motion": False}, LAMP)
    async with board.running(broker.port):
        entry = await set_up(house, broker.port)
        await until_state(house, "light.study_desk_light", "off")
        device = dr.async_get(house).async_get(
            er.async_get(house).entities["light.study_desk_light"].device_id or ""
        )
        assert isinstance(device, dr.DeviceEntry)
        study = ar.async_get(house).async_get_area_by_name("Study")
        assert study is not None
        assert (device.name, device.model, device.area_id) == ("Desk light", "NodeMCU", study.id)
        assert device.config_entry_id == entry.entry_id
        temperature = await until_state(house, "sensor.study_desk_light_temperature", "21.5")
        assert temperature.attributes["unit_of_measurement"] == "°C"
        await until_state(house, "binary_sensor.study_desk_light_motion", "off")

        await call(house, "turn_on", "light.study_desk_light", brightness_pct=40)
        state = await until_state(house, "light.study_desk_light", "on")
        assert state.attributes[ATTR_BRIGHTNESS] == 102
        assert board.commands[0] | {"id": 0} == {"power": "on", "brightness": 40, "id": 0}

        await board.tell("status", {"power": "off", "temperature": 22, "motion": True})
        await until_state(house, "light.study_desk_light", "off")
        await until_state(house, "sensor.study_desk_light_temperature", "22")
        await until_state(house, "binary_sensor.study_desk_light_motion", "on")


async def test_what_a_value_means(house: HomeAssistant, broker: Broker) -> None:
    """Home Assistant is told what the key and the unit leave no doubt of, and nothing else."""
    expected = {
        "attic": ("°C", "temperature"),
        "battery": ("%", "battery"),
        "cellar": ("%", None),
        "energy": ("kWh", None),  # it would have to count up for ever
        "humidity": ("%", "humidity"),
        "illuminance": (None, None),
        "pressure": ("%", None),
    }
    units = {key: unit for key, (unit, _) in expected.items() if unit}
    status = dict.fromkeys(expected, 20) | {"motion": True, "door": True}
    async with Board("box", status, {"kind": "sensor", "units": units}).running(broker.port):
        await set_up(house, broker.port)
        for key, (unit, device_class) in expected.items():
            state = await until_state(house, f"sensor.box_{key}", "20")
            assert state.attributes.get("unit_of_measurement") == unit
            assert state.attributes.get("device_class") == device_class
        motion = await until_state(house, "binary_sensor.box_motion", "on")
        assert motion.attributes["device_class"] == "motion"
        door = await until_state(house, "binary_sensor.box_door", "on")
        assert "device_class" not in door.attributes


async def test_a_fan_has_the_speeds_of_its_range(house: HomeAssistant, broker: Broker) -> None:
    """Three relays are three speeds."""
    board = Board(
        "fan1", {"power": "off", "speed": 0}, {"kind": "fan", "ranges": {"speed": [0, 3]}}
    )
    async with board.running(broker.port):
        await set_up(house, broker.port)
        state = await until_state(house, "fan.fan1", "off")
        assert state.attributes["percentage"] == 0
        await call(house, "set_percentage", "fan.fan1", percentage=66)
        state = await until_state(house, "fan.fan1", "on")
        assert state.attributes["percentage"] == 66
        assert board.status == {"power": "on", "speed": 2}
        await call(house, "set_percentage", "fan.fan1", percentage=0)
        await until_state(house, "fan.fan1", "off")


async def test_the_television_of_the_paper(house: HomeAssistant, broker: Broker) -> None:
    """Known by the shape of its status alone: power and volume, no config."""
    async with Board("tv1", {"power": "on", "volume": 20}).running(broker.port) as board:
        await set_up(house, broker.port)
        state = await until_state(house, "media_player.tv1", "on")
        assert state.attributes["volume_level"] == 0.2
        await call(house, "volume_set", "media_player.tv1", volume_level=0.35)
        await until(house, "media_player.tv1", lambda now: now.attributes["volume_level"] == 0.35)
        assert board.status == {"power": "on", "volume": 35}
        await call(house, "turn_off", "media_player.tv1")
        await until_state(house, "media_player.tv1", "off")


async def test_a_player_with_everything(house: HomeAssistant, broker: Broker) -> None:
    """Mute and source besides."""
    status = {"power": "on", "volume": 3, "mute": False, "source": "Tuner"}
    config = {"kind": "media_player", "sources": ["Tuner", "HDMI 1"], "ranges": {"volume": [0, 30]}}
    async with Board("tv2", status, config).running(broker.port) as board:
        await set_up(house, broker.port)
        state = await until_state(house, "media_player.tv2", "on")
        assert state.attributes["volume_level"] == 0.1
        await call(house, "select_source", "media_player.tv2", source="HDMI 1")
        await call(house, "volume_mute", "media_player.tv2", is_volume_muted=True)
        state = await until(
            house, "media_player.tv2", lambda now: bool(now.attributes["is_volume_muted"])
        )
        assert state.attributes["source"] == "HDMI 1"
        assert board.status == status | {"mute": "on", "source": "HDMI 1"}


async def test_devices_come_and_go_without_a_reload(house: HomeAssistant, broker: Broker) -> None:
    """A new one appears, a last will makes it unavailable, an empty config removes it."""
    entry = await set_up(house, broker.port)
    gateway = gateway_of(entry)
    async with Board("plug1", {"power": "on"}).running(broker.port) as board:
        await until_state(house, "switch.plug1", "on")
        await board.tell("availability", b"offline")
        await until_state(house, "switch.plug1", "unavailable")
        await board.tell("availability", b"online")
        await until_state(house, "switch.plug1", "on")
        await board.tell("config", b"")
        await until_gone(house, "switch.plug1")
        left = dr.async_entries_for_config_entry(dr.async_get(house), entry.entry_id)
        assert [device.name for device in left] == ["Home agent"]
        await board.tell("status", {"power": "off"})
        await until_state(house, "switch.plug1", "off")
    assert gateway_of(entry) is gateway


async def test_a_silent_device_is_unavailable(house: HomeAssistant, broker: Broker) -> None:
    """Home Assistant looks every few seconds; a word brings the device back."""
    async with Board("plug1", {"power": "on"}).running(broker.port) as board:
        await set_up(house, broker.port, heartbeat=0.01)
        await until_state(house, "switch.plug1", "on")
        await asyncio.sleep(0.02)  # it is the silence itself that is waited for
        async_fire_time_changed(house, utcnow() + HEARTBEAT_CHECK)
        await until_state(house, "switch.plug1", "unavailable")
        await board.tell("status", {"power": "off"})
        await until_state(house, "switch.plug1", "off")


async def test_a_report_of_a_fault_counts(house: HomeAssistant, broker: Broker) -> None:
    """What there is and what was left alone; no name, no topic, no address."""
    async with Board("plug1", {"power": "on", "watts": 3}).running(broker.port) as board:
        entry = await set_up(house, broker.port, username="anna", password="secret")  # noqa: S106  # of no broker
        await until_state(house, "sensor.plug1_watts", "3")
        await board.tell("availability", b"nonsense", retain=False)
        await board.tell("status", {"power": "off", "watts": 4})
        await until_state(house, "sensor.plug1_watts", "4")
        told = await async_get_config_entry_diagnostics(house, entry)
    assert told["gateways"] == [
        {
            "connected": True,
            "devices": {"switch": 1},
            "available": 1,
            "readings": 1,
            "unconfirmed_commands": 0,
            "messages_left_alone": {"availability": 1},
        }
    ]
    text = json.dumps(told)
    assert not [each for each in ("plug1", "anna", "secret", "127.0.0.1") if each in text]


async def test_a_persons_choice_of_the_kind(house: HomeAssistant, broker: Broker) -> None:
    """A plug that feeds a lamp becomes a light where it is: nothing is reloaded."""
    async with Board("plug1", {"power": "on"}).running(broker.port):
        entry = await set_up(house, broker.port)
        await until_state(house, "switch.plug1", "on")
        gateway = gateway_of(entry)
        subentry = entry.subentries[next(iter(entry.runtime_data.gateways))]
        house.config_entries.async_update_subentry(
            entry, subentry, data={**subentry.data, CONF_KINDS: {"plug1": "light"}}
        )
        await until_state(house, "light.plug1", "on")
        await until_gone(house, "switch.plug1")
        assert gateway_of(entry) is gateway
        await call(house, "turn_off", "light.plug1")
        await until_state(house, "light.plug1", "off")


async def test_a_person_removes_what_is_gone(house: HomeAssistant, broker: Broker) -> None:
    """What is there stays, as it would be back with its next word."""
    async with Board("plug1", {"power": "on"}).running(broker.port) as board:
        entry = await set_up(house, broker.port)
        await until_state(house, "switch.plug1", "on")
        registry = dr.async_get(house)
        device = registry.async_get(er.async_get(house).entities["switch.plug1"].device_id or "")
        assert device is not None
        assert not await async_remove_config_entry_device(house, entry, device)
        await board.tell("availability", b"offline")
        await until_state(house, "switch.plug1", "unavailable")
        assert await async_remove_config_entry_device(house, entry, device)
        assert not gateway_of(entry).devices


async def test_who_commands_an_absent_device_is_told(house: HomeAssistant, broker: Broker) -> None:
    """Home Assistant leaves out what is unavailable; the device itself refuses, too."""
    async with Board("plug1", {"power": "on"}).running(broker.port) as board:
        entry = await set_up(house, broker.port)
        await until_state(house, "switch.plug1", "on")
        await board.tell("availability", b"offline")
        await until_state(house, "switch.plug1", "unavailable")
        with pytest.raises(HomeAssistantError):
            await gateway_of(entry).devices["plug1"].async_command({"power": "off"})
        assert not board.commands
