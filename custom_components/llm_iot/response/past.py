"""Answers about the past: what the record says, in one or two sentences, by code.

Names of things, persons and automations come from the home and are data; they are spoken as
`phrases.py` speaks them. What is not known is said to be unknown.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, Final

from ..measures import Amount, measure
from ..models import Device, DeviceState, HomeView
from ..past import Cause, CauseKind, Finding, PastAnswer, PastForm, PastQuery
from ..readings import condition, holds
from .description import Describer
from .past_times import PastTimes
from .phrases import Named, Phrases, quotable

_MOST_CHANGES: Final = 5
"""Changes that are told; the rest is counted."""
_FEW: Final = 3
"""Things that are named where any of them is meant."""
_TOLERANCE: Final = timedelta(minutes=1)
"""What is shorter is not told of what is not known."""
_ALIKE: Final = 0.05
"""Part of the usual value by which another still counts as usual."""


@dataclass(frozen=True)
class PastAnswers:
    """Answers about the past in one language."""

    texts: Mapping[str, Any]
    twelve_hours: bool = False
    """Whether times of day are told in two halves."""

    def answer(self, answer: PastAnswer, view: HomeView) -> str:
        """Return what the record says to one question."""
        return _Telling(Phrases(self.texts), answer, view, self.twelve_hours).text()


@dataclass(frozen=True)
class _Telling:
    """One answer."""

    phrases: Phrases
    found: PastAnswer
    view: HomeView
    twelve_hours: bool

    @property
    def query(self) -> PastQuery:
        """Return what was asked."""
        return self.found.query

    @cached_property
    def texts(self) -> Mapping[str, Any]:
        """Return the texts about the past."""
        texts: Mapping[str, Any] = self.phrases.texts["past"]
        return texts

    @cached_property
    def times(self) -> PastTimes:
        """Return the words for times."""
        return PastTimes(self.phrases.texts, self.query.asked, self.twelve_hours)

    @cached_property
    def describer(self) -> Describer:
        """Return the words for states."""
        return Describer(self.phrases, self.query.asked)

    @cached_property
    def when(self) -> str:
        """Return the period that was asked about."""
        return self.times.period(self.query.period)

    def text(self) -> str:
        """Return the answer as sentences."""
        if self.found.known is None and not self.found.findings:
            return self.phrases.sentence(self._nothing_known())
        told = _TELLERS[self.query.form](self)
        parts = [self.phrases.sentence(told), *self._usual(), *self._unknown()]
        return " ".join(parts)

    def _nothing_known(self) -> str:
        if not self.query.targets:
            return str(self.texts["nothing_known_at_all"])
        thing = self._thing().text
        return self._fill("nothing_known", thing=thing, when=self.when)

    # --- states ---

    def duration(self) -> str:
        """Return how long something was so."""
        lasted = self._first().lasted
        if not lasted:
            return self._never()
        return self._about("lasted", state=self._state(), duration=self.times.duration(lasted))

    def count(self) -> str:
        """Return how often something came to be so."""
        number = self._first().count
        if not number:
            return self._not_happened()
        return self._about("happened", deed=self._deed(), count=self._times(number))

    def last(self) -> str:
        """Return when something came to be so last, and who did it."""
        finding = self._first()
        if finding.at is None:
            return self._not_happened()
        at = self.times.moment(finding.at)
        if self.query.who:
            return self._by(finding.cause, "who").format(
                name=self._cause_name(finding.cause), at=at
            )
        you = self.texts["by_you"] if self.query.by_speaker else ""
        by = "" if you else self._caused(finding.cause)
        adverb = "" if self.query.period else self.texts["adverbs"]["last"]
        if self.query.form is PastForm.FIRST:
            adverb = self.texts["adverbs"]["first"]
        thing = self._thing(finding)
        deed = self._deed(thing, adverb=adverb)
        return self._fill("last", thing=thing.text, deed=deed, you=you, at=at, by=by)

    def since(self) -> str:
        """Return since when each thing has been as it is."""
        clauses = []
        for finding in self.found.findings:
            thing = self._thing(finding)
            words = {
                "thing": thing.text,
                "has": self._verb("has", thing),
                "state": self._shown(finding),
            }
            if finding.at is None:
                clauses.append(self._fill("always", **words))
                continue
            lasted = timedelta(seconds=self.query.asked.timestamp() - finding.at.timestamp())
            at, duration = self.times.bare(finding.at), self.times.duration(lasted)
            clauses.append(self._fill("since", **words, at=at, duration=duration))
        return "; ".join(clauses) if clauses else self._never()

    def ever(self) -> str:
        """Return whether something was so at all."""
        findings = [each for each in self.found.findings if each.targets]
        if not findings:
            return self.phrases.no(self._never())
        finding = findings[0]
        thing = self._thing(finding)
        words = {"thing": thing.text, "was": self._verb("was", thing), "state": self._state()}
        if finding.lasted:
            duration = self.times.duration(finding.lasted)
            told = self._fill("lasted", **words, duration=duration, when=self.when)
        elif finding.at:
            at = self.times.moment(finding.at)
            told = self._fill("was_so_at", **words, when=self.when, at=at)
        else:
            told = self._fill("was_so", **words, when=self.when)
        return self.phrases.yes(told)

    def at(self) -> str:
        """Return how things were at a moment."""
        if self.query.measure:
            return self._values()
        if not self.found.findings:
            return self._nothing_known()
        wanted = self.query.state
        matching = [each for each in self.found.findings if wanted and self._holds(each, wanted)]
        told = self._states(self.found.findings)
        if wanted is None:
            return told
        if len(self.found.findings) > _FEW:
            return self._states(matching) if matching else self._none_were()
        if not matching:
            return self.phrases.no(told)
        return self.phrases.yes(told) if len(matching) == len(self.found.findings) else told

    def _states(self, findings: Sequence[Finding]) -> str:
        """Return what state each thing was in, those of one state together."""
        by_state: dict[str, list[Named]] = defaultdict(list)
        for finding in findings:
            by_state[self._shown(finding)].append(self._thing(finding))
        clauses = []
        for state, names in by_state.items():
            thing = self.phrases.several(names)
            words = {"thing": thing.text, "was": self._verb("was", thing), "state": state}
            clauses.append(self._fill("was_so", **words, when=""))
        return f"{self.phrases.joined(clauses)}{self.when}"

    def _none_were(self) -> str:
        was = self.texts["was"][0]
        return self._fill("none_of_them", was=was, state=self._state(), when=self.when)

    def _never(self) -> str:
        return self._about("never", state=self._state())

    def _not_happened(self) -> str:
        """Return that something did not come to be so in the time that was asked about."""
        thing = self._thing()
        you = self.texts["by_you"] if self.query.by_speaker else ""
        if self.query.period is None and self.found.known:
            begin = self.times.bare(self.found.known.begin)
            deed = self._deed(thing, adverb=self.texts["adverbs"]["ever"])
            return self._fill("never_known", thing=thing.text, deed=deed, begin=begin, you=you)
        deed = self._deed(thing, negated=True)
        return self._fill("not_happened", thing=thing.text, deed=deed, when=self.when, you=you)

    # --- numbers ---

    def number(self) -> str:
        """Return a mean or a total, or that none is known."""
        finding = self._first()
        if finding.value is None:
            return self._nothing_known()
        key = "total" if self.query.form is PastForm.TOTAL else "mean"
        lead = self._lead(article=key == "total")
        return self._fill(key, lead=lead, value=self._amount(finding), when=self.when)

    def extreme(self) -> str:
        """Return the highest or lowest value, and when it was."""
        finding = self._first()
        if finding.value is None or finding.at is None:
            return self._nothing_known()
        several = len(self.query.targets) > 1 and len(finding.targets) == 1
        of = self._fill("of", thing=self._thing(finding).text) if several else ""
        words = {"value": self._amount(finding), "at": self.times.moment(finding.at), "of": of}
        return self._fill(self.query.form.value, lead=self._lead(), when=self.when, **words)

    def day(self) -> str:
        """Return the day with the highest or lowest value."""
        finding = self._first()
        if finding.value is None or finding.at is None:
            return self._nothing_known()
        words = self.texts["day_words"]
        forms = words.get(self.query.measure, words["default"])
        word = forms[self.query.form is PastForm.LOWEST_DAY].format(lead=self._measure_word())
        where = self.phrases.where(self.query.place)
        day = self.times.day(finding.at)
        value = self._amount(finding)
        return self._fill("day", word=f"{word}{where}", when=self.when, day=day, value=value)

    def _values(self) -> str:
        """Return what each thing showed at a moment."""
        known = [each for each in self.found.findings if each.value is not None]
        if not known:  # a lamp that was off has no brightness
            states = [each for each in self.found.findings if each.state]
            return self._states(states) if states else self._nothing_known()
        one = len(known) == 1
        clauses = [
            self._fill(
                "value",
                lead=self._lead(article=True) if one else self._thing(each).text,
                value=self._amount(each),
                when="",
            )
            for each in known
        ]
        return f"{self.phrases.joined(clauses)}{self.when}"

    def _lead(self, *, article: bool = False) -> str:
        """Return what a number is of: "temperature in the kitchen", "power of the TV"."""
        name = self._measure_word()
        devices = self._devices(self.query.targets)
        if self.query.place:
            lead = f"{name}{self.phrases.where(self.query.place)}"
        elif len(devices) == 1 and devices[0].domain == "sensor":
            name = self._thing().text
            return name if article else name.removeprefix(self._article())
        elif len(devices) == 1:
            of = self.phrases.texts["answer"]["of"]
            lead = of.format(measure=name, device=self._thing().text)
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

    # --- changes ---

    def changes(self) -> str:
        """Return what changed, the latest first."""
        findings = self.found.findings
        if not findings:
            where = self.phrases.where(self.query.place)
            return self._fill("no_change", where=where, when=self.when)
        clauses = [self._change(finding) for finding in findings[:_MOST_CHANGES]]
        if more := len(findings) - len(clauses) + self.found.more:
            clauses.append(self._fill("and_more", number=str(more)))
        return "; ".join(clauses)

    def _change(self, finding: Finding) -> str:
        thing = self._thing(finding)
        state = self._condition(finding)
        at = self.times.moment(finding.at) if finding.at else ""
        deed = self._deed(thing, state=state, finding=finding)
        by = self._caused(finding.cause)
        return self._fill("changed", at=at, thing=thing.text, deed=deed, by=by).strip()

    # --- what else is told ---

    def _usual(self) -> list[str]:
        """Return how the value compares with what is usual, where that was asked."""
        if not self.query.usual:
            return []
        texts, usual, finding = self.texts["usual"], self.found.usual, self._first()
        value, tell = self._comparable(finding)
        if usual is None or value is None:
            return [str(texts["unknown"])]
        apart = value - usual
        words = tell(abs(apart))
        if abs(apart) <= abs(usual) * _ALIKE or words == tell(0):
            return [str(texts["same"])]
        return [str(texts["more" if apart > 0 else "less"].format(value=words))]

    def _comparable(self, finding: Finding) -> tuple[float | None, Callable[[float], str]]:
        """Return the value of a finding, and how a difference to it is told."""
        if self.query.form is PastForm.DURATION:
            lasted = finding.lasted or timedelta()
            return lasted.total_seconds(), lambda value: self.times.duration(_minutes(value))
        if self.query.form is PastForm.COUNT:
            one, many = self.texts["times"]
            return float(finding.count or 0), lambda value: (
                one if round(value) == 1 else many
            ).format(number=round(value))
        digits = measure(self.query.measure).digits if self.query.measure else None
        return finding.value, lambda value: self.phrases.amount(Amount(value, finding.unit), digits)

    def _unknown(self) -> list[str]:
        """Return which part of the period nothing is known of."""
        known, period, told = self.found.known, self.query.period, []
        if known and period and period.begin != period.end:
            if known.begin - period.begin > _TOLERANCE:
                told.append(self._fill("before", at=self.times.bare(known.begin)))
            if period.end - known.end > _TOLERANCE:
                told.append(self._fill("after", at=self.times.bare(known.end)))
        if self.found.gaps > _TOLERANCE:
            told.append(self._fill("gaps", duration=self.times.duration(self.found.gaps)))
        return told

    def _caused(self, cause: Cause) -> str:
        return self._by(cause, "by").format(name=self._cause_name(cause))

    def _by(self, cause: Cause, key: str) -> str:
        """Return the text about who or what did something."""
        named = cause.kind in {CauseKind.DEVICE, CauseKind.UNKNOWN} or self._cause_name(cause)
        return str(self.texts[key][cause.kind.value if named else f"{cause.kind.value}_unnamed"])

    def _cause_name(self, cause: Cause) -> str:
        """Return the name of a person, or that of an automation between quotation marks."""
        name = quotable(cause.name or "")
        return f'"{name}"' if name and cause.kind is CauseKind.AUTOMATION else name

    # --- words ---

    def _first(self) -> Finding:
        return self.found.findings[0] if self.found.findings else Finding(targets=())

    def _times(self, number: int) -> str:
        texts = self.texts["count"]
        return str(texts.get(str(number), texts["many"]).format(number=number))

    def _devices(self, targets: Sequence[str]) -> list[Device]:
        return [self.view.anything[each] for each in targets if each in self.view.anything]

    def _thing(self, finding: Finding | None = None) -> Named:
        """Return what a finding, or the question, is about; of many things, any of them."""
        targets = finding.targets if finding and finding.targets else self.query.targets
        devices = self._devices(targets)
        with_area = self.query.place is None and len({each.area for each in devices}) > 1
        if 0 < len(devices) <= (_FEW if self.query.kind is None else 1):
            names = [self.phrases.thing(each, with_area=with_area) for each in devices]
            if len(names) == 1:
                return names[0]
            return Named(self.phrases.several(names, "or").text)
        where = self.phrases.where(self.query.place)
        kinds = self.phrases.texts["kind"].get(self.query.kind or "")
        if kinds:
            return Named(self._fill("one_of", things=kinds[1], where=where))
        return Named(self._fill("some", number=str(len(devices)), where=where))

    def _deed(
        self,
        thing: Named | None = None,
        *,
        negated: bool = False,
        adverb: str = "",
        state: str | None = None,
        finding: Finding | None = None,
    ) -> str:
        """Return what happened to a thing: "was turned on", "did not come home"."""
        wanted = state or self.query.state or ""
        if own := self.texts["own_deeds"].get(wanted):
            return f"{adverb}{own[negated]}"
        words = self.texts["deeds"].get(wanted)
        if words is None and finding:
            return self._fill("changed_to", state=self._shown(finding))
        words = self._state() if words is None else words
        was = self._verb("was", thing or self._thing())
        return self._fill("not_done" if negated else "done", was=was, deed=f"{adverb}{words}")

    def _state(self) -> str:
        return self.describer.condition(self.query.state or "on")

    def _condition(self, finding: Finding) -> str:
        """Return the condition of a thing in one word, by the keys of the texts."""
        device = self.view.anything.get(finding.targets[0]) if finding.targets else None
        state = DeviceState(finding.state or "")
        return condition(device, state) if device else state.state

    def _shown(self, finding: Finding) -> str:
        """Return the state of a finding in words, or what was asked for where it tells none."""
        if not finding.state:
            return self._state()
        return self.describer.condition(self._condition(finding))

    def _holds(self, finding: Finding, wanted: str) -> bool:
        device = self.view.anything.get(finding.targets[0]) if finding.targets else None
        return device is not None and holds(device, DeviceState(finding.state or ""), wanted)

    def _verb(self, key: str, thing: Named) -> str:
        return str(self.texts[key][thing.plural])

    def _about(self, key: str, **words: str) -> str:
        """Return a clause about what was asked about, in the period that was asked about."""
        thing = self._thing()
        was = self._verb("was", thing)
        return self._fill(key, thing=thing.text, was=was, when=self.when, **words)

    def _fill(self, key: str, **words: str) -> str:
        return str(self.texts[key].format(**words))


def _minutes(seconds: float) -> timedelta:
    """Return a duration to the minute."""
    return timedelta(minutes=round(seconds / 60))


_TELLERS: Final[Mapping[PastForm, Callable[[_Telling], str]]] = {
    PastForm.DURATION: _Telling.duration,
    PastForm.COUNT: _Telling.count,
    PastForm.LAST: _Telling.last,
    PastForm.FIRST: _Telling.last,
    PastForm.SINCE: _Telling.since,
    PastForm.EVER: _Telling.ever,
    PastForm.AT: _Telling.at,
    PastForm.MEAN: _Telling.number,
    PastForm.TOTAL: _Telling.number,
    PastForm.HIGHEST: _Telling.extreme,
    PastForm.LOWEST: _Telling.extreme,
    PastForm.HIGHEST_DAY: _Telling.day,
    PastForm.LOWEST_DAY: _Telling.day,
    PastForm.CHANGES: _Telling.changes,
}
