"""Questions about numbers: which measure, of what, and compared with what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..capabilities import DOMAINS
from ..measures import SETTABLE, Measure, measure, measure_of, shows
from ..models import Device
from ..queries import Aggregate, Comparison, Query, QueryForm
from .asked import Asked, Scope
from .rooms import Place
from .seeker import Missing, NotThereError, Seeker
from .targets import Reach
from .tokenizer import words_of

_SENSES: Final = {
    "light": ("brightness", "illuminance"),
    "percent": (
        *("brightness", "speed", "position", "volume", "battery", "humidity", "soil_moisture"),
    ),
    "setting": (
        *("target_temperature", "target_humidity", "brightness", "speed", "position", "volume"),
    ),
    "sound": ("volume", "noise"),
    "air": ("air_quality", "co2", "voc", "fine_dust", "humidity"),
}
"""Measures that a word can mean, by what the things show that are asked about."""
_SENSES_OF_PLACES: Final = {
    "light": ("illuminance", "brightness"),
    "percent": ("humidity", "brightness"),
    "sound": ("noise", "volume"),
}
"""The same where no thing is named, but at most a room."""
_NATURAL: Final = ("temperature", "brightness", "speed", "position", "volume", "humidity")
"""What a number means that is said of a thing without anything else."""
_OF_UNIT: Final = {
    "%": "percent",
    "A": "current",
    "V": "voltage",
    "W": "power",
    "Wh": "energy",
    "dB": "noise",
    "hPa": "pressure",
    "kW": "power",
    "kWh": "energy",
    "km/h": "wind_speed",
    "lx": "illuminance",
    "m/s": "wind_speed",
    "mph": "wind_speed",
    "ppm": "co2",
    "°": "temperature",
    "°C": "temperature",
    "°F": "temperature",
}
"""Measure that is meant where only a unit is said."""
_SETTINGS: Final = frozenset({"input_number", "number"})
"""Domains of numbers that have no device class to tell what they measure."""
OF_ROOMS: Final = frozenset(
    {
        *("air_quality", "co", "co2", "fine_dust", "humidity", "illuminance", "noise"),
        *("temperature", "voc"),
    }
)
"""Measures that are told of rooms rather than of the sensors in them."""
_FULL: Final = "battery"
"""What "how full" asks for, of whatever has a charge."""
_NUMBERS: Final = frozenset({"number", "input_number", "sensor"})
"""Domains of what is a number by itself."""
_EVERYWHERE: Final = frozenset({"any", "anything", "count", "room", "where", "which"})
"""Forms that mean the whole home where no room is named."""


def measures_of(sense: str) -> tuple[str, ...]:
    """Return the names of the measures that a sense of the questions' words can mean."""
    return _SENSES.get(sense, (sense,))


@dataclass(frozen=True, slots=True)
class _Sought:
    """Things with the measure that they are asked for."""

    devices: tuple[Device, ...]
    measure: Measure
    place: str | None = None

    @property
    def targets(self) -> tuple[str, ...]:
        """Return the entity ids."""
        return tuple(device.entity_id for device in self.devices)


def number_query(seeker: Seeker, asked: Asked, spoken_of: tuple[Device, ...]) -> Query | None:
    """Return the question about numbers that was asked, None if no measure is known of it.

    Raises NotThereError where nothing shows it.
    """
    return _NumberQuery(seeker, asked, spoken_of).query()


