"""The actions of the integration: remember, forget, search and export, for scripts and pages.

Who calls them matters as it does in a talk: a person reaches what that person has said and what
is of nobody who is known. An automation has no user, so what it notes is of the whole home.
"""

from functools import partial
import json
from pathlib import Path
from typing import Any, Final

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_get_config_entry, async_register_admin_service
from homeassistant.util.file import WriteError, write_utf8_file_atomic
import voluptuous as vol

from .const import DOMAIN
from .coordinator import LlmIotConfigEntry, LlmIotData
from .errors import (
    AmbiguousForgettingError,
    ExportFailedError,
    ExportPathError,
    LearningPausedError,
    ModelError,
    NotAdminError,
    NoteEmptyError,
    NoteTooLongError,
)
from .learned import EPISODES, NOTES, Episode, Note, read_episodes, read_notes
from .learning import LONGEST_NOTE, about, as_note, async_drop, names_of
from .models import Utterance
from .processing.lessons import Lesson, as_data, lesson_of
from .storage.base import Question

SERVICE_REMEMBER: Final = "remember"
SERVICE_FORGET: Final = "forget"
SERVICE_SEARCH: Final = "search"
SERVICE_EXPORT: Final = "export_episodes"

ATTR_CONFIG_ENTRY_ID: Final = "config_entry_id"
ATTR_TEXT: Final = "text"
ATTR_ABOUT: Final = "about"
ATTR_EVERYTHING: Final = "everything"
ATTR_EVERYONE: Final = "of_everyone"
ATTR_QUERY: Final = "query"
ATTR_LIMIT: Final = "limit"
ATTR_PATH: Final = "path"

DEFAULT_LIMIT: Final = 10
MOST_RESULTS: Final = 50
_FIRST_LOOK: Final = 100
"""Entries that are searched first; more, if too few of them are the caller's."""

_ENTRY: Final = {vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string}
_REMEMBER: Final = vol.Schema(_ENTRY | {vol.Required(ATTR_TEXT): cv.string})
_FORGET: Final = vol.Schema(
    _ENTRY
    | {
        vol.Optional(ATTR_ABOUT, default=""): cv.string,
        vol.Optional(ATTR_ENTITY_ID, default=()): cv.entity_ids,
        vol.Optional(ATTR_EVERYTHING, default=False): cv.boolean,
        vol.Optional(ATTR_EVERYONE, default=False): cv.boolean,
    }
)
_SEARCH: Final = vol.Schema(
    _ENTRY
    | {
        vol.Required(ATTR_QUERY): cv.string,
        vol.Optional(ATTR_LIMIT, default=DEFAULT_LIMIT): vol.All(
            vol.Coerce(int), vol.Range(min=1, max=MOST_RESULTS)
        ),
    }
)
_EXPORT: Final = vol.Schema(_ENTRY | {vol.Optional(ATTR_PATH): cv.string})
_PUBLIC: Final = "www"
"""Folder of the configuration of which Home Assistant serves all files to everybody."""


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions; each finds its entry when it is called."""
    for name, action, schema, response in (
        (SERVICE_REMEMBER, _async_remember, _REMEMBER, SupportsResponse.NONE),
        (SERVICE_FORGET, _async_forget, _FORGET, SupportsResponse.OPTIONAL),
        (SERVICE_SEARCH, _async_search, _SEARCH, SupportsResponse.ONLY),
    ):
        hass.services.async_register(
            DOMAIN, name, partial(action, hass), schema, supports_response=response
        )
    async_register_admin_service(
        hass,
        DOMAIN,
        SERVICE_EXPORT,
        partial(_async_export, hass),
        _EXPORT,
        SupportsResponse.OPTIONAL,
    )


async def _async_remember(hass: HomeAssistant, call: ServiceCall) -> None:
    """Keep a note of whoever calls; one that reads like a rule is a note all the same.

    Raises LlmIotError.
    """
    data = _data(hass, call)
    note = as_note(call.data[ATTR_TEXT])
    if not note:
        raise NoteEmptyError
    if len(note) > LONGEST_NOTE:
        raise NoteTooLongError(most=str(LONGEST_NOTE))
    if not any(agent.learns for agent in data.agents.values()):
        raise LearningPausedError
    await data.memory.async_remember(note, call.context.user_id)


async def _async_forget(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Forget what is about something, or everything; return how much that was.

    Raises LlmIotError.
    """
    data, user_id = _data(hass, call), call.context.user_id
    words, targets = call.data[ATTR_ABOUT].strip(), call.data[ATTR_ENTITY_ID]
    everything, everyone = call.data[ATTR_EVERYTHING], call.data[ATTR_EVERYONE]
    if sum(map(bool, (words, targets, everything))) != 1:
        raise AmbiguousForgettingError
    if everyone and not await _async_may_everything(hass, user_id):
        raise NotAdminError
    episodes, notes = await data.memory.async_learned(user_id, everyone=everyone)
    if everything:
        if everyone:
            await data.memory.async_reset()
        else:
            await data.memory.async_forget_all(user_id)
        return {"forgotten": len(episodes) + len(notes)}
    phrases = {words} if words else names_of(targets, data.home.async_view())
    found = about(episodes, notes, phrases, targets)
    await async_drop(data.memory, found)
    return {"forgotten": len(found)}


