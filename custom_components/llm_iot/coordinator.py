"""The Ollama server of an entry: whether it answers, and which models it has."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
import logging
from typing import Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util.ssl import get_default_context

from .agent import Agent
from .collection.customs import Customs
from .collection.history import History
from .collection.home import Home
from .const import DOMAIN
from .errors import ModelAuthError, ModelError, ModelTimeoutError, ModelUnreachableError
from .gateway.gateway import Gateway
from .memory import Memory
from .model.client import OllamaClient
from .model.types import ModelInfo
from .preparation import Preparation
from .storage.moving import MovingStore

_LOGGER = logging.getLogger(__name__)

UPDATE_INTERVAL: Final = timedelta(seconds=60)

type LlmIotConfigEntry = ConfigEntry[LlmIotData]


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """What is known of the Ollama server."""

    version: str
    models: tuple[ModelInfo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmIotData:
    """The runtime of an entry."""

    client: OllamaClient
    coordinator: OllamaCoordinator
    home: Home
    store: MovingStore
    preparation: Preparation
    history: History
    customs: Customs
    agents: dict[str, Agent]
    """By subentry id."""
    memory: Memory
    gateways: dict[str, Gateway]
    """By subentry id."""
    settings: object
    """What the entry was set up with, to compare it with what it is changed to."""


class OllamaCoordinator(DataUpdateCoordinator[ServerFacts]):
    """Watches the server; failing and succeeding turns are signs of its health, too."""

    config_entry: LlmIotConfigEntry

    def __init__(self, hass: HomeAssistant, entry: LlmIotConfigEntry, client: OllamaClient) -> None:
        """Name the server."""
        super().__init__(
            hass,
            _LOGGER,
            config_entry=entry,
            name=DOMAIN,
            update_interval=UPDATE_INTERVAL,
            always_update=False,
        )
        self._client = client

    @override
    async def _async_update_data(self) -> ServerFacts:
        """Ask the server for its version and its models."""
        try:
            return ServerFacts(await self._client.version(), await self._client.models())
        except ModelAuthError as err:
            raise ConfigEntryAuthFailed(translation_domain=DOMAIN, translation_key=err.key) from err
        except ModelError as err:
            raise UpdateFailed(translation_domain=DOMAIN, translation_key=err.key) from err

    @callback
    def async_model(self, model: str) -> ModelInfo | None:
        """Return what is known of a model, None while nothing is."""
        models = self.data.models if self.data else ()
        wanted = {model, f"{model}:latest"}
        return next((info for info in models if info.name in wanted), None)

    @callback
    def async_note(self, error: ModelError | None) -> None:
        """Take note of how a use of the server ended."""
        if isinstance(error, ModelAuthError):
            self.config_entry.async_start_reauth(self.hass)
        elif isinstance(error, (ModelUnreachableError, ModelTimeoutError)):
            if self.last_update_success:
                self.async_set_update_error(error)
        elif error is None and not self.last_update_success:
            self.config_entry.async_create_background_task(
                self.hass, self.async_refresh(), f"{DOMAIN} server is back", eager_start=False
            )


async def async_create_client(hass: HomeAssistant, url: str, api_key: str | None) -> OllamaClient:
    """Return a client of a server, made off the event loop as it reads certificates."""
    make = partial(OllamaClient, url, api_key, verify=get_default_context())
    return await hass.async_add_executor_job(make)
