"""Which things of the home a question is about: those that are named, or that show something."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from ..measures import Measure, shows
from ..models import Device, HomeView
from ..readings import can_be
from .asked import Scope
from .index import Thing
from .question_words import QuestionWords
from .rooms import Place
from .targets import Fit, Mention, Reach, Reference, Targets
from .tokenizer import words_of

_OPENINGS: Final = frozenset({"door", "garage", "gate", "opening", "window"})
_SWITCHED: Final = frozenset(
    {"fan", "humidifier", "input_boolean", "light", "media_player", "siren", "switch"}
)
"""Domains that "everything" is said of when it is on or off."""
_OF_ROOM: Final = frozenset({"temperature", "humidity"})
"""Measures of which a room has sensors that tell of something else: the fridge in it."""

OUTSIDE: Final = "outside"
"""Place of what is not in the house, where no room is named."""

type Able = Callable[[Device], bool]


@dataclass(frozen=True, slots=True)
class Missing:
    """What a question is about and this home lacks."""

    words: str = ""
    """As they were said, where no kind is known."""
    partly: bool = False
    """Whether some of the words are known in this home."""
    kind: str | None = None
    place: str | None = None
    unknown_place: bool = False


class NotThereError(Exception):
    """The home lacks what a question is about."""

    def __init__(self, missing: Missing) -> None:
        """Say what is missing."""
        super().__init__(missing)
        self.missing = missing


@dataclass(frozen=True)
class Seeker:
    """Finds what questions are about, in one home at one moment."""

    targets: Targets
    words: QuestionWords
    view: HomeView
    area_id: str | None
    """Room of the person who asks."""

    def named(self, scope: Scope, able: Able, *, anywhere: bool = False) -> tuple[Device, ...]:
        """Return the things that are named, and of those that fit the able ones.

        With `anywhere` the speaker's room does not go first. Raises NotThereError.
        """
        found: dict[str, Device] = {}
        for mention in scope.mentions:
            if mention.reference is Reference.EVERYTHING:
                continue
            for device in self._meant(self._placed(mention, scope), able, anywhere=anywhere):
                found[device.entity_id] = device
        return tuple(found.values())

    def everything(self, scope: Scope, condition: str) -> tuple[Device, ...]:
        """Return all that can be meant where only a condition is asked for."""
        essential = self.targets.essential

        def fits(device: Device) -> bool:
            if condition in {"on", "off"}:
                return device.domain in _SWITCHED and device.kind not in essential
            if condition in {"open", "closed"}:
                return device.kind in _OPENINGS and can_be(device, condition)
            return can_be(device, condition)

        return tuple(device for device in self.inside(scope) if fits(device))

    def inside(self, scope: Scope) -> tuple[Device, ...]:
        """Return what is in the places of a scope; everything where none is named."""
        index = self.targets.index
        found = index.everything
        if scope.places:
            found = frozenset(number for place in scope.places for number in place.devices)
        if scope.here and self.area_id:
            found &= index.in_area(self.area_id)
        devices = index.pick(found)
        if scope.outside:
            return tuple(device for device in devices if self.is_outside(device))
        return devices

    def showing(self, wanted: Measure, scope: Scope) -> tuple[Device, ...]:
        """Return what shows a measure of the places of a scope, not of the things in them.

        What the owner chose for a room goes before its other sensors, and those before a
        thermostat; outside, the weather is what is left.
        """
        found = [device for device in self.inside(scope) if self._tells(device, wanted)]
        if scope.outside:
            own = [device for device in found if device.domain != "weather"]
            return tuple(own) or self._weather(wanted)
        if wanted.name not in _OF_ROOM:
            reports = () if scope.somewhere else self._weather(wanted)
            return tuple(device for device in found if device.domain != "weather") or reports
        if not scope.somewhere:
            found = [each for each in found if not self.is_outside(each)]
        rooms: dict[str | None, list[Device]] = {}
        for device in found:
            rooms.setdefault(device.area_id, []).append(device)
        return tuple(device for devices in rooms.values() for device in self._best(devices))

    def related(self, scope: Scope, devices: Sequence[Device], wanted: Measure) -> list[Device]:
        """Return what shows a measure of some things: sensors of the same device or name."""
        parts = {device.device_id for device in devices if device.device_id}
        named = {
            device.entity_id
            for mention in scope.mentions
            for device in self.targets.index.pick(self._said_of(mention))
        }
        return [
            device
            for device in self.targets.index.devices
            if shows(device, wanted)
            and (
                device.device_id in parts
                or device.entity_id in named
                or any(_is_part_by_name(device, whole) for whole in devices)
            )
        ]

    def is_outside(self, device: Device) -> bool:
        """Return whether a thing is not in the house, by its room or its name."""
        if device.domain == "weather":
            return True
        outside = self.words.some("outside_words")
        names = (device.area,) if device.area else device.names
        return any(word in outside for name in names for word in words_of(name))

    def place_of(self, scope: Scope) -> str | None:
        """Return the name of the only place of a scope."""
        if len(scope.places) == 1:
            return scope.places[0].name
        if scope.here and self.area_id and not scope.places:
            return self.view.areas.get(self.area_id)
        return OUTSIDE if scope.outside and not scope.places else None

    def room(self) -> Scope:
        """Return the room of the person who asks as a scope; nowhere without one."""
        name = self.view.areas.get(self.area_id or "")
        if name is None:
            return Scope()
        place = Place(name, self.targets.index.in_area(self.area_id), self.area_id)
        return Scope(places=(place,))

    def _placed(self, mention: Mention, scope: Scope) -> Mention:
        """Return a mention with the places that are named apart from it."""
        if mention.places or mention.here:
            return mention
        home = mention.home or scope.home
        return replace(mention, places=scope.places, here=scope.here, home=home)

    def _meant(self, mention: Mention, able: Able, *, anywhere: bool) -> Sequence[Device]:
        """Return what one mention means. Raises NotThereError."""
        if len(mention.places) > 1 and (apart := self._in_each(mention, able, anywhere=anywhere)):
            return apart
        if self._is_general(mention) and not mention.unknown:
            return self._all_of_kind(mention, able, anywhere=anywhere)
        choice = self.targets.choose(mention, None if anywhere else self.area_id, able)
        if choice.fit is Fit.UNKNOWN_PLACE:
            raise NotThereError(Missing(choice.subject, unknown_place=True))
        if choice.devices and any(map(able, choice.devices)):
            return [device for device in choice.devices if able(device)]
        others = self._instead(mention, able, anywhere=anywhere)
        if others:
            return others
        if choice.devices:
            return choice.devices
        raise NotThereError(self._missing(mention))

    def _in_each(self, mention: Mention, able: Able, *, anywhere: bool) -> Sequence[Device]:
        """Return what is meant in each of several places: here a thermostat, there a radiator."""
        found: list[Device] = []
        for place in mention.places:
            alone = replace(mention, places=(place,))
            with suppress(NotThereError):
                found += self._meant(alone, able, anywhere=anywhere)
        return list({device.entity_id: device for device in found}.values())

    def _instead(self, mention: Mention, able: Able, *, anywhere: bool) -> Sequence[Device]:
        """Return what can stand for things that are missing or cannot be so: a door's lock.

        "The front door" is not just any other thing that locks, but one with that word.
        """
        head = mention.head
        if head is None or mention.unknown:
            return ()
        called = self._within(self._said_of(mention), mention)
        if found := [device for device in self.targets.index.pick(called) if able(device)]:
            return found
        kinds = {head.kind} if head.kind else self._kinds_of(head.named)
        for kind in self.words.same.get(kinds.pop() or "", ()) if len(kinds) == 1 else ():
            instead = Thing((self.words.kinds.word(kind),), kind=kind)
            rest = (Thing(head.words[:-1]),) if len(head.words) > 1 else ()
            others = tuple(each for each in mention.things if each is not head)
            other = replace(mention, things=(*others, *rest, instead), reach=Reach.ALL)
            choice = self.targets.choose(other, None if anywhere else self.area_id, able)
            if found := [device for device in choice.devices if able(device)]:
                return found
        return ()

    def _kinds_of(self, numbers: frozenset[int]) -> set[str | None]:
        return {device.kind for device in self.targets.index.pick(numbers)}

    def _all_of_kind(self, mention: Mention, able: Able, *, anywhere: bool) -> Sequence[Device]:
        """Return all of a kind in the places that are named, else in the speaker's room.

        A command for "the window" can mean the only one that is called just so; a question
        is about every one there is.
        """
        choice = self.targets.choose(replace(mention, reach=Reach.ALL, count=None), self.area_id)
        if choice.fit is Fit.UNKNOWN_PLACE:
            raise NotThereError(Missing(choice.subject, unknown_place=True))
        found = [device for device in choice.devices if able(device)]
        if not found:
            found = list(self._instead(mention, able, anywhere=anywhere)) or list(choice.devices)
        if not found:
            raise NotThereError(self._missing(mention))
        if anywhere or mention.places or mention.home or mention.reach is not Reach.ONE:
            return found
        here = [each for each in found if self.area_id and each.area_id == self.area_id]
        return here or found

    def _is_general(self, mention: Mention) -> bool:
        """Return whether a kind and a place are all that is said: "the kitchen window"."""
        head = mention.head
        others = [each for each in mention.things if each is not head]
        if head is None or not head.kind or not all(each.place for each in others):
            return False
        return self._is_general_word(head) and not (others and self._is_called(mention))

    def _is_called(self, mention: Mention) -> bool:
        """Return whether the words of a mention are a whole name: "the hall light"."""
        words = tuple(word for thing in mention.things for word in thing.words)
        thing = self.targets.index.things.get(words)
        return bool(thing and thing.named)

    def _is_general_word(self, head: Thing) -> bool:
        """Return whether a word means any thing of its kind: "door", not "front door"."""
        word = self.words.kinds.word(head.kind or "")
        said = " ".join(head.words)
        return said == word or (said.startswith(word[:-1]) and " " not in said)

    def _said_of(self, mention: Mention) -> frozenset[int]:
        """Return all that has every word of a mention in its name, whatever kind it is."""
        if not mention.things:
            return frozenset()
        things = [replace(thing, kind=None) for thing in mention.things]
        return self.targets.candidates(things)

    def _within(self, numbers: frozenset[int], mention: Mention) -> frozenset[int]:
        if not mention.places:
            return numbers
        return numbers & frozenset(n for place in mention.places for n in place.devices)

    def _missing(self, mention: Mention) -> Missing:
        """Return what a mention asks for and the home lacks."""
        head = mention.head
        places = (*mention.places, *(thing.place for thing in mention.things if thing.place))
        place = places[0].name if places else None
        if place is None and mention.here:
            place = self.place_of(Scope(here=True))
        words = " ".join(mention.said)
        if head is None or head.kind is None or mention.unknown:
            return Missing(words, partly=bool(mention.things))
        others = [each for each in mention.things if each is not head and not each.place]
        if others:
            return Missing(words, partly=True)
        return Missing(words, kind=head.kind, place=place)

    def _tells(self, device: Device, wanted: Measure) -> bool:
        """Return whether a thing shows a measure of the place that it is in."""
        if not shows(device, wanted):
            return False
        if device.domain in wanted.attributes:
            attributes = self.view.state(device.entity_id).attributes
            if attributes.get(wanted.attributes[device.domain]) is None:
                return False
        if wanted.name not in _OF_ROOM or device.entity_id in self.view.main_readings:
            return True
        if device.domain in {"water_heater", "weather"}:
            return False
        words = [word for name in device.names for word in words_of(name)]
        room = set(words_of(device.area or ""))
        if self.words.some("apart_words") & (set(words) - room):
            return False
        others = tuple(word for word in words if word not in room)  # a "server room" serves nobody
        mentioned = {kind for kind, _, _ in self.words.kinds.mentions(others)}
        apart = self.words.some("apart_kinds")
        if device.domain == "climate":  # a radiator with a thermostat tells of its room
            apart -= self.words.some("heating_kinds")
        return not mentioned & apart

    def _best(self, devices: Sequence[Device]) -> Sequence[Device]:
        """Return the sensors that speak for a room."""
        chosen = [each for each in devices if each.entity_id in self.view.main_readings]
        sensors = [each for each in devices if each.domain == "sensor"]
        return chosen or sensors or devices

    def _weather(self, wanted: Measure) -> tuple[Device, ...]:
        """Return the first weather report that shows a measure."""
        return tuple(
            device
            for device in self.targets.index.devices
            if device.domain == "weather" and shows(device, wanted)
        )[:1]


def _is_part_by_name(reading: Device, whole: Device) -> bool:
    """Return whether a sensor is called after a thing: "Hall motion battery"."""
    if reading.entity_id == whole.entity_id or reading.area_id != whole.area_id:
        return False
    return set(words_of(whole.name)) < set(words_of(reading.name))
