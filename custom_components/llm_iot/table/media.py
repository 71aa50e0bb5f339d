"""Rows of media players."""

from dataclasses import replace
from typing import Final

from ..capability import Attributes, Capability, has_features
from ..expectations import chosen, reaches, shows, state_is, state_is_not
from ..models import DeviceState, Value
from ..parameters import Choice, Quantity, Shift
from .common import (
    OFF,
    ON,
    always,
    back_to,
    back_to_state,
    lists,
    of_domain,
    sent_as,
)

VOLUME: Final = Quantity(unit="%", attribute="volume_level", scale=100)
SOURCE: Final = Choice(attribute="source", options_attribute="source_list")
_VOLUME_SET: Final = 4
_VOLUME_STEP: Final = 1024
_LOUDER: Final = Shift(quantity=VOLUME, direction=1, usual=10)
_QUIETER: Final = Shift(quantity=VOLUME, direction=-1, usual=10)
_BACK: Final = back_to_state(
    {"playing": "play", "buffering": "play", "paused": "pause", "off": "off", "standby": "off"}
    | {"idle": "stop", "on": "on"}
)


def _has_volume(attributes: Attributes) -> bool:
    """Return whether the volume can be set, or stepped."""
    return has_features(attributes, _VOLUME_SET) or has_features(attributes, _VOLUME_STEP)


def _back_to_sound(before: DeviceState) -> tuple[str, Value | None] | None:
    return ("mute" if before.attributes.get("is_volume_muted") else "unmute", None)


def _volume_step(action: str, shift: Shift, sign: str) -> Capability:
    """Return the row that makes it louder or quieter."""
    return Capability(
        action=action,
        part="volume",
        service="volume_set",
        single_step=f"volume_{action}",
        settable=_VOLUME_SET,
        intents=(
            f"HassSetVolumeRelative:volume_step={action}",
            f"HassSetVolumeRelative:volume_step{sign}0",
        ),
        needs=_has_volume,
        shift=shift,
        data=_sent_volume,
        expects=shift.happened,
        restore=back_to("volume", VOLUME),
    )


def _sent_volume(value: float, _before: DeviceState) -> dict[str, float]:
    return {"volume_level": round(value / 100, 2)}


MEDIA_PLAYER: Final = of_domain(
    "media_player",
    replace(
        ON, expects=state_is_not("off", "standby"), features=128, restore=_BACK, confirm_timeout=10
    ),
    replace(
        OFF, expects=state_is("off", "standby"), features=256, restore=_BACK, confirm_timeout=10
    ),
    Capability(
        action="play",
        part="playback",
        service="media_play",
        intents=("HassMediaUnpause",),
        features=16384,
        expects=state_is("playing", "buffering"),
        restore=_BACK,
        confirm_timeout=5,
    ),
    Capability(
        action="pause",
        part="playback",
        service="media_pause",
        intents=("HassMediaPause",),
        features=1,
        expects=state_is("paused", "idle", "off", "standby"),
        restore=_BACK,
        confirm_timeout=5,
    ),
    Capability(
        action="stop",
        part="playback",
        service="media_stop",
        features=4096,
        expects=state_is("idle", "off", "standby"),
        restore=_BACK,
        confirm_timeout=5,
    ),
    Capability(
        action="next",
        part="track",
        service="media_next_track",
        intents=("HassMediaNext",),
        features=32,
    ),
    Capability(
        action="previous",
        part="track",
        service="media_previous_track",
        intents=("HassMediaPrevious",),
        features=16,
    ),
    Capability(
        action="mute",
        part="sound",
        service="volume_mute",
        intents=("HassMediaPlayerMute",),
        features=8,
        data=always(is_volume_muted=True),
        expects=shows("is_volume_muted", value=True),
        restore=_back_to_sound,
    ),
    Capability(
        action="unmute",
        part="sound",
        service="volume_mute",
        intents=("HassMediaPlayerUnmute",),
        features=8,
        data=always(is_volume_muted=False),
        expects=shows("is_volume_muted", value=False),
        restore=_back_to_sound,
    ),
    Capability(
        action="volume",
        part="volume",
        service="volume_set",
        intents=("HassSetVolume:volume_level",),
        features=_VOLUME_SET,
        quantity=VOLUME,
        data=_sent_volume,
        expects=reaches(VOLUME),
        restore=back_to("volume", VOLUME),
    ),
    _volume_step("up", _LOUDER, ">"),
    _volume_step("down", _QUIETER, "<"),
    Capability(
        action="source",
        part="source",
        service="select_source",
        features=2048,
        needs=lists("source_list"),
        choice=SOURCE,
        data=sent_as("source"),
        expects=chosen(SOURCE),
        restore=back_to("source", SOURCE),
        confirm_timeout=10,
    ),
)
