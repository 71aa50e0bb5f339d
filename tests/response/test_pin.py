"""How a PIN is kept, understood, and protected from guessing."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from custom_components.llm_iot.response.pin import (
    CONCEALED,
    FREE_TRIES,
    LONGEST_WAIT,
    PinGuard,
    PinResult,
    conceal,
    hash_code,
    matches,
    read_code,
)

PIN = "4711"
NOW = datetime(2026, 5, 4, 18, 0, tzinfo=UTC)


async def at_once(function: Callable[[], bool]) -> bool:
    """Return what a function returns, after others have had their turn."""
    await asyncio.sleep(0)
    return function()


@pytest.fixture
def guard() -> PinGuard:
    """Return a guard of the PIN."""
    return PinGuard(hash_code(PIN), at_once)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4711", "4711"),
        (" 4 7 1 1 ", "4711"),
        ("4-7-1-1.", "4711"),
        ("four seven one one", "4711"),
        ("Four, seven, one, one!", "4711"),
        ("forty-seven eleven", "4711"),
        ("my PIN is 4711, please", "4711"),
        ("it's four seven double one", "4711"),
        ("twelve thirty four", "1234"),
        ("twenty ten", "2010"),
        ("fifty six seven eight", "5678"),
        ("oh eight one five", "0815"),
        ("sorry, I mean 4711", "4711"),
        ("won to for ate", "1248"),
        ("\u0664\u0667\u0661\u0661", "4711"),
    ],
)
def test_digits_and_number_words_are_understood(text: str, code: str) -> None:
    """As they are typed, and as they come from a microphone."""
    assert read_code(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "yes", "471", "12345678901", "set the fan to 4711", "four seven of nine one", "no", "pin"],
)
def test_anything_else_is_no_code(text: str) -> None:
    """A command with a number in it is no try."""
    assert read_code(text) is None


def test_a_hash_tells_nothing_and_is_never_the_same() -> None:
    """The same PIN twice gives two hashes, and each knows it."""
    first, second = hash_code(PIN), hash_code(PIN)
    assert first != second
    assert PIN not in first
    assert matches(PIN, first)
    assert matches(PIN, second)
    assert not matches("4712", first)


async def test_the_right_pin_is_right(guard: PinGuard) -> None:
    """However it is said."""
    check = await guard.async_check("four seven eleven", "ann", NOW)
    assert check.result is PinResult.RIGHT


async def test_what_is_no_code_costs_no_try(guard: PinGuard) -> None:
    """Somebody who says something else is not locked out."""
    for _ in range(9):
        check = await guard.async_check("what?", "ann", NOW)
        assert check.result is PinResult.NOT_A_CODE
    assert (await guard.async_check(PIN, "ann", NOW)).result is PinResult.RIGHT


async def test_wrong_tries_are_limited_with_a_growing_wait(guard: PinGuard) -> None:
    """During the wait even the right one is not looked at; after it, it is."""
    now = NOW
    for _ in range(FREE_TRIES - 1):
        check = await guard.async_check("0000", "ann", now)
        assert (check.result, check.wait) == (PinResult.WRONG, timedelta())
    waits = []
    for _ in range(9):
        check = await guard.async_check("0000", "ann", now)
        assert check.result is PinResult.WRONG
        waits.append(check.wait)
        locked = await guard.async_check(PIN, "ann", now + check.wait / 2)
        assert (locked.result, locked.wait) == (PinResult.LOCKED, check.wait / 2)
        now += check.wait
    assert waits[:3] == [timedelta(seconds=30), timedelta(seconds=60), timedelta(seconds=120)]
    assert waits[-1] == LONGEST_WAIT
    assert (await guard.async_check(PIN, "ann", now)).result is PinResult.RIGHT
    assert (await guard.async_check("0000", "ann", now)).wait == timedelta()


async def test_one_partner_does_not_lock_out_another(guard: PinGuard) -> None:
    """Whoever has no user is a partner, too."""
    for _ in range(FREE_TRIES):
        await guard.async_check("0000", None, NOW)
    assert (await guard.async_check(PIN, None, NOW)).result is PinResult.LOCKED
    assert (await guard.async_check(PIN, "ann", NOW)).result is PinResult.RIGHT


async def test_many_tries_at_once_gain_nothing(guard: PinGuard) -> None:
    """Each counts before it is looked at."""
    tries = (guard.async_check(f"000{digit}", "eve", NOW) for digit in range(9))
    results = [check.result for check in await asyncio.gather(*tries)]
    assert results.count(PinResult.WRONG) == FREE_TRIES
    assert results.count(PinResult.LOCKED) == 9 - FREE_TRIES


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (PIN, CONCEALED),
        ("unlock the front door, 4 7 1 1, thanks", f"unlock the front door, {CONCEALED}, thanks"),
        ("four seven one one for the door", f"{CONCEALED} the door"),
        ("4711 or was it 0815", f"{CONCEALED} or was it {CONCEALED}"),
        ("set the fan to 66 percent in twenty minutes", None),
        ("turn on the light", None),
    ],
)
def test_nothing_that_may_be_a_pin_is_reported(text: str, shown: str | None) -> None:
    """A row of digits as long as one is concealed wherever it stands."""
    assert conceal(text) == (shown or text)
