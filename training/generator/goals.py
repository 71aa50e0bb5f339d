"""Goals and complaints: worded from phrases, planned by the component's own goals.

The prompt of the tuned model tells no states, so a plan here supposes none: all that would help
is done, and what is so already the verifier leaves alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
import json
from pathlib import Path
import re
from typing import Final

from custom_components.llm_iot import capabilities, prompting
from custom_components.llm_iot.models import Source, Step, Utterance
from custom_components.llm_iot.places import named_places
from custom_components.llm_iot.plan_language import ALL
from custom_components.llm_iot.prompting.goal import Goal, Scope, read_goal
from custom_components.llm_iot.prompting.goals import GoalPlanner
from custom_components.llm_iot.response.parser import read_plan
from custom_components.llm_iot.tuned.language import step_strings
from custom_components.llm_iot.words import clean_name

from .commands import single
from .deeds import actions_of, make_deed, spoken_deed
from .grumbles import grumble
from .lookalikes import lookalike
from .parts import filled
from .scene import Command, Scene
from .vocabulary import GoalWords, words_of

_GOALS: Final = Path(prompting.__file__).with_name("data") / "goals.json"
_RUNNING: Final = "running "
_SUMMER: Final = "summer "
_MOST: Final = 6
"""Strings of a plan that is worth writing."""
_ENOUGH: Final = 2
_PLACED: Final = 0.25
_PLACED_FROM_AFAR: Final = 0.8
"""Share of the goals that name a room, where that of the speaker is known and where not."""
_HERE: Final = re.compile(r"\b(here|room|place|house|home|outside|bed|now|tonight)\b")
"""Words after which no room is named."""
_ROOM: Final = re.compile(r"\b(in here|this room)\b")
"""Words after which "all" is what is in the speaker's room."""
_CHANNELS: Final = ("channel", "console")
"""Parts that are sources of what is switched on."""
_SENTENCES: Final = frozenset({"c", "s"})
"""Keys of phrases that are sentences."""
_DRIER: Final = "dehumidifier"
"""Is of the domain that is for dry air, and is the last thing that helps against it."""
_UNSERVED: Final = 0.93
"""Share of the goals that nothing here serves which is left out."""
_BY_KIND: Final = 0.5
"""Share of the goals that are drawn by a kind that is here: most would be about light, else."""
_BY_SCENE: Final = 0.3
"""Share that is drawn by a scene in the speaker's room, where one is called after a goal."""
_GRUMBLES: Final = 0.12
_LOOKALIKES: Final = 0.07
"""Shares of what is about a device that is named, and of what only sounds like a goal."""
_TOLD_WHY: Final = 0.08
"""Share of commands that say what is to be done, with the goal as the reason, or beside it."""
_TWO: Final = 0.04
"""Share with two goals in one sentence."""
_ASIDES: Final = 0.07
"""Share with something else told beside."""
_OTHER_NAME: Final = 0.2
"""Share of the rooms that are called otherwise than they are named, where they can be."""
_OF_PLACES: Final = 0.6
"""Share of the wordings with a room that say something of that room: "the attic is an oven"."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A goal in words, with what it comes to here."""

    goal: Goal
    words: GoalWords
    text: str
    strings: tuple[str, ...]


@cache
def goals() -> Mapping[str, Goal]:
    """Read the component's goals by name, supposing nothing of what is on."""
    entries = json.loads(_GOALS.read_text(encoding="utf-8"))
    found = (read_goal(entry) for entry in entries)
    return {goal.name: replace(goal, plan=tuple(map(_in_any_state, goal.plan))) for goal in found}


def _in_any_state(wish: str) -> str:
    """Return a wish that helps whatever is on.

    Where the component looks whether a thing is on, and then wants more of it ("climate
    heat|running climate up"), both are written: what is so already does no harm.
    """
    choices = wish.split("|")
    found = []
    for place, choice in enumerate(choices):
        target = choice.rpartition(" ")[0]
        after = choices[place + 1] if place + 1 < len(choices) else ""
        if after.startswith(f"{_RUNNING}{target} "):
            found.append(f"{choice}+{after}")
        found.append(choice)
    return "|".join(found).replace(_RUNNING, "")


