"""What the home has learned, as lines before a command: useful, beside the point, misleading.

The plan follows a line that is about the same, and takes no notice of the others.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from custom_components.llm_iot.plan_language import ALL, NOT, WHICH
from custom_components.llm_iot.tuned.prompt import MAX_EVIDENCE, episode_line, habit_line, note_line
from custom_components.llm_iot.words import clean_name

from . import goals
from .commands import single
from .deeds import actions_of, make_deed, spoken_deed
from .homes import Thing
from .scene import Command, Scene

_TIMES: Final = ("morning", "afternoon", "evening", "night")
_ENDINGS: Final = frozenset({"off", "close", "stop", "pause", "dock"})
_GUARDED: Final = frozenset({"lock", "valve", "siren", "alarm_control_panel"})
"""Domains that no habit moves."""
_WAYS: Final = frozenset({"on", "off", "up", "down"})
_POSITIVE: Final = ("on", "value", "open", "play")

type Known = tuple[Command, list[str]]
"""A command with the evidence that it follows."""


def corrected_goal(scene: Scene) -> Known | None:
    """Return a goal that was done otherwise before, as somebody corrected it."""
    wish = goals.wish(scene)
    if wish is None or len(wish.strings) == 0:
        return None
    strings = _changed(scene, wish.strings)
    if not strings or strings == wish.strings:
        return None
    before = wish.text if scene.chance(0.4) else goals.wording(scene, wish.words)[0]
    line = episode_line(before, strings, scene.area)
    if len(line) > MAX_EVIDENCE:  # what is cut off cannot be followed
        return None
    return Command(wish.text, strings, "precedent", goal=wish.goal.name), [line]


def habitual_goal(scene: Scene) -> Known | None:
    """Return a goal that people do in a way of their own."""
    words = goals.of_habit(scene)
    wish = goals.wish(scene, words) if words else None
    if wish is None or not wish.strings:
        return None
    started = [each for each in wish.strings if each.rpartition(" ")[2] not in _ENDINGS]
    others = [each for each in wish.strings if each not in started]
    options = [
        thing
        for thing in _around(scene, wish.strings)
        if thing.device.kind in {"light", "tv", "speaker", "blind", "fan"}
    ]
    if not options:
        return None
    chosen = scene.random.sample(options, min(len(options), scene.pick((1, 1, 2))))
    usual = [f"{thing.label} {_positive(scene, thing)}" for thing in chosen]
    kinds = {thing.device.kind for thing in chosen}
    kept = [each for each in started if not kinds & _kinds(scene, each)]
    off = [each for each in others if not _covers(each, chosen)]
    line = habit_line(scene.pick(_TIMES), usual)
    return Command(
        wish.text, tuple(dict.fromkeys([*usual, *kept, *off])), "habit", goal=wish.goal.name
    ), [line]


def noted(scene: Scene) -> Known | None:
    """Return a goal with a note that says what to use, or what to leave alone."""
    words = goals.with_light(scene)
    wish = goals.wish(scene, words) if words else None
    if wish is None or not wish.strings:
        return None
    groups = [each for each in wish.strings if each.startswith(f"{ALL} ")]
    if groups and scene.chance(0.6):
        return _left_alone(scene, Command(wish.text, wish.strings, "note", goal=wish.goal.name))
    noun = goals.noun(scene, wish.words)
    lit = [each for each in wish.strings if "light" in _kinds(scene, each)]
    lit = [each for each in lit if each.rpartition(" ")[2] not in _ENDINGS]
    lights = [each for each in _around(scene, wish.strings) if each.device.kind == "light"]
    if noun is None or not lit or not lights:
        return None
    light = scene.pick(lights)
    text = scene.phrase(scene.vocabulary.talk["note_prefer"])
    line = note_line(text.format(n=noun, x=f"the {clean_name(light.device.name)}"))
    strings = [f"{light.label} on", *(each for each in wish.strings if each not in lit)]
    if list(scene.meant(clean_name(light.device.name))) != [light]:
        return None
    return Command(wish.text, tuple(strings), "note", goal=wish.goal.name), [line]


def spared(scene: Scene, command: Command) -> Known | None:
    """Return a command for a group with a note that something is never touched."""
    return _left_alone(scene, replace(command, sort="note"))


def _left_alone(scene: Scene, command: Command) -> Known | None:
    """Return a plan that switches a group off, without what a note says is left alone."""
    for text in command.strings:
        if text.startswith(f"{ALL} ") and text.endswith(" off"):
            members = [
                each for each in scene.shown if "off" in actions_of(each) and _covers(text, [each])
            ]
            if len(members) < 2:  # noqa: PLR2004  # one is left
                return None
            thing = scene.pick(members)
            note = scene.phrase(scene.vocabulary.talk["note_avoid"])
            line = note_line(note.format(x=scene.refer(thing)))
            strings = (*command.strings, f"{NOT} {thing.label}")
            return replace(command, strings=strings), [line]
    return None


def settled(scene: Scene, command: Command) -> Known | None:
    """Return what was ambiguous, with an earlier turn that tells which is meant."""
    if command.strings != (WHICH,):
        return None
    thing = scene.pick(scene.shown)
    for word in (clean_name(thing.device.name), *thing.sort.words):
        if scene.can_be_confused(word):
            deed = make_deed(scene, thing)
            text = spoken_deed(scene, deed, f"the {word}")
            strings = (f"{thing.label} {deed.what}",)
            earlier = text if scene.chance(0.5) else spoken_deed(scene, deed, f"the {word}")
            line = episode_line(earlier, strings, scene.area)
            return Command(text, strings, "precedent"), [line]
    return None


def beside_the_point(scene: Scene, command: Command) -> str | None:
    """Return a line that the plan of a command has nothing to do with."""
    way = scene.random.random()
    if way < 0.3:  # noqa: PLR2004  # shares of the ways
        return note_line(_any_note(scene))
    if way < 0.5:  # noqa: PLR2004
        return _other_habit(scene, command)
    if way < 0.8:  # noqa: PLR2004
        return _other_goal(scene, command)
    other = single(scene)
    return _said(scene, other.text, other.strings)


def _other_habit(scene: Scene, command: Command) -> str | None:
    """Return a habit of another room."""
    rooms = {thing.device.area for thing in _around(scene, command.strings)}
    others = [thing for thing in scene.shown if thing.device.area not in rooms]
    if not others:
        return None
    thing = scene.pick(others)
    return habit_line(scene.pick(_TIMES), [f"{thing.label} {_positive(scene, thing)}"])


def _other_goal(scene: Scene, command: Command) -> str | None:
    """Return an earlier turn about a goal with another plan, as it was corrected or not."""
    other = goals.wish(scene)
    if other is None or not other.strings or set(other.strings) == set(command.strings):
        return None
    if other.goal.plan == goals.goals()[command.goal].plan if command.goal else False:
        return None
    strings = _changed(scene, other.strings) if scene.chance(0.5) else other.strings
    return _said(scene, other.text, strings)


def misleading(scene: Scene, command: Command) -> str | None:
    """Return an earlier turn with nearly the same words that means something else."""
    if command.sort != "single":
        return None
    verb, _, rest = command.text.partition(" ")
    way = rest.partition(" ")[0]
    thing = scene.pick(scene.shown)
    if command.strings[0].startswith(f"{thing.label} "):
        return None
    deed = make_deed(scene, thing)
    words = [verb, *([way] if way in _WAYS else []), scene.refer(thing)]
    return _said(scene, " ".join(words), (f"{thing.label} {deed.what}",))


def _said(scene: Scene, text: str, strings: Sequence[str]) -> str:
    return episode_line(text, strings, scene.area if scene.chance(0.5) else None)


def _any_note(scene: Scene) -> str:
    thing = scene.pick(scene.shown)
    text = scene.phrase(scene.vocabulary.talk["notes"])
    return text.format(d=clean_name(thing.device.name))


def _changed(scene: Scene, strings: Sequence[str]) -> tuple[str, ...]:
    """Return a plan as somebody would have it instead: a thing more, less, or otherwise."""
    found = list(strings)
    things = _around(scene, strings)
    way = scene.random.random()
    if way < 0.35 and len(found) > 1:  # noqa: PLR2004  # shares of the ways
        found.pop(int(scene.random.random() * len(found)))
    if way > 0.25 and things:  # noqa: PLR2004
        thing = scene.pick(things)
        found = [each for each in found if not each.startswith(f"{thing.label} ")]
        text = f"{thing.label} {_positive(scene, thing)}"
        found.insert(int(scene.random.random() * (len(found) + 1)), text)
    return tuple(found)


def _around(scene: Scene, strings: Sequence[str]) -> list[Thing]:
    """Return the shown things of the rooms that a plan is about."""
    rooms = {
        thing.device.area
        for thing in scene.shown
        if any(_covers(text, [thing]) for text in strings)
    }
    return [
        thing
        for thing in scene.shown
        if thing.device.area in rooms and thing.device.domain not in _GUARDED
    ]


def _positive(scene: Scene, thing: Thing) -> str:
    """Return something that is usually done with a thing."""
    for action in _POSITIVE if scene.chance(0.5) else _POSITIVE[1:]:
        if action in thing.sort.say and (action != "value" or scene.chance(0.7)):
            return make_deed(scene, thing, action).what
    return make_deed(scene, thing).what


def _kinds(scene: Scene, text: str) -> set[str]:
    """Return the kinds that a string moves."""
    return {thing.device.kind for thing in scene.shown if _covers(text, [thing])}


def _covers(text: str, things: Sequence[Thing]) -> bool:
    """Return whether a string is about one of some things."""
    for thing in things:
        device = thing.device
        if text.startswith(f"{device.label} "):
            return True
        name = text.rpartition(" ")[0]
        area = clean_name(device.area) if device.area else None
        if name in {ALL, f"{ALL} {device.kind}", f"{ALL} {area}", f"{ALL} {area} {device.kind}"}:
            return True
    return False
