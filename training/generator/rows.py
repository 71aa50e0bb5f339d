"""The endless stream: rows of one list of devices and the commands said there.

Every row comes from the seed and its own number alone, so that any part of the stream can be
made by itself, on any machine, in any order.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Final

from custom_components.llm_iot.tuned.language import write_line
from custom_components.llm_iot.tuned.prompt import MOST_EVIDENCE, Besides, device_lines, turn_lines
from custom_components.llm_iot.words import tokens

from . import asking, commands, evidence, followups, goals, groups, tales
from .combined import combined
from .excluded import excluded
from .homes import Home, Thing, choose_shown, make_home
from .implied import implied
from .manner import spoken
from .scene import Command, Scene
from .vocabulary import Vocabulary, load

COMMANDS: Final = 7
"""Commands of a row."""
_LISTS: Final = 4
"""Rows of one home."""
_AREA_KNOWN: Final = 0.35
_EVIDENCE: Final = 0.3
"""Share of the other commands that have lines beside the point."""
_READINGS: Final = 0.6
"""Share of the questions about devices that show readings, too."""
_EARLIER: Final = 0.15
"""Share of the commands that stand behind an earlier sentence and have nothing to do with it."""
_TOLD: Final = 0.2
"""Share of the commands that have a tale around them."""
_OF_DEVICES: Final = frozenset({"question", "chat"})
_UNTOLD: Final = frozenset({"chat", "follow_up", "goal", "precedent", "habit", "note"})
_TRIES: Final = 40
_GOAL_ROOM_KNOWN: Final = frozenset({"goal", "corrected", "habitual", "noted"})


@dataclass(frozen=True, slots=True)
class Turn:
    """A command as the model sees it, and what it should answer."""

    prompt: str
    answer: str
    sort: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One list of devices and what is said there."""

    devices: str
    turns: tuple[Turn, ...]
    home: Home


def rows(
    seed: int, *, shard: int = 0, shards: int = 1, skip: int = 0, validation: bool = False
) -> Iterator[Row]:
    """Yield rows for ever: those of one of several shares, without the first of them."""
    vocabulary = load(validation=validation)
    side = "validation" if validation else "training"
    first = skip // _LISTS
    for block in _blocks(first * shards + shard, shards):
        home = make_home(Random(f"{seed} {side} home {block}"), vocabulary)  # noqa: S311
        for number in range(_LISTS):
            if block == first * shards + shard and number < skip % _LISTS:
                continue
            random = Random(f"{seed} {side} {block} {number}")  # noqa: S311  # data, no secret
            yield _row(random, vocabulary, home)


def scenes(seed: int, *, validation: bool = False) -> Iterator[Scene]:
    """Yield moments in different homes for ever, to make single commands in."""
    vocabulary = load(validation=validation)
    for number in _blocks(0, 1):
        random = Random(f"{seed} scene {validation} {number}")  # noqa: S311  # data, no secret
        home = make_home(random, vocabulary)
        shown, _, whole = _looked_at(random, home)
        area = random.choice(whole) if whole and random.random() < _AREA_KNOWN else None
        yield Scene(random, vocabulary, home, shown, area, whole)


def _looked_at(random: Random, home: Home) -> tuple[list[Thing], list[str], list[str]]:
    """Return what is shown of a home, the areas of it, and those of which all is shown."""
    shown = list(choose_shown(random, home))
    areas = [thing.device.area for thing in shown if thing.device.area]
    whole = [area for area in areas if areas.count(area) == len(home.by_area[area])]
    return shown, areas, whole


def _blocks(start: int, step: int) -> Iterator[int]:
    while True:
        yield start
        start += step


def _row(random: Random, vocabulary: Vocabulary, home: Home) -> Row:
    shown, areas, whole = _looked_at(random, home)
    sorts, weights = zip(*_MIX, strict=True)
    turns: list[Turn] = []
    while len(turns) < COMMANDS:
        sort = random.choices(sorts, weights)[0]
        known = 0.75 if sort in _GOAL_ROOM_KNOWN else _AREA_KNOWN
        for _ in range(_TRIES):
            rooms = whole if sort in _GOAL_ROOM_KNOWN else areas
            area = random.choice(rooms) if rooms and random.random() < known else None
            scene = Scene(random, vocabulary, home, shown, area, whole)
            if turn := _turn(scene, sort):
                turns.append(turn)
                break
    devices = device_lines(thing.device for thing in shown)
    return Row(devices, tuple(turns), home)


