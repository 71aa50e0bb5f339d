"""A language model that is down, hung, slow, wrong or gone: true sentences, and it heals."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import logging
import time

import ollama as ollama_package
import pytest

from custom_components.llm_iot.const import CONF_BEGIN_TIMEOUT, CONF_TIMEOUT
from dev.models import CHAT_MODEL
from dev.ollama import OllamaServer
from tests.fake_ollama import FakeOllama, Fault

from .conftest import Build
from .room import Room, eventually

GOAL = "grandpa brings his accordion and a pot of soup, please make everything ready"
"""Nothing in the bank is near enough to it to be acted on without a model."""
DEADLINES = {CONF_BEGIN_TIMEOUT: 2.0, CONF_TIMEOUT: 4.0}
DOWN = "I can do clear commands, but the language model is not answering."
LATE = "I can do clear commands, but the language model did not answer in time."
UNUSABLE = "I can do clear commands, but the language model gave no usable answer."


@pytest.fixture(autouse=True)
def no_exceptions_logged(caplog: pytest.LogCaptureFixture) -> object:
    """Fail a test in which an exception reached the log, but for those of the machine's parts."""
    yield
    found = [
        record
        for record in caplog.get_records("call")
        if record.exc_info
        and record.levelno >= logging.ERROR
        and record.name not in {"haffmpeg.core", "aiohttp.server"}
    ]
    assert not found, [record.getMessage() for record in found]


@asynccontextmanager
async def running(server: OllamaServer) -> AsyncIterator[OllamaServer]:
    """Run a server beside the one of the session, without blocking the loop."""
    await asyncio.to_thread(server.start)
    try:
        yield server
    finally:
        await asyncio.to_thread(server.stop)


async def clear_commands_work(room: Room) -> None:
    """Check that a command that needs no model is carried out at once."""
    started = time.monotonic()
    assert (await room.say("turn on the light")).reply == "Light on."
    assert (await room.say("turn off the light")).reply == "Light off."
    assert time.monotonic() - started < 3


@pytest.mark.usefixtures("ollama")
async def test_ollama_down_at_the_start_and_back_later(build_room: Build) -> None:
    """Clear commands work from the start; the model is used as soon as it is there."""
    server = OllamaServer()
    room = await build_room(server.url)
    await clear_commands_work(room)
    started = time.monotonic()
    said = await room.say(GOAL)
    assert said.reply == DOWN
    assert said.event["path"] == "failed"
    assert time.monotonic() - started < 4
    async with running(server):
        said = await room.say(GOAL)
        assert said.event["model"] == CHAT_MODEL


@pytest.mark.usefixtures("ollama")
async def test_ollama_dies_in_the_middle_of_a_turn(build_room: Build) -> None:
    """The turn ends with a sentence and moves nothing."""
    async with running(OllamaServer()) as server:
        room = await build_room(server.url)
        before = room.written()
        turn = asyncio.create_task(room.say(GOAL))
        await eventually(lambda: bool(room.entry.runtime_data.client.busy))
        await asyncio.to_thread(server.stop)
        said = await turn
        assert said.reply == DOWN
        assert room.written() == before
        await clear_commands_work(room)


@pytest.mark.usefixtures("ollama")
async def test_ollama_hangs_and_wakes(build_room: Build) -> None:
    """It accepts and never answers: the deadline holds, and the next turn probes it first."""
    async with running(OllamaServer()) as server:
        room = await build_room(server.url, **DEADLINES)
        server.freeze()
        started = time.monotonic()
        assert (await room.say(GOAL)).reply == LATE
        assert time.monotonic() - started < 3 + DEADLINES[CONF_TIMEOUT] + 3
        await clear_commands_work(room)
        started = time.monotonic()
        assert (await room.say(GOAL)).reply == LATE
        assert time.monotonic() - started < 3
        server.thaw()
        said = await room.say(GOAL)
        assert said.event["model"] == CHAT_MODEL


