"""The generator of training commands."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from itertools import islice
import json
import os
from pathlib import Path
import re
import subprocess
import sys

import pytest

from custom_components.llm_iot import capabilities
from custom_components.llm_iot.models import ProblemCode
from custom_components.llm_iot.response.parser import read_answer
from custom_components.llm_iot.tuned.language import read_line
from custom_components.llm_iot.tuned.prompt import MAX_CANDIDATES, MOST_EVIDENCE, MOST_READINGS
from custom_components.llm_iot.words import tokens
from dev.paper import COMMANDS as COMMANDS_OF_PAPER
from training.generator import commands, groups, tales
from training.generator.combined import combined
from training.generator.deeds import make_deed, of_it
from training.generator.goals import goals
from training.generator.phrases import expanded
from training.generator.rows import COMMANDS, Row, rows, scenes
from training.generator.vocabulary import load

ROOT = Path(__file__).parents[2]
SEED = 7


@cache
def some() -> tuple[Row, ...]:
    """Return the first rows of the stream."""
    return tuple(islice(rows(SEED), 600))


def made(*runs: tuple[str, Sequence[str]]) -> list[bytes]:
    """Return what generators write that run side by side, each with a hash seed and arguments."""
    with ExitStack() as stack:
        running = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "training.generator", "--seed", str(SEED), *arguments],
                    cwd=ROOT,
                    env={**os.environ, "PYTHONHASHSEED": hash_seed},
                    stdout=subprocess.PIPE,
                )
            )
            for hash_seed, arguments in runs
        ]
        with ThreadPoolExecutor() as pool:
            return list(pool.map(lambda process: process.communicate()[0], running))


@pytest.mark.timeout(600)
def test_the_same_seed_gives_the_same_commands_whatever_strings_hash_to() -> None:
    """A run can be repeated: the first 10,000 commands are the same in every process."""
    arguments = ["--rows", str(10_000 // COMMANDS + 1)]
    first, second = made(("1", arguments), ("4242", arguments))
    assert first.count(b"\n") * COMMANDS > 10_000
    assert first == second


def test_shares_and_skipping_cut_the_same_stream() -> None:
    """Two generators make what one would, and a run goes on where it was interrupted."""
    whole = [row.turns for row in some()[:16]]
    halves = [[row.turns for row in islice(rows(SEED, shard=n, shards=2), 8)] for n in (0, 1)]
    assert sorted(whole, key=repr) == sorted(halves[0] + halves[1], key=repr)
    assert [row.turns for row in islice(rows(SEED, skip=5), 6)] == whole[5:11]


def test_every_answer_is_a_plan_that_its_home_can_do() -> None:
    """No name, group or action in an answer is unknown to the home that it is for."""
    for row in some():
        view = row.home.view
        for turn in row.turns:
            plan = read_line(turn.answer, view, view.devices)
            codes = [problem.code for problem in plan.problems]
            assert codes in ([], [ProblemCode.AMBIGUOUS]), turn
            for step in plan.steps:
                device = view.by_id[step.target]
                item = capabilities.row(device.domain, step.action)
                assert item, turn
                assert item.supported(view.state(step.target).attributes), (turn, step)
            said = read_answer(turn.answer)
            found = plan.steps or plan.queries or plan.problems or plan.request
            assert not said or found, turn
            assert len(plan.queries) == sum(text.startswith("ask ") for text in said), turn


def test_what_is_answered_is_shown() -> None:
    """The model never has to name a device that is not in its list."""
    for row in some():
        for turn in row.turns:
            lines = (*row.devices.splitlines(), *turn.prompt.splitlines()[:-1])
            labels = {name for line in lines for name in line.split("/")[1:]}
            for text in read_answer(turn.answer):
                name = text.removeprefix("not ").removeprefix("ask ")
                if name not in {"which", "undo"} and not name.startswith("all"):
                    found = any(f"{name} ".startswith(f"{label} ") for label in labels)
                    assert found, (turn, row.devices)


def test_lists_and_evidence_are_as_long_as_they_are_in_use() -> None:
    """3 to 16 devices; before the command few lines of what is known, and of what was said."""
    sizes = [sum(line.count("/") for line in row.devices.splitlines()) for row in some()]
    assert min(sizes) >= 3
    assert max(sizes) == MAX_CANDIDATES
    turns = [turn.prompt.splitlines()[:-1] for row in some() for turn in row.turns]
    known = {sum(line.startswith(("was ", "usual ", "note ")) for line in turn) for turn in turns}
    assert known == set(range(MOST_EVIDENCE + 1))
    assert {sum(line.startswith("just ") for line in turn) for turn in turns} == {0, 1, 2}
    listed = {sum(line.count("/") for line in turn if is_list(line)) for turn in turns}
    assert listed == set(range(MOST_READINGS + 1))


def is_list(line: str) -> bool:
    """Return whether a line lists things that can be asked."""
    return "/" in line and " = " not in line


def test_people_go_on_from_what_they_said() -> None:
    """In some cases by taking it back, in others with what has nothing to do with it."""
    turns = [turn for row in some() for turn in row.turns if "\njust " in f"\n{turn.prompt}"]
    assert any(turn.answer == '["undo"]' for turn in turns)
    assert any(turn.sort != "follow_up" for turn in turns)
    for turn in turns:
        if turn.sort == "follow_up":
            assert read_answer(turn.answer), turn


def test_a_tale_around_a_command_changes_nothing_of_its_plan() -> None:
    """It only makes the sentence longer; its end is a command's or a tale's."""
    longer = 0
    for scene in islice(scenes(SEED), 60):
        command = commands.single(scene)
        found = tales.told(scene, command)
        assert found.strings == command.strings
        assert "{" not in found.text
        longer += len(found.text) > len(command.text)
    assert longer > 40


def test_of_a_tale_alone_nothing_follows() -> None:
    """A thing that was bought, or switched by somebody already, is nothing to move."""
    for scene in islice(scenes(SEED), 60):
        found = tales.only_talk(scene)
        assert not found.strings
        assert "{" not in found.text


def test_what_is_taken_back_is_not_in_the_plan() -> None:
    """Of two commands in a sentence the later one is meant."""
    made = [found for scene in islice(scenes(SEED), 100) if (found := tales.repaired(scene))]
    assert len(made) > 30
    for found in made:
        assert len(found.strings) <= 2
        assert "{" not in found.text


def test_several_share_words() -> None:
    """Whatever is said once for two things or rooms, each has a string, but what is left alone."""
    made = [found for scene in islice(scenes(SEED), 120) if (found := combined(scene))]
    assert len(made) > 60
    for found in made:
        assert len(set(found.strings)) == len(found.strings)
        assert len(found.strings) > 1 or found.sort == "except"
        assert "{" not in found.text


def test_all_but_one_of_a_kind_are_a_group_with_an_exception() -> None:
    """Its plan names the kind and the one that is left."""
    made = [found for scene in islice(scenes(SEED), 150) if (found := groups.others(scene))]
    assert len(made) > 10
    for found in made:
        whole, left = found.strings
        assert whole.startswith("all ")
        assert left.startswith("not ")


def test_a_pronoun_stands_before_the_particle() -> None:
    """People turn it on, and never turn on it."""
    for scene in islice(scenes(SEED), 100):
        thing = scene.pick(scene.shown)
        text = of_it(scene, make_deed(scene, thing), "it")
        assert not re.match(r"\w+ (on|off|up|down|out) it\b", text), text


def test_what_goes_on_from_nothing_does_nothing() -> None:
    """What "make it thirty" is about is known from an earlier sentence only, and there is none."""
    turns = [turn for row in some() for turn in row.turns if turn.sort == "chat"]
    known = {text for frame in load().follow_ups.frames["nothing"] for text in frame}
    found = [turn for turn in turns if turn.text.rstrip(".?! ,").casefold() in known]
    assert len(found) > 10
    assert {turn.answer for turn in found} == {"[]"}


def test_the_mix_is_varied() -> None:
    """Every sort of command is there, and none takes more than a third."""
    sorts = Counter(turn.sort for row in some() for turn in row.turns)
    assert len(sorts) >= 12
    assert max(sorts.values()) < sorts.total() / 3
    texts = {turn.text for row in some() for turn in row.turns}
    assert len(texts) > 0.95 * sorts.total()


def test_doubt_is_only_where_two_things_fit() -> None:
    """An ambiguous name is part of the labels of two devices of a kind."""
    for row in some():
        kinds = [line.split("/")[1:] for line in row.devices.splitlines()]
        for turn in row.turns:
            if turn.answer == '["which"]':
                assert any(len(names) > 1 for names in kinds), turn


def test_there_are_many_goals_in_many_words() -> None:
    """At least 60 goals with 100 wordings each that the component has a plan for."""
    vocabulary = load()
    many = 0
    for goal in vocabulary.goals:
        assert goal.name in goals()
        wordings = sum(
            sum(len(phrases) for phrases in frames)
            * sum(len(each) for each in vocabulary.goal_frames[key])
            for key, frames in goal.phrases.items()
        )
        many += wordings >= 100
    assert many >= 60


def test_validation_has_other_words() -> None:
    """No area, name or wording of a goal of the validation side is in training."""
    training, validation = load(), load(validation=True)
    for side in ("people", "first", "second", "brands"):
        assert not set(training.names[side]) & set(validation.names[side])
    areas = [
        {area for building in each.buildings for area in building.areas}
        for each in (training, validation)
    ]
    assert len(areas[1] - areas[0]) > 15
    wordings = [
        {
            (goal.name, key, phrases)
            for goal in each.goals
            for key, frames in goal.phrases.items()
            for phrases in frames
        }
        for each in (training, validation)
    ]
    assert not wordings[0] & wordings[1]
    assert 0.08 < len(wordings[1]) / len(wordings[0] | wordings[1]) < 0.15


@pytest.mark.timeout(600)
def test_no_sentence_that_is_measured_with_is_trained() -> None:
    """None of the first 50,000 commands is one of a benchmark, or the paper's, marks aside."""
    measured = {
        " ".join(tokens(text))
        for path in (ROOT / "benchmarks").rglob("*.json")
        for text in strings(json.loads(path.read_text(encoding="utf-8")))
    } | {" ".join(tokens(command.text)) for command in COMMANDS_OF_PAPER}
    assert len(measured) > 1000
    count = str(50_000 // COMMANDS // 2 + 4)
    shares = [("0", ["--rows", count, "--shard", f"{number}/2"]) for number in (0, 1)]
    commands = [
        prompt.splitlines()[-1]
        for lines in made(*shares)
        for line in lines.splitlines()
        for prompt, _, _ in json.loads(line)["commands"]
    ]
    assert len(commands) >= 50_000
    said = (re.sub(r"^\([^)]*\) ", "", command) for command in commands)
    assert not measured & {" ".join(tokens(text)) for text in said}


def strings(data: object) -> list[str]:
    """Return every string of some JSON."""
    if isinstance(data, str):
        return [data]
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for each in inside for text in strings(each)]


def test_a_template_stands_for_all_its_phrases() -> None:
    """Choices, what may be left out, and what is filled later."""
    assert expanded("(turn|switch) on[ the] {d}") == (
        "turn on the {d}",
        "turn on {d}",
        "switch on the {d}",
        "switch on {d}",
    )


def test_a_malformed_template_is_told() -> None:
    """A bracket that is not closed is an error, and not a strange sentence."""
    with pytest.raises(ValueError, match="turn"):
        expanded("(turn|switch on")
