"""What "it", "the other one" and "the same" mean: from this sentence, else from the last turns."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..dialogue import Context, Exchange
from ..models import Device, HomeView, Step
from ..queries import QueryForm
from ..readings import holds
from .clauses import Clause, UnreadableError
from .index import HomeIndex
from .lexicon import Words
from .rooms import Place
from .targets import Fit, Mention, Reach, Reference, Targets
from .tokenizer import words_of

_CHOOSING: Final = frozenset({QueryForm.ANY, QueryForm.COUNT, QueryForm.WHICH})
"""Forms of questions that are answered with some of what was asked about."""


@dataclass
class References:
    """What can be referred to at some word of a sentence."""

    view: HomeView
    context: Context
    targets: Targets
    area_id: str | None
    again: bool = False
    """Whether "again" is said, so that what is done is done to what was spoken of."""
    spoken: list[tuple[Device, ...]] = field(default_factory=list)
    """Devices of the mentions of this sentence so far."""
    said_places: tuple[Place, ...] = ()
    """The places that the last mention named."""
    around: tuple[Place, ...] = ()
    """Those of them that were said apart from its devices: "downstairs"."""

    def previous_steps(self) -> tuple[Step, ...]:
        """Return what the last turn did, or is to do later."""
        exchange = self.context.previous
        if exchange is None:
            return ()
        steps = exchange.plan.steps or tuple(
            step for deferred in exchange.plan.deferred for step in deferred.steps
        )
        return tuple(step for step in steps if step.target in self.view.by_id)

    def previous_devices(self) -> tuple[Device, ...]:
        """Return the devices that the last turn moved or was about."""
        exchange = self.context.previous
        if exchange is None:
            return ()
        ids = [step.target for step in self.previous_steps()]
        asked = ids or exchange.plan.asked_about
        known = self.view.by_id
        devices = tuple(known[target] for target in dict.fromkeys(asked) if target in known)
        here = tuple(each for each in devices if each.area_id == self.area_id)
        return devices if ids else here or devices  # who asked in a room speaks of that room

    def meant(self, mention: Mention) -> tuple[Device, ...]:
        """Return the devices of a reference; none if it means nothing that is known."""
        match mention.reference:
            case Reference.IT:
                return self._last()
            case Reference.THEM:
                known = tuple(dict.fromkeys(d for each in self.spoken for d in each))
                return self._there(mention, known or self._several_before(mention))
            case Reference.OTHER:
                others = self._others(mention)
                return others if len(others) == 1 else ()
            case Reference.REST:
                return self._others(mention)
            case Reference.ONE:
                return self._one(mention)
            case _:
                return ()

    def _there(self, mention: Mention, devices: tuple[Device, ...]) -> tuple[Device, ...]:
        """Return those of some devices that are in the places of a mention: "them in the hall".

        Where none of them is, the others of their kind: "on in the den, turn them off in the hall".
        """
        if not mention.places:
            return devices
        inside = self.targets.index.pick({n for place in mention.places for n in place.devices})
        found = tuple(device for device in devices if device in inside)
        kinds = {device.kind for device in devices}
        if found or mention.reference is not Reference.THEM or len(kinds) != 1 or not self.spoken:
            return found
        return tuple(device for device in inside if device.kind in kinds)

    def placed(self, mention: Mention) -> Mention:
        """Return a mention with the room of what was spoken of in the place of "there".

        Raises UnreadableError if it is not known which room that is.
        """
        if not mention.there:
            return mention
        areas = {device.area_id for device in self._last()}
        area_id = areas.pop() if len(areas) == 1 else None
        place = next((p for p in self.targets.index.places if p.area_id == area_id), None)
        places = (place,) if area_id and place else self.said_places  # "the lights upstairs"
        asked = None if places else self.asked_place()
        places = asked.places if asked else places
        if not places:
            raise UnreadableError
        return replace(mention, places=places, there=False)

    def of_the_same_kind(self, mention: Mention, devices: Sequence[Device]) -> Sequence[Device]:
        """Return those of the kind spoken of: "Mom's lamp on, Dad's off" is no word on a radio.

        Nor on another light of his, if one is called as hers is.
        """
        if (mention.head and mention.head.kind) or len(self.spoken) == 0:
            return devices
        kinds = {device.kind for device in self.spoken[-1]}
        alike = [device for device in devices if device.kind in kinds]
        twins = [each for each in alike if any(is_twin(each, one) for one in self.spoken[-1])]
        return (twins if len(twins) == 1 else alike) or devices

    def last_room(self) -> Place | None:
        """Return the room that all of the last mention is in, None if it is not one."""
        areas = {device.area for each in self.spoken[-1:] for device in each}
        area = areas.pop() if len(areas) == 1 else None
        return next((each for each in self.targets.index.places if each.name == area), None)

    def all_in_the_last_room(self, devices: Sequence[Device]) -> bool:
        """Return whether devices are all in the room of the last mention."""
        place = self.last_room()
        return place is not None and {each.area_id for each in devices} == {place.area_id}

    def beside_the_previous(
        self, mention: Mention, able: Callable[[Device], bool]
    ) -> tuple[Device, ...]:
        """Return the only one of several in the room of the last turn, none without one.

        "And turn on his lamp" goes on where that turn was.
        """
        areas = {device.area_id for device in self.previous_devices()}
        area_id = areas.pop() if len(areas) == 1 else None
        place = next((p for p in self.targets.index.places if p.area_id == area_id), None)
        if area_id is None or place is None or self.spoken or mention.places or mention.plural:
            return ()
        choice = self.targets.choose(replace(mention, places=(place,)), None, able)
        if choice.fit is Fit.SEVERAL:  # "ceiling light" is a word for any of the lights there
            said = {thing.words for thing in mention.things}
            called = tuple(device for device in choice.devices if core_name(device) in said)
            return called if len(called) == 1 else ()
        return choice.devices if choice.fit is Fit.CLEAR and len(choice.devices) == 1 else ()

    def beside_the_last(
        self, mention: Mention, able: Callable[[Device], bool], said: Sequence[Place] = ()
    ) -> tuple[Device, ...]:
        """Return the only other one of several in the room of the last mention, none without one.

        "Turn the lamp in the library off and the ceiling light on" is about the library. Where
        the room has none, it is the one in the places that were `said`: "upstairs".
        """
        if mention.places or mention.plural:
            return ()
        last = self.spoken[-1] if self.spoken else ()
        for place in (self.last_room(), *said):
            if place is None:
                continue
            choice = self.targets.choose(replace(mention, places=(place,)), None, able)
            others = tuple(device for device in choice.devices if device not in last)
            if len(others) == 1:
                return others
        return ()

    def _several_before(self, mention: Mention) -> tuple[Device, ...]:
        """Return the devices of the last turn, with those before it until they are several."""
        both = mention.reach is Reach.BOTH
        devices: dict[Device, None] = dict.fromkeys(self._asked_about())
        asked = bool(devices)
        if not asked and (readings := self._asked_readings()):
            return readings
        for exchange in () if asked and not both else self.context.exchanges:
            devices |= dict.fromkeys(self._named_in(exchange) if asked else self._moved(exchange))
            if len(devices) > 1:
                break
        return tuple(devices) if not both or len(devices) == 2 else ()  # noqa: PLR2004

    def _asked_about(self) -> tuple[Device, ...]:
        """Return what the last turn was about if it was a question: of "which are on" those."""
        exchange = self.context.previous
        if exchange is None or self.previous_steps():
            return ()
        found: dict[Device, None] = {}
        for query in exchange.plan.queries:
            known = [self.view.by_id[each] for each in query.targets if each in self.view.by_id]
            if query.state and query.form in _CHOOSING:
                state = query.state
                known = [d for d in known if holds(d, self.view.state(d.entity_id), state)]
            found |= dict.fromkeys(known)
        return tuple(found)

    def _asked_readings(self) -> tuple[Device, ...]:
        """Return what the last turn asked about if nothing of it can be moved: windows."""
        exchange = self.context.previous
        if exchange is None or self.previous_steps():
            return ()
        targets, anything = exchange.plan.asked_about, self.view.anything
        if any(each in self.view.by_id for each in targets):
            return ()
        return tuple(anything[each] for each in targets if each in anything)

    def _named_in(self, exchange: Exchange) -> tuple[Device, ...]:
        """Return the devices that a question was about."""
        targets = dict.fromkeys(each for query in exchange.plan.queries for each in query.targets)
        return tuple(self.view.by_id[each] for each in targets if each in self.view.by_id)

    def are_asked(self, mention: Mention) -> bool:
        """Return whether "it" is only something that was asked about, and nothing that moved."""
        moved = self.spoken or self.previous_steps()
        return mention.reference is Reference.IT and not moved

    def leave(self, clauses: Sequence[Clause]) -> bool:
        """Return whether clauses name something else than what the last turn was about."""
        last = set(self.previous_devices())
        mentions = [mention for each in clauses for mention in each.mentions]
        named = (self.targets.choose(each, self.area_id) for each in mentions if each.things)
        return any(not last.issuperset(choice.devices) for choice in named)

    def asked_place(self) -> Mention | None:
        """Return the room that the last turn asked about, None if it asked about no single one."""
        exchange = self.context.previous
        if exchange is None or self.previous_steps():
            return None
        anything = self.view.anything
        targets = [each for query in exchange.plan.queries for each in query.targets]
        areas = {anything[each].area_id for each in targets if each in anything}
        area_id = areas.pop() if len(areas) == 1 else None
        place = next((p for p in self.targets.index.places if p.area_id == area_id), None)
        return Mention(0, 0, places=(place,)) if area_id and place else None

    def _moved(self, exchange: Exchange) -> tuple[Device, ...]:
        """Return the devices that a turn moved."""
        targets = dict.fromkeys(step.target for step in exchange.plan.steps)
        return tuple(self.view.by_id[each] for each in targets if each in self.view.by_id)

    def _last(self) -> tuple[Device, ...]:
        """Return what "it" means: what was named last."""
        if self.spoken:
            return self.spoken[-1]
        return self.previous_devices()

    def _known(self) -> tuple[Device, ...]:
        """Return what was spoken of so far."""
        here = tuple(dict.fromkeys(device for each in self.spoken for device in each))
        return here or self.previous_devices()

    def _others(self, mention: Mention) -> tuple[Device, ...]:
        """Return the other devices of the kind spoken of, those near by if there are any."""
        known = self._known()
        areas = {device.area_id for device in known} or {self.area_id} - {None}
        kinds = {device.kind for device in known}
        if mention.things:
            pool = self.targets.choose(replace(mention, reference=None, reach=Reach.ALL), None)
            listed = pool.devices if pool.fit is Fit.CLEAR else ()
        else:
            listed = tuple(each for each in self.view.devices if each.kind in kinds)
        if mention.elsewhere and (mention.things or len(kinds) == 1):
            return tuple(each for each in listed if areas and each.area_id not in areas)
        if not known or (not mention.things and len(kinds) != 1):
            return ()
        others = tuple(device for device in listed if device not in known)
        places = mention.places or (self.around if mention.reference is Reference.REST else ())
        if places:
            inside = {n for place in places for n in place.devices}
            near = set(self.targets.index.pick(inside))
            return tuple(device for device in others if device in near)
        near_by = tuple(device for device in others if device.area_id in areas)
        if mention.reference is Reference.OTHER and len(near_by) > 1:
            alike = tuple(each for each in near_by if any(is_twin(each, one) for one in known))
            return alike or near_by
        return others if mention.things else near_by or others

    def ones(self, mention: Mention) -> tuple[Device, ...]:
        """Return all that "the bedroom one" can mean: devices of the kind spoken of there."""
        return self.targets.index.pick(self._named_ones(mention))

    def _one(self, mention: Mention) -> tuple[Device, ...]:
        """Return what "the bedroom one" means: a device of the kind spoken of."""
        named = self._named_ones(mention)
        if len(named) > 1 and (mention.reach is Reach.ONE or not self._is_whole_kind()):
            names = {core_name(device) for device in self._known()}
            alike = {n for n in named if core_name(self.targets.index.devices[n]) in names}
            named = alike if alike or mention.reach is Reach.ONE else named
        if mention.reach is Reach.ONE and len(named) != 1:
            return ()
        return self.targets.index.pick(named)

    def _is_whole_kind(self) -> bool:
        """Return whether all of a kind in a room was spoken of: "the lights", not "the spots"."""
        known = self._known()
        rooms, kinds = {each.area_id for each in known}, {each.kind for each in known}
        there = (each for each in self.targets.index.devices if each.area_id in rooms)
        return {each for each in there if each.kind in kinds} <= set(known)

    def _named_ones(self, mention: Mention) -> set[int]:
        kinds = {device.kind for device in self._known()}
        if len(kinds) != 1:
            kinds = {device.kind for device in self._last()}
        if len(kinds) != 1 or mention.unknown or not (mention.things or mention.places):
            return set()
        kind = kinds.pop()
        named = set(self.targets.of_kind(mention.things, kind))
        if mention.places:
            inside = {n for place in mention.places for n in place.devices}
            named &= inside
            return named or (set() if mention.things else self._of_the_same_sort(inside))
        return named

    def _of_the_same_sort(self, inside: set[int]) -> set[int]:
        """Return the only device in a place that obeys as the last one: a radiator's thermostat."""
        domains = {device.domain for device in self._last()}
        devices = self.targets.index.devices
        alike = {number for number in inside if devices[number].domain in domains}
        return alike if len(domains) == 1 and len(alike) == 1 else set()


