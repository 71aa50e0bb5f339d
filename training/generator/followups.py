"""What people say right after something else: "a bit more", "and the fan", "undo that"."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from custom_components.llm_iot.plan_language import ALL, ASK, UNDO
from custom_components.llm_iot.tuned.prompt import MAX_EVIDENCE, earlier_line
from custom_components.llm_iot.words import clean_name, tokens

from . import asking, commands, groups
from .deeds import Deed, actions_of, make_deed, of_it, spoken_deed
from .excluded import excluded
from .homes import Thing
from .manner import spoken
from .scene import Command, Scene

_SORT: Final = "follow_up"
_ACTIONS: Final = ("on", "off", "open", "close", "lock", "value", "up", "down", "mute", "colour")
"""What can be gone on with for another thing."""
_CONTRARIES: Final = (
    ("on", "off"), ("open", "close"), ("up", "down"), ("lock", "unlock"), ("pause", "play"),
)  # fmt: skip
_OPPOSITE: Final = dict(_CONTRARIES) | {other: one for one, other in _CONTRARIES}
_FINER: Final = ("value", "up", "down", "colour")
"""What is often said of what was just switched on."""
_SHORT: Final = 0.55
"""Share of the follow-ups that are too short to name even "it"."""
_GROUP: Final = 0.2
_CHAIN: Final = 0.15
"""Share of the earlier sentences that go on from one before them."""


def follow_up(scene: Scene) -> Command | None:
    """Return what goes on from an earlier sentence, with the line that tells of that one."""
    ways, shares = zip(*_WAYS, strict=True)
    made: Command | None = scene.random.choices(ways, shares)[0](scene)
    return made


def after_another(scene: Scene, command: Command) -> Command:
    """Return a command that stands for itself, behind an earlier sentence about anything."""
    if command.earlier or command.readings:
        return command
    other = commands.several(scene) if scene.chance(0.2) else commands.single(scene)
    line = _line(scene, other) if other else None
    return replace(command, earlier=(line,)) if line else command


def _again(scene: Scene) -> Command | None:
    """Return something else that is done to what was moved."""
    thing, deed, line = _first(scene)
    other = _other_deed(scene, thing, deed)
    if line is None or other is None:
        return None
    return _command(_about_it(scene, other, "again"), [f"{thing.label} {other.what}"], line)


def _answered(scene: Scene) -> Command | None:
    """Return what is done to a thing that was asked about."""
    asked = commands.question(scene)
    line = _line(scene, asked) if asked else None
    if asked is None or line is None:
        return None
    label = asked.strings[0].removeprefix(f"{ASK} ")
    thing = next(each for each in scene.shown if each.label == label)
    deed = make_deed(scene, thing)
    return _command(_about_it(scene, deed, "then"), [f"{thing.label} {deed.what}"], line)


def _too(scene: Scene, key: str = "too") -> Command | None:
    """Return the same, for another thing as well or instead."""
    thing, deed, line = _first(scene)
    others = [each for each in scene.shown if each is not thing and _can(each, thing, deed)]
    if line is None or not others:
        return None
    other = scene.pick(others)
    text = _frame(scene, key).format(d=scene.refer(other))
    return _command(text, [f"{other.label} {deed.what}"], line)


def _corrected(scene: Scene) -> Command | None:
    """Return the same for what was really meant."""
    return _too(scene, "correct")


def _place(scene: Scene) -> Command | None:
    """Return the same in another room: for the one thing of the kind there, or all of them."""
    thing, deed, line = _first(scene, of_rooms=True)
    rooms = [area for area in scene.whole_areas if area != thing.device.area]
    if line is None or not rooms or thing.device.area is None:
        return None
    area = scene.pick(rooms)
    inside = [each for each in scene.home.by_area[area] if each.device.kind == thing.device.kind]
    if not inside or not all(_can(each, thing, deed) for each in inside):
        return None
    group = f"{ALL} {clean_name(area)} {thing.device.kind}"
    name = group if len(inside) > 1 else inside[0].label
    key = "correct_place" if scene.chance(0.25) else "place"
    text = _in_place(scene, key, area)
    return _command(text, [f"{name} {deed.what}"], line)


def _other(scene: Scene) -> Command | None:
    """Return the same for the other one of two: of a kind in a room, or of those called alike."""
    thing, deed, line = _first(scene)
    alike = [
        each
        for each in scene.home.things
        if (each.device.kind, each.device.area) == (thing.device.kind, thing.device.area)
    ]
    others = [each for each in alike if each is not thing]
    if len(others) > 1:
        others = [each for each in others if _own_words(each, thing)]
    if line is None or len(others) != 1:
        return None
    other = others[0]
    if other not in scene.shown or not _can(other, thing, deed):
        return None
    text = _frame(scene, "other_correct" if scene.chance(0.35) else "other")
    return _command(text, [f"{other.label} {deed.what}"], line)


def _one(scene: Scene) -> Command | None:
    """Return the same for one of the same kind by what is its own: "no, the hall one"."""
    thing, deed, line = _first(scene)
    options = []
    for each in scene.shown:
        if each is not thing and each.device.kind == thing.device.kind and _can(each, thing, deed):
            options += [(each, word) for word in _ways_to_tell(scene, each, thing)]
    if line is None or not options:
        return None
    other, word = scene.pick(options)
    text = _frame(scene, "ones_correct" if scene.chance(0.5) else "ones").format(x=word)
    return _command(text, [f"{other.label} {deed.what}"], line)


def _ways_to_tell(scene: Scene, thing: Thing, other: Thing) -> list[str]:
    """Return words that tell a thing from all others of its kind."""
    kind = scene.home.kinds[thing.device.kind]
    found = []
    area = thing.device.area
    if area and [each for each in kind if each.device.area == area] == [thing]:
        found.append(clean_name(area))
    own = _own_words(thing, other)
    if own and [each for each in kind if frozenset(own.split()) <= each.words] == [thing]:
        found.append(own)
    return found


def _own_words(thing: Thing, other: Thing) -> str:
    """Return what stands before the last word of a name that ends as another one does."""
    words, others = (clean_name(each.device.name).split() for each in (thing, other))
    if len(words) < 2 or words[-1] != others[-1]:  # noqa: PLR2004  # a word, and one before it
        return ""
    return " ".join(words[:-1])


def _made_warmer(scene: Scene) -> Command | None:
    """Return what is wanted of the heating of a room whose temperature was asked for."""
    found = asking.placed(scene)
    if found is None or found[0].sort.ask != "temperature":
        return None
    reading, text = found
    inside = scene.home.by_area.get(reading.device.area, ())
    heating = [each for each in inside if each.device.domain == "climate"]
    line = _line(scene, Command(text, (f"{ASK} {reading.label}",), _SORT, question=True))
    if line is None or len(heating) != 1 or heating[0] not in scene.shown:
        return None
    action = scene.pick(("up", "down", "value"))
    deed = make_deed(scene, heating[0], action)
    if " " in deed.what:
        deed = Deed(action, action)
    said = scene.phrase(scene.vocabulary.follow_ups.warmer[action]).format(v=deed.spoken)
    command = _command(said, [f"{heating[0].label} {deed.what}"], line)
    return asking.with_readings(scene, command, [reading]) if scene.chance(0.7) else command


def nothing(scene: Scene) -> Command:
    """Return what goes on from something that nobody knows of: nothing is done."""
    return Command(_frame(scene, "nothing"), (), "chat")


def _both(scene: Scene) -> Command | None:
    """Return something that is done to the two things that were moved last."""
    thing, deed, line = _first(scene)
    others = [each for each in scene.shown if each is not thing and _can(each, thing, deed)]
    if line is None or not others:
        return None
    other = scene.pick(others)
    lines = [line]
    if scene.chance(0.5):
        second = _frame(scene, "too").format(d=scene.refer(other))
        added = _line(scene, Command(second, (f"{other.label} {deed.what}",), _SORT))
        lines = [added, line] if added else []
    else:
        names = f"{scene.refer(thing)} and {scene.refer(other)}"
        text = spoken_deed(scene, deed, names)
        strings = (f"{thing.label} {deed.what}", f"{other.label} {deed.what}")
        together = _line(scene, Command(text, strings, _SORT))
        lines = [together] if together else []
    next_deed = _other_deed(scene, thing, deed)
    if not lines or next_deed is None or not _can(other, thing, next_deed):
        return None
    pronoun = scene.pick(scene.vocabulary.follow_ups.both)
    text = _frame(scene, "again").format(t=of_it(scene, next_deed, pronoun))
    return _command(text, [f"{each.label} {next_deed.what}" for each in (thing, other)], *lines)


def _undone(scene: Scene) -> Command | None:
    """Return that what was done is to be taken back."""
    _, _, line = _first(scene)
    return _command(_frame(scene, "undo"), [UNDO], line) if line else None


def _done(scene: Scene) -> Command | None:
    """Return what asks for nothing more: praise, or another time, which code sees to."""
    _, _, line = _first(scene)
    return Command(_frame(scene, "done"), (), "chat", earlier=(line,)) if line else None


def _asked_too(scene: Scene) -> Command | None:
    """Return the same question about another thing."""
    first = commands.question(scene)
    line = _line(scene, first) if first else None
    if first is None or line is None:
        return None
    label = first.strings[0].removeprefix(f"{ASK} ")
    asked = next(each for each in scene.shown if each.label == label)
    others = [
        each for each in scene.shown if each is not asked and each.sort.domain == asked.sort.domain
    ]
    if not others:
        return None
    other = scene.pick(others)
    text = _frame(scene, "asked_too").format(d=scene.refer(other))
    found = _command(text, [f"{ASK} {other.label}"], line, question=True)
    return asking.with_readings(scene, found) if scene.chance(0.5) else found


def _asked_place(scene: Scene) -> Command | None:
    """Return the same question about another room."""
    found = asking.placed(scene)
    if found is None:
        return None
    thing, text = found
    others = [
        each
        for each in scene.home.readings
        if each.device.kind == thing.device.kind
        and each.device.area not in {None, thing.device.area}
        and asking.only_one(scene, each)
    ]
    line = _line(scene, Command(text, (f"{ASK} {thing.label}",), _SORT, question=True))
    if line is None or not others:
        return None
    other = scene.pick(others)
    text = _in_place(scene, "asked_place", other.device.area or "")
    command = _command(text, [f"{ASK} {other.label}"], line, question=True)
    return asking.with_readings(scene, command, [other])


def _first(scene: Scene, *, of_rooms: bool = False) -> tuple[Thing, Deed, str | None]:
    """Return a thing, what was done to it, and the line that tells so.

    `of_rooms` may be a whole group in a room, of which the thing is a member.
    """
    thing = scene.pick(scene.shown)
    able = [each for each in actions_of(thing) if each in _ACTIONS]
    deed = make_deed(scene, thing, scene.pick(able) if able and scene.chance(0.6) else None)
    text = spoken_deed(scene, deed, scene.refer(thing))
    command = Command(text, (f"{thing.label} {deed.what}",), _SORT)
    if of_rooms and scene.chance(_GROUP) and (whole := groups.group(scene)):
        area = clean_name(thing.device.area or "")
        if whole.strings[0].startswith(f"{ALL} {area} {thing.device.kind} "):
            what = whole.strings[0].removeprefix(f"{ALL} {area} {thing.device.kind} ")
            return thing, Deed(deed.frames, what), _line(scene, whole)
    if scene.chance(_CHAIN):
        return thing, deed, _line(scene, replace(command, text=_went_on(scene, thing, deed)))
    return thing, deed, _line(scene, command)


def _went_on(scene: Scene, thing: Thing, deed: Deed) -> str:
    """Return a sentence that itself went on from one before it."""
    if thing.device.area and scene.chance(0.3):
        return _in_place(scene, "place", thing.device.area)
    if scene.chance(0.5):
        return _frame(scene, "too").format(d=scene.refer(thing))
    return _about_it(scene, deed, "again")


def _line(scene: Scene, command: Command) -> str | None:
    """Return the line about an earlier command, None if it is one that is measured with.

    Nor is there one that would be cut: what it came to stands at its end.
    """
    text = spoken(scene.random, scene.vocabulary, command.text, question=command.question)
    if " ".join(tokens(text)) in excluded():
        return None
    line = earlier_line(text, command.strings)
    return line if len(line) <= MAX_EVIDENCE else None


def _can(other: Thing, thing: Thing, deed: Deed) -> bool:
    """Return whether the very same can be done to another thing."""
    action = deed.what.partition(" ")[0]
    if action in {"on", "off"}:
        return action in actions_of(other)
    return thing.sort.say == other.sort.say and thing.sort.choices == other.sort.choices


def _other_deed(scene: Scene, thing: Thing, deed: Deed) -> Deed | None:
    """Return what may be done next: the contrary, often, or something finer."""
    actions = actions_of(thing)
    done = deed.what.partition(" ")[0]
    likely = [each for each in (_OPPOSITE.get(done), *_FINER) if each in actions]
    action = scene.pick(likely) if likely and scene.chance(0.7) else None
    found = make_deed(scene, thing, action)
    is_relative = found.what.partition(" ")[0] in {"up", "down"}
    return found if is_relative or found.what != deed.what else None


def _about_it(scene: Scene, deed: Deed, key: str) -> str:
    """Return something that is done to what was spoken of, in few words or with "it"."""
    words = scene.vocabulary.follow_ups
    short = words.short.get(deed.frames) or words.short.get(deed.verb)
    pronoun = scene.pick(words.pronouns)
    if short and scene.chance(_SHORT):
        return scene.phrase(short).format(v=deed.spoken, e=pronoun)
    text = of_it(scene, deed, pronoun)
    is_done = text.partition(" ")[0] in scene.vocabulary.manners["verbs"]
    return _frame(scene, key).format(t=text) if is_done and scene.chance(0.6) else text


def _in_place(scene: Scene, key: str, area: str) -> str:
    place = scene.place(clean_name(area))
    return _frame(scene, key).format(p=place, P=place.removeprefix(" in "))


def _frame(scene: Scene, key: str) -> str:
    return scene.phrase(scene.vocabulary.follow_ups.frames[key])


def _command(text: str, strings: Sequence[str], *lines: str, question: bool = False) -> Command:
    return Command(text, tuple(strings), _SORT, question=question, earlier=lines)


_WAYS: Final[Sequence[tuple[Callable[[Scene], Command | None], int]]] = (
    (_again, 32),
    (_too, 15),
    (_one, 12),
    (_made_warmer, 6),
    (_place, 14),
    (_corrected, 10),
    (_answered, 9),
    (_undone, 6),
    (_done, 6),
    (_both, 8),
    (_other, 12),
    (_asked_too, 3),
    (_asked_place, 3),
)
"""Ways to go on, and how often."""
