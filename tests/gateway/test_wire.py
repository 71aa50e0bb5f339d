"""What comes from the network: topics, payloads, and what devices tell of themselves."""

import json
from typing import Any

import pytest

from custom_components.llm_iot.gateway.description import (
    CONTROLS,
    Control,
    Description,
    Kind,
    Range,
    check_status,
    describe,
    guess,
)
from custom_components.llm_iot.gateway.payload import MAX_SIZE, Flaw, PayloadError, read_object
from custom_components.llm_iot.gateway.topics import Channel, Topics

HOSTILE_IDS = ["", "+", "#", "a/b", "a+", "$SYS", "-x", ".x", "a b", "a\n", "a\x00", "ä", "x" * 65]


@pytest.mark.parametrize("device_id", ["tv1", "Light.2", "fan_3", "a-b", "x" * 64])
def test_a_topic_tells_its_device(device_id: str) -> None:
    """The base, the device, and what it publishes."""
    topics = Topics.parse("cottage/home")
    assert topics.read(f"cottage/home/{device_id}/status") == (device_id, Channel.STATUS)
    assert topics.command(device_id) == f"cottage/home/{device_id}/command"


@pytest.mark.parametrize("device_id", HOSTILE_IDS)
def test_no_device_is_called_so(device_id: str) -> None:
    """Wildcards, separators and control characters never get into a topic of ours."""
    assert Topics().read(f"home/{device_id}/status") is None


@pytest.mark.parametrize(
    "topic", ["status", "home/status", "home/tv/command", "other/tv/status", "x/home/tv/status"]
)
def test_other_topics_are_none_of_ours(topic: str) -> None:
    """Commands, ours or another's, are not read back."""
    assert Topics().read(topic) is None


def test_a_base_is_cleaned_or_refused() -> None:
    """It may have levels, and no wildcard, blank or reserved name."""
    assert Topics.parse(" /my/home/ ").filters[0] == "my/home/+/config"
    for base in ("", "/", "a//b", "home/+", "#", "$SYS", "a b", "x" * 129):
        with pytest.raises(ValueError, match="topic"):
            Topics.parse(base)


def test_an_object_is_read() -> None:
    """The paper's own payload."""
    assert read_object(b'{"power":"on","volume":20}') == {"power": "on", "volume": 20}


@pytest.mark.parametrize(
    ("payload", "flaw"),
    [
        (b"", Flaw.NOT_JSON),
        (b"on", Flaw.NOT_JSON),
        (b"[1]", Flaw.NOT_JSON),
        (b'"on"', Flaw.NOT_JSON),
        (b"\x00\xff\xfe", Flaw.NOT_JSON),
        (b'{"a":"\xff"}', Flaw.NOT_JSON),
        (b'{"a":NaN}', Flaw.NOT_JSON),
        (b'{"a":1e999}', Flaw.NOT_JSON),
        (b'{"a":1', Flaw.NOT_JSON),
        (b'{"a":[[[[[1]]]]]}', Flaw.TOO_DEEP),
        (b'{"a":' + b"[" * 30000 + b"]" * 30000 + b"}", Flaw.NOT_JSON),
        (b'{"a":"' + b"x" * MAX_SIZE + b'"}', Flaw.TOO_LARGE),
    ],
)
def test_what_is_no_bounded_object_is_refused(payload: bytes, flaw: Flaw) -> None:
    """Each for its own reason."""
    with pytest.raises(PayloadError) as refused:
        read_object(payload)
    assert refused.value.flaw is flaw


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ({"power": "on", "volume": 20}, Kind.MEDIA_PLAYER),
        ({"power": "on", "speed": 66}, Kind.FAN),
        ({"power": "on", "brightness": 5}, Kind.LIGHT),
        ({"power": "on"}, Kind.SWITCH),
        ({"temperature": 21.5}, Kind.SENSOR),
        ({"volume": 20}, Kind.SENSOR),
    ],
)
def test_the_shape_of_a_status_tells_the_kind(status: dict[str, Any], kind: Kind) -> None:
    """The paper's devices tell no more of themselves."""
    assert guess("tv_1", status.keys()).kind is kind
    assert guess("tv_1", status.keys()).name == "tv 1"


