"""What becomes of planned commands as time passes and Home Assistant comes and goes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
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
    Schedule,
)
from custom_components.llm_iot.errors import StorageError
from custom_components.llm_iot.models import (
    Cause,
    DeviceState,
    Outcome,
    Problem,
    ProblemCode,
    Result,
    Step,
    Utterance,
)
from custom_components.llm_iot.planned import Fate, Origin, Planned

NOW = datetime(2027, 3, 10, 12, 0, tzinfo=UTC)
KEY = "llm_iot.entry.planned"
LAMP, FAN, HEATING = "light.lamp", "fan.fan", "climate.heating"
WORDS = Origin(Utterance("turn it off in a while"))


def item(
    key: str, minutes: float, *steps: Step, origin: Origin = WORDS, meanwhile: Step | None = None
) -> Planned:
    """Return something planned; a way back if it has a meanwhile."""
    return Planned(
        key,
        NOW + timedelta(minutes=minutes),
        steps or (Step(LAMP, "off"),),
        origin,
        meanwhile=(meanwhile,) if meanwhile else (),
    )


def done(target: str, action: str, state: str, **attributes: Any) -> Outcome:
    """Return the outcome of a command that a device followed."""
    return Outcome(Step(target, action), Result.DONE, DeviceState(state, attributes))


@dataclass
class House:
    """A home that time passes in, with the schedules of its agents."""

    hass: HomeAssistant
    freezer: FrozenDateTimeFactory
    ran: list[tuple[str, Fate]] = field(default_factory=list)
    """What was carried out, or told why not."""
    during: Callable[[], object] = lambda: None
    """Called while something is carried out."""
    schedules: list[Schedule] = field(default_factory=list)

    async def start(self, *agents: str, of: str = "agent") -> Schedule:
        """Return the schedule of an agent, made anew from what is stored."""
        store = PlannedStore(self.hass, "entry")
        await store.async_load({of, *agents})
        return self.attach(store, of)

    def attach(self, store: PlannedStore, of: str) -> Schedule:
        """Return a started schedule over a store."""

        async def carry_out(planned: Planned, fate: Fate) -> None:
            self.ran.append((planned.id, fate))
            self.during()

        schedule = Schedule(self.hass, store, of, carry_out)
        schedule.async_start()
        self.schedules.append(schedule)
        return schedule

    async def pass_until(self, minutes: float) -> None:
        """Let time pass until some minutes after noon."""
        self.freezer.move_to(NOW + timedelta(minutes=minutes))
        async_fire_time_changed(self.hass, dt_util.utcnow())
        await self.hass.async_block_till_done()


@pytest.fixture
async def house(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],  # noqa: ARG001  # a fixture for its effect
    freezer: FrozenDateTimeFactory,
) -> AsyncIterator[House]:
    """Return a home at noon."""
    freezer.move_to(NOW)
    house = House(hass, freezer)
    yield house
    for schedule in house.schedules:
        await schedule.async_stop()


async def test_it_runs_at_its_time_and_only_once(house: House) -> None:
    """Not a moment sooner; afterwards nothing is planned any more."""
    schedule = await house.start()
    assert await schedule.async_add([item("a", 90)]) is None
    assert [each.id for each in schedule.planned()] == ["a"]
    await house.pass_until(89)
    assert house.ran == []
    await house.pass_until(90)
    assert house.ran == [("a", Fate.DUE)]
    assert schedule.planned() == ()
    await house.pass_until(200)
    assert len(house.ran) == 1


async def test_it_is_stored_before_it_is_acknowledged(
    house: House, hass_storage: dict[str, Any]
) -> None:
    """With all that is needed to carry it out, and gone when it was."""
    planned = replace(
        item("a", 5, Step(LAMP, "brightness", 40.0), meanwhile=Step(LAMP, "off")),
        origin=Origin(Utterance("later", "en-GB", "hall"), "anna", "satellite", "talk"),
        until=NOW + timedelta(hours=1),
        confirmed=True,
    )
    schedule = await house.start()
    await schedule.async_add([planned])
    (stored,) = hass_storage[KEY]["data"]["agents"]["agent"]
    assert Planned.from_dict(stored) == planned
    await house.pass_until(5)
    assert hass_storage[KEY]["data"]["agents"]["agent"] == []


async def test_a_restart_goes_on_where_it_was(house: House) -> None:
    """A new schedule, made from what is stored."""
    before = await house.start()
    await before.async_add([item("a", 30), item("b", 60)])
    await before.async_stop()
    await house.pass_until(20)
    after = await house.start()
    assert [each.id for each in after.planned()] == ["a", "b"]
    await house.pass_until(30)
    await house.pass_until(60)
    assert house.ran == [("a", Fate.DUE), ("b", Fate.DUE)]


@pytest.mark.parametrize(
    ("late", "fate"),
    [(MAX_LATE, Fate.DUE), (MAX_LATE + timedelta(seconds=1), Fate.MISSED)],
    ids=["late", "too late"],
)
async def test_what_was_due_while_it_was_down(house: House, late: timedelta, fate: Fate) -> None:
    """Up to ten minutes late it is carried out, later it is told as missed; then it is gone."""
    before = await house.start()
    await before.async_add([item("a", 30)])
    await before.async_stop()
    house.freezer.move_to(NOW + timedelta(minutes=30) + late)
    after = await house.start()
    await house.hass.async_block_till_done()
    assert house.ran == [("a", fate)]
    assert after.planned() == ()


async def test_devices_are_given_time_to_come_back_after_a_start(house: House) -> None:
    """What is overdue waits for the start and half a minute more."""
    before = await house.start()
    await before.async_add([item("a", 30)])
    await before.async_stop()
    house.freezer.move_to(NOW + timedelta(minutes=31))
    house.hass.set_state(CoreState.not_running)
    await house.start()
    await house.pass_until(32)
    assert house.ran == []
    house.hass.set_state(CoreState.running)
    house.hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await house.hass.async_block_till_done()
    assert house.ran == []
    await house.pass_until(32 + SETTLE_TIME / timedelta(minutes=1))
    assert house.ran == [("a", Fate.DUE)]


async def test_what_is_under_way_at_a_kill_is_not_begun_again(house: House) -> None:
    """It is marked before it is carried out, and told as interrupted after the restart."""
    schedule = await house.start()
    await schedule.async_add([item("a", 30), item("b", 40)])
    copies: list[list[dict[str, Any]]] = []
    store = PlannedStore(house.hass, "entry")

    async def copy() -> None:
        await store.async_load({"agent"})
        copies.append([each.as_dict() for each in store.items("agent")])

    house.during = lambda: house.hass.async_create_task(copy())
    await house.pass_until(30)
    assert [(each["id"], each["running"]) for each in copies[0]] == [("a", True), ("b", False)]
    await schedule.async_stop()
    house.during = lambda: None
    await store.async_write("agent", [Planned.from_dict(each) for each in copies[0]])
    again = await house.start()
    await house.hass.async_block_till_done()
    assert house.ran == [("a", Fate.DUE), ("a", Fate.INTERRUPTED)]
    assert [each.id for each in again.planned()] == ["b"]


async def test_a_clock_that_is_set_forward_leaves_nothing_behind(house: House) -> None:
    """A board without a clock of its own starts in the past; a timer alone would be late."""
    schedule = await house.start()
    await schedule.async_add([item("a", 180), item("b", 60)])
    minute_later = house.hass.loop.time() + 61
    house.freezer.move_to(NOW + timedelta(minutes=181))
    with patch.object(house.hass.loop, "time", return_value=minute_later):
        async_fire_time_changed(house.hass, dt_util.utcnow())
    await house.hass.async_block_till_done()
    assert house.ran == [("b", Fate.MISSED), ("a", Fate.DUE)]


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        ("Europe/Berlin", datetime(2027, 3, 28, 3, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # noqa: DTZ001
        ("America/New_York", datetime(2027, 3, 14, 8), datetime(2027, 3, 14, 12, tzinfo=UTC)),  # noqa: DTZ001
    ],
)
async def test_summer_time_moves_no_due_time(
    house: House, zone: str, local: datetime, utc: datetime
) -> None:
    """It was planned before the change of the clocks and is due after it, by the wall clock."""
    await house.hass.config.async_set_time_zone(zone)
    schedule = await house.start()
    due = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert due == utc
    await schedule.async_add([replace(item("a", 0), due=due)])
    minutes = (utc - NOW) / timedelta(minutes=1)
    await house.pass_until(minutes - 1)
    assert house.ran == []
    await house.pass_until(minutes)
    assert house.ran == [("a", Fate.DUE)]


async def test_both_hours_of_the_night_when_clocks_go_back_are_told_apart(house: House) -> None:
    """Half past two comes twice."""
    await house.hass.config.async_set_time_zone("Europe/Berlin")
    zone = ZoneInfo("Europe/Berlin")
    twice = [datetime(2027, 10, 31, 2, 30, tzinfo=zone, fold=fold) for fold in (0, 1)]
    schedule = await house.start()
    dues = [time.astimezone(UTC) for time in twice]
    await schedule.async_add([replace(item(str(n), 0), due=due) for n, due in enumerate(dues)])
    await house.pass_until((dues[0] - NOW) / timedelta(minutes=1))
    assert house.ran == [("0", Fate.DUE)]
    await house.pass_until((dues[1] - NOW) / timedelta(minutes=1))
    assert house.ran == [("0", Fate.DUE), ("1", Fate.DUE)]


async def test_cancelled_by_device_or_all(house: House) -> None:
    """What is cancelled does not run, nor come back with a restart."""
    schedule = await house.start()
    await schedule.async_add([item("a", 10), item("b", 20, Step(FAN, "on")), item("c", 30)])
    assert [each.id for each in schedule.find([FAN])] == ["b"]
    dropped = await schedule.async_cancel({each.id for each in schedule.find([LAMP])})
    assert [each.id for each in dropped] == ["a", "c"]
    assert await schedule.async_cancel({"nobody"}) == ()
    await schedule.async_stop()
    again = await house.start()
    assert [each.id for each in again.find()] == ["b"]
    await house.pass_until(40)
    assert {each for each, _ in house.ran} == {"b"}


async def test_the_person_must_still_be_a_user(house: House, hass_admin_user: MockUser) -> None:
    """Whoever left the home has no authority any more; a voice without a user had none."""
    user = hass_admin_user
    known, gone = Origin(Utterance("x"), user.id), Origin(Utterance("x"), "nobody")
    schedule = await house.start()
    await schedule.async_add(
        [item("a", 10, origin=known), item("b", 11, origin=gone), item("c", 12, origin=known)]
    )
    await house.pass_until(10)
    await house.pass_until(11)
    await house.hass.auth.async_deactivate_user(user)
    await house.pass_until(12)
    assert house.ran == [("a", Fate.DUE), ("b", Fate.NOT_A_USER), ("c", Fate.NOT_A_USER)]


async def test_a_fault_in_one_command_is_none_of_the_next(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged, and not tried again."""

    def fail() -> None:
        raise RuntimeError

    schedule = await house.start()
    await schedule.async_add([item("a", 10), item("b", 20)])
    house.during = fail
    await house.pass_until(10)
    assert "A planned command could not be carried out" in caplog.text
    house.during = lambda: None
    await house.pass_until(20)
    assert house.ran == [("a", Fate.DUE), ("b", Fate.DUE)]
    caplog.clear()


