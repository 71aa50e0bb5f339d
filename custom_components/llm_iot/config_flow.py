"""The config flow: an Ollama server, and the models of its first agent."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.config_entries import (
    ConfigEntry,
    ConfigFlow,
    ConfigFlowContext,
    ConfigFlowResult,
    ConfigSubentryFlow,
)
from homeassistant.const import CONF_URL, CONF_USERNAME
from homeassistant.core import callback
import voluptuous as vol

from .const import (
    CONF_SUBENTRY_ID,
    DEFAULT_NAME,
    DEFAULT_URL,
    DOMAIN,
    SUBENTRY_CONVERSATION,
    SUBENTRY_GATEWAY,
    SUBENTRY_RULE,
)
from .errors import GatewayError
from .flows.conversation import ADVANCED_SCHEMA, ConversationFlow
from .flows.model_steps import ModelSteps, first_choice
from .flows.mqtt_gateway import (
    CREDENTIALS_SCHEMA,
    GatewayFlow,
    async_check_gateway,
    with_credentials,
)
from .flows.options import EntryOptionsFlow
from .flows.rule import RuleFlow
from .flows.server import (
    KEY_SCHEMA,
    SERVER_SCHEMA,
    Server,
    ServerProblem,
    async_installed_models,
)


class LlmIotConfigFlow(
    ModelSteps[ConfigFlowContext, ConfigFlowResult, str], ConfigFlow, domain=DOMAIN
):
    """Set up a server with a first agent; change the server's address or key."""

    VERSION = 1
    MINOR_VERSION = 1

    _gateway_id: str
    """The subentry whose broker refuses the password."""

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return what can be added to a server."""
        return {
            SUBENTRY_CONVERSATION: ConversationFlow,
            SUBENTRY_RULE: RuleFlow,
            SUBENTRY_GATEWAY: GatewayFlow,
        }

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> EntryOptionsFlow:
        """Return the flow of the options."""
        return EntryOptionsFlow()

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the server."""
        if user_input is None:
            return self._show("user", SERVER_SCHEMA, {CONF_URL: DEFAULT_URL})
        if problem := await self._async_look(user_input):
            return self._show("user", SERVER_SCHEMA, user_input, problem)
        self._choice = first_choice(self._models)
        return await self.async_step_models()

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Begin again after the server has refused the key, or a broker the password."""
        if gateway := entry_data.get(CONF_SUBENTRY_ID):
            self._gateway_id = gateway
            return await self.async_step_reauth_gateway()
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for another key."""
        entry = self._get_reauth_entry()
        if user_input is None:
            return self._show("reauth_confirm", KEY_SCHEMA, {})
        if problem := await self._async_look({CONF_URL: entry.data[CONF_URL]} | user_input):
            return self._show("reauth_confirm", KEY_SCHEMA, user_input, problem)
        return self._async_store(entry)

    async def async_step_reauth_gateway(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for another user name and password of a gateway."""
        entry = self._get_reauth_entry()
        if (gateway := entry.subentries.get(self._gateway_id)) is None:
            return self.async_abort(reason="gateway_removed")
        errors = {}
        if user_input is not None:
            data = with_credentials(gateway.data, user_input)
            try:
                await async_check_gateway(self.hass, data)
            except GatewayError as err:
                errors["base"] = err.key
            else:
                self.hass.config_entries.async_update_subentry(entry, gateway, data=data)
                return self.async_abort(reason="reauth_successful")
        values = {CONF_USERNAME: gateway.data.get(CONF_USERNAME), **(user_input or {})}
        return self.async_show_form(
            step_id="reauth_gateway",
            data_schema=self.add_suggested_values_to_schema(CREDENTIALS_SCHEMA, values),
            errors=errors,
            description_placeholders={"gateway": gateway.title},
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for another address or key."""
        entry = self._get_reconfigure_entry()
        if user_input is None:
            return self._show("reconfigure", SERVER_SCHEMA, entry.data)
        if problem := await self._async_look(user_input):
            return self._show("reconfigure", SERVER_SCHEMA, user_input, problem)
        return self._async_store(entry)

    async def _async_look(self, user_input: Mapping[str, Any]) -> ServerProblem | None:
        """Keep the server a person means and what is installed there; return what is wrong."""
        try:
            self._server = Server.from_input(user_input)
            self._async_abort_entries_match({CONF_URL: self._server.url})
            self._models = await async_installed_models(self.hass, self._server)
        except ServerProblem as problem:
            return problem
        return None

    def _show(
        self,
        step_id: str,
        schema: vol.Schema,
        values: Mapping[str, Any],
        problem: ServerProblem | None = None,
    ) -> ConfigFlowResult:
        """Show a form about the server."""
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(schema, values),
            errors={"base": problem.key} if problem else {},
            description_placeholders={"error": problem.said} if problem else {},
        )

    @override
    def _schema(self, model_fields: Mapping[vol.Marker, Any]) -> vol.Schema:
        """Ask for nothing but the models."""
        return vol.Schema(model_fields)

    @override
    def _async_chosen(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Create the entry with its first agent."""
        return self.async_create_entry(
            title=self._server.host,
            data=self._server.data,
            subentries=[
                {
                    "subentry_type": SUBENTRY_CONVERSATION,
                    "data": self._with_removal(data) | ADVANCED_SCHEMA({}),
                    "title": DEFAULT_NAME,
                    "unique_id": None,
                }
            ],
        )

    def _async_store(self, entry: ConfigEntry) -> ConfigFlowResult:
        """Store the server in its entry and have the entry reload."""
        named_by_us = entry.title == Server.from_data(entry.data).host
        title = self._server.host if named_by_us else entry.title
        if entry.update_listeners:  # Only a loaded entry has its own, which reloads it.
            return self.async_update_and_abort(entry, title=title, data=self._server.data)
        return self.async_update_reload_and_abort(entry, title=title, data=self._server.data)
