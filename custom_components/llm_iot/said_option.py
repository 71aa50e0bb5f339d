"""A word of a device's own in what was said: a source, a mode, an effect.

The model made for homes has no words for them. Its "on" for "put the TV on Netflix" is half of
what is meant.
"""

from typing import Final

from . import capabilities
from .models import Device, HomeView, Step
from .words import clean_name, clean_text

_PLAIN: Final = frozenset({"on", "off"})
"""Options whose words every command can have."""


def option_of(device: Device, text: str, view: HomeView) -> Step | None:
    """Return the step to the option of a device that a sentence names, None without one.

    The longest one: "HDMI 1" goes before "HDMI". What the device itself is called is none of them.
    """
    state = view.state(device.entity_id)
    said = f" {clean_text(text)} "
    for name in sorted((*device.names, device.area or ""), key=len, reverse=True):
        said = said.replace(f" {clean_name(name)} ", " , ")
    found = [
        (len(words), Step(device.entity_id, row.action, option))
        for row in capabilities.supported(device, state.attributes)
        if row.choice and row.choice.options_attribute
        for option in row.choice.options(state)
        if (words := clean_name(option.replace("_", " "))) not in _PLAIN and f" {words} " in said
    ]
    longest = max((length for length, _ in found), default=0)
    best = [step for length, step in found if length == longest]
    return best[0] if len(best) == 1 else None
