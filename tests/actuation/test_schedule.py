"""What becomes of planned commands as time passes and Home Assistant comes and goes."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState
from homeassistant.util import dt as dt_util
from homeassistant.util.file import WriteError
import pytest
from pytest_homeassistant_custom_component.common import MockUser, async_fire_time_changed

from custom_components.llm_iot.actuation.planned_store import PlannedStore
from custom_components.llm_iot.actuation.schedule import (
    MAX_AHEAD,
    MAX_ITEMS,
    MAX_LATE,
    SETTLE_TIME,
)
from custom_components.llm_iot.errors import StorageError
from custom_components.llm_iot.models import (
    Problem,
    ProblemCode,
    Step,
    Utterance,
)
from custom_components.llm_iot.planned import Fate, Origin, Planned

from .planned_house import FAN, KEY, LAMP, NOW, PlannedHouse, item


async def test_it_runs_at_its_time_and_only_once(planned_house: PlannedHouse) -> None:
    """Not a moment sooner; afterwards nothing is planned any more."""
    schedule = await planned_house.start()
    assert await schedule.async_add([item("a", 90)]) is None
    assert [each.id for each in schedule.planned()] == ["a"]
    await planned_house.pass_until(89)
    assert planned_house.ran == []
    await planned_house.pass_until(90)
    assert planned_house.ran == [("a", Fate.DUE)]
    assert schedule.planned() == ()
    await planned_house.pass_until(200)
    assert len(planned_house.ran) == 1


async def test_it_is_stored_before_it_is_acknowledged(
    planned_house: PlannedHouse, hass_storage: dict[str, Any]
) -> None:
    """With all that is needed to carry it out, and gone when it was."""
    planned = replace(
        item("a", 5, Step(LAMP, "brightness", 40.0), meanwhile=Step(LAMP, "off")),
        origin=Origin(Utterance("later", "en-GB", "hall"), "anna", "satellite", "talk"),
        until=NOW + timedelta(hours=1),
        confirmed=True,
    )
    schedule = await planned_house.start()
    await schedule.async_add([planned])
    (stored,) = hass_storage[KEY]["data"]["agents"]["agent"]
    assert Planned.from_dict(stored) == planned
    await planned_house.pass_until(5)
    assert hass_storage[KEY]["data"]["agents"]["agent"] == []


async def test_a_restart_goes_on_where_it_was(planned_house: PlannedHouse) -> None:
    """A new schedule, made from what is stored."""
    before = await planned_house.start()
    await before.async_add([item("a", 30), item("b", 60)])
    await before.async_stop()
    await planned_house.pass_until(20)
    after = await planned_house.start()
    assert [each.id for each in after.planned()] == ["a", "b"]
    await planned_house.pass_until(30)
    await planned_house.pass_until(60)
    assert planned_house.ran == [("a", Fate.DUE), ("b", Fate.DUE)]


@pytest.mark.parametrize(
    ("late", "fate"),
    [(MAX_LATE, Fate.DUE), (MAX_LATE + timedelta(seconds=1), Fate.MISSED)],
    ids=["late", "too late"],
)
async def test_what_was_due_while_it_was_down(
    planned_house: PlannedHouse, late: timedelta, fate: Fate
) -> None:
    """Up to ten minutes late it is carried out, later it is told as missed; then it is gone."""
    before = await planned_house.start()
    await before.async_add([item("a", 30)])
    await before.async_stop()
    planned_house.freezer.move_to(NOW + timedelta(minutes=30) + late)
    after = await planned_house.start()
    await planned_house.hass.async_block_till_done()
    assert planned_house.ran == [("a", fate)]
    assert after.planned() == ()


async def test_devices_are_given_time_to_come_back_after_a_start(
    planned_house: PlannedHouse,
) -> None:
    """What is overdue waits for the start and half a minute more."""
    before = await planned_house.start()
    await before.async_add([item("a", 30)])
    await before.async_stop()
    planned_house.freezer.move_to(NOW + timedelta(minutes=31))
    planned_house.hass.set_state(CoreState.not_running)
    await planned_house.start()
    await planned_house.pass_until(32)
    assert planned_house.ran == []
    planned_house.hass.set_state(CoreState.running)
    planned_house.hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await planned_house.hass.async_block_till_done()
    assert planned_house.ran == []
    await planned_house.pass_until(32 + SETTLE_TIME / timedelta(minutes=1))
    assert planned_house.ran == [("a", Fate.DUE)]


async def test_what_is_under_way_at_a_kill_is_not_begun_again(planned_house: PlannedHouse) -> None:
    """It is marked before it is carried out, and told as interrupted after the restart."""
    schedule = await planned_house.start()
    await schedule.async_add([item("a", 30), item("b", 40)])
    copies: list[list[dict[str, Any]]] = []
    store = PlannedStore(planned_house.hass, "entry")

    async def copy() -> None:
        await store.async_load({"agent"})
        copies.append([each.as_dict() for each in store.items("agent")])

    planned_house.during = lambda: planned_house.hass.async_create_task(copy())
    await planned_house.pass_until(30)
    assert [(each["id"], each["running"]) for each in copies[0]] == [("a", True), ("b", False)]
    await schedule.async_stop()
    planned_house.during = lambda: None
    await store.async_write("agent", [Planned.from_dict(each) for each in copies[0]])
    again = await planned_house.start()
    await planned_house.hass.async_block_till_done()
    assert planned_house.ran == [("a", Fate.DUE), ("a", Fate.INTERRUPTED)]
    assert [each.id for each in again.planned()] == ["b"]


async def test_a_clock_that_is_set_forward_leaves_nothing_behind(
    planned_house: PlannedHouse,
) -> None:
    """A board without a clock of its own starts in the past; a timer alone would be late."""
    schedule = await planned_house.start()
    await schedule.async_add([item("a", 180), item("b", 60)])
    minute_later = planned_house.hass.loop.time() + 61
    planned_house.freezer.move_to(NOW + timedelta(minutes=181))
    with patch.object(planned_house.hass.loop, "time", return_value=minute_later):
        async_fire_time_changed(planned_house.hass, dt_util.utcnow())
    await planned_house.hass.async_block_till_done()
    assert planned_house.ran == [("b", Fate.MISSED), ("a", Fate.DUE)]


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        ("Europe/Berlin", datetime(2027, 3, 28, 3, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # noqa: DTZ001
        ("America/New_York", datetime(2027, 3, 14, 8), datetime(2027, 3, 14, 12, tzinfo=UTC)),  # noqa: DTZ001
    ],
)
async def test_summer_time_moves_no_due_time(
    planned_house: PlannedHouse, zone: str, local: datetime, utc: datetime
) -> None:
    """It was planned before the change of the clocks and is due after it, by the wall clock."""
    await planned_house.hass.config.async_set_time_zone(zone)
    schedule = await planned_house.start()
    due = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert due == utc
    await schedule.async_add([replace(item("a", 0), due=due)])
    minutes = (utc - NOW) / timedelta(minutes=1)
    await planned_house.pass_until(minutes - 1)
    assert planned_house.ran == []
    await planned_house.pass_until(minutes)
    assert planned_house.ran == [("a", Fate.DUE)]


async def test_both_hours_of_the_night_when_clocks_go_back_are_told_apart(
    planned_house: PlannedHouse,
) -> None:
    """Half past two comes twice."""
    await planned_house.hass.config.async_set_time_zone("Europe/Berlin")
    zone = ZoneInfo("Europe/Berlin")
    twice = [datetime(2027, 10, 31, 2, 30, tzinfo=zone, fold=fold) for fold in (0, 1)]
    schedule = await planned_house.start()
    dues = [time.astimezone(UTC) for time in twice]
    await schedule.async_add([replace(item(str(n), 0), due=due) for n, due in enumerate(dues)])
    await planned_house.pass_until((dues[0] - NOW) / timedelta(minutes=1))
    assert planned_house.ran == [("0", Fate.DUE)]
    await planned_house.pass_until((dues[1] - NOW) / timedelta(minutes=1))
    assert planned_house.ran == [("0", Fate.DUE), ("1", Fate.DUE)]


async def test_cancelled_by_device_or_all(planned_house: PlannedHouse) -> None:
    """What is cancelled does not run, nor come back with a restart."""
    schedule = await planned_house.start()
    await schedule.async_add([item("a", 10), item("b", 20, Step(FAN, "on")), item("c", 30)])
    assert [each.id for each in schedule.find([FAN])] == ["b"]
    dropped = await schedule.async_cancel({each.id for each in schedule.find([LAMP])})
    assert [each.id for each in dropped] == ["a", "c"]
    assert await schedule.async_cancel({"nobody"}) == ()
    await schedule.async_stop()
    again = await planned_house.start()
    assert [each.id for each in again.find()] == ["b"]
    await planned_house.pass_until(40)
    assert {each for each, _ in planned_house.ran} == {"b"}


async def test_the_person_must_still_be_a_user(
    planned_house: PlannedHouse, hass_admin_user: MockUser
) -> None:
    """Whoever left the home has no authority any more; a voice without a user had none."""
    user = hass_admin_user
    known, gone = Origin(Utterance("x"), user.id), Origin(Utterance("x"), "nobody")
    schedule = await planned_house.start()
    await schedule.async_add(
        [item("a", 10, origin=known), item("b", 11, origin=gone), item("c", 12, origin=known)]
    )
    await planned_house.pass_until(10)
    await planned_house.pass_until(11)
    await planned_house.hass.auth.async_deactivate_user(user)
    await planned_house.pass_until(12)
    assert planned_house.ran == [("a", Fate.DUE), ("b", Fate.NOT_A_USER), ("c", Fate.NOT_A_USER)]


async def test_a_fault_in_one_command_is_none_of_the_next(
    planned_house: PlannedHouse, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged, and not tried again."""

    def fail() -> None:
        raise RuntimeError

    schedule = await planned_house.start()
    await schedule.async_add([item("a", 10), item("b", 20)])
    planned_house.during = fail
    await planned_house.pass_until(10)
    assert "A planned command could not be carried out" in caplog.text
    planned_house.during = lambda: None
    await planned_house.pass_until(20)
    assert planned_house.ran == [("a", Fate.DUE), ("b", Fate.DUE)]
    caplog.clear()


