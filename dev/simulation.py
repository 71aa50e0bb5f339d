"""Simulated weeks of three households in the same house, to learn habits from.

`weeks_of` gives what a record of the home would hold: the same for the same household and the
same end. People do things at about their usual times with about their usual values, forget
them on some days, and do odd things besides; an automation does what nobody asked for.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
import random
from typing import Final

from custom_components.llm_iot.past import Cause, CauseKind
from custom_components.llm_iot.processing.habits import GOALS
from custom_components.llm_iot.processing.series import Change, Sample, SeriesKey
from custom_components.llm_iot.processing.usage import VALUES
from custom_components.llm_iot.storage.record import Batch

WEEKS: Final = 3
HOME: Final = "cottage"
"""The home of the understanding benchmark in which all of them live."""
PERSON: Final = "person.anna"
_ANNA: Final = Cause(CauseKind.PERSON, "Anna", "anna")
_SWITCH: Final = Cause(CauseKind.DEVICE)
_AGENT: Final = Cause(CauseKind.AGENT)
_AUTOMATION: Final = Cause(CauseKind.AUTOMATION, "Morning light")
_ODD_DEEDS: Final = 2
"""Things a day that somebody does for once."""
_SATURDAY: Final = 5
_ON: Final = {"climate": "heat", "cover": "open", "media_player": "on"}


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does to one thing."""

    entity_id: str
    state: str
    value: float | None = None
    """Percent or degrees; None where it has none, or keeps its own."""

    @property
    def domain(self) -> str:
        """Return the domain of the thing."""
        return self.entity_id.partition(".")[0]


def on(entity_id: str, value: float | None = None) -> Deed:
    """Return that something is switched on, opened, or set while it runs."""
    return Deed(entity_id, _ON.get(entity_id.partition(".")[0], "on"), value)


