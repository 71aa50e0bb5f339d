"""A house in which things are planned."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import Context, HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.llm_iot.actuation.executor import Actuator
from custom_components.llm_iot.agent import Agent
from custom_components.llm_iot.const import (
    CONF_CHAT_MODEL,
    SUBENTRY_CONVERSATION,
)
from custom_components.llm_iot.models import (
    Deferred,
    Plan,
    Reply,
    Request,
    RequestKind,
    Source,
    Step,
)
from custom_components.llm_iot.outcomes import Decision
from custom_components.llm_iot.planned import Origin
from custom_components.llm_iot.response.verifier import verify
from tests.fake_ollama import CHAT_MODEL

NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)
LAMP, PUMP = "input_boolean.lamp", "input_boolean.pump"
LIST = "todo.home_agent_planned"
KEY = "llm_iot.house.planned"
UNDO = Request(RequestKind.UNDO)


def agent_data(title: str) -> ConfigSubentryData:
    """Return the subentry of an agent, whose id is made from its title."""
    return ConfigSubentryData(
        data={CONF_CHAT_MODEL: CHAT_MODEL},
        subentry_type=SUBENTRY_CONVERSATION,
        title=title,
        unique_id=None,
    )


@dataclass
class House:
    """A running integration with two agents and two switches."""

    hass: HomeAssistant
    entry: MockConfigEntry
    freezer: FrozenDateTimeFactory
    origin: Origin
    notices: list[str] = field(default_factory=list)
    """Messages of the notifications."""

    @property
    def agent(self) -> Agent:
        """Return the first agent."""
        return next(iter(self.entry.runtime_data.agents.values()))  # type: ignore[no-any-return]  # a mock's data has no type

    async def do(
        self, *steps: Step, deferred: tuple[Deferred, ...] = (), replans: bool = False
    ) -> str:
        """Take a plan through a turn; return what is said about later."""
        later, view = self.agent.later, self.agent.pipeline.home()
        plan = Plan(Source.RESOLVER, steps, deferred=deferred, replans=replans)
        begun = await later.async_begin(plan, view, self.origin)
        assert not begun.drafts.problems
        verdicts = verify(plan, view)
        accepted = [each.step for each in verdicts if each.decision is Decision.ACCEPT]
        outcomes = await Actuator(self.hass).async_execute(accepted, Context())
        return await later.async_end(begun, verdicts, outcomes)

    async def undo(self) -> Reply:
        """Take the last turn back."""
        later, view = self.agent.later, self.agent.pipeline.home()
        plan = later.undo.plan_back(view, self.origin, UNDO)
        begun = await later.async_begin(plan, view, self.origin)
        outcomes = await Actuator(self.hass).async_execute(plan.steps, Context())
        return await later.async_undone(begun, verify(plan, view), outcomes)

    async def ask(self, kind: RequestKind, *targets: str) -> Reply:
        """Ask for what is planned, or cancel it."""
        view = self.agent.pipeline.home()
        return await self.agent.later.async_answer(Request(kind, targets), view, self.origin)

    async def cancel(self, place: int) -> Reply:
        """Cancel what is planned at a place of the list."""
        request = Request(RequestKind.CANCEL_PLANNED, place=place)
        return await self.agent.later.async_answer(request, self.agent.pipeline.home(), self.origin)

    async def pass_until(self, minutes: float) -> None:
        """Let time pass until some minutes after noon."""
        self.freezer.move_to(NOON + timedelta(minutes=minutes))
        async_fire_time_changed(self.hass, dt_util.utcnow())
        await self.hass.async_block_till_done()

    async def items(self, entity_id: str = LIST) -> list[dict[str, Any]]:
        """Return the items of a to-do list."""
        answer = await self.hass.services.async_call(
            "todo", "get_items", {"entity_id": entity_id}, blocking=True, return_response=True
        )
        assert answer is not None
        found: list[dict[str, Any]] = answer[entity_id]["items"]  # type: ignore[index,call-overload,assignment]  # JSON
        return found

    def is_on(self, entity_id: str) -> bool:
        """Return whether a switch is on."""
        return self.hass.states.is_state(entity_id, "on")


def later(minutes: float, *steps: Step, restore: bool = False) -> Deferred:
    """Return steps that are due some minutes after noon."""
    return Deferred(NOON + timedelta(minutes=minutes), steps, restore=restore)
