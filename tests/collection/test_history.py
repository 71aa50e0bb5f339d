"""The record that is kept of a running home."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.components.recorder import Recorder
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.recorder import get_instance
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest

from custom_components.llm_iot.collection.history import History
from custom_components.llm_iot.collection.home import Home
from custom_components.llm_iot.collection.record_settings import RecordSettings
from custom_components.llm_iot.errors import StorageError
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.past import (
    CauseKind,
    PastAnswer,
    PastForm,
    PastQuery,
    Period,
)
from custom_components.llm_iot.processing.intake import NUMBER_GAP
from custom_components.llm_iot.processing.series import Sample, SeriesKey
from custom_components.llm_iot.storage.record import Batch, Record, size_of

LAMP = "input_boolean.lamp"
DOOR = "input_boolean.door"
FAN = "fan.fan"
WARMTH = "sensor.warmth"
HELPERS = {"lamp": {"name": "Lamp"}, "door": {"name": "Door"}}
AUTOMATION = {
    "alias": "Lamp at the door",
    "triggers": {"trigger": "state", "entity_id": DOOR, "to": "on"},
    "actions": {"action": "input_boolean.turn_on", "target": {"entity_id": LAMP}},
}
DEGREES = {"device_class": "temperature", "unit_of_measurement": "°C"}


@pytest.fixture
async def hass_with_lamp(home_assistant: HomeAssistant) -> HomeAssistant:
    """Return a home with a lamp that goes on when a door opens, and a thermometer."""
    hass = home_assistant
    assert await async_setup_component(hass, "input_boolean", {"input_boolean": HELPERS})
    assert await async_setup_component(hass, "automation", {"automation": [AUTOMATION]})
    hass.states.async_set(WARMTH, "20.0", DEGREES)
    for entity_id in (LAMP, DOOR, WARMTH):
        async_expose_entity(hass, "conversation", entity_id, should_expose=True)
    return hass


@pytest.fixture
async def history(hass_with_lamp: HomeAssistant, tmp_path: Path) -> AsyncIterator[History]:
    """Return a record of it that is under way."""
    watching = watch(hass_with_lamp, tmp_path)
    await watching.async_start()
    yield watching
    await watching.async_stop()


def watch(hass: HomeAssistant, folder: Path) -> History:
    """Return what has just begun to watch a home."""
    home = Home(hass, load_kinds())
    history = History(hass, home, Record(folder / "record.db"))
    home.async_listen(history.async_home_changed)
    history.async_listen()
    return history


async def ask(
    history: History, hass: HomeAssistant, form: PastForm, target: str = LAMP, **more: object
) -> PastAnswer:
    """Return the answer to a question about the last day."""
    now = dt_util.now()
    query = PastQuery(
        form=form,
        asked=now,
        targets=(target,),
        state=None if more.get("measure") else "on",
        period=Period(now - timedelta(days=1), now),
        **more,  # type: ignore[arg-type]
    )
    (answer,) = await history.async_recall([query], Home(hass, load_kinds()).async_view(), "anna")
    return answer


async def switch(
    hass: HomeAssistant, target: str, *, on: bool, context: Context | None = None
) -> None:
    """Switch a helper, as a page of Home Assistant does."""
    await hass.services.async_call(
        "input_boolean",
        "turn_on" if on else "turn_off",
        {"entity_id": target},
        blocking=True,
        context=context,
    )
    await hass.async_block_till_done()


async def test_it_is_known_who_did_it(hass_with_lamp: HomeAssistant, history: History) -> None:
    """A person, the agent for a person, an automation by its name, and the device itself."""
    hass, causes = hass_with_lamp, []
    anna = await hass.auth.async_create_user("Anna", group_ids=[GROUP_ID_ADMIN])
    ben = await hass.auth.async_create_user("Ben", group_ids=[GROUP_ID_ADMIN])

    async def note() -> None:
        (finding,) = (await ask(history, hass, PastForm.LAST)).findings
        causes.append((finding.cause.kind, finding.cause.name, finding.cause.user_id))
        await switch(hass, LAMP, on=False)

    await switch(hass, LAMP, on=True, context=Context(user_id=anna.id))
    await note()
    turn = Context(user_id=ben.id)
    history.async_note_turn(turn)
    await switch(hass, LAMP, on=True, context=turn)
    await note()
    await switch(hass, DOOR, on=True, context=Context(user_id=anna.id))
    await note()
    hass.states.async_set(LAMP, "on")
    await note()
    assert causes == [
        (CauseKind.PERSON, None, anna.id),
        (CauseKind.AGENT, None, ben.id),
        (CauseKind.AUTOMATION, "Lamp at the door", None),
        (CauseKind.DEVICE, None, None),
    ]


async def test_a_person_is_called_by_name(hass_with_lamp: HomeAssistant, history: History) -> None:
    """The person whose user did it, where Home Assistant has one."""
    hass = hass_with_lamp
    user = await hass.auth.async_create_user("a.smith", group_ids=[GROUP_ID_ADMIN])
    hass.states.async_set("person.anna", "home", {"user_id": user.id, "friendly_name": "Anna"})
    await switch(hass, LAMP, on=True, context=Context(user_id=user.id))
    (finding,) = (await ask(history, hass, PastForm.LAST)).findings
    assert finding.cause.name == "Anna"


async def test_what_happened_a_moment_ago_is_known(
    hass_with_lamp: HomeAssistant, history: History, freezer: FrozenDateTimeFactory
) -> None:
    """A question does not wait for the next regular write."""
    await switch(hass_with_lamp, LAMP, on=True)
    freezer.tick(90)
    await switch(hass_with_lamp, LAMP, on=False)
    (finding,) = (await ask(history, hass_with_lamp, PastForm.DURATION)).findings
    assert finding.lasted == timedelta(seconds=90)


async def test_numbers_that_come_too_fast_are_thinned_and_the_last_is_kept(
    hass_with_lamp: HomeAssistant, history: History, freezer: FrozenDateTimeFactory
) -> None:
    """The value that stays is known exactly, and what was left out is counted."""
    hass = hass_with_lamp
    for tenth in range(1, 6):
        freezer.tick(NUMBER_GAP / 10)
        hass.states.async_set(WARMTH, f"20.{tenth}", DEGREES)
        await hass.async_block_till_done()
    freezer.tick(NUMBER_GAP + 1)
    answer = await ask(history, hass, PastForm.HIGHEST, WARMTH, measure="temperature")
    assert answer.findings[0].value == 20.5
    facts = await history.async_facts()
    assert facts.counts.thinned == 4
    assert facts.counts.seen == facts.counts.kept + facts.counts.repeated + facts.counts.thinned


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


class Unwritable(Record):
    """A record on a disk that is full for a while."""

    full = False

    def write(self, batch: Batch) -> None:
        """Fail while the disk is full."""
        if self.full:
            raise StorageError(error="disk full")
        super().write(batch)


async def test_what_cannot_be_written_is_written_later(
    hass_with_lamp: HomeAssistant,
    tmp_path: Path,
    freezer: FrozenDateTimeFactory,
) -> None:
    """When there is room again on a full disk, nothing is missing."""
    hass = hass_with_lamp
    record = Unwritable(tmp_path / "record.db")
    history = History(hass, Home(hass, load_kinds()), record)
    history.async_listen()
    await history.async_start()
    record.full = True
    for _ in range(3):
        freezer.tick(60)
        await switch(hass, LAMP, on=True)
        freezer.tick(60)
        await switch(hass, LAMP, on=False)
        with pytest.raises(StorageError):
            await ask(history, hass, PastForm.COUNT)
    record.full = False
    answer = await ask(history, hass, PastForm.COUNT)
    await history.async_stop()
    assert answer.findings[0].count == 3


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
    async_expose_entity(hass, "conversation", LAMP, should_expose=True)
    await second.async_stop()
    record = Record(tmp_path / "record.db")
    record.open()
    lamp = record.changes([LAMP], 0, dt_util.utcnow().timestamp())[LAMP]
    record.close()
    assert fan.findings[0].lasted == timedelta(seconds=60)
    assert [change.state for change in lamp] == ["off", "on", None]


async def test_the_record_keeps_to_its_size(
    hass_with_lamp: HomeAssistant, tmp_path: Path, freezer: FrozenDateTimeFactory
) -> None:
    """Numbers are kept by the hour sooner; the latest day is kept as it was."""
    hass, path = hass_with_lamp, tmp_path / "record.db"
    now = dt_util.utcnow().timestamp()
    record = Record(path)
    record.open()
    samples = [Sample(now - 9 * 86400 + second, second / 7) for second in range(0, 9 * 86400, 30)]
    key = SeriesKey(WARMTH, "temperature", "°C")
    record.write(Batch(samples={key: samples}, by_hour_until=samples[0].at, watched=now))
    record.close()
    most = size_of(path) // 3
    history = History(hass, Home(hass, load_kinds()), record, RecordSettings(most_bytes=most))
    history.async_listen()
    await history.async_start()
    freezer.tick(1)
    facts = await history.async_facts()
    await history.async_stop()
    assert facts.kept["bytes"] <= facts.most_bytes == most
    assert 86400 / 30 < facts.kept["sample"] < 3 * 86400 / 30
    assert facts.kept["hour"] > 24 * 6
