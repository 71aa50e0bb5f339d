"""Answers to questions about the home: from its states, by code, with units.

What is not known is said to be unknown, and nothing is answered for another room than the
one that was asked about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..models import Device, DeviceState, HomeView
from ..queries import Detail, Query, QueryForm
from ..readings import MODES, contrary, holds, is_known, is_moment, moment
from ..table.colours import shown_colour
from .description import Describer
from .lists import LIST, ListTelling
from .numeric import NumberAnswer
from .phrases import Named, Phrases, quotable

_FEW: Final = 3
"""Things that are named besides being counted."""
_LISTED: Final = 4
"""Things of which each is told, where some are so and others are not."""
_SOMEBODY: Final = frozenset({"person", "tracker"})
"""Kinds of which nobody is said where there is none."""
_TELLING: Final = frozenset({"playing", "paused"})
"""Conditions of which the own words of each thing tell more: what is played."""
_HIDDEN: Final = ("muted", "unmuted")
"""Conditions that are no part of a state."""
_NOTICING: Final = "occupied"
"""Condition of a room that any one of its sensors tells."""
_GONE: Final = DeviceState("unavailable")

type Known = tuple[Device, DeviceState]


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers in one language."""

    texts: Mapping[str, Any]

    def answer(self, query: Query, view: HomeView, states: Mapping[str, DeviceState]) -> str:
        """Return the answer to one question from the states that it is about."""
        phrases = Phrases(self.texts)
        if not query.targets:
            return self._missing(query, phrases)
        if query.measure is not None and not is_moment(query.measure):
            return NumberAnswer(phrases, query, view, states).text()
        answer = _StateAnswer(phrases, query, view, states)
        return answer.listed() if query.kind == LIST else answer.text()

    def _missing(self, query: Query, phrases: Phrases) -> str:
        """Return that there is no such thing, or not there."""
        texts = self.texts["answer"]
        where = phrases.where(query.place)
        kinds = self.texts["kind"]
        if special := texts["missing"].get(query.kind):
            return phrases.sentence(special)
        noun = kinds.get(query.kind or "") or kinds.get(query.measure or "")
        if noun is None:
            return phrases.sentence(texts["nothing_there"].format(where=where))
        return phrases.sentence(texts["no_such"].format(noun=noun[0], where=where))


