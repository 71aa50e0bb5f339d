"""What the record takes over of the time in which it did not look."""

from datetime import timedelta
from pathlib import Path

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.components.recorder import Recorder
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import get_instance
from homeassistant.util import dt as dt_util

from custom_components.llm_iot.collection.history import History
from custom_components.llm_iot.collection.home import Home
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.past import PastForm
from custom_components.llm_iot.storage.record import Batch, Record

from .watching import DOOR, FAN, LAMP, ask, switch, watch


async def test_nothing_is_known_of_the_time_between_two_runs(
    hass_with_lamp: HomeAssistant, tmp_path: Path, freezer: FrozenDateTimeFactory
) -> None:
    """Without a recorder the hour in which nobody looked is a gap, and not an hour of light."""
    hass = hass_with_lamp
    first = watch(hass, tmp_path)
    await first.async_start()
    freezer.tick(60)
    await switch(hass, LAMP, on=True)
    freezer.tick(600)
    await first.async_stop()
    freezer.tick(3600)
    second = watch(hass, tmp_path)
    await second.async_start()
    freezer.tick(300)
    answer = await ask(second, hass, PastForm.DURATION)
    await second.async_stop()
    assert answer.findings[0].lasted == timedelta(seconds=900)
    assert answer.gaps == timedelta(seconds=3600)


async def test_what_the_recorder_saw_is_taken_over(
    recorder_mock: Recorder,  # noqa: ARG001  # has to be there before Home Assistant
    hass_with_lamp: HomeAssistant,
    tmp_path: Path,
    freezer: FrozenDateTimeFactory,
) -> None:
    """From before the first look, and from while the integration was unloaded."""
    hass = hass_with_lamp
    freezer.tick(60)
    await switch(hass, LAMP, on=True)
    freezer.tick(60)
    await switch(hass, LAMP, on=False)
    first = watch(hass, tmp_path)
    await first.async_start()
    freezer.tick(60)
    await first.async_stop()
    freezer.tick(60)
    await switch(hass, LAMP, on=True)
    freezer.tick(60)
    await switch(hass, LAMP, on=False)
    freezer.tick(60)
    second = watch(hass, tmp_path)
    await second.async_start()
    duration = await ask(second, hass, PastForm.DURATION)
    count = await ask(second, hass, PastForm.COUNT)
    await second.async_stop()
    assert get_instance(hass).recorder_runs_manager.recording_start < dt_util.utcnow()
    assert duration.findings[0].lasted == timedelta(seconds=120)
    assert count.findings[0].count == 2
    assert not duration.gaps


async def test_a_device_that_is_exposed_later_is_followed_from_then_on(
    hass_with_lamp: HomeAssistant, history: History, freezer: FrozenDateTimeFactory
) -> None:
    """And one that is not exposed is not kept at all."""
    hass = hass_with_lamp
    hass.states.async_set("switch.secret", "on")
    hass.states.async_set("switch.new", "on")
    async_expose_entity(hass, "conversation", "switch.secret", should_expose=False)
    async_expose_entity(hass, "conversation", "switch.new", should_expose=True)
    freezer.tick(30)
    hass.states.async_set("switch.new", "off")
    hass.states.async_set("switch.secret", "off")
    answer = await ask(history, hass, PastForm.DURATION, "switch.new")
    facts = await history.async_facts()
    assert answer.findings[0].lasted == timedelta(seconds=30)
    assert facts.kept["series"] == 4  # the lamp, the door, the thermometer and this


async def test_what_is_not_exposed_any_more_is_counted(
    hass_with_lamp: HomeAssistant, history: History
) -> None:
    """What was seen of it within the last seconds is not written, but does not vanish unseen."""
    hass = hass_with_lamp
    await switch(hass, LAMP, on=True)
    await switch(hass, LAMP, on=False)
    async_expose_entity(hass, "conversation", LAMP, should_expose=False)
    hass.states.async_set("switch.never_exposed", "on")
    await ask(history, hass, PastForm.DURATION, DOOR)
    facts = await history.async_facts()
    assert (facts.left, facts.dropped) == (2, 0)


