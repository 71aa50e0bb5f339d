"""The endless stream: rows of one list of devices and the commands said there.

Every row comes from the seed and its own number alone, so that any part of the stream can be
made by itself, on any machine, in any order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from custom_components.llm_iot.tuned.language import write_line
from custom_components.llm_iot.tuned.prompt import MOST_EVIDENCE, device_lines, turn_lines
from custom_components.llm_iot.words import tokens

from . import commands, evidence, goals, groups
from .excluded import excluded
from .homes import Home, choose_shown, make_home
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
_TRIES: Final = 40
_MIX: Final = (
    ("single", 23),
    ("goal", 19),
    ("several", 13),
    ("group", 8),
    ("everything", 3),
    ("group_except", 4),
    ("everything_except", 2),
    ("not_that", 2),
    ("question", 5),
    ("group_question", 2),
    ("refusal", 5),
    ("unknown", 6),
    ("ambiguous", 2),
    ("talk", 2),
    ("corrected", 5),
    ("habitual", 2),
    ("noted", 2),
    ("spared", 1),
    ("settled", 1),
)
"""Sorts of commands, and how often."""
_SORTS: Final = tuple(sort for sort, _ in _MIX)
_WEIGHTS: Final = tuple(weight for _, weight in _MIX)
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


def _blocks(start: int, step: int) -> Iterator[int]:
    while True:
        yield start
        start += step


def _row(random: Random, vocabulary: Vocabulary, home: Home) -> Row:
    shown = choose_shown(random, home)
    areas = [thing.device.area for thing in shown if thing.device.area]
    turns = []
    while len(turns) < COMMANDS:
        sort = random.choices(_SORTS, _WEIGHTS)[0]
        known = 0.75 if sort in _GOAL_ROOM_KNOWN else _AREA_KNOWN
        for _ in range(_TRIES):
            area = random.choice(areas) if areas and random.random() < known else None
            scene = Scene(random, vocabulary, home, shown, area)
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
    prompt = turn_lines(lines, scene.area, text)
    return Turn(prompt, write_line(command.strings), command.sort, text)


def _made(scene: Scene, sort: str) -> evidence.Known | None:
    """Return a command of a sort with its lines of evidence."""
    made: evidence.Known | Command | None
    match sort:
        case "goal":
            made = goals.command(scene)
        case "several":
            made = commands.several(scene)
        case "group" | "group_except":
            made = groups.group(scene, spared=sort == "group_except")
        case "everything" | "everything_except":
            made = groups.everything(scene, spared=sort == "everything_except")
        case "not_that":
            made = commands.not_that(scene)
        case "question":
            made = commands.question(scene)
        case "group_question":
            made = groups.group_question(scene)
        case "refusal":
            made = commands.refusal(scene)
        case "unknown":
            made = commands.unknown(scene)
        case "ambiguous":
            made = commands.ambiguous(scene)
        case "talk":
            made = commands.talk(scene)
        case "corrected":
            made = evidence.corrected_goal(scene)
        case "habitual":
            made = evidence.habitual_goal(scene)
        case "noted":
            made = evidence.noted(scene)
        case "spared":
            command = groups.everything(scene) or groups.group(scene)
            made = evidence.spared(scene, command) if command else None
        case "settled":
            doubtful = commands.ambiguous(scene)
            made = evidence.settled(scene, doubtful) if doubtful else None
        case _:
            made = commands.single(scene)
    if isinstance(made, Command):
        made = made, []
    return (made[0], _with_others(scene, *made)) if made else None


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
