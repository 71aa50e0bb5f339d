"""The repair of assistants that go round the agent."""

from datetime import timedelta

from homeassistant.components.assist_pipeline.pipeline import (
    async_get_pipeline,
    async_update_pipeline,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.llm_iot.const import DOMAIN
from custom_components.llm_iot.repairs import COOLDOWN, LocalHandlingFlow, async_create_fix_flow
from tests.learning.house import async_house


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Return a configuration folder of the test's own, as our store lives in it."""
    return hass_tmp_config_dir


async def async_issues(hass: HomeAssistant) -> list[ir.IssueEntry]:
    """Return our issues once the agents have had the time to look."""
    await hass.async_block_till_done()
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=COOLDOWN + 1))
    await hass.async_block_till_done()
    return [issue for (domain, _), issue in ir.async_get(hass).issues.items() if domain == DOMAIN]


async def async_prefer_local(hass: HomeAssistant, home: str, **settings: list[str]) -> None:
    """Set up a home whose assistant handles commands locally before it asks our agent."""
    house = await async_house(hass, home, **settings)
    assert await async_setup_component(hass, "repairs", {})
    assert await async_setup_component(hass, "assist_pipeline", {})
    entities = er.async_entries_for_config_entry(er.async_get(hass), house.entry.entry_id)
    agent = next(each.entity_id for each in entities if each.domain == "conversation")
    await async_update_pipeline(
        hass, async_get_pipeline(hass), conversation_engine=agent, prefer_local_intents=True
    )


@pytest.mark.usefixtures("socket_enabled")
async def test_who_goes_round_the_agent_is_told_and_helped(home_assistant: HomeAssistant) -> None:
    """The assistant and the guarded things are named; a yes mends it."""
    hass = home_assistant
    await async_prefer_local(hass, "villa")
    (issue,) = await async_issues(hass)
    assert issue.is_fixable
    placeholders = issue.translation_placeholders or {}
    assert placeholders["pipelines"] == "Home Assistant"
    assert "Front door" in placeholders["devices"]
    assert "Kitchen spots" not in placeholders["devices"]

    flow = await async_create_fix_flow(hass, issue.issue_id, issue.data)
    assert isinstance(flow, LocalHandlingFlow)
    flow.hass, flow.handler, flow.data, flow.issue_id = hass, DOMAIN, issue.data, issue.issue_id
    assert (await flow.async_step_init())["type"] is FlowResultType.FORM
    assert async_get_pipeline(hass).prefer_local_intents
    assert (await flow.async_step_confirm({}))["type"] is FlowResultType.CREATE_ENTRY
    assert not async_get_pipeline(hass).prefer_local_intents
    assert await async_issues(hass) == []


@pytest.mark.usefixtures("socket_enabled")
async def test_where_nothing_is_guarded_nothing_is_wrong(home_assistant: HomeAssistant) -> None:
    """A home of lights may be handled locally."""
    await async_prefer_local(home_assistant, "cabin")
    assert await async_issues(home_assistant) == []
