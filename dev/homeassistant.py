"""A real Home Assistant process on loopback, and a client of its API."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
import json
from pathlib import Path
import subprocess
import sys
from typing import Any

from aiohttp import (
    ClientConnectionError,
    ClientSession,
    ClientWebSocketResponse,
    WSMessageTypeError,
)
from mirakuru import HTTPExecutor
from mirakuru.exceptions import ExecutorError, ProcessFinishedWithError

from dev.bootstrap import ROOT, SetupError
from dev.ollama import free_port

DOMAIN = "llm_iot"
LANGUAGE = "en"
START_OR_STOP_S = 90.0
CONFIGURATION = """\
homeassistant:
  name: Demo
  unit_system: metric
  time_zone: UTC
  country: GB
  currency: GBP
  language: en
api:
assist_pipeline:
config:
conversation:
frontend:
websocket_api:
logger:
  default: warning
"""

type Event = dict[str, Any]


class HomeAssistant:
    """One `hass` process with a configuration folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Choose a free port and fill the configuration folder."""
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "hass.log"
        self._folder = folder
        self._configure()

    def _configure(self) -> None:
        """Write what Home Assistant reads at its first start, and link the component."""
        components = self._folder / "custom_components"
        components.mkdir(parents=True)
        (components / DOMAIN).symlink_to(ROOT / "custom_components" / DOMAIN)
        (self._folder / "configuration.yaml").write_text(CONFIGURATION, encoding="utf-8")
        # An address from YAML would only be on trial: without a person's confirmation
        # Home Assistant restarts on every interface after five minutes.
        stable = {
            "server_host": ["127.0.0.1"],
            "server_port": self.port,
            "cors_allowed_origins": [],
            "login_attempts_threshold": -1,
            "ip_ban_enabled": True,
            "ssl_profile": "modern",
            "use_x_frame_options": True,
            "created_at": "2026-01-01T00:00:00+00:00",
            "error": None,
            "error_message": None,
        }
        self._store("http", 2, {"stable": stable, "pending": None, "yaml_migration_done": True})
        # Without this it would listen for devices in the person's own network.
        self._store("core.network", 1, {"configured_adapters": ["lo"]})
        # What is left of the onboarding is the owner; the rest would reach for the internet.
        self._store("onboarding", 4, {"done": ["core_config", "analytics", "integration"]})

    def _store(self, key: str, version: int, data: Mapping[str, Any]) -> None:
        """Write one of Home Assistant's own storage files."""
        file = self._folder / ".storage" / key
        file.parent.mkdir(exist_ok=True)
        content = {"version": version, "minor_version": 1, "key": key, "data": data}
        file.write_text(json.dumps(content), encoding="utf-8")

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run Home Assistant; it answers from the beginning, and has ended at the end."""
        hass = [sys.executable, "-m", "homeassistant", "-c", str(self._folder), "--skip-pip"]
        with self.log.open("w", encoding="utf-8") as log:
            executor = HTTPExecutor(
                hass,
                f"{self.url}/api/onboarding",
                method="GET",
                cwd=str(self._folder),
                timeout=START_OR_STOP_S,
                sleep=0.05,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                try:
                    executor.start()
                except ExecutorError as err:
                    raise SetupError(self.complaint("Home Assistant did not start")) from err
                yield
            finally:
                # Which code it returns when it is told to stop does not matter.
                with suppress(ProcessFinishedWithError):
                    executor.stop()

    def complaint(self, what: str) -> str:
        """Return a sentence about what went wrong, with the last words of the log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").split("\n")
        last = next((line for line in reversed(lines) if line.strip()), "nothing")
        return f"{what}; please see what its log says last: {last.strip()}"

    def remarks(self, integration: str) -> list[str]:
        """Return what Home Assistant's own detectors said of an integration: it must be silent."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").split("\n")
        return [line for line in lines if "Detected" in line and integration in line]

    async def async_create_owner(self, username: str, password: str) -> str:
        """Create the owner and return a token that is valid for a day."""
        client_id = f"{self.url}/"
        owner = {
            "client_id": client_id,
            "name": username.title(),
            "username": username,
            "password": password,
            "language": LANGUAGE,
        }
        async with ClientSession(self.url, raise_for_status=True) as session:
            async with session.post("/api/onboarding/users", json=owner) as answer:
                code = (await answer.json())["auth_code"]
            grant = {"grant_type": "authorization_code", "code": code, "client_id": client_id}
            async with session.post("/auth/token", data=grant) as answer:
                token: str = (await answer.json())["access_token"]
        async with self.async_connected(token) as connection:
            long_lived: str = await connection.async_call(
                "auth/long_lived_access_token", client_name="Development", lifespan=1
            )
        return long_lived

    @asynccontextmanager
    async def async_connected(self, token: str) -> AsyncIterator[Connection]:
        """Lend a connection to the API."""
        headers = {"Authorization": f"Bearer {token}"}
        async with (
            ClientSession(self.url, headers=headers, raise_for_status=True) as session,
            session.ws_connect("/api/websocket", max_msg_size=0) as socket,
        ):
            await socket.receive_json()  # asks for the token
            await socket.send_json({"type": "auth", "access_token": token})
            if (await socket.receive_json())["type"] != "auth_ok":
                raise SetupError("Home Assistant refused the token: please start it afresh.")
            yield Connection(session, socket)


class Connection:
    """Home Assistant's WebSocket API, and the part of its REST API that is not in it."""

    def __init__(self, session: ClientSession, socket: ClientWebSocketResponse) -> None:
        """Take over an authenticated socket."""
        self._session = session
        self._socket = socket
        self._last_id = 0
        self.events: list[Event] = []
        """What came of the subscribed events and was not waited for."""

    async def async_call(self, command: str, **fields: Any) -> Any:
        """Return the result of a WebSocket command. Raises SetupError if it is refused."""
        self._last_id += 1
        number = self._last_id
        await self._socket.send_json({"id": number, "type": command, **fields})
        while True:
            message = await self._async_receive()
            if message["type"] == "result" and message["id"] == number:
                break
        if not message["success"]:
            raise SetupError(f"Home Assistant refused {command}: {message['error']['message']}.")
        return message["result"]

    async def async_subscribe(self, event_type: str) -> None:
        """Have events of a type collected from now on."""
        await self.async_call("subscribe_events", event_type=event_type)

    async def async_event[T](self, find: Callable[[Event], T | None]) -> T:
        """Return what `find` makes of the first event that it finds something in."""
        while True:
            while self.events:
                if (found := find(self.events.pop(0))) is not None:
                    return found
            await self._async_receive()

    async def async_add_entry(self, domain: str, *answers: Mapping[str, Any]) -> str:
        """Return the id of a new config entry, made by answering the forms of its flow."""
        path = "/api/config/config_entries/flow"
        async with self._session.post(path, json={"handler": domain}) as answer:
            flow = await answer.json()
        for values in answers:
            async with self._session.post(f"{path}/{flow['flow_id']}", json=values) as answer:
                flow = await answer.json()
        if flow["type"] != "create_entry":
            reason = flow.get("errors") or flow.get("reason") or f"it asks for {flow['step_id']}"
            raise SetupError(f"Home Assistant could not set up {domain}: {reason}.")
        entry_id: str = flow["result"]["entry_id"]
        return entry_id

    async def _async_receive(self) -> dict[str, Any]:
        """Return the next message; an event is kept as well."""
        try:
            message: dict[str, Any] = await self._socket.receive_json()
        except WSMessageTypeError as err:
            raise ClientConnectionError("the connection was closed") from err
        if message["type"] == "event":
            self.events.append(message["event"])
        return message
