"""A home that time passes in, with what is planned in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.llm_iot.actuation.planned_store import PlannedStore
from custom_components.llm_iot.actuation.schedule import (
    Schedule,
)
from custom_components.llm_iot.models import (
    DeviceState,
    Step,
    Utterance,
)
from custom_components.llm_iot.outcomes import Outcome, Result
from custom_components.llm_iot.planned import Fate, Origin, Planned

NOW = datetime(2027, 3, 10, 12, 0, tzinfo=UTC)
KEY = "llm_iot.entry.planned"
LAMP, FAN, HEATING = "light.lamp", "fan.fan", "climate.heating"
WORDS = Origin(Utterance("turn it off in a while"))


def item(
    key: str, minutes: float, *steps: Step, origin: Origin = WORDS, meanwhile: Step | None = None
) -> Planned:
    """Return something planned; a way back if it has a meanwhile."""
    return Planned(
        key,
        NOW + timedelta(minutes=minutes),
        steps or (Step(LAMP, "off"),),
        origin,
        meanwhile=(meanwhile,) if meanwhile else (),
    )


def done(target: str, action: str, state: str, **attributes: Any) -> Outcome:
    """Return the outcome of a command that a device followed."""
    return Outcome(Step(target, action), Result.DONE, DeviceState(state, attributes))


@dataclass
class PlannedHouse:
    """A home that time passes in, with the schedules of its agents."""

    hass: HomeAssistant
    freezer: FrozenDateTimeFactory
    ran: list[tuple[str, Fate]] = field(default_factory=list)
    """What was carried out, or told why not."""
    during: Callable[[], object] = lambda: None
    """Called while something is carried out."""
    schedules: list[Schedule] = field(default_factory=list)

    async def start(self, *agents: str, of: str = "agent") -> Schedule:
        """Return the schedule of an agent, made anew from what is stored."""
        store = PlannedStore(self.hass, "entry")
        await store.async_load({of, *agents})
        return self.attach(store, of)

    def attach(self, store: PlannedStore, of: str) -> Schedule:
        """Return a started schedule over a store."""

        async def carry_out(planned: Planned, fate: Fate) -> None:
            self.ran.append((planned.id, fate))
            self.during()

        schedule = Schedule(self.hass, store, of, carry_out)
        schedule.async_start()
        self.schedules.append(schedule)
        return schedule

    async def pass_until(self, minutes: float) -> None:
        """Let time pass until some minutes after noon."""
        self.freezer.move_to(NOW + timedelta(minutes=minutes))
        async_fire_time_changed(self.hass, dt_util.utcnow())
        await self.hass.async_block_till_done()
