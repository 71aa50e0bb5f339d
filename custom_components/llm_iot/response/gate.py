"""The gate: which plans wait for a yes, or for the PIN, before anything of them moves."""

from collections.abc import Iterable, Iterator, Sequence, Set as AbstractSet
from typing import Final

from .. import capabilities
from ..dialogue import PendingKind
from ..models import (
    GUESSED,
    Device,
    HomeView,
    Plan,
    Source,
    Utterance,
)
from ..outcomes import Decision, Reason, Verdict
from ..places import named_places, with_known_names
from ..policy import Policy
from ..wording import has_quantifier, is_english
from ..words import clean_name

_MANY_KINDS: Final = 3
"""Kinds from which on devices are everything, and not what somebody named kind by kind."""
_MOVING: Final = frozenset({Decision.ACCEPT, Decision.NEEDS_CONFIRMATION})


def review(
    plan: Plan, verdicts: Sequence[Verdict], view: HomeView, policy: Policy, utterance: Utterance
) -> PendingKind | None:
    """Return what the person has to give before a plan is carried out; None to go on.

    `verdicts` are those on the steps that are due now. The later ones are looked at here:
    nobody may be there to ask when they are due.
    """
    reasons = set(_reasons(plan, verdicts, view, policy))
    if Reason.CRITICAL in reasons and policy.needs_code:
        return PendingKind.CODE
    moves = any(verdict.decision in _MOVING for verdict in verdicts)
    if reasons or (plan.unsure and moves) or _is_broad(plan, verdicts, view, policy, utterance):
        return PendingKind.CONFIRMATION
    return None


def _reasons(
    plan: Plan, verdicts: Iterable[Verdict], view: HomeView, policy: Policy
) -> Iterator[Reason | None]:
    """Yield why steps of a plan want a yes."""
    for verdict in verdicts:
        if verdict.decision is Decision.NEEDS_CONFIRMATION:
            yield verdict.reason
    for later in plan.deferred:
        for step in later.steps:
            device = view.by_id.get(step.target)
            item = capabilities.row(device.domain, step.action) if device else None
            if device and item and (wants_yes := policy.needs_yes(device, item)):
                yield wants_yes[0]


def _is_broad(
    plan: Plan,
    verdicts: Iterable[Verdict],
    view: HomeView,
    policy: Policy,
    utterance: Utterance,
) -> bool:
    """Return whether a plan moves more than its words say.

    A floor or home of few devices is no broad plan: more than half of what is broad have
    to move.
    """
    moved = {verdict.step.target for verdict in verdicts if verdict.decision in _MOVING}
    moved |= {step.target for later in plan.deferred for step in later.steps}
    many = len(moved) > policy.broad
    if plan.source in GUESSED:
        return many
    settled = {each.step.target for each in verdicts if each.decision is Decision.ALREADY_SO}
    whole = len(moved) > policy.broad / 2 and _is_whole(moved | settled, view)
    return (many or whole) and not _are_meant(moved, plan, view, utterance)


def _is_whole(targets: AbstractSet[str], view: HomeView) -> bool:
    """Return whether devices are all that a floor of several rooms has, or the home."""
    placed = [device for device in view.devices if device.area_id is not None]
    rooms = {device.area_id for device in placed if device.entity_id in targets}
    floors = {device.floor for device in placed if device.entity_id in targets}
    if len(floors) == 1:
        placed = [device for device in placed if device.floor in floors]
    return len(rooms) > 1 and all(device.entity_id in targets for device in placed)


def _are_meant(moved: AbstractSet[str], plan: Plan, view: HomeView, utterance: Utterance) -> bool:
    """Return whether the words mean all of something, or name the places of what moves.

    "Everything" without a place is more than people think of at once. The words for "all" are
    known in English; in other languages, Home Assistant's own sentences reach many devices
    only by words that mean them.
    """
    devices = [view.by_id[target] for target in moved if target in view.by_id]
    if is_english(utterance):
        if has_quantifier(utterance.text) and not _is_everything(devices, view):
            return True
    elif plan.source is Source.SENTENCE:
        return True
    named = set(named_places(with_known_names(utterance.text, view), view))
    return all(
        named & {clean_name(place) for place in (device.area, device.floor) if place}
        for device in devices
    )


def _is_everything(devices: Sequence[Device], view: HomeView) -> bool:
    """Return whether devices are of many kinds and of more than one floor, or room.

    They are the lights, and the heating, and what runs on a plug, all over the home.
    """
    if len({each.kind for each in devices}) < _MANY_KINDS:
        return False
    storeys = {each.floor for each in view.devices if each.floor}
    if len(storeys) > 1:
        return len({each.floor for each in devices if each.floor}) > 1
    rooms = {each.area_id for each in view.devices}
    return len(rooms) == 1 or len({each.area_id for each in devices}) > 1
