"""The step of the options that says where vectors are kept."""

import asyncio
from collections.abc import Mapping
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult, OptionsFlow
from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from ..const import (
    CONF_STORE,
    CONF_STORE_HEADER,
    CONF_STORE_URL,
    CONF_STORE_VERIFY,
    STORE_AUTO,
    STORE_EMBEDDED,
    STORE_SERVER,
    STORE_SQLITE,
)
from ..errors import StorageError
from ..storage.choice import async_get_package, async_try, place_of
from ..storage.chroma import ChromaPlace
from .address import full_url

_LOGGER = logging.getLogger(__name__)
_CHROMA_PORT: Final = 8000
_RELOAD_TIMEOUT: Final = 60.0
_PROGRESS_INTERVAL: Final = 0.5
"""Seconds between two looks at how far a move is."""

SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_STORE, default=STORE_AUTO): SelectSelector(
            SelectSelectorConfig(
                options=[STORE_AUTO, STORE_SQLITE, STORE_EMBEDDED, STORE_SERVER],
                mode=SelectSelectorMode.LIST,
                translation_key=CONF_STORE,
            )
        ),
        vol.Optional(CONF_STORE_URL): TextSelector(TextSelectorConfig(type=TextSelectorType.URL)),
        vol.Optional(CONF_STORE_HEADER): TextSelector(
            TextSelectorConfig(type=TextSelectorType.PASSWORD)
        ),
        vol.Required(CONF_STORE_VERIFY, default=True): BooleanSelector(),
    }
)

OWN: Final = frozenset({CONF_STORE, CONF_STORE_HEADER, CONF_STORE_URL, CONF_STORE_VERIFY})
"""The options that this step sets."""


class StoreSteps(OptionsFlow):
    """Choose where vectors are kept; they move there after the entry has reloaded."""

    _chosen: dict[str, Any]
    _move: asyncio.Task[None] | None = None

    async def async_step_store(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the place, and make sure that it can be used."""
        if user_input is None:
            return self._show_store(self.config_entry.options, {})
        options = dict(user_input)
        if errors := _correct(options):
            return self._show_store(user_input, errors)
        place = place_of(self.hass, self.config_entry.entry_id, options)
        if place is not None and (problem := await self._async_problem(place)):
            return self._show_store(user_input, {"base": problem})
        kept = self.config_entry.options
        self._chosen = {key: kept[key] for key in kept if key not in OWN} | options
        stays = place == place_of(self.hass, self.config_entry.entry_id, kept)
        if stays or self.config_entry.state is not ConfigEntryState.LOADED:
            return await self.async_step_moved()
        return await self.async_step_move()

    async def async_step_move(
        self,
        user_input: dict[str, Any] | None = None,  # noqa: ARG002  # a progress takes none
    ) -> ConfigFlowResult:
        """Have the entry use the new place, and show how far the vectors are on their way."""
        if self._move is None:
            self._move = self.hass.async_create_background_task(
                self._async_move(), "llm_iot move of vectors"
            )
        if self._move.done():
            return self.async_show_progress_done(next_step_id="moved")
        return self.async_show_progress(
            step_id="move", progress_action="move", progress_task=self._move
        )

    async def async_step_moved(
        self,
        user_input: dict[str, Any] | None = None,  # noqa: ARG002  # nothing is asked
    ) -> ConfigFlowResult:
        """Keep the options; if the entry has reloaded with them, nothing changes any more."""
        return self.async_create_entry(data=self._chosen)

    async def _async_move(self) -> None:
        """Reload the entry with the new place, and follow its store until nothing moves.

        The move is the store's: it goes on if the person closes the window meanwhile.
        """
        entry = self.config_entry
        loaded = asyncio.Event()
        before = entry.runtime_data

        @callback
        def look() -> None:
            if entry.state is ConfigEntryState.LOADED and entry.runtime_data is not before:
                loaded.set()

        stop = entry.async_on_state_change(look)
        try:
            self.hass.config_entries.async_update_entry(entry, options=self._chosen)
            async with asyncio.timeout(_RELOAD_TIMEOUT):
                await loaded.wait()
            store = entry.runtime_data.store
            await store.async_open()
        except (TimeoutError, StorageError) as err:
            _LOGGER.debug("The move cannot be followed: %s", err)
            return
        finally:
            stop()
        while (moved := store.moved) is not None and entry.state is ConfigEntryState.LOADED:
            self.async_update_progress(moved)
            await store.async_moved(_PROGRESS_INTERVAL)

    async def _async_problem(self, place: ChromaPlace) -> str | None:
        """Return why a Chroma cannot be used, None if it can."""
        try:
            await async_get_package(self.hass, place)
        except HomeAssistantError:
            return "cannot_install"
        if place.url is None:
            return None
        try:
            await async_try(self.hass, place)
        except Exception as err:  # noqa: BLE001  # whatever the package raises, the person can mend it
            _LOGGER.debug("Chroma does not answer: %s", err)
            return "cannot_connect"
        return None

    def _show_store(self, values: Mapping[str, Any], errors: dict[str, str]) -> ConfigFlowResult:
        """Show the form."""
        return self.async_show_form(
            step_id="store",
            data_schema=self.add_suggested_values_to_schema(SCHEMA, values),
            errors=errors,
        )


def _correct(options: dict[str, Any]) -> dict[str, str]:
    """Bring what was typed into its stored form; return what is wrong, by field."""
    for key in (CONF_STORE_URL, CONF_STORE_HEADER):
        options[key] = options.get(key, "").strip()
        if not options[key]:
            del options[key]
    if options[CONF_STORE] != STORE_SERVER:
        return {}
    if header := options.get(CONF_STORE_HEADER):
        name, colon, value = header.partition(":")
        if not (colon and name.strip() and value.strip() and header.isascii()):
            return {CONF_STORE_HEADER: "invalid_header"}
        if not header.isprintable():
            return {CONF_STORE_HEADER: "invalid_header"}
    try:
        options[CONF_STORE_URL] = full_url(options.get(CONF_STORE_URL, ""), _CHROMA_PORT)
    except ValueError:
        return {CONF_STORE_URL: "invalid_url"}
    return {}
