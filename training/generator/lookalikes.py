"""What sounds like a goal and is none: cold coffee, a dark film, the heat of last summer."""

from typing import Final

from .parts import filled
from .scene import Command, Scene

_LED: Final = 0.3
_TRAILED: Final = 0.15
"""Shares of the sentences with a few words in front, and behind."""


def lookalike(scene: Scene) -> Command:
    """Return something said of which nothing follows."""
    text = scene.phrase(scene.vocabulary.lookalikes)
    if scene.chance(_LED):
        text = f"{scene.phrase(scene.vocabulary.parts['lead'])} {text}"
    if scene.chance(_TRAILED):
        text += scene.phrase(scene.vocabulary.parts["trail"])
    return Command(filled(scene, text), (), "lookalike")
