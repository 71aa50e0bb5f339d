"""The subentry flow of an agent: its name, its models and how it uses them."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntryState,
    ConfigSubentryFlow,
    SubentryFlowContext,
    SubentryFlowResult,
)
from homeassistant.const import CONF_NAME
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from ..const import (
    CONF_BEGIN_TIMEOUT,
    CONF_CHAT_MODEL,
    CONF_EMBEDDING_MODEL,
    CONF_GENERAL,
    CONF_HABITS,
    CONF_INSTRUCTIONS,
    CONF_KEEP_ALIVE,
    CONF_LEARN,
    CONF_NUM_CTX,
    CONF_NUM_THREAD,
    CONF_PIN_HASH,
    CONF_REMOVE_MODEL,
    CONF_SHARE_TEXT,
    CONF_TIMEOUT,
    DEFAULT_BEGIN_TIMEOUT,
    DEFAULT_GENERAL,
    DEFAULT_HABITS,
    DEFAULT_KEEP_ALIVE,
    DEFAULT_LEARN,
    DEFAULT_NAME,
    DEFAULT_NUM_CTX,
    DEFAULT_NUM_THREAD,
    DEFAULT_SHARE_TEXT,
    DEFAULT_TIMEOUT,
    MAX_NUM_CTX,
    MIN_NUM_CTX,
)
from ..errors import StorageError
from ..tuned.mark import NAME as HOME_MODEL
from .model_steps import NO_MODEL, ModelSteps, first_choice
from .safety import CONF_PIN, SAFETY_SCHEMA, STORED, async_stored, find_error, form_values
from .server import Server, ServerProblem, async_installed_models

SECTION_ADVANCED: Final = "advanced"
SECTION_SAFETY: Final = "safety"
CONF_FORGET: Final = "forget_learned"
"""Ticked to forget; it is never stored."""


def _whole(least: int, most: int, unit: str | None = None) -> vol.All:
    """Return a field for a whole number; the selector alone gives a float."""
    config = NumberSelectorConfig(min=least, max=most, mode=NumberSelectorMode.BOX)
    if unit:
        config["unit_of_measurement"] = unit
    return vol.All(NumberSelector(config), vol.Coerce(int))


ADVANCED_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_NUM_CTX, default=DEFAULT_NUM_CTX): _whole(MIN_NUM_CTX, MAX_NUM_CTX),
        vol.Required(CONF_NUM_THREAD, default=DEFAULT_NUM_THREAD): _whole(0, 256),
        vol.Required(CONF_KEEP_ALIVE, default=DEFAULT_KEEP_ALIVE): _whole(-1, 604800, "s"),
        vol.Required(CONF_BEGIN_TIMEOUT, default=DEFAULT_BEGIN_TIMEOUT): _whole(1, 600, "s"),
        vol.Required(CONF_TIMEOUT, default=DEFAULT_TIMEOUT): _whole(1, 600, "s"),
        vol.Required(CONF_SHARE_TEXT, default=DEFAULT_SHARE_TEXT): BooleanSelector(),
    }
)
"""What few people change; its defaults are those of a new agent."""


class ConversationFlow(
    ModelSteps[SubentryFlowContext, SubentryFlowResult, tuple[str, str]], ConfigSubentryFlow
):
    """Add an agent, or change one.

    The flow asks the server itself, so that an agent whose entry is not loaded can be
    mended. The entry reloads by its update listener.
    """

    _safety: Mapping[str, Any]
    """What is stored of the section about safety."""

    async def async_step_user(self, _: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Add an agent."""
        return await self._async_start({CONF_NAME: DEFAULT_NAME}, {})

    async def async_step_reconfigure(self, _: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Change an agent."""
        subentry = self._get_reconfigure_subentry()
        choice = {CONF_NAME: subentry.title} | _form_values(subentry.data)
        return await self._async_start(choice, subentry.data)

    async def _async_start(
        self, choice: dict[str, Any], stored: Mapping[str, Any]
    ) -> SubentryFlowResult:
        """Look at the server, then ask for everything on one form."""
        self._safety = {key: stored[key] for key in STORED if key in stored}
        choice |= {SECTION_SAFETY: form_values(self.hass, self._safety)}
        self._server = Server.from_data(self._get_entry().data)
        try:
            self._models = await async_installed_models(self.hass, self._server)
        except ServerProblem as problem:
            return self.async_abort(
                reason=problem.key, description_placeholders={"error": problem.said}
            )
        self._choice = first_choice(self._models) | choice
        return await self.async_step_models()

    @override
    async def async_step_models(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for everything; the PIN goes no further than here."""
        if user_input is not None:
            safety = user_input.pop(SECTION_SAFETY)
            forgets = user_input.pop(CONF_FORGET, False)
            self._choice = user_input | {SECTION_SAFETY: _without_pin(safety)}
            error = find_error(safety)
            if error is None and forgets:
                error = await self._async_forget()
            if error:
                return self._show_models({"base": error})
            pin_hash = self._safety.get(CONF_PIN_HASH)
            self._safety = await async_stored(self.hass, safety, pin_hash)
            user_input = self._choice
        return await super().async_step_models(user_input)

    async def _async_forget(self) -> str | None:
        """Forget what was learned; return the key of the sentence for what is in the way."""
        entry = self._get_entry()
        if entry.state is not ConfigEntryState.LOADED:
            return "not_loaded"
        try:
            await entry.runtime_data.memory.async_reset()
        except StorageError:
            return "not_forgotten"
        return None

    @override
    def _schema(self, model_fields: Mapping[vol.Marker, Any]) -> vol.Schema:
        """Ask for the name, the models, the instructions and the settings.

        Only an agent that is there is asked what becomes of what it has learned, and of its model.
        """
        forget: dict[vol.Marker, Any] = {}
        removal: dict[vol.Marker, Any] = {}
        if self.source != SOURCE_USER:
            forget = {vol.Required(CONF_FORGET, default=False): BooleanSelector()}
            if self._choice.get(CONF_CHAT_MODEL) == HOME_MODEL:
                removal = {vol.Required(CONF_REMOVE_MODEL, default=self._made): BooleanSelector()}
        return vol.Schema(
            {
                vol.Required(CONF_NAME): TextSelector(),
                **model_fields,
                **removal,
                vol.Optional(CONF_INSTRUCTIONS): TextSelector(TextSelectorConfig(multiline=True)),
                vol.Required(CONF_HABITS, default=DEFAULT_HABITS): BooleanSelector(),
                vol.Required(CONF_GENERAL, default=DEFAULT_GENERAL): BooleanSelector(),
                vol.Required(CONF_LEARN, default=DEFAULT_LEARN): BooleanSelector(),
                **forget,
                vol.Required(SECTION_SAFETY): section(SAFETY_SCHEMA, {"collapsed": True}),
                vol.Required(SECTION_ADVANCED): section(ADVANCED_SCHEMA, {"collapsed": True}),
            }
        )

    @override
    def _async_chosen(self, data: dict[str, Any]) -> SubentryFlowResult:
        """Store the agent; its settings lie flat beside its models."""
        title = data.pop(CONF_NAME)
        del data[SECTION_SAFETY]
        data |= data.pop(SECTION_ADVANCED)
        data = self._with_removal({**data, **self._safety})
        if self.source == SOURCE_USER:
            return self.async_create_entry(title=title, data=data)
        return self.async_update_and_abort(
            self._get_entry(), self._get_reconfigure_subentry(), title=title, data=data
        )


def _without_pin(safety: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the section about safety shows again: all but the PIN."""
    return {key: value for key, value in safety.items() if key != CONF_PIN}


def _form_values(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form of a stored agent holds."""
    advanced = {key: data[key] for key in ADVANCED_SCHEMA.schema if key in data}
    apart = {*advanced, *STORED}
    rest = {key: value for key, value in data.items() if key not in apart}
    return {CONF_EMBEDDING_MODEL: NO_MODEL} | rest | {SECTION_ADVANCED: advanced}
