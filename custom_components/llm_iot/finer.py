"""Where our own grammar knows better than a sentence of Home Assistant's that fits, too."""

from .models import HomeView, Plan


def is_finer(own: Plan, strict: Plan, view: HomeView) -> bool:
    """Return whether our grammar knows better: it means the lamp and not all lights."""
    clear = own.steps and not (own.problems or own.deferred)
    finer = set(own.steps) < set(strict.steps) or _is_warmth(own, strict) or _goes_on(own, strict)
    finer = finer or _counts_speed(own, strict)
    return bool(clear) and (finer or _is_fuller(own, strict, view))


def _counts_speed(own: Plan, strict: Plan) -> bool:
    """Return whether "fan speed 3" was taken for 3 percent."""
    done = [{(step.target, step.action) for step in plan.steps} for plan in (own, strict)]
    return done[0] == done[1] and all(step.action == "percentage" for step in own.steps)


def _is_fuller(own: Plan, strict: Plan, view: HomeView) -> bool:
    """Return whether our grammar knows more of a kind: a relay that feeds a lamp is a light."""
    more = set(own.steps) - set(strict.steps)
    if not more or not set(strict.steps) <= set(own.steps):
        return False
    known = [view.by_id[step.target] for step in strict.steps]
    added = [view.by_id[step.target] for step in more]
    kinds, domains = {each.kind for each in known}, {each.domain for each in known}
    return all(each.kind in kinds and each.domain not in domains for each in added)


def _goes_on(own: Plan, strict: Plan) -> bool:
    """Return whether "turn up the light 10 percent" was taken for a light at 10 percent."""
    shifts = all(step.action in {"up", "down"} for step in own.steps)
    return shifts and {each.target for each in own.steps} == {each.target for each in strict.steps}


def _is_warmth(own: Plan, strict: Plan) -> bool:
    """Return whether "set the bedroom to 18" was taken for the brightness of its lights."""
    heats = all(step.action == "temperature" for step in own.steps)
    return heats and all(step.action == "brightness" for step in strict.steps)
