"""What is planned, and then refused to be done: "don't turn the pump off"."""

from custom_components.llm_iot.models import Reply, Request, RequestKind, Step

from .house import LAMP, PUMP, House, later


async def spare(house: House, *steps: Step) -> Reply:
    """Refuse some steps."""
    request = Request(RequestKind.SPARE, tuple(step.target for step in steps), steps=steps)
    view = house.agent.pipeline.home()
    return await house.agent.later.async_answer(request, view, house.origin)


async def test_it_is_not_done(house: House) -> None:
    """What else is planned stays, for the same device, too."""
    await house.do(
        deferred=(
            later(30, Step(PUMP, "off")),
            later(40, Step(PUMP, "on")),
            later(50, Step(LAMP, "off")),
        )
    )
    assert await spare(house, Step(PUMP, "off")) == Reply("Cancelled: at 12:30 turn off the pump.")
    assert len(await house.items()) == 2


async def test_what_lasts_does_not_end(house: House) -> None:
    """The way back of a command for a time is planned as well."""
    on = Step(PUMP, "on")
    await house.do(on, deferred=(later(30, on, restore=True),))
    await spare(house, Step(PUMP, "off"))
    await house.pass_until(31)
    assert house.is_on(PUMP)


async def test_what_nobody_planned_needs_nothing(house: House) -> None:
    """No fault is reported."""
    await house.do(deferred=(later(30, Step(PUMP, "on")),))
    assert await spare(house, Step(PUMP, "off")) == Reply("There is nothing to do.")
    assert len(await house.items()) == 1


async def test_the_rest_of_a_plan_stays(house: House) -> None:
    """Who wants the lamp left on has everything else off all the same."""
    await house.do(Step(LAMP, "on"), deferred=(later(30, Step(PUMP, "off"), Step(LAMP, "off")),))
    assert await spare(house, Step(LAMP, "off")) == Reply("I will leave the lamp as it is.")
    (item,) = await house.items()
    assert item["summary"] == "Turn off the pump"
    await house.do(Step(PUMP, "on"))
    await house.pass_until(31)
    assert house.is_on(LAMP)
    assert not house.is_on(PUMP)
