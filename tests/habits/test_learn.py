"""What is a habit, and what is none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.llm_iot.models import Device, HomeView
from custom_components.llm_iot.past import Cause, CauseKind
from custom_components.llm_iot.processing.habits import (
    ARRIVAL,
    FEWEST_DAYS,
    GOALS,
    HALF_LIFE,
    SURE,
    Context,
    Habit,
    Habits,
    Part,
    contexts_of,
    learn,
    part_of,
    wilson,
)
from custom_components.llm_iot.processing.numbers import Numbers
from custom_components.llm_iot.processing.series import Change, Sample
from tests.homes import DIMMABLE, device, view

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 4, 12, tzinfo=ZONE)
"""A Wednesday, ten days after the clocks were set back."""
LAMP, TV, FAN = "light.lamp", "media_player.tv", "switch.fan"
PERSON, AUTOMATION = Cause(CauseKind.PERSON), Cause(CauseKind.AUTOMATION)
EVENING = Context(part=Part.EVENING)


@dataclass
class Past:
    """What was, as a record would tell it."""

    states: dict[str, list[Change]] = field(default_factory=dict)
    values: dict[str, list[Sample]] = field(default_factory=dict)

    def changes(
        self, entity_ids: Iterable[str], begin: float, end: float
    ) -> Mapping[str, Sequence[Change]]:
        """Return the states of some entities."""
        assert begin < end
        return {each: self.states[each] for each in entity_ids if each in self.states}

    def numbers(
        self, entity_id: str, measure: str, begin: float, end: float
    ) -> tuple[Numbers, str] | None:
        """Return the values of an entity."""
        assert measure
        assert begin < end
        samples = self.values.get(entity_id)
        return (Numbers(samples), "%") if samples else None

    def add(
        self,
        entity_id: str,
        days_ago: Iterable[float],
        times: str = "20:00-21:00",
        value: float | None = None,
        cause: Cause = PERSON,
    ) -> None:
        """Let a thing be in use on some days."""
        states = self.states.setdefault(entity_id, [Change(moment(30), "off")])
        values = self.values.setdefault(entity_id, [])
        for ago in sorted(days_ago, reverse=True):
            begin, end = (moment(ago, at) for at in times.split("-"))
            states += [Change(begin, "on", cause), Change(end, "off", cause)]
            if value is not None:
                values += [Sample(begin, value), Sample(end, None)]
        states.sort(key=lambda change: change.at)


def moment(days_ago: float, at: str = "00:00") -> float:
    """Return a time of day some days ago."""
    day = NOW.date() - timedelta(days=days_ago)
    return datetime.combine(day, time.fromisoformat(at), ZONE).timestamp()


def home() -> HomeView:
    """Return a room with a lamp, a TV and a fan, and a lamp elsewhere."""
    found = view(
        (device(LAMP, "Lamp", "light", "Lounge"), "off", DIMMABLE),
        (device(TV, "TV", "tv", "Lounge"), "off", {}),
        (device(FAN, "Fan", "fan", "Lounge"), "off", {}),
        (device("light.hall", "Hall light", "light", "Hall"), "off", DIMMABLE),
    )
    person = Device("person.anna", "Anna", "person", "anna", ("Anna",))
    return HomeView(found.devices, found.states, found.areas, readings=(person,))


def habits(past: Past) -> Habits:
    """Return what is learnt of a past."""
    return learn(home(), past, NOW)


def habit(past: Past, target: str, *contexts: Context) -> Habit | None:
    """Return a habit of the evening, or of other contexts."""
    return habits(past).of(target, contexts or (EVENING,))


def test_what_is_done_on_most_evenings_is_a_habit_of_the_evening() -> None:
    """With its value, the days on which it was seen and how sure that is."""
    past = Past()
    past.add(LAMP, range(1, 29), value=40)
    found = habit(past, LAMP)
    assert found is not None
    assert (found.used, found.value, found.unit, found.days) == (True, 40, "%", 28)
    assert 0.8 < found.confidence < 1
    assert habit(past, LAMP, Context(part=Part.MORNING)) != found


@pytest.mark.parametrize("days", range(1, FEWEST_DAYS + 2))
def test_nothing_is_a_habit_before_it_was_seen_on_several_days(days: int) -> None:
    """However often on each of them."""
    past = Past()
    past.states[LAMP] = [Change(moment(days, "17:00"), "off")]
    for times in ("18:10-18:20", "19:10-19:20", "20:10-20:20"):
        past.add(LAMP, range(1, days + 1), times)
    assert (habit(past, LAMP) is not None) is (days >= FEWEST_DAYS)


def test_what_an_automation_does_is_nobody_s_habit() -> None:
    """Nor is what nobody knows the author of, and what comes back after a gap."""
    for cause in (AUTOMATION, Cause(CauseKind.UNKNOWN)):
        past = Past()
        past.add(LAMP, range(1, 29), cause=cause)
        assert habit(past, LAMP) is None
    past = Past({LAMP: [Change(moment(30), "off")]})
    for ago in range(28, 0, -1):
        begin = moment(ago, "19:00")
        past.states[LAMP] += [
            Change(begin, None),
            Change(begin + 60, "on", PERSON),
            Change(begin + 3600, "off", PERSON),
        ]
    assert habit(past, LAMP) is None


@pytest.mark.parametrize("kind", [CauseKind.PERSON, CauseKind.AGENT, CauseKind.DEVICE])
def test_an_app_the_voice_and_a_switch_are_all_the_same(kind: CauseKind) -> None:
    """They are how persons do things."""
    past = Past()
    past.add(LAMP, range(1, 29), cause=Cause(kind))
    assert habit(past, LAMP) is not None


def test_workdays_and_free_days_have_habits_of_their_own() -> None:
    """What is done on Saturdays and Sundays alone is no habit of Tuesday."""
    past = Past()
    past.add(LAMP, [ago for ago in range(1, 29) if weekday(ago) >= 5])
    free, work = Context(None, Part.EVENING, True), Context(None, Part.EVENING, False)  # noqa: FBT003
    on_free_days, on_workdays = habit(past, LAMP, free), habit(past, LAMP, work)
    assert on_free_days is not None
    assert on_free_days.used
    assert on_workdays is not None
    assert not on_workdays.used


def weekday(days_ago: int) -> int:
    """Return the day of the week some days ago."""
    return (NOW.date() - timedelta(days=days_ago)).weekday()


def test_values_that_scatter_are_no_habit() -> None:
    """The lamp is, its brightness is not; one odd evening changes nothing."""
    past = Past()
    for ago in range(1, 29):
        past.add(LAMP, [ago], value=(ago * 37) % 100)
        past.add("light.hall", [ago], value=90 if ago == 3 else 20)
    for entity_id in past.values:
        past.values[entity_id].sort(key=lambda sample: sample.at)
    scattered, steady = habit(past, LAMP), habit(past, "light.hall")
    assert scattered is not None
    assert scattered.value is None
    assert steady is not None
    assert steady.value == 20


def test_a_new_habit_takes_the_place_of_an_old_one() -> None:
    """As days count less the longer they are ago; at first neither is sure."""
    past = Past({LAMP: [Change(moment(150), "off")]})
    past.add(LAMP, range(1, 40), value=80)
    past.add(LAMP, range(60, 100), value=20)
    past.values[LAMP].sort(key=lambda sample: sample.at)
    found = habit(past, LAMP)
    assert found is None or found.value in {None, 80}
    past.add(LAMP, range(40, 60), value=80)
    past.values[LAMP].sort(key=lambda sample: sample.at)
    found = habit(past, LAMP)
    assert found is not None
    assert found.value == 80


def test_a_habit_that_is_given_up_ends() -> None:
    """Evenings without it speak against it."""
    past = Past({LAMP: [Change(moment(90), "off", PERSON)]})
    past.add(LAMP, range(30, 60))
    found = habit(past, LAMP)
    assert found is None or not found.used


def test_what_follows_an_event_is_a_habit_of_the_event() -> None:
    """The lamp is low when the TV is on, although it is bright on most evenings."""
    past = Past()
    past.add(TV, range(2, 29, 2))
    past.add(LAMP, range(2, 29, 2), "20:05-21:00", value=15)
    past.add(LAMP, range(1, 29, 2), "20:05-21:00", value=85)
    past.values[LAMP].sort(key=lambda sample: sample.at)
    now = NOW.replace(hour=20)
    after = habit(past, LAMP, *contexts_of(f"{TV} on", now))
    assert after is not None
    assert after.value == 15
    assert habit(past, "light.hall", *contexts_of(f"{TV} on", now)) is None  # another room


def test_how_things_were_corrected_is_what_counts() -> None:
    """What was switched off again within ten minutes of the goal is not wanted with it."""
    past = Past({GOALS: [Change(moment(ago, "20:00"), "film") for ago in range(20, 0, -2)]})
    past.add(LAMP, range(20, 0, -2), "20:01-20:04")
    past.add(TV, range(20, 0, -2), "20:01-21:00", cause=Cause(CauseKind.AGENT))
    contexts = contexts_of("goal film", NOW.replace(hour=20))
    tv, lamp = habit(past, TV, *contexts), habit(past, LAMP, *contexts)
    assert tv is not None
    assert tv.used
    assert lamp is not None
    assert not lamp.used


def test_coming_home_is_an_event_of_the_whole_home() -> None:
    """Being at home when the record begins is not."""
    past = Past({"person.anna": [Change(moment(30), "home")]})
    for ago in range(20, 0, -1):
        past.states["person.anna"] += [
            Change(moment(ago, "08:00"), "not_home"),
            Change(moment(ago, "18:30"), "home"),
        ]
    past.add("light.hall", range(20, 0, -1), "18:31-19:01")
    found = habit(past, "light.hall", Context(ARRIVAL))
    assert found is not None
    assert found.used
    assert found.days == 20


def test_an_evening_ends_after_midnight() -> None:
    """What is done at one in the night belongs to the day before, also for its weekday."""
    sunday = datetime(2026, 11, 1, 1, tzinfo=ZONE)
    assert part_of(sunday) is Part.NIGHT
    assert contexts_of(None, sunday)[0] == Context(None, Part.NIGHT, True)  # noqa: FBT003
    monday = datetime(2026, 11, 2, 1, tzinfo=ZONE)
    assert contexts_of(None, monday)[0] == Context(None, Part.NIGHT, True)  # noqa: FBT003
    assert [part_of(sunday.replace(hour=hour)) for hour in (4, 5, 10, 14, 18, 23)] == [
        Part.NIGHT,
        Part.MORNING,
        Part.MIDDAY,
        Part.AFTERNOON,
        Part.EVENING,
        Part.NIGHT,
    ]


def test_the_same_record_gives_the_same_habits() -> None:
    """In the same order."""
    past = Past()
    past.add(LAMP, range(1, 29), value=40)
    past.add(TV, range(1, 29))
    assert list(habits(past).by_context.items()) == list(habits(past).by_context.items())


def test_the_confidence_is_the_wilson_bound() -> None:
    """Against the closed form for all and none of the days, and it grows with the days."""
    z = 1.645
    assert wilson(1.0, 10) == pytest.approx(10 / (10 + z * z))
    assert wilson(0.0, 10) == pytest.approx(0.0)
    assert wilson(0.0, 0) == 0.0
    assert wilson(0.8, 10) < wilson(0.8, 100) < 0.8
    weight = sum(0.5 ** (ago / HALF_LIFE) for ago in range(1, FEWEST_DAYS + 1))
    assert wilson(1.0, weight) > SURE


def test_a_value_is_of_whoever_set_it_last() -> None:
    """Anna lights the lamp, and an automation dims it: how bright it is then is no habit."""
    past = Past()
    past.add(LAMP, range(1, 29), value=80)
    dimmed = Past({LAMP: list(past.states[LAMP])}, {LAMP: list(past.values[LAMP])})
    for ago in range(1, 29):
        at = moment(ago, "20:30")
        dimmed.states[LAMP].append(Change(at, "on", AUTOMATION))
        dimmed.values[LAMP].append(Sample(at, 10))
    dimmed.states[LAMP].sort(key=lambda change: change.at)
    dimmed.values[LAMP].sort(key=lambda sample: sample.at)
    lit, low = habit(past, LAMP), habit(dimmed, LAMP)
    assert lit is not None
    assert lit.value == 80
    assert low is not None
    assert low.value == 80  # as Anna left it
