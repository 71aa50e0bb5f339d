"""Commands that name what they mean: one device, several, groups, exceptions, questions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from custom_components.llm_iot.plan_language import ASK, WHICH
from custom_components.llm_iot.words import clean_name, tokens

from .deeds import actions_of, compound, make_deed, spoken_deed
from .groups import group
from .homes import Thing
from .scene import Command, Scene

_MOST_LISTED: Final = 4
_QUESTIONS: Final = {
    "light": "ask.light",
    "fan": "ask.fan",
    "media_player": "ask.media",
    "cover": "ask.cover",
    "valve": "ask.cover",
    "lock": "ask.lock",
    "climate": "ask.climate",
    "water_heater": "ask.climate",
    "vacuum": "ask.robot",
    "lawn_mower": "ask.robot",
    "alarm_control_panel": "ask.alarm",
}
"""Key of the questions about a domain."""
_ONLY_THOSE: Final = frozenset(
    {"cover", "valve", "lock", "vacuum", "lawn_mower", "climate", "alarm_control_panel"}
)
"""Domains about which nobody asks whether they are on."""
_STATELESS: Final = frozenset({"scene", "script", "button", "select", "number"})
_SHARED: Final = frozenset({"on", "off", "open", "close", "lock", "mute", "pause", "value"})
"""What is said of several things at once."""


def single(scene: Scene) -> Command:
    """Return a command for one device."""
    thing = scene.pick(scene.shown)
    if found := compound(scene, thing):
        return Command(*found, "single")
    deed = make_deed(scene, thing)
    return Command(
        spoken_deed(scene, deed, scene.refer(thing)), (f"{thing.label} {deed.what}",), "single"
    )


def several(scene: Scene) -> Command | None:
    """Return a command for two to four devices: with one verb for all, or each with its own."""
    way = scene.random.random()
    if way < 0.15:  # noqa: PLR2004  # shares of the ways
        return mixed(scene)
    if way > 0.85 and (found := _of_people(scene)):  # noqa: PLR2004
        return found
    return _listed(scene) if way < 0.55 else _joined(scene)  # noqa: PLR2004


def _joined(scene: Scene) -> Command | None:
    count = scene.pick((2, 2, 2, 3, 3, 4))
    if len(scene.shown) < count:
        return None
    texts, strings = [], []
    for thing in scene.random.sample(scene.shown, count):
        deed = make_deed(scene, thing)
        texts.append(spoken_deed(scene, deed, scene.refer(thing)))
        strings.append(f"{thing.label} {deed.what}")
    return Command(joined(scene, texts), tuple(strings), "several")


def _of_people(scene: Scene) -> Command | None:
    """Return a command for what belongs to people: "ann's lamp on and her fan off"."""
    owned: dict[str, list[Thing]] = defaultdict(list)
    for thing in scene.shown:
        person, belongs, _ = thing.label.partition("'s ")
        if belongs:
            owned[person].append(thing)
    pairs = [things for things in owned.values() if len(things) > 1]
    if not pairs:
        return _of_two(scene, owned)
    first, second = scene.random.sample(scene.pick(pairs), 2)
    word = scene.pick(second.sort.words or (clean_name(second.device.name),))
    others = [each for each in owned[first.label.partition("'s ")[0]] if each is not first]
    if sum(frozenset(tokens(word)) <= each.words or word in each.sort.words for each in others) > 1:
        return None
    deeds = make_deed(scene, first), make_deed(scene, second)
    owner = scene.pick(scene.vocabulary.spoken["owners"])
    texts = [
        spoken_deed(scene, deeds[0], scene.refer(first)),
        spoken_deed(scene, deeds[1], f"{owner} {word.partition("'s ")[2] or word}"),
    ]
    if "'s " not in texts[0]:  # nobody is named whose it could be
        return None
    pairs_of = zip((first, second), deeds, strict=True)
    strings = tuple(f"{thing.label} {deed.what}" for thing, deed in pairs_of)
    return Command(joined(scene, texts), strings, "several")


def _of_two(scene: Scene, owned: Mapping[str, Sequence[Thing]]) -> Command | None:
    """Return a command for the same thing of two people: "ann's and ben's lamps off"."""
    people = list(owned)
    if len(people) < 2:  # noqa: PLR2004  # one and another
        return None
    one, other = scene.random.sample(people, 2)
    first, second = owned[one][0], owned[other][0]
    kind = first.device.kind
    same = [each.device.kind for each in (*owned[one], *owned[other])].count(kind)
    able = [each for each in actions_of(first) if each in _SHARED and each in actions_of(second)]
    if second.device.kind != kind or same > 2 or kind not in scene.vocabulary.plurals or not able:  # noqa: PLR2004
        return None
    deed = make_deed(scene, first, scene.pick(able))
    many = scene.pick(scene.vocabulary.plurals[kind])[1]
    names = f"{one}'s and {other}'s {many}"
    text = spoken_deed(scene, deed, names)
    strings = tuple(f"{thing.label} {deed.what}" for thing in (first, second))
    return Command(text, strings, "several")


def mixed(scene: Scene) -> Command | None:
    """Return a command for a group and one for a device that is in no such group."""
    whole = group(scene)
    one = single(scene)
    kind = scene.home.view.by_label[_label(scene, one)].kind
    if whole is None or f" {kind} " in f"{whole.strings[0]} ":
        return None
    parts = [whole, one]
    scene.random.shuffle(parts)
    text = joined(scene, [part.text for part in parts])
    return Command(text, tuple(each for part in parts for each in part.strings), "several")


def _label(scene: Scene, command: Command) -> str:
    """Return the label of the device of a command for one."""
    text = command.strings[0]
    return next(thing.label for thing in scene.shown if text.startswith(f"{thing.label} "))


def joined(scene: Scene, texts: Sequence[str]) -> str:
    """Return several commands in one sentence."""
    text = texts[0]
    for other in texts[1:]:
        text += scene.pick(scene.vocabulary.spoken["joins"]) + other
    return text


def _listed(scene: Scene) -> Command | None:
    by_deed: dict[str, list[Thing]] = defaultdict(list)
    for thing in scene.shown:
        for action in actions_of(thing):
            if action in _SHARED:
                by_deed[action].append(thing)
    able = [action for action, things in by_deed.items() if len(things) > 1]
    if not able:
        return None
    action = scene.pick(able)
    things = by_deed[action]
    if scene.chance(0.4):  # of one room, which is then said once
        room = scene.pick(things).device.area
        things = [thing for thing in things if thing.device.area == room]
    if len(things) < 2:  # noqa: PLR2004  # a list has two
        return None
    chosen = scene.random.sample(things, min(len(things), scene.pick((2, 2, 3, _MOST_LISTED))))
    deed = make_deed(scene, chosen[0], action)
    text = scene.say(f"several.{action}").format(list=_names(scene, chosen), v=deed.spoken)
    return Command(text, tuple(f"{thing.label} {deed.what}" for thing in chosen), "several")


def _names(scene: Scene, things: Sequence[Thing]) -> str:
    """Return names in a row; of things of one room short, with the room behind."""
    names, place = _short_names(scene, things) or ([scene.refer(thing) for thing in things], "")
    join = scene.pick(scene.vocabulary.spoken["list_joins"])
    return f"{', '.join(names[:-1])}{join}{names[-1]}{place}"


def _short_names(scene: Scene, things: Sequence[Thing]) -> tuple[list[str], str] | None:
    """Return names without their room, and the room; None where they have none in common."""
    areas = {thing.device.area for thing in things}
    area = next(iter(areas))
    if not area or len(areas) > 1 or scene.chance(0.3):
        return None
    place = scene.place(clean_name(area))
    names = [clean_name(thing.device.name) for thing in things]
    for name, thing in zip(names, things, strict=True):
        if list(scene.meant(f"{name}{place}")) != [thing]:
            return None
    spoken = [scene.article(*pair) + pair[1] for pair in zip(things, names, strict=True)]
    return spoken, "" if area == scene.area and scene.chance(0.7) else place


def not_that(scene: Scene) -> Command | None:
    """Return a command for one device with another one named that is left alone."""
    if len(scene.shown) < 2:  # noqa: PLR2004  # one and another
        return None
    thing, other = scene.random.sample(scene.shown, 2)
    deed = make_deed(scene, thing)
    done = spoken_deed(scene, deed, scene.refer(thing))
    text = scene.say("not_that").format(do=done, x=scene.refer(other))
    return Command(text, (f"{thing.label} {deed.what}",), "except")


def refusal(scene: Scene) -> Command | None:
    """Return what is not to be done."""
    thing = scene.pick(scene.shown)
    verbs: Mapping[str, object] = scene.vocabulary.refuse_do
    able = [action for action in actions_of(thing) if action in verbs]
    if not able:
        return None
    name = scene.refer(thing)
    done = scene.phrase(scene.vocabulary.refuse_do[scene.pick(able)]).format(d=name)
    return Command(scene.say("refuse").format(do=done, x=name), (), "negation")


def ambiguous(scene: Scene) -> Command | None:
    """Return a command for one of two things that have what is said of them in common."""
    thing = scene.pick(scene.shown)
    options = [clean_name(thing.device.name), *thing.sort.words]
    name = scene.pick(options)
    if not scene.can_be_confused(name) or name.endswith("s"):
        return None
    found = scene.meant(name)
    if len({each.device.kind for each in found}) > 1:
        return None
    same_room = {each.device.area for each in found if each.device.area} == {scene.area}
    if same_room and thing.device.kind == "light":
        return None  # "the light" of a room may as well be all of them
    deed = make_deed(scene, thing)
    text = spoken_deed(scene, deed, f"{scene.pick(('the', 'the', 'a', 'my'))} {name}")
    return Command(text, (WHICH,), "ambiguous")


def question(scene: Scene) -> Command | None:
    """Return a question about one device."""
    thing = scene.pick(scene.shown)
    domain = thing.device.domain
    if domain in _STATELESS:
        return None
    key = _QUESTIONS.get(domain, "ask.power")
    if domain not in _ONLY_THOSE and scene.chance(0.6):
        key = "ask.power"
    text = scene.say(key).format(d=scene.refer(thing))
    return Command(text, (f"{ASK} {thing.label}",), "question", question=True)


def unknown(scene: Scene) -> Command | None:
    """Return a command for something that the home does not have."""
    name = _absent(scene)
    if name is None or scene.meant(name):
        return None
    text = scene.phrase(scene.vocabulary.talk["unknown_commands"])
    value = make_deed_value(scene)
    article = "" if "'s " in name else scene.pick(("the ", "the ", "the ", "my ", ""))
    return Command(text.format(d=f"{article}{name}", v=value), (), "unknown")


def make_deed_value(scene: Scene) -> str:
    """Return a number of percent, for what is not there."""
    return f"{scene.random.randint(1, 20) * 5} percent"


def _absent(scene: Scene) -> str | None:
    """Return the name of something that is not there, often nearly that of something that is."""
    names = scene.vocabulary.names
    way = scene.random.random()
    if way < 0.35:  # noqa: PLR2004  # shares of the ways
        return scene.phrase(scene.vocabulary.talk["unknown_things"])
    if way < 0.5:  # noqa: PLR2004
        sort = scene.pick(scene.vocabulary.sorts)
        return f"{scene.pick(names['people'])}'s {scene.pick(sort.names)}"
    if way < 0.6:  # noqa: PLR2004
        return f"{scene.pick(names['first'])} {scene.pick(names['second'])}"
    thing = scene.pick(scene.shown)
    if way < 0.8:  # noqa: PLR2004  # the right thing in a wrong room
        word = scene.pick(thing.sort.words) if thing.sort.words else clean_name(thing.device.name)
        area = scene.pick(scene.pick(scene.vocabulary.buildings).areas)
        return f"{word} in the {area}" if scene.chance(0.5) else f"{area} {word}"
    words = tokens(thing.label)
    digits = [word for word in words if word.isdigit()]
    if digits:  # a number that is not there
        other = str(int(digits[-1]) + scene.pick((1, 2, 3, 10)))
        return " ".join(other if word == digits[-1] else word for word in words)
    return f"{scene.pick(names['qualities'])} {clean_name(thing.device.name)}"


def talk(scene: Scene) -> Command:
    """Return something that has nothing to do with the devices."""
    key = scene.pick(("chat", "chat", "other_questions", "other_requests"))
    text = scene.phrase(scene.vocabulary.talk[key])
    return Command(text, (), "chat", question=key == "other_questions")
