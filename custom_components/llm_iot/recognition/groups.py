"""The devices that groups and places mean, and what a clause does to each of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from .. import capabilities
from ..models import Device, HomeView, Step
from ..units import convert
from .actions import SET, Action, Actions, UnclearActionError
from .clauses import Clause, UnreadableError
from .mentions import Mention, Reach
from .references import References
from .targets import Choice, Targets
from .tokenizer import words_of
from .values import Sort

_COLD: Final = 10.0
_HOT: Final = 30.0
"""Degrees Celsius between which a number without a unit can be meant for a room."""
_WAKING: Final = frozenset({"media_player"})
"""Domains that have to be on for a word of their own."""
_BUSY: Final = frozenset({"playing", "opening", "closing", "cleaning", "mowing", "buffering"})


@dataclass(frozen=True)
class Groups:
    """Finds the members of groups in one home, for one person."""

    view: HomeView
    targets: Targets
    actions: Actions
    references: References
    area_id: str | None
    _known: dict[tuple[Action, str, str], tuple[Step, ...]] = field(default_factory=dict)

    def steps(self, clause: Clause, action: Action, device: Device) -> tuple[Step, ...]:
        """Return what a clause does to one device; worked out once."""
        key = (action, clause.own_words, device.entity_id)
        if key not in self._known:
            self._known[key] = self._worked_out(clause, action, device)
        return self._known[key]

    def is_able(self, clause: Clause, action: Action, device: Device) -> bool:
        """Return whether a clause does anything to a device, or may do: "down by a third".

        There is no third of what is off, which is told only if that is meant.
        """
        try:
            return bool(self.steps(clause, action, device))
        except UnclearActionError:
            return True

    def _worked_out(self, clause: Clause, action: Action, device: Device) -> tuple[Step, ...]:
        if clause.own_words:
            attribute = action.manner.attribute
            step = self.actions.own_word(attribute, clause.own_words, device, self.view)
            return (*self._awake(device), *self._going(action, device), step) if step else ()
        if action.sense == "toggle":
            return self._toggled(device)
        return self.actions.steps(action, device, self.view)

    def _awake(self, device: Device) -> tuple[Step, ...]:
        """Return the step that has to come before a source: a TV that is off takes none."""
        off = self.view.state(device.entity_id).state == "off"
        if not off or device.domain not in _WAKING:
            return ()
        return self.actions.steps(Action("on"), device, self.view)

    def _going(self, action: Action, device: Device) -> tuple[Step, ...]:
        """Return what sets going that a word of its own does not: "start the hoover on turbo"."""
        goes = action.sense in self.actions.data("going").get(device.domain, ())
        return self.actions.steps(Action(action.sense), device, self.view) if goes else ()

    def _toggled(self, device: Device) -> tuple[Step, ...]:
        """Return the step to the other one of two states."""
        state = self.view.state(device.entity_id).state
        sense = {"on": "off", "off": "on", "open": "close", "closed": "open"}.get(state)
        return self.actions.steps(Action(sense), device, self.view) if sense else ()

    def burning(self, action: Action, devices: Sequence[Device]) -> Sequence[Device]:
        """Return the lights that are on, where any is, for "brighter" and "dimmer".

        Of what is to be paused, those that are at it.
        """
        if action.sense in self.actions.data("of_the_busy"):
            return [d for d in devices if self.is_busy(d)] or devices
        goes_to = any(not (value.by or value.sort is Sort.STEPS) for value in action.manner.values)
        if goes_to and not action.manner.relative:
            return devices
        if not self.actions.direction(action.direction_sense):
            return devices
        on = [each for each in devices if self.view.state(each.entity_id).state == "on"]
        return on if on and all(each.domain == "light" for each in devices) else devices

    def is_busy(self, device: Device) -> bool:
        """Return whether a device is at something; a TV that is on shows a picture."""
        state = self.view.state(device.entity_id).state
        return state in _BUSY or (device.domain in _WAKING and state == "on")

    def excepted(self, mention: Mention) -> tuple[Device, ...]:
        """Return what an exception leaves out.

        Raises UnreadableError if it is not known: then nothing may be done at all.
        """
        if mention.reference:
            devices = self.references.meant(mention)
        elif mention.is_place:
            devices = self.inside(mention)
        else:
            devices = self.targets.everything_fitting(mention, self.area_id)
            called = self.targets.among(mention, devices)
            devices = called if self._are_told_apart(called) else devices
            if mention.unknown or mention.unknown_place:
                devices = ()
        if not devices:
            raise UnreadableError
        return devices

    def around(self, clause: Clause, mention: Mention, choice: Choice) -> Sequence[Device]:
        """Return the group that exceptions are made of: of "all lamps but the spot" all lights.

        That the spot is left out shows that more is meant than what is called a lamp.
        """
        if mention.wanted is not None:
            return choice.devices  # "both lamps, not the TV light"
        if self._is_only_named(mention, choice):
            return choice.devices  # "the lanterns off, not the lamp", where one thing is called so
        fitting = self.targets.everything_fitting(mention, self.area_id)
        apart = [each for each in clause.excepted if not self.targets.among(each, choice.devices)]
        left_out = {one for each in apart for one in self.targets.among(each, fitting)}
        within = left_out <= set(choice.devices)
        # "The blinds, not the shutters": what is no blind either is not meant all the same.
        within |= self._are_told_apart(left_out)
        return choice.devices if within else fitting

    def _is_only_named(self, mention: Mention, choice: Choice) -> bool:
        """Return whether a word for several things is the name of one here, which is meant."""
        named = mention.things[0].named if len(mention.things) == 1 else ()
        called = bool(named) and set(self.targets.index.pick(named)) == set(choice.devices)
        return called and mention.reach is Reach.ONE

    def _are_told_apart(self, devices: Collection[Device]) -> bool:
        """Return whether devices are of a sort with a word of its own: shutters, of all blinds."""
        sorts = self.targets.lexicon.file("targets")["told_apart"]
        called = ((d.kind, {w for name in d.names for w in words_of(name)}) for d in devices)
        return bool(devices) and all(words & set(sorts.get(kind, ())) for kind, words in called)

    def others(
        self, named: Sequence[Device], mentions: Sequence[Mention], *, alone: bool
    ) -> Sequence[Device]:
        """Return the others of the kind that go off where only what is named is to be on.

        They are those near by. With `alone` they are those of the place that is said, else of
        the speaker's room if what is named is there, else of the home.
        """
        kinds = {device.kind for device in named}
        areas = {device.area_id for device in named}
        if alone and (placed := [each for each in mentions if each.places or each.here]):
            areas = {device.area_id for each in placed for device in self.inside(each)}
        elif alone and areas != {self.area_id}:
            areas = {device.area_id for device in self.view.devices}
        return [
            device
            for device in self.view.devices
            if device.kind in kinds and device.area_id in areas and device not in named
        ]

    def is_weather(
        self, clause: Clause, action: Action, devices: Sequence[Device], *, placed: bool
    ) -> bool:
        """Return whether "it" means no device: "make it warmer", "make it 22 in here".

        A bare number is surely a temperature only where a place is named.
        """
        if any(self.steps(clause, action, device) for device in devices):
            return False
        values = action.manner.values
        if action.sense in self.actions.data("of_places"):
            return True  # "make it dark upstairs"
        if action.sense in self.actions.data("of_the_only") and not devices:
            return True  # "disarm it"
        says_how = action.manner.relative or any(
            placed or value.sort is not Sort.BARE for value in values
        )
        return bool(says_how and self.actions.domains(action))

    def inside(self, mention: Mention) -> tuple[Device, ...]:
        """Return everything in the places of a mention."""
        numbers = {n for place in mention.all_places for n in place.devices}
        if mention.here:
            if not self.area_id:
                raise UnreadableError
            numbers |= self.targets.index.in_area(self.area_id)
        if mention.home:
            return self.view.devices
        return self.targets.index.pick(numbers)

    def everything(self, clause: Clause, action: Action, mention: Mention) -> tuple[Device, ...]:
        """Return what "everything" is for an action: what it is usually said of."""
        domains = self.actions.data("everything").get(action.direction_sense)
        on_or_off = action.direction_sense in {"on", "off"}
        if domains is None or (on_or_off and action.manner.values):  # "everything on 50 percent"
            raise UnclearActionError
        named = mention.all_places or mention.here
        inside = self.inside(mention) if named else self.view.devices
        return tuple(
            device
            for device in inside
            if (device.domain in domains or device.kind in domains)
            and (device.kind not in self.targets.essential or device.domain in {"cover", "lock"})
            and self.steps(clause, action, device)
        )

    def all_else(self, clause: Clause, action: Action, mention: Mention) -> Sequence[Device]:
        """Return what is in a place and was not spoken of: "leave the fan, the rest of it off"."""
        spoken = {device for each in self.references.spoken for device in each}
        found = self.everything(clause, action, mention)
        return [device for device in found if device not in spoken]

    def is_whole_home(self, clause: Clause, action: Action, scope: Mention) -> bool:
        """Return whether the home itself goes on or off: "turn the whole house off"."""
        plain = action.sense in {"on", "off"} and not (action.manner.attribute or clause.manner)
        return plain and scope.home and not (scope.all_places or scope.here)

    def of_domains(
        self, clause: Clause, action: Action, devices: Iterable[Device]
    ) -> tuple[Device, ...]:
        """Return the devices of the first domain that an action can mean by itself."""
        listed = tuple(devices)
        for domain in self.actions.domains(action):
            able = tuple(
                device
                for device in listed
                if domain in {device.domain, device.kind}
                and self.steps(clause, action, device)
                and self._is_bearable(action, device)
                and self._can_so(action, device)
            )
            if able:
                return tuple(self.burning(action, able))
        if self._is_of_lights(action):
            return tuple(d for d in listed if d.kind == "light" and self.steps(clause, action, d))
        return ()

    def _is_of_lights(self, action: Action) -> bool:
        """Return whether a bare number is no temperature of a room: "the hall to 40"."""
        manner = action.manner
        heaters = (d.entity_id for d in self.view.devices if d.domain == "climate")
        unit = next((self.view.state(each).temperature_unit for each in heaters), "°C")
        bare = [value.number for value in manner.values if value.sort is Sort.BARE]
        plain = action.sense == SET and not (manner.relative or manner.attribute)
        told = plain and len(bare) == len(manner.values) == 1
        return told and not _COLD <= (convert(bare[0], unit, "°C") or 0.0) <= _HOT

    def _can_so(self, action: Action, device: Device) -> bool:
        """Return whether a thermostat can warm or cool a place, where just that is asked for."""
        modes = self.view.state(device.entity_id).attributes.get("hvac_modes")
        sense = self.actions.data("modes_of_attributes").get(action.manner.attribute or "")
        wanted = self.actions.data("modes_needed").get(str(sense or action.sense))
        if device.domain != "climate" or not modes or wanted is None:
            return True
        return not set(wanted).isdisjoint(modes)

    def _is_bearable(self, action: Action, device: Device) -> bool:
        """Return whether a number without a unit can be the temperature of a room."""
        values = [value for value in action.manner.values if not value.by]
        bare = [value.number for value in values if value.sort is Sort.BARE]
        if device.domain != "climate" or action.manner.attribute:
            return True
        unit = self.view.state(device.entity_id).temperature_unit
        return all(_COLD <= (convert(number, unit, "°C") or 0.0) <= _HOT for number in bare)

    def spoken_of(self, clause: Clause, action: Action) -> tuple[Device, ...]:
        """Return the devices spoken of last, if what is asked for can be said of them."""
        adjusts = action.manner.values or action.manner.relative or action.sense == "stop"
        adjusts = adjusts or clause.corrects or action.sense in self.actions.data("implied")
        adjusts = adjusts or action.sense in self.actions.data("of_the_last")
        adjusts = adjusts or self.references.again
        if self.references.spoken:  # "TV on and the sound off"
            adjusts = adjusts or bool(action.manner.attribute)
        else:  # "on and off" in one sentence is unclear
            adjusts = adjusts or action.sense in self.actions.data("of_the_last_turn")
        if not adjusts or action.manner.attribute == "music":
            return ()
        known = self.references.spoken[-1:] or [self.references.previous_devices()]
        return tuple(each for each in known[-1] if self.steps(clause, action, each))

    def implied(self, clause: Clause, action: Action, scope: Mention | None) -> tuple[Device, ...]:
        """Return what an action means by itself: in a place, in the room, else at home."""
        if scope:
            near: tuple[Device, ...] = self.inside(scope)
        else:
            near = self.targets.index.pick(self.targets.index.in_area(self.area_id))
        devices = self.of_domains(clause, action, near)
        if not devices and scope is None:
            devices = self.of_domains(clause, action, self.view.devices)
            if len(devices) > 1 and devices[0].domain == "light":
                raise UnclearActionError
        if devices and devices[0].domain == "media_player":
            busy = tuple(d for d in devices if self.view.state(d.entity_id).state in _BUSY)
            return busy or devices
        return devices

    def means_all(
        self, clause: Clause, action: Action, scope: Mention | None, devices: Sequence[Device]
    ) -> bool:
        """Return whether an action that names no device means all it can mean, or one of them."""
        places = scope.all_places if scope else ()
        lights = "light" in {devices[0].domain, devices[0].kind}
        heats = devices[0].domain == "climate"  # "heat upstairs to 20"
        placed = len(places) > 1  # "music off in the hall and the bath"
        return (
            lights
            or placed
            or bool(scope and scope.home)
            or (heats and any(place.area_id is None for place in places))
            or action.sense in self.actions.data("implied_groups")
            or not any(self.moves(clause, action, each) for each in devices)
        )

    def busy(self, clause: Clause, action: Action) -> tuple[Device, ...]:
        """Return the only thing that is at work, for a bare "stop".

        Raises UnclearActionError if it is not one.
        """
        busy = [
            device
            for device in self.view.devices
            if self.view.state(device.entity_id).state in _BUSY
            and self.steps(clause, action, device)
        ]
        here = [device for device in busy if self.area_id and device.area_id == self.area_id]
        if len(here or busy) != 1:
            raise UnclearActionError
        return tuple(here or busy)

    def without_accessories(self, devices: Sequence[Device]) -> Sequence[Device]:
        """Return the device that others only belong to: the vacuum, not a button of its own.

        They belong to it if their names begin alike and it is the only one of its sort.
        """
        accessories = self.actions.data("accessories")
        main = [device for device in devices if device.domain not in accessories]
        first = {words_of(device.name)[:1] for device in devices}
        return main if len(main) == 1 and len(first) == 1 else devices

    def moves(self, clause: Clause, action: Action, device: Device) -> bool:
        """Return whether an action would change how a device is now."""
        return self.changes(device, self.steps(clause, action, device))

    def changes(self, device: Device, steps: Iterable[Step]) -> bool:
        """Return whether a device is not yet as the steps would leave it."""
        state = self.view.state(device.entity_id)
        if not state.available:
            return False
        for step in steps:
            item = capabilities.row(device.domain, step.action)
            if item is None or not item.already(state, step.value):
                return True
        return False
