"""Complaints that our grammar reads, and what is wanted besides."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from custom_components.llm_iot.besides import Besides
from custom_components.llm_iot.dialogue import Context, Dialogue
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import Utterance
from custom_components.llm_iot.prompting.bank import entries, load_templates
from custom_components.llm_iot.prompting.retrieval import Retriever
from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.resolver import Resolver
from custom_components.llm_iot.storage.sqlite import SqliteStore
from custom_components.llm_iot.turn import Turn
from tests.goals.homes import PLAYER, thermostat
from tests.homes import DIMMABLE, device, view
from tests.storage.test_sqlite import at_once

NOW = datetime(2026, 10, 14, 12, tzinfo=UTC)
HOME = view(
    (device("light.desk", "Desk lamp", "light", "Office"), "on", {**DIMMABLE, "brightness": 200}),
    (device("media_player.r", "Radio", "speaker", "Office"), "playing", PLAYER),
    (device("climate.o", "Heating", "thermostat", "Office"), "off", thermostat(18, "off", "heat")),
    (device("switch.kettle", "Kettle", "kettle", "Office"), "off", {}),
)


async def moved(text: str, tmp_path: Path) -> set[str] | None:
    """Return what moves after a complaint that is made in the office, None if it is declined."""
    kinds, bank = load_kinds(), load_templates()
    store = SqliteStore(tmp_path / "s.db", at_once)
    await store.async_open()
    await store.async_sync("examples", entries(bank, kinds))
    resolver = Resolver(load_lexicon(), kinds)
    said = Utterance(text, area_id="office")
    read = resolver.resolve(said, HOME, Context(), NOW)
    assert read is not None
    assert read.steps
    retriever = Retriever(store, bank, kinds)
    turn = Turn(said, Dialogue(), NOW, cast("Any", None), cast("Any", None))
    plan = await Besides(retriever, resolver, HOME, turn).async_add(said, read)
    await store.async_close()
    return {step.target for step in plan.steps} if plan.steps else None


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("the radio is too loud and I'm freezing", {"media_player.r", "climate.o"}),
        ("this desk lamp is too bright and I fancy a cup of tea", {"light.desk", "switch.kettle"}),
        ("the radio is too loud, it smells in here", None),
    ],
)
async def test_all_that_is_wanted_is_done_or_nothing(
    text: str, targets: set[str] | None, tmp_path: Path
) -> None:
    """Nothing here helps against a smell."""
    assert await moved(text, tmp_path) == targets


@pytest.mark.parametrize(
    "text",
    [
        "the radio is too loud, I can't concentrate",
        "the radio is too loud, I'm on the phone",
        "the radio is too loud, I have to work",
        "I'm freezing so please turn the radio off",
    ],
)
async def test_a_reason_adds_nothing(text: str, tmp_path: Path) -> None:
    """Nor does what is told around a command."""
    assert await moved(text, tmp_path) == {"media_player.r"}
