"""The development house: boards, models and Home Assistant, set up and ready to be spoken to."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
import secrets
from tempfile import TemporaryDirectory
import time
from typing import Any

from aiohttp import ClientError

from dev.boards import PORTS, Board, Write, boards
from dev.bootstrap import SetupError
from dev.esphome import ensure_programs
from dev.homeassistant import DOMAIN, LANGUAGE, Connection, Event, HomeAssistant
from dev.models import CHAT_MODEL, EMBEDDING_MODEL, ensure_models
from dev.ollama import ollama_server

USER = "demo"
AREA = "Study"
DOMAINS = {"light": "light", "fan": "fan", "tv": "switch"}
"""What each board is to Home Assistant."""
EVENT_TURN = "llm_iot_turn"
PHASES = 6
"""How many things house() begins, one after the other."""
PREPARATION_S = 600.0
TURN_S = 120.0
STILL_S = 0.3
"""Without a write for so long all relays are at rest; a fan pauses 0.2 s between speeds."""

type Answerer = Callable[[Connection, str], Awaitable[tuple[str, Mapping[str, Any]]]]
"""What answers a sentence over a connection to Home Assistant: a reply, and what is told of it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One sentence and all that came of it."""

    text: str
    reply: str
    report: Mapping[str, Any]
    """What is told of the turn; the agent's event if it was the agent that answered."""
    asked_at: float
    """time.monotonic() when the sentence was sent."""
    total_ms: float
    """Until the reply was there."""
    moves: Mapping[str, tuple[Write, ...]]
    """Writes that changed a pin, by board."""

    @property
    def first_relay_ms(self) -> float | None:
        """Return when the first relay moved, or None if none did."""
        writes = [write for moves in self.moves.values() for write in moves]
        return min(map(self.after_ms, writes), default=None)

    def after_ms(self, write: Write) -> float:
        """Return how long after the sentence a write was."""
        return (write.at - self.asked_at) * 1000


@dataclass(frozen=True, slots=True)
class House:
    """The running house."""

    boards: Mapping[str, Board]
    ollama_url: str
    home_assistant: HomeAssistant
    token: str
    password: str
    entities: Mapping[str, str]
    """The entity of each board."""
    agent: str
    """The entity of the conversation agent."""

    @property
    def url(self) -> str:
        """Return the address of Home Assistant."""
        return self.home_assistant.url

    def say(self, text: str) -> Turn:
        """Say a sentence to the agent and return what came of it, with every relay at rest."""
        return self.observe(text, self._async_ask)

    def observe(self, text: str, answer: Answerer) -> Turn:
        """Have a sentence answered and return what came of it, with every relay at rest."""
        with failures_told(self.home_assistant):
            return asyncio.run(self._async_observe(text, answer))

    def put(self, states: Mapping[str, bool]) -> None:
        """Turn boards on and off, whatever they are now. Raises SetupError if one fails to."""
        with failures_told(self.home_assistant):
            asyncio.run(self._async_put(states))
        self._rest()
        if wrong := [name for name, on in states.items() if self.boards[name].is_on() != on]:
            raise SetupError(f"No relay obeys Home Assistant on: {', '.join(wrong)}.")

    async def _async_observe(self, text: str, answer: Answerer) -> Turn:
        """Have a sentence answered over a connection of its own, which is not in the time."""
        async with (
            asyncio.timeout(TURN_S),
            self.home_assistant.async_connected(self.token) as connection,
        ):
            await connection.async_subscribe(EVENT_TURN)
            before = {name: len(board.writes) for name, board in self.boards.items()}
            asked_at = time.monotonic()
            reply, report = await answer(connection, text)
            total_ms = (time.monotonic() - asked_at) * 1000
        self._rest()
        return Turn(
            text,
            reply=reply,
            report=report,
            asked_at=asked_at,
            total_ms=total_ms,
            moves={name: moves(board, before[name]) for name, board in self.boards.items()},
        )

    async def _async_ask(self, connection: Connection, text: str) -> tuple[str, Mapping[str, Any]]:
        """Return what the agent says, and its event."""
        result = await connection.async_call(
            "conversation/process", text=text, agent_id=self.agent, language=LANGUAGE
        )
        reports = [event["data"] for event in connection.events]
        return result["response"]["speech"]["plain"]["speech"], reports[-1] if reports else {}

    async def _async_put(self, states: Mapping[str, bool]) -> None:
        """Turn boards on and off."""
        async with self.home_assistant.async_connected(self.token) as connection:
            for name, on in states.items():
                await async_switch(connection, self.entities[name], on=on)

    def _rest(self) -> None:
        """Wait until no board has written for a while."""
        begin = time.monotonic()
        for board in self.boards.values():
            while (left := max(begin, last_write_at(board)) + STILL_S - time.monotonic()) > 0:
                wait_for_write(board, left)


async def async_switch(connection: Connection, entity_id: str, *, on: bool, **data: Any) -> None:
    """Turn an entity on or off by the service of its domain."""
    await connection.async_call(
        "call_service",
        domain=entity_id.partition(".")[0],
        service="turn_on" if on else "turn_off",
        service_data=data,
        target={"entity_id": entity_id},
    )


def last_write_at(board: Board) -> float:
    """Return when a board has last written."""
    return board.writes[-1].at if board.writes else 0.0


