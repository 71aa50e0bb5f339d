"""From what was asked to a question that code can answer, about things that the home has."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ..models import Device, Plan, Problem, ProblemCode, Source
from ..queries import Query, QueryForm
from ..readings import can_be, contrary, is_moment, noticed, tells_time, unnoticed
from .asked import DEED, DETAILS, Asked, Scope
from .asked_rooms import OF_ROOMS, lit_query, named_rooms, rooms_query
from .modes import detail_query
from .numeric_queries import number_query
from .seeker import Missing, NotThereError, Seeker
from .targets import Reach, Reference

_WEATHER: Final = frozenset({"rain", "snow", "clear", "cloudy", "fog", "wind", "storm"})
_HOUSEHOLD: Final = frozenset({"on", "off", "locked", "unlocked"})
"""Conditions that only things of a home are in, so that a thing nobody knows is missed here."""
_ANYWHERE: Final = frozenset({"any", "anything", "count", "which", "what"})
"""Forms that mean the whole home where no room is named."""
_OF_COVERS: Final = {"up": "open", "down": "closed"}
_OUT: Final = {
    **dict.fromkeys(("person", "device_tracker"), "away"),
    **dict.fromkeys(("lawn_mower", "vacuum"), "on"),
    "cover": "open",
}
"""What being out means for things of a domain; all others are off."""
_SHUT: Final = frozenset({"closed", "locked"})
_OF_ROOMS: Final = _SHUT | {"detected", "not_wet", "open", "unlocked", "wet"}
"""Conditions that are said of a room for the sensors and doors in it."""
OF_PERSONS: Final = frozenset({"anyone", "everyone", "nobody", "who"})
"""Forms that ask for people."""
_PRESENCE: Final = ("presence", "motion")
"""Kinds that tell whether somebody is in a room, the better one first."""


@dataclass(frozen=True)
class QueryBuilder:
    """Makes one question of what was asked."""

    seeker: Seeker
    asked: Asked
    now: datetime
    spoken_of: tuple[Device, ...] = ()
    """What "it" or "them" mean."""
    of_past: bool = False
    """Whether it stands for a question about the past: "what was the last lamp on"."""

    def plan(self) -> Plan | None:
        """Return the question or what is missing for it; None if it is not about the home."""
        mentions = self.asked.scope.mentions
        if len(mentions) > 1 and any(each.unknown and not each.things for each in mentions):
            return None
        try:
            query = self._query()
        except NotThereError as error:
            return self._of_one_side() or self._without(error.missing)
        if query is None:
            return None
        return Plan(Source.RESOLVER, queries=(replace(query, asked=self.now),))

    def _of_one_side(self) -> Plan | None:
        """Return what each of two places shows that are compared, where only one shows anything."""
        asked = self.asked
        if not asked.either or asked.against is None:
            return None
        queries: list[Query] = []
        for scope in (asked.scope, asked.against):
            forms = frozenset({"what"})
            side = replace(asked, scope=scope, against=None, comparison=None, forms=forms)
            plan = replace(self, asked=replace(side, either=False)).plan()
            if plan is None or plan.problems:
                return None
            queries += plan.queries
        shown = any(query.targets for query in queries)
        return Plan(Source.RESOLVER, queries=tuple(queries)) if shown else None

    def _query(self) -> Query | None:
        """Return the question by what it is about. Raises NotThereError."""
        asked = self.asked
        unknown_place = asked.scope.unknown_place
        if unknown_place and not asked.scope.mentions:
            raise NotThereError(Missing(unknown_place, unknown_place=True))
        if is_moment(asked.measure):
            return self._sun()
        if asked.condition in _WEATHER or self._is_about("weather"):
            return self._weather()
        if asked.condition == "dark" or (self._is_about("sun") and asked.condition in _OF_COVERS):
            return self._daylight()
        if asked.forms & OF_PERSONS or (asked.condition == "empty" and asked.scope.home):
            return self._persons()
        if "when" in asked.forms:
            return self._time()
        if asked.is_numeric:
            return self._measured()
        if asked.condition:
            return self._condition(asked.condition)
        return self._state()

    def _measured(self) -> Query | None:
        """Return a question about what things show; an alarm that is set is armed."""
        asked = self.asked
        if asked.measure == "source" or (asked.measure == "setting" and self._shows_source()):
            return self._source() or self._state()
        if asked.measure in DETAILS:
            return detail_query(self.seeker, asked)
        if asked.measure == "setting" and "what" not in asked.forms and self._is_about("alarm"):
            return self._condition("armed")
        return self._number(asked)

    def _condition(self, condition: str) -> Query | None:
        """Return a question about a condition of things."""
        scope = self.asked.scope
        kind = self._kind()
        wanted = self._wanted(self._out() if condition == "out" else condition, kind)
        of_rooms = scope.somewhere or "room" in self.asked.forms
        if wanted in OF_ROOMS and of_rooms and not scope.mentions:
            rooms = rooms_query(self.seeker, self.asked, wanted, self._place())
            return rooms or self._presence(wanted)
        devices = self._devices(wanted) if wanted else None
        if not wanted or devices is None:
            return None
        if wanted == "on" and self._is_set_on():
            return Query(tuple(device.entity_id for device in devices), place=self._place())
        able = tuple(device for device in devices if can_be(device, wanted))
        targets = tuple(device.entity_id for device in able or devices)
        place = self._place()
        if rooms := named_rooms(able, self._form(), wanted):
            return rooms
        if devices and (not able or DEED in self.asked.forms):  # only what they are can be told
            return Query(targets, kind=kind, place=place)
        whole = self._means_everything() or (scope.home and not scope.mentions)
        whole |= wanted in _SHUT and not scope.mentions  # a shed is locked if each door of it is
        form = self._form(all_of_it=whole)
        if form is QueryForm.STATE and not scope.mentions and not self.asked.pronoun:
            form = QueryForm.ANY
        return Query(targets, form, wanted, kind=kind, place=place)

    def _is_set_on(self) -> bool:
        """Return whether "on" asks what one thing is set to: "what's the telly on"."""
        asked, mentions = self.asked, self.asked.scope.mentions
        if self.of_past or asked.forms != {"what"} or asked.negated or len(mentions) != 1:
            return False
        mention = mentions[0]
        named = mention.definite or any(thing.named for thing in mention.things)
        return named and mention.reach is Reach.ONE

    def _out(self) -> str:
        """Return what "out" means: a light is off, a person away, an awning open."""
        named = self.seeker.named(self.asked.scope, lambda _: True)
        domains = {device.domain for device in named or self.spoken_of}
        return _OUT.get(domains.pop(), "off") if len(domains) == 1 else "off"

    def _wanted(self, condition: str, kind: str | None) -> str | None:
        """Return the condition that is asked for: its contrary behind a "not"."""
        if condition in {"detected", "on"} and kind and (own := noticed(kind)):
            condition = own
        found = contrary(condition) if self.asked.negated else condition
        return _OF_COVERS.get(found, found) if found else None

    def _devices(self, condition: str) -> tuple[Device, ...] | None:
        """Return what is asked about a condition, None where nothing is."""
        asked, scope = self.asked, self.asked.scope
        if scope.mentions and not self._means_everything():
            return self._named(condition)
        if asked.pronoun and self.spoken_of:
            return self.spoken_of
        of_rooms = condition in _OF_ROOMS and scope.somewhere
        of_rooms |= condition == "playing"
        if scope.mentions or scope.home or of_rooms or asked.forms & _ANYWHERE:
            return self.seeker.everything(scope, condition)
        return None

    def _means_everything(self) -> bool:
        mentions = self.asked.scope.mentions
        return any(mention.reference is Reference.EVERYTHING for mention in mentions)

    def _named(self, condition: str) -> tuple[Device, ...]:
        """Return the things that are named, of those that can be in a condition."""

        def able(device: Device) -> bool:
            return can_be(device, condition)

        anywhere = bool(self.asked.forms & _ANYWHERE)
        return self.seeker.named(self.asked.scope, able, anywhere=anywhere)

    def _state(self) -> Query | None:
        """Return a question about things without a condition that is named."""
        asked, scope = self.asked, self.asked.scope
        if not scope.mentions or (asked.indefinite and "what" in asked.forms):
            return None
        kind = self._kind()
        if kind and (condition := noticed(kind)):
            return self._condition(condition)
        if whereabouts := self._whereabouts():
            return whereabouts
        if asked.forms & {"any", "count"}:
            devices = self.seeker.named(
                scope, lambda device: kind in {None, device.kind}, anywhere=True
            )
            targets = tuple(device.entity_id for device in devices)
            much = "what" in asked.forms and len(devices) == 1  # "how much filament is there"
            form = QueryForm.STATE if much else QueryForm.COUNT
            return Query(targets, form, kind=kind, place=self._place())
        devices = self.seeker.named(scope, lambda _: True, anywhere=bool(asked.forms & _ANYWHERE))
        targets = tuple(device.entity_id for device in devices)
        if asked.forms & {"what", "where", "which"}:
            return Query(targets, kind=kind, place=self._place())
        return None

    def _shows_source(self) -> bool:
        """Return whether what is named can be set to nothing but what it shows: a television."""
        if not self.asked.scope.mentions or self.asked.threshold is not None:
            return False
        devices = self.seeker.named(self.asked.scope, lambda _: True)
        states = [self.seeker.view.state(device.entity_id) for device in devices]
        players = all(device.domain == "media_player" for device in devices)
        return players and all(state.attributes.get("source") for state in states)

    def _source(self) -> Query | None:
        """Return what players are set to; their state tells it."""

        def able(device: Device) -> bool:
            return device.domain == "media_player"

        mentions = self.asked.scope.mentions
        devices = self.seeker.named(self.asked.scope, able) if mentions else self.spoken_of
        targets = tuple(device.entity_id for device in devices if able(device))
        return Query(targets, place=self._place()) if targets else None

    def _whereabouts(self) -> Query | None:
        """Return whether a person is at a place that is none of the home: "at work"."""
        scope = self.asked.scope
        places = [each.unknown_place for each in scope.mentions if each.unknown_place]
        mentions = tuple(replace(each, unknown_place=None, here=False) for each in scope.mentions)
        named = replace(scope, mentions=mentions, places=(), here=False)
        here = scope.here or any(mention.here for mention in scope.mentions)
        if not (places or scope.home or here):
            return None
        devices = self.seeker.named(named, lambda device: can_be(device, "home"))
        if not all(can_be(device, "home") for device in devices):
            return None
        targets = tuple(device.entity_id for device in devices)
        return Query(targets, self._form(), places[0] if places else "home", kind=self._kind())

    def _persons(self) -> Query | None:
        """Return a question about who is where."""
        asked, scope = self.asked, self.asked.scope
        if scope.mentions or asked.measure:
            return None
        if scope.places or scope.here:
            empty = "nobody" in asked.forms
            present = self._presence("empty" if empty else "occupied")
            return None if "who" in asked.forms and not present.targets else present
        gone = asked.condition in {"away", "out", "empty"}
        if not (gone or asked.condition == "home" or (scope.home and not asked.condition)):
            return None
        if asked.negated or "nobody" in asked.forms:
            gone = not gone
        persons = self._of_kind("person") or self._of_kind("tracker")
        form = QueryForm.WHICH if "who" in asked.forms else QueryForm.ANY
        if asked.forms & {"everyone", "nobody"} or asked.condition == "empty":
            form = QueryForm.ALL
        return Query(persons, form, "away" if gone else "home", kind="person")

    def _presence(self, condition: str) -> Query:
        """Return whether somebody is in a room, as far as a sensor there tells."""
        inside = self.seeker.inside(self.asked.scope)
        form = QueryForm.ALL if condition == "empty" else QueryForm.ANY
        for kind in _PRESENCE:
            targets = tuple(each.entity_id for each in inside if each.kind == kind)
            if targets:
                wanted = noticed(kind) if condition == "occupied" else unnoticed(kind)
                return Query(targets, form, wanted, kind=kind, place=self._place())
        return Query((), form, kind=_PRESENCE[0], place=self._place())

    def _weather(self) -> Query:
        """Return a question about the weather outside."""
        reports = self._of_kind("weather")[:1]
        condition = self.asked.condition
        return Query(reports, state=condition if condition in _WEATHER else None, kind="weather")

    def _daylight(self) -> Query | None:
        """Return whether it is dark, or where the sun is."""
        scope = self.asked.scope
        if not scope.places and not scope.here:
            up = self.asked.condition == "up"
            return self._of_sun(state="sun_up" if up else "sun_down")
        inside = self.seeker.inside(scope)
        sensors = tuple(device.entity_id for device in inside if device.kind == "daylight")
        if sensors:
            return Query(sensors, state="dark", place=self._place())
        return self._number(replace(self.asked, condition=None, measure="illuminance"))

    def _number(self, asked: Asked) -> Query | None:
        """Return a question about a number; how light it is may be told by the lamps alone."""
        try:
            return number_query(self.seeker, asked, self.spoken_of)
        except NotThereError:
            if lit := lit_query(self.seeker, asked, self._place()):
                return lit
            raise

    def _sun(self) -> Query | None:
        """Return when the sun sets or rises, or whether it has done so."""
        measure = self.asked.measure
        if self.asked.forms & {"when", "what"}:
            return self._of_sun(measure=measure)
        return self._of_sun(state="sun_down" if measure == "sunset" else "sun_up")

    def _of_sun(self, *, state: str | None = None, measure: str | None = None) -> Query | None:
        """Return a question about the sun, None where the home does not know of it."""
        sun = self._of_kind("sun")
        return Query(sun, state=state, measure=measure) if sun else None

    def _form(self, *, all_of_it: bool = False) -> QueryForm:
        """Return the form of a question about a condition."""
        forms = self.asked.forms
        if "count" in forms:
            return QueryForm.COUNT
        if forms & {"any", "anything"}:
            return QueryForm.ANY
        if forms & {"which", "what", "where"}:
            return QueryForm.WHICH
        reaches = {mention.reach for mention in self.asked.scope.mentions}
        return QueryForm.ALL if all_of_it or reaches - {Reach.ONE} else QueryForm.STATE

    def _kind(self) -> str | None:
        """Return the kind that is asked for, None where things are named by more than it."""
        mentions = self.asked.scope.mentions
        if len(mentions) != 1:
            return None
        head = mentions[0].head
        others = [thing for thing in mentions[0].things if thing is not head and not thing.place]
        return head.kind if head and not others and not head.named else None

    def _place(self) -> str | None:
        """Return the name of the place that is asked about."""
        scope = self.asked.scope
        for mention in scope.mentions:
            places = (*mention.places, *(each.place for each in mention.things if each.place))
            if places:
                return places[0].name if len(set(places)) == 1 else None
            if mention.here:
                return self.seeker.place_of(Scope(here=True))
        return self.seeker.place_of(scope)

    def _is_about(self, kind: str) -> bool:
        """Return whether one thing of a kind and nothing else is mentioned."""
        mentions = self.asked.scope.mentions
        head = mentions[0].head if len(mentions) == 1 else None
        return head is not None and head.kind == kind

    def _time(self) -> Query | None:
        """Return when something is due that a thing shows the time of."""
        if not self.asked.scope.mentions:
            return None
        devices = self.seeker.named(self.asked.scope, tells_time)
        timers = tuple(device.entity_id for device in devices if device.domain == "timer")
        if timers:
            return Query(timers, measure="end")
        targets = tuple(device.entity_id for device in devices if tells_time(device))
        return Query(targets) if targets else None

    def _of_kind(self, kind: str) -> tuple[str, ...]:
        """Return the entity ids of a kind."""
        index = self.seeker.targets.index
        return tuple(device.entity_id for device in index.pick(index.of_kind(kind)))

    def _device_kinds(self) -> frozenset[str]:
        """Return the kinds of things that can be controlled, as far as this home lacks them."""
        index = self.seeker.targets.index
        return frozenset(kind for kind in self.seeker.words.devices if not index.of_kind(kind))

    def _without(self, missing: Missing) -> Plan | None:
        """Return that something is missing; None where it need not be something of a home."""
        if missing.unknown_place:
            return _problem(ProblemCode.UNKNOWN_PLACE, missing.words)
        if missing.kind == "sun":
            return None
        if missing.kind and (missing.place or missing.kind not in self._device_kinds()):
            query = Query((), kind=missing.kind, place=missing.place, asked=self.now)
            return Plan(Source.RESOLVER, queries=(query,))
        alone = len(self.asked.scope.mentions) == 1 and self.asked.condition in _HOUSEHOLD
        if self.asked.says_what and (missing.kind or missing.partly or alone):
            return _problem(ProblemCode.UNKNOWN_DEVICE, missing.words)
        return None


def _problem(code: ProblemCode, subject: str = "") -> Plan:
    return Plan(Source.RESOLVER, problems=(Problem(code, subject),))
