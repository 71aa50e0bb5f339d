"""The AC of a home that has none by that name: its thermostats, where they cool.

In many homes one thermostat heats in winter and cools in summer, and is "the AC" all summer.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ..kinds import Kinds
from ..models import DeviceState, HomeView, Plan, Step
from .index import HomeIndex
from .lexicon import Words
from .tokenizer import words_of

_AC: Final = "ac"
_THERMOSTAT: Final = "thermostat"
_COOL: Final = "cool"
"""The mode of a thermostat that is on as an AC, and the action that sets it."""
_HEATING: Final = frozenset({"heat", "heat_cool", "auto"})
"""Modes in which a thermostat is no AC that could be turned on or off."""


def with_thermostat(tokens: Words, index: HomeIndex, view: HomeView, kinds: Kinds) -> Words | None:
    """Return a command to the AC as one to the thermostat; None where it is not meant by that.

    It is where each of them cools, and none is heating: that is not to be turned off as an AC.
    """
    thermostats = index.pick(index.of_kind(_THERMOSTAT))
    if index.of_kind(_AC) or not thermostats:
        return None
    spoken = {words_of(word) for word in kinds.data[_AC]["words"]}
    ends = (
        (place, place + size)
        for size in range(max(map(len, spoken)), 0, -1)
        for place in range(len(tokens))
        if tokens[place : place + size] in spoken
    )
    begin, end = next(ends, (0, 0))
    named = any(index.by_word.get(word) for word in tokens[begin:end])
    if begin == end or named or not all(_cools(view.state(each.entity_id)) for each in thermostats):
        return None
    return (*tokens[:begin], kinds.word(_THERMOSTAT), *tokens[end:])


def as_cooling(plan: Plan | None, index: HomeIndex) -> Plan | None:
    """Return a plan in which thermostats that are turned on cool, as somebody wants of an AC."""
    if plan is None:
        return None
    thermostats = {device.entity_id for device in index.pick(index.of_kind(_THERMOSTAT))}

    def cooling(steps: Iterable[Step]) -> tuple[Step, ...]:
        return tuple(
            replace(step, action=_COOL)
            if step.action == "on" and step.target in thermostats
            else step
            for step in steps
        )

    later = tuple(replace(each, steps=cooling(each.steps)) for each in plan.deferred)
    return replace(plan, steps=cooling(plan.steps), deferred=later)


def _cools(state: DeviceState) -> bool:
    return state.state not in _HEATING and _COOL in state.attributes.get("hvac_modes", ())
