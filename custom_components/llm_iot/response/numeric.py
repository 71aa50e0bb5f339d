"""Answers with numbers: values, limits, extremes and comparisons."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..measures import shows
from ..models import Device, DeviceState, HomeView
from ..queries import Aggregate, Comparison, Query, QueryForm
from .description import Describer
from .figures import Figure, Figures, numbers
from .phrases import MAX_LISTED, Named, Phrases

_OWN: Final = frozenset({"brightness", "position", "speed"})
"""Measures that need no name, as they are a part of the state of a thing."""
_BATTERY: Final = "battery"
_BELOW: Final = frozenset({Comparison.BELOW, Comparison.AT_MOST})


class NumberAnswer:
    """The answer to one question about numbers."""

    def __init__(
        self, phrases: Phrases, query: Query, view: HomeView, states: Mapping[str, DeviceState]
    ) -> None:
        """Take the numbers that the question is about."""
        self._phrases = phrases
        self._query = query
        self._texts: Mapping[str, Any] = phrases.texts["answer"]
        self._words: Mapping[str, Any] = phrases.texts["measure"]
        self._figures = Figures(query, view, states)
        self._measure = self._figures.measure
        self._all = self._figures.of(query.targets)
        self._known = [figure for figure in self._all if figure.known]
        rooms = {device.area for figure in self._all for device in figure.devices}
        self._with_area = not query.place and not query.by_area and len(rooms) > 1
        self._unknown = [self._name(figure) for figure in self._all if not figure.known]

    def text(self) -> str:
        """Return the answer as one or two sentences."""
        devices = [device for figure in self._all for device in figure.devices]
        if not any(shows(device, self._measure) for device in devices) or self._is_untold():
            return self._not_shown(devices)
        if not self._known:
            return self._not_known(self._all)
        match self._query.form:
            case QueryForm.COMPARE:
                return self._compared()
            case QueryForm.MOST | QueryForm.LEAST:
                return self._phrases.sentence(self._extreme(), self._unknown)
            case _ if self._query.comparison is None:
                return self._phrases.sentence(self._values(self._known))
            case _:
                return self._limited()

    def _limited(self) -> str:
        """Return which of the numbers are as asked for."""
        matching = [figure for figure in self._known if self._figures.meets(figure)]
        others = [figure for figure in self._known if not self._figures.meets(figure)]
        phrases = self._phrases
        match self._query.form:
            case QueryForm.COUNT | QueryForm.WHICH:
                return phrases.sentence(self._which(matching), self._unknown)
            case QueryForm.ANY if not matching:
                return phrases.sentence(phrases.no(self._nearest()), self._unknown)
            case QueryForm.ANY:
                return phrases.sentence(phrases.yes(self._values(matching)))
            case QueryForm.ALL if others:
                return phrases.sentence(phrases.no(self._values(others)), self._unknown)
            case QueryForm.STATE if matching and others:
                return phrases.sentence(self._values(self._known), self._unknown)
        told = self._values(self._known)
        return phrases.sentence(phrases.yes(told) if matching else phrases.no(told), self._unknown)

    def _values(self, figures: Sequence[Figure]) -> str:
        """Return the numbers as a clause: those of rooms, of all together, or of things."""
        if not (self._query.aggregate or self._query.by_area):
            return self._listed([self._clause(figure) for figure in figures])
        where = self._phrases.where
        place = self._query.place
        parts = [f"{self._amount(each)}{where(each.area or place)}" for each in figures]
        how = self._texts["together"].get(str(self._query.aggregate), "")
        if self._query.aggregate is Aggregate.SUM and place:
            how = ""
        return f"{self._lead()} {self._listed(parts)}{how}"

    def _clause(self, figure: Figure) -> str:
        """Return the number of one thing as a clause, or its state in place of it."""
        name = self._name(figure)
        device = figure.devices[0]
        if figure.amount is None:
            state = figure.state or DeviceState("unavailable")
            words = Describer(self._phrases, self._query.asked).describe(device, state)
            return self._phrases.are([name], words)
        if device.domain == "weather":
            return f"{self._lead()} {self._amount(figure)}"
        if device.domain == "sensor" or self._measure.name in _OWN:
            return self._phrases.are([name], self._texts["at"].format(value=self._amount(figure)))
        of = self._texts["of"].format(measure=self._words[self._measure.name], device=name.text)
        return self._phrases.are([Named(of)], self._amount(figure))

    def _lead(self) -> str:
        """Return how a sentence about the numbers of rooms begins."""
        name = self._measure.name
        label = str(self._words[name])
        return str(self._texts["lead"].get(name) or f"{label} {self._texts['verb_one']}")

    def _which(self, matching: Sequence[Figure]) -> str:
        """Return those that are as asked for, with their numbers."""
        if not matching:
            return str(self._texts["none_of_them"])
        listed = self._listed([self._with_amount(figure) for figure in matching])
        counted = self._query.form is QueryForm.COUNT
        return f"{len(matching)}: {listed}" if counted else listed

    def _extreme(self) -> str:
        """Return what has the most or the least; all of them where several have as much."""
        compared = numbers(self._known)
        if not compared:
            return self._values(self._known)
        choose = max if self._query.form is QueryForm.MOST else min
        best = choose(value for value, _ in compared)
        winners = [figure for value, figure in compared if self._figures.alike(value, best)]
        words = self._phrases.texts["extreme"]
        word = words.get(self._measure.name, words["default"])[self._query.form.value]
        told = self._texts["extreme"].format(word=word, value=self._amount(winners[0]))
        return self._phrases.are([self._name(figure) for figure in winners], told)

    def _compared(self) -> str:
        """Return whether one side has more, or less, than the other, with both numbers."""
        sides = [self._figures.side(side) for side in (self._query.targets, self._query.against)]
        compared = numbers(sides)
        if len(compared) < len(sides):
            return self._not_known([each for each in sides if each.amount is None])
        (one, _), (other, _) = compared
        clauses = [self._side(side, name) for side, name in zip(sides, self._sides, strict=True)]
        less = self._query.comparison in _BELOW
        if self._query.either:
            return self._phrases.sentence(self._which_side(sides, one, other, clauses))
        told = self._phrases.joined(clauses)
        is_so = (one < other if less else one > other) and not self._figures.alike(one, other)
        return self._phrases.sentence(self._phrases.yes(told) if is_so else self._phrases.no(told))

    @property
    def _sides(self) -> Sequence[Named | None]:
        """Return what the sides of a comparison are called, None where their figures tell it."""
        if not self._query.sides:
            return (None, None)
        return [Named(self._phrases.spot(each)) if each else None for each in self._query.sides]

    def _which_side(
        self, sides: Sequence[Figure], one: float, other: float, clauses: Sequence[str]
    ) -> str:
        """Return which of two sides has more, or less, with both numbers."""
        if self._figures.alike(one, other):
            return self._phrases.joined(clauses)
        first = (one < other) if self._query.comparison in _BELOW else (one > other)
        place = 0 if first else 1
        form = QueryForm.LEAST if self._query.comparison in _BELOW else QueryForm.MOST
        names = [name or self._name(side) for side, name in zip(sides, self._sides, strict=True)]
        words = self._phrases.texts["comparative"]
        word = words.get(self._measure.name, words["default"])[form.value]
        told = self._texts["comparative"].format(word=word, value=self._amount(sides[place]))
        return self._phrases.joined([self._phrases.are([names[place]], told), clauses[1 - place]])

    def _side(self, side: Figure, name: Named | None) -> str:
        """Return one side of a comparison as a clause."""
        at = self._texts["at"].format(value=self._amount(side))
        return self._phrases.are([name or self._name(side)], at)

    def _nearest(self) -> str:
        """Return what comes nearest to what was asked for and is not there."""
        compared = numbers(self._known)
        if not compared:
            return self._values(self._known)
        less = self._query.comparison in _BELOW
        _, found = (min if less else max)(compared, key=lambda each: each[0])
        word = self._phrases.texts["extreme"]["default"]["least" if less else "most"]
        told = self._texts["nearest"].format(word=word, device=self._with_amount(found))
        return str(told)

    def _with_amount(self, figure: Figure) -> str:
        name = self._name(figure).text
        if figure.amount is None:
            return name
        return str(self._texts["with"].format(device=name, value=self._amount(figure)))

    def _name(self, figure: Figure) -> Named:
        """Return what a number belongs to: a room or a thing."""
        if figure.state is None:
            place = figure.area or self._query.place
            return Named(self._phrases.place(place) if place else self._texts["whole"])
        if figure.devices[0].domain == "weather":
            return Named(self._texts["outside"])
        return self._phrases.thing(figure.devices[0], with_area=self._with_area)

    def _amount(self, figure: Figure) -> str:
        if figure.amount is None:
            return str(self._texts["no_value"])
        return self._phrases.amount(figure.amount, self._measure.digits)

    def _listed(self, parts: Sequence[str]) -> str:
        """Return a list of clauses, of which no more than a handful is told."""
        shown = list(parts[:MAX_LISTED])
        if rest := len(parts) - len(shown):
            shown.append(self._texts["more"].format(number=rest))
        return self._phrases.joined(shown)

    def _is_untold(self) -> bool:
        """Return whether nothing tells a number that no state stands for: "docked" is no charge."""
        return self._measure.name == _BATTERY and not any(
            figure.amount or not figure.tells_state or figure.devices[0].domain == "binary_sensor"
            for figure in self._all
        )

    def _not_shown(self, devices: Sequence[Device]) -> str:
        """Return that things have no such number to tell."""
        name = self._phrases.several([self._phrases.thing(device) for device in devices])
        key = "not_shown_many" if name.plural else "not_shown_one"
        measure = self._words[self._measure.name]
        return str(self._texts[key].format(device=name.text, measure=measure))

    def _not_known(self, figures: Sequence[Figure]) -> str:
        """Return that no number is known, and whether what shows it is there at all."""
        devices = [device for figure in figures for device in figure.devices]
        states = [self._figures.states.get(device.entity_id) for device in devices]
        gone = not any(state and state.available for state in states)
        return self._phrases.not_known([self._phrases.thing(each) for each in devices], gone=gone)
