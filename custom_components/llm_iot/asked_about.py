"""What a model is shown for a question, and what code makes of what it answers.

A model only says what a question is about: `ask kitchen window`. What is asked of that, whether
it is open or how many are, the words themselves tell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from .kinds import Kinds
from .measures import Measure, measure, shows
from .models import Device, HomeView, Plan, Utterance
from .prompting.retrieval import canonical, describe
from .queries import Comparison, Query, QueryForm
from .readings import can_be, contrary, is_moment
from .recognition.asked import Asked
from .recognition.mentions import Reach
from .recognition.numeric_queries import OF_ROOMS, measures_of
from .recognition.query_builder import OF_PERSONS
from .recognition.questions import Questions
from .words import Overlap, tokens

_MOST: Final = 6
"""Things that can only be asked, of a question."""
_LEAST: Final = 0.2
"""Score from which one may be asked about."""
_ASKING: Final = frozenset({"any", "count", "which"})
"""Forms that no command has: "any windows open"."""
_PERSONS: Final = frozenset({"person", "tracker"})
_IN_ROOMS: Final = frozenset({"presence", "motion"})
"""Kinds that tell whether somebody is in a room."""
_OF_COVERS: Final = {"up": "open", "down": "closed"}


@dataclass(frozen=True)
class AskedAbout:
    """Finds the readings that a question may be about, and answers in the form it asks for."""

    questions: Questions

    def readings(self, utterance: Utterance, view: HomeView) -> tuple[Device, ...]:
        """Return what can only be asked and the words point to, the most fitting first."""
        if not view.readings:
            return ()
        asked = self.questions.asked(utterance, view)
        kinds = self.questions.words.kinds
        overlap = _described(view.readings, kinds).of(canonical(tokens(utterance.text), kinds))
        index = self.questions.index(view)
        numbers = {number for place in asked.scope.places for number in place.devices}
        places = {device.entity_id for device in index.pick(numbers)}
        measures = _measures(asked)

        def score(reading: Device, words: float) -> float:
            there = 0.5 if reading.entity_id in places else 0.0
            here = 0.1 if reading.area_id and reading.area_id == utterance.area_id else 0.0
            return words + there + here + float(_tells(reading, asked, measures))

        scores = [score(*each) for each in zip(view.readings, overlap.tolist(), strict=True)]
        order = sorted(range(len(scores)), key=lambda place: -scores[place])
        return tuple(view.readings[place] for place in order[:_MOST] if scores[place] >= _LEAST)

    def formed(self, plan: Plan, utterance: Utterance, view: HomeView, now: datetime) -> Plan:
        """Return a plan whose questions ask what the words ask of what it is about.

        Where nothing of that can tell it, and what the words point to first can, that is meant:
        a lamp is not open, the window beside it may be.
        """
        things = [view.anything[each] for each in plan.asked_about if each in view.anything]
        if not things:
            return plan
        asked = self.questions.asked(utterance, view)
        query = _query(asked, things)
        if query is None and not any(_tells(each, asked, _measures(asked)) for each in things):
            meant = self._meant(asked, utterance, view)
            query = _query(asked, meant) or (Query(_ids(meant)) if meant else None)
        if query is None and "count" in asked.forms:
            query = Query(_ids(things), QueryForm.COUNT, kind=things[0].kind)
        found = (query,) if query else plan.queries
        return replace(plan, queries=tuple(replace(each, asked=now) for each in found))

    def asks(self, utterance: Utterance, view: HomeView) -> bool:
        """Return whether a sentence asks by its words, though it does not begin as a question."""
        return bool(self.questions.asked(utterance, view).forms & _ASKING)

    def _meant(self, asked: Asked, utterance: Utterance, view: HomeView) -> Sequence[Device]:
        """Return the reading that words point to first, if it is of the sort that is asked for."""
        first = self.readings(utterance, view)[:1]
        return [each for each in first if _tells(each, asked, _measures(asked))]


def _query(asked: Asked, things: Sequence[Device]) -> Query | None:
    """Return the question that is asked of some things, None if they cannot tell it."""
    return _numeric(asked, things) or _of_condition(asked, things)


def _numeric(asked: Asked, things: Sequence[Device]) -> Query | None:
    """Return a question about a number that the things show, None if none is asked for."""
    for each in _measures(asked):
        showing = [thing for thing in things if shows(thing, each)]
        if not showing:
            continue
        by_area = each.name in OF_ROOMS and not asked.scope.mentions
        if asked.against is not None and len(showing) > 1:
            return Query(
                _ids(showing[:1]),
                QueryForm.COMPARE,
                measure=each.name,
                comparison=asked.comparison or Comparison.ABOVE,
                against=_ids(showing[1:]),
                by_area=by_area,
            )
        found = Query(_ids(showing), measure=each.name, aggregate=asked.aggregate, by_area=by_area)
        if asked.extreme:
            return replace(found, form=asked.extreme)
        if asked.threshold is not None:
            form = _form(asked, showing)
            comparison = asked.comparison or Comparison.EQUAL
            return replace(
                found,
                form=form,
                comparison=comparison,
                threshold=asked.threshold,
                unit=asked.unit,
            )
        return found
    return None


def _of_condition(asked: Asked, things: Sequence[Device]) -> Query | None:
    """Return a question about the condition that is named, of what can be in it."""
    condition = asked.condition
    if condition is None and asked.forms & OF_PERSONS:
        condition = "home"
    if condition is None:
        return None
    wanted = contrary(condition) if asked.negated else condition
    wanted = _OF_COVERS.get(wanted or "", wanted)
    able = [thing for thing in things if wanted and can_be(thing, wanted)]
    if not able:
        return None
    kinds = {thing.kind for thing in able}
    kind = kinds.pop() if len(kinds) == 1 else None
    return Query(_ids(able), _form(asked, able), wanted, kind=kind)


def _form(asked: Asked, things: Sequence[Device]) -> QueryForm:
    """Return the form of a question about a condition of some things."""
    forms = asked.forms
    if "count" in forms:
        return QueryForm.COUNT
    if forms & {"which", "what", "where", "who"}:
        return QueryForm.WHICH
    if forms & {"everyone", "nobody"}:
        return QueryForm.ALL
    if len(things) == 1 and not forms & {"any", "anything", "anyone"}:
        return QueryForm.STATE
    every = asked.all_of_them or any(each.reach is not Reach.ONE for each in asked.scope.mentions)
    return QueryForm.ALL if every and not forms & {"any", "anything"} else QueryForm.ANY


def _measures(asked: Asked) -> tuple[Measure, ...]:
    """Return the measures that the words can mean."""
    if asked.measure is None or is_moment(asked.measure) or asked.measure in {"mode", "source"}:
        return ()
    return tuple(measure(name) for name in measures_of(asked.measure))


def _tells(reading: Device, asked: Asked, measures: Iterable[Measure]) -> bool:
    """Return whether a reading is of the sort that a question is about."""
    if any(shows(reading, each) for each in measures):
        return True
    if asked.condition and can_be(reading, asked.condition):
        return True
    persons = _IN_ROOMS if asked.scope.somewhere else _PERSONS
    return bool(asked.forms & OF_PERSONS) and reading.kind in persons


def _ids(things: Iterable[Device]) -> tuple[str, ...]:
    return tuple(thing.entity_id for thing in things)


@lru_cache(maxsize=2)
def _described(readings: tuple[Device, ...], kinds: Kinds) -> Overlap:
    """Return the descriptions of readings, ready to be compared with what was asked."""
    texts = [canonical(tokens(describe(reading)), kinds) for reading in readings]
    return Overlap(texts, weigh=lambda _count: 1.0)
