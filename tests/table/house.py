"""One domain of a house, made of Home Assistant's own demonstration devices and helpers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from unittest.mock import patch

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.components.kitchen_sink.lawn_mower import DemoLawnMower
from homeassistant.components.lawn_mower.const import LawnMowerActivity, LawnMowerEntityFeature
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_component import EntityComponent
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

DEMO = "homeassistant.components.demo"
PATIENCE = 0.3
"""Seconds that pass in earnest before one is made to pass: threads need them."""
HELPERS = {
    "input_boolean": {"guests": None},
    "input_button": {"bell": None},
    "input_select": {"mode": {"options": ["Day", "Movie night", "Away"]}},
    "input_number": {"level": {"min": 0, "max": 50, "step": 5, "initial": 10}},
    "script": {
        "air_the_room": {"sequence": []},
        "long": {"sequence": [{"wait_template": "{{ false }}"}]},
    },
    "scene": [{"name": "Relax", "entities": {"input_boolean.guests": "on"}}],
    "alarm_control_panel": {
        "platform": "manual",
        "name": "House",
        "arming_time": 0,
        "code_arm_required": False,
    },
}
"""What is set up by YAML."""


async def async_set_up_domain(hass: HomeAssistant, domain: str) -> None:
    """Set up devices of a domain, all of them exposed."""
    assert await async_setup_component(hass, "homeassistant", {})
    if domain == "lawn_mower":
        await _async_add_mower(hass)
    elif domain in HELPERS:
        assert await async_setup_component(hass, domain, {domain: HELPERS[domain]})
    else:
        assert await async_setup_component(hass, "notify", {})  # how a robot says where it is
        await async_set_up_demo(hass, domain)
    await hass.async_block_till_done()
    for entity_id in hass.states.async_entity_ids(domain):
        async_expose_entity(hass, "conversation", entity_id, should_expose=True)


async def async_set_up_demo(hass: HomeAssistant, *domains: str) -> None:
    """Set up demonstration devices of some domains."""
    platforms = [Platform(domain) for domain in domains]
    entry = MockConfigEntry(domain="demo")
    entry.add_to_hass(hass)
    with patch(f"{DEMO}.COMPONENTS_WITH_CONFIG_ENTRY_DEMO_PLATFORM", platforms):
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()


async def _async_add_mower(hass: HomeAssistant) -> None:
    """Add a lawn mower that can do all there is."""
    assert await async_setup_component(hass, "lawn_mower", {})
    component: EntityComponent[DemoLawnMower] = hass.data["lawn_mower"]
    features = LawnMowerEntityFeature(0)
    for feature in LawnMowerEntityFeature:
        features |= feature
    mower = DemoLawnMower("mower", "Mower", LawnMowerActivity.DOCKED, features)
    await component.async_add_entities([mower])


async def async_pass(hass: HomeAssistant, seconds: int) -> None:
    """Let time pass, second by second."""
    now = dt_util.utcnow()
    for second in range(1, seconds + 1):
        async_fire_time_changed(hass, now + timedelta(seconds=second))
        await hass.async_block_till_done()


async def async_pass_until[T](hass: HomeAssistant, done: asyncio.Task[T]) -> T:
    """Let time pass until a task is done, and return its result."""
    now = dt_util.utcnow()
    while not (await asyncio.wait({done}, timeout=PATIENCE))[0]:
        now += timedelta(seconds=1)
        async_fire_time_changed(hass, now)
    return await done


@asynccontextmanager
async def fast_motors() -> AsyncIterator[None]:
    """Spare the demonstration locks and valves their two seconds."""
    with patch(f"{DEMO}.lock.LOCK_UNLOCK_DELAY", 0), patch(f"{DEMO}.valve.OPEN_CLOSE_DELAY", 0):
        yield
