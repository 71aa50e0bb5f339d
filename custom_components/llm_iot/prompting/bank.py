"""The example bank: general templates and goals, filled with the devices of this home.

What ships are utterances with placeholders and plans in the plan language. Only the
general form is embedded and searched, so the size of the index does not depend on the
home; a found template is filled with the devices that the words of the turn point to.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
import json
from pathlib import Path
import re
from typing import Any

from .. import capabilities
from ..capability import Risk
from ..evidence import Example
from ..kinds import Kinds
from ..models import Device, HomeView
from ..plan_language import ALL, ASK, NOT, members, read_command
from ..storage.base import Entry
from ..wording import has_exception, has_quantifier
from ..words import clean_name
from .contractions import load_by_the_way, load_contractions, written_out
from .goal import Goal, read_goal
from .goals import GoalPlanner, load_roles, placed
from .habits import HabitFiller, changed
from .occasions import load_occasions
from .qualities import load_qualities
from .wishes import load_wishes

_DATA = Path(__file__).with_name("data")
_SLOT = re.compile(r"\{([a-z_ ]+)(?:\.([bc]))?\}")
_WORDS_OF_SLOT = {"n": "50", "t": "21", "room": "room", "device": "device", "absent": "device"}
COLLECTION = "examples"


@dataclass(frozen=True)
class Template:
    """An utterance with its plan, general or of a goal."""

    say: str
    plan: tuple[str, ...]
    goal: Goal | None = None

    @cached_property
    def asks(self) -> bool:
        """Return whether it is the example of a question."""
        return any(text.startswith(f"{ASK} ") for text in self.plan)

    @cached_property
    def form(self) -> tuple[bool, bool]:
        """Return whether its words leave something out, and whether they mean all of something."""
        return has_exception(self.say), has_quantifier(self.say)

    def fits(self, form: tuple[bool, bool]) -> bool:
        """Return whether words of a form can mean this; of a goal, "all" is only emphasis."""
        return form[0] == self.form[0] and (self.goal is not None or form[1] == self.form[1])

    @property
    def slots(self) -> list[tuple[str, str]]:
        """Return (name, index letter) of every placeholder, in order, each once."""
        text = " ".join((self.say, *self.plan))
        return list(dict.fromkeys((m[1], m[2] or "a") for m in _SLOT.finditer(text)))

    def general(self, kinds: Kinds) -> str:
        """Return the utterance in general words, as it is embedded and searched."""
        say = _SLOT.sub(lambda m: _WORDS_OF_SLOT.get(m[1]) or kinds.word(m[1]), self.say)
        return written_out(say)


def load_templates() -> tuple[Template, ...]:
    """Read the shipped bank and what its goals need; blocking, call it off the event loop."""
    load_roles()  # kept from here on
    load_contractions()
    load_by_the_way()
    load_wishes()
    load_occasions()
    load_qualities()
    general = json.loads((_DATA / "templates.json").read_text(encoding="utf-8"))
    goals = json.loads((_DATA / "goals.json").read_text(encoding="utf-8"))
    return (
        *(Template(entry["say"], tuple(entry["plan"])) for entry in general),
        *(
            Template(say, goal.plan, goal)
            for entry in goals
            for goal in [read_goal(entry)]
            for say in entry["say"]
        ),
    )


def entries(templates: Sequence[Template], kinds: Kinds) -> Iterator[Entry]:
    """Return the bank as entries of the store; the payload is the place in the bank.

    The key is the utterance, so that one keeps its vector when the bank grows around it.
    """
    for position, template in enumerate(templates):
        text = template.general(kinds)
        yield Entry(key=template.say, text=text, payload=str(position))


@dataclass(frozen=True)
class Filler:
    """Fills templates with the devices of one home, those that a turn points to first."""

    view: HomeView
    candidates: Sequence[Device]
    """Best fitting first."""
    goals: GoalPlanner
    place: str | None
    """Room or floor that is named; it narrows "all"."""
    numbers: Sequence[str]
    """Numbers of the utterance; they take the place of `{n}` and `{t}`."""
    kinds: Kinds
    habits: HabitFiller | None = None
    """Puts what is usual here into the plans of goals; None leaves them general."""

    @cached_property
    def _goal_plans(self) -> dict[Goal, tuple[tuple[str, ...], tuple[str, ...]]]:
        return {}

    @cached_property
    def _candidates_by_kind(self) -> Mapping[str, Sequence[Device]]:
        return _by_kind(self.candidates)

    def fill(self, template: Template, score: float) -> Example | None:
        """Return a template in the words of this home, None if it means nothing here.

        What a device of this home cannot do stays in the plan: that it cannot is the answer.
        A goal that nothing here serves stays with an empty plan, so that no other goal wins.
        """
        if template.goal:
            plan, usual = self._goal_plan(template.goal)
            possible = bool(plan) or not template.goal.plan
            return Example(template.say, plan, score, template.goal.name, possible, usual)
        values: dict[tuple[str, str], str] = {}
        for slot in template.slots:
            value = self._value(slot, values)
            if value is None:
                return None
            values[slot] = value

        def put(text: str) -> str:
            return _SLOT.sub(lambda m: values[m[1], m[2] or "a"], text)

        plan = tuple(self._placed(put(text)) for text in template.plan)
        impossible = [text for text in plan if not self._possible(text)]
        if any(text.split()[0] in {ALL, NOT, ASK} for text in impossible):
            return None
        return Example(put(template.say), plan, score, possible=not impossible)

    def _value(self, slot: tuple[str, str], taken: Mapping[tuple[str, str], str]) -> str | None:
        """Return what stands for a placeholder."""
        name, _letter = slot
        if name in {"n", "t"}:
            return self.numbers[0] if self.numbers else _WORDS_OF_SLOT[name]
        if name == "room":
            area = next((device.area for device in self.candidates if device.area), None)
            return clean_name(area) if area else None
        if name == "absent":
            return self._absent()
        fitting = (
            (device for device in self.candidates if can(device, self.view, "on"))
            if name == "device"
            else self._candidates_by_kind.get(name, ())
        )
        return next(
            (device.label for device in fitting if device.label not in taken.values()), None
        )

    def _absent(self) -> str | None:
        """Return the word for a kind of device that the home does not have."""
        return next(
            (
                self.kinds.word(kind)
                for kind in ("dishwasher", "garage", "blind", "heater", "oven")
                if kind not in self.view.kinds
            ),
            None,
        )

    def _goal_plan(self, goal: Goal) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what a goal means, and what of it is there by habit.

        The same for all of its examples.
        """
        if goal not in self._goal_plans:
            plan = self.goals.plan(goal)
            grouped = (text for text in plan if text.startswith(f"{ALL} "))
            missing = {text for text in grouped if not self._possible(text)}
            plan = tuple(text for text in plan if text not in missing)
            filled = self.habits.fill(goal, plan) if self.habits else plan
            self._goal_plans[goal] = filled, changed(plan, filled)
        return self._goal_plans[goal]

    def _placed(self, text: str) -> str:
        """Return a plan string whose "all" means the place that is named."""
        return placed(text, (self.place,) if self.place else ())

    def _possible(self, text: str) -> bool:
        """Return whether the device of a filled plan string can, and may, do the action."""
        word, _, rest = text.partition(" ")
        if word in {NOT, ASK}:
            return rest in self.view.by_label or bool(members(rest, self.view))
        command = read_command(text, self.view)
        if command is None:
            return False
        if word == ALL:
            return any(can(device, self.view, command.action) for device in command.devices)
        device = command.devices[0]
        if not can(device, self.view, command.action):
            return False
        item = capabilities.row(device.domain, command.action)
        return item is None or item.risk_for(device) is not Risk.CRITICAL


def _by_kind(devices: Iterable[Device]) -> Mapping[str, Sequence[Device]]:
    """Return devices by their kind, in the same order."""
    found: dict[str, list[Device]] = defaultdict(list)
    for device in devices:
        found[device.kind].append(device)
    return found


def can(device: Device, view: HomeView, action: str) -> bool:
    """Return whether a device supports an action word or, for a number, a value."""
    item: Any = (
        capabilities.value_row(device.domain)
        if action.replace(".", "", 1).isdigit()
        else capabilities.row(device.domain, action)
    )
    return item is not None and item.supported(view.state(device.entity_id).attributes)