async def test_what_cannot_be_planned(house: House) -> None:
    """Each limit has its own sentence, and nothing is kept."""
    schedule = await house.start()
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


async def test_what_could_not_be_written_is_not_acknowledged(house: House) -> None:
    """A full disk: Home Assistant itself only logs it."""
    schedule = await house.start()
    await schedule.async_add([item("a", 10)])
    with patch("homeassistant.helpers.storage.Store._async_write_data", side_effect=WriteError):
        assert await schedule.async_add([item("b", 20)]) == Problem(ProblemCode.NOT_KEPT)
        with pytest.raises(StorageError):
            await schedule.async_cancel({"a"})
    assert [each.id for each in schedule.planned()] == ["a"]
    await house.pass_until(20)
    assert house.ran == [("a", Fate.DUE)]


async def test_nothing_is_acknowledged_while_home_assistant_stops(house: House) -> None:
    """It writes only at the very end, and may be killed before; what is due waits, too."""
    schedule = await house.start()
    await schedule.async_add([item("a", 1)])
    house.hass.set_state(CoreState.stopping)
    assert await schedule.async_add([item("b", 2)]) == Problem(ProblemCode.NOT_KEPT)
    await house.pass_until(1)
    assert house.ran == []
    house.hass.set_state(CoreState.running)


