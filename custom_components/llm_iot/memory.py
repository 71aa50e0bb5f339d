"""What the agents of an entry learn: the seam between turns, devices and the store."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
import logging
from typing import Any, Final
from uuid import uuid4

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .by_hand import WATCH_TIME, HandWatch
from .errors import StorageError
from .learned import COMMANDS, EPISODES, GUESSED, NOTES, Episode, Note, read_episodes, read_notes
from .models import (
    DeviceState,
    HomeView,
    RequestKind,
    Source,
    Step,
)
from .outcomes import Decision
from .own_turns import OwnTurns
from .planned import Origin
from .processing.episodes import (
    as_absolute,
    episode_of,
    instead,
    is_moved,
    said_instead,
    surplus,
    with_correction,
    without_correction,
)
from .storage.base import Store
from .turn_report import TurnReport
from .way_back import shows, way_back

_LOGGER = logging.getLogger(__name__)

_TURNS: Final = 5
"""Last turns of a person that can still be corrected."""
_PERSONS: Final = 64
_AT_ONCE: Final = timedelta(seconds=1)
"""No hand moves from one device to the next in less; a scene, a group or a program does."""
_TRIMMED_EVERY: Final = 25
"""Episodes after which it is looked whether there are too many."""
_RECOGNIZED: Final = frozenset({Source.SENTENCE, Source.RESOLVER, Source.ANSWER})
"""Sources of plans that the words alone say, so that they can correct another one."""


@dataclass
class _Recent:
    """A turn that can still be corrected."""

    episode: Episode
    before: HomeView
    at: datetime
    settled: dict[str, DeviceState] = field(default_factory=dict)
    """As devices were once they had followed the turn."""
    by_hand: dict[str, datetime] = field(default_factory=dict)
    """When devices were last changed by hand after the turn."""
    ended: set[str] = field(default_factory=set)
    """Devices that hands have put into another state than the turn had: off again, say."""

    def is_about(self, target: str) -> bool:
        """Return whether it moved a device, should have, or left it out as it had learned."""
        episode = self.episode
        return target in episode.targets | episode.corrections.keys() | episode.learned

    def note_hand(self, target: str, state: DeviceState, now: datetime) -> frozenset[str]:
        """Take note of a change by hand; return the devices of which hands have said nothing.

        Who changes several at once, or ends one after the other all that a turn began, does
        not mend the turn: it is over, or that was another thing altogether.
        """
        at_once = {each for each, at in self.by_hand.items() if now - at < _AT_ONCE} - {target}
        self.by_hand[target] = now
        settled = self.settled.get(target)
        if settled is None or settled.state == state.state:
            self.ended.discard(target)
        else:
            self.ended.add(target)
        moved = frozenset(self.episode.results)
        if len(moved) > 1 and moved <= self.ended:
            return moved
        return frozenset({target, *at_once}) if at_once else frozenset()


@dataclass
class Memory:
    """Keeps turns as episodes with their corrections, and what people ask to be remembered."""

    hass: HomeAssistant
    store: Store
    home: Callable[[], HomeView]
    turns: OwnTurns
    on_kept: Callable[[], None] = lambda: None
    """Called after something new was kept, which then needs its vector."""
    hand: HandWatch = field(init=False)
    _recent: OrderedDict[str, deque[_Recent]] = field(default_factory=OrderedDict)
    """The last turns of each person, the newest first."""
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _order: asyncio.Lock = field(default_factory=asyncio.Lock)
    _kept: int = 0
    _is_paused: bool = False

    def __post_init__(self) -> None:
        """Watch nothing yet."""
        self.hand = HandWatch(self.hass, self.turns)

    async def async_stop(self) -> None:
        """Stop watching; what is being written comes to its end."""
        self.hand.async_stop()
        if self._tasks:
            await asyncio.wait(self._tasks)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Learn nothing of the turns that end meanwhile."""
        self._is_paused = True
        try:
            yield
        finally:
            self._is_paused = False

    @callback
    def async_note(self, report: TurnReport, origin: Origin) -> None:
        """Learn from a turn that has ended."""
        if self._is_paused:
            return
        source = report.guess or report.plan.source
        if report.plan.source is Source.UNDO:
            self._note_undo(report, origin)
        elif source in _RECOGNIZED or report.plan.corrects:
            self._note_correction(report, origin)
        if report.plan.corrects and source in GUESSED:
            return  # "no, it's too bright" is no goal of its own
        now = dt_util.utcnow()
        episode = episode_of(report, key=uuid4().hex, at=now, user_id=origin.user_id)
        if episode is None or report.before is None:
            return
        recent = _Recent(episode, report.before, now)
        after = {each.step.target: each.state for each in report.outcomes}
        for target in episode.targets:
            state = after[target] if target in after else report.before.state(target)
            if state and shows(episode.steps_of(target), state):
                recent.settled[target] = state
        turns = self._recent.setdefault(origin.person, deque(maxlen=_TURNS))
        turns.appendleft(recent)
        self._recent.move_to_end(origin.person)
        while len(self._recent) > _PERSONS:
            self._recent.popitem(last=False)
        self._save(recent)
        self.hand.async_watch(
            episode.targets, lambda target, known: self._note_hand(recent, target, known)
        )

    def _note_undo(self, report: TurnReport, origin: Origin) -> None:
        """Learn from what was put back, or brought back again."""
        request = report.plan.request
        redone = request is not None and request.kind is RequestKind.REDO
        for target in {each.step.target for each in report.outcomes if is_moved(each)}:
            for recent in self._turns_about(target, origin):
                if redone:
                    self._take_back(recent, target)
                else:
                    self._correct(recent, target, ())

    def _note_correction(self, report: TurnReport, origin: Origin) -> None:
        """Learn from a command on what was just moved, and from what was said instead."""
        states = {each.step.target: each.state for each in report.outcomes if is_moved(each)}
        so = {each.step.target for each in report.verdicts if each.decision is Decision.ALREADY_SO}
        view = self.home()
        for target in dict.fromkeys((*states, *so)):
            steps = tuple(each for each in report.plan.steps if each.target == target)
            state = states.get(target) or view.state(target)
            about = list(self._turns_about(target, origin))
            for recent in about if target in states else ():
                self._judge(recent, target, state, steps)
            if report.plan.corrects and not about and (last := self._last_guess(origin)):
                self._correct(last, target, as_absolute(steps, state))

    @callback
    def _note_hand(self, recent: _Recent, target: str, known: bool) -> None:  # noqa: FBT001  # a callback's
        """Learn from a change by hand; the last turn that moved the device is meant."""
        turns = sorted(self._all_turns(), key=lambda each: each.at, reverse=True)
        about = list(_until_guess(turns, target))
        if not about or about[0] is not recent:
            return
        state = self.home().state(target)
        steps = recent.episode.steps_of(target)
        settled = recent.settled.get(target)
        follows = shows(steps, state)
        if settled is None and follows:
            recent.settled[target] = state
            return
        if settled is None and not known:
            return  # it is still on its way
        if said_nothing := recent.note_hand(target, state, dt_util.utcnow()):
            for each in about:
                for other in said_nothing:
                    self._take_back(each, other)
        elif not follows or (known and way_back(steps, state) != way_back(steps, settled or state)):
            for each in about:
                self._judge(each, target, state)
        else:
            for each in about:
                self._take_back(each, target)

    def _judge(
        self, recent: _Recent, target: str, state: DeviceState, steps: tuple[Step, ...] = ()
    ) -> None:
        """Take the state that a person gave a device, by some steps, for what was wanted of it."""
        episode, before = recent.episode, recent.before.state(target)
        known = (*episode.steps_of(target), *episode.corrections.get(target, ()), *steps)
        wanted = said_instead(steps, before)
        if wanted is None:
            wanted = instead(known, before, state)
        if wanted is not None:
            self._correct(recent, target, wanted)

    def _correct(self, recent: _Recent, target: str, steps: tuple[Step, ...]) -> None:
        self._change(recent, with_correction(recent.episode, target, steps))

    def _take_back(self, recent: _Recent, target: str) -> None:
        self._change(recent, without_correction(recent.episode, target))

    def _change(self, recent: _Recent, episode: Episode) -> None:
        if episode != recent.episode:
            recent.episode = episode
            self._save(recent)

    def _turns_about(self, target: str, origin: Origin) -> Iterator[_Recent]:
        """Yield the turns of a person that a correction of one device is about."""
        return _until_guess(self._turns_of(origin), target)

    def _last_guess(self, origin: Origin) -> _Recent | None:
        """Return the last turn of a person that was a guess."""
        turns = self._turns_of(origin)
        return next((each for each in turns if each.episode.source in GUESSED), None)

    def _turns_of(self, origin: Origin) -> list[_Recent]:
        earliest = dt_util.utcnow() - WATCH_TIME
        turns = self._recent.get(origin.person, ())
        return [recent for recent in turns if recent.at >= earliest]

    def _all_turns(self) -> Iterator[_Recent]:
        for turns in self._recent.values():
            yield from turns

    def _save(self, recent: _Recent) -> None:
        """Keep an episode as it is now, after all that is being written."""
        self._do(self._async_keep(recent))

    async def _async_keep(self, recent: _Recent) -> None:
        episode = recent.episode
        await self.store.async_open()
        await self.store.async_put(episode.collection, [episode.as_entry()])
        self._kept += 1
        if self._kept % _TRIMMED_EVERY == 0:
            for collection in (EPISODES, COMMANDS):
                entries = await self.store.async_all(collection)
                if too_many := surplus(read_episodes(entries)):
                    await self.store.async_delete(collection, too_many)
        self.on_kept()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        """Work in the background, one thing after the other."""

        async def ordered() -> None:
            async with self._order:
                try:
                    await work
                except StorageError as err:
                    _LOGGER.warning("What was learned could not be kept: %s", err)

        task = self.hass.async_create_task(ordered(), "llm_iot memory")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def async_remember(self, text: str, user_id: str | None) -> None:
        """Keep a note; it is on the disk when this returns. Raises StorageError."""
        note = Note(uuid4().hex, text, dt_util.utcnow(), user_id)
        async with self._order:
            await self.store.async_open()
            await self.store.async_put(NOTES, [note.as_entry()])
        self.on_kept()

    async def async_learned(
        self, user_id: str | None, *, everyone: bool = False
    ) -> tuple[list[Episode], list[Note]]:
        """Return the corrected episodes and the notes of a person, the newest first.

        Those of nobody who is known belong to everybody; those of `everyone` are for
        administrators. Raises StorageError.
        """
        async with self._order:
            await self.store.async_open()
            episodes = read_episodes(await self.store.async_all(EPISODES))
            notes = read_notes(await self.store.async_all(NOTES))
        mine = {None, user_id}
        corrected = [
            each for each in episodes if each.corrections and (everyone or each.user_id in mine)
        ]
        own = [each for each in notes if everyone or each.user_id in mine]
        return (
            sorted(corrected, key=lambda each: each.at, reverse=True),
            sorted(own, key=lambda each: each.at, reverse=True),
        )

    async def async_forget(self, collection: str, keys: list[str]) -> None:
        """Forget entries. Raises StorageError."""
        async with self._order:
            await self.store.async_open()
            await self.store.async_delete(collection, keys)
        gone = set(keys)
        for turns in self._recent.values():
            for recent in [each for each in turns if each.episode.key in gone]:
                turns.remove(recent)

    async def async_reset(self) -> None:
        """Forget everything. Raises StorageError."""
        await self._async_empty(lambda _learned: True)

    async def async_forget_all(self, user_id: str | None) -> None:
        """Forget what is of a person, or of nobody who is known. Raises StorageError."""
        await self._async_empty(lambda learned: learned.user_id in {None, user_id})

    async def _async_empty(self, is_to_go: Callable[[Episode | Note], bool]) -> None:
        self.hand.async_stop()
        self._recent.clear()
        async with self._order:
            await self.store.async_open()
            for collection in (EPISODES, COMMANDS, NOTES):
                entries = await self.store.async_all(collection)
                kept: list[Episode | Note] = [*read_episodes(entries), *read_notes(entries)]
                others = {each.key for each in kept if not is_to_go(each)}
                gone = [each.key for each in entries if each.key not in others]
                await self.store.async_delete(collection, gone)


def _until_guess(turns: Iterable[_Recent], target: str) -> Iterator[_Recent]:
    """Yield those of some turns, the newest first, that a correction of one device is about.

    Commands that set it right meanwhile are, and the last turn that was a guess.
    """
    for recent in turns:
        if recent.is_about(target):
            yield recent
            if recent.episode.source in GUESSED:
                return
