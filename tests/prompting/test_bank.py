"""The example bank: what ships, filled for a home, and what the model may answer."""

from pathlib import Path
import re

from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import Source, Utterance
from custom_components.llm_iot.places import named_places
from custom_components.llm_iot.prompting.bank import entries, load_templates
from custom_components.llm_iot.prompting.prompt import build_prompt
from custom_components.llm_iot.prompting.retrieval import Retriever
from custom_components.llm_iot.prompting.schema import build_schema
from custom_components.llm_iot.prompting.vote import take_vote
from custom_components.llm_iot.response.parser import read_plan
from custom_components.llm_iot.storage.base import Question
from custom_components.llm_iot.storage.sqlite import SqliteStore
from custom_components.llm_iot.words import tokens
from tests.homes import DIMMABLE, device, paper_home, two_rooms, view
from tests.storage.test_sqlite import at_once

PAPER = ("Set the room for Study", "Set the room for movie night", "I want to sleep now")


def test_the_bank_is_broad_and_does_not_hold_the_paper_s_sentences() -> None:
    """They must be understood as paraphrases."""
    bank = load_templates()
    assert sum(not item.goal for item in bank) >= 150
    assert len({item.goal for item in bank if item.goal}) >= 25
    assert len({item.say for item in bank}) == len(bank)
    told = {frozenset(tokens(item.say)) for item in bank}
    assert not told & {frozenset(tokens(text)) for text in PAPER}


async def test_every_example_is_a_plan_that_can_be_read(tmp_path: Path) -> None:
    """Whatever is retrieved for this home, its plan has no unreadable string."""
    kinds, bank = load_kinds(), load_templates()
    store = SqliteStore(tmp_path / "s.db", at_once)
    await store.async_open()
    await store.async_sync("examples", entries(bank, kinds))
    retriever = Retriever(store, bank, kinds)
    for home in (paper_home(), two_rooms()):
        for template in bank[::9]:
            evidence = await retriever.async_retrieve(
                Utterance(template.say), home, Question(template.say), question=template.asks
            )
            for example in evidence.examples:
                plan = read_plan(example.plan, home, Source.VOTE)
                assert not plan.problems, (example, plan.problems)
    await store.async_close()


async def test_a_goal_is_found_by_words_and_votes_for_its_plan(tmp_path: Path) -> None:
    """Watching a film darkens the room and turns the TV on."""
    kinds, bank = load_kinds(), load_templates()
    store = SqliteStore(tmp_path / "s.db", at_once)
    await store.async_open()
    await store.async_sync("examples", entries(bank, kinds))
    home = paper_home()
    text = "we are about to watch a film"
    evidence = await Retriever(store, bank, kinds).async_retrieve(
        Utterance(text), home, Question(text)
    )
    vote = take_vote(evidence, lambda plan: read_plan(plan, home, Source.VOTE))
    assert vote is not None
    assert {(step.target, step.action) for step in vote.plan.steps} == {
        ("light.light", "off"),
        ("fan.fan", "on"),
        ("switch.tv", "on"),
    }
    prompt = build_prompt(Utterance("watch a film"), home, evidence, num_ctx=2048)
    assert prompt.messages[0].role == "system"
    assert prompt.messages[-1].content == "watch a film"
    assert prompt.tokens <= 300
    await store.async_close()


async def test_an_exception_is_looked_for_where_the_words_have_one(tmp_path: Path) -> None:
    """A single "but" turns a command round; the nearest example must have it, too."""
    kinds, bank = load_kinds(), load_templates()
    store = SqliteStore(tmp_path / "s.db", at_once)
    await store.async_open()
    await store.async_sync("examples", entries(bank, kinds))
    retriever = Retriever(store, bank, kinds)
    for text, exception in (("everything off but the fan", True), ("everything off", False)):
        evidence = await retriever.async_retrieve(Utterance(text), paper_home(), Question(text))
        nearest = evidence.examples[0]
        assert any(string.startswith("not ") for string in nearest.plan) is exception
        prompt = build_prompt(Utterance(text), paper_home(), evidence, num_ctx=2048)
        words = prompt.schema["items"]["anyOf"][0]["enum"]
        assert ("not fan" in words) is exception
    await store.async_close()


