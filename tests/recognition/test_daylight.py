"""Commands for when the sun rises or sets."""

from dataclasses import replace
from datetime import datetime

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Plan, ProblemCode, Utterance
from custom_components.llm_iot.sun import SunTimes
from tests.recognition.house import NOW, house, read, resolver, write


def at(day: int, hour: int, minute: int) -> datetime:
    """Return a time in the week of the tests."""
    return NOW.replace(day=day, hour=hour, minute=minute)


SUN = SunTimes(rising=at(5, 5, 40), setting=at(4, 20, 50), dawn=at(5, 5, 2), dusk=at(4, 21, 28))


def understand(text: str, sun: SunTimes | None = SUN) -> Plan | None:
    """Return the plan of a sentence where the sun rises and sets."""
    view = replace(house(), sun=sun)
    return resolver().resolve(Utterance(text), view, Context(), NOW)


@pytest.mark.parametrize(
    ("text", "steps", "due"),
    [
        ("turn on the hall light at sunset", "light.h on", at(4, 20, 50)),
        ("turn on the hall light when the sun goes down", "light.h on", at(4, 20, 50)),
        ("when it gets dark turn on the hall light", "light.h on", at(4, 21, 28)),
        ("close the curtains at dusk please", "cover.b close", at(4, 21, 28)),
        ("open the blinds at sunrise", "cover.l open", at(5, 5, 40)),
        ("open the blinds tomorrow at sunrise", "cover.l open", at(5, 5, 40)),
        ("as soon as the sun is up open the blinds", "cover.l open", at(5, 5, 40)),
        ("open the blinds when it gets light", "cover.l open", at(5, 5, 2)),
        ("turn on the hall light half an hour after sunset", "light.h on", at(4, 21, 20)),
        ("turn on the hall light ten minutes before sunset", "light.h on", at(4, 20, 40)),
        ("the curtains have to be closed by sunset", "cover.b close", at(4, 20, 50)),
    ],
)
def test_the_sun_tells_a_time(text: str, steps: str, due: datetime) -> None:
    """It is the next one, to the minute."""
    plan = understand(text)
    assert plan is not None
    assert (plan.steps, plan.problems) == ((), ())
    assert [(write(each.steps), each.due) for each in plan.deferred] == [(write(read(steps)), due)]


def test_the_sun_ends_what_lasts() -> None:
    """What is to be on until then is off from then on."""
    plan = understand("leave the hall light on until sunrise")
    assert plan is not None
    assert write(plan.steps) == {"light.h on"}
    assert [(write(each.steps), each.due) for each in plan.deferred] == [
        ({"light.h off"}, at(5, 5, 40))
    ]


def test_the_sun_bounds_a_time() -> None:
    """An hour of the clock may be the other end."""
    plan = understand("turn on the hall light from sunset to eleven")
    assert plan is not None
    assert [each.due for each in plan.deferred] == [at(4, 20, 50), at(4, 23, 0)]


def test_where_the_sun_does_not_set_nothing_is_planned() -> None:
    """That it was not understood when is said."""
    plan = understand("turn on the hall light at sunset", sun=None)
    assert plan is not None
    assert (plan.steps, plan.deferred) == ((), ())
    assert [each.code for each in plan.problems] == [ProblemCode.LATER]
