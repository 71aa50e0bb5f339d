"""Televisions and other players behind a gateway."""

from functools import cache
from typing import override

from homeassistant.components.media_player import (
    MediaPlayerEntity,
    MediaPlayerEntityFeature,
    MediaPlayerState,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import LlmIotConfigEntry
from .entity import GatewayEntity, async_add_devices
from .gateway.description import Control, Kind

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,  # noqa: ARG001  # the platform's signature
    entry: LlmIotConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up a player per device that is one."""
    async_add_devices(entry, async_add_entities, Kind.MEDIA_PLAYER, GatewayPlayer)


@cache
def _features(controls: frozenset[Control], has_sources: bool) -> MediaPlayerEntityFeature:  # noqa: FBT001
    """Return what can be set of players with these controls; asked for with each state."""
    features = MediaPlayerEntityFeature.TURN_ON | MediaPlayerEntityFeature.TURN_OFF
    if Control.VOLUME in controls:
        features |= MediaPlayerEntityFeature.VOLUME_SET | MediaPlayerEntityFeature.VOLUME_STEP
    if Control.MUTE in controls:
        features |= MediaPlayerEntityFeature.VOLUME_MUTE
    if Control.SOURCE in controls and has_sources:
        features |= MediaPlayerEntityFeature.SELECT_SOURCE
    return features


class GatewayPlayer(GatewayEntity, MediaPlayerEntity):
    """A player that is on or off, with a volume and sources if it has them."""

    @property
    @override
    def supported_features(self) -> MediaPlayerEntityFeature:
        """Return what can be set of it."""
        description = self.device.description
        return _features(description.controls, bool(description.sources))

    @property
    @override
    def state(self) -> MediaPlayerState | None:
        """Return whether it is on."""
        power = self.is_so(Control.POWER)
        if power is None:
            return None
        return MediaPlayerState.ON if power else MediaPlayerState.OFF

    @property
    @override
    def volume_level(self) -> float | None:
        """Return its volume from 0 to 1."""
        volume = self.said(Control.VOLUME)
        return None if volume is None else self.range_of(Control.VOLUME).to_share(volume)

    @property
    @override
    def is_volume_muted(self) -> bool | None:
        """Return whether it is muted."""
        return self.is_so(Control.MUTE)

    @property
    @override
    def source(self) -> str | None:
        """Return the source that it shows."""
        source: str | None = self.said(Control.SOURCE)
        return source

    @property
    @override
    def source_list(self) -> list[str] | None:
        """Return the sources that it has."""
        return list(self.device.description.sources) or None

    @override
    async def async_turn_on(self) -> None:
        """Turn it on."""
        await self.async_switch("on")

    @override
    async def async_turn_off(self) -> None:
        """Turn it off."""
        await self.async_switch("off")

    @override
    async def async_set_volume_level(self, volume: float) -> None:
        """Set its volume, from 0 to 1."""
        wanted = self.range_of(Control.VOLUME).from_share(volume)
        await self.device.async_command({Control.VOLUME: wanted})

    @override
    async def async_mute_volume(self, mute: bool) -> None:
        """Mute it, or not."""
        await self.device.async_command({Control.MUTE: "on" if mute else "off"})

    @override
    async def async_select_source(self, source: str) -> None:
        """Show a source."""
        await self.device.async_command({Control.SOURCE: source})
