"""What the words set each thing to, clause by clause, whether or not all of a sentence is clear.

A tiny model copies a number and knows nothing of what it counts: a fan at "speed 5", a lamp that
goes "down by half", a thermostat at "72 Fahrenheit".
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..models import Device, HomeView, Step
from .actions import Action, Actions, UnclearActionError
from .clauses import Clause
from .left_out import clauses_of
from .lexicon import Tag
from .mentions import Mention
from .sharing import own_action
from .tagging import Part
from .values import VALUE_TAGS

_ACTING: Final = frozenset({Tag.VERB, Tag.CARRIER})

type Meant = Callable[[Mention], Sequence[Device]]
"""Tells which devices a mention means; none where that is not clear."""


@dataclass(frozen=True)
class Settings:
    """Reads values in one home."""

    actions: Actions
    view: HomeView

    def read(
        self,
        parts: Sequence[Part],
        mentions: Iterable[Mention],
        meant: Meant,
        before: Sequence[Device],
    ) -> Mapping[str, tuple[Step, ...]]:
        """Return by entity id what a device is set to; the last that is said of it.

        A clause that names nothing is about what was named last: in the sentence, else `before`.
        """
        found: dict[str, tuple[Step, ...]] = {}
        devices = before
        listed = list(mentions)
        for clause in clauses_of(parts):
            inside = [each for each in listed if clause[0].start <= each.start < clause[-1].end]
            devices = [device for each in inside for device in meant(each)] or devices
            spans = [(each.start, each.end) for each in inside]
            own = [part for part in clause if not any(b <= part.start < e for b, e in spans)]
            action = self._action(own)
            for device in devices if action else ():
                if steps := self._steps(action, device):
                    found[device.entity_id] = steps
        return found

    def _action(self, parts: Sequence[Part]) -> Action | None:
        """Return what is to be done with a value, None if the words have none."""
        clause = Clause(
            verbs=[part for part in parts if part.tag in _ACTING],
            particles=[part for part in parts if part.tag is Tag.PARTICLE],
            manner=[part for part in parts if part.tag in VALUE_TAGS],
        )
        try:
            action = own_action(clause, self.actions.lexicon)
        except UnclearActionError:
            return None
        return action if action and action.manner.values else None

    def _steps(self, action: Action | None, device: Device) -> tuple[Step, ...]:
        try:
            return self.actions.steps(action, device, self.view) if action else ()
        except UnclearActionError:
            return ()
