"""The prompt of the tuned model: the devices, what is known, the command; nothing to explain.

    light/living room floor lamp/kitchen light
    fan/living room ceiling fan
    was movie night = living room floor lamp on, all kitchen light off
    usual in the evening = kitchen light 40
    note = the fan is loud, not after ten
    just put the fan on = living room ceiling fan on
    (kitchen) turn on the lamp
    ["kitchen light on"]

The last line is the answer. `just` is what was said a moment ago, in the same conversation, and
what it came to. Before a question there are lines of what can only be asked as well, such as
`window/kitchen window/bedroom window`; they stand behind the devices, so that those remain in
the server's cache. Models of the first language know neither of them.

A name stands behind `/` as behind `"` in the answer, so that it is the same tokens in both. What
comes from the home is data: cleaned, cut, and of one line.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .. import cleaning
from ..models import Device
from ..words import clean_name

END: Final = '"]'
"""How an answer ends that says anything."""
STOP: Final = ("\n", END)
"""Ends the answer, besides the model's own token for the end; the server takes it off.

With the end of the array among it, the model need not be asked for one more token.
"""
NUM_CTX: Final = 1024
MAX_OUTPUT: Final = 64
MAX_CANDIDATES: Final = 16
"""Devices of a home that is listed as a whole, so that the list stays in the server's cache."""
MOST_CHOSEN: Final = 10
"""Devices chosen by the words, from a home that has too many: a list that is new for each turn."""
MOST_EVIDENCE: Final = 3
"""Lines of evidence that the model was trained with."""
MAX_EVIDENCE: Final = 160
"""Characters of a line of evidence."""
MAX_TEXT: Final = 400
"""Characters of a command."""
MOST_EARLIER: Final = 2
"""Lines of what was said a moment ago."""
MOST_READINGS: Final = 6
"""Things that can only be asked."""
MOST_TOLD: Final = 4
"""Strings that tell what an earlier sentence came to; those of more would be a list of devices."""
SHORT: Final = 150
"""Tokens of a prompt, estimated, beyond which less stands beside the command."""
_BETWEEN: Final = "/"
_MEANS: Final = " = "


@dataclass(frozen=True, slots=True)
class Besides:
    """What stands between the devices and the command.

    `evidence` and `earlier` are lines of the functions below, the nearest or newest first,
    which then stands last; `readings` have the labels of `labels.py`.
    """

    evidence: Sequence[str] = ()
    readings: Sequence[Device] = ()
    earlier: Sequence[str] = ()


def device_lines(candidates: Iterable[Device]) -> str:
    """Return a line for each kind of device, in the order in which the kinds come.

    A prompt is these lines and those of the turn, to be sent without a template. The devices
    have the labels of `labels.py`.
    """
    by_kind = defaultdict(list)
    for device in candidates:
        by_kind[device.kind].append(device.label)
    return "".join(f"{_BETWEEN.join([kind, *names])}\n" for kind, names in by_kind.items())


def turn_lines(besides: Besides, area: str | None, text: str) -> str:
    """Return what is known for a turn, and the command.

    `area` is the name of the speaker's room, None where it is not known.
    """
    lines = (*besides.evidence[:MOST_EVIDENCE][::-1], *besides.earlier[:MOST_EARLIER][::-1])
    known = "".join(f"{line[:MAX_EVIDENCE]}\n" for line in lines)
    return f"{device_lines(besides.readings[:MOST_READINGS])}{known}{_said(text, area)}\n"


def whole(answer: str) -> str:
    """Return an answer with the end that the server took off, if it did."""
    line = answer.strip()
    return line + END if line.startswith("[") and not line.endswith("]") else line


def episode_line(text: str, strings: Sequence[str], area: str | None = None) -> str:
    """Return what an earlier command came to, as people corrected it."""
    return f"was {_said(text, area)}{_MEANS}{', '.join(strings) or 'nothing'}"


def earlier_line(text: str, strings: Sequence[str]) -> str:
    """Return what was said a moment ago, and what it came to; of a long sentence the beginning."""
    told = f"{_MEANS}{', '.join(strings[:MOST_TOLD]) or 'nothing'}"
    said = f"just {spoken(text)}"
    return said[: MAX_EVIDENCE - len(told)] + told


def habit_line(when: str, strings: Sequence[str]) -> str:
    """Return what is usual at a time of day: "evening", strings of the plan language."""
    return f"usual in the {when}{_MEANS}{', '.join(strings)}"


def note_line(text: str) -> str:
    """Return what somebody asked to be remembered."""
    return f"note{_MEANS}{spoken(text)}"


def spoken(text: str) -> str:
    """Return what was said as one line of lower case, as the names of the devices are."""
    return cleaning.prose(text).casefold()[:MAX_TEXT].strip()


def _said(text: str, area: str | None) -> str:
    return f"({clean_name(area)}) {spoken(text)}" if area else spoken(text)
