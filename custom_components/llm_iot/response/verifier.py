"""The verifier: code, not the model, decides what may move. Every path passes it."""

from collections.abc import Iterable

from .. import capabilities
from ..capability import Risk
from ..models import Decision, HomeView, Plan, Reason, Step, Verdict


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
    value = step.value
    if item.quantity is not None:
        low, high = item.quantity.bounds(state.attributes)
        if not isinstance(value, (int, float)) or not (
            item.quantity.clamps or low <= value <= high
        ):
            detail = f"{low:g} to {high:g}"
            return Verdict(step, Decision.IMPOSSIBLE, Reason.OUT_OF_RANGE, detail)
        value = item.quantity.snap(value, state.attributes)
    checked = Step(step.target, step.action, value)
    if item.already(state, value):
        return Verdict(checked, Decision.ALREADY_SO)
    if item.risk_for(device) is Risk.CRITICAL:
        return Verdict(checked, Decision.FORBIDDEN, Reason.CRITICAL)
    return Verdict(checked, Decision.ACCEPT)


def _contradicted(steps: Iterable[Step]) -> frozenset[str]:
    """Return the targets that are to be two different things at once."""
    wanted: dict[str, Step] = {}
    clashing = set()
    for step in steps:
        earlier = wanted.setdefault(step.target, step)
        if earlier != step and _exclusive(earlier, step):
            clashing.add(step.target)
    return frozenset(clashing)


_GO_WITH_ON = frozenset({"brightness", "percentage", "volume", "temperature", "up", "down"})


def _exclusive(one: Step, other: Step) -> bool:
    """Return whether two steps on one device cannot both be meant.

    "On" goes with a value; two different values, or "on" with "off", do not.
    """
    actions = {one.action, other.action}
    if len(actions) == 1:
        return True
    if "on" in actions:
        return not actions - {"on"} <= _GO_WITH_ON
    return "mute" not in actions and "play" not in actions
