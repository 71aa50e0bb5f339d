"""The subentry flow of a rule: what the owner forbids, wants to be asked for, or limits."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.config_entries import SOURCE_USER, ConfigSubentryFlow, SubentryFlowResult
from homeassistant.const import CONF_CONDITION, CONF_NAME, CONF_TARGET
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.selector import (
    ConditionSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TargetSelector,
    TextSelector,
)
import voluptuous as vol

from ..collection.policies import async_compile
from ..collection.references import to_stored_target, to_target
from ..const import CONF_ACTIONS, CONF_EFFECT, CONF_MAXIMUM, CONF_MINIMUM
from ..policy import Effect
from ..table import TABLE

_LONGEST_NAME: Final = 60
_LONGEST_MESSAGE: Final = 200


class _PlainConditionSelector(ConditionSelector):
    """The condition editor, whose conditions are taken as it writes them.

    They are stored like that and compiled when needed, and the flow checks them itself, as
    it can say what is wrong with them.
    """

    @override
    def __call__(self, data: Any) -> list[Any]:
        """Return a list of conditions."""
        return data if isinstance(data, list) else [data]


class _FixedTargetSelector(TargetSelector):
    """The target editor without templates: what a rule is about is known at any time."""

    TARGET_SELECTION_SCHEMA = vol.Schema(cv.TARGET_FIELDS)


_ACTIONS: Final = sorted({item.action for item in TABLE})
_NUMBER: Final = NumberSelector(NumberSelectorConfig(mode=NumberSelectorMode.BOX, step="any"))
RULE_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_NAME): TextSelector(),
        vol.Required(CONF_TARGET): _FixedTargetSelector(),
        vol.Required(CONF_EFFECT, default=Effect.FORBID.value): SelectSelector(
            SelectSelectorConfig(
                options=[effect.value for effect in Effect],
                mode=SelectSelectorMode.DROPDOWN,
                translation_key=CONF_EFFECT,
            )
        ),
        vol.Optional(CONF_MINIMUM): _NUMBER,
        vol.Optional(CONF_MAXIMUM): _NUMBER,
        vol.Optional(CONF_ACTIONS): SelectSelector(
            SelectSelectorConfig(
                options=_ACTIONS,
                mode=SelectSelectorMode.DROPDOWN,
                multiple=True,
                translation_key=CONF_ACTIONS,
            )
        ),
        vol.Optional(CONF_CONDITION): _PlainConditionSelector(),
    }
)


class RuleFlow(ConfigSubentryFlow):
    """Add a rule, or change one; the entry reloads by its update listener."""

    async def async_step_user(self, _: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Add a rule."""
        return self._show({})

    async def async_step_reconfigure(self, _: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Change a rule."""
        subentry = self._get_reconfigure_subentry()
        target = to_target(self.hass, subentry.data[CONF_TARGET])
        return self._show({**subentry.data, CONF_NAME: subentry.title, CONF_TARGET: target})

    async def async_step_rule(self, user_input: dict[str, Any]) -> SubentryFlowResult:
        """Take a rule, or say what is wrong with it."""
        errors = find_errors(user_input)
        said = "-"
        try:
            checker = await async_compile(self.hass, user_input.get(CONF_CONDITION, ()))
            checker.async_unload()
        except (vol.Invalid, HomeAssistantError) as err:
            errors[CONF_CONDITION] = "invalid_condition"
            said = " ".join(str(err).split())[:_LONGEST_MESSAGE] or said
        if errors:
            return self._show(user_input, errors, said)
        title = " ".join(user_input[CONF_NAME].split())
        data = self._stored(user_input)
        if self.source == SOURCE_USER:
            return self.async_create_entry(title=title, data=data)
        return self.async_update_and_abort(
            self._get_entry(), self._get_reconfigure_subentry(), title=title, data=data
        )

    def _stored(self, user_input: Mapping[str, Any]) -> dict[str, Any]:
        """Return the data of a rule; only a limit has a range."""
        target = to_stored_target(self.hass, user_input[CONF_TARGET])
        data = {CONF_EFFECT: user_input[CONF_EFFECT], CONF_TARGET: target}
        kept = [CONF_CONDITION]
        if user_input[CONF_EFFECT] == Effect.LIMIT:
            kept += [CONF_MINIMUM, CONF_MAXIMUM]
        if user_input.get(CONF_ACTIONS):
            kept.append(CONF_ACTIONS)
        return data | {key: user_input[key] for key in kept if key in user_input}

    def _show(
        self, values: Mapping[str, Any], errors: Mapping[str, str] | None = None, said: str = "-"
    ) -> SubentryFlowResult:
        """Show the form."""
        return self.async_show_form(
            step_id="rule",
            data_schema=self.add_suggested_values_to_schema(RULE_SCHEMA, values),
            errors=dict(errors or {}),
            description_placeholders={"error": said},
        )


def find_errors(user_input: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with a rule besides its conditions: keys of sentences by field."""
    errors: dict[str, str] = {}
    name = " ".join(user_input[CONF_NAME].split())
    if not name.isprintable() or not 0 < len(name) <= _LONGEST_NAME:
        errors[CONF_NAME] = "invalid_name"
    if not any(user_input[CONF_TARGET].values()):
        errors[CONF_TARGET] = "no_target"
    minimum, maximum = user_input.get(CONF_MINIMUM), user_input.get(CONF_MAXIMUM)
    if user_input[CONF_EFFECT] == Effect.LIMIT:
        if minimum is None and maximum is None:
            errors[CONF_EFFECT] = "no_range"
        elif minimum is not None and maximum is not None and minimum > maximum:
            errors[CONF_MINIMUM] = "range_reversed"
    return errors
