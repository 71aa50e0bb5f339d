"""Where a group is whose place stands behind what is left out of it."""

from dataclasses import replace

from .clauses import Clause
from .groups import Groups
from .mentions import Mention, Reference
from .targets import Targets


def around_exception(clause: Clause, targets: Targets, groups: Groups) -> Mention | None:
    """Return where a group is whose place is said of what is left out of it.

    None where nothing else of it is there: then it is only where that one is.
    """
    place = _place_of_group(clause, targets)
    if place is None:
        return None
    inside = set(groups.inside(place))
    for each in clause.excepted:
        inside -= set(targets.everything_fitting(each, None))
    fitting = (set(targets.everything_fitting(each, None)) for each in clause.mentions)
    whole = any(each.reference for each in clause.mentions)
    return place if whole or any(found & inside for found in fitting) else None


def _place_of_group(clause: Clause, targets: Targets) -> Mention | None:
    """Return where a group is whose place stands behind what is left out of it.

    "Everything off but the kettle in the kitchen" is about the kitchen, if there is but one kettle:
    what is known by its name alone needs no place. None for anything else: in "all the lights off
    but the lamp in the hall" the room is rather that of the lamp, while a floor is that of all.
    """
    last = clause.excepted[-1] if clause.excepted else None
    if last is None or not last.places or last.reference or not last.things or last.plural:
        return None
    placed = (each.all_places or each.here or each.home or each.there for each in clause.mentions)
    everything = any(each.reference is Reference.EVERYTHING for each in clause.mentions)
    on_floor = all(place.area_id is None for place in last.places)
    if clause.scope or any(placed) or not (everything or on_floor):
        return None
    if len(targets.everything_fitting(replace(last, places=()), None)) != 1:
        return None
    return Mention(last.start, last.end, places=last.places)
