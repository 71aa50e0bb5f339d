"""What a turn leaves behind: the trace, the event and the debug log."""

import logging

from homeassistant.components.conversation.trace import async_get_traces
import pytest

from custom_components.llm_iot.const import CONF_SHARE_TEXT
from dev.models import CHAT_MODEL
from tests.fake_ollama import FakeOllama

from .conftest import Build

GOAL = "please make everything ready, the kids want to do some painting"


async def test_a_turn_is_told_in_event_trace_and_log(
    build_room: Build, fake_ollama: FakeOllama, caplog: pytest.LogCaptureFixture
) -> None:
    """The words are in the trace and the log, which stay in the house, and not in the event."""
    caplog.set_level(logging.DEBUG, "custom_components.llm_iot")
    fake_ollama.answer = '["light on"]'
    room = await build_room(fake_ollama.url, prepared=False)
    said = await room.say(GOAL)
    assert said.event["model"] == CHAT_MODEL
    assert said.event["prompt_tokens"] == fake_ollama.prompt_tokens
    assert said.event["longest_prompt_tokens"] == fake_ollama.prompt_tokens
    assert said.event["output_tokens"] > 0
    assert said.event["stage_ms"].keys() >= {"collection", "recognition", "retrieval", "model"}
    assert not {"text", "reply"} & said.event.keys()
    assert GOAL not in str(said.event)

    details = [
        event["data"]
        for trace in async_get_traces()
        for event in trace.as_dict()["events"]
        if event["event_type"] == "agent_detail"
    ]
    assert details[-1]["text"] == GOAL
    assert details[-1]["completion"] == fake_ollama.answer
    assert details[-1]["candidates"]
    assert details[-1]["examples"]
    assert any(GOAL in record.getMessage() for record in caplog.records)


async def test_the_words_are_in_the_event_if_the_owner_wants(
    build_room: Build, fake_ollama: FakeOllama
) -> None:
    """An automation can then react to what was said."""
    room = await build_room(fake_ollama.url, prepared=False, **{CONF_SHARE_TEXT: True})
    said = await room.say("turn on the light")
    assert said.event["text"] == "turn on the light"
    assert said.event["reply"] == "Light on."
