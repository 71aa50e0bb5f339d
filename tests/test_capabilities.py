"""What the capability table says of devices."""

from home_assistant_intents import get_intents
import pytest

from custom_components.llm_iot import capabilities
from custom_components.llm_iot.capability import Capability, Risk
from custom_components.llm_iot.models import Device, DeviceState
from custom_components.llm_iot.recognition.sentences import HANDED_OVER
from custom_components.llm_iot.table import TABLE

from .homes import FAN

WITHOUT_WAY_BACK = {"stop", "next", "previous", "locate"}
"""Actions after which nothing tells how it was before."""
STATES = [
    "on",
    "off",
    "open",
    "closed",
    "locked",
    "unlocked",
    "heat",
    "playing",
    "docked",
    "cleaning",
    "armed_home",
    "42",
]
ATTRIBUTES = {
    "brightness": 100,
    "percentage": 66,
    "current_position": 40,
    "temperature": 20.0,
    "humidity": 50,
    "volume_level": 0.3,
    "target_temp_low": 19,
    "target_temp_high": 24,
    "rgb_color": (255, 0, 0),
    "direction": "forward",
    "current_tilt_position": 30,
} | dict.fromkeys(("preset_mode", "fan_mode", "mode", "source", "operation_mode", "fan_speed"), "x")


@pytest.mark.parametrize(
    ("asked", "sent"), [(1, 33), (33, 33), (40, 33), (50, 66), (66, 66), (67, 66), (90, 100)]
)
def test_a_speed_becomes_the_nearest_step_and_is_never_rounded_up(
    asked: float, sent: float
) -> None:
    """67 percent is speed two of three: sent as 66, as Home Assistant rounds 67 up to 100."""
    item = capabilities.row("fan", "percentage")
    assert item is not None
    assert item.quantity is not None
    assert item.quantity.snap(asked, DeviceState("on", FAN)) == sent


def test_a_relay_light_cannot_be_dimmed() -> None:
    """A light that only knows on and off has no brightness row."""
    relay = {"supported_color_modes": ["onoff"]}
    item = capabilities.row("light", "brightness")
    assert item is not None
    assert not item.supported(relay)
    assert item.supported({"supported_color_modes": ["hs"]})


@pytest.mark.parametrize("item", TABLE, ids=lambda item: f"{item.domain}.{item.action}")
def test_the_way_back_of_a_row_is_a_row(item: Capability) -> None:
    """What restores a device can be said in the table itself."""
    if item.restore is None:
        assert item.momentary or item.domain == "script" or item.action in WITHOUT_WAY_BACK
        return
    backs = [item.restore(DeviceState(state, ATTRIBUTES)) for state in STATES]
    known = [back for back in backs if back is not None]
    assert known
    assert all(capabilities.row(item.domain, action) for action, _ in known)


def test_a_player_without_a_value_goes_a_step() -> None:
    """How loud it is now cannot be told, so nothing can be confirmed."""
    item = capabilities.row("media_player", "up")
    assert item is not None
    stepped = DeviceState("on", {"supported_features": 1024})
    assert item.supported(stepped.attributes)
    assert item.fit(20, stepped) is None
    assert item.call(None, stepped) == ("volume_up", {})
    assert not item.confirmable(stepped)
    settable = DeviceState("on", {"supported_features": 1028, "volume_level": 0.3})
    assert item.call(item.fit(20, settable), settable) == ("volume_set", {"volume_level": 0.5})
    assert item.confirmable(settable)


def test_a_garage_door_has_more_time_than_a_relay() -> None:
    """One deadline for each sort of thing."""
    cover, relay = capabilities.row("cover", "open"), capabilities.row("switch", "on")
    assert cover is not None
    assert relay is not None
    door, blind = DeviceState("closed", {"device_class": "garage"}), DeviceState("closed")
    assert door != blind
    assert cover.deadline(door) > cover.deadline(blind) > relay.deadline(DeviceState("off"))


@pytest.mark.parametrize(
    ("domain", "action", "kind", "risk"),
    [
        ("light", "on", "light", Risk.HARMLESS),
        ("switch", "on", "oven", Risk.CRITICAL),
        ("switch", "off", "oven", Risk.HARMLESS),
        ("switch", "off", "gate", Risk.CRITICAL),
        ("cover", "open", "blind", Risk.HARMLESS),
        ("cover", "open", "garage", Risk.CRITICAL),
        ("cover", "up", "garage", Risk.CRITICAL),
        ("cover", "down", "garage", Risk.HARMLESS),
        ("cover", "close", "garage", Risk.HARMLESS),
        ("valve", "open", "valve", Risk.CRITICAL),
        ("valve", "stop", "valve", Risk.HARMLESS),
        ("lock", "lock", "lock", Risk.HARMLESS),
        ("lock", "open", "lock", Risk.CRITICAL),
        ("climate", "up", "spa", Risk.CRITICAL),
        ("climate", "down", "spa", Risk.HARMLESS),
        ("climate", "off", "spa", Risk.HARMLESS),
        ("button", "press", "button", Risk.NOTICEABLE),
        ("button", "press", "garage", Risk.CRITICAL),
        ("siren", "on", "siren", Risk.CRITICAL),
        ("alarm_control_panel", "disarm", "alarm", Risk.CRITICAL),
        ("alarm_control_panel", "arm_away", "alarm", Risk.NOTICEABLE),
    ],
)
def test_the_risk_of_an_action_depends_on_what_it_is_done_to(
    domain: str, action: str, kind: str, risk: Risk
) -> None:
    """Somebody comes in, something burns, water runs: those are critical."""
    item = capabilities.row(domain, action)
    assert item is not None
    assert item.risk_for(Device(f"{domain}.x", "X", kind, "x")) is risk


def test_every_intent_that_moves_a_device_means_a_row() -> None:
    """Those of Home Assistant's sentences; the rest move nothing, or are answered by it."""
    sentences = [get_intents(language) for language in ("en", "de")]
    spoken = {name for each in sentences if each for name in each["intents"]}
    assert spoken
    others = {"HassMediaSearchAndPlay", "HassVacuumCleanArea"}
    assert spoken - HANDED_OVER - others <= capabilities.INTENTS
