"""What is got ready outside of turns: the bank in the store, vectors, a warm model."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
import logging
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from .agent import Agent
from .assembly import Parts
from .const import DOMAIN
from .errors import ModelError, StorageError
from .learned import EPISODES, NOTES
from .model.home_model import async_make, is_outdated
from .models import HomeView
from .prompting.bank import COLLECTION as EXAMPLES, entries
from .prompting.retrieval import DEVICES, device_entries
from .storage.base import Question

_LOGGER = logging.getLogger(__name__)

COOLDOWN: Final = 1.0
"""Seconds between two rounds, as a starting home changes many times in a row."""
EMBED_BATCH: Final = 32
"""Entries embedded and kept at a time, so that an interruption loses little."""


class Preparation:
    """Follows the home and the server, and prepares in rounds what turns will need.

    A round that fails half-way is taken up again by the next one, which is asked for
    whenever the home changes, a model failed, or the server comes back.
    """

    def __init__(
        self,
        parts: Parts,
        agents: Sequence[Agent],
        look_again: Callable[[], Awaitable[None]],
    ) -> None:
        """Name the parts; nothing is done before `async_start`.

        `look_again` has the models of the server looked at anew.
        """
        self._client = parts.client
        self._async_look_again = look_again
        self._hass = parts.hass
        self._home = parts.home
        self._store = parts.store
        self._sentences = parts.sentences
        self._resources = parts.resources
        self._agents = agents
        self._task: asyncio.Task[None] | None = None
        self._has_bank = False
        self._indexed_version: int | None = None
        self._wanted = asyncio.Event()
        self._idle = asyncio.Event()
        self._wanted.set()

    @callback
    def async_start(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        """Begin to work in the background."""
        self._task = entry.async_create_background_task(
            hass, self._async_work(), f"{DOMAIN} preparation"
        )

    @callback
    def async_stop(self) -> None:
        """Stop at once; the next start takes up what is left."""
        if self._task:
            self._task.cancel()

    @callback
    def async_request(self) -> None:
        """Ask for another round."""
        self._idle.clear()
        self._wanted.set()

    async def async_wait(self) -> None:
        """Wait until nothing is left to prepare."""
        await self._idle.wait()

    async def _async_work(self) -> None:
        """Prepare for ever, one round after the other."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                await self._async_round()
            except Exception:  # a fault of one round must not end those that follow
                _LOGGER.exception("Unexpected error while preparing")
            if not self._wanted.is_set():
                self._idle.set()
            await asyncio.sleep(COOLDOWN)

    async def _async_round(self) -> None:
        """Do whatever is not done yet."""
        view = self._home.async_view()
        await self._sentences.async_prepare()
        for reader in (self._resources.resolver, self._resources.questions):
            await self._hass.async_add_executor_job(reader.prepare, view)
        try:
            await self._async_fill_store(view)
        except StorageError as err:
            _LOGGER.warning("The store cannot be used: %s", err)
            return
        for agent in self._agents:
            try:
                await self._async_renew(agent)
                await self._async_embed(agent)
                await self._async_warm_up(agent)
            except ModelError as err:
                _LOGGER.debug("Not prepared yet, the model failed: %s", err)
            except StorageError as err:
                _LOGGER.warning("The store cannot be used: %s", err)

    async def _async_fill_store(self, view: HomeView) -> None:
        """Bring the collections up to date."""
        await self._store.async_open()
        if not self._has_bank:
            bank = list(entries(self._resources.templates, self._resources.kinds))
            await self._store.async_sync(EXAMPLES, bank)
            used = {agent.session.embedding_model for agent in self._agents} - {None}
            await self._store.async_keep_models(model for model in used if model)
            self._has_bank = True
        if self._indexed_version != view.version:
            await self._store.async_sync(DEVICES, device_entries(view))
            self._indexed_version = view.version

    async def _async_renew(self, agent: Agent) -> None:
        """Make the model for homes anew if this version brings another adapter than it has."""
        info = agent.session.info
        if info is None or not is_outdated(info):
            return
        async for _ in async_make(self._client, await self._client.models()):
            pass
        agent.warmed_with = None
        await self._async_look_again()
        _LOGGER.info("The model made for homes was made anew with the adapter of this version")

    async def _async_embed(self, agent: Agent) -> None:
        """Embed what has no vector of the agent's model yet, and build the indexes."""
        model = agent.session.embedding_model
        for collection in (EXAMPLES, DEVICES, EPISODES, NOTES):
            if model:
                await self._async_embed_collection(agent, collection, model)
            await self._store.async_search(collection, Question("", model=model), 1)

    async def _async_embed_collection(self, agent: Agent, collection: str, model: str) -> None:
        """Embed what is missing in one collection, in batches."""
        missing = await self._store.async_missing(collection, model)
        for start in range(0, len(missing), EMBED_BATCH):
            batch = missing[start : start + EMBED_BATCH]
            vectors = await agent.session.embed([entry.text for entry in batch])
            named = {entry.key: vector for entry, vector in zip(batch, vectors, strict=True)}
            await self._store.async_add_vectors(collection, model, named)

    async def _async_warm_up(self, agent: Agent) -> None:
        """Leave the constant part of the agent's prompt in the model's cache."""
        messages = agent.pipeline.constant_messages()
        if agent.warmed_with != messages:
            is_raw = agent.pipeline.understanding.style().is_raw
            await agent.session.warm_up(messages, is_raw=is_raw)
            agent.warmed_with = messages
