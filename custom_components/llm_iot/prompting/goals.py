"""What a goal means in this home: its rooms, its kinds of device, and how things are now.

The plan of a goal is a list of wishes in general words. A wish is one or more choices
("window open|fan on"), of which the first counts that the devices here can do and that is not
so already. A choice is one or more deeds ("lamp light on+main light off") that belong
together. A deed names targets and actions, of which the first counts that there is
("main light/light on", "light down/off"). A target is a kind or a domain, with a role in
front if only some of them are meant ("extractor fan", `roles.json`), with a domain if only its
are ("switch heater"), and with "running" if only those are that are on ("running light").
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
import json
from pathlib import Path
from typing import Final

from .. import capabilities
from ..capability import Capability, Risk
from ..kinds import Kinds
from ..models import Device, HomeView, Utterance
from ..named_things import named_in
from ..places import named_places, room_of_person
from ..plan_language import ALL, members
from ..units import convert
from ..words import clean_name, tokens
from .contractions import written_out
from .goal import Goal, Scope
from .occasions import says_here
from .sources import source_strings

_ROLES: Final = Path(__file__).with_name("data") / "roles.json"
_MAIN: Final = "main"
"""Role of those that have no other."""
APART: Final = frozenset({"special", "signal"})
"""Roles of those that are meant only where it is said."""
NIGHT: Final = "night"
_DAY: Final = "day"
"""Stands for all but those that may stay on at night."""
_ROOM: Final = "room"
"""Stands for the main ones: the fans that are for comfort."""
_SUMMER: Final = "summer"
"""Stands for those that are for comfort, where it is warm."""
_BEDROOM: Final = "bedroom"
"""Stands for those where people sleep: nobody who goes to bed needs the fan of the lounge."""
_ONLY: Final = "only"
"""Stands for the one of the home where the room has none, as there is but one it can mean."""
_RUNNING: Final = "running"
AT_REST: Final = frozenset(
    {"off", "idle", "standby", "paused", "closed", "docked", "unavailable", "unknown"}
)
_WARM: Final = 24.0
"""Degrees Celsius from which a fan is welcome."""
_CONTRARY: Final = frozenset({"dehumidifier"})
"""Kinds that do the contrary of what their domain is called: they are not meant by its name."""
_NO_NAME: Final = frozenset({"time", "mode", "scene", "evening", "night", "day", "the", "a", "in"})
"""Words of the name of a scene that do not tell what it is for."""


@lru_cache(maxsize=1)
def load_roles() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Read the words for roles by kind and role; blocking, call it off the event loop."""
    data = json.loads(_ROLES.read_text(encoding="utf-8"))
    return {
        kind: {role: frozenset(words) for role, words in roles.items()}
        for kind, roles in data.items()
    }


