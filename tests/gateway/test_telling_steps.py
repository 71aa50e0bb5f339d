"""When devices are told of, step by step: the clock and the event loop are moved by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from custom_components.llm_iot.gateway import device as device_module, telling
from custom_components.llm_iot.gateway.description import Description, Kind
from custom_components.llm_iot.gateway.device import Device
from custom_components.llm_iot.gateway.telling import INTERVAL, LOOK, MAX_TOLD, SPARE, Telling


@dataclass
class Timer:
    """Something that is to be called."""

    call: Callable[[], None]
    is_off: bool = False

    def cancel(self) -> None:
        """Call nothing."""
        self.is_off = True


@dataclass
class House:
    """Devices, what was told of them in order, and an event loop that goes on when it is told to.

    There is no time to spare unless the clock says so.
    """

    now: float = 1000.0
    told: list[str] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    steps: list[Callable[[], None]] = field(default_factory=list)
    telling: Telling = field(default_factory=Telling)

    def call_later(self, delay: float, call: Callable[[], None]) -> Timer:
        """Take note of a timer, as the event loop does."""
        self.delays.append(delay)
        self.timers.append(Timer(call))
        return self.timers[-1]

    def call_soon(self, call: Callable[[], None]) -> None:
        """Take note of what the next step calls."""
        self.steps.append(call)

    def devices(self, count: int) -> list[Device]:
        """Return devices that have just been told of."""
        made = [
            Device(Description(f"d{number}", Kind.SWITCH, "x"), self.send)
            for number in range(count)
        ]
        for each in made:
            each.tell()
            each.listen(partial(self.told.append, each.description.id))
        return made

    async def send(self, device_id: str, values: Mapping[str, Any]) -> None:
        """Send nothing."""

    def loud(self) -> None:
        """Use up the times to spare."""
        (noisy,) = self.devices(1)
        while not self.timers:
            self.telling.change(noisy)
        self.telling.forget(noisy)
        self.told.clear()
        self.timers.clear()

    def look(self, seconds: float = 0.0) -> None:
        """Let time pass, and the timers that there are come due."""
        self.now += seconds
        due, self.timers = self.timers, []
        for timer in due:
            if not timer.is_off:
                timer.call()

    def step(self) -> None:
        """Let the event loop take one step."""
        due, self.steps = self.steps, []
        for call in due:
            call()

    @property
    def waits(self) -> bool:
        """Return whether a look is to come."""
        return any(not timer.is_off for timer in self.timers)


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    """Return a house in which time stands still."""
    made = House()
    loop = SimpleNamespace(call_later=made.call_later, call_soon=made.call_soon)
    monkeypatch.setattr(telling, "asyncio", SimpleNamespace(get_running_loop=lambda: loop))
    clock = SimpleNamespace(monotonic=lambda: made.now)
    monkeypatch.setattr(telling, "time", clock)
    monkeypatch.setattr(device_module, "time", clock)
    return made


def test_so_many_times_a_second_are_to_spare_and_no_more(house: House) -> None:
    """All devices together; a second later there are as many again, and not twice."""
    first, second = house.devices(2)
    for seconds in (0.0, 1.0, 10.0):
        house.now += seconds
        for each in (first, second):  # not silent for long: they use the times to spare
            each.told = house.now
        house.told.clear()
        for _ in range(int(SPARE)):
            house.telling.change(first)
            house.telling.change(second)
        assert len(house.told) == SPARE
        house.telling.forget(first)
        house.telling.forget(second)


def test_who_waits_is_told_of_once_after_the_interval(house: House) -> None:
    """Looks go on until then, end with the last that waits, and begin anew with the next."""
    house.loud()
    (meter,) = house.devices(1)
    for _ in range(2):
        house.telling.change(meter)
        house.telling.change(meter)
        assert len(house.timers) == 1
        house.look(LOOK)
        assert house.told == []
        assert house.waits
        house.look(INTERVAL)
        assert house.told == ["d0"]
        assert not house.waits
        assert set(house.delays) == {LOOK}
        house.told.clear()
        house.loud()


@pytest.mark.parametrize("way", ["now", "soon", "forget"])
def test_who_is_told_of_otherwise_or_gone_does_not_wait(house: House, way: str) -> None:
    """It would be told twice, or of what is no more; nobody looks where nobody waits."""
    house.loud()
    (meter,) = house.devices(1)
    house.telling.change(meter)
    if way == "now":
        house.telling.now(meter)
    elif way == "soon":
        house.telling.soon([meter])
    else:
        house.telling.forget(meter)
    told = [] if way == "forget" else ["d0"]
    assert house.told == told
    assert house.waits is (way == "now")
    house.look(2 * INTERVAL)
    assert house.told == told


def test_a_look_goes_on_for_others_that_wait(house: House) -> None:
    """One that is gone does not end it."""
    house.loud()
    first, second = house.devices(2)
    house.telling.change(first)
    house.telling.change(second)
    house.telling.forget(first)
    house.look(2 * INTERVAL)
    assert house.told == ["d1"]


def test_many_are_told_of_a_few_in_a_step(house: House) -> None:
    """Each of them once, also if more come meanwhile; those that are gone are left out."""
    many = house.devices(3 * MAX_TOLD + 1)
    house.telling.soon(many[: 2 * MAX_TOLD])
    assert len(house.told) == MAX_TOLD
    house.telling.soon(many[2 * MAX_TOLD :])
    assert len(house.told) == MAX_TOLD
    house.telling.forget(many[2 * MAX_TOLD])
    house.step()
    assert len(house.told) == 2 * MAX_TOLD
    house.step()
    assert len(house.told) == 3 * MAX_TOLD
    assert house.steps == []
    assert f"d{2 * MAX_TOLD}" not in house.told
    assert len(set(house.told)) == len(house.told)
