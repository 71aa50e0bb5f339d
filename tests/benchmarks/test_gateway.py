"""The gateway under the load that the benchmark makes."""

from array import array
from dataclasses import replace
import gc
from typing import Any

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from benchmarks import gateway
from benchmarks.event_loop import Watch, async_count_changes, async_set_states, async_watch


@pytest.mark.usefixtures("socket_enabled")
async def test_no_last_state_is_lost_and_the_loop_is_not_held_up() -> None:
    """A short piece of the benchmark; processor time, so that a busy machine does not fail."""
    load = await gateway.async_run(50, 500.0, 4.0)
    assert load.missing == 0
    assert load.dropped == 0
    assert max(load.watch.held) * 1000 < gateway.HELD_UP_MS
    assert load.memory < gateway.MEMORY_MB
    assert load.entities == 2 * load.boards + 1
    assert all(load.commands.values())
    assert max(load.commands[gateway.OURS]) < gateway.LOST


def measured(**otherwise: Any) -> gateway.Load:
    """Return a load that meets every target but for what is said otherwise."""
    times = array("d", (0.0, 0.001))
    watch = Watch(late=times, busy=times, held=times)
    good = gateway.Load(
        boards=1,
        entities=3,
        rate=10.0,
        missing=0,
        dropped=0,
        states=1.0,
        watch=watch,
        plain=watch,
        memory=0.0,
        kept=0,
        processor=0.0,
        commands={gateway.OURS: (0.1, 0.2), gateway.BARE: (0.1, 0.2)},
    )
    return replace(good, **otherwise)


LONG = array("d", (0.0, 1.0))
SHORT = array("d", (0.0, 0.001))


@pytest.mark.parametrize(
    ("load", "missed"),
    [
        (measured(), None),
        (measured(missing=1), "boards whose last state is missing"),
        (measured(dropped=1), "messages dropped"),
        (measured(rate=9.0), "messages a second"),
        (measured(memory=gateway.MEMORY_MB + 1), "memory added (MB)"),
        (measured(watch=Watch(late=SHORT, held=LONG)), "longest step, processor time (ms)"),
        (measured(watch=Watch(late=LONG, held=SHORT)), "event loop late, longest (ms)"),
        (measured(watch=Watch(late=SHORT, held=SHORT, full=1)), "collections of all there is"),
    ],
)
def test_a_missed_target_is_told_and_ends_with_status_one(
    load: gateway.Load,
    missed: str | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The command says so to whoever reads it, and to whatever called it."""

    async def run(*_: object) -> gateway.Load:
        return load

    monkeypatch.setattr(gateway, "async_run", run)
    assert gateway.main(["--rate", "10"]) == (1 if missed else 0)
    told = f"Targets MISSED: {missed}\n" if missed else ""
    assert capsys.readouterr().out.rpartition("┘\n")[2] == told


async def test_the_comparison_changes_states_in_home_assistant_alone(hass: HomeAssistant) -> None:
    """As many as wanted, of as many entities, and each of them is an event."""
    events = async_capture_events(hass, EVENT_STATE_CHANGED)
    listeners = hass.bus.async_listeners()
    changes = async_count_changes(hass)
    async with async_watch() as watch:
        await async_set_states(hass, 10, 200.0, 0.5)
    await hass.async_block_till_done()
    assert len(hass.states.async_entity_ids("sensor")) == 10
    assert 0 < len(events) <= 100
    assert changes() == len(events)
    assert watch.late
    assert hass.bus.async_listeners() == listeners


async def test_collections_are_told_apart() -> None:
    """What a step takes is told with them and without; those of all there is are counted."""
    async with async_watch() as watch:
        gc.collect(1)
        gc.collect(1)
        gc.collect()
    assert watch.full == 1
    assert sum(watch.held) - sum(watch.busy) > max(watch.pauses) / 2 > 0
