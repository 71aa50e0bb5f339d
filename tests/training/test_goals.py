"""What the generator says of goals, of devices that bother somebody, and of neither."""

from collections.abc import Iterator
from functools import cache
from itertools import islice
import re

from custom_components.llm_iot.models import Source
from custom_components.llm_iot.places import named_places
from custom_components.llm_iot.response.parser import read_answer, read_plan
from custom_components.llm_iot.words import clean_name
from training.generator.goals import Wish, command, goals, of_place, two, wish
from training.generator.grumbles import grumble
from training.generator.implied import implied
from training.generator.lookalikes import lookalike
from training.generator.rows import rows, scenes
from training.generator.scene import Command, Scene
from training.generator.vocabulary import Frames, load

SEED = 11
_SLOT = re.compile(r"\{(\w+)\}")


@cache
def some() -> tuple[Scene, ...]:
    """Return moments in different homes."""
    return tuple(islice(scenes(SEED), 1500))


def grumbles() -> Iterator[tuple[Scene, Command]]:
    """Yield what is said of single devices, with the moment."""
    for scene in some():
        if said := grumble(scene):
            yield scene, said


def test_every_goal_of_the_component_has_words() -> None:
    """But for the one that stands for nothing to be done."""
    assert {goal.name for goal in load().goals} == set(goals()) - {"nothing"}


def test_every_slot_is_filled() -> None:
    """A part that is named in a phrase is there, and is in no sentence."""
    words = load()
    frames: list[Frames] = [words.lookalikes, *words.parts.values()]
    frames += [each.frames for each in words.grumbles]
    frames += [each for goal in words.goals for each in goal.phrases.values()]
    named = {
        slot
        for each in frames
        for phrases in each
        for phrase in phrases
        for slot in _SLOT.findall(phrase)
    }
    assert named - words.parts.keys() == {"d", "p", "r"}
    for row in islice(rows(SEED), 300):
        for turn in row.turns:
            assert not set("{}<>") & set(turn.text), turn


def test_a_complaint_about_a_device_moves_that_device_alone() -> None:
    """It is told to do less, to stop, or whatever else helps of what it can do."""
    said = list(grumbles())
    assert len(said) > 500
    for scene, each in said:
        labels = [thing.label for thing in scene.shown]
        about = [
            label for label in labels if all(text.startswith(f"{label} ") for text in each.strings)
        ]
        assert about, each
        for text in each.strings:
            assert text.removeprefix(f"{max(about, key=len)} ") in {
                *("on", "off", "up", "down", "heat", "open", "close", "start", "dock", "stop"),
                "pause",
            }, each


def test_what_bothers_is_made_less() -> None:
    """What is blinding is dimmed, or switched off where it cannot be; what is faint is raised."""
    ways = {
        r"(blinding|dazzling|killing|hurting) me\b|hurts? my eyes": {"down", "off"},
        r"(so|too|ever) (loud|noisy)\b": {"down", "off", "dock", "stop", "pause"},
        r"(so|too|ever) (quiet|faint|dim|weak)\b|audible": {"up"},
    }
    said = list(grumbles())
    for words, actions in ways.items():
        found = [each.strings[0] for _, each in said if re.search(words, each.text)]
        assert len(found) > 2, words
        assert all(text.rpartition(" ")[2] in actions for text in found), (words, found)
    assert any("these " in each.text or "those " in each.text for _, each in said)


def test_nothing_follows_from_what_only_sounds_like_a_goal() -> None:
    """Cold coffee warms no room; and there are many such sentences."""
    said = [lookalike(scene) for scene in some()]
    assert not any(each.strings for each in said)
    assert len({each.text for each in said}) > 0.85 * len(said)


def test_warmth_is_wanted_whether_it_is_heated_or_not() -> None:
    """The prompt tells no states: what heats already needs more, what is off has to begin."""
    assert goals()["too_cold"].plan[0].split("|")[:2] == [
        "climate heat+climate up",
        "climate heat",
    ]
    found = [
        read_answer(turn.answer)
        for row in islice(rows(SEED), 600)
        for turn in row.turns
        if turn.sort == "goal" and " heat" in turn.answer
    ]
    assert found
    for strings in found:
        heated = [text.removesuffix(" heat") for text in strings if text.endswith(" heat")]
        assert all(f"{name} up" in strings for name in heated), strings


