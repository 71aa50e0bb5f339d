"""The subentry flow of an MQTT gateway: its broker, and what its devices are."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigSubentry,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.const import CONF_DEVICE, CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_USERNAME
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import AbortFlow, section
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from ..const import (
    CONF_BASE_TOPIC,
    CONF_CERTIFICATE,
    CONF_CERTIFICATE_AUTHORITY,
    CONF_HEARTBEAT,
    CONF_KEY,
    CONF_KIND,
    CONF_KINDS,
    CONF_TLS,
    CONF_TRY_TOPICS,
    SUBENTRY_GATEWAY,
)
from ..errors import GatewayError
from ..gateway.assembly import async_settings
from ..gateway.connection import async_check
from ..gateway.core_connection import async_check_core, async_is_available
from ..gateway.description import MAX_HEARTBEAT, Kind
from ..gateway.topics import DEFAULT_BASE, Topics

DEFAULT_PORT: Final = 1883
SECTION_TLS: Final = "encryption"
AUTOMATIC: Final = "automatic"
_HIGHEST_PORT: Final = 65535
_LONGEST_TEXT: Final = 256
_LONGEST_PEM: Final = 65536

_WHOLE: Final = NumberSelectorMode.BOX
_PEM: Final = TextSelector(TextSelectorConfig(multiline=True))
_PASSWORD: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD))
TOPIC_FIELDS: Final[Mapping[vol.Marker, Any]] = {
    vol.Required(CONF_BASE_TOPIC, default=DEFAULT_BASE): TextSelector(),
    vol.Optional(CONF_HEARTBEAT): vol.All(
        NumberSelector(
            NumberSelectorConfig(min=5, max=MAX_HEARTBEAT, mode=_WHOLE, unit_of_measurement="s")
        ),
        vol.Coerce(int),
    ),
    vol.Required(CONF_TRY_TOPICS, default=True): BooleanSelector(),
}
CREDENTIALS: Final[Mapping[vol.Marker, Any]] = {
    vol.Optional(CONF_USERNAME): TextSelector(),
    vol.Optional(CONF_PASSWORD): _PASSWORD,
}
TLS_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_TLS, default=False): BooleanSelector(),
        vol.Optional(CONF_CERTIFICATE_AUTHORITY): _PEM,
        vol.Optional(CONF_CERTIFICATE): _PEM,
        vol.Optional(CONF_KEY): _PEM,
    }
)
BROKER_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_HOST): TextSelector(),
        vol.Required(CONF_PORT, default=DEFAULT_PORT): vol.All(
            NumberSelector(NumberSelectorConfig(min=1, max=_HIGHEST_PORT, mode=_WHOLE)),
            vol.Coerce(int),
        ),
        **CREDENTIALS,
        **TOPIC_FIELDS,
        vol.Required(SECTION_TLS): section(TLS_SCHEMA, {"collapsed": True}),
    }
)
CORE_SCHEMA: Final = vol.Schema(dict(TOPIC_FIELDS))
CREDENTIALS_SCHEMA: Final = vol.Schema(dict(CREDENTIALS))


class GatewayFlow(ConfigSubentryFlow):
    """Add a gateway, or change one; nothing is stored that has not connected."""

    async def async_step_user(self, _: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for a broker, or for Home Assistant's own if there is a choice."""
        if async_is_available(self.hass):
            return self.async_show_menu(step_id="user", menu_options=["broker", "home_assistant"])
        return await self.async_step_broker()

    async def async_step_reconfigure(self, _: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask what is to be changed."""
        options = ["kind", "broker"]
        if async_is_available(self.hass):
            options.append("home_assistant")
        return self.async_show_menu(step_id="reconfigure", menu_options=options)

    async def async_step_broker(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask where the broker is and how to talk to it."""
        if user_input is None:
            return self._show_broker(_form_values(self._stored()), {})
        data = _broker_data(user_input, self._stored())
        if error := _find_error(data):
            return self._show_broker(user_input, error)
        self._abort_if_known(data)
        try:
            await async_check_gateway(self.hass, data)
        except GatewayError as err:
            return self._show_broker(user_input, {"base": err.key})
        return self._store(data[CONF_HOST], data)

    async def async_step_home_assistant(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for the topics at Home Assistant's own broker."""
        if user_input is None:
            return self._show_core(self._stored(), {})
        data = _topic_data(user_input)
        if error := _find_error(data):
            return self._show_core(user_input, error)
        self._abort_if_known(data)
        try:
            await async_check_gateway(self.hass, data)
        except GatewayError as err:
            return self._show_core(user_input, {"base": err.key})
        return self._store("Home Assistant", data)

    async def async_step_kind(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask what one of the devices is; the entry is not reloaded for that."""
        subentry = self._get_reconfigure_subentry()
        kinds = dict(subentry.data.get(CONF_KINDS, {}))
        names = self._device_names(subentry) | {known: known for known in kinds}
        if not names:
            return self.async_abort(reason="no_devices")
        if user_input is None:
            return self.async_show_form(step_id="kind", data_schema=_kind_schema(names))
        kinds.pop(user_input[CONF_DEVICE], None)
        if user_input[CONF_KIND] != AUTOMATIC:
            kinds[user_input[CONF_DEVICE]] = user_input[CONF_KIND]
        return self.async_update_and_abort(
            self._get_entry(), subentry, data={**subentry.data, CONF_KINDS: kinds}
        )

    def _stored(self) -> Mapping[str, Any]:
        """Return the data of the gateway that is changed, nothing of a new one."""
        return {} if self.source == SOURCE_USER else self._get_reconfigure_subentry().data

    def _device_names(self, subentry: ConfigSubentry) -> dict[str, str]:
        """Return what the devices that are known now are called, by id."""
        runtime = getattr(self._get_entry(), "runtime_data", None)
        gateway = runtime.gateways.get(subentry.subentry_id) if runtime else None
        devices = gateway.devices.items() if gateway else ()
        return {known: f"{device.description.name} ({known})" for known, device in devices}

    def _abort_if_known(self, data: Mapping[str, Any]) -> None:
        """Raise AbortFlow if another gateway has the same topics of the same broker."""
        same = (CONF_HOST, CONF_PORT, CONF_BASE_TOPIC)
        own = None if self.source == SOURCE_USER else self._get_reconfigure_subentry().subentry_id
        for other in self._get_entry().subentries.values():
            if other.subentry_type != SUBENTRY_GATEWAY or other.subentry_id == own:
                continue
            if all(other.data.get(key) == data.get(key) for key in same):
                raise AbortFlow("already_configured")

    def _store(self, title: str, data: dict[str, Any]) -> SubentryFlowResult:
        """Store the gateway; the update listener reloads the entry."""
        if self.source == SOURCE_USER:
            return self.async_create_entry(title=title, data=data)
        if kinds := self._stored().get(CONF_KINDS):
            data[CONF_KINDS] = kinds
        return self.async_update_and_abort(
            self._get_entry(), self._get_reconfigure_subentry(), title=title, data=data
        )

    def _show_broker(
        self, values: Mapping[str, Any], errors: Mapping[str, str]
    ) -> SubentryFlowResult:
        schema = self.add_suggested_values_to_schema(BROKER_SCHEMA, values)
        return self.async_show_form(step_id="broker", data_schema=schema, errors=dict(errors))

    def _show_core(
        self, values: Mapping[str, Any], errors: Mapping[str, str]
    ) -> SubentryFlowResult:
        schema = self.add_suggested_values_to_schema(CORE_SCHEMA, values)
        return self.async_show_form(
            step_id="home_assistant", data_schema=schema, errors=dict(errors)
        )


async def async_check_gateway(hass: HomeAssistant, data: Mapping[str, Any]) -> None:
    """Connect as the data of a gateway say. Raises GatewayError if that fails."""
    topics, tries_topics = Topics(data[CONF_BASE_TOPIC]), data.get(CONF_TRY_TOPICS, True)
    if CONF_HOST in data:
        await async_check(await async_settings(hass, data), topics, tries_topics=tries_topics)
    else:
        await async_check_core(hass, topics, tries_topics=tries_topics)


def with_credentials(data: Mapping[str, Any], user_input: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a gateway with another user name and password."""
    kept = {key: value for key, value in data.items() if key not in CREDENTIALS}
    return kept | _credentials(user_input, data)


def _credentials(user_input: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return the user name and the password; a password left empty stays that of its user."""
    username = user_input.get(CONF_USERNAME, "").strip()
    password = user_input.get(CONF_PASSWORD, "")
    if not username:
        return {}
    if not password and username == stored.get(CONF_USERNAME):
        password = stored.get(CONF_PASSWORD, "")
    return {CONF_USERNAME: username, CONF_PASSWORD: password}


def _topic_data(user_input: Mapping[str, Any]) -> dict[str, Any]:
    data = {key: user_input[key] for key in map(str, TOPIC_FIELDS) if key in user_input}
    if data.get(CONF_TRY_TOPICS):  # stored only if it is off
        del data[CONF_TRY_TOPICS]
    return data


def _broker_data(user_input: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is stored of a form; a private key left empty stays that of its certificate."""
    tls = {key: value for key, value in user_input[SECTION_TLS].items() if value}
    if not tls.pop(CONF_TLS, False):
        tls = {}
    else:
        certificate = tls.get(CONF_CERTIFICATE)
        if certificate and CONF_KEY not in tls and certificate == stored.get(CONF_CERTIFICATE):
            tls[CONF_KEY] = stored[CONF_KEY]
        tls[CONF_TLS] = True
    return {
        CONF_HOST: user_input[CONF_HOST].strip(),
        CONF_PORT: user_input[CONF_PORT],
        **_credentials(user_input, stored),
        **_topic_data(user_input),
        **tls,
    }


def _form_values(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form of a stored gateway holds: no password and no key."""
    hidden = {CONF_PASSWORD, CONF_KEY}
    shown = {key: value for key, value in data.items() if key not in hidden}
    return shown | {SECTION_TLS: shown}


def _find_error(data: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with a form: keys of sentences by field. Cleans the base topic."""
    host = data.get(CONF_HOST, "localhost")
    if not host or not host.isprintable() or set(host) & set(" /@") or len(host) > _LONGEST_TEXT:
        return {CONF_HOST: "invalid_host"}
    if any(len(data.get(key, "")) > _LONGEST_TEXT for key in map(str, CREDENTIALS)):
        return {"base": "gateway_auth"}
    if any(
        len(data.get(key, "")) > _LONGEST_PEM
        for key in (CONF_CERTIFICATE_AUTHORITY, CONF_CERTIFICATE, CONF_KEY)
    ):
        return {"base": "gateway_certificate"}
    try:
        data[CONF_BASE_TOPIC] = Topics.parse(data[CONF_BASE_TOPIC]).base
    except ValueError:
        return {CONF_BASE_TOPIC: "invalid_topic"}
    return {}


def _kind_schema(names: Mapping[str, str]) -> vol.Schema:
    devices = [SelectOptionDict(value=known, label=name) for known, name in names.items()]
    return vol.Schema(
        {
            vol.Required(CONF_DEVICE): SelectSelector(
                SelectSelectorConfig(options=devices, mode=SelectSelectorMode.DROPDOWN, sort=True)
            ),
            vol.Required(CONF_KIND, default=AUTOMATIC): SelectSelector(
                SelectSelectorConfig(
                    options=[AUTOMATIC, *(kind.value for kind in Kind)],
                    mode=SelectSelectorMode.DROPDOWN,
                    translation_key=CONF_KIND,
                )
            ),
        }
    )
