"""Several things in one sentence that share words: rooms, verbs, "the big one", "both"."""

from collections.abc import Callable, Sequence
from typing import Final

from custom_components.llm_iot.plan_language import ALL
from custom_components.llm_iot.words import clean_name

from .deeds import actions_of, make_deed, spoken_deed
from .homes import Thing
from .scene import Command, Scene

_SORT: Final = "several"
_OF_KIND: Final = ("on", "off", "open", "close")


def combined(scene: Scene) -> Command | None:
    """Return a command for several things that is shorter than one for each."""
    ways, shares = zip(*_WAYS, strict=True)
    made: Command | None = scene.random.choices(ways, shares)[0](scene)
    return made


def _two_rooms(scene: Scene) -> Command | None:
    """Return a command for a kind in two rooms: "kitchen and hall lights on"."""
    found = _kind_of_two(scene)
    if found is None:
        return None
    kind, one, other = found
    actions = [each for each in _OF_KIND if all(each in actions_of(x) for x in (*one, *other))]
    if not actions:
        return None
    action = scene.pick(actions)
    first, second = (clean_name(things[0].device.area or "") for things in (one, other))
    many = scene.pick(scene.vocabulary.plurals[kind])[1]
    named = _rooms(scene, many, first, second)
    text = scene.say(f"several.{action}").format(list=named)
    names = (f"{_target(things)} {action}" for things in (one, other))
    return Command(text, tuple(names), _SORT)


def _rooms(scene: Scene, many: str, first: str, second: str) -> str:
    """Return a kind in two rooms, with what the names of both begin or end with said once."""
    head, _, number = first.rpartition(" ")
    other_head, _, other_number = second.rpartition(" ")
    words = scene.vocabulary.combined
    if head and head == other_head and number.isdigit() and other_number.isdigit():
        text = scene.phrase(words["room_numbers"])
        return text.format(k=many, c=head, x=number, y=other_number).strip()
    ends_alike = number == other_number and head and other_head and "'s" not in first + second
    if ends_alike and scene.chance(0.7):
        text = scene.phrase(words["room_ends"])
        return text.format(k=many, c=number, x=head, y=other_head).strip()
    the, the2 = ("" if "'s" in each else "the " for each in (first, second))
    text = scene.phrase(words["room_lists"])
    return text.format(k=many, a=first, b=second, the=the, the2=the2).strip()


def _contrast(scene: Scene) -> Command | None:
    """Return a command for a kind in two rooms, there otherwise than here."""
    found = _kind_of_two(scene)
    if found is None:
        return None
    kind, one, other = found
    if not all({"on", "off"} <= {*actions_of(each)} for each in (*one, *other)):
        return None
    here, there = scene.pick((("on", "off"), ("off", "on")))
    noun = scene.pick(scene.vocabulary.plurals[kind])[len(one) > 1 or len(other) > 1]
    places = [scene.place(clean_name(things[0].device.area or "")) for things in (one, other)]
    text = scene.phrase(scene.vocabulary.combined["contrasts"])
    text = text.format(k=noun, x=here, y=there, p=places[0], q=places[1])
    strings = (f"{_target(one)} {here}", f"{_target(other)} {there}")
    return Command(text, strings, _SORT)


def _room_first(scene: Scene) -> Command | None:
    """Return commands for things of one room, which is said once."""
    areas = [thing.device.area for thing in scene.shown if thing.device.area]
    if not areas:
        return None
    area = scene.pick(areas)
    inside = [thing for thing in scene.shown if thing.device.area == area]
    inside = [thing for thing in inside if _short(scene, thing)]
    count = min(len(inside), scene.pick((2, 2, 3, 4)))
    if count < 2:  # noqa: PLR2004  # there is one command for one thing
        return None
    texts, strings = [], []
    for thing in scene.random.sample(inside, count):
        deed = make_deed(scene, thing)
        name = _short(scene, thing)
        texts.append(spoken_deed(scene, deed, f"{scene.article(thing, name)}{name}"))
        strings.append(f"{thing.label} {deed.what}")
    text = texts[0]
    for each in texts[1:]:
        text += scene.phrase(scene.vocabulary.combined["lists"]) + each
    frame = scene.phrase(scene.vocabulary.combined["room_first"])
    name = clean_name(area)
    if "'s" in name:
        frame = frame.replace("the {a}", "{a}")
    return Command(frame.format(a=name, t=text), tuple(strings), _SORT)