async def test_a_cancel_in_the_last_moment_counts(house: House) -> None:
    """Its time comes while the cancel is written, and it does not run."""
    written = asyncio.Event()

    class SlowStore(PlannedStore):
        async def async_write(self, agent_id: str, items: Sequence[Planned]) -> None:
            await super().async_write(agent_id, items)
            await written.wait()

    store = SlowStore(house.hass, "entry")
    await store.async_load({"agent"})
    schedule = house.attach(store, "agent")
    written.set()
    await schedule.async_add([item("a", 10)])
    written.clear()
    cancel = house.hass.async_create_task(schedule.async_cancel({"a"}))
    house.freezer.move_to(NOW + timedelta(minutes=10))
    async_fire_time_changed(house.hass, dt_util.utcnow())
    assert schedule.planned() == ()
    written.set()
    await house.hass.async_block_till_done()
    assert [each.id for each in cancel.result()] == ["a"]
    assert house.ran == []


async def test_agents_plan_apart(house: House, hass_storage: dict[str, Any]) -> None:
    """One file for both; what belongs to an agent that was removed goes."""
    store = PlannedStore(house.hass, "entry")
    await store.async_load({"one", "two"})
    one, two = house.attach(store, "one"), house.attach(store, "two")
    problems = await asyncio.gather(
        one.async_add([item("a", 10)]), two.async_add([item("b", 20, Step(FAN, "off"))])
    )
    assert not any(problems)
    assert [each.id for each in one.planned()] == ["a"]
    assert hass_storage[KEY]["data"]["agents"].keys() == {"one", "two"}
    for schedule in (one, two):
        await schedule.async_stop()
    left = await house.start(of="two")
    assert [each.id for each in left.planned()] == ["b"]
    assert hass_storage[KEY]["data"]["agents"].keys() == {"two"}
    await house.pass_until(30)
    assert house.ran == [("b", Fate.DUE)]


