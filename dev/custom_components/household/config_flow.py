"""Adding a household: the file that describes it."""

from pathlib import Path
from typing import Any, override

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult
import voluptuous as vol

from .const import CONF_FILE, DOMAIN
from .home import load_home


class HouseholdConfigFlow(ConfigFlow, domain=DOMAIN):
    """Asks for the path of a home's JSON file."""

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Take a home whose file is right."""
        errors = {}
        if user_input is not None:
            path = Path(user_input[CONF_FILE])
            try:
                home = await self.hass.async_add_executor_job(load_home, path)
            except OSError, ValueError, vol.Invalid:
                errors[CONF_FILE] = "no_home"
            else:
                return self.async_create_entry(title=home.name, data=user_input)
        schema = vol.Schema({vol.Required(CONF_FILE): str})
        return self.async_show_form(step_id="user", data_schema=schema, errors=errors)
