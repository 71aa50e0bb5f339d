"""What holds whatever the network does, measured from the pins of boards with short times.

Their cut-off is 2 s, the controller may be gone for 1 s, and the heater rests for 1 s.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.boards import Board, board

from .clients import connected, reaches

MAX_ON_S = 2.0
GRACE_S = 1.0
REST_S = 1.0
LATE_S = 0.75
"""How late a busy machine may be."""
EARLY_S = 0.05
"""By how much reading the log may lag."""
KEPT = "kept as it is"
GONE = "No controller for 1s"
CUT_OFF = "On for 2s: switched off"
BUTTON = "'wall_button'"
"""What is logged when the button was looked at: one that is held at power-up switches nothing."""


@pytest.fixture
def light(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Board]:
    """Return a light that comes back as it was, just powered up."""
    request.getfixturevalue("socket_enabled")
    with board("short_light", tmp_path) as running:
        yield running


@pytest.fixture
def fan(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Board]:
    """Return a fan, just powered up."""
    request.getfixturevalue("socket_enabled")
    with board("short_fan", tmp_path) as running:
        yield running


@pytest.fixture
def heater(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Board]:
    """Return a heater, just powered up."""
    request.getfixturevalue("socket_enabled")
    with board("short_heater", tmp_path) as running:
        yield running


def stretches(device: Board) -> list[tuple[float, float]]:
    """Return from when to when the appliance had current, in seconds; inf if it still has."""
    found: list[tuple[float, float]] = []
    live: set[int] = set()
    for write in device.writes:
        before = bool(live)
        live = live - {write.pin} if write.level else live | {write.pin}
        if live and not before:
            found.append((write.at, float("inf")))
        elif before and not live:
            found[-1] = (found[-1][0], write.at)
    return found


def durations(device: Board) -> list[float]:
    """Return how long the appliance had current each time, in seconds."""
    return [end - begin for begin, end in stretches(device)]


async def logs(device: Board, text: str) -> bool:
    """Return whether a text comes into a board's log in good time."""
    return await asyncio.to_thread(device.until, lambda: device.has_logged(text))


async def press(device: Board, *, on: bool) -> bool:
    """Press the wall button and return whether the appliance follows."""
    assert await logs(device, BUTTON)
    with device.pressed():
        return await reaches(device, on=on)


async def test_the_board_cuts_the_appliance_off(light: Board) -> None:
    """Nobody has to be there for it: the light loses current when its time is over."""
    async with connected(light) as (client, key):
        client.light_command(key, state=True)
        assert await reaches(light, on=True)
        assert await reaches(light, on=False)
    assert durations(light) == [pytest.approx(MAX_ON_S + LATE_S / 2, abs=LATE_S / 2 + EARLY_S)]
    assert light.has_logged(CUT_OFF)


async def test_the_cut_off_begins_anew_with_each_time(light: Board) -> None:
    """What was on before does not shorten the next stretch."""
    async with connected(light) as (client, key):
        client.light_command(key, state=True)
        assert await reaches(light, on=True)
        assert not await reaches(light, on=False, within=MAX_ON_S / 2)
        client.light_command(key, state=False)
        assert await reaches(light, on=False)
        client.light_command(key, state=True)
        assert await reaches(light, on=True)
        assert await reaches(light, on=False)
    assert durations(light)[1] >= MAX_ON_S - EARLY_S


async def test_another_speed_does_not_put_the_cut_off_off(fan: Board) -> None:
    """The fan has been on for as long as it has been on, at whatever speeds."""
    async with connected(fan) as (client, key):
        client.fan_command(key, state=True, speed_level=1)
        assert await reaches(fan, on=True)
        assert not await reaches(fan, on=False, within=MAX_ON_S / 2)
        client.fan_command(key, state=True, speed_level=3)
        assert await asyncio.to_thread(fan.until, lambda: fan.speed() == 3)
        assert await reaches(fan, on=False)
    first, last = stretches(fan)
    assert last[1] - first[0] <= MAX_ON_S + LATE_S


async def test_the_fan_stops_when_the_controller_is_gone(fan: Board) -> None:
    """It runs on through the grace period, and not much longer."""
    async with connected(fan) as (client, key):
        client.fan_command(key, state=True, speed_level=1)
        assert await reaches(fan, on=True)
    gone = asyncio.get_running_loop().time()  # the clock of the writes
    assert await reaches(fan, on=False)
    ((_, end),) = stretches(fan)
    assert GRACE_S - 0.2 <= end - gone <= GRACE_S + LATE_S
    assert fan.has_logged(GONE)


