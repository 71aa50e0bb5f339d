"""What is the doing of a turn in a context that a hand right after it has, too."""

from homeassistant.core import Context, HomeAssistant, State
import pytest

from custom_components.llm_iot.models import Step
from custom_components.llm_iot.own_turns import OwnTurns

LAMP, BLIND, FAN, SCENE = "light.lamp", "cover.blind", "fan.fan", "scene.evening"


@pytest.fixture
def turns(hass: HomeAssistant) -> OwnTurns:
    """Return the turns of a home whose devices are as they were before."""
    hass.states.async_set(LAMP, "off")
    hass.states.async_set(BLIND, "open", {"current_position": 100, "supported_features": 15})
    hass.states.async_set(FAN, "off", {"percentage": 0, "supported_features": 49})
    hass.states.async_set(SCENE, "unknown")
    return OwnTurns(hass)


def after(turns: OwnTurns, *steps: Step, meanwhile: State | None = None) -> Context:
    """Return the context of a turn that has carried out some steps and is over."""
    context = Context()
    with turns.under_way(context):
        turns.async_expect(context, steps)
        if meanwhile is not None:
            assert turns.async_is_doing(context, meanwhile.entity_id, meanwhile)
    return context


def test_all_is_its_doing_while_it_lasts(turns: OwnTurns) -> None:
    """Whatever the way to what was wanted looks like."""
    context = Context()
    with turns.under_way(context):
        turns.async_expect(context, [Step(LAMP, "on")])
        assert turns.async_lasts(context)
        assert turns.async_is_doing(context, LAMP, State(LAMP, "off"))
        assert turns.async_is_doing(context, FAN, State(FAN, "on"))
        assert not turns.async_is_doing(Context(), LAMP, State(LAMP, "on"))
    assert not turns.async_lasts(context)


@pytest.mark.parametrize(
    ("step", "state", "is_ours"),
    [
        (Step(LAMP, "on"), State(LAMP, "on"), True),
        (Step(LAMP, "on"), State(LAMP, "on", {"brightness": 255}), True),
        (Step(LAMP, "on"), State(LAMP, "off"), False),
        (Step(BLIND, "close"), State(BLIND, "closing", {"current_position": 60}), True),
        (Step(BLIND, "close"), State(BLIND, "closed", {"current_position": 0}), True),
        (Step(BLIND, "close"), State(BLIND, "open", {"current_position": 60}), False),
        (Step(FAN, "percentage", 33), State(FAN, "on", {"percentage": 33}), True),
        (Step(FAN, "percentage", 33), State(FAN, "on", {"percentage": 100}), False),
    ],
)
def test_what_was_asked_for_may_come_late(
    turns: OwnTurns,
    step: Step,
    state: State,
    is_ours: bool,  # noqa: FBT001  # a case
) -> None:
    """Anything else is somebody else's."""
    context = after(turns, step)
    assert turns.async_has(context)
    assert turns.async_is_doing(context, state.entity_id, state) is is_ours


def test_what_was_not_named_follows_once(turns: OwnTurns) -> None:
    """A member of a scene comes to its state by the turn; a hand takes it out of it."""
    step = Step(SCENE, "on")
    context = after(turns, step, meanwhile=State(LAMP, "on"))
    assert turns.async_is_doing(context, LAMP, State(LAMP, "on", {"brightness": 20}))
    assert not turns.async_is_doing(context, LAMP, State(LAMP, "off"))
    assert turns.async_is_doing(context, FAN, State(FAN, "on"))
    assert not turns.async_is_doing(context, FAN, State(FAN, "off"))


def test_a_turn_that_moves_nothing_is_forgotten(turns: OwnTurns) -> None:
    """What comes in its context has its own reason: the next action of a script."""
    context = after(turns)
    assert not turns.async_has(context)
    assert not turns.async_is_doing(context, LAMP, State(LAMP, "on"))
