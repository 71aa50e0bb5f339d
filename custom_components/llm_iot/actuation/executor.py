"""Actuation: verified steps become service calls, each confirmed by the device's state."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
import logging
import time

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import voluptuous as vol

from .. import capabilities
from ..models import (
    DeviceState,
    Step,
)
from ..outcomes import Cause, Outcome, Result
from .confirmation import Confirmation, state_of
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
        """Send one command and wait for the states that prove it."""
        domain = step.target.partition(".")[0]
        item = capabilities.row(domain, step.action)
        before = self._state(step.target)
        if item is None or before is None:
            return Outcome(step, Result.FAILED, before, Cause.SERVICE_ERROR)
        started = time.monotonic()
        confirmation = Confirmation(self.hass, item, step)
        stop = confirmation.async_listen()
        cause = None
        try:
            async with asyncio.timeout(item.deadline(before)):
                service, data = item.call(step.value, before)
                await self.hass.services.async_call(
                    domain,
                    service,
                    data,
                    blocking=True,
                    context=context,
                    target={ATTR_ENTITY_ID: step.target},
                )
                if item.confirmable(before):
                    await confirmation.async_wait()
                else:
                    cause = Cause.NO_FEEDBACK
        except TimeoutError:
            cause = Cause.TIMEOUT
        except HomeAssistantError, vol.Invalid, ValueError:
            return Outcome(step, Result.FAILED, self._state(step.target), Cause.SERVICE_ERROR)
        except Exception:  # a fault of one device's integration is not a fault of the others
            _LOGGER.exception("The service call for %s failed", step.target)
            return Outcome(step, Result.FAILED, self._state(step.target), Cause.SERVICE_ERROR)
        finally:
            stop()
        elapsed = (time.monotonic() - started) * 1000
        return self._outcome(confirmation, cause, elapsed)

    def _outcome(self, confirmation: Confirmation, cause: Cause | None, elapsed: float) -> Outcome:
        """Return what became of a step whose command was sent."""
        step = confirmation.step
        after = self._state(step.target)
        if confirmation.stuck:
            return Outcome(step, Result.FAILED, after, Cause.STUCK, elapsed)
        missing = () if cause is Cause.NO_FEEDBACK else confirmation.missing()
        if cause is None and missing:
            cause = Cause.TIMEOUT  # of members that cannot follow, none was waited for
        if cause is None:
            return Outcome(step, Result.DONE, after, elapsed_ms=elapsed)
        left_behind = tuple(each for each in missing if each != step.target)
        return Outcome(step, Result.NOT_CONFIRMED, after, cause, elapsed, left_behind)

    def _state(self, entity_id: str) -> DeviceState | None:
        """Return the state of an entity as it is now."""
        return state_of(self.hass, entity_id)