async def test_a_controller_that_comes_back_in_time_changes_nothing(fan: Board) -> None:
    """A short absence is none: the state it finds is the one it left."""
    async with connected(fan) as (client, key):
        client.fan_command(key, state=True, speed_level=1)
        assert await reaches(fan, on=True)
    async with connected(fan):
        assert not await reaches(fan, on=False, within=1.3 * GRACE_S)
    assert not fan.has_logged(GONE)


async def test_who_only_looks_is_no_controller(fan: Board) -> None:
    """A client that reads the log does not keep the fan running."""
    async with connected(fan) as (client, key):
        client.fan_command(key, state=True, speed_level=1)
        assert await reaches(fan, on=True)
    async with connected(fan, controls=False):
        assert await logs(fan, GONE)
        assert await reaches(fan, on=False)
    assert not fan.has_logged(CUT_OFF)


async def test_the_light_stays_when_the_controller_is_gone(light: Board) -> None:
    """Nobody is left in the dark; the cut-off holds all the same."""
    async with connected(light) as (client, key):
        client.light_command(key, state=True)
        assert await reaches(light, on=True)
    assert await logs(light, KEPT)
    assert light.is_on()
    assert await reaches(light, on=False)
    assert durations(light)[0] >= MAX_ON_S - EARLY_S


async def test_the_button_needs_no_network(fan: Board) -> None:
    """Nobody has ever connected; each press switches, and a person's choice outlasts the grace."""
    assert await logs(fan, GONE)
    assert await press(fan, on=True)
    assert not await reaches(fan, on=False, within=1.3 * GRACE_S)
    assert await press(fan, on=False)
    assert durations(fan)[0] < MAX_ON_S


async def test_a_held_button_switches_once(light: Board) -> None:
    """It is the press that counts."""
    assert await logs(light, BUTTON)
    with light.pressed():
        assert await reaches(light, on=True)
        assert not await reaches(light, on=False, within=0.5)


async def test_a_light_comes_back_as_it_was_if_it_is_told_to(light: Board) -> None:
    """At power-up the relay is open at first; then it is restored, and cut off in time."""
    async with connected(light) as (client, key):
        client.light_command(key, state=True)
        assert await reaches(light, on=True)
    light.stop()
    before = len(light.writes)
    light.start()
    assert await reaches(light, on=True)
    assert light.writes[before].level
    assert await reaches(light, on=False)
    assert durations(light)[-1] <= MAX_ON_S + LATE_S


async def test_a_fan_never_comes_back_on(fan: Board) -> None:
    """Stored state or not: what turns stays off after power-up."""
    async with connected(fan) as (client, key):
        client.fan_command(key, state=True, speed_level=1)
        assert await reaches(fan, on=True)
    fan.stop()
    before = len(fan.writes)
    fan.start()
    assert await logs(fan, GONE)
    assert all(write.level for write in fan.writes[before:])


async def test_a_lost_connection_is_taken_up_again(fan: Board) -> None:
    """A controller whose connection broke finds the state, and commands again."""
    async with connected(fan) as (client, key):
        client.fan_command(key, state=True, speed_level=2)
        assert await reaches(fan, on=True)
        await client.disconnect(force=True)
    async with connected(fan, controls=False) as (client, key):
        states: asyncio.Queue[object] = asyncio.Queue()
        client.subscribe_states(states.put_nowait)
        async with asyncio.timeout(5):
            state = await states.get()
        assert (getattr(state, "state", None), getattr(state, "speed_level", None)) == (True, 2)
        client.fan_command(key, state=False)
        assert await reaches(fan, on=False)


async def test_the_heater_rests_after_power_up_and_after_each_time(heater: Board) -> None:
    """What is asked for meanwhile is refused, and the state stays the truth."""
    async with connected(heater) as (client, key):
        for _ in range(2):
            while not heater.is_on():
                client.switch_command(key, state=True)
                await reaches(heater, on=True, within=0.1)
            client.switch_command(key, state=False)
            assert await reaches(heater, on=False)
        client.switch_command(key, state=True)
        assert not await reaches(heater, on=True, within=REST_S / 2)
    assert heater.has_logged("Off for less than 1s: not switched on")
    (first, end), (second, _) = stretches(heater)
    assert first - heater.writes[0].at >= REST_S - 2 * EARLY_S
    assert second - end >= REST_S - EARLY_S


async def test_the_heater_goes_off_when_the_controller_is_gone(heater: Board) -> None:
    """Nothing heats unattended."""
    async with connected(heater) as (client, key):
        while not heater.is_on():
            client.switch_command(key, state=True)
            await reaches(heater, on=True, within=0.1)
    assert await reaches(heater, on=False)
    assert durations(heater)[0] < MAX_ON_S - EARLY_S
