"""What is said about things that are planned, and about what was put back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import Enum, auto
from functools import cached_property
from typing import Any, Final

from ..models import (
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Reply,
    Step,
)
from ..outcomes import Cause, Decision, Outcome, Result, Verdict
from ..planned import Planned
from ..way_back import row_of
from ..words import clean_name
from .phrases import Named, Phrases

_BY_SECONDS: Final = timedelta(minutes=2)
"""What is nearer than this is told by how soon it is and not by the clock."""
_WEEK: Final = 7
_REFUSED: Final = frozenset({Decision.IMPOSSIBLE, Decision.FORBIDDEN, Decision.NEEDS_CONFIRMATION})


@dataclass(frozen=True, slots=True)
class Clock:
    """How a person reads the time."""

    now: datetime
    """Aware."""
    zone: tzinfo
    """The home's time zone."""
    twelve_hours: bool = False


@dataclass(frozen=True, slots=True)
class _Verb:
    """What is done to a device, apart from which it is."""

    text: str
    action: str = ""
    value: str = ""


@dataclass(frozen=True)
class PlannedSpeaker:
    """Composes sentences about plans in one language."""

    texts: Mapping[str, Any]

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self.texts)

    def promised(self, items: Sequence[Planned], view: HomeView, clock: Clock) -> str:
        """Return "I will turn off the bedroom light at 22:00."; nothing for no item."""
        return " ".join(
            self.texts["planned"][self._promise(item)].format(
                what=self.words(item, view), when=self._when(item, clock)
            )
            for item in items
        )

    def unchanged(self, targets: Sequence[str], view: HomeView) -> str:
        """Return "I will leave the light as it is."; nothing for no device."""
        forms = self.texts["planned"]["unchanged"]
        return self._counted(forms, self._named(targets, view)) if targets else ""

    def listed(self, items: Sequence[Planned], view: HomeView, clock: Clock) -> str:
        """Return "Planned: at 22:00 turn off the TV; tomorrow at 06:30 open the blinds."."""
        return self._enumerated("listed", items, view, clock)

    def cancelled(self, items: Sequence[Planned], view: HomeView, clock: Clock) -> str:
        """Return "Cancelled: at 22:00 turn off the TV."."""
        return self._enumerated("cancelled", items, view, clock)

    def failed(self, item: Planned, reply: Reply, view: HomeView, clock: Clock) -> str:
        """Return what was planned, and why it did not happen."""
        when = self._moment("at", item.due, clock.now, clock)
        return str(
            self.texts["planned"]["failed"].format(
                what=self.words(item, view), when=when, reply=reply.text
            )
        )

    def undone(
        self,
        plan: Plan,
        view: HomeView,
        verdicts: Sequence[Verdict],
        outcomes: Sequence[Outcome],
        cancelled: str = "",
    ) -> Reply:
        """Return the reply to an undo; `cancelled` tells of plans that went with it."""
        fates = _fates(outcomes)
        done, silent, halved, failed = (
            [target for target, each in fates.items() if each is fate] for fate in _Fate
        )
        stuck = self._stuck(plan.problems, verdicts, failed, view)
        parts = [self._put_back(self._named(done, view), stuck)]
        if silent:
            parts.append(
                self._counted(self.texts["sentence"]["no_feedback"], self._named(silent, view))
            )
        parts += [self._left_behind(each, view) for each in outcomes if each.step.target in halved]
        parts.append(cancelled)
        parts += [
            self._about(problem.code, self._named(problem.targets, view))
            for problem in plan.problems
            if problem.code is not ProblemCode.NOT_RESTORED
        ]
        text = " ".join(part for part in dict.fromkeys(parts) if part)
        wrong = not (done or silent or halved or cancelled) and bool(text)
        return Reply(text or self.texts["undone"]["already"], is_error=wrong)

    def words(self, item: Planned, view: HomeView) -> str:
        """Return what is to happen: "turn off the light and set the fan to 66 percent"."""
        groups: dict[_Verb, list[str]] = {}
        for target in dict.fromkeys(step.target for step in item.steps):
            steps = [step for step in item.steps if step.target == target]
            whole = item.is_way_back and len(steps) > 1
            back = _Verb(self.texts["planned"]["back"])
            for verb in [back] if whole else [self._verb(step) for step in steps]:
                groups.setdefault(verb, []).append(target)
        return self._phrases.joined(
            [
                verb.text.format(
                    device=self._list(self._named(targets, view)),
                    action=verb.action,
                    value=verb.value,
                )
                for verb, targets in groups.items()
            ]
        )

    def _enumerated(self, key: str, items: Sequence[Planned], view: HomeView, clock: Clock) -> str:
        texts = self.texts["planned"]
        if not items:
            return str(texts[f"nothing_{key}"])
        told = "; ".join(
            texts["item"].format(when=self._when(item, clock), what=self.words(item, view))
            for item in items
        )
        return str(texts[key].format(items=told))

    def _promise(self, item: Planned) -> str:
        """Return the key of a promise: a single step back is done "again"."""
        several = len(item.steps) > len(item.targets)
        return "promised_again" if item.is_way_back and not several else "promised"

    def _verb(self, step: Step) -> _Verb:
        """Return what a step does."""
        texts = self.texts["planned"]
        item = row_of(step)
        if item is not None and item.momentary:
            return _Verb(texts["momentary"])
        unit = item.quantity.unit if item and item.quantity else ""
        amount = self._amount(step.value, unit)
        domain = step.target.partition(".")[0]
        for key in (f"{domain}.{step.action}", step.action):
            if key in texts["do"]:
                return _Verb(texts["do"][key], value=amount)
        return _Verb(texts["value" if amount else "other"], clean_name(step.action), amount)

    def _amount(self, value: object, unit: str) -> str:
        """Return the parameter of a step in words."""
        if not isinstance(value, (int, float)):
            return "" if value is None else clean_name(str(value))
        forms = self.texts["amount"].get(unit)
        if forms is None:
            return f"{value:g}"
        return str(forms["one" if value == 1 else "many"].format(value=f"{value:g}"))

    def _when(self, item: Planned, clock: Clock) -> str:
        """Return when something is due, and until when it lasts."""
        if timedelta() <= item.due - clock.now < _BY_SECONDS:
            number = max(1, round((item.due - clock.now).total_seconds()))
            form = "one" if number == 1 else "many"
            due = str(self.texts["when"]["seconds"][form].format(number=number))
        else:
            due = self._moment("at", item.due, clock.now, clock)
        if item.until is None:
            return due
        return f"{due} {self._moment('until', item.until, item.due, clock)}"

    def _moment(self, key: str, time: datetime, seen_from: datetime, clock: Clock) -> str:
        """Return a time with as much of a date as is needed on the day it is seen from."""
        texts = self.texts["when"]
        local = time.astimezone(clock.zone)
        today = seen_from.astimezone(clock.zone).date()
        ahead = (local.date() - today).days
        form = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(ahead)
        if form is None:
            form = "week" if 0 < ahead < _WEEK else "date"
        date = texts["date" if local.year == today.year else "date_and_year"].format(
            number=local.day, month=texts["months"][local.month - 1], year=local.year
        )
        day = texts["days"][local.weekday()]
        return str(texts[key][form].format(time=self._time(local, clock), day=day, date=date))

    def _time(self, local: datetime, clock: Clock) -> str:
        """Return the time of day."""
        if not clock.twelve_hours:
            return f"{local.hour:02}:{local.minute:02}"
        half = self.texts["when"]["halves"][local.hour // 12]
        return f"{local.hour % 12 or 12}:{local.minute:02} {half}"

    def _stuck(
        self,
        problems: Iterable[Problem],
        verdicts: Iterable[Verdict],
        failed: Iterable[str],
        view: HomeView,
    ) -> list[Named]:
        """Return the names of what could not be put back."""
        wrong = [p for p in problems if p.code is ProblemCode.NOT_RESTORED]
        refused = [each.step.target for each in verdicts if each.decision in _REFUSED]
        targets = [*(target for p in wrong for target in p.targets), *refused, *failed]
        gone = [self._gone(p.subject) for p in wrong if p.subject]
        return [*self._named(targets, view), *gone]

    def _put_back(self, done: Sequence[Named], stuck: Sequence[Named]) -> str:
        """Return "I put back the light, but could not put back the fan."."""
        if not done:
            return self._about(ProblemCode.NOT_RESTORED, stuck) if stuck else ""
        text = self.texts["undone"]["partly" if stuck else "done"]
        return str(text.format(done=self._list(done), stuck=self._list(stuck)))

    def _left_behind(self, outcome: Outcome, view: HomeView) -> str:
        """Return "I sent the command to the lamps, but the left lamp did not follow."."""
        names = self._named([outcome.step.target], view)
        detail = self._list(self._named(outcome.left_behind, view))
        return self._counted(self.texts["sentence"]["left_behind"], names, detail=detail)

    def _about(self, code: ProblemCode, names: Sequence[Named]) -> str:
        return str(self.texts["problem"][code.value].format(subject=self._list(names)))

    def _counted(self, forms: Mapping[str, str], names: Sequence[Named], **values: str) -> str:
        """Return a sentence about devices in the form for one or for many."""
        name = self._phrases.several(names)
        return forms["many" if name.plural else "one"].format(device=name.text, **values)

    def _list(self, names: Sequence[Named]) -> str:
        """Return "the light, the fan and the TV"."""
        return self._phrases.several(names).text if names else ""

    def _named(self, targets: Iterable[str], view: HomeView) -> list[Named]:
        """Return what devices are called; one that is gone or hidden now, by its entity id."""
        return [
            self._phrases.thing(device)
            if (device := view.by_id.get(target))
            else self._gone(clean_name(target.partition(".")[2]))
            for target in dict.fromkeys(targets)
        ]

    def _gone(self, name: str) -> Named:
        return Named(self.texts["definite"].format(device=name))


class _Fate(Enum):
    """What became of a device that was to go back."""

    DONE = auto()
    SILENT = auto()
    """It was asked, and does not report back."""
    HALVED = auto()
    """Some members of a group did not follow."""
    FAILED = auto()


def _fates(outcomes: Iterable[Outcome]) -> dict[str, _Fate]:
    """Return what became of each device; a single step that failed counts."""
    fates: dict[str, _Fate] = {}
    for outcome in outcomes:
        target = outcome.step.target
        if outcome.cause is Cause.NO_FEEDBACK:
            fates.setdefault(target, _Fate.SILENT)
        elif outcome.result is Result.DONE:
            fates.setdefault(target, _Fate.DONE)
        elif outcome.left_behind:
            fates.setdefault(target, _Fate.HALVED)
        else:
            fates[target] = _Fate.FAILED
    return fates


def has_twelve_hours(texts: Mapping[str, Any], language: str, country: str | None) -> bool:
    """Return whether a day has two times twelve hours where a language tag or a home is from."""
    region = language.replace("_", "-").partition("-")[2].upper() or country
    return region in texts["when"]["twelve_hour_countries"]
