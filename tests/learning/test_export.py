"""What a home has taught, exported from a real Home Assistant to train a model with."""

import json
from pathlib import Path
from typing import Any

from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
import pytest

from custom_components.llm_iot.const import DOMAIN
from custom_components.llm_iot.tuned.prompt import Besides, device_lines, turn_lines
from training.generator import episodes

from .house import House


async def export(house: House, user_id: str | None = None, **data: Any) -> Any:
    """Call the action; return its response."""
    return await house.hass.services.async_call(
        DOMAIN,
        "export_episodes",
        data,
        blocking=True,
        context=Context(user_id=user_id),
        return_response=True,
    )


async def test_a_turn_is_exported_as_it_was_corrected(house: House) -> None:
    """With the devices of the home as a model is shown them, and the line it should write."""
    await house.say("study time", talk="study")
    await house.say("no, leave the fan off", talk="study")
    answer = await export(house)
    assert (answer["count"], answer["format"]) == (1, episodes.FORMAT)
    (lesson,) = answer["episodes"]
    view = house.entry.runtime_data.home.async_view()
    assert lesson == {
        "devices": device_lines(view.devices),
        "prompt": turn_lines(Besides(), None, "study time"),
        "answer": '["light on","tv off"]',
        "corrected": True,
    }


async def test_what_nobody_corrected_counts(house: House) -> None:
    """As the devices have shown what they were told."""
    await house.say("study time")
    (lesson,) = (await export(house))["episodes"]
    assert lesson["prompt"] == "study time\n"
    assert lesson["corrected"] is False


async def test_what_the_words_said_themselves_teaches_nothing(house: House) -> None:
    """No model is asked about it."""
    await house.say("turn on the light")
    assert (await export(house))["count"] == 0


async def test_what_is_about_a_device_that_is_gone_is_left_out(house: House) -> None:
    """A line about it would teach a name that is in no list."""
    await house.say("study time")
    house.hass.states.async_remove("light.light")
    await house.settle()
    assert (await export(house))["episodes"] == []


async def test_a_file_is_what_the_trainer_reads(house: House, tmp_path: Path) -> None:
    """It is for its owner's eyes, in a folder that Home Assistant may write to."""
    house.hass.config.allowlist_external_dirs = {str(tmp_path)}
    await house.say("study time")
    file = tmp_path / "episodes.json"
    assert await export(house, path=str(file)) == {"count": 1, "path": str(file)}
    assert file.stat().st_mode & 0o077 == 0
    found = [each for held in (True, False) for each in episodes.load(file, held_out=held)]
    assert [each.prompt for each in found] == ["study time\n"]
    assert json.loads(file.read_text(encoding="utf-8"))["format"] == episodes.FORMAT


async def test_no_file_is_written_where_it_may_not_be(house: House, tmp_path: Path) -> None:
    """Nor where Home Assistant serves it to everybody; one that cannot be written is told."""
    public = Path(house.hass.config.path("www"))
    await house.hass.async_add_executor_job(public.mkdir)
    house.hass.config.allowlist_external_dirs = {str(public), str(tmp_path)}
    for file in (tmp_path.parent / "episodes.json", public / "episodes.json"):
        with pytest.raises(ServiceValidationError, match="may write to"):
            await export(house, path=str(file))
        assert not file.exists()
    with pytest.raises(HomeAssistantError, match="could not be written"):
        await export(house, path=str(tmp_path))


async def test_only_administrators_get_what_everybody_has_said(house: House) -> None:
    """An automation is an administrator's."""
    await house.hass.auth.async_create_user("Owner", group_ids=["system-admin"])
    user = await house.hass.auth.async_create_user("Anna", group_ids=["system-users"])
    with pytest.raises(Unauthorized):
        await export(house, user.id)
