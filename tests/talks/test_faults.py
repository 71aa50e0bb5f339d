"""Faults of our own, which nobody who speaks to the agent can mend."""

from unittest.mock import patch

from homeassistant.components import conversation
from homeassistant.core import Context
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.intent import IntentResponseErrorCode, IntentResponseType
import pytest

from tests.learning.house import FAN, House


async def test_a_fault_ends_in_a_sentence(cabin: House, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged, nothing moves, and the next sentence is heard as ever."""
    entities = er.async_entries_for_config_entry(er.async_get(cabin.hass), cabin.entry.entry_id)
    agent = next(each.entity_id for each in entities if each.domain == conversation.DOMAIN)
    before = cabin.states()
    where = "custom_components.llm_iot.understanding.Understanding.async_understand"
    with patch(where, side_effect=RuntimeError("broken")):
        result = await conversation.async_converse(
            cabin.hass, "turn off the fan", None, Context(), "en", agent
        )
    assert result.response.response_type is IntentResponseType.ERROR
    assert result.response.error_code is IntentResponseErrorCode.UNKNOWN
    assert result.response.speech["plain"]["speech"]
    assert "Unexpected error in a turn" in caplog.text
    assert cabin.states() == before
    await cabin.say("turn off the fan", talk=result.conversation_id)
    assert cabin.states()[FAN] == "off"