@dataclass(frozen=True)
class GoalPlanner:
    """Makes plans of goals, for one home and one utterance."""

    view: HomeView
    devices: Sequence[Device]
    """Those that can be controlled."""
    utterance: Utterance
    kinds: Kinds
    roles: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=load_roles)

    def plan(self, goal: Goal) -> tuple[str, ...]:
        """Return the strings of the plan language that a goal means; none if nothing serves it."""
        around = self.around(goal)
        if scene := self._scene(goal, around):
            return (f"{scene.label} on",)
        bound = self._bound(goal, around)
        found = [self._wish(wish, bound) for wish in goal.plan]
        texts = tuple(dict.fromkeys(text for texts in found for text in texts))
        return (*texts, *source_strings(texts, self.utterance.text, self.view, goal.sources))

    def around(self, goal: Goal) -> Sequence[Device]:
        """Return the devices that a goal may move; none if it is not clear where."""
        if named := self._named_places:
            inside = {
                each.entity_id for name in named for each in members(f"{ALL} {name}", self.view)
            }
            return [device for device in self.devices if device.entity_id in inside]
        here = self._here
        if goal.one:
            return self._the_one(goal, here)
        if here and goal.scope is not Scope.HOME and says_here(self.utterance.text):
            return here
        if goal.own_room and (own := room_of_person(self.utterance.text, self.view)):
            return self._in(own)
        if goal.scope is Scope.HOME or (goal.scope is Scope.ROOM_OR_HOME and not here):
            return self.devices
        usual = self._usual_rooms(goal)
        if goal.always_there and usual:
            return self._in(usual[0])
        if goal.always_there and goal.own_room and len(self._rooms) > 1:
            return ()  # nobody is known to have a room for it
        if here and (not goal.needs or self._any(goal.needs, here)):
            return here
        if usual:
            return self._in(usual[0])
        serving = (room for room in self._rooms if self._serves(goal, self._in(room)))
        first_two = list(islice(serving, 2))
        return self._in(first_two[0]) if len(first_two) == 1 else ()

    @cached_property
    def _named_places(self) -> Sequence[str]:
        return named_places(self.utterance.text, self.view)

    @cached_property
    def _rooms(self) -> Sequence[str | None]:
        """Return the area ids of the home, None for what is in no area."""
        return list(self._by_room)

    @cached_property
    def _here(self) -> Sequence[Device]:
        """Return the devices of the speaker's room; of a home without rooms, all."""
        has_rooms = any(room is not None for room in self._rooms)
        return [] if has_rooms and not self.utterance.area_id else self._in(self.utterance.area_id)

    def _in(self, area_id: str | None) -> Sequence[Device]:
        """Return the devices of a room; of a home without rooms, all for None."""
        return self._by_room.get(area_id, ())

    @cached_property
    def _by_room(self) -> Mapping[str | None, Sequence[Device]]:
        found: defaultdict[str | None, list[Device]] = defaultdict(list)
        for device in self.devices:
            found[device.area_id].append(device)
        return dict(found)

    def _of_kind(self, kind: str, devices: Sequence[Device]) -> list[Device]:
        """Return those of some devices that a kind or a domain means; of the home, looked up."""
        if devices is self.devices:
            return list(self._by_kind.get(kind, ()))
        return [device for device in devices if kind in _names_of(device)]

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Device]]:
        found: defaultdict[str, list[Device]] = defaultdict(list)
        for device in self.devices:
            for name in _names_of(device):
                found[name].append(device)
        return dict(found)

    def _usual_rooms(self, goal: Goal) -> list[str]:
        """Return the rooms that a goal is usually about, the likeliest first.

        Of two that are as likely, none is.
        """
        named = [room for room in self._rooms if room]
        able = [room for room in named if not goal.needs or self._any(goal.needs, self._in(room))]
        found: list[str] = []
        for word in goal.rooms:
            called = [room for room in able if word in tokens(self.view.areas.get(room, ""))]
            if len(called) == 1:
                found += called
        return found or (able if goal.needs and len(able) == 1 else [])

    def _serves(self, goal: Goal, devices: Sequence[Device]) -> bool:
        return bool(devices) and any(self._wish(wish, devices) for wish in goal.plan)

    def _any(self, targets: Iterable[str], devices: Sequence[Device]) -> bool:
        return any(self._targets(target, devices) for target in targets)

    def _the_one(self, goal: Goal, here: Sequence[Device]) -> Sequence[Device]:
        """Return the device of the room that serves a goal, else the only one of the home."""
        targets = [deed.rpartition(" ")[0] for wish in goal.plan for deed in wish.split("|")]
        for devices in (here, self.devices):
            found = [each for target in targets for each in self._targets(target, devices)]
            if found:
                return found if len(found) == 1 else ()
        return ()

    def _scene(self, goal: Goal, around: Sequence[Device]) -> Device | None:
        """Return the scene that was made for a goal, if it is surely about these devices."""
        if not (goal.scenes or goal.usual) or not around:
            return None
        rooms = {device.area_id for device in around}
        ids = {device.entity_id for device in around}
        for device in self._of_kind("scene", self.devices):
            called = device.entity_id in self._named_scenes or _is_called(device, goal.scenes)
            if device.domain != "scene" or not called:
                continue
            inside = self.view.state(device.entity_id).members
            if (device.area_id and device.area_id in rooms) or (inside and ids.issuperset(inside)):
                return device
        return None

    @cached_property
    def _named_scenes(self) -> Collection[str]:
        """Return the scenes whose name of several words is said: "we have a dinner party"."""
        text = self.utterance.text
        return {each for said in named_in(text, self.view, self.kinds) for each in said.devices}

    def _bound(self, goal: Goal, around: Sequence[Device]) -> Sequence[Device]:
        """Return the devices that a complaint is about: those of its words, if they name some."""
        if not goal.bound:
            return around
        text = f" {clean_name(self.utterance.text)} "
        named = [
            device
            for device in self.devices
            if any(f" {name} " in text for name in {device.label, *map(clean_name, device.names)})
        ]
        inside = [device for device in named if device in around]
        if named:
            return inside or (named if len(named) == 1 else ())
        full = written_out(self.utterance.text.casefold())  # "the mower's making a racket"
        kinds = {kind for kind, _, _ in self.kinds.mentions(tokens(full))}
        if not kinds:
            return around
        found = [device for device in around if device.kind in kinds]
        others = [device for device in self.devices if device.kind in kinds]
        return found or (others if len(others) == 1 else ())

    def _wish(self, wish: str, devices: Sequence[Device]) -> tuple[str, ...]:
        """Return what is to be done for a wish: the first choice that changes anything."""
        settled: tuple[str, ...] = ()
        for choice in wish.split("|"):
            deeds = [self._deed(deed, devices) for deed in choice.split("+")]
            if not all(deeds):
                continue
            open_ones = tuple(text for deed in deeds for text, already in deed if not already)
            if open_ones:
                return open_ones
            settled = settled or tuple(text for deed in deeds for text, _ in deed)
        return settled

    def _deed(self, deed: str, devices: Sequence[Device]) -> Sequence[tuple[str, bool]]:
        """Return the plan strings of a deed, each with whether it is so already."""
        if deed.startswith(f"{ALL} "):
            return [(placed(deed, self._named_places), False)]
        names, _, actions = deed.rpartition(" ")
        for name in names.split("/"):
            targets = self._targets(name, devices)
            for action in actions.split("/"):
                if done := [
                    (f"{device.label} {action}", already)
                    for device in targets
                    if (already := self.already(device, action)) is not None
                ]:
                    return done
        return ()

    def _targets(self, name: str, devices: Sequence[Device]) -> Sequence[Device]:
        """Return the devices that the target of a deed means."""
        *selectors, kind = name.split()
        found = self._of_kind(kind, devices)
        if kind == "climate" and not found:
            found = self._central_heating()
        if _ONLY in selectors and not found:
            of_home = self._of_kind(kind, self.devices)
            found = of_home if len(of_home) == 1 else []
        if domains := capabilities.DOMAINS.intersection(selectors):
            found = [device for device in found if device.domain in domains]
        roles = set(selectors) - {_RUNNING, _SUMMER, _BEDROOM, _ONLY} - domains
        if _SUMMER in selectors:
            roles.add(_ROOM)
            found = [device for device in found if self._is_warm(device.area_id)]
        if _BEDROOM in selectors:
            found = [device for device in found if self._is_bedroom(device.area)]
        if _RUNNING in selectors:
            found = [each for each in found if self.view.state(each.entity_id).state not in AT_REST]
        return [device for device in found if self._has_role(device, roles)]

    def _central_heating(self) -> list[Device]:
        """Return what heats the rooms that have nothing of their own: one that is in no room."""
        found = self._of_kind("climate", self.devices)
        return found if len(found) == 1 else [each for each in found if not each.area_id]

    def _has_role(self, device: Device, wanted: Collection[str]) -> bool:
        """Return whether a device has the role that is asked for."""
        role = self.role(device)
        if not wanted:
            return role not in APART
        if _DAY in wanted:
            return role not in APART | {NIGHT}
        return role in wanted or (role == _MAIN and _ROOM in wanted)

    def role(self, device: Device) -> str:
        """Return what a device is for; found once, since every goal of a turn asks for it."""
        role = self._known_roles.get(device.entity_id)
        if role is None:
            role = self._known_roles[device.entity_id] = self._find_role(device)
        return role

    @cached_property
    def _known_roles(self) -> dict[str, str]:
        return {}

    def _find_role(self, device: Device) -> str:
        words = {word for name in device.names for word in tokens(name)}
        words |= {device.device_class or ""}
        if device.kind == "fan":  # what a fan is for depends on where it is
            words |= set(tokens(device.area or ""))
        roles = self.roles.get(device.kind, {})
        return next((role for role, known in roles.items() if words & known), _MAIN)

    def _is_warm(self, room: str | None) -> bool:
        """Return whether it is warm in a room.

        Where nothing in the whole home measures or makes temperatures, a fan is what there
        is for comfort, and counts as welcome.
        """
        here = [degrees for area_id, degrees in self._measured if area_id == room]
        return max(here) >= _WARM if here else not self._measured

    def _is_bedroom(self, room: str | None) -> bool:
        """Return whether people sleep in a room, as in the only one of a home."""
        words = self.roles["room"]["bedroom"]
        return len(self._rooms) == 1 or not words.isdisjoint(tokens(room or ""))

    @cached_property
    def _measured(self) -> Sequence[tuple[str | None, float]]:
        """Return the temperatures in the home, each with the room that it is of."""
        return [
            (device.area_id, degrees)
            for device in (*self._of_kind("climate", self.devices), *self.view.readings)
            if (degrees := self._degrees(device)) is not None
        ]

    def _degrees(self, device: Device) -> float | None:
        """Return the temperature in degrees Celsius that a device measures, if it does."""
        state = self.view.state(device.entity_id)
        unit = state.temperature_unit
        if device.domain == "climate":
            value = str(state.attributes.get("current_temperature"))
        elif device.domain == "sensor" and device.device_class == "temperature":
            value, unit = state.state, state.attributes.get("unit_of_measurement", unit)
        else:
            return None
        try:
            return convert(float(value), unit, "°C")
        except ValueError:
            return None

    def already(self, device: Device, action: str) -> bool | None:
        """Return whether a device is already as an action would leave it.

        None if it cannot do the action, or it is one that has to be said in words.
        """
        item, value = _row(device, action)
        state = self.view.state(device.entity_id)
        if item is None or not item.supported(state.attributes):
            return None
        return None if item.risk_for(device) is Risk.CRITICAL else item.already(state, value)


def _names_of(device: Device) -> set[str]:
    """Return the kind and the domain that a device is meant by."""
    return {device.kind} if device.kind in _CONTRARY else {device.kind, device.domain}


def placed(text: str, places: Sequence[str]) -> str:
    """Return a plan string whose "all" means the place that is named."""
    word, _, rest = text.partition(" ")
    if word != ALL or not places or f" {places[0]} " in f" {rest} ":
        return text
    return f"{ALL} {places[0]} {rest}"


def _row(device: Device, action: str) -> tuple[Capability | None, float | None]:
    """Return the row of an action word, or of a number with its value."""
    if action.replace(".", "", 1).isdigit():
        return capabilities.value_row(device.domain), float(action)
    return capabilities.row(device.domain, action), None


def _is_called(device: Device, wanted: Collection[str]) -> bool:
    """Return whether a scene is called after a goal, and after nothing else but its place."""
    words = {word for name in device.names for word in tokens(name)}
    told = words - set(tokens(f"{device.area or ''} {device.floor or ''}"))
    return bool(told.intersection(wanted)) and told <= _NO_NAME.union(wanted)
