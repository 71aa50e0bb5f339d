"""What an agent does at another time than now: plans, their due times, and undo."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
import logging
from typing import Final

from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .actuation.schedule import Schedule
from .actuation.undo import Undo
from .const import DOMAIN
from .errors import StorageError
from .models import (
    HomeView,
    Plan,
    Reply,
    Request,
    RequestKind,
)
from .outcomes import Cause, Decision, Outcome, Result, Verdict
from .planned import Drafts, Fate, Origin, Planned, draft, due_plan
from .response.phrases import capital
from .response.planned import Clock, PlannedSpeaker, has_twelve_hours
from .response.reply import Speakers
from .turn_report import TurnReport

_LOGGER = logging.getLogger(__name__)

_AS_WANTED: Final = frozenset({Decision.ACCEPT, Decision.ALREADY_SO})

type Run = Callable[[Planned, Plan], Awaitable[TurnReport]]
"""Takes the plan of something that is due through all stages of a turn."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A turn that is about to move something."""

    plan: Plan
    view: HomeView
    """The home before anything moves."""
    origin: Origin
    drafts: Drafts = field(default_factory=Drafts)
    """What was planned; with problems, nothing was, and nothing may be moved."""


@dataclass
class Later:
    """The plans of one agent."""

    hass: HomeAssistant
    title: str
    """What the agent is called."""
    home: Callable[[], HomeView]
    speakers: Speakers
    run: Run
    undo: Undo = field(default_factory=Undo)
    schedule: Schedule = field(init=False)

    async def async_begin(
        self, plan: Plan, view: HomeView, origin: Origin, *, confirmed: bool = False
    ) -> Begun:
        """Write down what a plan asks for later; call it before the plan moves anything.

        What is to last for an hour must end even if Home Assistant is killed meanwhile. What a
        plan takes the place of goes when the new is kept, and so does what it only says again.
        """
        old = self.undo.planned_in(origin, Request(RequestKind.UNDO)) if plan.replans else ()
        drafts = draft(plan, view, origin, pending=self.schedule.ways_back(), confirmed=confirmed)
        old = (*old, *self._said_before(drafts.items))
        if drafts.items and not drafts.problems:
            problem = await self.schedule.async_add(drafts.items)
            drafts = Drafts(problems=(problem,)) if problem else drafts
            if old and not problem:
                await self._async_drop(old)
        elif old and not plan.deferred:  # it is done now instead
            await self._async_drop(old)
        return Begun(plan, view, origin, drafts)

    def _said_before(self, items: Sequence[Planned]) -> list[str]:
        """Return the ids of what is planned already just as some new items are."""
        return [
            kept.id for kept in self.schedule.planned() if any(kept.is_like(item) for item in items)
        ]

    async def _async_drop(self, ids: Sequence[str]) -> None:
        """Cancel what something new takes the place of; it stays if that cannot be kept."""
        try:
            await self.schedule.async_cancel(ids)
        except StorageError:
            _LOGGER.exception("What was planned before could not be cancelled")

    async def async_end(
        self, begun: Begun, verdicts: Sequence[Verdict], outcomes: Sequence[Outcome]
    ) -> str:
        """Take note of what a turn did, and return what there is to say about later."""
        drafts, view, origin = begun.drafts, begun.view, begun.origin
        already = {v.step.target for v in verdicts if v.decision is Decision.ALREADY_SO}
        stays = await self.schedule.async_note(outcomes, drafts.items, already)
        ids = {item.id for item in drafts.items}
        kept = [item for item in self.schedule.planned() if item.id in ids]
        self.undo.remember(begun.plan, view, outcomes, origin, kept)
        speaker, clock = self._speaker(origin)
        parts = (
            speaker.promised([*kept, *stays], view, clock),
            speaker.unchanged(drafts.unchanged, view),
        )
        return " ".join(part for part in parts if part)

    async def async_answer(self, request: Request, view: HomeView, origin: Origin) -> Reply:
        """Tell what is planned, or cancel it."""
        speaker, clock = self._speaker(origin)
        found = self.schedule.find(request.targets)
        if request.kind is RequestKind.SPARE:
            return await self._async_spared(request, view, origin)
        if request.place:
            found = found[request.place - 1 :][:1] if request.place > 0 else found[-1:]
        if request.kind is RequestKind.LIST_PLANNED:
            return Reply(speaker.listed(found, view, clock))
        try:
            dropped = await self.schedule.async_cancel({item.id for item in found})
        except StorageError:
            return Reply(speaker.texts["planned"]["not_cancelled"], is_error=True)
        return Reply(speaker.cancelled(dropped, view, clock), is_error=not dropped)

    async def _async_spared(self, request: Request, view: HomeView, origin: Origin) -> Reply:
        """Take some steps out of what is planned; what has no other steps is cancelled."""
        speaker, clock = self._speaker(origin)
        unwanted = frozenset(request.steps)
        found = [item for item in self.schedule.planned() if unwanted.intersection(item.steps)]
        kept = [
            replace(item, steps=rest)
            for item in found
            if (rest := tuple(step for step in item.steps if step not in unwanted))
        ]
        whole = {item.id for item in found} - {item.id for item in kept}
        if not found:
            return Reply(speaker.texts["nothing"])
        failed = Reply(speaker.texts["planned"]["not_cancelled"], is_error=True)
        if kept and await self.schedule.async_add(kept):
            return failed
        try:
            dropped = await self.schedule.async_cancel(whole)
        except StorageError:
            return failed
        spared = {step.target: None for item in found for step in item.steps if step in unwanted}
        parts = (
            speaker.cancelled(dropped, view, clock) if dropped else "",
            speaker.unchanged(tuple(spared), view) if kept else "",
        )
        return Reply(" ".join(part for part in parts if part))

    async def async_undone(
        self, begun: Begun, verdicts: Sequence[Verdict], outcomes: Sequence[Outcome]
    ) -> Reply:
        """End an undo: what its turns planned goes, too. Return what was put back."""
        plan, view, origin = begun.plan, begun.view, begun.origin
        speaker, clock = self._speaker(origin)
        ids = self.undo.planned_in(origin, plan.request) if plan.request else ()
        try:
            dropped = await self.schedule.async_cancel(ids)
            cancelled = speaker.cancelled(dropped, view, clock) if dropped else ""
        except StorageError:
            cancelled = speaker.texts["planned"]["not_cancelled"]
        await self.schedule.async_note(outcomes)
        self.undo.remember(plan, view, outcomes, origin)
        return speaker.undone(plan, view, verdicts, outcomes, cancelled)

    async def async_carry_out(self, planned: Planned, fate: Fate) -> None:
        """Carry out what is due, and tell if it did not all happen."""
        try:
            report = await self.run(planned, due_plan(planned, fate))
        except Exception:  # a fault of our own must not pass in silence
            _LOGGER.exception("Unexpected error in a planned command")
            reply = self.speakers.of(planned.origin.utterance.language).unexpected()
        else:
            if is_done(report):
                return
            reply = report.reply
        speaker, clock = self._speaker(planned.origin)
        persistent_notification.async_create(
            self.hass,
            speaker.failed(planned, reply, self.home(), clock),
            self.title,
            f"{DOMAIN}_{planned.id}",
        )

    def words(self, planned: Planned, view: HomeView, language: str) -> str:
        """Return what is planned as a line of a list."""
        words = PlannedSpeaker(self.speakers.of(language).texts).words(planned, view)
        return capital(words)

    @callback
    def _speaker(self, origin: Origin) -> tuple[PlannedSpeaker, Clock]:
        """Return who speaks to a person, and the clock that the person reads."""
        language = origin.utterance.language
        texts = self.speakers.of(language).texts
        twelve = has_twelve_hours(texts, language, self.hass.config.country)
        return PlannedSpeaker(texts), Clock(
            dt_util.utcnow(), dt_util.get_default_time_zone(), twelve
        )


def is_done(report: TurnReport) -> bool:
    """Return whether a turn did all that it was to do, as far as anyone can tell."""
    silent = {Cause.NO_FEEDBACK, None}
    return (
        not report.plan.problems
        and not report.reply.is_error
        and all(verdict.decision in _AS_WANTED for verdict in report.verdicts)
        and all(
            outcome.result is not Result.FAILED and outcome.cause in silent
            for outcome in report.outcomes
        )
    )
