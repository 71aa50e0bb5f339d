"""The step of the options that says what is kept of the home's past, how long, and deletes it."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
)
import voluptuous as vol

from ..capabilities import DOMAINS
from ..collection.record_settings import MEGABYTE, record_path
from ..collection.references import to_entity_ids, to_references
from ..const import (
    CONF_MOST_MEGABYTES,
    CONF_NOT_RECORDED,
    CONF_RECORD,
    CONF_RETENTION_DAYS,
    DEFAULT_MOST_MEGABYTES,
    DEFAULT_RETENTION_DAYS,
    MAX_MOST_MEGABYTES,
    MAX_RETENTION_DAYS,
    MIN_MOST_MEGABYTES,
    MIN_RETENTION_DAYS,
)
from ..errors import StorageError
from ..readings import READING_DOMAINS
from ..storage.record import size_of

CONF_DELETE: Final = "delete_record"
_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_RECORD, default=True): BooleanSelector(),
        vol.Required(CONF_RETENTION_DAYS, default=DEFAULT_RETENTION_DAYS): vol.All(
            NumberSelector(
                NumberSelectorConfig(
                    min=MIN_RETENTION_DAYS,
                    max=MAX_RETENTION_DAYS,
                    mode=NumberSelectorMode.BOX,
                    unit_of_measurement="d",
                )
            ),
            vol.Coerce(int),
        ),
        vol.Required(CONF_MOST_MEGABYTES, default=DEFAULT_MOST_MEGABYTES): vol.All(
            NumberSelector(
                NumberSelectorConfig(
                    min=MIN_MOST_MEGABYTES,
                    max=MAX_MOST_MEGABYTES,
                    mode=NumberSelectorMode.BOX,
                    unit_of_measurement="MB",
                )
            ),
            vol.Coerce(int),
        ),
        vol.Optional(CONF_NOT_RECORDED): EntitySelector(
            EntitySelectorConfig(domain=sorted(DOMAINS | READING_DOMAINS), multiple=True)
        ),
        vol.Required(CONF_DELETE, default=False): BooleanSelector(),
    }
)


class RecordSteps(OptionsFlow):
    """Asks what may be kept, and deletes it where that is wanted."""

    async def async_step_record(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the form, or take it."""
        if user_input is None:
            return await self._async_show_record(self._stored())
        if user_input.pop(CONF_DELETE):
            try:
                await self.config_entry.runtime_data.history.async_delete()
            except StorageError:
                return await self._async_show_record(user_input, {"base": "storage_failed"})
        left_out = to_references(self.hass, user_input.pop(CONF_NOT_RECORDED, ()))
        kept = self.config_entry.options | user_input | {CONF_NOT_RECORDED: left_out}
        return self.async_create_entry(data=kept)

    async def _async_show_record(
        self, values: Mapping[str, Any], errors: dict[str, str] | None = None
    ) -> ConfigFlowResult:
        """Show the form, with the room that the record takes now."""
        path = record_path(self.hass, self.config_entry.entry_id)
        size = await self.hass.async_add_executor_job(size_of, path)
        return self.async_show_form(
            step_id="record",
            data_schema=self.add_suggested_values_to_schema(_SCHEMA, values),
            description_placeholders={"size": f"{size / MEGABYTE:.1f}"},
            errors=errors,
        )

    @callback
    def _stored(self) -> dict[str, Any]:
        values = dict(self.config_entry.options)
        left_out = to_entity_ids(self.hass, values.pop(CONF_NOT_RECORDED, ()))
        return values | ({CONF_NOT_RECORDED: left_out} if left_out else {})
