"""What was measured: means, extremes, totals, and the days of extremes."""

from dataclasses import dataclass
from typing import override

from ..measures import Amount, measure
from ..past import Finding, PastForm
from .past_words import PastWords
from .phrases import Named


@dataclass(frozen=True)
class NumberTelling(PastWords):
    """Answers about numbers."""

    @override
    def thing(self, finding: Finding | None = None) -> Named:
        """Return what is above or below something: the number, or the rooms that it is of."""
        if not self.query.comparison:
            return super().thing(finding)
        if finding is None or len(self.query.targets) == 1:
            return Named(self._lead(article=True))
        return self.phrases.several(list(dict.fromkeys(map(self._room, finding.targets))))

    def _room(self, target: str) -> Named:
        """Return the room of a sensor where rooms are asked about, else the sensor."""
        device = self.view.anything.get(target)
        if device and device.area and self.query.by_area:
            return Named(self.phrases.place(device.area))
        return super().thing(Finding(targets=(target,)))

    def number(self) -> str:
        """Return a mean or a total, or that none is known."""
        finding = self.first()
        if finding.value is None:
            return self.nothing_known()
        key = "total" if self.query.form is PastForm.TOTAL else "mean"
        lead = self._lead(article=key == "total")
        return self.fill(key, lead=lead, value=self._amount(finding), when=self.when)

    def extreme(self) -> str:
        """Return the highest or lowest value, and when it was."""
        finding = self.first()
        if finding.value is None or finding.at is None:
            return self.nothing_known()
        several = len(self.query.targets) > 1 and len(finding.targets) == 1
        of = self.fill("of", thing=self.thing(finding).text) if several else ""
        words = {"value": self._amount(finding), "at": self.times.moment(finding.at), "of": of}
        return self.fill(self.query.form.value, lead=self._lead(), when=self.when, **words)

    def day(self) -> str:
        """Return the day with the highest or lowest value."""
        finding = self.first()
        if finding.value is None or finding.at is None:
            return self.nothing_known()
        words = self.texts["day_words"]
        forms = words.get(self.query.measure, words["default"])
        word = forms[self.query.form is PastForm.LOWEST_DAY].format(lead=self._measure_word())
        where = self.phrases.where(self.query.place)
        day = self.times.day(finding.at)
        value = self._amount(finding)
        return self.fill("day", word=f"{word}{where}", when=self.when, day=day, value=value)

    def values(self) -> str:
        """Return what each thing showed at a moment."""
        known = [each for each in self.found.findings if each.value is not None]
        if not known:  # a lamp that was off has no brightness
            states = [each for each in self.found.findings if each.state]
            return self.states(states) if states else self.nothing_known()
        one = len(known) == 1
        clauses = [
            self.fill(
                "value",
                lead=self._lead(article=True) if one else self.thing(each).text,
                value=self._amount(each),
                when="",
            )
            for each in known
        ]
        return f"{self.phrases.joined(clauses)}{self.when}"

    def _lead(self, *, article: bool = False) -> str:
        """Return what a number is of: "temperature in the kitchen", "power of the TV"."""
        name = self._measure_word()
        devices = self.devices(self.query.targets)
        if self.query.place:
            lead = f"{name}{self.phrases.where(self.query.place)}"
        elif len(devices) == 1 and devices[0].domain == "sensor":
            name = super().thing().text
            return name if article else name.removeprefix(self._article())
        elif len(devices) == 1:
            of = self.phrases.texts["answer"]["of"]
            lead = of.format(measure=name, device=super().thing().text)
        else:
            lead = name
        return f"{self._article()}{lead}" if article else lead

    def _article(self) -> str:
        return str(self.phrases.texts["definite"].format(device=""))

    def _measure_word(self) -> str:
        """Return the name of the measure without its article."""
        name = str(self.phrases.texts["measure"][self.query.measure or ""])
        return name.removeprefix(self._article())

    def _amount(self, finding: Finding) -> str:
        digits = measure(self.query.measure).digits if self.query.measure else None
        return self.phrases.amount(Amount(finding.value or 0.0, finding.unit), digits)
