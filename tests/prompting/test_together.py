"""Sentences of several clauses: all that is wanted is done, or nothing."""

from pathlib import Path

import pytest

from custom_components.llm_iot.evidence import Vote
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import Source, Utterance
from custom_components.llm_iot.prompting.bank import entries, load_templates
from custom_components.llm_iot.prompting.retrieval import Retriever
from custom_components.llm_iot.prompting.vote import take_vote
from custom_components.llm_iot.response.parser import read_plan
from custom_components.llm_iot.storage.base import Question
from custom_components.llm_iot.storage.sqlite import SqliteStore
from custom_components.llm_iot.together import Together
from tests.goals.homes import bungalow
from tests.storage.test_sqlite import at_once

HOME = bungalow()


async def voted(text: str, tmp_path: Path) -> Vote | None:
    """Return the vote of a sentence that is said in the lounge."""
    kinds, bank = load_kinds(), load_templates()
    store = SqliteStore(tmp_path / "s.db", at_once)
    await store.async_open()
    await store.async_sync("examples", entries(bank, kinds))
    retriever = Retriever(store, bank, kinds)
    said = Utterance(text, area_id="lounge")
    evidence = await retriever.async_retrieve(said, HOME, Question(text))
    whole = take_vote(evidence, lambda strings: read_plan(strings, HOME, Source.VOTE))
    found = await Together(retriever, HOME).async_hear(said, evidence, whole)
    await store.async_close()
    return found[1]


def moved(vote: Vote | None) -> set[tuple[str, str]] | None:
    """Return what a vote does, None where there is none."""
    return {(step.target, step.action) for step in vote.plan.steps} if vote else None


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "it's too dark in here and I'm cold",
            {("light.lounge_floor", "on"), ("climate.lounge", "up")},
        ),
        ("I'm freezing, and the dog sleeps on the rug", {("climate.lounge", "up")}),
        ("there's a glare on the screen, I can't see a thing", {("cover.lounge", "close")}),
        ("make it warm in here", {("climate.lounge", "up")}),
        (
            "I'm cold and want it brighter in here",
            {("climate.lounge", "up"), ("light.lounge_ceiling", "up")},
        ),
        (
            "it's freezing in the lounge and the air in the bathroom is so damp",
            {("climate.lounge", "up"), ("fan.bath", "on")},
        ),
        ("it's freezing in here, I can't concentrate", {("climate.lounge", "up")}),
    ],
)
async def test_all_goals_of_a_sentence_are_done_together(
    text: str, steps: set[tuple[str, str]], tmp_path: Path
) -> None:
    """What is only told, and what follows from a complaint, adds nothing."""
    assert moved(await voted(text, tmp_path)) == steps


@pytest.mark.parametrize(
    "text",
    [
        "I'm cold and we need it cool in here",
        "it's too bright and there's a terrible smell",
        "time for dinner, make the lounge look festive",
    ],
)
async def test_nothing_is_done_where_one_goal_is_not_clear(text: str, tmp_path: Path) -> None:
    """Half of what is wanted would be told as if it were all."""
    assert not moved(await voted(text, tmp_path))
