"""What a sentence wants left alone: "leave the lamp on", "only row A stays on"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ..models import Device
from .clauses import Clause, UnreadableError
from .groups import Groups
from .mentions import Mention, Reference
from .targets import Fit, Targets

_THE_SAME: Final = frozenset({Reference.IT, Reference.THEM})
_OTHERS: Final = frozenset({Reference.OTHER, Reference.REST})


@dataclass(frozen=True)
class Sparing:
    """Finds what is to be left alone, before anything else is looked at."""

    groups: Groups
    targets: Targets
    area_id: str | None

    def spared(self, clauses: Sequence[Clause]) -> set[str]:
        """Return the entity ids of what is left alone.

        Raises UnreadableError if it is not known what that is.
        """
        found: set[str] = set()
        group = self._first_moved(clauses)
        for clause in clauses:
            if self._moves(clause, clauses):
                group = clause.mentions[-1] if clause.mentions else group
                continue
            for mention in self._known(clause, clauses, group):
                if not mention.reference or (mention.reference is Reference.ONE and group):
                    found |= self._ids(self._left_out(mention, group), clause.excepted)
                elif mention.reference is Reference.EVERYTHING and not clause.excepted:
                    continue  # "everything may stay on, just the hall off"
                elif mention.reference in _OTHERS and group and not group.reference:
                    continue  # "only the lamp off, keep the others": nothing else is moved
                elif len(clauses) > 1:
                    raise UnreadableError
        return found - self._named(clauses) - self._wanted_otherwise(clauses)

    def _known(
        self, clause: Clause, clauses: Sequence[Clause], group: Mention | None
    ) -> Sequence[Mention]:
        """Return what is named to be left alone; "don't wake the baby" in front names nothing.

        Raises UnreadableError for a name beside a group, which may be that of one of them.
        """
        if clause is clauses[0] and len(clauses) > 1 and _is_of_nothing(clause):
            return ()
        if group and _is_several(group) and any(map(_is_nothing, clause.mentions)):
            raise UnreadableError
        return clause.mentions

    def _wanted_otherwise(self, clauses: Sequence[Clause]) -> set[str]:
        """Return the ids of what is refused one thing and wanted another right behind it.

        "Don't turn the TV off, mute it", "..., just put the volume down to 20".
        """
        found: set[str] = set()
        for before, clause in pairwise(clauses):
            if not before.refused or clause.refused or clause.left or clause.action is None:
                continue
            choices = [self.targets.choose(each, self.area_id) for each in before.mentions]
            refused = {device.entity_id for choice in choices for device in choice.devices}
            if all(each.reference in _THE_SAME for each in clause.mentions):
                found |= refused
            elif len(clause.mentions) == 1 and not clause.mentions[0].plural:
                choice = self.targets.choose(clause.mentions[0], self.area_id)
                known = choice.devices if choice.fit is Fit.CLEAR else ()
                found |= refused & {device.entity_id for device in known}
        return found

    def _ids(self, devices: Sequence[Device], excepted: Sequence[Mention]) -> set[str]:
        """Return the entity ids of devices but for an exception: "leave all on except the lamp"."""
        others = {device for each in excepted for device in self.targets.among(each, devices)}
        return {device.entity_id for device in devices if device not in others}

    def _moves(self, clause: Clause, clauses: Sequence[Clause]) -> bool:
        """Return whether a clause is about what is to be moved."""
        left = clause.left and not keeps_only(clause, clauses)
        return not (left or clause.refused) or (clause.only and not left)

    def _first_moved(self, clauses: Sequence[Clause]) -> Mention | None:
        """Return what is named first to be moved: an exception can stand before it."""
        moved = (each for each in clauses if each.mentions and self._moves(each, clauses))
        return next((each.mentions[-1] for each in moved), None)

    def _named(self, clauses: Sequence[Clause]) -> set[str]:
        """Return the ids of what is named to be moved, where only a kind is left alone.

        In "TV light off, but the lamp stays on" the TV light is not the lamp.
        """
        left = [mention for clause in clauses if clause.left for mention in clause.mentions]
        if any(thing.named for mention in left for thing in mention.things):
            return set()
        moved = [
            mention
            for clause in clauses
            if not (clause.left or clause.refused)
            for mention in clause.mentions
            if not mention.plural and len(mention.things) == 1 and mention.things[0].named
        ]
        choices = [self.targets.choose(mention, self.area_id) for mention in moved]
        return {d.entity_id for c in choices if c.fit is Fit.CLEAR for d in c.devices}

    def _left_out(self, mention: Mention, group: Mention | None) -> tuple[Device, ...]:
        """Return what is left out of a group that was named before, else all that is called so."""
        if group and mention.reference is Reference.ONE and not group.reference:
            mention = _of_the_kind(mention, group)
        if group is None or mention.is_place:
            return self.groups.excepted(mention)
        if group.reference in _OTHERS:
            choice = self.targets.choose(mention, self.area_id)
            clear = choice.fit is Fit.CLEAR and not mention.plural
            return choice.devices if clear else self.groups.excepted(mention)
        if not _is_several(group):
            choice = self.targets.choose(mention, self.area_id)
            known = choice.fit in {Fit.CLEAR, Fit.SEVERAL} and not mention.reference
            return choice.devices if known else self.groups.excepted(mention)
        if _is_other_sort(mention, group):
            apart = self.targets.choose(group, self.area_id).devices
            meant = self.targets.choose(mention, self.area_id).devices
            return tuple(each for each in meant if each not in apart) or meant
        return self._left_out_of(group, mention)

    def _left_out_of(self, group: Mention, mention: Mention) -> tuple[Device, ...]:
        """Return what is left out of several things that were named before."""
        members: tuple[Device, ...] = ()
        if group.reference is Reference.EVERYTHING or group.is_place:
            if group.all_places or group.here:
                members = self.groups.inside(group)
        elif not group.reference:
            members = self.targets.everything_fitting(group, self.area_id)
        within = self.targets.among(mention, members)
        if mention.places:
            inside = set(self.groups.inside(mention))
            within = tuple(each for each in within if each in inside)
        if not within or len(within) < len(members):
            return within or self.groups.excepted(mention)
        # "Both bedside lamps off but leave the bedroom light": not both of them are meant.
        outside = (each for each in self.groups.excepted(mention) if each not in members)
        return tuple(outside) or within


def _sends_others_off(clause: Clause) -> bool:
    """Return whether something goes off that what is left on may be one of: "all lights off"."""
    named = clause.mentions and not any(map(_is_group, clause.mentions))
    return clause.action is not None and clause.action.direction_sense == "off" and not named


def _is_group(mention: Mention) -> bool:
    return bool(mention.reference) or _is_several(mention)


def _is_nothing(mention: Mention) -> bool:
    """Return whether nothing of the home is called so."""
    return bool(mention.unknown) and not (mention.things or mention.reference)


def _is_of_nothing(clause: Clause) -> bool:
    """Return whether a clause refuses what nothing of the home does, to nothing of the home."""
    does = clause.verbs or clause.particles or clause.manner or clause.left
    return not does and all(map(_is_nothing, clause.mentions))


def _is_other_sort(mention: Mention, group: Mention) -> bool:
    """Return whether two words for several things of a kind tell them apart: blinds, shutters."""
    head, other = mention.head, group.head
    if head is None or other is None or not (mention.plural and group.plural):
        return False
    return bool(head.kind) and head.kind == other.kind and head.words != other.words


def _of_the_kind(mention: Mention, group: Mention) -> Mention:
    """Return "the bedroom one" as a thing of the kind that was spoken of before."""
    only_placed = all(thing.place and not thing.kind for thing in mention.things)
    kinds = tuple(thing for thing in group.things if thing.kind) if only_placed else ()
    return replace(mention, things=(*mention.things, *kinds), reference=None)


def _is_several(mention: Mention) -> bool:
    """Return whether something can be left out of what is named."""
    return mention.plural or mention.is_place or mention.reference is Reference.EVERYTHING


def keeps_only(clause: Clause, clauses: Sequence[Clause]) -> bool:
    """Return whether the others are to go off for "leave only the lamp on".

    Behind "all lights off" the same words only say what is left out, and so does "only the lamp
    stays off" behind "all lights on".
    """
    others = [each for each in clauses if each is not clause and not each.left]
    away = any(map(_sends_others_off, others))
    on = clause.action is not None and clause.action.sense == "on"
    moved = any(each.action for each in others)
    return clause.only and not away and (on or not moved)
