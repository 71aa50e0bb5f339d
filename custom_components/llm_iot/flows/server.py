"""The Ollama server as a flow sees it: its address, and why it cannot be used."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
import logging
from typing import Any, Final, Self

from homeassistant.const import CONF_API_KEY, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import TextSelector, TextSelectorConfig, TextSelectorType
import voluptuous as vol
from yarl import URL

from ..coordinator import async_create_client
from ..errors import (
    ModelAuthError,
    ModelError,
    ModelTimeoutError,
    ModelUnreachableError,
    NotOllamaError,
)
from ..model.client import OllamaClient
from ..model.types import ModelInfo
from .address import full_url

OLLAMA_PORT: Final = 11434
_PASSWORD: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD))
KEY_SCHEMA: Final = vol.Schema({vol.Optional(CONF_API_KEY): _PASSWORD})
SERVER_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_URL): TextSelector(TextSelectorConfig(type=TextSelectorType.URL)),
        vol.Optional(CONF_API_KEY): _PASSWORD,
    }
)

_LOGGER = logging.getLogger(__name__)
_PROBLEMS: Final[Mapping[type[ModelError], str]] = {
    ModelUnreachableError: "cannot_connect",
    ModelTimeoutError: "timeout",
    ModelAuthError: "invalid_auth",
    NotOllamaError: "not_ollama",
}
_LONGEST_MESSAGE: Final = 200


class ServerProblem(Exception):  # noqa: N818  # what a person is told, not a fault of the program
    """Why the server cannot be used: the key of a sentence, and what the server said."""

    def __init__(self, key: str, said: str = "") -> None:
        """Keep the server's words as one short line."""
        super().__init__(key)
        self.key = key
        self.said = " ".join(said.split())[:_LONGEST_MESSAGE] or "-"


@dataclass(frozen=True, slots=True)
class Server:
    """Where an Ollama server is, and the key to it."""

    url: str
    api_key: str | None = None

    @classmethod
    def from_input(cls, data: Mapping[str, Any]) -> Self:
        """Return the server a person means. Raises ServerProblem if there can be none."""
        api_key = data.get(CONF_API_KEY, "").strip()
        if not (api_key.isascii() and api_key.isprintable()):  # no HTTP header can carry it
            raise ServerProblem("invalid_auth")
        try:
            url = full_url(data[CONF_URL].strip(), OLLAMA_PORT)
        except ValueError as err:
            raise ServerProblem("invalid_url") from err
        return cls(url, api_key or None)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return the server of a config entry."""
        return cls(data[CONF_URL], data.get(CONF_API_KEY))

    @property
    def data(self) -> dict[str, str]:
        """Return the data of a config entry."""
        return {CONF_URL: self.url} | ({CONF_API_KEY: self.api_key} if self.api_key else {})

    @property
    def host(self) -> str:
        """Return the name or number of the machine."""
        return URL(self.url).host or self.url


@asynccontextmanager
async def async_connected(hass: HomeAssistant, server: Server) -> AsyncIterator[OllamaClient]:
    """Lend a client of the server; what fails meanwhile is raised as a ServerProblem."""
    try:
        client = await async_create_client(hass, server.url, server.api_key)
        try:
            yield client
        finally:
            await client.close()
    except ModelError as err:
        said = err.placeholders.get("error", "")
        raise ServerProblem(_PROBLEMS.get(type(err), "server_error"), said) from err
    except Exception as err:
        _LOGGER.exception("Unexpected error while talking to the Ollama server")
        raise ServerProblem("unknown") from err


async def async_installed_models(hass: HomeAssistant, server: Server) -> tuple[ModelInfo, ...]:
    """Return what is installed on the server. Raises ServerProblem."""
    async with async_connected(hass, server) as client:
        await client.version()
        return await client.models()
