"""Adding, changing and mending a gateway, with a real broker."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntryState,
    ConfigSubentryData,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.llm_iot.const import DOMAIN, SUBENTRY_GATEWAY
from custom_components.llm_iot.flows import mqtt_gateway
from dev.broker import Broker, set_password
from dev.ollama import free_port
from tests.gateway.board import DEADLINE, Board
from tests.gateway.house import call, until_state

from .driver import Result, checked, choose, send, start_gateway, suggestions

USER = "gateway"
PASSWORD = "correct horse"  # noqa: S105  # of a broker that lives for one test
TLS_OFF: dict[str, Any] = {"tls": False}


@pytest.fixture
def broker(
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
    tmp_path: Path,
) -> Iterator[Broker]:
    """Return a running broker with a user, who may read and write at home only."""
    passwords, rights = tmp_path / "passwords", tmp_path / "rights"
    set_password(passwords, USER, PASSWORD)
    set_password(passwords, "guest", PASSWORD)
    set_password(passwords, "narrow", PASSWORD)
    rights.write_text(
        f"user {USER}\ntopic readwrite home/#\nuser guest\ntopic read home/#\n"
        "user narrow\ntopic read home/plug1/status\ntopic write home/plug1/command\n"
    )
    settings = ("allow_anonymous false", f"password_file {passwords}", f"acl_file {rights}")
    with Broker(tmp_path / "broker", settings=settings) as running:
        yield running


@pytest.fixture
async def entry(
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
    home_assistant: HomeAssistant,
) -> AsyncIterator[MockConfigEntry]:
    """Return a loaded entry without any agent or gateway."""
    assert await async_setup_component(home_assistant, "conversation", {})
    entry = MockConfigEntry(domain=DOMAIN, title="Ollama", data={"url": "http://127.0.0.1:9"})
    entry.add_to_hass(home_assistant)
    assert await home_assistant.config_entries.async_setup(entry.entry_id)
    yield entry
    await home_assistant.config_entries.async_unload(entry.entry_id)


def filled(broker: Broker, **changes: Any) -> dict[str, Any]:
    """Return a form filled in rightly but for the changes."""
    form = {
        "host": "127.0.0.1",
        "port": broker.port,
        "username": USER,
        "password": PASSWORD,
        "base_topic": "home",
        "encryption": TLS_OFF,
    }
    return {key: value for key, value in (form | changes).items() if value is not None}


async def added(hass: HomeAssistant, entry: MockConfigEntry, form: dict[str, Any]) -> Result:
    """Add a gateway with a form."""
    result = await send(hass, await start_gateway(hass, entry), form)
    await hass.async_block_till_done()
    return result


@pytest.mark.parametrize(
    ("changes", "field", "error"),
    [
        ({"password": "wrong"}, "base", "gateway_auth"),
        ({"username": None, "password": None}, "base", "gateway_auth"),
        ({"username": "guest"}, "base", "gateway_topics"),
        ({"base_topic": "other"}, "base", "gateway_topics"),
        ({"username": "x" * 300}, "base", "gateway_auth"),
        ({"base_topic": "home/+"}, "base_topic", "invalid_topic"),
        ({"base_topic": ""}, "base_topic", "invalid_topic"),
        ({"host": "mqtt://broker"}, "host", "invalid_host"),
        ({"host": " "}, "host", "invalid_host"),
        ({"encryption": {"tls": True}}, "base", "gateway_tls"),
        (
            {"encryption": {"tls": True, "certificate_authority": "x"}},
            "base",
            "gateway_certificate",
        ),
        (
            {"encryption": {"tls": True, "certificate_authority": "x" * 70_000}},
            "base",
            "gateway_certificate",
        ),
    ],
)
async def test_what_does_not_work_is_said_and_can_be_mended(  # noqa: PLR0913, PLR0917
    changes: dict[str, Any],
    field: str,
    error: str,
    home_assistant: HomeAssistant,
    entry: MockConfigEntry,
    broker: Broker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each failure has its own sentence, and the form keeps what was filled in."""
    monkeypatch.setattr("custom_components.llm_iot.gateway.connection.TIMEOUT", 1.0)
    form = filled(broker, **changes)
    shown = await send(home_assistant, await start_gateway(home_assistant, entry), form)
    assert shown["errors"] == {field: error}
    assert suggestions(shown)["host"] == form["host"]
    assert not entry.subentries
    result = await send(home_assistant, shown, filled(broker))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await home_assistant.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED


async def test_nothing_at_the_port(home_assistant: HomeAssistant, entry: MockConfigEntry) -> None:
    """Said at once."""
    form = {"host": "127.0.0.1", "port": free_port(), "base_topic": "home", "encryption": TLS_OFF}
    shown = await send(home_assistant, await start_gateway(home_assistant, entry), form)
    assert shown["errors"] == {"base": "gateway_unreachable"}


async def test_the_devices_are_there_after_the_flow(
    home_assistant: HomeAssistant, entry: MockConfigEntry, broker: Broker
) -> None:
    """Nothing more has to be done, and no second gateway can be made for the same."""
    user = {"username": USER, "password": PASSWORD}
    async with Board("plug1", {"power": "on"}).running(broker.port, **user):
        await added(home_assistant, entry, filled(broker, heartbeat=60.0))
        await until_state(home_assistant, "switch.plug1", "on")
        (gateway,) = entry.subentries.values()
        assert gateway.title == "127.0.0.1"
        assert gateway.data == filled(broker, heartbeat=60, encryption=None)
        assert (await added(home_assistant, entry, filled(broker)))[
            "reason"
        ] == "already_configured"


async def test_rights_for_single_devices_are_enough(
    home_assistant: HomeAssistant, entry: MockConfigEntry, broker: Broker
) -> None:
    """They cannot be tried at a device that there is not, so the trial can be turned off."""
    user = {"username": USER, "password": PASSWORD}
    async with Board("plug1", {"power": "off"}).running(broker.port, **user) as board:
        narrow = filled(broker, username="narrow")
        shown = await send(home_assistant, await start_gateway(home_assistant, entry), narrow)
        assert shown["errors"] == {"base": "gateway_topics"}
        await send(home_assistant, shown, narrow | {"try_topics": False})
        await until_state(home_assistant, "switch.plug1", "off")
        await call(home_assistant, "turn_on", "switch.plug1")
        await until_state(home_assistant, "switch.plug1", "on")
        assert board.status == {"power": "on"}
        shown = await reconfigure(home_assistant, entry, "broker")
        assert suggestions(shown)["try_topics"] is False


async def reconfigure(hass: HomeAssistant, entry: MockConfigEntry, step: str) -> Result:
    """Choose what to change of the first gateway."""
    gateway = next(iter(entry.subentries))
    menu = await hass.config_entries.subentries.async_init(
        (entry.entry_id, SUBENTRY_GATEWAY),
        context={"source": SOURCE_RECONFIGURE, "subentry_id": gateway},
    )
    return await choose(hass, checked(menu), step)


async def test_a_gateway_is_changed(
    home_assistant: HomeAssistant, entry: MockConfigEntry, broker: Broker
) -> None:
    """No secret is shown again, and one that is left empty stays."""
    await added(home_assistant, entry, filled(broker))
    shown = await reconfigure(home_assistant, entry, "broker")
    assert "password" not in suggestions(shown)
    assert suggestions(shown)["username"] == USER
    form = filled(broker, password=None, base_topic="home/upstairs")
    result = await send(home_assistant, shown, form)
    assert result["reason"] == "reconfigure_successful"
    await home_assistant.async_block_till_done()
    (gateway,) = entry.subentries.values()
    assert gateway.data["password"] == PASSWORD
    assert gateway.data["base_topic"] == "home/upstairs"