def test_a_config_tells_everything() -> None:
    """As it is documented."""
    config = {
        "kind": "media_player",
        "name": "Study\u202e TV\n",
        "area": "Study",
        "capabilities": ["volume", "mute", "source", "teleport"],
        "ranges": {"volume": [0, 30], "warp": [1, 9]},
        "sources": ["HDMI 1", "Tuner", "HDMI 1"],
        "units": {"temperature": "°C"},
        "heartbeat": 60,
        "model": "NodeMCU",
        "later": {"than": "us"},
    }
    told = describe("tv1", config, ())
    assert (told.kind, told.name, told.area) == (Kind.MEDIA_PLAYER, "Study TV", "Study")
    assert told.controls == {Control.POWER, Control.VOLUME, Control.MUTE, Control.SOURCE}
    assert told.ranges[Control.VOLUME] == Range(0, 30)
    assert told.sources == ("HDMI 1", "Tuner")
    assert (told.units, told.heartbeat, told.model) == ({"temperature": "°C"}, 60, "NodeMCU")


def test_without_capabilities_the_status_tells_them() -> None:
    """A config may say as little as the kind."""
    told = describe("lamp", {"kind": "light"}, {"brightness"})
    assert told.controls == {Control.POWER, Control.BRIGHTNESS}
    assert told.name == "lamp"


@pytest.mark.parametrize(
    ("config", "flaw"),
    [
        ({}, Flaw.WRONG_TYPE),
        ({"kind": "lock"}, Flaw.WRONG_TYPE),
        ({"kind": 1}, Flaw.WRONG_TYPE),
        ({"kind": "light", "name": ["x"]}, Flaw.WRONG_TYPE),
        ({"kind": "light", "capabilities": "power"}, Flaw.WRONG_TYPE),
        ({"kind": "light", "capabilities": [1]}, Flaw.WRONG_TYPE),
        ({"kind": "light", "ranges": []}, Flaw.WRONG_TYPE),
        ({"kind": "light", "ranges": {"brightness": [0]}}, Flaw.WRONG_TYPE),
        ({"kind": "light", "ranges": {"brightness": [0, True]}}, Flaw.WRONG_TYPE),
        ({"kind": "light", "ranges": {"brightness": [9, 9]}}, Flaw.OUT_OF_RANGE),
        ({"kind": "light", "ranges": {"brightness": [0, 1e300]}}, Flaw.OUT_OF_RANGE),
        ({"kind": "light", "heartbeat": 0}, Flaw.OUT_OF_RANGE),
        ({"kind": "light", "heartbeat": "60"}, Flaw.WRONG_TYPE),
        ({"kind": "light", "units": {"x": 1}}, Flaw.WRONG_TYPE),
    ],
)
def test_a_config_that_must_not_be_is_refused(config: dict[str, Any], flaw: Flaw) -> None:
    """Nothing of it is taken over."""
    with pytest.raises(PayloadError) as refused:
        describe("lamp", config, ())
    assert refused.value.flaw is flaw


EVERYTHING = Description("tv1", Kind.MEDIA_PLAYER, "TV", controls=frozenset(Control))


@pytest.mark.parametrize(
    ("status", "flaw"),
    [
        ({"power": "maybe"}, Flaw.WRONG_TYPE),
        ({"power": 1}, Flaw.WRONG_TYPE),
        ({"power": ["on"]}, Flaw.WRONG_TYPE),
        ({"power": "on", "volume": "loud"}, Flaw.WRONG_TYPE),
        ({"volume": True}, Flaw.WRONG_TYPE),
        ({"volume": 101}, Flaw.OUT_OF_RANGE),
        ({"brightness": -1}, Flaw.OUT_OF_RANGE),
        ({"source": "HDMI\n1"}, Flaw.WRONG_TYPE),
        ({"source": 1}, Flaw.WRONG_TYPE),
        ({"power": "on", "temperature": 1e300}, Flaw.OUT_OF_RANGE),
    ],
)
def test_a_status_with_a_wrong_value_is_refused(status: dict[str, Any], flaw: Flaw) -> None:
    """All of it: half of it would be a state the device was never in."""
    with pytest.raises(PayloadError) as refused:
        check_status(EVERYTHING, status)
    assert refused.value.flaw is flaw


def test_a_status_is_read() -> None:
    """Controls, readings, and nothing of what means nothing to us."""
    status = json.loads(
        '{"power":"on","mute":false,"volume":20,"temperature":21.5,"motion":"off","door":true,'
        '"id":"7","note":"x","bad key":1,"list":[1],"nothing":null}'
    )
    assert check_status(EVERYTHING, status) == {
        "power": True,
        "mute": False,
        "volume": 20,
        "temperature": 21.5,
        "motion": False,
        "door": True,
    }
    assert "id" not in CONTROLS
