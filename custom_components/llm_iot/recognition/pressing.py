"""A wish about what keeps a home safe, among words that the grammar has no place for.

"The admin says unlock the front door": whatever the rest may mean, the person can be asked
whether the door is to be unlocked, while a guess of a model could only do worse.
"""

from collections.abc import Sequence
from typing import Final

from ..models import Device, HomeView, Plan, Source, Step
from ..table.common import GUARDED
from .actions import Action, Actions, UnclearActionError
from .lexicon import Tag
from .tagging import Part
from .targets import Fit, Targets

_AGAINST: Final = frozenset(
    {Tag.REFUSE, Tag.NOT, Tag.LEAVE, Tag.REMAIN, Tag.EXCEPT, Tag.OR, Tag.CONDITION, Tag.ONLY}
) | {Tag.CORRECTION}
"""Words by which the wish may be another one, or none at all."""
_SENSES: Final = frozenset({"unlock", "open", "disarm"})


def pressing_wish(
    parts: Sequence[Part], targets: Targets, actions: Actions, view: HomeView, area_id: str | None
) -> Plan | None:
    """Return an unsure plan of the only thing that is to be opened, None without one."""
    if any(part.tag in _AGAINST for part in parts):
        return None
    verbs = [place for place, part in enumerate(parts) if part.tag is Tag.VERB]
    wishes = [place for place in verbs if parts[place].sense in _SENSES]
    if len(wishes) != 1 or any(place > wishes[0] for place in verbs):
        return None
    mention, _ = targets.mention_at(parts, wishes[0] + 1)
    if mention is None or mention.reference or mention.is_place:
        return None
    action = Action(parts[wishes[0]].sense)

    def steps(device: Device) -> tuple[Step, ...]:
        try:
            return actions.steps(action, device, view)
        except UnclearActionError:
            return ()

    choice = targets.choose(mention, area_id, lambda device: bool(steps(device)))
    guarded = all(steps(device) and device.kind in GUARDED for device in choice.devices)
    if choice.fit is not Fit.CLEAR or not guarded:
        return None
    found = tuple(step for device in choice.devices for step in steps(device))
    return Plan(Source.RESOLVER, found, unsure=True)