async def test_what_cannot_be_planned(planned_house: PlannedHouse) -> None:
    """Each limit has its own sentence, and nothing is kept."""
    schedule = await planned_house.start()
    year = MAX_AHEAD / timedelta(minutes=1)
    assert await schedule.async_add([item("a", -2)]) == Problem(ProblemCode.IN_THE_PAST)
    assert await schedule.async_add([item("a", 9), item("b", year + 1)]) == Problem(
        ProblemCode.TOO_FAR, "366"
    )
    full = [item(str(number), number + 1) for number in range(MAX_ITEMS)]
    assert schedule.find_problem(full) is None
    assert schedule.find_problem([*full, item("b", 9)]) == Problem(
        ProblemCode.TOO_MANY_PLANNED, "100"
    )
    assert schedule.planned() == ()
    assert await schedule.async_add(full) is None
    assert await schedule.async_add([item("b", 9)]) is not None
    assert len(schedule.planned()) == MAX_ITEMS


async def test_what_could_not_be_written_is_not_acknowledged(planned_house: PlannedHouse) -> None:
    """A full disk: Home Assistant itself only logs it."""
    schedule = await planned_house.start()
    await schedule.async_add([item("a", 10)])
    with patch("homeassistant.helpers.storage.Store._async_write_data", side_effect=WriteError):
        assert await schedule.async_add([item("b", 20)]) == Problem(ProblemCode.NOT_KEPT)
        with pytest.raises(StorageError):
            await schedule.async_cancel({"a"})
    assert [each.id for each in schedule.planned()] == ["a"]
    await planned_house.pass_until(20)
    assert planned_house.ran == [("a", Fate.DUE)]


