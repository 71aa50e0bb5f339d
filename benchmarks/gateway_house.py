"""A Home Assistant with a gateway, and the processes around it, to be measured."""

import asyncio
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
import sys
from tempfile import TemporaryDirectory
from typing import Final

from homeassistant.config_entries import ConfigSubentryData
from homeassistant.const import CONF_HOST, CONF_PORT, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from custom_components.llm_iot.const import (
    CONF_BASE_TOPIC,
    CONF_CHAT_MODEL,
    DOMAIN,
    SUBENTRY_CONVERSATION,
    SUBENTRY_GATEWAY,
)
from custom_components.llm_iot.gateway.assembly import identifier
from custom_components.llm_iot.gateway.gateway import Gateway
from custom_components.llm_iot.preparation import Preparation
from dev.bootstrap import ROOT, SetupError
from dev.models import CHAT_MODEL

NO_OLLAMA: Final = "http://127.0.0.1:9"
"""Nothing listens there: the gateway works without any model."""


@dataclass(frozen=True, slots=True)
class House:
    """A running Home Assistant, and its only gateway."""

    hass: HomeAssistant
    gateway: Gateway
    preparation: Preparation
    subentry_id: str

    def entity_id(self, domain: str, device_id: str) -> str | None:
        """Return the entity that a device itself is, None while it is not there."""
        known_by = identifier(self.subentry_id, device_id)
        return er.async_get(self.hass).async_get_entity_id(domain, DOMAIN, known_by)

    async def async_unload(self) -> None:
        """Take the integration out of Home Assistant, with the gateway and its entities."""
        await _async_unload(self.hass)
        await self.hass.async_block_till_done()

    async def async_settle(self) -> None:
        """Wait until the agent is ready for the home that there is now."""
        await self.hass.async_block_till_done()
        await self.preparation.async_wait()


@asynccontextmanager
async def async_house(port: int) -> AsyncIterator[House]:
    """Run a Home Assistant with an agent, and with a gateway to the broker at a port."""
    with TemporaryDirectory(prefix="llm_iot-") as folder:
        async with async_test_home_assistant(config_dir=folder) as hass:
            # As in a real one, integrations are found in `custom_components`.
            hass.data.pop(DATA_CUSTOM_COMPONENTS)
            try:
                yield await _async_build(hass, port)
            finally:
                await _async_unload(hass)
                await hass.async_stop(force=True)


async def _async_unload(hass: HomeAssistant) -> None:
    for entry in hass.config_entries.async_entries(DOMAIN):
        await hass.config_entries.async_unload(entry.entry_id)


async def _async_build(hass: HomeAssistant, port: int) -> House:
    for component in ("homeassistant", "conversation"):
        if not await async_setup_component(hass, component, {}):
            raise SetupError(f"Home Assistant's {component} could not be set up.")
    broker = {CONF_HOST: "127.0.0.1", CONF_PORT: port, CONF_BASE_TOPIC: "home"}
    parts = (
        (SUBENTRY_CONVERSATION, "Home agent", {CONF_CHAT_MODEL: CHAT_MODEL}),
        (SUBENTRY_GATEWAY, "Broker", broker),
    )
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Ollama",
        data={CONF_URL: NO_OLLAMA},
        subentries_data=[
            ConfigSubentryData(data=data, subentry_type=kind, title=title, unique_id=None)
            for kind, title, data in parts
        ],
    )
    entry.add_to_hass(hass)
    if not await hass.config_entries.async_setup(entry.entry_id):
        raise SetupError(f"The gateway could not be set up: {entry.reason}.")
    ((subentry_id, gateway),) = entry.runtime_data.gateways.items()
    return House(hass, gateway, entry.runtime_data.preparation, subentry_id)


class Helper:
    """A process of the benchmark that is spoken with in lines."""

    def __init__(self, process: Process) -> None:
        """Speak with a process that has pipes."""
        if process.stdin is None or process.stdout is None:
            raise TypeError("The process was started without pipes")
        self._name = f"process {process.pid}"
        self._input, self._output = process.stdin, process.stdout

    def tell(self, line: str) -> None:
        """Send a line."""
        self._input.write(f"{line}\n".encode())

    async def hear(self) -> str:
        """Return the next line that it writes. Raises SetupError if it has ended."""
        line = (await self._output.readline()).decode().strip()
        if not line:
            raise SetupError(f"The {self._name} of the benchmark has ended before its time.")
        return line

    async def ask(self, line: object) -> str:
        """Send a line and return the answer."""
        self.tell(str(line))
        return await self.hear()

    def close(self) -> None:
        """Let it end, by the end of its input."""
        self._input.close()


@asynccontextmanager
async def async_helper(module: str, *arguments: object) -> AsyncIterator[Helper]:
    """Run a module of the benchmarks in a process of its own, which says when it is there."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"benchmarks.{module}"),
        *map(str, arguments),
        stdin=PIPE,
        stdout=PIPE,
        cwd=ROOT,
    )
    helper = Helper(process)
    try:
        await helper.hear()
        yield helper
    finally:
        helper.close()
        await process.wait()