def off(entity_id: str) -> Deed:
    """Return that something is switched off or closed."""
    return Deed(entity_id, "closed" if entity_id.startswith("cover.") else "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """What a household does at a time of the day."""

    at: str
    """Time of day, as HH:MM."""
    minutes: int
    """How long it lasts; then everything of it is put back to rest."""
    deeds: tuple[Deed, ...]
    on_workdays: bool = True
    on_free_days: bool = True
    goal: str | None = None
    """The goal that is said first, and carried out."""
    arrives: bool = False
    """Whether somebody comes home first."""


@dataclass(frozen=True, slots=True)
class Household:
    """The people of a house."""

    name: str
    routines: tuple[Routine, ...]
    constancy: float = 0.95
    """Share of the days on which they do as usual."""


_TV, _LAMP, _CEILING = (
    "media_player.living_room_tv",
    "light.living_room_floor_lamp",
    "light.living_room_ceiling",
)
_CURTAINS, _THERMOSTAT = "cover.living_room_curtains", "climate.living_room"
_READING, _BEDROOM, _BLIND = "light.bedroom_reading", "light.bedroom_ceiling", "cover.bedroom_blind"
_DESK, _HALL = "light.study_desk", "light.hallway"
_KITCHEN, _COUNTER, _RADIO = (
    "light.kitchen_ceiling",
    "light.kitchen_counter",
    "media_player.kitchen_radio",
)
_RESTING: Final = {_BLIND: "closed", _CURTAINS: "open", _THERMOSTAT: "heat"}
"""States to which things return, other than off."""
_MORNING = partial(Routine, at="06:50", minutes=40)
_WORK = partial(Routine, at="08:30", minutes=80, on_free_days=False)
_HOME_AGAIN = partial(Routine, at="17:00", minutes=45, on_free_days=False, arrives=True)
_COOKING = partial(Routine, at="18:20", minutes=50, goal="cooking")
_FILM = partial(Routine, at="20:00", minutes=120)
_BOOK = partial(Routine, at="22:15", minutes=40)

HOUSEHOLDS: Final = {
    household.name: household
    for household in (
        Household(
            "cosy",
            (
                _MORNING(deeds=(on(_BEDROOM, 30), on(_BLIND))),
                _WORK(deeds=(on(_DESK, 80),)),
                _HOME_AGAIN(deeds=(on(_LAMP, 60), off(_HALL))),
                _COOKING(deeds=(on(_KITCHEN, 70), on(_COUNTER), on(_RADIO, 20))),
                _FILM(
                    deeds=(
                        on(_TV, 22),
                        on(_LAMP, 20),
                        off(_CEILING),
                        off(_CURTAINS),
                        on(_THERMOSTAT, 21.5),
                    )
                ),
                _BOOK(deeds=(on(_READING, 40), off(_BEDROOM))),
            ),
        ),
        Household(
            "dark",
            (
                _MORNING(deeds=(on(_READING, 60), off(_BEDROOM), on(_BLIND))),
                _WORK(deeds=(on(_DESK, 50),)),
                _HOME_AGAIN(deeds=(on(_HALL),)),
                _COOKING(deeds=(off(_KITCHEN), on(_COUNTER))),
                _FILM(
                    deeds=(on(_TV, 45), off(_LAMP), off(_CEILING), off(_CURTAINS)),
                ),
                _BOOK(deeds=(on(_BEDROOM, 70),)),
            ),
        ),
        Household(
            "bright",
            (
                _MORNING(deeds=(on(_BEDROOM, 100), on(_BLIND))),
                _WORK(deeds=(on(_DESK, 100),)),
                _HOME_AGAIN(deeds=(on(_HALL), on(_CEILING, 80))),
                _COOKING(deeds=(on(_KITCHEN, 100), off(_COUNTER))),
                _FILM(
                    deeds=(
                        on(_TV, 12),
                        off(_LAMP),
                        on(_CEILING, 30),
                        on(_CURTAINS),
                        on(_THERMOSTAT, 19),
                    )
                ),
                _BOOK(deeds=(on(_READING, 90), off(_BEDROOM))),
            ),
        ),
    )
}


@dataclass(slots=True)
class _Past:
    """What happened, not yet in order."""

    events: dict[str, list[tuple[datetime, Deed, Cause]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    goals: list[Change] = field(default_factory=list)
    people: list[Change] = field(default_factory=list)

    def add(self, at: datetime, deed: Deed, cause: Cause) -> None:
        """Add what somebody did."""
        self.events[deed.entity_id].append((at, deed, cause))


def weeks_of(household: Household, end: datetime, weeks: int = WEEKS) -> Batch:
    """Return the weeks before a moment, as a record keeps them.

    `end` is aware, on the clock of the home.
    """
    rng = random.Random(household.name)  # noqa: S311  # not for secrets
    past = _Past()
    begin = end - timedelta(weeks=weeks)
    things = sorted({deed.entity_id for each in household.routines for deed in each.deeds})
    for entity_id in things:
        past.add(begin, _at_rest(entity_id), Cause())
    past.people.append(Change(begin.timestamp(), "home"))
    for number in range(1, weeks * 7):
        day = (begin + timedelta(days=number)).date()
        for routine in _routines_of(household, day, rng):
            _live(routine, _moment(day, routine.at, end, rng), past, rng)
        _odd_day(day, things, end, past, rng)
    return _batch(past, end)


def _routines_of(household: Household, day: date, rng: random.Random) -> Iterator[Routine]:
    """Yield what a household does on a day; it forgets something now and then."""
    free = day.weekday() >= _SATURDAY
    for routine in household.routines:
        usual = routine.on_free_days if free else routine.on_workdays
        if usual and rng.random() < household.constancy:
            yield routine


def _live(routine: Routine, begin: datetime, past: _Past, rng: random.Random) -> None:
    """Do what a routine is made of, and put it back in the end."""
    if routine.arrives:
        past.people.append(Change((begin - timedelta(hours=8)).timestamp(), "not_home", _SWITCH))
        past.people.append(Change(begin.timestamp(), "home", _SWITCH))
    if routine.goal:
        past.goals.append(Change(begin.timestamp(), routine.goal, _AGENT))
    for deed in routine.deeds:
        at = begin + timedelta(seconds=rng.uniform(5, 180))
        value = deed.value and deed.value + _spread(deed, rng)
        past.add(at, Deed(deed.entity_id, deed.state, value), rng.choice((_ANNA, _SWITCH)))
    end = begin + timedelta(minutes=routine.minutes + rng.uniform(-5, 5))
    for deed in routine.deeds:
        past.add(end, _at_rest(deed.entity_id), _ANNA)


def _spread(deed: Deed, rng: random.Random) -> float:
    """Return by how much a value is off the usual one this time."""
    return rng.choice((0, 0, 0, 1, -1, 2, -2)) if deed.domain != "climate" else 0


def _odd_day(
    day: date, things: Sequence[str], end: datetime, past: _Past, rng: random.Random
) -> None:
    """Do some things for once, and let an automation do what is its own."""
    for entity_id in rng.choices(things, k=_ODD_DEEDS):
        at = _moment(day, f"{rng.randrange(10, 17):02}:30", end, rng)
        low, high = (17, 24) if entity_id == _THERMOSTAT else (10, 100)
        past.add(at, on(entity_id, rng.randrange(low, high)), _ANNA)
        past.add(at + timedelta(minutes=5), _at_rest(entity_id), _ANNA)
    at = _moment(day, "19:45", end, rng)
    past.add(at, on(_HALL), _AUTOMATION)
    past.add(at + timedelta(hours=3), off(_HALL), _AUTOMATION)


def _at_rest(entity_id: str) -> Deed:
    """Return what puts something back to how it is when nobody needs it."""
    domain = entity_id.partition(".")[0]
    value = 20.0 if domain == "climate" else None
    return Deed(entity_id, _RESTING.get(entity_id, "off"), value)


def _moment(day: date, at: str, end: datetime, rng: random.Random) -> datetime:
    """Return about a time of a day."""
    usual = datetime.combine(day, time.fromisoformat(at), end.tzinfo)
    return usual + timedelta(minutes=rng.uniform(-12, 12))


def _batch(past: _Past, end: datetime) -> Batch:
    """Return what happened as a record keeps it: what is new, in order."""
    batch = Batch()
    for entity_id, events in past.events.items():
        known = [each for each in sorted(events, key=lambda each: each[0]) if each[0] < end]
        _keep(entity_id, known, batch)
    batch.changes[SeriesKey(PERSON)] = _until(end, past.people)
    batch.changes[SeriesKey(GOALS)] = _until(end, past.goals)
    return batch


def _keep(entity_id: str, events: Sequence[tuple[datetime, Deed, Cause]], batch: Batch) -> None:
    """Keep the states and the values of one thing."""
    domain = entity_id.partition(".")[0]
    spec = VALUES[domain]
    changes: list[Change] = []
    samples: list[Sample] = []
    for at, deed, cause in events:
        last = changes[-1] if changes else None
        if last is None or (last.state, last.cause) != (deed.state, cause):
            changes.append(Change(at.timestamp(), deed.state, cause))
        rests = deed.state == "off" or (deed.value is None and domain != "climate")
        if deed.value is not None or rests:
            samples.append(Sample(at.timestamp(), None if rests else deed.value))
    batch.changes[SeriesKey(entity_id)] = changes
    if spec is not None:
        batch.samples[SeriesKey(entity_id, spec.measure, _unit(domain))] = samples


def _unit(domain: str) -> str:
    units: Mapping[str, str] = {"climate": "°C"}
    return units.get(domain, "%")


def _until(end: datetime, changes: Sequence[Change]) -> list[Change]:
    return sorted((each for each in changes if each.at < end.timestamp()), key=lambda each: each.at)
