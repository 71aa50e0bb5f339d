"""The step of the options that says where vectors are kept."""

from collections.abc import Mapping
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
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
from yarl import URL

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
from ..storage.choice import async_get_package, async_try, place_of
from ..storage.chroma import ChromaPlace

_LOGGER = logging.getLogger(__name__)
_CHROMA_PORT: Final = 8000

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
        others = {key: value for key, value in self.config_entry.options.items() if key not in OWN}
        return self.async_create_entry(data=others | options)

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
        options[CONF_STORE_URL] = _address(options.get(CONF_STORE_URL, ""))
    except ValueError:
        return {CONF_STORE_URL: "invalid_url"}
    return {}


def _address(text: str) -> str:
    """Return a full URL; without a scheme, Chroma's own port is meant. Raises ValueError."""
    bare = "://" not in text
    url = URL(f"http://{text}" if bare else text)
    if url.scheme not in {"http", "https"} or not url.host or url.user or " " in text:
        raise ValueError
    if bare and url.explicit_port is None:
        url = url.with_port(_CHROMA_PORT)
    return str(url.with_query(None).with_fragment(None)).rstrip("/")
