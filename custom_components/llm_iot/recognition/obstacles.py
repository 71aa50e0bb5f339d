"""What the words name that the home does not have, and whether they ask or command.

No model call can talk us out of it: a command for a dishwasher in a home without one ends
here, and a question never moves anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
import re

from .. import capabilities
from ..kinds import Kinds
from ..models import Device, HomeView, Plan, Problem, ProblemCode, Source, Utterance
from ..words import clean_name, tokens

_QUESTION = re.compile(
    r"^(is|are|was|were|do|does|did|has|have|had|what|which|who|whose|why|when|where|how)\b"
)
_HISTORY = re.compile(r"^(why|when|who|whose|how (long|often)|since when)\b")
"""Questions about the past or about reasons, which no live state answers."""
_REQUEST = re.compile(r"^(can|could|will|would) (you|we)\b|^(how|what) about\b|^do (it|that|so)\b")
_COMMAND = re.compile(
    r"\b(?:(?:turn|switch|put|power)(?: (?:on|off))|open|close|shut|dim|brighten|lock|unlock|"
    r"mute|unmute|pause|start|stop) (?:the|my|our|that) (?P<thing>[^,.;!?]+)"
)
_END = re.compile(r"\b(?:in|on|off|at|to|and|or|but|please|now|for|by|with|again|up|down|then)\b")
_VERB_ACTIONS = {
    "dim": ("down", "brightness"),
    "brighten": ("up", "brightness"),
    "open": ("open",),
    "close": ("close",),
    "shut": ("close", "off"),
    "lock": ("lock",),
    "unlock": ("unlock",),
    "mute": ("mute",),
    "unmute": ("unmute",),
    "pause": ("pause",),
}
"""Verbs that mean one thing only, with the actions of the table that do it."""
_NOT_A_THING = frozenset(
    {
        "all",
        "everything",
        "it",
        "them",
        "that",
        "this",
        "one",
        "ones",
        "other",
        "others",
        "both",
        "rest",
        "lights",
        "devices",
        "house",
        "home",
        "room",
        "place",
        "heat",
        "heating",
        "power",
        "music",
        "sound",
        "volume",
        "movie",
        "film",
        "show",
        "curtain",
        "brightness",
        "temperature",
        "world",
    }
)
"""Words after a command that name no single device."""


def is_question(utterance: Utterance) -> bool:
    """Return whether something is to be told rather than done."""
    marked = utterance.text.rstrip().endswith("?")
    if not _is_english(utterance):
        return marked
    lowered = " ".join(tokens(utterance.text))
    if _REQUEST.search(lowered):
        return False
    return marked or bool(_QUESTION.search(lowered))


def _is_english(utterance: Utterance) -> bool:
    return utterance.language.partition("-")[0] == "en"


@dataclass(frozen=True)
class Obstacles:
    """Finds what stands in the way of a command before any model is asked."""

    kinds: Kinds

    def find(self, utterance: Utterance, view: HomeView) -> Plan | None:
        """Return a plan that says what is missing, None if nothing is known to be."""
        if not _is_english(utterance):
            return None
        text = " ".join(tokens(utterance.text))
        if is_question(utterance):
            return _problem(Problem(ProblemCode.NO_ANSWER)) if _HISTORY.search(text) else None
        command = _COMMAND.search(text)
        if command is None:
            return None
        thing = _END.split(command["thing"], maxsplit=1)[0].strip()
        words = thing.split()
        if not words or set(words) & _NOT_A_THING:
            return None
        meant = self._meant(words, view)
        if not meant:
            return _problem(Problem(ProblemCode.UNKNOWN_DEVICE, thing))
        actions = _VERB_ACTIONS.get(command[0].partition(" ")[0])
        if actions and not any(_can(device, view, actions) for device in meant):
            targets = tuple(device.entity_id for device in meant)
            return _problem(Problem(ProblemCode.CANNOT, targets=targets))
        return None

    def _meant(self, words: Sequence[str], view: HomeView) -> list[Device]:
        """Return the devices that share a name, a kind or a place with the words."""
        kinds = {kind for kind, _, _ in self.kinds.mentions(words)}
        named = [
            device
            for device in view.devices
            if any(set(tokens(clean_name(name))) & set(words) for name in device.names)
        ]
        exact = [device for device in view.devices if device.kind in kinds]
        places = {word for name in view.areas.values() for word in tokens(name)}
        if exact or named:
            return exact or named
        return list(view.devices) if set(words) <= places else []


def _can(device: Device, view: HomeView, actions: Sequence[str]) -> bool:
    """Return whether a device supports one of some actions."""
    attributes = view.state(device.entity_id).attributes
    rows = (capabilities.row(device.domain, action) for action in actions)
    return any(item is not None and item.supported(attributes) for item in rows)


def _problem(problem: Problem) -> Plan:
    return Plan(Source.SENTENCE, problems=(problem,))
