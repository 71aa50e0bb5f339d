"""The time of a sentence taken off, and put to the plan of the rest.

"In ten minutes make it cosy in here" is a goal and a time. Examples and models are shown the goal
alone, as they know no times; what they make of it is put off by code.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from ..models import Plan, Problem, ProblemCode, Utterance
from ..sun import SunTimes
from .actions import Actions, UnclearActionError
from .agenda import Agenda, Meant
from .clauses import Clause
from .daylight import Daylight
from .forms import Forms
from .groups import Groups
from .lexicon import Words
from .references import References
from .restated_times import RestatedTimes
from .times import Times
from .tokenizer import MARKS, tokenize
from .when import Form, When, time_number

_FEW_TOKENS: Final = 15
"""Tokens of a command; in a story an hour may be that of something else: "he gets up at six"."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A sentence without its time."""

    text: str
    whens: tuple[When, ...]
    """When it is to begin, how long it is to last, or both."""

    @property
    def starts(self) -> Sequence[datetime | None]:
        """Return the moments, None for one that is not clear."""
        return [when.at for when in self.whens]


@dataclass(frozen=True, eq=False)
class Postponing:
    """Takes times off sentences in one language, and puts plans off."""

    times: Times
    daylight: Daylight
    restated: RestatedTimes
    forms: Forms
    actions: Actions

    def take_off(
        self, utterance: Utterance, things: Container[Words], sun: SunTimes | None, now: datetime
    ) -> Timed | None:
        """Return a sentence without its time, None if it has none, or one that is not clear.

        Two beginnings belong to two commands, and "now" beside a time to another one. `things`
        has what the home names, as in `Forms.sets_value`: "off at six" is an hour.
        """
        tokens = tokenize(utterance.text)
        said = self.daylight.as_clock(tokens, sun, now)
        readings = [self._read(said, now, bare_is_value=True)]
        if len(tokens) <= _FEW_TOKENS:
            bare_is_value = self.forms.sets_value(said, things)
            readings.insert(0, self._read(said, now, bare_is_value=bare_is_value))
        for kept, times in readings:
            forms = [each.form for each in times]
            clear = len(set(forms)) == len(forms) and {Form.DUE, Form.END}.issuperset(forms)
            ordered = self.forms.commands(tokens, things)
            if forms and clear and (ordered or not self._counts(kept)):
                text = _without_times(utterance.text, tokens, kept)
                return Timed(text, times) if tokenize(text) else None
        return None

    def _counts(self, kept: Words) -> bool:
        """Return whether an hour is how many something is for: "dinner for six tonight"."""
        lasting = self.times.lexicon.file("times")["for"]
        return any(
            before in lasting and time_number(word) is not None for before, word in pairwise(kept)
        )

    def _read(
        self, tokens: Words, now: datetime, *, bare_is_value: bool
    ) -> tuple[Words, tuple[When, ...]]:
        """Return what is left of the words, and the times that are meant of those in them."""
        begin = self.forms.leading(tokens)
        kept, times = self.times.replace(tokens, now, bare_is_value=bare_is_value, begin=begin)
        if len(times) > 1 and {each.form for each in times} == {Form.DUE}:
            tokens = self.restated.settled(tokens, now)
            begin = self.forms.leading(tokens)
            kept, times = self.times.replace(tokens, now, bare_is_value=bare_is_value, begin=begin)
        kept, times = self.restated.ended(kept, times, now)
        return kept, tuple(_without_repeated(times))

    def put_off(self, plan: Plan, timed: Timed, references: References, now: datetime) -> Plan:
        """Return the plan of the rest, to be carried out at its time."""
        if not plan.steps:
            return plan
        view, area_id = references.view, references.area_id
        groups = Groups(view, references.targets, self.actions, references, area_id)
        agenda = Agenda(groups, timed.whens, now)
        targets = dict.fromkeys(step.target for step in plan.steps)
        devices = tuple(view.by_id[target] for target in targets)
        clause = Clause(times=list(range(len(timed.whens))))
        try:
            agenda.add(clause, [Meant(devices, plan.steps, group=len(devices) > 1)])
        except UnclearActionError:
            return replace(plan, steps=(), problems=(Problem(ProblemCode.LATER),))
        return replace(plan, steps=agenda.steps(), deferred=tuple(agenda.deferred))


def _without_repeated(times: Sequence[When]) -> Iterator[When]:
    """Yield times without those that stand for an earlier one: "and that at the same time".

    Two that are only equal may both be told: "it took three hours, three hours".
    """
    for place, when in enumerate(times):
        if not any(when is earlier for earlier in times[:place]):
            yield when


def _without_times(text: str, tokens: Sequence[str], kept: Sequence[str]) -> str:
    """Return the words of a text whose tokens were kept, as they were written.

    A word that is several tokens, of which a time took some, is left out with them.
    """
    words = text.split()
    owners = [number for number, word in enumerate(words) for _ in tokenize(word)]
    if len(owners) != len(tokens):  # a mark between two words made one token of them
        return " ".join(each for each in kept if time_number(each) is None)
    lost = {owners[place] for place in _taken(tokens, kept) if tokens[place] not in MARKS}
    return " ".join(word for number, word in enumerate(words) if number not in lost)


def _taken(tokens: Sequence[str], kept: Sequence[str]) -> set[int]:
    """Return the places of the tokens that times stand for."""
    alike = SequenceMatcher(a=tokens, b=kept, autojunk=False).get_matching_blocks()
    left = {place for block in alike for place in range(block.a, block.a + block.size)}
    return set(range(len(tokens))) - left
