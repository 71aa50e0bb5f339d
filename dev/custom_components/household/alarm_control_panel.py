"""Alarm systems."""

from collections.abc import Mapping
from typing import Any, ClassVar, override

from homeassistant.components.alarm_control_panel import (
    AlarmControlPanelEntity,
    AlarmControlPanelEntityFeature,
    AlarmControlPanelState,
)

from .entity import HouseholdEntity, adder, combined


class HouseholdAlarm(HouseholdEntity, AlarmControlPanelEntity):
    """An alarm system that asks for no code of its own."""

    _vocabulary: ClassVar[Mapping[str, Any]] = {"modes": ("home", "away", "night")}
    _attr_code_arm_required = False

    @override
    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        self._attr_supported_features = AlarmControlPanelEntityFeature(
            combined(
                AlarmControlPanelEntityFeature[f"ARM_{mode.upper()}"] for mode in said["modes"]
            )
        )
        self._attr_alarm_state = AlarmControlPanelState(state or AlarmControlPanelState.DISARMED)

    @override
    async def async_alarm_disarm(self, code: str | None = None) -> None:
        self._become(alarm_state=AlarmControlPanelState.DISARMED)

    @override
    async def async_alarm_arm_home(self, code: str | None = None) -> None:
        self._become(alarm_state=AlarmControlPanelState.ARMED_HOME)

    @override
    async def async_alarm_arm_away(self, code: str | None = None) -> None:
        self._become(alarm_state=AlarmControlPanelState.ARMED_AWAY)

    @override
    async def async_alarm_arm_night(self, code: str | None = None) -> None:
        self._become(alarm_state=AlarmControlPanelState.ARMED_NIGHT)


async_setup_entry = adder("alarm_control_panel", HouseholdAlarm)