async def test_listeners_hear_of_every_change(house: House) -> None:
    """Until they end it."""
    schedule = await house.start()
    seen: list[int] = []
    stop = schedule.async_listen(lambda: seen.append(len(schedule.planned())))
    await schedule.async_add([item("a", 10)])
    await schedule.async_cancel({"a"})
    stop()
    await schedule.async_add([item("b", 10)])
    assert seen == [1, 0]


@pytest.mark.parametrize(
    ("outcome", "stays"),
    [
        (done(LAMP, "off", "off"), False),
        (done(LAMP, "brightness", "on", brightness=100), True),
        (done(LAMP, "up", "on", brightness=200), True),
        (done(FAN, "off", "off"), True),
        (Outcome(Step(LAMP, "off"), Result.NOT_CONFIRMED, None, Cause.NO_ANSWER), True),
        (Outcome(Step(LAMP, "off"), Result.NOT_CONFIRMED, None, Cause.TIMEOUT), False),
    ],
    ids=["off", "dimmed", "brighter", "another device", "not sent", "perhaps off"],
)
async def test_a_newer_command_ends_a_command_for_a_time(
    house: House, outcome: Outcome, *, stays: bool
) -> None:
    """On for an hour: what turns it off drops the way back, an adjustment leaves it.

    What is planned by itself stays in any case.
    """
    schedule = await house.start()
    back = item("back", 60, meanwhile=Step(LAMP, "on"))
    await schedule.async_add([back, item("six", 30, Step(LAMP, "on"))])
    told = await schedule.async_note([outcome])
    assert ("back" in {each.id for each in schedule.planned()}) is stays
    assert [each.id for each in told] == (["back"] if stays and outcome.step.target == LAMP else [])
    assert "six" in {each.id for each in schedule.planned()}


