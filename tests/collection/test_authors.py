"""Who did something, as the record of a running home has it."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.core import Context, HomeAssistant

from custom_components.llm_iot.collection.history import History
from custom_components.llm_iot.models import Step
from custom_components.llm_iot.past import Cause, CauseKind, PastForm

from .watching import DOOR, LAMP, ask, switch


async def test_it_is_known_who_did_it(hass_with_lamp: HomeAssistant, history: History) -> None:
    """A person, the agent for a person, an automation by its name, and the device itself."""
    hass, causes = hass_with_lamp, []
    anna = await hass.auth.async_create_user("Anna", group_ids=[GROUP_ID_ADMIN])
    ben = await hass.auth.async_create_user("Ben", group_ids=[GROUP_ID_ADMIN])

    async def note() -> None:
        (finding,) = (await ask(history, hass, PastForm.LAST)).findings
        causes.append((finding.cause.kind, finding.cause.name, finding.cause.user_id))
        await switch(hass, LAMP, on=False)

    await switch(hass, LAMP, on=True, context=Context(user_id=anna.id))
    await note()
    turn = Context(user_id=ben.id)
    with history.authors.turns.under_way(turn):
        await switch(hass, LAMP, on=True, context=turn)
    await note()
    await switch(hass, DOOR, on=True, context=Context(user_id=anna.id))
    await note()
    hass.states.async_set(LAMP, "on")
    await note()
    assert causes == [
        (CauseKind.PERSON, None, anna.id),
        (CauseKind.AGENT, None, ben.id),
        (CauseKind.AUTOMATION, "Lamp at the door", None),
        (CauseKind.DEVICE, None, None),
    ]


async def test_a_person_is_called_by_name(hass_with_lamp: HomeAssistant, history: History) -> None:
    """The person whose user did it, where Home Assistant has one."""
    hass = hass_with_lamp
    user = await hass.auth.async_create_user("a.smith", group_ids=[GROUP_ID_ADMIN])
    hass.states.async_set("person.anna", "home", {"user_id": user.id, "friendly_name": "Anna"})
    await switch(hass, LAMP, on=True, context=Context(user_id=user.id))
    (finding,) = (await ask(history, hass, PastForm.LAST)).findings
    assert finding.cause.name == "Anna"


async def test_a_hand_at_the_switch_right_after_a_turn_is_not_the_turn(
    hass_with_lamp: HomeAssistant, history: History, freezer: FrozenDateTimeFactory
) -> None:
    """Home Assistant gives what the device shows the context of the turn for five seconds."""
    hass = hass_with_lamp
    ben = await hass.auth.async_create_user("Ben", group_ids=[GROUP_ID_ADMIN])
    turn = Context(user_id=ben.id)
    with history.authors.turns.under_way(turn):
        history.authors.turns.async_expect(turn, [Step(LAMP, "on")])
        await switch(hass, LAMP, on=True, context=turn)
    freezer.tick(1)
    (ours,) = (await ask(history, hass, PastForm.LAST)).findings
    hass.states.async_set(LAMP, "off", context=turn)
    freezer.tick(1)
    (hand,) = (await ask(history, hass, PastForm.LAST, state="off")).findings
    assert ours.cause == Cause(CauseKind.AGENT, user_id=ben.id)
    assert hand.cause == Cause(CauseKind.DEVICE)