def _same_room(scene: Scene) -> Command | None:
    """Return a command for a thing in a room, and one for another thing "there"."""
    thing = scene.pick(scene.shown)
    area = thing.device.area
    inside = [each for each in scene.shown if each is not thing and each.device.area == area]
    inside = [each for each in inside if _short(scene, each)]
    if area is None or not inside or not _short(scene, thing):
        return None
    other = scene.pick(inside)
    name = f"{scene.article(thing, _short(scene, thing))}{_short(scene, thing)}"
    done = spoken_deed(scene, (deed := make_deed(scene, thing)), f"{name}{_in(area)}")
    word = _short(scene, other)
    said = f"the {word}"
    if scene.chance(0.5):
        said = scene.phrase(scene.vocabulary.combined["its"]).format(w=word)
    then = make_deed(scene, other)
    text = done + scene.phrase(scene.vocabulary.combined["lists"]) + spoken_deed(scene, then, said)
    return Command(text, (f"{thing.label} {deed.what}", f"{other.label} {then.what}"), _SORT)


def _ones(scene: Scene) -> Command | None:
    """Return commands for two things of a name but for one word: "the big one"."""
    pairs = [
        (one, other)
        for one in scene.shown
        for other in scene.shown
        if one is not other
        and one.device.area == other.device.area
        and _ends_alike(one, other)
        and one.sort is other.sort
    ]
    if not pairs:
        return None
    one, other = scene.pick(pairs)
    word = clean_name(other.device.name).rpartition(" ")[0]
    first, second = make_deed(scene, one), make_deed(scene, other)
    name = scene.phrase(scene.vocabulary.combined["ones"]).format(x=word)
    join = scene.phrase(scene.vocabulary.combined["lists"])
    text = spoken_deed(scene, first, scene.refer(one)) + join + spoken_deed(scene, second, name)
    return Command(text, (f"{one.label} {first.what}", f"{other.label} {second.what}"), _SORT)


def _both(scene: Scene) -> Command | None:
    """Return a command that two things are to be on, or that neither is."""
    found = _of_power(scene, 2)
    if found is None:
        return None
    action = scene.pick(("on", "off"))
    words = scene.vocabulary.combined["either" if action == "on" else "neither"]
    names = [scene.refer(each) for each in found]
    text = scene.phrase(words).format(d=names[0], e=names[1])
    return Command(text, tuple(f"{each.label} {action}" for each in found), _SORT)


def _spared(scene: Scene) -> Command | None:
    """Return a command for one thing or two, with another one that is left alone."""
    found = _of_power(scene, scene.pick((2, 3, 3)))
    if found is None:
        return None
    action = scene.pick(("on", "off"))
    *meant, left = found
    text = scene.phrase(scene.vocabulary.combined["spared"]).format(
        l=" and ".join(scene.refer(each) for each in meant), o=action, x=scene.refer(left)
    )
    return Command(text, tuple(f"{each.label} {action}" for each in meant), "except")


def _of_power(scene: Scene, count: int) -> Sequence[Thing] | None:
    """Return so many things that can be on and off."""
    able = [each for each in scene.shown if {"on", "off"} <= {*actions_of(each)}]
    return scene.random.sample(able, count) if len(able) >= count else None


def _kind_of_two(scene: Scene) -> tuple[str, Sequence[Thing], Sequence[Thing]] | None:
    """Return a kind, and what of it is in two rooms that are shown."""
    thing = scene.pick(scene.shown)
    kind = thing.device.kind
    rooms = {each.device.area: 0 for each in scene.shown if each.device.kind == kind}
    rooms.pop(None, None)
    if kind not in scene.vocabulary.plurals or len(rooms) < 2:  # noqa: PLR2004  # two of them
        return None
    one, other = scene.random.sample(list(rooms), 2)
    of_kind = scene.home.kinds[kind]
    inside = [[each for each in of_kind if each.device.area == area] for area in (one, other)]
    return kind, inside[0], inside[1]


def _target(things: Sequence[Thing]) -> str:
    """Return what plans call all of a kind in a room."""
    if len(things) == 1:
        return things[0].label
    device = things[0].device
    return f"{ALL} {clean_name(device.area or '')} {device.kind}"


def _short(scene: Scene, thing: Thing) -> str:
    """Return a name that means a thing in its room only, empty if there is none."""
    place = _in(thing.device.area or "")
    name = clean_name(thing.device.name)
    for word in (*thing.sort.words[:1], name):
        if list(scene.meant(f"{word}{place}")) == [thing]:
            return word
    return ""


def _in(area: str) -> str:
    """Return how it is said that something is in a room, in plain words."""
    name = clean_name(area)
    return f" in {name}" if "'s" in name else f" in the {name}"


def _ends_alike(one: Thing, other: Thing) -> bool:
    """Return whether two names have the last word in common, and one before it of their own."""
    first, second = (clean_name(each.device.name).split() for each in (one, other))
    return len(first) == len(second) == 2 and first[1] == second[1] and not second[1].isdigit()  # noqa: PLR2004


_WAYS: Final[Sequence[tuple[Callable[[Scene], Command | None], int]]] = (
    (_two_rooms, 22),
    (_contrast, 12),
    (_room_first, 24),
    (_same_room, 14),
    (_ones, 8),
    (_both, 14),
    (_spared, 12),
)
"""Ways to put several into one sentence, and how often."""