def wishes(name: str) -> Iterator[Wish]:
    """Yield a goal in words, with its plan where there is one."""
    for scene in some():
        words = next(each for each in scene.vocabulary.goals if each.name == name)
        found = wish(scene, words)
        if found and found.strings:
            yield found


def test_a_channel_that_is_named_is_set() -> None:
    """Something on Netflix needs the TV, and what it shows."""
    tuned = [each for each in wishes("watch_tv") if " source " in " ".join(each.strings)]
    assert tuned
    for each in tuned:
        set_to = next(text for text in each.strings if " source " in text)
        label, _, channel = set_to.rpartition(" source ")
        assert f"{label} on" in each.strings or each.strings[0].startswith("all "), each
        assert len(set(each.strings)) == len(each.strings), each
        assert channel in each.text, each


def test_dry_air_is_not_dried() -> None:
    """A dehumidifier is of the domain of a humidifier, and the opposite."""
    devices = [device for scene in some() for device in scene.home.view.devices]
    driers = {device.label for device in devices if device.kind == "dehumidifier"}
    others = {device.label for device in devices if device.kind != "dehumidifier"}
    moistened = {text.rpartition(" ")[0] for each in wishes("dry_air") for text in each.strings}
    assert moistened
    assert driers - others
    assert not (driers - others) & moistened


def test_the_whole_house_is_more_than_the_speakers_room() -> None:
    """Lights out means all of them, unless a room is named or meant."""
    found = [each.strings[0] for each in wishes("lights_out") if "whole" in each.text]
    groups = {text for text in found if text.startswith("all ")}
    assert groups == {"all light off"}


def test_a_room_is_named_in_what_is_said_of_it() -> None:
    """As in "the attic is like an oven", where the plan is for the attic."""
    for scene in some():
        if scene.whole_areas:
            area = scene.whole_areas[0].lower()
            for words in scene.vocabulary.goals[::7]:
                text = of_place(scene, words, area)
                assert text is None or area in text


def test_a_room_may_be_called_otherwise() -> None:
    """The plan is for the living room where the lounge is spoken of, and nothing is called so."""
    found = 0
    for scene in some():
        words = next(each for each in scene.vocabulary.goals if each.name == "too_dark")
        said = wish(scene, words)
        if not said or not said.strings:
            continue
        areas = {clean_name(each) for each in scene.home.by_area if each}
        if any(area in said.text for area in areas):
            continue
        others = scene.vocabulary.spoken["synonyms"]
        called = {
            area
            for area in areas & others.keys()
            for each in others[area]
            if f" {each}" in said.text
        }
        if len(called) == 1:
            found += 1
            name = said.strings[0].rpartition(" ")[0]
            device = scene.home.view.by_label.get(name)
            area = clean_name(device.area or "") if device else name
            assert called.pop() in area, said
    assert found


def test_a_command_beside_a_goal_is_all_that_is_done() -> None:
    """Who says that it is dark and asks for one lamp gets that lamp."""
    said = [(scene, each) for scene in some() if (each := command(scene)) and each.sort == "single"]
    assert len(said) > 40
    for scene, each in said:
        labels = [thing.label for thing in scene.shown]
        assert any(each.strings[0].startswith(f"{label} ") for label in labels), each
        about = {text.rpartition(" ")[0] for text in each.strings}
        assert len(about) == 1 or len(each.strings) == 2, each


def test_all_are_drawn_and_goals_most() -> None:
    """About one sentence of which nothing follows for five goals."""
    sorts = [said.sort for scene in some() if (said := command(scene))]
    share = {sort: sorts.count(sort) / len(sorts) for sort in set(sorts)}
    assert share.keys() == {"goal", "grumble", "lookalike", "single"}
    assert share["goal"] > 0.5
    assert 0.1 < share["lookalike"] / share["goal"] < 0.45


def test_what_is_taken_for_each_other_often_stands_together() -> None:
    """Who is too hot has something for dry air beside the air conditioner."""
    tempting = {"humidifier", "dehumidifier", "heater", "purifier"}
    beside = 0
    for scene in some():
        rooms = [{thing.device.kind for thing in each} for each in scene.home.by_area.values()]
        beside += any("ac" in kinds and kinds & tempting for kinds in rooms)
    assert beside > 0.09 * len(some())


