"""What stands in the way of a command, found before any model is asked.

No model call can talk us out of it: a command for a dishwasher in a home without one ends
here, and so does one for another time than now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
import re
from typing import Final

from .. import capabilities
from ..kinds import Kinds
from ..models import Device, HomeView, Plan, Problem, ProblemCode, Source, Utterance
from ..places import named_places, unknown_place
from ..wording import (
    asks_for_the_past,
    is_command,
    is_english,
    is_for_later,
    is_question,
    is_refusal,
    is_refusal_only,
    is_report,
)
from ..words import clean_name, tokens
from .forms import Forms
from .lexicon import Lexicon
from .tokenizer import tokenize

_COMMANDS: Final = (
    re.compile(
        r"\b(?P<verb>open|close|shut|dim|brighten|lock|unlock|mute|unmute|pause|start|stop) "
        r"(?:the|my|our|that) (?P<thing>[^,.;!?]+)"
    ),
    re.compile(
        r"\b(?P<verb>turn|switch|put|power) (?:on|off) (?:(?:the|my|our|that) )?"
        r"(?P<thing>[^,.;!?]+)"
    ),
    re.compile(
        r"\b(?P<verb>turn|switch|put) (?:(?:the|my|our|that) )?(?P<thing>[^,.;!?]+?) (?:on|off)\b"
    ),
)
_BARE: Final = re.compile(r"^(please )?(turn|switch|put) (it |them |that )?(on|off)( please)?$")
_END = re.compile(
    r"\b(?:in|on|off|at|to|of|and|or|but|please|now|for|by|with|again|up|down|then|a|all|just|too|"
    r"quickly|right|slightly|so|because|from|as|until|while)\b"
)
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


@dataclass(frozen=True)
class Obstacles:
    """Finds what stands in the way of a command before any model is asked."""

    kinds: Kinds
    lexicon: Lexicon

    def find(self, utterance: Utterance, view: HomeView) -> Plan | None:
        """Return a plan that says what is missing, None if nothing is known to be."""
        if is_refusal_only(utterance) or self._is_all_told(utterance):
            return Plan(Source.SENTENCE)
        if is_refusal(utterance):  # half of it is a wish, which is not to be told as done
            return _problem(Problem(ProblemCode.NOT_UNDERSTOOD))
        if is_question(utterance):
            past = asks_for_the_past(utterance)
            return _problem(Problem(ProblemCode.NO_ANSWER)) if past else None
        if is_for_later(utterance):
            return _problem(Problem(ProblemCode.LATER))
        if not is_english(utterance):
            return None
        words = self.lexicon.file("places")
        if place := unknown_place(utterance.text, view, words, command=is_command(utterance)):
            return _problem(Problem(ProblemCode.UNKNOWN_PLACE, place))
        return self._of_command(utterance, view)

    def _is_all_told(self, utterance: Utterance) -> bool:
        """Return whether somebody tells what was done, and no command follows."""
        forms = Forms(self.lexicon)
        return is_report(utterance) and not forms.commands_behind(tokenize(utterance.text))

    def _of_command(self, utterance: Utterance, view: HomeView) -> Plan | None:
        """Return what the device of a command has against it."""
        text = " ".join(tokens(utterance.text))
        if _BARE.search(text):
            return _problem(Problem(ProblemCode.NOT_UNDERSTOOD))
        command = next((found for each in _COMMANDS if (found := each.search(text))), None)
        if command is None:
            return None
        thing = _END.split(command["thing"], maxsplit=1)[0].strip()
        words = thing.split()
        if not words or set(words) & _NOT_A_THING:
            return None
        meant = self._meant(words, view)
        if not meant:
            named = command["verb"] != "put" or self.kinds.mentions(words)
            return _problem(Problem(ProblemCode.UNKNOWN_DEVICE, thing)) if named else None
        if several := self._alike(thing, utterance, view):
            return _problem(Problem(ProblemCode.AMBIGUOUS, targets=several))
        actions = _VERB_ACTIONS.get(command["verb"])
        if actions and not any(_can(device, view, actions) for device in meant):
            targets = tuple(device.entity_id for device in meant)
            return _problem(Problem(ProblemCode.CANNOT, targets=targets))
        return None

    def _alike(self, thing: str, utterance: Utterance, view: HomeView) -> tuple[str, ...]:
        """Return the devices of which one is meant and nothing tells which; none if one is clear.

        "The fan" is one of two fans, "the fans" are both, "the fan in the attic" is clear.
        """
        if named_places(utterance.text, view) or thing.endswith("s"):
            return ()
        spans = self.kinds.mentions(thing.split())
        kind = spans[0][0] if spans and spans[0][2] - spans[0][1] == len(thing.split()) else None
        called = [
            device
            for device in view.devices
            if thing in {device.label, *(clean_name(name) for name in device.names)}
        ] or [device for device in view.devices if device.kind == kind]
        here = [each for each in called if each.area_id and each.area_id == utterance.area_id]
        if len(called) < 2 or len(here) == 1:  # noqa: PLR2004  # one is clear
            return ()
        return tuple(device.entity_id for device in here or called)

    def _meant(self, words: Sequence[str], view: HomeView) -> list[Device]:
        """Return the devices that every one of the words can be said of.

        By a name, a place or another word for the kind: "the porch light" is not just any
        light.
        """
        return [device for device in view.devices if set(words) <= self._words_of(device)]

    def _words_of(self, device: Device) -> set[str]:
        """Return the words that a device can be called by."""
        parts = (*device.names, device.label, device.area or "", device.floor or "")
        words = {word for part in parts for word in tokens(clean_name(part))}
        return words | {"room"} | self.kinds.words_of(device.kind)


def _can(device: Device, view: HomeView, actions: Sequence[str]) -> bool:
    """Return whether a device supports one of some actions."""
    attributes = view.state(device.entity_id).attributes
    rows = (capabilities.row(device.domain, action) for action in actions)
    return any(item is not None and item.supported(attributes) for item in rows)


def _problem(problem: Problem) -> Plan:
    return Plan(Source.SENTENCE, problems=(problem,))