async def test_the_model_is_removed_and_comes_back(build_room: Build, ollama: OllamaServer) -> None:
    """The reply says what is wrong."""
    client = await asyncio.to_thread(ollama_package.AsyncClient, ollama.url)
    await client.copy(CHAT_MODEL, "short-lived")
    room = await build_room(ollama.url, chat_model="short-lived")
    await client.delete("short-lived")
    said = await room.say(GOAL)
    assert said.reply == (
        "I can do clear commands, but the language model is not installed any more."
    )
    await clear_commands_work(room)
    await client.copy(CHAT_MODEL, "short-lived")
    said = await room.say(GOAL)
    await client.delete("short-lived")
    assert said.event["model"] == "short-lived"


@pytest.fixture
async def fake_room(build_room: Build, fake_ollama: FakeOllama) -> Room:
    """Return the room with a server that can be told how to fail."""
    return await build_room(fake_ollama.url, prepared=False, **DEADLINES)


@pytest.mark.parametrize("answer", ["Sure! Light on.", '["light on", "fan', '{"light": "on"}', ""])
async def test_an_answer_that_is_no_plan_moves_nothing(
    answer: str, fake_room: Room, fake_ollama: FakeOllama
) -> None:
    """Prose, half a list, another shape, nothing at all."""
    fake_ollama.answer = answer
    before = fake_room.written()
    said = await fake_room.say(GOAL)
    assert said.reply == UNUSABLE
    assert fake_room.written() == before
    await clear_commands_work(fake_room)


@pytest.mark.parametrize(
    ("fault", "reply"),
    [
        (Fault.SERVER_ERROR, UNUSABLE),
        (Fault.GARBAGE, UNUSABLE),
        (Fault.HALF_LINE, UNUSABLE),
        (Fault.ERROR_LINE, UNUSABLE),
        (Fault.REFUSE, DOWN),
        (Fault.HANG, LATE),
    ],
)
async def test_a_server_that_fails_is_told_and_heals(
    fault: Fault, reply: str, fake_room: Room, fake_ollama: FakeOllama
) -> None:
    """HTTP 500, an error line after 200, a broken line, a closed connection, silence."""
    fake_ollama.answer = '["light on"]'
    fake_ollama.faults["/api/chat"] = fault
    before = fake_room.written()
    said = await fake_room.say(GOAL)
    assert said.reply == reply
    assert said.result.response.error_code is not None
    assert fake_room.written() == before
    await clear_commands_work(fake_room)
    fake_ollama.faults.clear()
    fake_ollama.release()
    said = await fake_room.say(GOAL)
    assert said.event["error"] is None


async def test_a_slow_answer_ends_at_the_deadline(fake_room: Room, fake_ollama: FakeOllama) -> None:
    """A first part in time does not stretch the deadline for the whole."""
    fake_ollama.answer = '["light on", "fan on", "tv on"]'
    fake_ollama.pause = 1.5
    started = time.monotonic()
    said = await fake_room.say(GOAL)
    assert said.reply == LATE
    assert time.monotonic() - started < DEADLINES[CONF_TIMEOUT] + 3


async def test_a_server_that_never_begins_does_not_use_up_the_whole_deadline(
    build_room: Build, fake_ollama: FakeOllama
) -> None:
    """The first part of an answer has a deadline of its own."""
    deadlines = {CONF_BEGIN_TIMEOUT: 1.0, CONF_TIMEOUT: 60.0}
    room = await build_room(fake_ollama.url, prepared=False, **deadlines)
    fake_ollama.faults["/api/chat"] = Fault.HANG
    started = time.monotonic()
    assert (await room.say(GOAL)).reply == LATE
    assert time.monotonic() - started < 5
    fake_ollama.release()


async def test_an_answer_that_was_cut_off_is_no_plan(
    fake_room: Room, fake_ollama: FakeOllama
) -> None:
    """Neither a full output nor a truncated prompt counts as understood."""
    fake_ollama.answer = '["light on"]'
    fake_ollama.done_reason = "length"
    before = fake_room.written()
    said = await fake_room.say(GOAL)
    assert said.reply == "I can do clear commands, but that was too long for the language model."
    fake_ollama.done_reason = "stop"
    fake_ollama.prompt_tokens = 1_000_000
    said = await fake_room.say(GOAL)
    assert said.reply == "I can do clear commands, but that was too long for the language model."
    assert fake_room.written() == before