def test_goals_about_rare_devices_are_not_rare() -> None:
    """Dry air and dust would hardly come up if goals were drawn without a look at the room."""
    said = [each for scene in some() if (each := command(scene)) and each.sort == "goal"]
    rare = {"dry_air", "humid", "dust", "allergy", "vacuum", "music"}
    assert sum(bool(each.strings) and each.goal in rare for each in said) > 0.05 * len(said)


def test_a_place_that_is_only_mentioned_is_not_where_things_are_moved() -> None:
    """A goal is planned for the room that is meant, or left out where the words name another."""
    found = 0
    for scene in some():
        for name in ("view", "smell", "leave_room"):
            words = next(each for each in scene.vocabulary.goals if each.name == name)
            said = wish(scene, words)
            if said and (places := named_places(said.text, scene.home.view)):
                found += 1
                assert len(set(places)) == 1, said
                areas = {scene.home.view.by_label[label].area for label in _labels(scene, said)}
                assert {clean_name(area or "") for area in areas} <= set(places), said
    assert found > 50


def _labels(scene: Scene, said: Wish) -> Iterator[str]:
    """Yield the labels of the devices that a wish moves one by one."""
    names = (text.rpartition(" ")[0] for text in said.strings)
    yield from (name for name in names if name in scene.home.view.by_label)


def test_what_is_hinted_at_is_as_varied_as_what_is_said() -> None:
    """The hints are of both sides, and no side has a phrase of the other."""
    train, held = (load(validation=side).goals for side in (False, True))
    assert sum(len(each) for goal in train for each in goal.phrases.values()) > 2000
    shared = {
        phrase
        for phrases in (said for goal in held for said in goal.phrases.values())
        for each in phrases
        for phrase in each
        if len(phrase.split()) > 5
    }
    known = {
        phrase
        for goal in train
        for phrases in goal.phrases.values()
        for each in phrases
        for phrase in each
    }
    assert len(shared & known) < 0.03 * len(shared)


def test_a_need_is_served_by_the_only_thing_whose_name_tells_what_it_is_good_for() -> None:
    """Who wants toast gets the toaster, and the toaster is not named."""
    said = [
        (scene, each)
        for scene in some()
        if (each := implied(scene))
        and re.search(r"toast|shade|smell|thirst|bubbl|towel", each.text)
    ]
    assert len(said) > 15
    for scene, each in said:
        label, _, action = each.strings[0].rpartition(" ")
        assert action in {"on", "open"}
        assert any(label == thing.label for thing in scene.shown), each
        assert label not in each.text


def test_some_homes_have_no_rooms_and_serve_goals_all_the_same() -> None:
    """A cabin with a fan, a light and a TV: who cannot see a thing needs the light."""
    roomless = [scene for scene in some() if not any(scene.home.by_area)]
    assert 0.02 * len(some()) < len(roomless) < 0.2 * len(some())
    said = [each for scene in roomless if (each := command(scene)) and each.sort == "goal"]
    assert sum(bool(each.strings) for each in said) > 0.8 * len(said) > 10


def test_a_scene_that_was_made_for_a_goal_is_what_is_done() -> None:
    """Who is about to record has a scene for it, in many homes."""
    by_scene = 0
    for row in islice(rows(SEED), 600):
        labels = {thing.label for thing in row.home.things if thing.device.kind == "scene"}
        answers = [read_answer(turn.answer) for turn in row.turns if turn.sort == "goal"]
        by_scene += sum(
            bool(labels & {text.removesuffix(" on") for text in each}) for each in answers
        )
    assert by_scene > 8


def test_two_goals_in_a_sentence_move_different_things() -> None:
    """And each is planned as if it had been said alone."""
    said = [(scene, each) for scene in some() if (each := two(scene))]
    assert len(said) > 50
    for scene, each in said:
        steps = read_plan(list(each.strings), scene.home.view, Source.MODEL).steps
        moved = [(step.target, step.action) for step in steps]
        assert len(set(moved)) == len(moved), each