async def test_what_is_exposed_later_has_a_past(
    recorder_mock: Recorder,  # noqa: ARG001  # has to be there before Home Assistant
    hass_with_lamp: HomeAssistant,
    tmp_path: Path,
    freezer: FrozenDateTimeFactory,
) -> None:
    """From before it was exposed, also for the second time, while the others are left as they are.

    What was deleted does not come back by it.
    """
    hass = hass_with_lamp
    record = Counting(tmp_path / "record.db")
    home = Home(hass, load_kinds())
    history = History(hass, home, record)
    home.async_listen(history.async_home_changed)
    history.async_listen()

    def expose(*, exposed: bool) -> None:
        async_expose_entity(hass, "conversation", FAN, should_expose=exposed)

    async def turn(*, on: bool) -> None:
        hass.states.async_set(FAN, "on" if on else "off")
        await hass.async_block_till_done()
        await get_instance(hass).async_block_till_done()
        freezer.tick(60)

    async def lasted() -> timedelta | None:
        return (await ask(history, hass, PastForm.DURATION, FAN)).findings[0].lasted

    expose(exposed=False)
    for on in (False, True, False):
        await turn(on=on)
    await history.async_start()
    for on in (True, False):
        await turn(on=on)
    record.written.clear()
    expose(exposed=True)
    assert await lasted() == timedelta(minutes=2)
    assert record.written == {FAN}
    expose(exposed=False)
    await ask(history, hass, PastForm.DURATION, LAMP)
    freezer.tick(1)
    for on in (True, False):
        await turn(on=on)
    expose(exposed=True)
    assert await lasted() == timedelta(minutes=3)
    await history.async_delete()
    expose(exposed=False)
    await ask(history, hass, PastForm.DURATION, LAMP)
    freezer.tick(60)
    expose(exposed=True)
    assert await lasted() == timedelta()
    await history.async_stop()


class Counting(Record):
    """A record that tells of what anything was written."""

    def __init__(self, path: Path) -> None:
        """Nothing was yet."""
        super().__init__(path)
        self.written: set[str] = set()

    def write(self, batch: Batch) -> None:
        """Note of what, and write it."""
        self.written |= {key.entity_id for key in (*batch.changes, *batch.samples, *batch.hours)}
        super().write(batch)


async def test_what_was_exposed_while_nobody_looked_has_a_past(
    recorder_mock: Recorder,  # noqa: ARG001  # has to be there before Home Assistant
    hass_with_lamp: HomeAssistant,
    tmp_path: Path,
    freezer: FrozenDateTimeFactory,
) -> None:
    """From before that time, and of what is not exposed any more nothing is known from then on."""
    hass = hass_with_lamp
    hass.states.async_set(FAN, "off")
    freezer.tick(60)
    hass.states.async_set(FAN, "on")
    await switch(hass, LAMP, on=True)
    freezer.tick(60)
    hass.states.async_set(FAN, "off")
    freezer.tick(60)
    async_expose_entity(hass, "conversation", FAN, should_expose=False)
    first = watch(hass, tmp_path)
    await first.async_start()
    await first.async_stop()
    async_expose_entity(hass, "conversation", FAN, should_expose=True)
    async_expose_entity(hass, "conversation", LAMP, should_expose=False)
    freezer.tick(600)
    second = watch(hass, tmp_path)
    await second.async_start()
    fan = await ask(second, hass, PastForm.DURATION, FAN)
    await second.async_stop()
    record = Record(tmp_path / "record.db")
    record.open()
    lamp = record.changes([LAMP], 0, dt_util.utcnow().timestamp())[LAMP]
    record.close()
    assert fan.findings[0].lasted == timedelta(seconds=60)
    assert [change.state for change in lamp] == ["off", "on", None]
