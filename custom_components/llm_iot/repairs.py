"""What the user can mend: an assistant that carries out commands before we can verify them."""

from collections.abc import Iterable
import logging
from typing import Any, Final, NamedTuple

from homeassistant.components.assist_pipeline import (
    DOMAIN as PIPELINE_DOMAIN,
    Pipeline,
    async_get_pipelines,
    async_update_pipeline,
)
from homeassistant.components.assist_pipeline.pipeline import KEY_ASSIST_PIPELINE
from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow, RepairsFlowResult
from homeassistant.const import EVENT_COMPONENT_LOADED, Platform
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.helpers.collection import CollectionChange
from homeassistant.helpers.debounce import Debouncer
from homeassistant.setup import EventComponentLoaded

from . import capabilities
from .agent import Agent
from .capability import Risk
from .const import DOMAIN
from .coordinator import LlmIotConfigEntry
from .models import Device
from .policy import Policy
from .storage.choice import DAMAGED, VECTORS_DAMAGED

_LOGGER = logging.getLogger(__name__)

LOCAL_HANDLING: Final = "local_handling"
"""An assistant prefers to handle commands locally although a critical device is exposed:
such a command never comes to us, so nobody asks first."""
COOLDOWN: Final = 1.0
"""Seconds between a change and the look at it, as a starting home changes many times in a row."""


class LocalHandlingWatch:
    """Has the issue there as long as there is reason for it."""

    def __init__(self, hass: HomeAssistant, entry: LlmIotConfigEntry) -> None:
        """Name the entry; its runtime data must be set."""
        self._hass = hass
        self._entry = entry
        self._debouncer = Debouncer(
            hass, _LOGGER, cooldown=COOLDOWN, immediate=False, function=self._async_look
        )

    @callback
    def async_start(self) -> None:
        """Follow the pipelines until the entry is unloaded; of other changes it is told."""
        self._entry.async_on_unload(self._async_stop)
        if PIPELINE_DOMAIN in self._hass.config.components:
            self._async_follow()
        else:
            self._entry.async_on_unload(
                self._hass.bus.async_listen(EVENT_COMPONENT_LOADED, self._async_loaded)
            )

    @callback
    def async_request(self) -> None:
        """Ask for a look, as something has changed."""
        self._debouncer.async_schedule_call()

    @callback
    def _async_loaded(self, event: Event[EventComponentLoaded]) -> None:
        """Follow the pipelines if it is they that have come."""
        if event.data["component"] == PIPELINE_DOMAIN:
            self._async_follow()
            self.async_request()

    @callback
    def _async_follow(self) -> None:
        """Follow the collection of pipelines."""
        store = self._hass.data[KEY_ASSIST_PIPELINE].pipeline_store

        async def changed(_changes: Iterable[CollectionChange]) -> None:
            self.async_request()

        self._entry.async_on_unload(store.async_add_change_set_listener(changed))

    @callback
    def _async_look(self) -> None:
        """Create the issue, or remove it."""
        bypassing = _bypassing(self._hass, self._entry)
        agents = self._entry.runtime_data.agents
        guarded = self._guarded([agents[pipeline.agent] for pipeline in bypassing])
        if not guarded:
            ir.async_delete_issue(self._hass, DOMAIN, _issue_id(self._entry.entry_id))
            return
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            _issue_id(self._entry.entry_id),
            data={"entry_id": self._entry.entry_id},
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=LOCAL_HANDLING,
            translation_placeholders={
                "pipelines": ", ".join(sorted(each.pipeline.name for each in bypassing)),
                "devices": ", ".join(sorted({device.name for device in guarded})),
            },
        )

    def _guarded(self, agents: Iterable[Agent]) -> list[Device]:
        """Return the exposed devices about which one of these agents asks."""
        view = self._entry.runtime_data.home.async_view()
        policies = [Policy(risks=agent.policies.async_risks()) for agent in agents]
        return [
            device
            for device in view.devices
            for item in capabilities.supported(device, view.state(device.entity_id).attributes)
            if any(policy.risk(device, item) is Risk.CRITICAL for policy in policies)
        ]

    @callback
    def _async_stop(self) -> None:
        """Look no more; an entry that is not loaded has no agent to go round."""
        self._debouncer.async_shutdown()
        ir.async_delete_issue(self._hass, DOMAIN, _issue_id(self._entry.entry_id))


class LocalHandlingFlow(ConfirmRepairFlow):
    """Turns the preference off in the assistants that use our agents."""

    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Ask for a yes, then do it."""
        entry_id = str((self.data or {}).get("entry_id"))
        entry = self.hass.config_entries.async_get_entry(entry_id)
        if user_input is not None and entry is not None:
            for each in _bypassing(self.hass, entry):
                await async_update_pipeline(self.hass, each.pipeline, prefer_local_intents=False)
        return await super().async_step_confirm(user_input)


async def async_create_fix_flow(
    _hass: HomeAssistant, issue_id: str, _data: dict[str, Any] | None
) -> RepairsFlow:
    """Return the flow that mends an issue of ours; a damaged store only has to be known."""
    if issue_id.startswith((DAMAGED, VECTORS_DAMAGED)):
        return ConfirmRepairFlow()
    return LocalHandlingFlow()


class _Bypassing(NamedTuple):
    """An assistant that does not always ask the agent that it has."""

    pipeline: Pipeline
    agent: str
    """Id of the agent's subentry."""


def _bypassing(hass: HomeAssistant, entry: LlmIotConfigEntry) -> list[_Bypassing]:
    """Return the assistants that go round an agent of an entry."""
    if PIPELINE_DOMAIN not in hass.config.components:
        return []
    registry = er.async_get(hass)
    agents = {
        registry.async_get_entity_id(Platform.CONVERSATION, DOMAIN, subentry_id): subentry_id
        for subentry_id in entry.runtime_data.agents
    }
    return [
        _Bypassing(pipeline, agents[pipeline.conversation_engine])
        for pipeline in async_get_pipelines(hass)
        if pipeline.prefer_local_intents and pipeline.conversation_engine in agents
    ]


def _issue_id(entry_id: str) -> str:
    return f"{LOCAL_HANDLING}_{entry_id}"
