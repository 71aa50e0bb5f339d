"""Commands that name no device: "21 degrees in the study", "louder", "i'd like some toast"."""

from collections.abc import Sequence
from typing import Final

from custom_components.llm_iot.words import clean_name

from .deeds import actions_of, make_deed
from .homes import Thing
from .parts import filled
from .scene import Command, Scene
from .vocabulary import words_of

_NEEDED: Final = 0.7
"""Share that is about what is needed, where something is good for it."""


def implied(scene: Scene) -> Command | None:
    """Return a command that only one thing of a room, or of the home, can be meant by."""
    if scene.chance(_NEEDED) and (needed := _needed(scene)):
        return needed
    implied_frames = scene.vocabulary.implied
    things = [each for each in scene.shown if each.device.domain in implied_frames]
    if not things:
        return None
    thing = scene.pick(things)
    domain, area = thing.device.domain, thing.device.area
    key = domain
    if area and f"{domain}_area" in implied_frames and scene.chance(0.4):
        key, place = f"{domain}_area", ""
    elif area and area == scene.area:
        place = scene.pick(("", "", " in here", " here"))
    elif area and scene.chance(0.7):
        place = scene.place(clean_name(area))
    else:
        place = ""
    named = place.strip() not in {"", "here", "in here"} or key != domain
    if not _only(scene, thing, area if named or area == scene.area else None):
        return None
    frames = implied_frames[key]
    deed = make_deed(scene, thing, scene.pick([each for each in thing.sort.say if each != "off"]))
    if deed.verb not in frames:
        return None
    text = scene.phrase(frames[deed.verb]).format(
        p=place, a=clean_name(area or ""), t=deed.spoken, v=deed.spoken, n=deed.spoken
    )
    return Command(text, (f"{thing.label} {deed.what}",), "implied")


def _needed(scene: Scene) -> Command | None:
    """Return what somebody needs one thing for whose name tells what it is good for.

    None if there is no such thing, or more than one of them in the home.
    """
    labels = [(words_of(thing.label), thing) for thing in scene.home.things]
    served = []
    for need in scene.vocabulary.needs:
        found = [thing for words, thing in labels if any(name <= words for name in need.names)]
        if len(found) == 1 and found[0] in scene.shown and need.action in actions_of(found[0]):
            served.append((need, found[0]))
    if not served:
        return None
    need, thing = scene.pick(served)
    text = filled(scene, scene.phrase(need.frames))
    return Command(text, (f"{thing.label} {need.action}",), "implied")


def _only(scene: Scene, thing: Thing, area: str | None) -> bool:
    """Return whether a thing is the only one of its domain in an area, or at home for None."""
    around: Sequence[Thing] = scene.home.by_area[area] if area else scene.home.things
    return [each for each in around if each.device.domain == thing.device.domain] == [thing]