async def _async_search(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Return the notes and the earlier turns that are nearest to some words.

    Raises StorageError.
    """
    data, limit = _data(hass, call), call.data[ATTR_LIMIT]
    asked = await _async_question(data, call.data[ATTR_QUERY])
    await data.store.async_open()
    found: list[tuple[float, dict[str, Any]]] = []
    for collection in (NOTES, EPISODES):
        found += await _async_nearest(data, collection, asked, call.context.user_id, limit)
    found.sort(key=lambda each: each[0], reverse=True)
    return {"results": [each for _, each in found[:limit]]}


async def _async_export(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Return what a model of one's own can be trained with, or write it to a file.

    It is what everybody in the home has said, so that only administrators get it. Raises
    LlmIotError.
    """
    data = _data(hass, call)
    lessons = await _async_lessons(data)
    path = call.data.get(ATTR_PATH)
    if path is None:
        return {"count": len(lessons), **as_data(lessons)}
    if not await hass.async_add_executor_job(_may_write, hass, path):
        raise ExportPathError
    text = json.dumps(as_data(lessons), ensure_ascii=False, indent=1)
    try:
        await hass.async_add_executor_job(write_utf8_file_atomic, path, text, True)  # noqa: FBT003  # for the owner's eyes
    except WriteError as err:
        raise ExportFailedError from err
    return {"count": len(lessons), "path": path}


async def _async_lessons(data: LlmIotData) -> list[Lesson]:
    """Return what the turns of the home teach, the oldest first.

    Those whose words said all are none: no model is asked about them, and some of them say
    only what an earlier one leaves open.
    """
    view = data.home.async_view()
    agent = next(iter(data.agents.values()), None)
    if agent is None:
        return []
    retriever = agent.pipeline.understanding.retriever
    await data.store.async_open()
    episodes = read_episodes(await data.store.async_all(EPISODES))
    found = []
    for episode in sorted(episodes, key=lambda each: each.at):
        said = Utterance(episode.say, area_id=episode.area_id)
        candidates = await retriever.async_candidates(said, view, Question(said.text))
        if lesson := lesson_of(episode, view, candidates):
            found.append(lesson)
    return found


def _may_write(hass: HomeAssistant, path: str) -> bool:
    """Return whether a file may be written, and is then not served to everybody; blocking."""
    public = Path(hass.config.path(_PUBLIC)).resolve()
    return hass.config.is_allowed_path(path) and not Path(path).resolve().is_relative_to(public)


async def _async_nearest(
    data: LlmIotData, collection: str, asked: Question, user_id: str | None, limit: int
) -> list[tuple[float, dict[str, Any]]]:
    """Return the nearest entries of one collection that are the caller's or nobody's."""
    looked = _FIRST_LOOK
    while True:
        hits = await data.store.async_search(collection, asked, looked)
        found = []
        for hit in hits:
            read = read_notes if collection == NOTES else read_episodes
            found += [
                (hit.score, _result(each, hit.score))
                for each in read([hit.entry])
                if each.user_id in {None, user_id}
            ]
        if len(found) >= limit or len(hits) < looked:
            return found[:limit]
        looked *= 4


def _result(learned: Episode | Note, score: float) -> dict[str, Any]:
    """Return what is told of something that was found."""
    told = {"score": round(score, 3), "at": learned.at.isoformat()}
    if isinstance(learned, Note):
        return {"kind": "note", "text": learned.text} | told
    return {
        "kind": "turn",
        "text": learned.say,
        "corrected": bool(learned.corrections),
        "steps": [
            {"entity_id": step.target, "action": step.action, "value": step.value}
            for step in learned.wanted
        ],
    } | told


async def _async_question(data: LlmIotData, text: str) -> Question:
    """Return what is searched for, with its meaning where a model gives one."""
    sessions = (agent.session for agent in data.agents.values())
    session = next((each for each in sessions if each.embedding_model), None)
    if session is None:
        return Question(text)
    try:
        vector = await session.embed_utterance(text)
    except ModelError:
        return Question(text)
    return Question(text, vector, session.embedding_model)


async def _async_may_everything(hass: HomeAssistant, user_id: str | None) -> bool:
    """Return whether a caller may reach what is of others; automations are of administrators."""
    if user_id is None:
        return True
    user = await hass.auth.async_get_user(user_id)
    return user is not None and user.is_admin


def _data(hass: HomeAssistant, call: ServiceCall) -> LlmIotData:
    """Return the runtime of the entry that is meant. Raises ServiceValidationError."""
    entry: LlmIotConfigEntry = async_get_config_entry(
        hass, DOMAIN, call.data.get(ATTR_CONFIG_ENTRY_ID)
    )
    return entry.runtime_data
