"""The words of answers about the past: things, causes, states, and what is not known.

Names of things, persons and automations come from the home and are data; they are spoken as
`phrases.py` speaks them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ..measures import Amount
from ..models import Device, DeviceState, HomeView
from ..past import Cause, CauseKind, Finding, PastAnswer, PastQuery
from ..readings import condition, holds
from .description import Describer
from .past_times import PastTimes
from .phrases import Named, Phrases, quotable

FEW: Final = 3
"""Things that are named where any of them is meant."""


@dataclass(frozen=True)
class PastWords:
    """The words of one answer."""

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

    @property
    def is_moment(self) -> bool:
        """Return whether it was asked how things were at a moment."""
        period = self.query.period
        return period is not None and period.begin == period.end

    @cached_property
    def when(self) -> str:
        """Return the period that was asked about."""
        return self.times.period(self.query.period)

    def nothing_known(self) -> str:
        """Return that the record knows nothing of it, or not who is meant."""
        if self.query.speaker is None and self.query.by_person:
            return self.fill("unknown_person", name=self.person())
        if self.query.speaker is None and self.query.by_speaker:
            return str(self.texts["unknown_you"])
        if not self.query.targets:
            return str(self.texts["nothing_known_at_all"])
        thing = self.thing().text
        return self.fill("nothing_known", thing=thing, when=self.when)

    def person(self) -> str:
        """Return the name of the person whose doings are asked about."""
        return self.phrases.several(
            [self.phrases.thing(each) for each in self.devices((self.query.by_person or "",))]
        ).text

    @property
    def you(self) -> str:
        """Return by whom, where only what one person did was asked about; nothing else."""
        if self.query.by_person:
            return self.fill("by_person", name=self.person())
        if self.query.by:
            return str(self.texts["by_cause"][self.query.by.value])
        return str(self.texts["by_you"]) if self.query.by_speaker else ""

    def caused(self, cause: Cause) -> str:
        """Return who or what did something, as it follows a clause."""
        return self.by(cause, "by").format(name=self.cause_name(cause))

    def by(self, cause: Cause, key: str) -> str:
        """Return the text about who or what did something."""
        named = cause.kind in {CauseKind.DEVICE, CauseKind.UNKNOWN} or self.cause_name(cause)
        return str(self.texts[key][cause.kind.value if named else f"{cause.kind.value}_unnamed"])

    def cause_name(self, cause: Cause) -> str:
        """Return the name of a person, or that of an automation between quotation marks."""
        name = quotable(cause.name or "")
        return f'"{name}"' if name and cause.kind is CauseKind.AUTOMATION else name

    def first(self) -> Finding:
        """Return what was found for the whole question; nothing where nothing was."""
        return self.found.findings[0] if self.found.findings else Finding(targets=())

    def times_of(self, number: int) -> str:
        """Return "once", "twice" or "3 times"."""
        texts = self.texts["count"]
        return str(texts.get(str(number), texts["many"]).format(number=number))

    def devices(self, targets: Sequence[str]) -> list[Device]:
        """Return the things of entity ids, as far as they are still there."""
        return [self.view.anything[each] for each in targets if each in self.view.anything]

    def thing(self, finding: Finding | None = None) -> Named:
        """Return what a finding, or the question, is about; of many things, any of them."""
        targets = finding.targets if finding and finding.targets else self.query.targets
        devices = self.devices(targets)
        with_area = self.query.place is None and len({each.area for each in devices}) > 1
        if 0 < len(devices) <= (FEW if self.query.kind is None else 1):
            names = [self.phrases.thing(each, with_area=with_area) for each in devices]
            if len(names) == 1:
                return names[0]
            return Named(self.phrases.several(names, "or").text)
        if not devices:
            return Named(str(self.texts["gone"]))
        return self._of_many("one_of", "some", len(devices))

    def none_of(self) -> Named | None:
        """Return what stands for many things of which none is meant, None for a few."""
        devices = self.devices(self.query.targets)
        if self.query.comparison or len(devices) <= (FEW if self.query.kind is None else 1):
            return None
        return self._of_many("none_of", "nothing_of", len(devices))

    def _of_many(self, of_kind: str, of_others: str, number: int) -> Named:
        """Return what stands for many things, of one kind or of several."""
        where = self.phrases.where(self.query.place)
        kinds = self.phrases.texts["kind"].get(self.query.kind or "")
        if kinds:
            return Named(self.fill(of_kind, things=kinds[1], where=where))
        return Named(self.fill(of_others, number=str(number), where=where))

    def deed(
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
        if self.query.comparison:
            crossing = self.texts["crossings"][self.query.comparison.value][negated]
            return f"{adverb}{crossing.format(value=self.limit())}"
        if own := self.texts["own_deeds"].get(wanted):
            return f"{adverb}{own[negated]}"
        words = self.texts["deeds"].get(wanted)
        if words is None and finding:
            return self.fill("changed_to", state=self.shown(finding))
        words = self.state() if words is None else words
        was = self.verb("was", thing or self.thing())
        return self.fill("not_done" if negated else "done", was=was, deed=f"{adverb}{words}")

    def state(self) -> str:
        """Return the state that was asked for in words."""
        if self.query.comparison:
            text = self.texts["limits"][self.query.comparison.value]
            return str(text.format(value=self.limit()))
        return self.describer.condition(self.query.state or "on")

    def limit(self) -> str:
        """Return the number that was compared with."""
        units = [self.query.unit, *(finding.unit for finding in self.found.findings)]
        unit = next((unit for unit in units if unit), "")
        return self.phrases.amount(Amount(self.query.threshold, unit))

    def condition_of(self, finding: Finding) -> str:
        """Return the condition of a thing in one word, by the keys of the texts."""
        device = self.view.anything.get(finding.targets[0]) if finding.targets else None
        state = DeviceState(finding.state or "")
        return condition(device, state) if device else state.state

    def shown(self, finding: Finding) -> str:
        """Return the state of a finding in words, or what was asked for where it tells none."""
        if not finding.state:
            return self.state()
        return self.describer.condition(self.condition_of(finding))

    def holds_in(self, finding: Finding, wanted: str) -> bool:
        """Return whether a thing was in a condition then."""
        device = self.view.anything.get(finding.targets[0]) if finding.targets else None
        return device is not None and holds(device, DeviceState(finding.state or ""), wanted)

    def verb(self, key: str, thing: Named) -> str:
        """Return a verb in the number of what it is said of."""
        return str(self.texts[key][thing.plural])

    def about(self, key: str, **words: str) -> str:
        """Return a clause about what was asked about, in the period that was asked about."""
        thing = self.thing()
        was = self.verb("was", thing)
        return self.fill(key, thing=thing.text, was=was, when=self.when, **words)

    def fill(self, key: str, **words: str) -> str:
        """Return a text with its words."""
        return str(self.texts[key].format(**words))

    def states(self, findings: Sequence[Finding]) -> str:
        """Return what state each thing was in, those of one state together."""
        by_state: dict[str, list[Named]] = defaultdict(list)
        for finding in findings:
            by_state[self.shown(finding)].append(self.thing(finding))
        clauses = []
        for state, names in by_state.items():
            thing = self.phrases.several(names)
            words = {"thing": thing.text, "was": self.verb("was", thing), "state": state}
            clauses.append(self.fill("was_so", **words, when=""))
        return f"{self.phrases.joined(clauses)}{self.when}"
