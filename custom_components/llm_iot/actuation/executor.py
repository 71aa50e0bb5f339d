"""Actuation: verified steps become service calls, each confirmed by the device's state."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
import logging
import time

from homeassistant.const import ATTR_ENTITY_ID, EVENT_STATE_CHANGED
from homeassistant.core import (
    Context,
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
import voluptuous as vol

from .. import capabilities
from ..capability import Capability
from ..models import Cause, DeviceState, Outcome, Result, Step
from .reachability import async_answers

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True)
class Actuator:
    """Carries out steps in a Home Assistant."""

    hass: HomeAssistant

    async def async_execute(self, steps: Sequence[Step], context: Context) -> list[Outcome]:
        """Carry out verified steps side by side; steps on one device keep their order."""
        by_target: dict[str, list[Step]] = {}
        for step in steps:
            by_target.setdefault(step.target, []).append(step)
        done = await asyncio.gather(
            *(self._async_device(target, each, context) for target, each in by_target.items())
        )
        return [outcome for outcomes in done for outcome in outcomes]

    async def _async_device(
        self, target: str, steps: Sequence[Step], context: Context
    ) -> list[Outcome]:
        """Carry out the steps on one device."""
        if not await async_answers(self.hass, target):
            return [Outcome(step, Result.NOT_CONFIRMED, cause=Cause.NO_ANSWER) for step in steps]
        return [await self._async_step(step, context) for step in steps]

    async def _async_step(self, step: Step, context: Context) -> Outcome:
        """Send one command and wait for the state that proves it."""
        domain = step.target.partition(".")[0]
        item = capabilities.row(domain, step.action)
        before = self._state(step.target)
        if item is None or before is None:
            return Outcome(step, Result.FAILED, before, Cause.SERVICE_ERROR)
        started = time.monotonic()
        confirmed = asyncio.Event()

        @callback
        def changed(_event: Event[EventStateChangedData]) -> None:
            if self._reached(item, step, before):
                confirmed.set()

        @callback
        def is_target(data: EventStateChangedData) -> bool:
            return data["entity_id"] == step.target

        stop = self.hass.bus.async_listen(EVENT_STATE_CHANGED, changed, event_filter=is_target)
        try:
            async with asyncio.timeout(item.confirm_timeout):
                await self.hass.services.async_call(
                    domain,
                    item.service,
                    item.service_data(step.value, before),
                    blocking=True,
                    context=context,
                    target={ATTR_ENTITY_ID: step.target},
                )
                if item.expects is not None and not self._reached(item, step, before):
                    await confirmed.wait()
        except TimeoutError:
            return Outcome(step, Result.NOT_CONFIRMED, self._state(step.target), Cause.TIMEOUT)
        except HomeAssistantError, vol.Invalid, ValueError:
            return Outcome(step, Result.FAILED, self._state(step.target), Cause.SERVICE_ERROR)
        except Exception:  # a fault of one device's integration is not a fault of the others
            _LOGGER.exception("The service call for %s failed", step.target)
            return Outcome(step, Result.FAILED, self._state(step.target), Cause.SERVICE_ERROR)
        finally:
            stop()
        elapsed = (time.monotonic() - started) * 1000
        after = self._state(step.target)
        if item.expects is None:
            return Outcome(step, Result.NOT_CONFIRMED, after, Cause.NO_FEEDBACK, elapsed)
        return Outcome(step, Result.DONE, after, elapsed_ms=elapsed)

    def _reached(self, item: Capability, step: Step, before: DeviceState) -> bool:
        """Return whether the device is where the step wants it."""
        now = self._state(step.target)
        if now is None or item.expects is None or not now.available:
            return False
        return item.expects(now, step.value, before)

    def _state(self, entity_id: str) -> DeviceState | None:
        """Return the state of an entity as it is now."""
        state: State | None = self.hass.states.get(entity_id)
        return DeviceState(state.state, state.attributes) if state else None
