"""Whether a plan accounts for what was said: nothing named is left out, nothing turned round.

The tolerant matcher accepts a sentence when most of it fits. What it leaves out may be a
second device, or the very word that says which way to go.
"""

import re
from typing import Final

from ..kinds import Kinds
from ..models import HomeView, Plan, Utterance
from ..places import named_places
from ..plan_language import ALL, members
from ..words import clean_name, tokens

_OPPOSITES: Final = {
    "on": "off",
    "off": "on",
    "open": "close",
    "close": "open",
    "lock": "unlock",
    "unlock": "lock",
    "mute": "unmute",
    "unmute": "mute",
    "next": "previous",
    "previous": "next",
    "up": "down",
    "down": "up",
}
_REPORT: Final = re.compile(r"\b(turned|switched|opened|closed|left|was|were)\b")
"""Verbs of a sentence that tells what happened and asks for nothing."""


def accounts_for(plan: Plan, utterance: Utterance, view: HomeView, kinds: Kinds) -> bool:
    """Return whether every kind of device that was named is in the plan, the right way round."""
    words = tokens(utterance.text)
    targets = [step.target for step in plan.steps]
    targets += [target for query in plan.queries for target in query.targets]
    devices = [view.by_id[target] for target in targets]
    spoken = {word for device in devices for name in device.names for word in tokens(name)}
    spoken |= {
        word for device in devices if device.area for word in clean_name(device.area).split()
    }
    for kind, start, end in kinds.mentions(words):
        if kind not in {device.kind for device in devices} and not set(words[start:end]) <= spoken:
            return False
    inside = {
        device.entity_id
        for place in named_places(utterance.text, view)
        for device in members(f"{ALL} {place}", view)
    }
    if inside and not inside & set(targets):
        return False
    if not plan.steps:
        return True
    said = set(words)
    turned_round = any(
        _OPPOSITES.get(step.action) in said and step.action not in said for step in plan.steps
    )
    return not turned_round and not _REPORT.search(" ".join(words))
