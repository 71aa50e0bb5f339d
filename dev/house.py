"""The development house: boards, models and Home Assistant, set up and ready to be spoken to."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
import time
from typing import Any

from dev.boards import boards
from dev.bootstrap import SetupError, say
from dev.broker import Broker
from dev.esphome import ensure_programs
from dev.homeassistant import LANGUAGE, Connection, HomeAssistant
from dev.installation import Installation, async_find, async_set_up, async_stop_learning
from dev.models import ensure_models
from dev.mqtt_boards import mqtt_boards
from dev.ollama import free_port, ollama_server
from dev.pins import PinLog, Write
from dev.site import Site, fingerprint, kept_site
from dev.wire import ensure_contracts

OLLAMA_PORT = 17064
"""Where a kept house expects Ollama; one that finds it elsewhere is told so, and starts later."""
EVENT_TURN = "llm_iot_turn"
PHASES = 6
"""How many things house() begins, one after the other."""
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

    boards: Mapping[str, PinLog]
    ollama_url: str
    home_assistant: HomeAssistant
    token: str
    installation: Installation
    kept: bool
    """Whether an earlier run has set it up."""

    @property
    def password(self) -> str:
        """Return the password of USER."""
        return self.installation.password

    @property
    def entities(self) -> Mapping[str, str]:
        """Return the entity of each board."""
        return self.installation.entities

    @property
    def agent(self) -> str:
        """Return the entity of the conversation agent."""
        return self.installation.agent

    @property
    def url(self) -> str:
        """Return the address of Home Assistant."""
        return self.home_assistant.url

    def say(self, text: str) -> Turn:
        """Say a sentence to the agent and return what came of it, with every relay at rest."""
        return self.observe(text, self._async_ask)

    def observe(self, text: str, answer: Answerer) -> Turn:
        """Have a sentence answered and return what came of it, with every relay at rest."""
        with self.home_assistant.failures_told():
            return asyncio.run(self._async_observe(text, answer))

    def stop_learning(self) -> None:
        """Have the agent learn nothing any more; it is prepared again when this returns."""
        with self.home_assistant.failures_told():
            asyncio.run(self._async_stop_learning())

    def put(self, states: Mapping[str, bool]) -> None:
        """Turn boards on and off, whatever they are now. Raises SetupError if one fails to."""
        with self.home_assistant.failures_told():
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

    async def _async_stop_learning(self) -> None:
        """Change the agent over a connection of its own."""
        async with (
            asyncio.timeout(TURN_S),
            self.home_assistant.async_connected(self.token) as connection,
        ):
            await async_stop_learning(connection, self.agent)

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


def last_write_at(board: PinLog) -> float:
    """Return when a board has last written."""
    return board.writes[-1].at if board.writes else 0.0


def wait_for_write(board: PinLog, timeout: float) -> None:
    """Wait until a board has written once more, for so many seconds at most."""
    count = len(board.writes)
    board.until(lambda: len(board.writes) > count, timeout)


def moves(board: PinLog, start: int) -> tuple[Write, ...]:
    """Return the writes from a position on that changed their pin; boards write more often."""
    levels: dict[int, bool] = {}
    found = []
    for position, write in enumerate(board.writes):
        if position >= start and levels.get(write.pin) != write.level:
            found.append(write)
        levels[write.pin] = write.level
    return tuple(found)


@contextmanager
def house(
    begin: Callable[[str], None], *, keep: bool = False, fresh: bool = False
) -> Iterator[House]:
    """Run the house; `begin` is told what is being done.

    It is set up in a temporary folder, unless it is to `keep`: then it is the house of the run
    before, if there is one and it is not to be a `fresh` one. Raises SetupError if something is
    missing.
    """
    begin("Getting the virtual boards")
    programs = ensure_programs()
    with TemporaryDirectory(prefix="llm_iot-") as temporary, ExitStack() as stack:
        folder = Path(temporary)
        begin("Starting Ollama")
        port = free_port(OLLAMA_PORT if keep else 0)
        ollama_url = stack.enter_context(ollama_server(port=port, log=folder / "ollama.log"))
        begin("Getting the models")
        models = ensure_models(ollama_url)
        begin("Starting the boards and Home Assistant")
        running = stack.enter_context(boards(folder / "boards"))
        site = Site(folder / "hass")
        if keep:
            kept = stack.enter_context(kept_site(fingerprint(programs, models)))
            if kept is None:
                say("Another demo is using the kept house: this one is not kept.")
            site = kept or site
        if fresh:
            site.clear()
        yield stack.enter_context(house_on(site, running, ollama_url, begin))


@contextmanager
def mqtt_house(begin: Callable[[str], None]) -> Iterator[House]:
    """Run a house whose boards speak the paper's MQTT, in a temporary folder.

    Raises SetupError if something is missing.
    """
    begin("Getting the virtual boards")
    ensure_contracts()
    with TemporaryDirectory(prefix="llm_iot-") as temporary, ExitStack() as stack:
        folder = Path(temporary)
        begin("Starting Ollama")
        ollama_url = stack.enter_context(ollama_server(log=folder / "ollama.log"))
        begin("Getting the models")
        ensure_models(ollama_url)
        begin("Starting the boards and Home Assistant")
        broker = stack.enter_context(Broker(folder / "broker"))
        running = stack.enter_context(mqtt_boards(broker.port, folder / "boards"))
        site = Site(folder / "hass")
        yield stack.enter_context(new_house(site, running, ollama_url, begin, broker.port))


@contextmanager
def house_on(
    site: Site, running: Mapping[str, PinLog], ollama_url: str, begin: Callable[[str], None]
) -> Iterator[House]:
    """Run the house that is on a site; if there is none, or it is out of order, set it up."""
    with ExitStack() as stack:
        found = None
        if installation := site.installation():
            earlier = earlier_house(site, installation, running, ollama_url, begin)
            try:
                found = stack.enter_context(earlier)
            except SetupError as err:
                say(f"The kept house is thrown away and set up anew: {err}")
                begin("Starting Home Assistant again")
        yield found or stack.enter_context(new_house(site, running, ollama_url, begin))


@contextmanager
def earlier_house(
    site: Site,
    installation: Installation,
    running: Mapping[str, PinLog],
    ollama_url: str,
    begin: Callable[[str], None],
) -> Iterator[House]:
    """Run the house as an earlier run has left it. Raises SetupError if it is out of order."""
    home_assistant = HomeAssistant(site.folder, held=site.held)
    with home_assistant.running():
        begin("Opening the kept house")
        with home_assistant.failures_told():
            token = asyncio.run(async_find(home_assistant, installation, ollama_url, begin))
        yield House(running, ollama_url, home_assistant, token, installation, kept=True)


@contextmanager
def new_house(
    site: Site,
    running: Mapping[str, PinLog],
    ollama_url: str,
    begin: Callable[[str], None],
    broker_port: int | None = None,
) -> Iterator[House]:
    """Set the house up; the site has it from when Home Assistant has ended."""
    site.clear()
    home_assistant = HomeAssistant(site.folder, held=site.held)
    installation = None
    try:
        with home_assistant.running():
            with asyncio.Runner() as runner, home_assistant.failures_told():
                runner.get_loop()  # one that is interrupted while it is made cannot be closed
                begin("Setting up Home Assistant")
                setting_up = async_set_up(home_assistant, ollama_url, begin, broker_port)
                installation, token = runner.run(setting_up)
            yield House(running, ollama_url, home_assistant, token, installation, kept=False)
    finally:
        # Home Assistant writes some of what was set up only when it ends.
        if installation:
            site.complete(installation)
