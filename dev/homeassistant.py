"""A real Home Assistant process on loopback, and a client of its API."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
import json
from pathlib import Path
import subprocess
import sys
from typing import Any

from aiohttp import (
    ClientConnectionError,
    ClientError,
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
ENTRIES = "/api/config/config_entries/entry"
FLOWS = "/api/config/config_entries/flow"
SUBENTRY_FLOWS = f"{ENTRIES.removesuffix('/entry')}/subentries/flow"
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
    """One `hass` process with a configuration folder of its own, new or used before."""

    def __init__(self, folder: Path, *, held: Sequence[int] = ()) -> None:
        """Choose a free port and fill the configuration folder.

        The process inherits the file descriptors that are `held`: what is locked by them stays
        locked for as long as it runs, whatever becomes of this one.
        """
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "hass.log"
        self._folder = folder
        self._held = tuple(held)
        self._configure()

    def _configure(self) -> None:
        """Write what Home Assistant reads when it starts, and link this checkout's component."""
        components = self._folder / "custom_components"
        components.mkdir(parents=True, exist_ok=True)
        (components / DOMAIN).unlink(missing_ok=True)
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
        if not self._storage("onboarding").exists():
            # What is left of it is the owner; the rest would reach for the internet.
            self._store("onboarding", 4, {"done": ["core_config", "analytics", "integration"]})

    def _storage(self, key: str) -> Path:
        """Return one of Home Assistant's own storage files."""
        return self._folder / ".storage" / key

    def entry_data(self, entry_id: str) -> Mapping[str, Any]:
        """Return what an entry works with, as it was last written."""
        stored = json.loads(self._storage("core.config_entries").read_text(encoding="utf-8"))
        entries = {entry["entry_id"]: entry["data"] for entry in stored["data"]["entries"]}
        data: Mapping[str, Any] = entries[entry_id]
        return data

    def _store(self, key: str, version: int, data: Mapping[str, Any]) -> None:
        """Write one of Home Assistant's own storage files."""
        file = self._storage(key)
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
                f"{self.url}/manifest.json",
                method="GET",
                cwd=str(self._folder),
                timeout=START_OR_STOP_S,
                sleep=0.05,
                stdout=log,
                stderr=subprocess.STDOUT,
                popen_kwargs={"pass_fds": self._held},
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

    @contextmanager
    def failures_told(self) -> Iterator[None]:
        """Turn what can happen to a connection into a SetupError."""
        try:
            yield
        except TimeoutError:
            raise SetupError(self.complaint("Home Assistant took too long")) from None
        except ClientError as err:
            what = f"Home Assistant stopped answering ({err})"
            raise SetupError(self.complaint(what)) from err

    async def async_create_owner(self, username: str, password: str) -> str:
        """Create the owner of a new home and return a token that is valid for a day."""
        owner = {
            "client_id": self._client_id,
            "name": username.title(),
            "username": username,
            "password": password,
            "language": LANGUAGE,
        }
        async with ClientSession(self.url, raise_for_status=True) as session:
            async with session.post("/api/onboarding/users", json=owner) as answer:
                code = (await answer.json())["auth_code"]
            return await self._async_token(session, code)

    async def async_log_in(self, username: str, password: str) -> str:
        """Return a token that is valid for a day. Raises SetupError if the two do not fit."""
        path = "/auth/login_flow"
        begin = {
            "client_id": self._client_id,
            "handler": ["homeassistant", None],
            "redirect_uri": self._client_id,
        }
        login = {"client_id": self._client_id, "username": username, "password": password}
        async with ClientSession(self.url, raise_for_status=True) as session:
            async with session.post(path, json=begin) as answer:
                flow = await answer.json()
            async with session.post(f"{path}/{flow['flow_id']}", json=login) as answer:
                flow = await answer.json()
            if flow["type"] != "create_entry":
                raise SetupError(f"Home Assistant does not let {username} in with the password.")
            return await self._async_token(session, flow["result"])

    @property
    def _client_id(self) -> str:
        """Return what this program is to Home Assistant's authentication."""
        return f"{self.url}/"

    async def _async_token(self, session: ClientSession, code: str) -> str:
        """Return a token that is valid for a day; those of earlier runs are revoked."""
        grant = {"grant_type": "authorization_code", "code": code, "client_id": self._client_id}
        async with session.post("/auth/token", data=grant) as answer:
            token: str = (await answer.json())["access_token"]
        async with self.async_connected(token) as connection:
            await connection.async_call(
                "auth/delete_all_refresh_tokens", delete_current_token=False
            )
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
        flow = await self._async_post(FLOWS, {"handler": domain})
        for values in answers:
            flow = await self._async_post(f"{FLOWS}/{flow['flow_id']}", values)
        if flow["type"] != "create_entry":
            raise SetupError(f"Home Assistant could not set up {domain}: {ending(flow)}.")
        entry_id: str = flow["result"]["entry_id"]
        return entry_id

    async def async_add_subentry(
        self, entry_id: str, kind: str, *answers: Mapping[str, Any]
    ) -> None:
        """Add a subentry to a config entry by answering the forms of its flow."""
        flow = await self._async_post(SUBENTRY_FLOWS, {"handler": [entry_id, kind]})
        for values in answers:
            flow = await self._async_post(f"{SUBENTRY_FLOWS}/{flow['flow_id']}", values)
        if flow["type"] != "create_entry":
            raise SetupError(f"Home Assistant could not add a {kind}: {ending(flow)}.")

    async def async_change_subentry(
        self, entry_id: str, kind: str, answer: Mapping[str, Any]
    ) -> None:
        """Answer the form that changes the only subentry of a kind, and have that take effect."""
        subentries = await self.async_call("config_entries/subentries/list", entry_id=entry_id)
        (changed,) = (each for each in subentries if each["subentry_type"] == kind)
        begin = {"handler": [entry_id, kind], "subentry_id": changed["subentry_id"]}
        flow = await self._async_post(SUBENTRY_FLOWS, begin)
        flow = await self._async_post(f"{SUBENTRY_FLOWS}/{flow['flow_id']}", answer)
        if flow.get("reason") != "reconfigure_successful":
            raise SetupError(f"Home Assistant could not change a {kind}: {ending(flow)}.")
        # A changed entry reloads by itself, but does not tell when: this one comes after it.
        await self._async_post(f"{ENTRIES}/{entry_id}/reload", {})

    async def async_change_entry(
        self, domain: str, entry_id: str, answer: Mapping[str, Any]
    ) -> None:
        """Answer the form that changes an entry, and have the entry work with the answer."""
        flow = await self._async_post(FLOWS, {"handler": domain, "entry_id": entry_id})
        flow = await self._async_post(f"{FLOWS}/{flow['flow_id']}", answer)
        if flow.get("reason") != "reconfigure_successful":
            raise SetupError(f"Home Assistant could not change {domain}: {ending(flow)}.")
        # A changed entry reloads by itself, but does not tell when: this one comes after it.
        await self._async_post(f"{ENTRIES}/{entry_id}/reload", {})

    async def _async_post(self, path: str, content: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the REST API answers."""
        async with self._session.post(path, json=content) as answer:
            found: dict[str, Any] = await answer.json()
        return found

    async def _async_receive(self) -> dict[str, Any]:
        """Return the next message; an event is kept as well."""
        try:
            message: dict[str, Any] = await self._socket.receive_json()
        except WSMessageTypeError as err:
            raise ClientConnectionError("the connection was closed") from err
        if message["type"] == "event":
            self.events.append(message["event"])
        return message


def ending(flow: Mapping[str, Any]) -> str:
    """Return why a flow has not ended as it should."""
    return str(flow.get("errors") or flow.get("reason") or f"it asks for {flow['step_id']}")
