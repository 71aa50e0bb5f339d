"""Every row: it is supported, it acts, it is confirmed, it is known to be so, it goes back."""

import asyncio
from collections.abc import Mapping
from typing import Any

from homeassistant.core import Context, HomeAssistant
import pytest

from custom_components.llm_iot.actuation.confirmation import state_of
from custom_components.llm_iot.actuation.executor import Actuator
from custom_components.llm_iot.capabilities import row
from custom_components.llm_iot.capability import Capability
from custom_components.llm_iot.models import (
    DeviceState,
    Step,
    Value,
)
from custom_components.llm_iot.outcomes import Cause, Outcome, Result
from custom_components.llm_iot.table import TABLE

from .cases import CASES
from .house import async_pass, async_pass_until, async_set_up_domain, fast_motors


def now(hass: HomeAssistant, entity_id: str) -> DeviceState:
    """Return the state of a device that is there."""
    state = state_of(hass, entity_id)
    assert state is not None
    return state


def shown(state: DeviceState, names: Mapping[str, Any]) -> dict[str, Any]:
    """Return some attributes of a device, and its state where that is asked for."""
    return {name: state.state if name == "state" else state.attributes.get(name) for name in names}


async def act(hass: HomeAssistant, entity_id: str, action: str, value: Value | None) -> Outcome:
    """Do one thing to a device, with a value as a person says it."""
    item = row(entity_id.partition(".")[0], action)
    assert item is not None
    step = Step(entity_id, action, item.fit(value, now(hass, entity_id)))
    acting = asyncio.create_task(Actuator(hass).async_execute([step], Context()))
    (outcome,) = await async_pass_until(hass, acting)
    return outcome


@pytest.mark.parametrize("item", TABLE, ids=lambda item: f"{item.domain}.{item.action}")
async def test_a_row_does_what_it_says_and_can_be_taken_back(
    hass: HomeAssistant, item: Capability
) -> None:
    """On a device of Home Assistant's own."""
    case = CASES[f"{item.domain}.{item.action}"]
    target = {"entity_id": case.entity_id}
    async with fast_motors():
        await async_set_up_domain(hass, item.domain)
        for service, data in case.start:
            await hass.services.async_call(item.domain, service, {**data, **target}, blocking=True)
        await asyncio.sleep(0)  # a device that works in a thread shows its state in the next turn
        before = now(hass, case.entity_id)
        assert item.supported(before.attributes)
        value = item.fit(case.value, before)
        assert not item.already(before, value)

        outcome = await act(hass, case.entity_id, item.action, case.value)
        await async_pass(hass, case.seconds)
        after = now(hass, case.entity_id)
        if item.expects is None:
            assert (outcome.result, outcome.cause) == (Result.NOT_CONFIRMED, Cause.NO_FEEDBACK)
        else:
            assert outcome.result is Result.DONE
        assert shown(after, case.shows) == case.shows
        if item.momentary:
            assert (after.state, after.attributes) != (before.state, before.attributes)
            return
        assert shown(before, case.shows) != case.shows
        assert item.relative or item.expects is None or item.already(after, value)

        if item.restore and (back := item.restore(before)):
            outcome = await act(hass, case.entity_id, *back)
            assert outcome.result is Result.DONE
            await async_pass(hass, case.seconds)
            assert shown(now(hass, case.entity_id), case.shows) == pytest.approx(
                shown(before, case.shows), abs=2
            )
        else:
            assert item.restore is None
