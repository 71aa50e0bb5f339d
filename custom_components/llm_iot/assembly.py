"""How an agent is put together from its settings and from what the agents of an entry share."""

from collections.abc import Callable
from dataclasses import dataclass

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant

from .actuation.planned_store import PlannedStore
from .actuation.schedule import Schedule
from .agent import Agent
from .collection.customs import Customs
from .collection.history import History
from .collection.home import Home
from .collection.policies import Policies
from .collection.record_settings import RecordSettings, record_path
from .const import (
    CONF_BEGIN_TIMEOUT,
    CONF_CHAT_MODEL,
    CONF_EMBEDDING_MODEL,
    CONF_HABITS,
    CONF_INSTRUCTIONS,
    CONF_KEEP_ALIVE,
    CONF_NUM_CTX,
    CONF_NUM_THREAD,
    CONF_PIN_HASH,
    CONF_TIMEOUT,
    DEFAULT_BEGIN_TIMEOUT,
    DEFAULT_HABITS,
    DEFAULT_KEEP_ALIVE,
    DEFAULT_NUM_CTX,
    DEFAULT_NUM_THREAD,
    DEFAULT_TIMEOUT,
)
from .errors import ModelError
from .later import Later
from .memory import Memory
from .model.client import OllamaClient
from .model.session import ModelSession
from .model.types import ModelInfo, ModelOptions, usable_threads
from .own_turns import OwnTurns
from .pipeline import Pipeline
from .prompting.retrieval import Retriever
from .recognition.obstacles import Obstacles
from .recognition.sentences import Sentences
from .resources import Resources, load_resources
from .response.pin import PinGuard
from .storage.choice import make_store
from .storage.moving import MovingStore
from .storage.record import Record
from .understanding import Understanding


@dataclass(frozen=True, slots=True)
class Parts:
    """What the agents of one entry share."""

    hass: HomeAssistant
    client: OllamaClient
    home: Home
    store: MovingStore
    planned: PlannedStore
    sentences: Sentences
    resources: Resources
    memory: Memory
    history: History
    customs: Customs


async def async_share(hass: HomeAssistant, entry: ConfigEntry, client: OllamaClient) -> Parts:
    """Return what the agents of an entry share. What is planned is read; nothing runs yet."""
    resources = await hass.async_add_executor_job(load_resources)
    planned = PlannedStore(hass, entry.entry_id)
    await planned.async_load(entry.subentries.keys())
    home = Home(hass, resources.kinds)
    store = make_store(hass, entry)
    turns = OwnTurns(hass)
    record = Record(record_path(hass, entry.entry_id))
    history = History(hass, home, record, RecordSettings.of(hass, entry.options), turns)
    return Parts(
        hass=hass,
        client=client,
        home=home,
        store=store,
        planned=planned,
        sentences=Sentences(hass),
        resources=resources,
        memory=Memory(hass, store, home.async_view, turns),
        history=history,
        customs=Customs(hass, history),
    )


def build_agent(
    parts: Parts,
    entry: ConfigEntry,
    subentry: ConfigSubentry,
    on_model_result: Callable[[ModelError | None], None],
    models: Callable[[str], ModelInfo | None],
) -> Agent:
    """Return the agent of a subentry."""
    data = subentry.data
    resources = parts.resources
    session = ModelSession(
        parts.client,
        _options(parts, subentry),
        data.get(CONF_EMBEDDING_MODEL),
        on_model_result,
        models,
    )
    customs = parts.customs if data.get(CONF_HABITS, DEFAULT_HABITS) else None
    understanding = Understanding(
        model=session,
        retriever=Retriever(
            parts.store,
            resources.templates,
            resources.kinds,
            customs.async_usual if customs else None,
        ),
        resolver=resources.resolver,
        questions=resources.questions,
        obstacles=Obstacles(resources.kinds, resources.resolver.lexicon),
        answers=resources.answer_reader,
        num_ctx=session.options.num_ctx,
        instructions=data.get(CONF_INSTRUCTIONS),
    )
    pin_hash = data.get(CONF_PIN_HASH)
    agent = Agent(
        parts.hass,
        subentry,
        session,
        Pipeline(parts.home.async_view, understanding, resources.speakers),
        parts.sentences,
        Policies(parts.hass, resources.kinds, entry, subentry),
        PinGuard(pin_hash, parts.hass.async_add_executor_job) if pin_hash else None,
        parts.memory,
        parts.history,
    )
    agent.later = Later(
        parts.hass,
        subentry.title,
        parts.home.async_view,
        resources.speakers,
        agent.async_run_planned,
    )
    agent.later.schedule = Schedule(
        parts.hass, parts.planned, subentry.subentry_id, agent.later.async_carry_out
    )
    return agent


def _options(parts: Parts, subentry: ConfigSubentry) -> ModelOptions:
    """Return how an agent uses its chat model."""
    data = subentry.data
    threads = int(data.get(CONF_NUM_THREAD, DEFAULT_NUM_THREAD))
    return ModelOptions(
        model=data[CONF_CHAT_MODEL],
        num_ctx=int(data.get(CONF_NUM_CTX, DEFAULT_NUM_CTX)),
        num_thread=usable_threads(threads, parts.client.url),
        keep_alive=int(data.get(CONF_KEEP_ALIVE, DEFAULT_KEEP_ALIVE)),
        timeout=float(data.get(CONF_TIMEOUT, DEFAULT_TIMEOUT)),
        begin_timeout=float(data.get(CONF_BEGIN_TIMEOUT, DEFAULT_BEGIN_TIMEOUT)),
    )
