"""What is usual in this home, put into the plan of a goal.

The plan of a goal says in general what helps: the main light on, the lamp at 30 percent. Where
people do it in a way of their own, their habits take its place, in this order: what follows
when the goal was said, what follows when its first thing is switched on (the TV of a film) or
somebody comes home, and what is in use at that time of the week. The last one only chooses
among things of one kind, and fills values.

What the words say themselves stays as it is: a thing that is named, a degree that is spoken of
("a bit darker"); with a number or an exception in them, all of the plan does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ..models import Device
from ..plan_language import ALL, read_command
from ..processing.habits import ARRIVAL, Context, Habit, Usual, contexts_of
from ..units import convert
from ..wording import has_exception
from ..words import clean_name, tokens
from .goal import Goal
from .goals import APART, AT_REST, NIGHT, GoalPlanner

MOST_STARTED: Final = 6
"""Deeds that start or set something in a plan to which habits add: as many as are carried out
on the opinion of the examples alone."""
_MOST_SCATTERED: Final = 2
"""The same for a plan that is not about one room."""
_ENDING: Final = frozenset({"off", "close"})
_STARTING: Final = frozenset({"on", "play", "open"})
_RUN: Final = frozenset({"scene", "script", "button", "input_button"})
"""Domains of what somebody made for the goal, which already does what is usual."""
_ADDED: Final = frozenset({"blind", "fan", "light", "projector", "speaker", "tv"})
"""Kinds of what habits add to a plan that does not speak of it; the target of a thermostat
that runs is set besides."""
_COMING_HOME: Final = "come_home"
_DEGREES: Final = {
    domain: frozenset(words.split())
    for domain, words in {
        "climate": "chilly cold cool cooler degrees hot hotter warm warmer",
        "fan": "breeze fast faster slow slower",
        "light": "bright brighter brightly brightness dark darker darkness dim dimmed dimmer full",
        "media_player": "loud louder loudly quiet quieter quietly silent soft softly volume",
    }.items()
}
"""Words that tell how much is wanted, by the domain of what they are about."""


@dataclass
class _Draft:
    """A plan in the making."""

    strings: list[str] = field(default_factory=list)
    started: list[Device] = field(default_factory=list)
    """What is switched on or set, once for each deed."""
    seen: set[str] = field(default_factory=set)
    """Entity ids of what the general plan speaks of."""
    settled: list[str] = field(default_factory=list)
    """What is usual besides and already so."""

    def add(self, texts: Sequence[str], device: Device, *, starts: bool = True) -> None:
        """Add what is done to a device."""
        self.strings += [text for text in texts if text not in self.strings]
        if starts:
            self.started += [device] * len(texts)

    def has_room_for(self, device: Device, deeds: int) -> bool:
        """Return whether so many deeds more on a device leave it a careful plan.

        As in `response/agreement.py`: a few things, of which more than two are in one room.
        """
        started = len(self.started) + deeds
        rooms = {each.area_id for each in (*self.started, device)}
        return started <= MOST_STARTED and (len(rooms) == 1 or started <= _MOST_SCATTERED)


@dataclass(frozen=True)
class _Deed:
    """A string of a plan about one device."""

    text: str
    device: Device
    action: str

    @property
    def starts(self) -> bool:
        """Return whether it switches something on, or sets it to a value."""
        return self.action in _STARTING or self.action[0].isdigit()


@dataclass(frozen=True)
class HabitFiller:
    """Fills plans of goals for one utterance."""

    usual: Usual
    planner: GoalPlanner

    def fill(self, goal: Goal, plan: Sequence[str]) -> tuple[str, ...]:
        """Return the plan of a goal as people in this home usually do it."""
        deeds = [self._read(text) for text in plan]
        if not (goal.usual and deeds) or not self._leaves_open:
            return tuple(plan)
        known = [deed for deed in deeds if deed]
        if len(known) < len(deeds) or any(deed.device.domain in _RUN for deed in known):
            return tuple(plan)
        arrives = goal.name == _COMING_HOME
        around = self.planner.devices if arrives else self.planner.around(goal)
        contexts = self._contexts(goal, known)
        followed = {
            device.entity_id: habit
            for device in around
            if (habit := self.usual.habits.of(device.entity_id, contexts))
        }
        draft = _Draft(seen={deed.device.entity_id for deed in known})
        chosen = self._chosen(known, around, followed)
        for deed in known:
            self._do(deed, followed.get(deed.device.entity_id), chosen, draft)
        self._add_others(around, followed, draft)
        # If all that is usual is so already, that is the answer.
        return tuple(draft.strings) or tuple(draft.settled) or tuple(plan)

    def _read(self, text: str) -> _Deed | None:
        """Return a plan string as a deed, None if it is about a group or nothing."""
        command = read_command(text, self.planner.view)
        if command is None or command.value or text.startswith(f"{ALL} "):
            return None
        return _Deed(text, command.devices[0], command.action)

    @cached_property
    def _words(self) -> Sequence[str]:
        return tokens(self.planner.utterance.text)

    @property
    def _leaves_open(self) -> bool:
        """Return whether the words leave it to us how something is done."""
        text = self.planner.utterance.text
        return not has_exception(text) and not any(word[0].isdigit() for word in self._words)

    def _is_fixed(self, device: Device) -> bool:
        """Return whether the words speak of a device, or of how much of it is wanted."""
        if _DEGREES.get(device.domain, frozenset()).intersection(self._words):
            return True
        text = f" {clean_name(self.planner.utterance.text)} "
        return any(f" {name} " in text for name in {device.label, *map(clean_name, device.names)})

    def _contexts(self, goal: Goal, deeds: Sequence[_Deed]) -> tuple[Context, ...]:
        """Return what has just happened once the goal was said, the most telling first."""
        events = [f"goal {goal.name}"]
        if goal.name == _COMING_HOME:
            events.append(ARRIVAL)
        events += [
            f"{deed.device.entity_id} on"
            for deed in deeds
            if deed.starts and deed.device.kind != "light"
        ]
        return tuple(context for event in events for context in contexts_of(event, self.usual.now))

    def _chosen(
        self, deeds: Sequence[_Deed], around: Sequence[Device], followed: Mapping[str, Habit]
    ) -> Mapping[str, tuple[Device, Habit]]:
        """Return what is in use at this time of the week instead of what a plan would start.

        By the entity id of what it takes the place of. Only where none of its kind that the
        plan starts is in use then, and nothing else tells of any.
        """
        found: dict[str, tuple[Device, Habit]] = {}
        for kind in {deed.device.kind for deed in deeds if deed.starts}:
            planned = [deed.device for deed in deeds if deed.starts and deed.device.kind == kind]
            alike = [device for device in around if device.kind == kind]
            told = any(device.entity_id in followed for device in alike)
            fixed = any(self._is_fixed(device) for device in (*planned, *alike))
            night = any(self.planner.role(device) == NIGHT for device in planned)
            if told or fixed or night or any(self._in_use(device) for device in planned):
                continue
            rooms = {device.area_id for device in planned}
            used = [
                (device, habit)
                for device in alike
                if device.area_id in rooms and self.planner.role(device) not in APART
                if (habit := self._in_use(device)) and self._can(device, "on")
            ]
            if used:
                best = max(used, key=lambda each: (each[1].confidence, each[1].days))
                found |= {device.entity_id: best for device in planned}
        return found

    def _in_use(self, device: Device) -> Habit | None:
        """Return the habit of a device at this time of the week, if it is in use then."""
        habit = self.usual.habits.of(device.entity_id, contexts_of(None, self.usual.now))
        return habit if habit and habit.used else None

    def _do(
        self,
        deed: _Deed,
        habit: Habit | None,
        chosen: Mapping[str, tuple[Device, Habit]],
        draft: _Draft,
    ) -> None:
        """Put one deed into the draft as it is usually done."""
        device = deed.device
        if self._is_fixed(device):
            draft.add([deed.text], device, starts=deed.starts)
        elif deed.starts and device.entity_id in chosen:
            instead, its_habit = chosen[device.entity_id]
            draft.seen.add(instead.entity_id)
            draft.add(self._started(instead, "on", its_habit), instead)
        elif deed.starts and (habit is None or habit.used):
            draft.add(self._started(device, deed.action, habit or self._in_use(device)), device)
        elif deed.starts and habit:  # something else is in use then
            draft.seen.discard(device.entity_id)
        elif habit and habit.used and deed.action in _ENDING:
            start = "open" if device.domain == "cover" else "on"
            texts = self._started(device, start, habit)
            if device.kind == "light" or (device.domain == "cover" and habit.value is not None):
                draft.add(texts, device)
            else:  # it may stay as it is
                draft.settled += [text for text in texts if self._is_so(device, text)]
        else:
            draft.add([deed.text], device, starts=False)

    def _add_others(
        self, around: Sequence[Device], followed: Mapping[str, Habit], draft: _Draft
    ) -> None:
        """Add what is usual besides, the surest first, as far as it is not too much."""
        others = [
            (device, habit)
            for device in around
            if (habit := followed.get(device.entity_id)) and device.entity_id not in draft.seen
            if not self._is_fixed(device) and self.planner.role(device) not in APART
        ]
        for device, habit in sorted(others, key=lambda each: -each[1].confidence):
            if habit.used:
                texts = self._addition(device, habit)
                wanted = [text for text in texts if not self._is_so(device, text)]
                draft.settled += [text for text in texts if text not in wanted]
                if draft.has_room_for(device, len(wanted)):
                    draft.add(wanted, device)
            elif self._is_instead(device, draft) and self._can(device, "off"):
                draft.add([f"{device.label} off"], device, starts=False)

    def _is_instead(self, device: Device, draft: _Draft) -> bool:
        """Return whether a device runs that is off while another of its kind is in use."""
        runs = self.planner.view.state(device.entity_id).state not in AT_REST
        return runs and any(each.kind == device.kind for each in draft.started)

    def _addition(self, device: Device, habit: Habit) -> Sequence[str]:
        """Return what is done to a device that the general plan does not speak of."""
        if device.domain == "climate":
            runs = self.planner.view.state(device.entity_id).state not in AT_REST
            return self._valued(device, habit) if runs else ()
        start = "open" if device.domain == "cover" else "on"
        if device.kind in _ADDED and self._can(device, start):
            return self._started(device, start, habit)
        return ()

    def _is_so(self, device: Device, text: str) -> bool:
        """Return whether a device is already as a string about it says."""
        return bool(self.planner.already(device, text.removeprefix(f"{device.label} ")))

    def _started(self, device: Device, action: str, habit: Habit | None) -> Sequence[str]:
        """Return the strings that start a device with the value of a habit, if it has one."""
        valued = self._valued(device, habit) if habit else []
        if valued and device.domain in {"light", "fan", "cover"}:
            return valued  # which starts it
        return [f"{device.label} {action}", *valued]

    def _valued(self, device: Device, habit: Habit) -> list[str]:
        """Return the string that sets a device to the value of a habit; none without one."""
        state = self.planner.view.state(device.entity_id)
        if habit.value is None:
            return []
        unit = state.temperature_unit if device.domain == "climate" else habit.unit
        value = convert(habit.value, habit.unit, unit)
        if value is None:
            return []
        number = f"{value:.0f}" if unit == "%" else f"{round(value * 2) / 2:g}"
        return [f"{device.label} {number}"] if self._can(device, number) else []

    def _can(self, device: Device, action: str) -> bool:
        """Return whether a device can do something, without harm if it is not meant."""
        return self.planner.already(device, action) is not None


def changed(plan: Sequence[str], filled: Sequence[str]) -> tuple[str, ...]:
    """Return what of a filled plan is there by habit."""
    return tuple(text for text in filled if text not in plan)
