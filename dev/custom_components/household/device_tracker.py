"""Phones in the Wi-Fi, by which persons are known to be at home."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.components.device_tracker import ScannerEntity

from .entity import HouseholdEntity, adder


class HouseholdTracker(HouseholdEntity, ScannerEntity):
    """A phone."""

    _at_home: bool

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._at_home = state == "home"

    @property
    @override
    def is_connected(self) -> bool:
        """Return whether the phone is in the Wi-Fi."""
        return self._at_home

    @property
    @override
    def unique_id(self) -> str:
        """Return an id of its own instead of the address that it lacks."""
        return self.spec.entity_id

    @property
    @override
    def entity_registry_enabled_default(self) -> bool:
        """Return that it is there although no device has its address."""
        return True


async_setup_entry = adder("device_tracker", HouseholdTracker)
