"""What people ask about learning: the seam between a turn, the memory and the rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import ATTR_ENTITY_ID, CONF_CONDITION, CONF_TARGET
from homeassistant.core import HomeAssistant

from . import capabilities, cleaning
from .collection.references import to_stored_target
from .const import CONF_ACTIONS, CONF_EFFECT, SUBENTRY_RULE
from .errors import StorageError
from .learned import EPISODES, NOTES, Episode, Note
from .memory import Memory
from .models import HomeView, Reply, Request, RequestKind, Step
from .planned import Origin
from .policy import Effect
from .response.learned import LearnedSpeaker, quoted
from .response.reply import Speakers
from .words import clean_text

LEARNING: Final = frozenset(
    {
        RequestKind.REMEMBER,
        RequestKind.LIST_LEARNED,
        RequestKind.FORGET,
        RequestKind.FORGET_ALL,
        RequestKind.ADD_RULE,
    }
)
"""Requests that are answered here."""
_ENDING: Final = frozenset({"off", "close", "lock", "stop", "pause"})
"""Actions that a rule against beginning something lets through."""
_LONGEST_NAME: Final = 60
LONGEST_NOTE: Final = 300
"""Characters of a note that are kept."""


@dataclass(frozen=True, slots=True)
class Learning:
    """Answers them for one agent."""

    hass: HomeAssistant
    entry: ConfigEntry
    memory: Memory
    speakers: Speakers
    may_learn: bool

    async def async_read_back(self, request: Request, view: HomeView, origin: Origin) -> str | None:
        """Return the question that a request waits for a yes to, None if it waits for none."""
        speaker = self._speaker(origin)
        if request.kind is RequestKind.FORGET_ALL:
            return str(speaker.texts["forget_all"])
        if request.rule and await self._async_may_rule(origin):
            return speaker.rule(request.rule, view, "rule")
        return None

    async def async_answer(self, request: Request, view: HomeView, origin: Origin) -> Reply:
        """Do what is asked, and tell of it."""
        texts = self._speaker(origin).texts
        try:
            match request.kind:
                case RequestKind.REMEMBER:
                    return await self._async_remember(request.text, origin)
                case RequestKind.LIST_LEARNED:
                    return await self._async_list(request, view, origin)
                case RequestKind.FORGET_ALL:
                    await self.memory.async_forget_all(origin.user_id)
                    return Reply(texts["forgot_all"])
                case RequestKind.ADD_RULE:
                    return await self._async_add_rule(request, view, origin)
                case _:
                    return await self._async_forget(request, view, origin)
        except StorageError:
            keeping = request.kind is RequestKind.REMEMBER
            return Reply(texts["not_kept" if keeping else "not_read"], is_error=True)

    async def _async_remember(self, text: str, origin: Origin) -> Reply:
        texts = self._speaker(origin).texts
        note = as_note(text)[:LONGEST_NOTE].strip()
        if not self.may_learn:
            return Reply(texts["paused"], is_error=True)
        await self.memory.async_remember(note, origin.user_id)
        return Reply(texts["noted"].format(note=quoted(note)))

    async def _async_list(self, request: Request, view: HomeView, origin: Origin) -> Reply:
        """Tell what was learned, all of it or what is about something."""
        speaker = self._speaker(origin)
        episodes, notes = await self.memory.async_learned(origin.user_id)
        if request.text:
            found = about(episodes, notes, _phrases(request, view), request.targets)
            if not found:
                return Reply(speaker.texts["nothing_about"].format(what=quoted(request.text)))
            episodes = [each for each in episodes if each in found]
            notes = [each for each in notes if each in found]
        return Reply(speaker.listed(episodes, notes, view))

    async def _async_forget(self, request: Request, view: HomeView, origin: Origin) -> Reply:
        """Forget what was learned last, or everything about something."""
        speaker = self._speaker(origin)
        episodes, notes = await self.memory.async_learned(origin.user_id)
        what = quoted(request.text)
        if not request.text:
            learned: list[Episode | Note] = [*episodes, *notes]
            if not learned:
                return Reply(speaker.texts["nothing"], is_error=True)
            newest = max(learned, key=lambda each: each.at)
            await async_drop(self.memory, [newest])
            what = quoted(newest.text if isinstance(newest, Note) else newest.say)
            return Reply(speaker.texts["forgot"].format(what=what))
        found = about(episodes, notes, _phrases(request, view), request.targets)
        if not found:
            return Reply(speaker.texts["nothing_about"].format(what=what), is_error=True)
        await async_drop(self.memory, found)
        told = speaker.texts["forgot_several"][len(found) > 1]
        return Reply(told.format(number=len(found), what=what))

    async def _async_add_rule(self, request: Request, view: HomeView, origin: Origin) -> Reply:
        """Add a rule to the settings; the entry reloads by its update listener."""
        speaker, wish = self._speaker(origin), request.rule
        if wish is None or not await self._async_may_rule(origin):
            return Reply(speaker.texts["not_admin"], is_error=True)
        conditions = []
        if wish.after and wish.before:
            time = {CONF_CONDITION: "time", "after": wish.after, "before": wish.before}
            conditions.append(time)
        data = {
            CONF_EFFECT: Effect.FORBID.value,
            CONF_TARGET: to_stored_target(self.hass, {ATTR_ENTITY_ID: list(wish.targets)}),
            CONF_CONDITION: conditions,
            CONF_ACTIONS: sorted({name for step in wish.steps for name in forbidden(step)}),
        }
        title = quoted(request.text)[:_LONGEST_NAME].strip() or SUBENTRY_RULE
        subentry = ConfigSubentry(
            data=MappingProxyType(data), subentry_type=SUBENTRY_RULE, title=title, unique_id=None
        )
        self.hass.config_entries.async_add_subentry(self.entry, subentry)
        return Reply(speaker.rule(wish, view, "rule_added"))

    async def _async_may_rule(self, origin: Origin) -> bool:
        """Return whether a person may make a rule: one that is known needs the right for it.

        A rule only takes away, so that a voice that is not known may do no harm by one.
        """
        if origin.user_id is None:
            return True
        user = await self.hass.auth.async_get_user(origin.user_id)
        return user is not None and user.is_admin

    def _speaker(self, origin: Origin) -> LearnedSpeaker:
        return LearnedSpeaker(self.speakers.of(origin.utterance.language))


def forbidden(step: Step) -> frozenset[str]:
    """Return the actions that must not be, if a step must not.

    What is never to be turned on may not be set to a value either, but it can always be turned
    off; what is never to be turned off can be everything else.
    """
    if step.action in _ENDING:
        return frozenset({step.action})
    rows = capabilities.rows(step.target.partition(".")[0])
    return frozenset(item.action for item in rows) - _ENDING


def as_note(text: str) -> str:
    """Return a note as it is kept: plain words, without what could end a string or hide."""
    return cleaning.prose(text).strip(" .!?")


def names_of(targets: Iterable[str], view: HomeView) -> set[str]:
    """Return the names, the labels and the kinds of some devices, as far as they are exposed."""
    devices = [view.by_id[target] for target in targets if target in view.by_id]
    return {name for each in devices for name in (*each.names, each.label, each.kind)}


def _phrases(request: Request, view: HomeView) -> set[str]:
    """Return the phrases that tell what a request is about."""
    return names_of(request.targets, view) or {request.text}


def about(
    episodes: Iterable[Episode],
    notes: Iterable[Note],
    phrases: Iterable[str],
    targets: Iterable[str],
) -> list[Episode | Note]:
    """Return what has one of some phrases in it, or corrects one of some devices."""
    words = {f" {clean_text(phrase)} " for phrase in phrases}
    found: list[Episode | Note] = [note for note in notes if _has(note.text, words)]
    found += [
        each for each in episodes if _has(each.say, words) or each.corrections.keys() & set(targets)
    ]
    return found


async def async_drop(memory: Memory, learned: Sequence[Episode | Note]) -> None:
    """Forget some of what was learned. Raises StorageError."""
    for collection, kind in ((EPISODES, Episode), (NOTES, Note)):
        keys = [each.key for each in learned if isinstance(each, kind)]
        if keys:
            await memory.async_forget(collection, keys)


def _has(text: str, words: set[str]) -> bool:
    """Return whether a text has one of some phrases in it."""
    said = f" {clean_text(text)} "
    return any(each in said for each in words)
