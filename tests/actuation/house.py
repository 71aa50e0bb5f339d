"""A house of Home Assistant's own demo devices, moved through the real actuator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from homeassistant.core import Context, HomeAssistant

from custom_components.llm_iot.actuation.executor import Actuator
from custom_components.llm_iot.actuation.undo import Undo
from custom_components.llm_iot.collection.home import Home
from custom_components.llm_iot.models import (
    Plan,
    Request,
    RequestKind,
    Source,
    Step,
    Utterance,
)
from custom_components.llm_iot.outcomes import Decision, Outcome, Verdict
from custom_components.llm_iot.planned import Origin, Planned
from custom_components.llm_iot.response.verifier import verify

BED, CEILING, KITCHEN = "light.bed_light", "light.ceiling_lights", "light.kitchen_lights"
WINDOW, HVAC, FAN = "cover.hall_window", "climate.hvac", "fan.living_room_fan"
PLAYER, DOOR = "media_player.bedroom", "lock.kitchen_door"
ANNA = Origin(Utterance("do it"), user_id="anna")
BOB = Origin(Utterance("do it"), user_id="bob")
UNDO, REDO = Request(RequestKind.UNDO), Request(RequestKind.REDO)


@dataclass
class House:
    """The house, and what is remembered of its turns."""

    hass: HomeAssistant
    home: Home
    undo: Undo = field(default_factory=Undo)
    verdicts: tuple[Verdict, ...] = ()
    """Of the last undo."""

    async def move(
        self, *steps: Step, by: Origin = ANNA, planned: Sequence[Planned] = ()
    ) -> list[Outcome]:
        """Take steps in a turn of their own."""
        return await self._carry_out(Plan(Source.RESOLVER, steps), by, planned)

    async def put_back(self, request: Request = UNDO, by: Origin = ANNA) -> Plan:
        """Carry out what takes turns back, as far as the verifier accepts it."""
        plan = self.undo.plan_back(self.home.async_view(), by, request)
        self.verdicts = verify(plan, self.home.async_view())
        await self._carry_out(plan, by, ())
        return plan

    async def _carry_out(self, plan: Plan, by: Origin, planned: Sequence[Planned]) -> list[Outcome]:
        view = self.home.async_view()
        steps = [each.step for each in verify(plan, view) if each.decision is Decision.ACCEPT]
        outcomes = await Actuator(self.hass).async_execute(steps, Context())
        self.undo.remember(plan, view, outcomes, by, planned)
        return outcomes

    def state(self, entity_id: str) -> str:
        """Return the state of a device."""
        state = self.hass.states.get(entity_id)
        assert state is not None
        return state.state

    def attributes(self, entity_id: str) -> Mapping[str, Any]:
        """Return the attributes of a device."""
        state = self.hass.states.get(entity_id)
        assert state is not None
        return state.attributes

    def percent(self, entity_id: str) -> float | None:
        """Return the brightness of a light."""
        level = self.attributes(entity_id).get("brightness")
        return None if level is None else round(level / 2.55)