def wish(scene: Scene, words: GoalWords | None = None) -> Wish | None:
    """Return a goal that something here serves, in words; None if this one is not served."""
    words = words or _drawn(scene)
    goal = goals()[words.name]
    area = scene.area
    in_room = goal.scope is Scope.ROOM and not goal.always_there and not goal.one
    share = _PLACED if area else _PLACED_FROM_AFAR
    named = channel = None
    if in_room and scene.whole_areas and scene.chance(share):
        named = scene.pick(scene.whole_areas)
    text = of_place(scene, words, named) if named and scene.chance(_OF_PLACES) else None
    if named and text:
        area = named
    else:
        text, can_be_placed, channel = wording(scene, words)
        if named and can_be_placed and clean_name(named) not in text:
            text = f"{text}{scene.place(clean_name(named))}"
            area = named
    strings = plan(scene, goal, text, area)
    if area and area == named:
        text = _by_another_name(scene, text, clean_name(area))
    if strings and channel:
        tuned = (each for text in strings for each in _tuned_to(scene, text, channel))
        strings = tuple(dict.fromkeys(tuned))
    if strings is None or len(strings) > _MOST:
        return None
    return Wish(goal, words, text, strings)


def _drawn(scene: Scene) -> GoalWords:
    """Return the words of one of all goals, or of those that something here may serve."""
    names: frozenset[str] = frozenset()
    if scene.chance(_BY_SCENE):
        names = _with_scenes(scene)
    if not names and scene.chance(_BY_KIND):
        kinds = {thing.device.kind: thing.device.domain for thing in scene.shown}
        kind = scene.pick(list(kinds))
        names = _served_by().get(kind) or _served_by().get(kinds[kind], frozenset())
    able = [each for each in scene.vocabulary.goals if each.name in names]
    return scene.pick(able or scene.vocabulary.goals)


def _with_scenes(scene: Scene) -> frozenset[str]:
    """Return the names of the goals that a scene in the speaker's room is called after."""
    labels = [thing.label for thing in scene.here if thing.device.kind == "scene"]
    called = frozenset(word for label in labels for word in words_of(label))
    return frozenset(name for name, goal in goals().items() if called.intersection(goal.scenes))