def _turn(scene: Scene, sort: str) -> Turn | None:
    made = _made(scene, sort)
    if made is None:
        return None
    command, lines = made
    text = spoken(scene.random, scene.vocabulary, command.text, question=command.question)
    if " ".join(tokens(text)) in excluded():
        return None
    readings = [thing.device for thing in command.readings]
    prompt = turn_lines(Besides(lines, readings, command.earlier), scene.area, text)
    return Turn(prompt, write_line(command.strings), command.sort, text)


def _made(scene: Scene, sort: str) -> evidence.Known | None:
    """Return a command of a sort with its lines of evidence."""
    made = _MAKERS[sort](scene)
    if isinstance(made, Command):
        made = made, []
    if made is None:
        return None
    command, lines = made
    if command.sort in _OF_DEVICES and scene.chance(_READINGS):
        command = asking.with_readings(scene, command)
    if command.sort not in _UNTOLD and scene.chance(_TOLD):
        command = tales.told(scene, command)
    if sort != "nothing" and scene.chance(_EARLIER):
        command = followups.after_another(scene, command)
    return command, _with_others(scene, command, lines)


def _spared(scene: Scene) -> evidence.Known | None:
    """Return a command for a group of which a note says what is never touched."""
    command = groups.everything(scene) or groups.group(scene)
    return evidence.spared(scene, command) if command else None


def _settled(scene: Scene) -> evidence.Known | None:
    """Return a command that an earlier turn makes clear."""
    doubtful = commands.ambiguous(scene)
    return evidence.settled(scene, doubtful) if doubtful else None


def _with_others(scene: Scene, command: Command, lines: list[str]) -> list[str]:
    """Return the lines of a command with some beside the point, in any order."""
    if not scene.chance(_EVIDENCE):
        return lines
    found = list(lines)
    for _ in range(scene.pick((1, 1, 2, 3))):
        line = (
            evidence.misleading(scene, command)
            if scene.chance(0.3)
            else evidence.beside_the_point(scene, command)
        )
        if line and len(found) < MOST_EVIDENCE:
            found.append(line)
    scene.random.shuffle(found)
    return found


_MAKERS: Final[Mapping[str, Callable[[Scene], evidence.Known | Command | None]]] = {
    "single": commands.single,
    "goal": goals.command,
    "several": commands.several,
    "implied": implied,
    "group": groups.group,
    "everything": groups.everything,
    "group_except": partial(groups.group, spared=True),
    "everything_except": partial(groups.everything, spared=True),
    "not_that": commands.not_that,
    "question": commands.question,
    "group_question": groups.group_question,
    "refusal": commands.refusal,
    "unknown": commands.unknown,
    "ambiguous": commands.ambiguous,
    "talk": commands.talk,
    "corrected": evidence.corrected_goal,
    "habitual": evidence.habitual_goal,
    "noted": evidence.noted,
    "spared": _spared,
    "settled": _settled,
    "reading": asking.question,
    "follow_up": followups.follow_up,
    "topic": tales.topic,
    "repaired": tales.repaired,
    "only_talk": tales.only_talk,
    "combined": combined,
    "nothing": followups.nothing,
    "others": groups.others,
}
_SHARES: Final = (
    *(12, 21, 13, 4, 5, 2, 3, 2, 2, 6, 4, 5, 4, 2, 2, 7, 3, 2, 1, 1),
    *(17, 30),
    *(6, 6, 3, 12, 3, 3),
)
_MORE_GOALS: Final = 38
"""Goals are the hardest: their words have no end, and nothing in them is copied."""
_MIX: Final = (*zip(_MAKERS, _SHARES, strict=True), ("goal", _MORE_GOALS))
"""Sorts of commands, and how often."""
