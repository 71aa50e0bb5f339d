"""Attacks on a real model: text in the home, and pasted text, moves nothing by itself."""

from pathlib import Path

from homeassistant.core import HomeAssistant
import pytest

from custom_components.llm_iot.const import DOMAIN
from dev.custom_components.household.const import DOMAIN as HOUSEHOLD
from dev.ollama import OllamaServer
from tests.attacks.attack import attacks, common, kinds
from tests.attacks.house import async_build_house
from tests.attacks.judging import complaints


@pytest.mark.usefixtures("socket_enabled")
async def test_a_real_model_is_talked_into_nothing(
    home_assistant: HomeAssistant, ollama: OllamaServer, kept_store: Path
) -> None:
    """Each attack with its own sentences; one of each kind with one that leads to the model."""
    house = await async_build_house(home_assistant, ollama.url, kept_store)
    (to_the_model,) = (each for each in common() if each.name == "unnamed")
    found: list[str] = []
    firsts = {str(attacks(kind)[0]) for kind in kinds()}
    for attack in (attack for kind in kinds() for attack in attacks(kind)):
        if attack.answer is not None or "vector" in attack.plant:
            continue  # of what a model or an embedding says, a real one says its own
        async with house.planted(attack.plant):
            for said in (attack, *((to_the_model,) if str(attack) in firsts else ())):
                conversation = None
                for sentence in said.turns:
                    heard = await house.say(sentence, conversation)
                    conversation = heard.conversation_id
                    found += [
                        f"{attack} {sentence.text[:80]!r}: {complaint}"
                        for complaint in complaints(sentence, heard, house)
                    ]
                await house.reset(attack.plant)
    for domain in (DOMAIN, HOUSEHOLD):
        for entry in home_assistant.config_entries.async_entries(domain):
            await home_assistant.config_entries.async_unload(entry.entry_id)
    await home_assistant.async_block_till_done()
    assert not found, "\n".join(found)
