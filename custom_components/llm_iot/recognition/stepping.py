"""More of what was done last: the song before ("and back again"), two degrees more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from .. import capabilities
from ..models import HomeView, Plan, Source, Step
from .forms import Forms
from .lexicon import Lexicon, Tag, Words
from .references import References
from .tagging import tag
from .tokenizer import words_of

_OPPOSITES: Final = {"next": "previous", "previous": "next"}
_COUNTING: Final = frozenset({Tag.AND, Tag.THEN, Tag.BY, Tag.NUMBER, Tag.ONE, Tag.UNIT})
_JOINING: Final = frozenset({Tag.AND, Tag.THEN})
_MORE: Final = "raise"
_MEASURED: Final = frozenset({"climate", "water_heater"})
"""Domains that are told how far by the number alone: "two more" are degrees."""


@dataclass(frozen=True)
class Stepping:
    """Reads such words behind the last turn of a conversation."""

    lexicon: Lexicon
    forms: Forms
    references: References

    @property
    def _last(self) -> Sequence[Step]:
        return self.references.previous_steps()

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        return self.lexicon.file("comments")

    def plan(self, tokens: Words) -> Plan | None:
        """Return the plan of words that go on from what was done last, None for others."""
        begin, end = self.forms.begin(tokens), self.forms.end(tokens)
        steps = (
            self._gone_to(" ".join(tokens[:end]))
            or self._gone_to(" ".join(tokens[begin:end]))
            or self._again(self._counted(tokens))
        )
        return Plan(Source.RESOLVER, tuple(steps)) if steps else None

    def command(self, tokens: Words) -> Words | None:
        """Return the command that "another degree" is, which says what it counts.

        It goes on the way that was gone last, be it down. None for other words.
        """
        counted = self._counted(tokens)
        way = self._way
        if counted is None or way is None or not self._is_measured(*counted):
            return None
        several = len({step.target for step in self._last}) > 1
        command = words_of(self._data["further"]["of_several" if several else "of_one"][way])
        return (*command, f"{counted[0]:g}", *counted[1])

    def _gone_to(self, said: str) -> Sequence[Step]:
        """Return the steps to another song or channel, behind a turn that went to one.

        No state tells what was played before, so that no undo could find the way back.
        """
        data = self._data["stepping"]
        if not self._last or any(step.action not in _OPPOSITES for step in self._last):
            return ()
        if said in data["back"]:
            return [replace(step, action=_OPPOSITES[step.action]) for step in self._last]
        if said in data["more"]:
            return self._last
        action = next((each for each in _OPPOSITES if said in data[each]), None)
        return [replace(step, action=action) for step in self._last] if action else ()

    def _again(self, counted: tuple[float, Words] | None) -> Sequence[Step]:
        """Return the steps that go as far again as the last ones, or so many of the usual."""
        if counted is None or self._way is None or self._is_measured(*counted):
            return ()
        if counted[0] == 1:
            return self._last
        steps = [_by(step, counted[0], self.references.view) for step in self._last]
        return [step for step in steps if step] if all(steps) else ()

    @property
    def _way(self) -> str | None:
        """Return the way that was gone last, None for none or several."""
        ways = {self._data["further"]["ways"].get(step.action) for step in self._last}
        return ways.pop() if len(ways) == 1 else None

    def _is_measured(self, number: float, unit: Words) -> bool:
        """Return whether a number says by itself how far to go, and of what."""
        degrees = all(step.target.partition(".")[0] in _MEASURED for step in self._last)
        told = any(step.value is not None for step in self._last)
        return bool(unit) or (degrees and (number != 1 or told))

    def _counted(self, tokens: Words) -> tuple[float, Words] | None:
        """Return the number of "two more degrees" with its unit, None for anything else."""
        data = self._data["further"]
        if not self._last:
            return None
        parts = tag(tokens, self.references.targets.index, self.lexicon)
        said = [part for part in parts if part.tag not in _JOINING | {Tag.FILLER}]
        more = [part for part in said if part.tag is Tag.RELATIVE]
        counted = [part for part in said if part.tag in _COUNTING]
        further = bool(said) and said[0].words[0] in data["another"]
        if any(part.sense != _MORE or part.text not in data["more"] for part in more):
            return None
        if len(counted) + len(more) != len(said) or not (more or further) or len(more) > 1:
            return None
        numbers = [part for part in counted if part.tag in {Tag.NUMBER, Tag.ONE}]
        units = [part for part in counted if part.tag is Tag.UNIT]
        if len(numbers) != 1 or len(units) > 1:
            return None
        number = 1.0 if numbers[0].number is None else numbers[0].number
        return number, units[0].words if units else ()


def _by(step: Step, number: float, view: HomeView) -> Step | None:
    """Return a step that goes as far as a number says, or so many of the usual steps."""
    row = capabilities.row(step.target.partition(".")[0], step.action)
    if row is None or row.shift is None:
        return None
    usual = row.shift.amount(None, view.state(step.target))
    return replace(step, value=number if step.value is not None else round(usual * number, 2))
