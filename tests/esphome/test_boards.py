"""The virtual boards through ESPHome's own API, judged by their relays."""

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest

from dev.boards import PINS, Board, board
from dev.bootstrap import SetupError
from dev.esphome import compile_boards, compiler_version
from dev.pins import Write

from .clients import connected, reaches

LIVE_GAP_S = 0.19  # relay_gap less what reading the log may lag


async def reaches_speed(fan: Board, speed: int) -> bool:
    """Return whether the fan comes to a speed in good time."""
    return await asyncio.to_thread(fan.until, lambda: fan.speed() == speed)


def live_windings(writes: list[Write]) -> list[tuple[float, set[int]]]:
    """Return each change of the set of live windings, with its time."""
    numbers = {pin: number for number, pin in enumerate(PINS["fan"].values(), start=1)}
    changes: list[tuple[float, set[int]]] = [(0.0, set())]
    for write in writes:
        live = changes[-1][1] - {numbers[write.pin]}
        if not write.level:
            live = live | {numbers[write.pin]}
        if live != changes[-1][1]:
            changes.append((write.at, live))
    return changes


def test_boards_start_with_every_relay_open(boards: dict[str, Board]) -> None:
    """After power-up nothing gets current, and nothing did in between."""
    for device in boards.values():
        assert not device.is_on()
        assert {write.pin for write in device.writes} == {*PINS[device.name].values()}
        assert all(write.level for write in device.writes)


async def test_the_light_follows_commands(boards: dict[str, Board]) -> None:
    """On pulls pin 5 low, off lets it go."""
    light = boards["light"]
    async with connected(light) as (client, key):
        client.light_command(key, state=True)
        assert await reaches(light, on=True)
        assert (light.writes[-1].pin, light.writes[-1].level) == (5, False)
        client.light_command(key, state=False)
        assert await reaches(light, on=False)


async def test_the_tv_follows_commands(boards: dict[str, Board]) -> None:
    """On closes the relay, off opens it."""
    tv = boards["tv"]
    async with connected(tv) as (client, key):
        client.switch_command(key, state=True)
        assert await reaches(tv, on=True)
        assert tv.relays == {"relay": True}
        client.switch_command(key, state=False)
        assert await reaches(tv, on=False)


async def test_the_fan_has_three_speeds(boards: dict[str, Board]) -> None:
    """Each speed closes its own relay, and off opens them all."""
    fan = boards["fan"]
    async with connected(fan) as (client, key):
        for speed in (1, 2, 3):
            client.fan_command(key, state=True, speed_level=speed)
            assert await reaches_speed(fan, speed)
            assert [name for name, closed in fan.relays.items() if closed] == [f"speed_{speed}"]
        client.fan_command(key, state=False)
        assert await reaches_speed(fan, 0)


@pytest.mark.parametrize("pause", [0.0, 0.05])
async def test_two_windings_are_never_live(boards: dict[str, Board], pause: float) -> None:
    """Under quick changes the last speed wins, and only after a pause without current."""
    fan = boards["fan"]
    async with connected(fan) as (client, key):
        client.fan_command(key, state=True, speed_level=1)
        assert await reaches_speed(fan, 1)
        for speed in (3, 2, 3, 1, 2):
            client.fan_command(key, state=True, speed_level=speed)
            await asyncio.sleep(pause)
        assert await reaches_speed(fan, 2)
        client.fan_command(key, state=False)
        assert await reaches_speed(fan, 0)
    changes = live_windings(fan.writes)
    assert [live for _, live in changes] == [set(), {1}, set(), {2}, set()]
    assert all(
        after - before >= LIVE_GAP_S for (before, _), (after, live) in pairwise(changes) if live
    )


async def test_a_frozen_board_acts_when_it_thaws(boards: dict[str, Board]) -> None:
    """A command to a hanging board waits in its socket and is carried out later."""
    light = boards["light"]
    async with connected(light) as (client, key):
        light.freeze()
        client.light_command(key, state=True)
        assert not await asyncio.to_thread(light.until, light.is_on, 0.3)
        light.thaw()
        assert await reaches(light, on=True)


async def test_a_board_that_lost_power_comes_back_off(boards: dict[str, Board]) -> None:
    """A killed board holds no relay, and a started one has forgotten that it was on."""
    tv = boards["tv"]
    async with connected(tv) as (client, key):
        client.switch_command(key, state=True)
        assert await reaches(tv, on=True)
    tv.kill()
    assert not tv.running()
    assert not tv.is_on()
    tv.start()
    assert not tv.is_on()
    async with connected(tv) as (client, key):
        client.switch_command(key, state=True)
        assert await reaches(tv, on=True)


def test_a_frozen_board_can_be_stopped(boards: dict[str, Board]) -> None:
    """Stopping needs no thaw first."""
    boards["fan"].freeze()
    boards["fan"].stop()
    assert not boards["fan"].running()


def test_a_taken_port_is_named(boards: dict[str, Board], tmp_path: Path) -> None:
    """A second board on the same port would be driven in place of the first."""
    assert boards["light"].running()
    with pytest.raises(SetupError, match=r"Port 17061 .* is taken"), board("light", tmp_path):
        pass


def test_a_missing_compiler_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says what to install."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CXX", raising=False)
    with pytest.raises(SetupError, match=r"please install g\+\+"):
        compiler_version()


def test_a_failed_build_names_its_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the compiler said is kept."""
    monkeypatch.setenv("CXX", "false")
    with pytest.raises(SetupError, match="light board did not compile"):
        compile_boards(tmp_path)
    assert (tmp_path / "light.log").read_text()