def core_name(device: Device) -> tuple[str, ...]:
    """Return the name of a device without its room."""
    room = words_of(device.area) if device.area else ()
    return tuple(word for word in words_of(device.name) if word not in room)


def is_twin(one: Device, other: Device) -> bool:
    """Return whether two names differ in one word: the left and the right reading light.

    With their rooms or without: "Anna's lamp" stands in Anna's room.
    """
    return _differ_in_one(core_name(one), core_name(other)) or _differ_in_one(
        words_of(one.name), words_of(other.name)
    )


def _differ_in_one(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    if len(first) != len(second) or len(first) < 2:  # noqa: PLR2004
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1


def unique(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return steps without those that are said twice."""
    return tuple(dict.fromkeys(steps))


def names_its_room(mention: Mention, devices: Sequence[Device], index: HomeIndex) -> bool:
    """Return whether a mention begins with the room of its devices: "kitchen light".

    The room may be said otherwise than it is written: "guest bedroom" for "Guest BR".
    """
    words = tuple(word for thing in mention.things for word in thing.words)
    said = (index.things.get(words[:end]) for end in range(1, len(words) + 1))
    rooms = {thing.place.area_id for thing in said if thing and thing.place}
    return all(
        device.area and (device.area_id in rooms or _is_owners(words, words_of(device.area)))
        for device in devices
    )


def _is_owners(words: Words, room: Words) -> bool:
    """Return whether words begin with whose room it is: "Tom's lamp" stands in Tom's room."""
    return len(room) == 2 and room[0].endswith("s") and words[:1] == room[:1]  # noqa: PLR2004
