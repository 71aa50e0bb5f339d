"""The prompt of the tuned model: the devices, what is known, the command; nothing to explain.

    light/living room floor lamp/kitchen light
    fan/living room ceiling fan
    was movie night = living room floor lamp on, all kitchen light off
    usual in the evening = kitchen light 40
    note = the fan is loud, not after ten
    (kitchen) turn on the lamp
    ["kitchen light on"]

The last line is the answer. A name stands behind `/` as behind `"` in the answer, so that it
is the same tokens in both. What comes from the home is data: cleaned, cut, and of one line.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from .. import cleaning
from ..models import Device
from ..words import clean_name

STOP: Final = ("\n",)
"""Ends the answer, besides the model's own token for the end."""
NUM_CTX: Final = 1024
MAX_OUTPUT: Final = 64
MAX_CANDIDATES: Final = 16
MOST_EVIDENCE: Final = 3
"""Lines of evidence that the model was trained with."""
MAX_EVIDENCE: Final = 160
"""Characters of a line of evidence."""
MAX_TEXT: Final = 400
"""Characters of a command."""
_BETWEEN: Final = "/"
_MEANS: Final = " = "


def raw_prompt(
    candidates: Sequence[Device], evidence: Sequence[str], area: str | None, text: str
) -> str:
    """Return the prompt of a turn, to be sent without a template.

    `candidates` have the labels of `labels.py`; `evidence` are lines of the functions below;
    `area` is the name of the speaker's room, None where it is not known.
    """
    return device_lines(candidates) + turn_lines(evidence, area, text)


def device_lines(candidates: Iterable[Device]) -> str:
    """Return a line for each kind of device, in the order in which the kinds come."""
    by_kind = defaultdict(list)
    for device in candidates:
        by_kind[device.kind].append(device.label)
    return "".join(f"{_BETWEEN.join([kind, *names])}\n" for kind, names in by_kind.items())


def turn_lines(evidence: Sequence[str], area: str | None, text: str) -> str:
    """Return what is known, nearest last, and the command."""
    known = "".join(f"{line[:MAX_EVIDENCE]}\n" for line in evidence[:MOST_EVIDENCE][::-1])
    return f"{known}{_said(text, area)}\n"


def episode_line(text: str, strings: Sequence[str], area: str | None = None) -> str:
    """Return what an earlier command came to, as people corrected it."""
    return f"was {_said(text, area)}{_MEANS}{', '.join(strings) or 'nothing'}"


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