class _StateAnswer:
    """The answer to one question about the states of things."""

    def __init__(
        self, phrases: Phrases, query: Query, view: HomeView, states: Mapping[str, DeviceState]
    ) -> None:
        """Sort what is asked about into what is known and what is not."""
        self._phrases = phrases
        self._query = query
        self._texts: Mapping[str, Any] = phrases.texts["answer"]
        self._kinds: Mapping[str, Sequence[str]] = phrases.texts["kind"]
        self._describer = Describer(phrases, query.asked)
        found = [view.anything[target] for target in query.targets if target in view.anything]
        self._with_area = query.place is None and len({device.area for device in found}) > 1
        pairs = [(device, states.get(device.entity_id, _GONE)) for device in found]
        self._known: list[Known] = [pair for pair in pairs if is_known(pair[1])]
        self._missing: list[Known] = [pair for pair in pairs if not is_known(pair[1])]
        self._unknown = self._names(device for device, _ in self._missing)

    def text(self) -> str:
        """Return the answer as one or two sentences."""
        if self._query.form is QueryForm.COUNT and self._query.state is None:
            number = len(self._known) + len(self._missing)
            return self._phrases.sentence(self._counted("number", number))
        if not self._known:
            gone = not any(state.available for _, state in self._missing)
            return self._phrases.not_known(self._unknown, gone=gone)
        if self._query.measure is not None:
            return self._time(self._query.measure)
        if self._query.state is None:
            return self._phrases.sentence(self._states(self._known))
        if self._query.by_area:
            self._known = self._of_rooms()
        matching = [pair for pair in self._known if holds(*pair, self._query.state)]
        others = [pair for pair in self._known if not holds(*pair, self._query.state)]
        match self._query.form:
            case QueryForm.COUNT:
                return self._phrases.sentence(self._count(matching), self._unknown)
            case QueryForm.WHICH:
                return self._phrases.sentence(self._which(matching), self._unknown)
            case QueryForm.ANY:
                return self._any(matching)
            case QueryForm.ALL:
                return self._all(matching, others)
            case _:
                return self._is_so(matching, others)

    def listed(self) -> str:
        """Return what is on lists."""
        return ListTelling(self._phrases, self._query, self._known, self._unknown).text()

    def _of_rooms(self) -> list[Known]:
        """Return one thing for each room: where there are several, one that notices somebody."""
        rooms: dict[str | None, Known] = {}
        for device, state in self._known:
            if device.area not in rooms or holds(device, state, _NOTICING):
                rooms[device.area] = (device, state)
        return list(rooms.values())

    def _time(self, name: str) -> str:
        """Return when something is that a thing shows the time of."""
        for device, state in self._known:
            if when := moment(device, state, name):
                time = self._phrases.clock(when, self._query.asked)
                return self._phrases.sentence(self._texts["times"][name].format(time=time))
        names = self._names(device for device, _ in self._known)
        return self._phrases.not_known(names, gone=False)

    def _states(self, things: Iterable[Known]) -> str:
        """Return what state each of some things is in, those of one state together."""
        by_state: dict[str, list[Device]] = defaultdict(list)
        for device, state in things:
            by_state[self._described(device, state)].append(device)
        clauses = [
            self._phrases.are(self._names(devices), words) for words, devices in by_state.items()
        ]
        return "; ".join(clauses)

    def _described(self, device: Device, state: DeviceState) -> str:
        """Return the state of a thing in words: what was asked for where its state hides it."""
        wanted = self._query.state
        if wanted in _HIDDEN:
            shown = wanted if holds(device, state, wanted) else contrary(wanted)
            return self._describer.condition(shown or wanted)
        told = self._describer.describe(device, state)
        if self._query.detail is Detail.COLOR:
            colour = self._texts["colour"].get(shown_colour(state) or "")
            return f"{told}, {colour}" if colour else told
        if self._query.detail is not Detail.MODE:
            return told
        modes = [quotable(str(state.attributes.get(name) or "")) for name in MODES]
        texts = [self._texts["mode"].format(mode=mode.replace("_", " ")) for mode in modes if mode]
        return ", ".join((told, *texts))

    def _is_so(self, matching: Sequence[Known], others: Sequence[Known]) -> str:
        """Return yes, no, or what each of several is where they differ."""
        told = self._states((*matching, *others))
        if matching and others:
            if len(matching) + len(others) > _LISTED:
                told = f"{self._told(matching)}; {self._others(len(others))}"
            return self._phrases.sentence(told, self._unknown)
        answer = self._phrases.yes(told) if matching else self._phrases.no(told)
        return self._phrases.sentence(answer, self._unknown)

    def _others(self, number: int) -> str:
        return str(self._texts["others"].format(number=number))

    def _any(self, matching: Sequence[Known]) -> str:
        """Return yes with those that are so, or no."""
        if matching:
            return self._phrases.sentence(self._phrases.yes(self._which(matching)))
        return self._phrases.sentence(self._phrases.no(self._none()), self._unknown)

    def _all(self, matching: Sequence[Known], others: Sequence[Known]) -> str:
        """Return yes, or no with those that are not; never a yes where one is not known."""
        if others:
            told = self._phrases.no(self._told_shortly(others))
            return self._phrases.sentence(told, self._unknown)
        if self._unknown:
            known = self._texts["all_known"].format(state=self._wanted())
            return self._phrases.sentence(known, self._unknown)
        one = len(matching) == 1
        told = self._states(matching) if one else self._texts["all"].format(state=self._wanted())
        return self._phrases.sentence(self._phrases.yes(told))

    def _which(self, matching: Sequence[Known]) -> str:
        """Return those that are so."""
        if self._query.kind in self._phrases.texts["there"]:
            return self._there(matching, *self._phrases.texts["there"][self._query.kind])
        return self._told(matching) if matching else self._none()

    def _there(self, matching: Sequence[Known], some: str, none: str, there: str = "") -> str:
        """Return where something was noticed: "there is motion in the hall"."""
        if not matching:
            return f"{none}{self._phrases.where(self._query.place) or there}"
        spots = dict.fromkeys(
            self._phrases.where(device.area)
            or f" {self._texts['at'].format(value=self._phrases.thing(device).text)}"
            for device, _ in matching
        )
        return f"{some}{self._phrases.joined(list(spots))}"

    def _count(self, matching: Sequence[Known]) -> str:
        """Return how many are so, with their names where they are few."""
        if not matching:
            return self._none()
        counted = self._counted("count", len(matching))
        if len(matching) > _FEW:
            return counted
        names = self._names(device for device, _ in matching)
        return f"{counted}: {self._phrases.several(names).text}"

    def _counted(self, key: str, number: int) -> str:
        """Return a number of things as a clause."""
        one, many = self._kinds.get(self._query.kind or "", self._texts["things"])
        return str(
            self._texts[f"{key}_{'one' if number == 1 else 'many'}"].format(
                number=number,
                noun=one if number == 1 else many,
                state=self._wanted(),
                where=self._phrases.where(self._query.place),
            )
        )

    def _told(self, matching: Sequence[Known]) -> str:
        """Return those that are so, each with its own words where they tell more."""
        if self._query.state in _TELLING:
            return self._states(matching)
        return self._phrases.are(self._names(device for device, _ in matching), self._wanted())

    def _told_shortly(self, others: Sequence[Known]) -> str:
        """Return those that are not so: with what they are where they are few."""
        instead = contrary(self._query.state or "")
        if len(others) < _FEW or instead is None:
            return self._states(others)
        words = self._describer.condition(instead)
        return self._phrases.are(self._names(device for device, _ in others), words)

    def _none(self) -> str:
        """Return that none is so."""
        kind = self._query.kind or ""
        if kind in self._phrases.texts["there"]:
            return self._there((), *self._phrases.texts["there"][kind])
        key = "nobody" if kind in _SOMEBODY else "none" if kind in self._kinds else "nothing"
        return str(
            self._texts[key].format(
                noun=self._kinds.get(kind, ("", ""))[0],
                state=self._wanted(),
                where=self._phrases.where(self._query.place),
            )
        )

    def _wanted(self) -> str:
        return self._describer.condition(self._query.state or "on")

    def _names(self, devices: Iterable[Device]) -> list[Named]:
        if self._query.by_area:
            rooms = dict.fromkeys(device.area for device in devices)
            return [Named(self._phrases.place(room)) for room in rooms if room]
        return [self._phrases.thing(device, with_area=self._with_area) for device in devices]