@dataclass(frozen=True, slots=True)
class _NumberQuery:
    """Makes the question."""

    seeker: Seeker
    asked: Asked
    spoken_of: tuple[Device, ...]

    def query(self) -> Query | None:
        """Return the question."""
        asked = self.asked
        if numbers := self._numbers():
            return Query(numbers)
        try:
            sought = self._sought(asked.scope)
        except NotThereError:
            if called := self._called():
                return Query((called.entity_id,))
            raise
        if sought is None:
            return None
        if asked.against is not None:
            return self._compared(sought, asked.against)
        query = Query(
            sought.targets,
            measure=sought.measure.name,
            comparison=self._comparison(),
            threshold=asked.threshold,
            unit=asked.unit,
            place=sought.place,
            by_area=self._by_area(sought.measure),
        )
        if extreme := self._extreme():
            query = replace(query, form=extreme, comparison=None)
            return replace(query, targets=self._without_mains(sought))
        query = replace(query, aggregate=self._aggregate(sought.measure))
        if query.aggregate is Aggregate.SUM and not sought.place:
            query = replace(query, targets=self._mains(sought)[:1] or sought.targets)
        return replace(query, form=self._form()) if query.comparison else query

    def _numbers(self) -> tuple[str, ...]:
        """Return what shows as its state what is asked for, as no measure is known of it.

        How full a tank is, and what temperature the "incubator temperature" is set to.
        """
        asked, scope = self.asked, self.asked.scope
        if not asked.measure or not scope.mentions or asked.threshold is not None:
            return ()
        devices = self.seeker.named(scope, lambda device: device.domain in _NUMBERS, anywhere=True)
        told = asked.measure in {_FULL, "setting"} or all(
            asked.measure in words_of(device.name) for device in devices
        )
        numbers = all(each.domain in _NUMBERS and measure_of(each) is None for each in devices)
        return tuple(each.entity_id for each in devices) if told and numbers else ()

    def _compared(self, sought: _Sought, against: Scope) -> Query | None:
        """Return whether one has more than the other."""
        other = self._sought(against)
        if other is None:
            return None
        sought, other = self._of_storeys(sought, other, against)
        return Query(
            sought.targets,
            QueryForm.COMPARE,
            measure=sought.measure.name,
            comparison=self.asked.comparison or Comparison.ABOVE,
            against=other.targets,
            by_area=self._by_area(sought.measure) and not against.mentions,
            sides=self._names_of_sides(sought, other, against),
            either=self.asked.either,
        )

    def _of_storeys(
        self, sought: _Sought, other: _Sought, against: Scope
    ) -> tuple[_Sought, _Sought]:
        """Return what speaks for two storeys: what is called after them, where both have it.

        The "upstairs thermostat" tells more of upstairs than the nursery does.
        """
        found = []
        scopes, sides = (self.asked.scope, against), self._sides(against)
        for scope, side, name in zip(scopes, (sought, other), sides, strict=True):
            storey = len(scope.places) == 1 and scope.places[0].area_id is None
            words = set(words_of(name or "")) if storey and not scope.mentions else set()
            called = tuple(
                device
                for device in side.devices
                if words and any(words <= set(words_of(each)) for each in device.names)
            )
            found.append(replace(side, devices=called))
        return (found[0], found[1]) if all(each.devices for each in found) else (sought, other)

    def _names_of_sides(
        self, sought: _Sought, other: _Sought, against: Scope
    ) -> tuple[str | None, ...]:
        """Return what two places are called, where a room of theirs does not tell it."""
        if self.asked.scope.mentions or against.mentions:
            return ()
        names = []
        scopes = (self.asked.scope, against)
        for side, scope, name in zip((sought, other), scopes, self._sides(against), strict=True):
            rooms = {device.area for device in side.devices}
            storey = any(place.area_id is None for place in scope.places)
            names.append(name if storey or len(rooms) > 1 else None)
        return tuple(names)

    def _sides(self, against: Scope) -> tuple[str | None, ...]:
        """Return what two places are called that are compared."""
        said = self.asked.called or (None, None)
        scopes = (self.asked.scope, against)
        return tuple(
            called or self.seeker.place_of(scope)
            for called, scope in zip(said, scopes, strict=True)
        )

    def _sought(self, scope: Scope) -> _Sought | None:
        """Return what shows the measure that is asked for, of the things or places named."""
        names = self._names()
        if scope.mentions:
            return self._of_things(scope, names)
        follows = self.asked.pronoun or self._asks_of_nothing()
        if follows and (sought := self._of_spoken(names)) and not scope.somewhere:
            return sought
        if not names:
            return None
        if self.asked.pronoun and not scope.somewhere:
            scope = self._around(names) or scope
        names = _SENSES_OF_PLACES.get(self._sense() or "", names)
        for name in names:
            if sought := self._of_places(scope, measure(name)):
                return sought
        place = self.seeker.place_of(scope)
        raise NotThereError(Missing(kind=names[0], place=place))

    def _called(self) -> Device | None:
        """Return the only number that is called after what is asked for: "what's the pressure"."""
        asked = self.asked
        plain = asked.against is None and asked.threshold is None and not asked.extreme
        index = self.seeker.targets.index
        named = index.pick(index.by_word.get(self._sense() or "", ()))
        found = [device for device in named if device.domain in _SETTINGS]
        return found[0] if plain and len(found) == 1 and not asked.scope.somewhere else None

    def _around(self, names: Iterable[str]) -> Scope | None:
        """Return the room of what was spoken of, for what is set there and shown elsewhere."""
        rooms = {device.area_id: device.area for device in self.spoken_of}
        if len(rooms) != 1 or SETTABLE.isdisjoint(names):
            return None
        ((area_id, name),) = rooms.items()
        if area_id is None or name is None:
            return None
        return Scope(places=(Place(name, self.seeker.targets.index.in_area(area_id), area_id),))

    def _asks_of_nothing(self) -> bool:
        """Return whether nothing says what a number is asked of: "at what volume?"."""
        asked = self.asked
        plain = asked.threshold is None and asked.against is None and asked.aggregate is None
        return (
            plain and asked.extreme is None and asked.scope == Scope() and asked.forms == {"what"}
        )

    def _sense(self) -> str | None:
        """Return what is asked for in the words of the language."""
        return self.asked.measure or _OF_UNIT.get(self.asked.unit)

    def _names(self) -> tuple[str, ...]:
        """Return the measures that the words can mean, none where they name none."""
        name = self._sense()
        if name is None and self.asked.condition == "low":
            return ("battery",)
        if name is None:
            scope, forms = self.asked.scope, self.asked.forms
            of_a_place = self.asked.pronoun or scope.somewhere or "room" in forms
            return ("temperature",) if of_a_place and not scope.mentions else ()
        return measures_of(name)

    def _of_things(self, scope: Scope, names: Sequence[str]) -> _Sought | None:
        """Return what shows a measure of the things that are named."""
        wanted = [measure(name) for name in names]

        def able(device: Device) -> bool:
            return any(shows(device, each) for each in wanted) or (
                not wanted and measure_of(device) is not None
            )

        anywhere = bool(self.asked.forms & _EVERYWHERE)
        devices = self.seeker.named(scope, able, anywhere=anywhere)
        place = self.seeker.place_of(scope)
        if not wanted:
            own = next(filter(None, map(measure_of, devices)), None)
            wanted = [own] if own else [measure(name) for name in _NATURAL]
        for each in wanted:
            if direct := tuple(device for device in devices if shows(device, each)):
                return _Sought(direct, each, place)
        for each in wanted:
            if related := self.seeker.related(scope, devices, each):
                return _Sought(tuple(related), each, place)
        if any(device.domain not in DOMAINS for device in devices):
            return None
        return _Sought(devices, wanted[0], place)

    def _of_spoken(self, names: Iterable[str]) -> _Sought | None:
        """Return what shows a measure of the things that were spoken of.

        "How warm is it" is about no thing, "is it above 70 percent" is.
        """
        for each in map(measure, names):
            shown = tuple(device for device in self.spoken_of if shows(device, each))
            if shown and (self._sense() != each.name or each.name not in OF_ROOMS):
                return _Sought(shown, each)
        return None

    def _of_places(self, scope: Scope, wanted: Measure) -> _Sought | None:
        """Return what shows a measure of places; without one, the speaker's room goes first."""
        asked = self.asked
        general = scope.somewhere or scope.home or asked.forms & _EVERYWHERE
        if not general and not asked.aggregate and not asked.extreme:
            room = self.seeker.room()
            if room.places and (here := self.seeker.showing(wanted, room)):
                return _Sought(here, wanted, self.seeker.place_of(room))
        found = self.seeker.showing(wanted, scope)
        return _Sought(found, wanted, self.seeker.place_of(scope)) if found else None

    def _comparison(self) -> Comparison | None:
        """Return how numbers are compared; only with a number, but for what is low by itself."""
        asked = self.asked
        if asked.threshold is None:
            return Comparison.BELOW if asked.condition == "low" else None
        found = asked.comparison or Comparison.EQUAL
        return _CONTRARY.get(found, found) if asked.negated else found

    def _extreme(self) -> QueryForm | None:
        """Return whether the most or the least is asked for: also by "which is warmer"."""
        asked = self.asked
        if asked.extreme or asked.threshold is not None or asked.comparison is None:
            return asked.extreme
        several = len(asked.scope.places) > 1 or len(asked.scope.mentions) > 1
        if not several and not asked.forms & {"which", "room"}:
            return None
        less = asked.comparison in {Comparison.BELOW, Comparison.AT_MOST}
        return QueryForm.LEAST if less else QueryForm.MOST

    def _aggregate(self, wanted: Measure) -> Aggregate | None:
        """Return what several numbers are made into: the power of a room is a sum."""
        asked = self.asked
        if asked.aggregate or asked.scope.mentions or asked.forms & _EVERYWHERE:
            return asked.aggregate
        return Aggregate.SUM if wanted.adds_up else None

    def _mains(self, sought: _Sought) -> tuple[str, ...]:
        """Return the meters of the whole home: what they show counts everything else, too."""
        whole = self.seeker.words.some("whole_words")
        own = set(words_of(sought.measure.name)) | whole
        found = []
        for device in sought.devices:
            names = [set(words_of(name)) for name in device.names]
            if any(name <= own and name & whole for name in names):
                found.append(device.entity_id)
        return tuple(found)

    def _without_mains(self, sought: _Sought) -> tuple[str, ...]:
        """Return what is compared with each other: the whole home is not a thing in it."""
        mains = self._mains(sought) if sought.measure.adds_up else ()
        return tuple(each for each in sought.targets if each not in mains) or sought.targets

    def _by_area(self, wanted: Measure) -> bool:
        """Return whether rooms are asked for rather than the things in them."""
        asked = self.asked
        if asked.scope.mentions:
            return False
        return wanted.name in OF_ROOMS or bool(asked.forms & {"room", "where"})

    def _form(self) -> QueryForm:
        """Return the form of a question that compares numbers with one that is given."""
        forms = self.asked.forms
        if "count" in forms:
            return QueryForm.COUNT
        if forms & {"any", "anything"}:
            return QueryForm.ANY
        if forms & {"which", "where", "room"}:
            return QueryForm.WHICH
        reaches = {mention.reach for mention in self.asked.scope.mentions}
        whole = self.asked.all_of_them or reaches - {Reach.ONE}
        return QueryForm.ALL if whole else QueryForm.STATE


_CONTRARY: Final = {
    Comparison.ABOVE: Comparison.AT_MOST,
    Comparison.AT_MOST: Comparison.ABOVE,
    Comparison.BELOW: Comparison.AT_LEAST,
    Comparison.AT_LEAST: Comparison.BELOW,
}
