"""Complaints about a device that is named, and indirect wishes: "that lamp blinds me".

What is wrong tells what is to be done with the device, as in the component's own complaints:
less of it, else none.
"""

from collections.abc import Sequence
from typing import Final

from custom_components.llm_iot import capabilities

from .homes import Thing
from .parts import filled
from .scene import Command, Scene
from .vocabulary import Grumble

_FRAMED: Final = 0.3
"""Share that has something around it, as complaints about a room have."""
_ARTICLES: Final = ("the ", "my ", "our ", "that ")
_POINTING: Final = ("the ", "the ", "the ", "this ", "that ", "that ", "my ", "our ")
_MANY: Final = {"this ": "these ", "that ": "those "}
_ONE: Final = {"is": "is", "has": "has", "does": "does", "it": "it", "s": "s"}
_SEVERAL: Final = {"is": "are", "has": "have", "does": "do", "it": "them", "s": ""}
"""What stands for one and for several, such as curtains."""
_NO_PLURAL: Final = ("ss", "us", "os", "is", "as", "'s")


def grumble(scene: Scene) -> Command | None:
    """Return a complaint or a wish about one device, None if none fits the one that was drawn."""
    thing = scene.pick(scene.shown)
    able = [each for each in scene.vocabulary.grumbles if _is_of(thing, each)]
    if not able:
        return None
    chosen = scene.random.choices(able, [len(each.frames) for each in able])[0]
    deeds = _deeds(scene, thing, chosen)
    if not deeds:
        return None
    text = _worded(scene, thing, chosen)
    if text is None:
        return None
    if scene.chance(_FRAMED):
        text = scene.phrase(scene.vocabulary.goal_frames["c"]).format(c=text)
    return Command(text, tuple(f"{thing.label} {deed}" for deed in deeds), "grumble")


def _is_of(thing: Thing, grumble: Grumble) -> bool:
    device = thing.device
    return device.kind in grumble.kinds and (
        not grumble.classes or device.device_class in grumble.classes
    )


def _deeds(scene: Scene, thing: Thing, grumble: Grumble) -> Sequence[str]:
    """Return the first remedy of which the thing can do everything."""
    attributes = scene.home.view.state(thing.device.entity_id).attributes
    for remedy in grumble.remedies:
        rows = [capabilities.row(thing.device.domain, deed) for deed in remedy]
        if all(row is not None and row.supported(attributes) for row in rows):
            return remedy
    return ()


def _worded(scene: Scene, thing: Thing, grumble: Grumble) -> str | None:
    """Return a complaint in words, in the singular or plural that the name asks for.

    None if it is one about the place, and that has more of the kind.
    """
    frame = scene.phrase(grumble.frames)
    if "{d}" not in frame:
        place = _place(scene, thing)
        return None if place is None else filled(scene, frame).format(p=place)
    name = scene.refer(thing)
    several = _is_several(name)
    if not thing.bare and "'s " not in name:
        article = scene.pick(_POINTING)
        for each in _ARTICLES:
            name = name.removeprefix(each)
        name = f"{_MANY.get(article, article) if several else article}{name}"
    slots = _SEVERAL if several else _ONE
    for slot, word in slots.items():
        frame = frame.replace(f"<{slot}>", word)
    return filled(scene, frame).format(d=name)


def _place(scene: Scene, thing: Thing) -> str | None:
    """Return how the room of a thing is named, None if it is not the only one of its kind there."""
    area = thing.device.area
    alike = [each for each in scene.home.by_area[area] if each.device.kind == thing.device.kind]
    if not area or len(alike) > 1:
        return None
    return scene.pick(("", " here", " out here")) if area == scene.area else scene.place(area)


def _is_several(name: str) -> bool:
    head = name.partition(" in ")[0]
    return head.endswith("s") and not head.endswith(_NO_PLURAL)
