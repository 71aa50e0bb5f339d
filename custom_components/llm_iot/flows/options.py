"""The options of an entry."""

from typing import Any

from homeassistant.config_entries import ConfigFlowResult

from .record import RecordSteps
from .storage import StoreSteps


class EntryOptionsFlow(RecordSteps, StoreSteps):
    """Lets choose what to change: what is kept, or where."""

    async def async_step_init(
        self,
        user_input: dict[str, Any] | None = None,  # noqa: ARG002  # a menu takes none
    ) -> ConfigFlowResult:
        """Show the menu."""
        return self.async_show_menu(step_id="init", menu_options=["record", "store"])
