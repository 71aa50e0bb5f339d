"""Commands that name no device: "21 degrees in the study", "louder", "next song"."""

from collections.abc import Sequence

from custom_components.llm_iot.words import clean_name

from .deeds import make_deed
from .homes import Thing
from .scene import Command, Scene


def implied(scene: Scene) -> Command | None:
    """Return a command that only one thing of a room, or of the home, can be meant by."""
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


def _only(scene: Scene, thing: Thing, area: str | None) -> bool:
    """Return whether a thing is the only one of its domain in an area, or at home for None."""
    around: Sequence[Thing] = scene.home.by_area[area] if area else scene.home.things
    return [each for each in around if each.device.domain == thing.device.domain] == [thing]
