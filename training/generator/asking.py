"""Questions about what can only be asked, and what of it is shown with a question."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from custom_components.llm_iot.plan_language import ALL, ASK
from custom_components.llm_iot.tuned.prompt import MOST_READINGS
from custom_components.llm_iot.words import clean_name, tokens

from .homes import Thing
from .scene import Command, Scene

_SORT: Final = "reading"
_HERE: Final = 0.6
"""Share of the questions about the room of whoever asks that do not name it."""


def question(scene: Scene) -> Command | None:
    """Return a question about one reading, about all of a kind, or about what is not there."""
    way = scene.random.random()
    if way < 0.4:  # noqa: PLR2004  # shares of the ways
        return _named(scene)
    if way < 0.68:  # noqa: PLR2004
        return _placed(scene)
    if way < 0.9:  # noqa: PLR2004
        return _many(scene)
    return _compared(scene) if way < 0.95 else _missing(scene)  # noqa: PLR2004


def placed(scene: Scene) -> tuple[Thing, str] | None:
    """Return a reading that is the only one of its kind in its room, and a question about it."""
    frames = scene.vocabulary.readings.placed
    thing = _any(scene, [each for each in scene.home.readings if each.sort.ask in frames])
    area = thing.device.area if thing else None
    if thing is None or area is None or not only_one(scene, thing):
        return None
    here = area == scene.area and scene.chance(_HERE)
    text = scene.phrase(frames[thing.sort.ask])
    if here and "{a}" in text:
        return None
    place = scene.pick(("", " in here", " here")) if here else scene.place(clean_name(area))
    return thing, text.format(p=place, a=clean_name(area))


def only_one(scene: Scene, thing: Thing) -> bool:
    """Return whether nothing else in the room of a reading tells what it tells."""
    device = thing.device
    others = (each.device for each in scene.home.readings if each is not thing)
    return not any(each.kind == device.kind and each.area == device.area for each in others)


def with_readings(scene: Scene, command: Command, targets: Sequence[Thing] = ()) -> Command:
    """Return a question with some readings shown: those it is about, and others like them."""
    around = {thing.device.area for thing in targets} | {scene.area}
    kinds = {thing.device.kind for thing in targets}
    near: list[Thing] = []
    far: list[Thing] = []
    for thing in scene.home.readings:
        if thing not in targets:
            device = thing.device
            alike = device.kind in kinds or (device.area and device.area in around)
            (near if alike else far).append(thing)
    scene.random.shuffle(near)
    scene.random.shuffle(far)
    listed = list(targets[:MOST_READINGS])
    most = scene.random.randint(len(listed), MOST_READINGS)
    listed += [*near, *far[: scene.pick((0, 0, 1, 2))]][: most - len(listed)]
    shown = tuple(thing for thing in scene.home.readings if thing in listed)
    return replace(command, readings=shown)


def refer(scene: Scene, thing: Thing) -> str | None:
    """Return words that mean one reading and no other thing, None if its name is another's."""
    name, area = clean_name(thing.device.name), clean_name(thing.device.area or "")
    forms = [thing.label, name, name]
    if area and area not in name:
        forms.append(f"{name}{scene.place(area)}")
    form = scene.pick(forms)
    if not _is_unique(scene, thing, form):
        form = thing.label
        if not _is_unique(scene, thing, form):
            return None
    return f"{scene.article(thing, form)}{form}"


def _is_unique(scene: Scene, thing: Thing, text: str) -> bool:
    said = frozenset(tokens(text)) - {"the", "in"}
    every = (*scene.home.readings, *scene.home.things)
    return [each for each in every if said <= each.words] == [thing]