@cache
def _served_by() -> Mapping[str, frozenset[str]]:
    """Return the names of the goals by the kinds and domains that their plans name.

    Those about a whole home are left out: something serves them everywhere.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for goal in (each for each in goals().values() if each.scope is not Scope.HOME):
        for deed in (deed for wish in goal.plan for deed in re.split(r"[|+]", wish)):
            for target in deed.rpartition(" ")[0].split("/"):
                found[target.rpartition(" ")[2]].add(goal.name)
    return {kind: frozenset(names) for kind, names in found.items()}


def command(scene: Scene) -> Command | None:
    """Return a goal as a command, or what is said in the same way of one device, or of nothing."""
    way = scene.random.random()
    if way < _GRUMBLES:
        return grumble(scene)
    if way < _GRUMBLES + _LOOKALIKES:
        return lookalike(scene)
    if way > 1 - _TOLD_WHY:
        return _with_reason(scene) if scene.chance(0.6) else _with_talk(scene)
    if scene.chance(_TWO):
        return two(scene)
    found = wish(scene)
    if found is None or (not found.strings and scene.chance(_UNSERVED)):
        return None
    text = found.text
    if scene.chance(_ASIDES):
        aside = filled(scene, "{aside}")
        text = scene.pick((f"{aside} and {text}", f"{aside}, {text}", f"{text}, {aside}"))
    return Command(text, found.strings, "goal", goal=found.goal.name)


def two(scene: Scene) -> Command | None:
    """Return two goals in one sentence, None if not both are served, or one undoes the other."""
    first, second = wish(scene), wish(scene)
    if not (first and second and first.strings and second.strings):
        return None
    strings = (*first.strings, *second.strings)
    targets = [frozenset(step.target for step in _steps(scene, each)) for each in (first, second)]
    if targets[0] & targets[1] or len(strings) > _MOST:
        return None
    text = scene.phrase(scene.vocabulary.parts["both"]).format(r=first.text, d=second.text)
    return Command(text, strings, "goal", goal=first.goal.name)


def _steps(scene: Scene, found: Wish) -> Sequence[Step]:
    """Return what a wish comes to, thing by thing."""
    return read_plan(list(found.strings), scene.home.view, Source.MODEL).steps


def _with_reason(scene: Scene) -> Command | None:
    """Return a command for one thing with the goal that it serves: that thing alone is meant."""
    words = scene.pick(scene.vocabulary.goals)
    said = [each for key, each in words.phrases.items() if key in _SENTENCES]
    if not said:
        return None
    reason = filled(scene, scene.phrase(scene.pick(said)))
    strings = plan(scene, goals()[words.name], reason, scene.area) or ()
    things = {thing.label: thing for thing in scene.shown}
    able = [
        (things[label], action)
        for label, _, action in (each.rpartition(" ") for each in strings)
        if label in things and action in actions_of(things[label])
    ]
    if not able:
        return None
    thing, action = scene.pick(able)
    deed = make_deed(scene, thing, action)
    done = spoken_deed(scene, deed, scene.refer(thing))
    text = scene.phrase(scene.vocabulary.parts["reasoned"]).format(r=reason, d=done)
    return Command(text, (f"{thing.label} {deed.what}",), "single")


def _with_talk(scene: Scene) -> Command:
    """Return a command for one thing with something beside it that only sounds like a goal."""
    told, done = lookalike(scene), single(scene)
    text = scene.phrase(scene.vocabulary.parts["beside"]).format(r=told.text, d=done.text)
    return replace(done, text=text)


def _by_another_name(scene: Scene, text: str, area: str) -> str:
    """Return a text with another word for a room, which is the name of no other one."""
    others = scene.vocabulary.spoken["synonyms"].get(area, ())
    named = {clean_name(each) for each in scene.home.by_area if each}
    free = [each for each in others if each not in named]
    if not free or not scene.chance(_OTHER_NAME):
        return text
    return re.sub(rf"\b{re.escape(area)}\b", scene.pick(free), text)


def wording(scene: Scene, words: GoalWords) -> tuple[str, bool, str | None]:
    """Return a goal in words, whether the name of a room can follow, and a channel it names."""
    keys = [key for key, frames in words.phrases.items() for _ in frames]
    key = scene.pick(keys)
    phrase = scene.phrase(words.phrases[key])
    frame = scene.phrase(scene.vocabulary.goal_frames[key])
    text = frame.replace(f"{{{key}}}", phrase)
    channel = None
    for part in _CHANNELS:
        if f"{{{part}}}" in text:
            channel = scene.phrase(scene.vocabulary.parts[part])
            text = text.replace(f"{{{part}}}", channel)
    text = filled(scene, text)
    placeless = key == "s" or "," in text or _HERE.search(text)
    return text, not placeless, channel


def of_place(scene: Scene, words: GoalWords, area: str) -> str | None:
    """Return a goal as something that is said of a room, None if it has no such words."""
    frames = scene.vocabulary.goal_frames
    keys = [key for key, own in words.phrases.items() if f"{key}_in" in frames for _ in own]
    if not keys:
        return None
    key = scene.pick(keys)
    name = clean_name(area)
    place = name if "'s" in name else f"the {name}"
    frame = scene.phrase(frames[f"{key}_in"])
    text = frame.replace(f"{{{key}}}", scene.phrase(words.phrases[key]))
    return filled(scene, text).replace("{p}", place)


def noun(scene: Scene, words: GoalWords) -> str | None:
    """Return a goal as a noun, None if it has none."""
    frames = words.phrases.get("n")
    return filled(scene, scene.phrase(frames)) if frames else None


def of_habit(scene: Scene) -> GoalWords | None:
    """Return a goal that people do in a way of their own, None if another one was drawn."""
    words = scene.pick(scene.vocabulary.goals)
    return words if goals()[words.name].usual else None


def with_light(scene: Scene) -> GoalWords | None:
    """Return a goal with a noun that is about light, None if another one was drawn."""
    words = scene.pick(scene.vocabulary.goals)
    lit = any("light" in each for each in goals()[words.name].plan)
    return words if lit and "n" in words.phrases else None


def plan(scene: Scene, goal: Goal, text: str, area: str | None) -> tuple[str, ...] | None:
    """Return the strings of a goal; none of them if nothing serves it in a place that is clear.

    None if the place is not clear.
    """
    view = scene.home.view
    whole = goal.scope is Scope.HOME or (goal.scope is Scope.ROOM_OR_HOME and not area)
    if whole and len(scene.home.by_area) > 1:
        return _made_for(scene, goal) or _everywhere(scene, goal)
    if not goal.always_there and not _is_there(named_places(text, view), area):
        return None  # a fox in the garden is no reason to move anything there
    dries = any(_DRIER in wish for wish in goal.plan)
    devices = [each for each in view.devices if dries or each.kind != _DRIER]
    planner = GoalPlanner(view, devices, Utterance(text, area_id=area), scene.vocabulary.kinds)
    if not planner.around(goal):
        return None
    here = area if area != scene.area or _ROOM.search(text) else None
    strings = [_fitting(each, here) for each in planner.plan(goal)]
    groups = [each for each in strings if each.startswith(f"{ALL} ")]
    kept = [each for each in groups if len(read_plan([each], view, Source.MODEL).steps) >= _ENOUGH]
    others = [each for each in strings if each not in kept]
    found = read_plan(others, view, Source.MODEL)
    shown = {thing.device.entity_id for thing in scene.shown}
    if not all(step.target in shown for step in found.steps):
        return None
    return tuple(dict.fromkeys([*kept, *step_strings(found.steps, view)]))


def _is_there(places: Sequence[str], area: str | None) -> bool:
    """Return whether the places that words name are an area, if they name any."""
    return not places or (area is not None and set(places) == {clean_name(area)})


def _tuned_to(scene: Scene, text: str, channel: str) -> Iterator[str]:
    """Yield a string of a plan, and one that sets what it switches on to a channel."""
    yield text
    label, _, action = text.rpartition(" ")
    device = scene.home.view.by_label.get(label)
    if device and device.kind == "tv" and action == "on":
        row = capabilities.row(device.domain, "source")
        if row and row.supported(scene.home.view.state(device.entity_id).attributes):
            yield f"{label} source {channel}"


def _fitting(text: str, area: str | None) -> str:
    """Return a string whose "all" is limited to a room that is named, or meant by "in here"."""
    if area and text.startswith(f"{ALL} ") and clean_name(area) not in text:
        return f"{ALL} {clean_name(area)} {text.removeprefix(f'{ALL} ')}"
    return text


def _made_for(scene: Scene, goal: Goal) -> tuple[str, ...]:
    """Return the scene that was made for a goal of the whole home, if it is shown."""
    shown = [thing.device for thing in scene.shown if thing.device.kind == "scene"]
    if not goal.scenes or not shown:
        return ()
    view = scene.home.view
    planner = GoalPlanner(view, view.devices, Utterance(""), scene.vocabulary.kinds)
    names = {f"{device.label} on" for device in shown}
    return tuple(text for text in planner.plan(goal) if text in names)


def _everywhere(scene: Scene, goal: Goal) -> tuple[str, ...]:
    """Return the plan of a goal about the whole home: a group for each kind that is there."""
    kinds = {thing.device.kind for thing in scene.shown}
    strings: dict[str, None] = {}
    for wished in goal.plan:
        names, _, action = wished.split("|")[0].rpartition(" ")
        kind = names.split("/")[0].split()[-1]
        things = scene.home.kinds.get(kind, ()) if kind in kinds else ()
        if _SUMMER in names or not things:
            continue
        name = f"{ALL} {kind}" if len(things) >= _ENOUGH else things[0].label
        strings[f"{name} {action.split('/')[0]}"] = None
    return tuple(strings)