async def test_nothing_is_acknowledged_while_home_assistant_stops(
    planned_house: PlannedHouse,
) -> None:
    """It writes only at the very end, and may be killed before; what is due waits, too."""
    schedule = await planned_house.start()
    await schedule.async_add([item("a", 1)])
    planned_house.hass.set_state(CoreState.stopping)
    assert await schedule.async_add([item("b", 2)]) == Problem(ProblemCode.NOT_KEPT)
    await planned_house.pass_until(1)
    assert planned_house.ran == []
    planned_house.hass.set_state(CoreState.running)


async def test_a_cancel_in_the_last_moment_counts(planned_house: PlannedHouse) -> None:
    """Its time comes while the cancel is written, and it does not run."""
    written = asyncio.Event()

    class SlowStore(PlannedStore):
        async def async_write(self, agent_id: str, items: Sequence[Planned]) -> None:
            await super().async_write(agent_id, items)
            await written.wait()

    store = SlowStore(planned_house.hass, "entry")
    await store.async_load({"agent"})
    schedule = planned_house.attach(store, "agent")
    written.set()
    await schedule.async_add([item("a", 10)])
    written.clear()
    cancel = planned_house.hass.async_create_task(schedule.async_cancel({"a"}))
    planned_house.freezer.move_to(NOW + timedelta(minutes=10))
    async_fire_time_changed(planned_house.hass, dt_util.utcnow())
    assert schedule.planned() == ()
    written.set()
    await planned_house.hass.async_block_till_done()
    assert [each.id for each in cancel.result()] == ["a"]
    assert planned_house.ran == []


async def test_agents_plan_apart(planned_house: PlannedHouse, hass_storage: dict[str, Any]) -> None:
    """One file for both; what belongs to an agent that was removed goes."""
    store = PlannedStore(planned_house.hass, "entry")
    await store.async_load({"one", "two"})
    one, two = planned_house.attach(store, "one"), planned_house.attach(store, "two")
    problems = await asyncio.gather(
        one.async_add([item("a", 10)]), two.async_add([item("b", 20, Step(FAN, "off"))])
    )
    assert not any(problems)
    assert [each.id for each in one.planned()] == ["a"]
    assert hass_storage[KEY]["data"]["agents"].keys() == {"one", "two"}
    for schedule in (one, two):
        await schedule.async_stop()
    left = await planned_house.start(of="two")
    assert [each.id for each in left.planned()] == ["b"]
    assert hass_storage[KEY]["data"]["agents"].keys() == {"two"}
    await planned_house.pass_until(30)
    assert planned_house.ran == [("b", Fate.DUE)]


async def test_listeners_hear_of_every_change(planned_house: PlannedHouse) -> None:
    """Until they end it."""
    schedule = await planned_house.start()
    seen: list[int] = []
    stop = schedule.async_listen(lambda: seen.append(len(schedule.planned())))
    await schedule.async_add([item("a", 10)])
    await schedule.async_cancel({"a"})
    stop()
    await schedule.async_add([item("b", 10)])
    assert seen == [1, 0]