async def test_a_heating_that_is_turned_off_is_not_turned_on_by_a_way_back(house: House) -> None:
    """Many keep the temperature that was set while they are off."""
    schedule = await house.start()
    meanwhile = Step(HEATING, "temperature", 25)
    await schedule.async_add([item("back", 60, Step(HEATING, "heat"), meanwhile=meanwhile)])
    await schedule.async_note([done(HEATING, "off", "off", temperature=25)])
    assert schedule.planned() == ()


async def test_another_value_takes_the_place_of_one_for_a_time(house: House) -> None:
    """At 25 degrees for an hour, then at 18: 18 is what is wanted now."""
    schedule = await house.start()
    step = Step(HEATING, "temperature", 25)
    back = Step(HEATING, "temperature", 20)
    await schedule.async_add([item("back", 60, back, meanwhile=step)])
    newer = Outcome(replace(step, value=18), Result.DONE, DeviceState("heat", {"temperature": 18}))
    await schedule.async_note([newer])
    assert schedule.planned() == ()


async def test_what_stays_is_told_where_nothing_had_to_move(house: House) -> None:
    """It is on already, and will go off."""
    schedule = await house.start()
    await schedule.async_add([item("back", 60, meanwhile=Step(LAMP, "on"))])
    assert [each.id for each in await schedule.async_note([], already=[LAMP])] == ["back"]


async def test_a_command_for_a_time_that_did_not_happen_needs_no_way_back(house: House) -> None:
    """Of two devices one did not answer."""
    schedule = await house.start()
    both = replace(
        item("back", 60, Step(LAMP, "off"), Step(FAN, "off"), meanwhile=Step(LAMP, "on")),
        meanwhile=(Step(LAMP, "on"), Step(FAN, "on")),
    )
    await schedule.async_add([both])
    failed = Outcome(Step(FAN, "on"), Result.NOT_CONFIRMED, None, Cause.NO_ANSWER)
    await schedule.async_note([done(LAMP, "on", "on"), failed], added=[both])
    (left,) = schedule.planned()
    assert left.targets == {LAMP}
    assert left.meanwhile == (Step(LAMP, "on"),)


async def test_a_command_for_a_time_within_another(house: House) -> None:
    """The inner one ends first and the outer one stays; one that lasts longer replaces both."""
    schedule = await house.start()
    outer = item("outer", 120, Step(HEATING, "off"), meanwhile=Step(HEATING, "heat"))
    hot = Step(HEATING, "temperature", 25)
    inner = item("inner", 10, Step(HEATING, "temperature", 20), meanwhile=hot)
    await schedule.async_add([outer])
    await schedule.async_add([inner])
    await schedule.async_note([done(HEATING, "temperature", "heat", temperature=25)], [inner])
    assert [each.id for each in schedule.planned()] == ["inner", "outer"]
    longer = item("longer", 130, Step(HEATING, "off"), meanwhile=hot)
    await schedule.async_add([longer])
    assert [each.id for each in schedule.planned()] == ["longer"]
