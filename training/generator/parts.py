"""Parts that phrases have in common: `{food}` or `{here}` stands for one of many."""

import re
from typing import Final

from .scene import Scene

_SLOT: Final = re.compile(r"\{(\w{2,})\}")
"""Slots of one letter are filled by whoever makes the command."""


def filled(scene: Scene, text: str) -> str:
    """Return a phrase with a part for every slot of that name; raises KeyError for no part."""
    return _SLOT.sub(lambda slot: scene.phrase(scene.vocabulary.parts[slot[1]]), text)