def _named(scene: Scene) -> Command | None:
    words = scene.vocabulary.readings
    thing = _any(scene, [each for each in scene.home.readings if each.sort.ask in words.one])
    name = refer(scene, thing) if thing else None
    if thing is None or name is None:
        return None
    text = scene.phrase(words.one[thing.sort.ask])
    spoken = name.split()
    if "{t}" in text:
        if spoken[-1] not in words.plain_words:
            return None
        short = spoken[:-1]
        if not short or " ".join(short) in {"the", "my", "our", "that"}:
            return None
        spoken = short if short[0] in {"the", "my", "our", "that"} else ["the", *short]
    text = text.format(d=name, t=" ".join(spoken))
    return _asked(scene, text, [thing])


def _placed(scene: Scene) -> Command | None:
    found = placed(scene)
    return _asked(scene, found[1], [found[0]]) if found else None


def _many(scene: Scene) -> Command | None:
    """Return a question about all readings of a kind, in the home or in a part of it."""
    words = scene.vocabulary.readings.many
    thing = _any(scene, [each for each in scene.home.readings if each.sort.ask in words])
    if thing is None or thing.device.kind not in words[thing.sort.ask].kinds:
        return None
    kind = thing.device.kind
    one, many = words[thing.sort.ask].kinds[kind]
    text = scene.phrase(words[thing.sort.ask].frames)
    place, said = "", ""
    if "{p}" in text and scene.chance(0.4):
        floor, area = thing.device.floor, thing.device.area
        if floor and scene.chance(0.5):
            template = scene.pick(scene.vocabulary.spoken["places"]["floor"])
            said = f" {floor}" if floor.endswith("stairs") else template.format(a=floor, the="the ")
            place = floor
        elif area:
            place, said = clean_name(area), scene.place(clean_name(area))
    inside = [
        each
        for each in (*scene.home.readings, *scene.home.things)
        if each.device.kind == kind
        and (not place or place in {each.device.floor, clean_name(each.device.area or "")})
    ]
    target = f"{ALL} {place} {kind}" if place else f"{ALL} {kind}"
    name = " ".join(target.split()) if len(inside) > 1 else inside[0].label
    text = text.format(k=many, one=one, p=said)
    of_kind = [each for each in inside if each in scene.home.readings]
    command = Command(text, (f"{ASK} {name}",), _SORT, question=True)
    return with_readings(scene, command, of_kind)


def _compared(scene: Scene) -> Command | None:
    """Return whether there is more of a measure in one room than in another."""
    words = scene.vocabulary.readings.compared
    able = [each for each in scene.home.readings if each.sort.ask in words and each.device.area]
    able = [each for each in able if only_one(scene, each)]
    first = _any(scene, able)
    others = [each for each in able if first and each.sort.ask == first.sort.ask]
    second = _any(scene, [each for each in others if each is not first])
    if first is None or second is None:
        return None
    one, other = (clean_name(each.device.area or "") for each in (first, second))
    text = scene.phrase(words[first.sort.ask]).format(a=one, b=other)
    for name in (one, other):
        if "'s" in name:
            text = text.replace(f"the {name}", name)
    return _asked(scene, text, [first, second])


def _missing(scene: Scene) -> Command | None:
    """Return a question about a kind that is not there: nothing answers it."""
    words = scene.vocabulary.readings.missing
    kinds = {thing.device.kind for thing in (*scene.home.readings, *scene.home.things)}
    absent = [kind for kind in words if kind not in kinds]
    areas = [area for area in scene.home.by_area if area]
    if not absent or not areas:
        return None
    place = scene.place(clean_name(scene.pick(areas)))
    text = scene.phrase(words[scene.pick(absent)]).format(p=place)
    return with_readings(scene, Command(text, (), _SORT, question=True))


def _asked(scene: Scene, text: str, targets: Sequence[Thing]) -> Command:
    strings = tuple(f"{ASK} {thing.label}" for thing in targets)
    return with_readings(scene, Command(text, strings, _SORT, question=True), targets)


def _any(scene: Scene, things: Sequence[Thing]) -> Thing | None:
    return scene.pick(things) if things else None
