"""What the agent says of itself: what it looks after, and a sentence to try."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..capabilities import controllable
from ..models import Device, HomeView
from .counting import told_of
from .phrases import Phrases, definite, spoken

_MOST_KINDS: Final = 4
"""Kinds of devices that are told of, those of which there are most."""
_SWITCHED: Final = frozenset({"light", "fan", "switch", "media_player"})
"""Domains of what can be turned off, so that it makes a good example."""


def introduction(view: HomeView, texts: Mapping[str, Any]) -> str:
    """Return what the agent looks after in a home, and an example in the home's own words."""
    devices = controllable(view)
    if not devices:
        return str(texts["problem"]["nothing_exposed"])
    number = Counter(device.kind for device in devices)
    most = [kind for kind, _ in number.most_common(_MOST_KINDS)]
    told = [device for kind in most for device in devices if device.kind == kind]
    names = told_of(told, texts, article=True)
    if rest := len(devices) - len(told):
        names.append(texts["answer"]["more"].format(number=rest))
    said = texts["introduction"]
    about = str(said["about"].format(devices=Phrases(texts).joined(names)))
    return f"{about} {_example(devices, texts)}"


def _example(devices: Sequence[Device], texts: Mapping[str, Any]) -> str:
    """Return a sentence to try."""
    said: Mapping[str, str] = texts["introduction"]
    switched = next((each for each in devices if each.domain in _SWITCHED), None)
    if switched is None:
        return said["ask"]
    return said["example"].format(device=definite(spoken(switched), texts))
