"""The form on which the models are chosen, and the download of those that are missing."""

from abc import abstractmethod
import asyncio
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from homeassistant.data_entry_flow import FlowContext, FlowHandler, FlowResult
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import voluptuous as vol

from ..const import CONF_CHAT_MODEL, CONF_EMBEDDING_MODEL, CONF_REMOVE_MODEL
from ..model.home_model import OFFERED, async_make
from ..model.types import ModelInfo
from ..tuned.mark import NAME as HOME_MODEL
from .server import Server, ServerProblem, async_connected

NO_MODEL: Final = "none"
"""The choice to do without an embedding model."""
_MEGA: Final = 1e6
_GIGA: Final = 1e9


class Role(NamedTuple):
    """What a model is chosen for."""

    fits: Callable[[ModelInfo], bool]
    error: str


ROLES: Final = {
    CONF_CHAT_MODEL: Role(lambda model: model.chats, "not_a_chat_model"),
    CONF_EMBEDDING_MODEL: Role(lambda model: model.embeds, "not_an_embedding_model"),
}
"""By field."""


class ModelSteps[ContextT: FlowContext, ResultT: FlowResult[Any, Any], HandlerT](
    FlowHandler[ContextT, ResultT, HandlerT]
):
    """The steps of choosing models; a flow sets the server and its models, then enters.

    A name that is not installed is downloaded first. `_choice` is what the form holds;
    whatever goes wrong leads back to it.
    """

    _server: Server
    _models: tuple[ModelInfo, ...]
    _choice: dict[str, Any]
    _missing: Mapping[str, str]
    """The names to download, by field."""
    _pull: asyncio.Task[None] | None = None
    _failed: Mapping[str, str] = MappingProxyType({})
    """Why the download ended early: the key of a sentence, by field."""
    _said: str = "-"
    """What the server said of it."""
    _made: bool = False
    """Whether this flow has put the model made for homes into the server."""

    @abstractmethod
    def _schema(self, model_fields: Mapping[vol.Marker, Any]) -> vol.Schema:
        """Return the whole form, of which the models are a part."""

    @abstractmethod
    def _async_chosen(self, data: dict[str, Any]) -> ResultT:
        """Finish the flow: the models of `data` are installed and fit."""

    async def async_step_models(self, user_input: dict[str, Any] | None = None) -> ResultT:
        """Ask for the models."""
        if user_input is None:
            return self._show_models({})
        self._choice = user_input
        self._failed = {}
        self._missing = {
            field: name
            for field, name in _names(user_input).items()
            if find_model(self._models, name) is None
        }
        return await self.async_step_pull() if self._missing else self._judge()

    async def async_step_pull(self, _: dict[str, Any] | None = None) -> ResultT:
        """Show how far the download is, until it ends."""
        if self._pull is None:
            self._pull = self.hass.async_create_background_task(
                self._async_pull(), "llm_iot download of models"
            )
        if self._pull.done():
            return self.async_show_progress_done(next_step_id="pulled")
        return self.async_show_progress(
            step_id="pull",
            progress_action="pull",
            description_placeholders={"models": ", ".join(self._missing.values())},
            progress_task=self._pull,
        )

    async def async_step_pulled(self, _: dict[str, Any] | None = None) -> ResultT:
        """Go on with what the download brought."""
        self._pull = None
        return self._judge()

    async def _async_pull(self) -> None:
        """Download what is missing and look again at what is installed."""
        shown = -1
        current = "base"
        try:
            async with async_connected(self.hass, self._server) as client:
                for done, (field, name) in enumerate(self._missing.items()):
                    current = field
                    made = OFFERED and name == HOME_MODEL
                    parts = async_make(client, self._models) if made else client.pull(name)
                    async for part in parts:
                        fraction = (done + part.fraction) / len(self._missing)
                        if (percent := int(fraction * 100)) != shown:
                            shown = percent
                            self.async_update_progress(fraction)
                    self._made |= made
                current = "base"
                self._models = await client.models()
        except ServerProblem as problem:
            refused = current != "base" and problem.key == "server_error"
            self._failed = {current: "pull_failed" if refused else problem.key}
            self._said = problem.said

    def _judge(self) -> ResultT:
        """Finish if every model is there and can do what it is chosen for."""
        if self._failed:
            return self._show_models(self._failed)
        data = {key: value for key, value in self._choice.items() if key not in ROLES}
        errors: dict[str, str] = {}
        for field, name in _names(self._choice).items():
            if (model := find_model(self._models, name)) is None:
                errors[field] = "model_missing"
            elif not ROLES[field].fits(model):
                errors[field] = ROLES[field].error
            else:
                data[field] = model.name
        return self._show_models(errors) if errors else self._async_chosen(data)

    def _with_removal(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return an agent's data with whether its model goes with it: if it is ours, and asked.

        A model that was put there by this flow goes by default.
        """
        found = {key: value for key, value in data.items() if key != CONF_REMOVE_MODEL}
        if data[CONF_CHAT_MODEL] == HOME_MODEL:
            found[CONF_REMOVE_MODEL] = data.get(CONF_REMOVE_MODEL, self._made)
        return found

    def _show_models(self, errors: Mapping[str, str]) -> ResultT:
        """Show the form."""
        schema = self._schema(_model_fields(self._models))
        return self.async_show_form(
            step_id="models",
            data_schema=self.add_suggested_values_to_schema(schema, self._choice),
            errors=dict(errors),
            description_placeholders={"error": self._said},
        )


def first_choice(models: Iterable[ModelInfo]) -> dict[str, Any]:
    """Return the models a new form suggests: the one made for homes, and the smallest that embeds.

    A component without the adapter suggests the smallest that chats.
    """
    smallest = sorted(models, key=lambda model: model.size)
    fitting = {field: next(filter(role.fits, smallest), None) for field, role in ROLES.items()}
    choice = {CONF_EMBEDDING_MODEL: NO_MODEL} | {
        field: model.name for field, model in fitting.items() if model
    }
    if OFFERED:
        choice[CONF_CHAT_MODEL] = HOME_MODEL
    return choice


def find_model(models: Iterable[ModelInfo], name: str) -> ModelInfo | None:
    """Return the installed model a name means; the tag may be left out if it is `latest`."""
    wanted = name.strip().casefold()
    if ":" not in wanted.rpartition("/")[2]:
        wanted += ":latest"
    return next((model for model in models if model.name.casefold() == wanted), None)


def _names(choice: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of the chosen models by field; only embeddings can be done without."""
    names = {field: choice[field].strip() for field in ROLES}
    if names[CONF_EMBEDDING_MODEL] == NO_MODEL:
        del names[CONF_EMBEDDING_MODEL]
    return names


def _model_fields(models: Iterable[ModelInfo]) -> dict[vol.Marker, Any]:
    """Return a select for each role, with the installed models that fit."""
    options = {
        field: [
            SelectOptionDict(value=model.name, label=f"{model.name} ({_size(model.size)})")
            for model in models
            if role.fits(model)
        ]
        for field, role in ROLES.items()
    }
    options[CONF_EMBEDDING_MODEL].append(SelectOptionDict(value=NO_MODEL, label=NO_MODEL))
    if OFFERED and find_model(models, HOME_MODEL) is None:
        offer = SelectOptionDict(value=HOME_MODEL, label=HOME_MODEL)
        options[CONF_CHAT_MODEL].insert(0, offer)
    return {
        vol.Required(field): SelectSelector(
            SelectSelectorConfig(
                options=choices,
                custom_value=True,
                mode=SelectSelectorMode.DROPDOWN,
                translation_key=field,
            )
        )
        for field, choices in options.items()
    }


def _size(size: int) -> str:
    """Return a number of bytes for people."""
    return f"{size / _GIGA:.1f} GB" if size >= _GIGA else f"{size / _MEGA:.0f} MB"