@pytest.mark.usefixtures("mock_setup_entry")
async def test_what_the_form_does_not_show_stays(
    home_assistant: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key of the same certificate, and what its devices were said to be."""
    monkeypatch.setattr(mqtt_gateway, "async_check_gateway", AsyncMock())
    stored = {
        "host": "127.0.0.1",
        "port": 8883,
        "base_topic": "home",
        "tls": True,
        "certificate": "ours",
        "key": "secret",
        "kinds": {"plug1": "light"},
    }
    gateways = [
        ConfigSubentryData(
            subentry_type=SUBENTRY_GATEWAY, title="127.0.0.1", unique_id=None, data=data
        )
        for data in (stored, {"host": "127.0.0.1", "port": 8883, "base_topic": "garden"})
    ]
    entry = MockConfigEntry(
        domain=DOMAIN, data={"url": "http://127.0.0.1:9"}, subentries_data=gateways
    )
    entry.add_to_hass(home_assistant)
    for certificate, key in (("ours", "secret"), ("another", None)):
        shown = await reconfigure(home_assistant, entry, "broker")
        form = {"host": "127.0.0.1", "port": 8883, "base_topic": "home"}
        await send(
            home_assistant,
            shown,
            form | {"encryption": {"tls": True, "certificate": certificate}},
        )
        changed = next(iter(entry.subentries.values()))
        assert changed.data.get("key") == key
        assert changed.data["certificate"] == certificate
        assert changed.data["kinds"] == {"plug1": "light"}


async def test_the_kind_of_a_device_is_chosen(
    home_assistant: HomeAssistant, entry: MockConfigEntry, broker: Broker
) -> None:
    """It becomes that where it is; automatic takes the choice back."""
    await added(home_assistant, entry, filled(broker))
    result = await reconfigure(home_assistant, entry, "kind")
    assert result["reason"] == "no_devices"
    user = {"username": USER, "password": PASSWORD}
    async with Board("plug1", {"power": "on"}).running(broker.port, **user):
        await until_state(home_assistant, "switch.plug1", "on")
        runtime = entry.runtime_data
        gateway = next(iter(runtime.gateways.values()))
        shown = await reconfigure(home_assistant, entry, "kind")
        await send(home_assistant, shown, {"device": "plug1", "kind": "light"})
        await until_state(home_assistant, "light.plug1", "on")
        shown = await reconfigure(home_assistant, entry, "kind")
        await send(home_assistant, shown, {"device": "plug1", "kind": "automatic"})
        await until_state(home_assistant, "switch.plug1", "on")
        assert next(iter(entry.runtime_data.gateways.values())) is gateway


async def test_a_refused_password_is_asked_for_again(
    home_assistant: HomeAssistant, entry: MockConfigEntry, broker: Broker, tmp_path: Path
) -> None:
    """Home Assistant shows it by itself; the new one is tried before it is stored."""
    await added(home_assistant, entry, filled(broker))
    set_password(tmp_path / "passwords", USER, "another")
    broker.restart()
    manager = home_assistant.config_entries.flow
    async with asyncio.timeout(DEADLINE):
        while not manager.async_progress():  # noqa: ASYNC110  # there is no event to await
            await asyncio.sleep(0.01)
    (flow,) = manager.async_progress()
    assert flow["context"]["source"] == SOURCE_REAUTH
    shown = checked(await manager.async_configure(flow["flow_id"]))
    assert shown["step_id"] == "reauth_gateway"
    shown = await send(home_assistant, shown, {"username": USER, "password": "wrong"})
    assert shown["errors"] == {"base": "gateway_auth"}
    result = await send(home_assistant, shown, {"username": USER, "password": "another"})
    assert result["reason"] == "reauth_successful"
    await home_assistant.async_block_till_done()
    (gateway,) = entry.subentries.values()
    assert gateway.data["password"] == "another"  # noqa: S105  # of this test


async def test_a_gateway_that_is_gone_asks_for_no_password(
    home_assistant: HomeAssistant, entry: MockConfigEntry
) -> None:
    """It was deleted when its broker refused it."""
    gone = {"subentry_id": "of a gateway that is not there"}
    result = checked(await entry.start_reauth_flow(home_assistant, data=gone))
    assert result["reason"] == "gateway_removed"
