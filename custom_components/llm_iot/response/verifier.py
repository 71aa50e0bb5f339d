"""The verifier: code, not the model, decides what may move. Every path passes it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .. import capabilities
from ..capability import Capability
from ..models import (
    DeviceState,
    HomeView,
    Plan,
    Step,
)
from ..outcomes import Decision, Reason, Verdict
from ..parameters import NotTakenError
from ..policy import Effect, Policy
from .limits import bent, limited
from .physics import opens_and_locks


def verify(plan: Plan, view: HomeView, policy: Policy | None = None) -> tuple[Verdict, ...]:
    """Return a verdict per step that is due now, in the order of the plan.

    Checks existence and exposure (the view holds exposed devices only), permission,
    availability, capability, contradiction within the plan, whether it is so already, the
    owner's rules, range and risk.
    """
    policy = policy or Policy()
    contradicted = _contradicted(plan.steps)
    jammed = opens_and_locks(plan.steps, view)
    return tuple(
        _refuse_lasting(step, view, policy)
        or _refuse_within_plan(step, contradicted, jammed)
        or _judge(step, view, policy)
        for step in plan.steps
    )


def verify_deferred(
    plan: Plan, view: HomeView, policy: Policy | None = None
) -> tuple[Verdict, ...]:
    """Return a verdict per step that is due later, in the order of the plan.

    Only what will not change until then is looked at: an accepted step is to be verified
    again when it is due.
    """
    policy = policy or Policy()
    return tuple(
        _refuse_lasting(step, view, policy)
        or _forbid_always(step, policy)
        or _within_lasting(step, view, policy, restore=later.restore)
        for later in plan.deferred
        for step in later.steps
    )


def within_limits(plan: Plan, verdicts: Sequence[Verdict]) -> Plan:
    """Return a plan whose later steps are those of their verdicts, one each, in their order."""
    judged = iter(verdicts)
    deferred = tuple(
        replace(later, steps=tuple(next(judged).step for _ in later.steps))
        for later in plan.deferred
    )
    return replace(plan, deferred=deferred)


def _refuse_lasting(step: Step, view: HomeView, policy: Policy) -> Verdict | None:
    """Return the verdict on what cannot be done at any time, None if nothing is known against it.

    A device that is away tells of no abilities, so nothing is said about them then.
    """
    device = view.by_id.get(step.target)
    if device is None:
        return Verdict(step, Decision.IMPOSSIBLE, Reason.UNKNOWN)
    if not policy.permits(step.target):
        return Verdict(step, Decision.FORBIDDEN, Reason.NOT_PERMITTED)
    item = capabilities.row(device.domain, step.action)
    state = view.state(step.target)
    if item is None or (state.available and not item.supported(state.attributes)):
        return Verdict(step, Decision.IMPOSSIBLE, Reason.CANNOT)
    return None


def _forbid_always(step: Step, policy: Policy) -> Verdict | None:
    """Return the verdict on what a rule forbids at any time, None if none does.

    A rule with conditions may not hold any more, or only then.
    """
    rules = policy.rules_of(step.target, step.action, Effect.FORBID)
    lasting = next((rule for rule in rules if rule.lasting), None)
    return Verdict(step, Decision.FORBIDDEN, Reason.RULE, lasting.name) if lasting else None


def _within_lasting(step: Step, view: HomeView, policy: Policy, *, restore: bool) -> Verdict:
    """Return the verdict on a step that is due later: a value is bent to rules that always hold.

    Where a relative step leads to is only known when it is due.
    """
    row = capabilities.value_row(view.by_id[step.target].domain)
    if restore or row is None or row.action != step.action:
        return _consent(step, view, policy)
    rules = policy.rules_of(step.target, step.action, Effect.LIMIT)
    lasting = [rule for rule in rules if rule.lasting]
    within, limit = bent(step, lasting, view.state(step.target))
    if within is None:
        return Verdict(step, Decision.FORBIDDEN, Reason.LIMITED, limit)
    verdict = _consent(within, view, policy)
    if limit and verdict.decision is Decision.ACCEPT:
        return replace(verdict, reason=Reason.LIMITED, detail=limit)
    return verdict


def _refuse_within_plan(
    step: Step, contradicted: frozenset[str], jammed: frozenset[Step]
) -> Verdict | None:
    """Return the verdict on a step that another step of the plan excludes."""
    if step.target in contradicted:
        return Verdict(step, Decision.IMPOSSIBLE, Reason.CONTRADICTORY)
    if step in jammed:
        return Verdict(step, Decision.IMPOSSIBLE, Reason.OPENS_AND_LOCKS)
    return None


def _judge(step: Step, view: HomeView, policy: Policy) -> Verdict:
    """Return the verdict on a step that can be done, as things are now."""
    state = view.state(step.target)
    item = capabilities.row(view.by_id[step.target].domain, step.action)
    if item is None or not state.available:
        return Verdict(step, Decision.IMPOSSIBLE, Reason.UNAVAILABLE)
    try:
        step = replace(step, value=item.fit(step.value, state))
    except NotTakenError as err:
        reason = Reason.OUT_OF_RANGE if err.taken else Reason.CANNOT
        return Verdict(_nearest(step, item, state), Decision.IMPOSSIBLE, reason, err.taken)
    if item.already(state, step.value):
        return Verdict(step, Decision.ALREADY_SO)
    if rules := policy.rules_of(step.target, step.action, Effect.FORBID):
        return Verdict(step, Decision.FORBIDDEN, Reason.RULE, rules[0].name)
    within, limit = limited(step, policy.rules_of(step.target, step.action, Effect.LIMIT), state)
    if within is None:
        return Verdict(step, Decision.FORBIDDEN, Reason.LIMITED, limit)
    verdict = _consent(within, view, policy)
    if limit and verdict.decision is Decision.ACCEPT:
        return replace(verdict, reason=Reason.LIMITED, detail=limit)
    return verdict


def _nearest(step: Step, item: Capability, state: DeviceState) -> Step:
    """Return a refused step with the nearest number that the device takes."""
    if item.quantity is None or not isinstance(step.value, (int, float)):
        return step
    return replace(step, value=item.quantity.snap(step.value, state))


def _consent(step: Step, view: HomeView, policy: Policy) -> Verdict:
    """Return whether a step that can be done may be done without a yes."""
    device = view.by_id[step.target]
    item = capabilities.row(device.domain, step.action)
    wants_yes = policy.needs_yes(device, item) if item else None
    if wants_yes:
        return Verdict(step, Decision.NEEDS_CONFIRMATION, *wants_yes)
    return Verdict(step, Decision.ACCEPT)


def _contradicted(steps: Iterable[Step]) -> frozenset[str]:
    """Return the targets that are to be two different things at once."""
    wanted: dict[str, list[Step]] = {}
    clashing = set()
    for step in steps:
        earlier = wanted.setdefault(step.target, [])
        if any(each != step and capabilities.exclusive(each, step) for each in earlier):
            clashing.add(step.target)
        earlier.append(step)
    return frozenset(clashing)
