"""What is not to be there: "music on the terrace but no music in the kitchen", "lamp on, fan not".

Of what is moved anyway the same words are an exception: "all lights on but no lamp".
"""

from collections.abc import Iterator, Sequence

from ..models import Device, Step
from .actions import Action, Actions, UnclearActionError
from .agenda import Agenda, Meant
from .clauses import Clause
from .groups import Groups
from .mentions import located
from .references import unique

_OFF = Action("off")


def ended(
    clause: Clause, devices: Sequence[Device], agenda: Agenda, groups: Groups
) -> Meant | None:
    """Return what turns off devices that are not to be on; None where they are an exception.

    So they are where they are among what was moved before, and "the lamp off, the fan not" says
    nothing of a fan that is off. Raises UnclearActionError where "no lights" may be any.
    """
    before = {device for each in agenda.meant for device in each.devices}
    ends = {step.action for each in agenda.meant for step in each.steps} & {"off", "stop", "pause"}
    exception = not before or bool(before & set(devices)) or (clause.denied and bool(ends))
    if exception or not (clause.absent or clause.denied):
        return None
    plain = Clause(action=_OFF)
    found = {each: groups.steps(plain, _OFF, each) for each in devices}
    on = tuple(each for each, steps in found.items() if steps and _is_on(each, groups))
    anywhere = [each for each in clause.mentions if not (each.all_places or each.here)]
    if len(on) > 1 and any(mention.plural for mention in anywhere):
        raise UnclearActionError
    steps = unique(step for each in on for step in found[each])
    agenda.spared -= {device.entity_id for device in on}
    return Meant(on, steps, group=len(on) > 1)


def contrary(clause: Clause, actions: Actions) -> Clause | None:
    """Return what becomes of an exception to what stays on: "all stay on except the lamp".

    It is where the others are: "all in the kitchen".
    """
    opposite = actions.opposite(clause.action.sense) if clause.action else None
    if opposite not in {"on", "off"} or not clause.excepted:
        return None
    others = clause.mentions[-1] if clause.mentions else None
    mentions = [located(each, others) if others else each for each in clause.excepted]
    return Clause(action=Action(opposite), mentions=mentions)


def against(kept: Action | None, devices: Sequence[Device], groups: Groups) -> Iterator[Step]:
    """Yield what would change devices that are kept on, or off: it is planned no more."""
    opposite = groups.actions.opposite(kept.sense) if kept else None
    if opposite is None:
        return
    action = Action(opposite)
    for device in devices:
        yield from groups.steps(Clause(action=action), action, device)


def _is_on(device: Device, groups: Groups) -> bool:
    """Return whether a device is on, or at it: nobody hears a speaker that is paused."""
    return groups.is_busy(device) or groups.view.state(device.entity_id).state == "on"
