"""The verifier: code, not the model, decides what may move. Every path passes it."""

from collections.abc import Iterable

from .. import capabilities
from ..capability import Risk
from ..models import Decision, HomeView, Plan, Reason, Step, Verdict
from ..parameters import NotTakenError


def verify(plan: Plan, view: HomeView) -> tuple[Verdict, ...]:
    """Return a verdict per step, in the order of the plan.

    Checks existence and exposure (the view holds exposed devices only), availability,
    capability, range, risk, contradiction within the plan, and whether it is so already.
    """
    contradicted = _contradicted(plan.steps)
    return tuple(_judge(step, view, contradicted) for step in plan.steps)


def _judge(step: Step, view: HomeView, contradicted: frozenset[str]) -> Verdict:
    """Return the verdict on one step."""
    device = view.by_id.get(step.target)
    if device is None:
        return Verdict(step, Decision.IMPOSSIBLE, Reason.UNKNOWN)
    state = view.state(step.target)
    if not state.available:
        return Verdict(step, Decision.IMPOSSIBLE, Reason.UNAVAILABLE)
    item = capabilities.row(device.domain, step.action)
    if item is None or not item.supported(state.attributes):
        return Verdict(step, Decision.IMPOSSIBLE, Reason.CANNOT)
    if step.target in contradicted:
        return Verdict(step, Decision.IMPOSSIBLE, Reason.CONTRADICTORY)
    try:
        value = item.fit(step.value, state)
    except NotTakenError as err:
        reason = Reason.OUT_OF_RANGE if err.taken else Reason.CANNOT
        return Verdict(step, Decision.IMPOSSIBLE, reason, err.taken)
    checked = Step(step.target, step.action, value)
    if item.already(state, value):
        return Verdict(checked, Decision.ALREADY_SO)
    if item.risk_for(device) is Risk.CRITICAL:
        return Verdict(checked, Decision.FORBIDDEN, Reason.CRITICAL)
    return Verdict(checked, Decision.ACCEPT)


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