def wait_for_write(board: Board, timeout: float) -> None:
    """Wait until a board has written once more, for so many seconds at most."""
    count = len(board.writes)
    board.until(lambda: len(board.writes) > count, timeout)


def moves(board: Board, start: int) -> tuple[Write, ...]:
    """Return the writes from a position on that changed their pin; boards write more often."""
    levels: dict[int, bool] = {}
    found = []
    for position, write in enumerate(board.writes):
        if position >= start and levels.get(write.pin) != write.level:
            found.append(write)
        levels[write.pin] = write.level
    return tuple(found)


@contextmanager
def house(begin: Callable[[str], None]) -> Iterator[House]:
    """Run the house in a temporary folder; `begin` is told what is being done.

    Raises SetupError if something is missing.
    """
    begin("Getting the virtual boards")
    ensure_programs()
    with TemporaryDirectory(prefix="llm_iot-") as temporary:
        folder = Path(temporary)
        begin("Starting Ollama")
        with ollama_server(log=folder / "ollama.log") as ollama_url:
            begin("Getting the models")
            ensure_models(ollama_url)
            begin("Starting the boards and Home Assistant")
            home_assistant = HomeAssistant(folder / "hass")
            with boards(folder / "boards") as running, home_assistant.running():
                with failures_told(home_assistant):
                    found = asyncio.run(async_set_up(home_assistant, running, ollama_url, begin))
                yield found


@contextmanager
def failures_told(home_assistant: HomeAssistant) -> Iterator[None]:
    """Turn what can happen to a connection into a SetupError."""
    try:
        yield
    except TimeoutError:
        raise SetupError(home_assistant.complaint("Home Assistant took too long")) from None
    except ClientError as err:
        what = f"Home Assistant stopped answering ({err})"
        raise SetupError(home_assistant.complaint(what)) from err


async def async_set_up(
    home_assistant: HomeAssistant,
    running: Mapping[str, Board],
    ollama_url: str,
    begin: Callable[[str], None],
) -> House:
    """Set Home Assistant up as a person would, and wait until the agent is prepared."""
    begin("Setting up Home Assistant")
    password = secrets.token_hex(4)
    token = await home_assistant.async_create_owner(USER, password)
    async with (
        asyncio.timeout(PREPARATION_S),
        home_assistant.async_connected(token) as connection,
    ):
        await connection.async_subscribe("state_changed")
        area_id = await async_only_area(connection)
        await connection.async_call(
            "homeassistant/expose_new_entities/set", assistant="conversation", expose_new=False
        )
        entities = {name: await async_add_board(connection, name, area_id) for name in running}
        await connection.async_call(
            "homeassistant/expose_entity",
            assistants=["conversation"],
            entity_ids=list(entities.values()),
            should_expose=True,
        )
        agent = await async_add_agent(connection, ollama_url)
        begin("Preparing the agent")
        await connection.async_call("conversation/prepare", agent_id=agent, language=LANGUAGE)
    return House(running, ollama_url, home_assistant, token, password, entities, agent)


async def async_only_area(connection: Connection) -> str:
    """Return the id of the home's one area; the ones that a new home comes with are removed."""
    for area in await connection.async_call("config/area_registry/list"):
        await connection.async_call("config/area_registry/delete", area_id=area["area_id"])
    created = await connection.async_call("config/area_registry/create", name=AREA)
    area_id: str = created["area_id"]
    return area_id


async def async_add_board(connection: Connection, name: str, area_id: str) -> str:
    """Return the entity of a board, added by address and put into an area."""
    address = {"host": "127.0.0.1", "port": PORTS[name]}
    await connection.async_add_entry("esphome", address)
    entity_id = await connection.async_event(lambda event: ready(event, DOMAINS[name]))
    entity = await connection.async_call("config/entity_registry/get", entity_id=entity_id)
    await connection.async_call(
        "config/device_registry/update", device_id=entity["device_id"], area_id=area_id
    )
    return entity_id


async def async_add_agent(connection: Connection, ollama_url: str) -> str:
    """Return the entity of the agent, added by our own flow and made Assist's choice."""
    await connection.async_add_entry(
        DOMAIN,
        {"url": ollama_url},
        {"chat_model": CHAT_MODEL, "embedding_model": EMBEDDING_MODEL},
    )
    entities = await connection.async_call("config/entity_registry/list")
    agent: str = next(each["entity_id"] for each in entities if each["platform"] == DOMAIN)
    no_speech = dict.fromkeys(
        (
            "stt_engine",
            "stt_language",
            "tts_engine",
            "tts_language",
            "tts_voice",
            "wake_word_entity",
            "wake_word_id",
        )
    )
    pipeline = await connection.async_call(
        "assist_pipeline/pipeline/create",
        name="llm_iot",
        language=LANGUAGE,
        conversation_language=LANGUAGE,
        conversation_engine=agent,
        **no_speech,
    )
    await connection.async_call(
        "assist_pipeline/pipeline/set_preferred", pipeline_id=pipeline["id"]
    )
    return agent


def ready(event: Event, domain: str) -> str | None:
    """Return the entity of a domain that an event shows to be there, if it does."""
    state = event["data"]["new_state"]
    if not state or state["state"] == "unavailable":
        return None
    entity_id: str = state["entity_id"]
    return entity_id if entity_id.startswith(f"{domain}.") else None
