"""Televisions, speakers, radios."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.media_player import (
    MediaPlayerEntity,
    MediaPlayerEntityFeature as Feature,
    MediaPlayerState,
)

from .entity import HouseholdEntity, adder, combined

_ALWAYS = combined(
    (
        Feature.PAUSE,
        Feature.PLAY,
        Feature.STOP,
        Feature.VOLUME_SET,
        Feature.VOLUME_MUTE,
        Feature.VOLUME_STEP,
        Feature.NEXT_TRACK,
        Feature.PREVIOUS_TRACK,
        Feature.TURN_ON,
        Feature.TURN_OFF,
    )
)


class HouseholdMediaPlayer(HouseholdEntity, MediaPlayerEntity):
    """A player with a list of titles that it plays round and round."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {
        "volume": 30,  # percent
        "muted": False,
        "sources": None,
        "source": None,
        "titles": ("First", "Second", "Third"),
        "title": 0,
        "lacks": (),
    }
    _title: int
    _titles: tuple[str, ...]

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        lacking = combined(Feature[name.upper()] for name in said["lacks"])
        bits = _ALWAYS | (Feature.SELECT_SOURCE if said["sources"] else 0)
        self._attr_supported_features = Feature(bits & ~lacking)
        self._attr_state = MediaPlayerState(state or MediaPlayerState.OFF)
        self._attr_volume_level = said["volume"] / 100
        self._attr_is_volume_muted = said["muted"]
        self._attr_source_list = said["sources"]
        self._attr_source = said["source"]
        self._titles = tuple(said["titles"])
        self._title = said["title"]
        self._attr_media_title = self._titles[self._title]

    @override
    async def async_turn_on(self) -> None:
        silent = self.device_class in {"tv", "receiver"}
        self._become(state=MediaPlayerState.ON if silent else MediaPlayerState.IDLE)

    @override
    async def async_turn_off(self) -> None:
        self._become(state=MediaPlayerState.OFF)

    @override
    async def async_mute_volume(self, mute: bool) -> None:
        self._become(is_volume_muted=mute)

    @override
    async def async_set_volume_level(self, volume: float) -> None:
        self._become(volume_level=volume)

    @override
    async def async_media_play(self) -> None:
        self._become(state=MediaPlayerState.PLAYING)

    @override
    async def async_media_pause(self) -> None:
        self._become(state=MediaPlayerState.PAUSED)

    @override
    async def async_media_stop(self) -> None:
        self._become(state=MediaPlayerState.IDLE)

    @override
    async def async_media_next_track(self) -> None:
        self._skip(1)

    @override
    async def async_media_previous_track(self) -> None:
        self._skip(-1)

    def _skip(self, by: int) -> None:
        """Go on to another title."""
        self._title = (self._title + by) % len(self._titles)
        self._become(media_title=self._titles[self._title])

    @override
    async def async_select_source(self, source: str) -> None:
        self._become(source=source)


async_setup_entry = adder("media_player", HouseholdMediaPlayer)