def test_the_schema_cannot_say_what_a_device_cannot_do() -> None:
    """No brightness for a relay light, no opening of the garage, no unlocking."""
    home = paper_home()
    choices = build_schema(home.devices, home)["items"]["anyOf"]
    assert "light on" in choices[0]["enum"]
    patterns = [choice["pattern"] for choice in choices[1:]]
    assert any(re.match(pattern, "fan 66") for pattern in patterns)
    assert not any(re.match(pattern, "light 50") for pattern in patterns)
    rooms = two_rooms()
    words = build_schema(rooms.devices, rooms)["items"]["anyOf"][0]["enum"]
    assert "garage close" in words
    assert "garage open" not in words
    assert "front door unlock" not in words


async def test_what_is_called_by_its_name_fills_the_example(tmp_path: Path) -> None:
    """Not another device of the same kind, and an "all" is not one device."""
    kinds, bank = load_kinds(), load_templates()
    store = SqliteStore(tmp_path / "s.db", at_once)
    await store.async_open()
    await store.async_sync("examples", entries(bank, kinds))
    home = view(
        (device("light.c", "Ceiling light", "light", "Kitchen"), "on", DIMMABLE),
        (device("light.f", "Floor lamp", "light", "Living room"), "on", DIMMABLE),
    )
    retriever = Retriever(store, bank, kinds)

    async def nearest(text: str) -> tuple[str, ...]:
        evidence = await retriever.async_retrieve(Utterance(text), home, Question(text))
        return evidence.examples[0].plan

    assert await nearest("set the floor lamp to 30 percent") == ("floor lamp 30",)
    assert await nearest("turn off all the lights") == ("all light off",)
    await store.async_close()


async def test_a_goal_that_nothing_here_serves_does_not_become_another(tmp_path: Path) -> None:
    """Without a kettle, tea is not the next best thing."""
    kinds, bank = load_kinds(), load_templates()
    store = SqliteStore(tmp_path / "s.db", at_once)
    await store.async_open()
    await store.async_sync("examples", entries(bank, kinds))
    evidence = await Retriever(store, bank, kinds).async_retrieve(
        Utterance("i'd love a cup of tea"), paper_home(), Question("i'd love a cup of tea")
    )
    nearest = evidence.examples[0]
    assert nearest.goal == "tea"
    assert nearest.plan == ()
    assert not nearest.possible
    await store.async_close()


def test_a_pattern_holds_a_label_as_it_is() -> None:
    """Spaces are not escaped, which the grammar would not understand."""
    lamp = device("light.f", "Floor lamp v2.5", "light")
    home = view((lamp, "on", DIMMABLE))
    patterns = [
        choice["pattern"]
        for choice in build_schema(home.devices, home)["items"]["anyOf"]
        if "pattern" in choice
    ]
    assert patterns == [r"^(floor lamp v2\.5) ([1-9]?[0-9]|100)$"]


async def test_all_means_all_of_the_place_that_is_named(tmp_path: Path) -> None:
    """Everything off in the kitchen leaves the hall alone."""
    kinds, bank = load_kinds(), load_templates()
    store = SqliteStore(tmp_path / "s.db", at_once)
    await store.async_open()
    await store.async_sync("examples", entries(bank, kinds))
    text = "everything off in the kitchen"
    evidence = await Retriever(store, bank, kinds).async_retrieve(
        Utterance(text), two_rooms(), Question(text)
    )
    groups = {string for example in evidence.examples for string in example.plan}
    assert "all kitchen off" in groups
    assert not {group for group in groups if group.startswith("all") and "kitchen" not in group}
    await store.async_close()


def test_a_room_in_the_name_of_a_device_is_not_the_room() -> None:
    """The hall light is one lamp, also if it is the exception."""
    hall = device("light.h", "Hall light", "light", "Hall")
    home = view((hall, "on", DIMMABLE), (device("light.k", "Spot", "light", "Kitchen"), "on", {}))
    assert named_places("turn off all the lights except the hall light", home) == ()
    assert named_places("turn off the lights in the hall", home) == ("hall",)
