"""Saying the sentences of the understanding benchmark in a real Home Assistant."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
import shutil
from tempfile import TemporaryDirectory
from typing import Any, Final

from homeassistant.components import conversation
from homeassistant.components.conversation import HOME_ASSISTANT_AGENT
from homeassistant.components.intent import async_register_timer_handler
from homeassistant.components.intent.const import TIMER_DATA
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.const import ATTR_ENTITY_ID, CONF_URL
from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from benchmarks.clock import Clock, real_time
from benchmarks.heard import heard_of
from benchmarks.planners import Planner, planned_by
from benchmarks.scoring import Pictures, Score, judge, picture, states_complaints
from benchmarks.sentences import HOMES, Expectation, Half, Kind, Later, Said, Talk
from custom_components.llm_iot.const import (
    CONF_CHAT_MODEL,
    CONF_EMBEDDING_MODEL,
    CONF_LEARN,
    CONF_NUM_THREAD,
    CONF_PIN_HASH,
    DOMAIN,
    EVENT_TURN,
    SUBENTRY_CONVERSATION,
)
from custom_components.llm_iot.coordinator import LlmIotConfigEntry
from custom_components.llm_iot.response.pin import hash_code
from dev.custom_components.household import async_reset
from dev.custom_components.household.const import DOMAIN as HOUSEHOLD
from dev.custom_components.household.entity import HouseholdConfigEntry
from dev.household import async_add_household, household_of
from dev.models import CHAT_MODEL, EMBEDDING_MODEL

OURS: Final = "ours"
DEFAULT: Final = "default"
AGENTS: Final = (OURS, DEFAULT)
ENTRY_ID: Final = "understanding"
LANGUAGE: Final = "en"
EQUATOR: Final = (0.0, 0.0)
"""Where all homes are: by their clock, the sun rises and sets at about six all the year."""
PERSON: Final = "Somebody"
"""Who moves devices in an app."""
TURN_S: Final = 90.0
"""Seconds after which a sentence counts as not answered at all."""
PREPARATION_S: Final = 900.0

WARM_UP: Final = Talk(
    name="warm-up",
    category="",
    half=Half.DEVELOPMENT,
    home="",
    sentences=(Said("Good morning to you", Expectation(Kind.REFUSE)),),
)
"""Said first, so that what is only loaded at the first sentence is in no time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an agent made of one sentence."""

    text: str
    reply: str
    ms: float
    path: str
    """Which part of the pipeline decided; the type of the response for the default agent."""
    asked_model: bool
    score: Score
    prompt_tokens: int = 0
    """Of the model that was asked, twice for some sentences; 0 if none was."""
    longest_prompt_tokens: int = 0
    """Of the longest of its prompts."""
    output_tokens: int = 0
    uncached_tokens: int | None = None
    """How much of the prompt the server had to read anew, None where that is not known."""


@dataclass(frozen=True, slots=True)
class Result:
    """What an agent made of one talk."""

    talk: Talk
    agent: str
    answers: tuple[Answer, ...]

    @property
    def score(self) -> Score:
        """Return the judgement on the whole talk."""
        score = Score()
        for answer in self.answers:
            score = score.and_then(answer.score)
        return score


@dataclass(frozen=True, slots=True)
class Stage:
    """One home with both agents in it."""

    hass: HomeAssistant
    entry: HouseholdConfigEntry
    agent_entry: LlmIotConfigEntry
    agents: Mapping[str, str]
    """Agent ids by name."""
    listeners: Mapping[str, str]
    """Devices that hear, by the name of their area."""
    events: list[Mapping[str, Any]]
    """Of our agent's turns."""
    clock: Clock
    count_uncached: Callable[[], int | None]
    first: str = OURS
    """The agent that hears what is said to no agent by name."""

    async def async_run(self, talk: Talk, agent: str) -> Result:
        """Say a talk to an agent, in the home as it is at first."""
        await self.async_reset(talk.given)
        if talk.at:
            await self.clock.async_advance_to(talk.at)
        conversation_id = None
        answers = []
        for said in talk.sentences:
            answer, conversation_id = await self._async_say(said, talk, agent, conversation_id)
            answers.append(answer)
        await self._async_drop_planned()
        return Result(talk, agent, tuple(answers))

    async def async_reset(self, given: Mapping[str, Mapping[str, Any]]) -> None:
        """Bring the home back to how it is at first, long after the last turn, but for `given`."""
        self.agent_entry.runtime_data.memory.hand.async_stop()
        await async_reset(self.hass, self.entry.runtime_data, given)
        await self._async_settle()

    async def async_hear(
        self, text: str, area: str | None, conversation_id: str | None = None
    ) -> str:
        """Say a sentence and wait for its end; return the id of the conversation."""
        async with asyncio.timeout(TURN_S):
            result = await conversation.async_converse(
                self.hass,
                text,
                conversation_id,
                Context(),
                LANGUAGE,
                self.agents[self.first],
                device_id=self.listeners[area] if area else None,
            )
        await self._async_settle()
        return str(result.conversation_id)

    async def async_by_hand(self, action: str, entity_id: str) -> None:
        """Move a device as a person does in an app."""
        domain, service = action.split(".")
        users = await self.hass.auth.async_get_users()
        user = next((each for each in users if each.name == PERSON), None)
        user = user or await self.hass.auth.async_create_user(PERSON, group_ids=["system-admin"])
        await self.hass.services.async_call(
            domain,
            service,
            {ATTR_ENTITY_ID: entity_id},
            blocking=True,
            context=Context(user_id=user.id),
        )
        await self._async_settle()

    async def _async_drop_planned(self) -> None:
        """Cancel what a talk has planned with either agent, so that it happens in no other."""
        for agent in self.agent_entry.runtime_data.agents.values():
            schedule = agent.later.schedule
            await schedule.async_cancel([planned.id for planned in schedule.planned()])
        timers = self.hass.data[TIMER_DATA]
        for timer_id in tuple(timers.timers):
            timers.cancel_timer(timer_id)

    async def _async_say(
        self, said: Said, talk: Talk, agent: str, conversation_id: str | None
    ) -> tuple[Answer, str | None]:
        """Say one sentence; return what came of it and the id of the conversation."""
        before = self.pictures()
        self.events.clear()
        begin = real_time()
        async with asyncio.timeout(TURN_S):
            result = await conversation.async_converse(
                self.hass,
                said.text,
                conversation_id,
                Context(),
                LANGUAGE,
                self.agents[agent],
                device_id=self.listeners[talk.area] if talk.area else None,
            )
        ms = (real_time() - begin) * 1000
        uncached = self.count_uncached()
        await self._async_settle()
        after = self.pictures()
        event = self.events[-1] if self.events else None
        heard = heard_of(result, event, before, after)
        score = judge(said.expectation, heard)
        spoken_at = self.clock.now
        for later in said.later:
            score = score.and_then(await self._async_judge_later(later, spoken_at, after))
        kind = result.response.response_type.value
        answer = Answer(
            text=said.text,
            reply=heard.reply,
            ms=ms,
            path=f"{event['path']}/{event['source']}" if event else kind,
            asked_model=bool(event and event["model"]),
            score=score,
            prompt_tokens=event["prompt_tokens"] if event else 0,
            longest_prompt_tokens=event["longest_prompt_tokens"] if event else 0,
            output_tokens=event["output_tokens"] if event else 0,
            uncached_tokens=uncached if event and event["model"] else None,
        )
        return answer, result.conversation_id

    async def _async_judge_later(
        self, later: Later, spoken_at: datetime, before: Pictures
    ) -> Score:
        """Wait until a later time and return the judgement on the home as it is then."""
        if later.minutes is not None:
            due = spoken_at + timedelta(minutes=later.minutes)
            await self.clock.async_advance(due - self.clock.now)
        if later.clock is not None:
            await self.clock.async_advance_to(later.clock)
        await self._async_settle()
        after = self.pictures()
        when = f"after {later.minutes} min" if later.minutes else f"at {later.clock}"
        complaints = states_complaints(later.expectation, before, after)
        return Score(complaints=tuple(f"{when}: {each}" for each in complaints))

    async def _async_settle(self) -> None:
        """Wait until nothing moves any more."""
        await self.hass.async_block_till_done(wait_background_tasks=False)
        await self.entry.runtime_data.async_settle()
        await self.hass.async_block_till_done(wait_background_tasks=False)

    def pictures(self) -> Pictures:
        """Return what people notice of the home now."""
        return {
            entity_id: picture(entity_id, state.state, state.attributes)
            for entity_id in self.entry.runtime_data.home.entities
            if (state := self.hass.states.get(entity_id))
        }


@dataclass(frozen=True, slots=True)
class Setting:
    """What all homes of a run have in common."""

    ollama_url: str
    has_model: bool
    """Whether a model answers at that URL."""
    kept_store: Path
    """Where the vectors of the examples are kept from one home to the next."""
    clock: Clock
    learns: bool = False
    """Whether the agent learns from one sentence for the next."""
    chat_model: str = CHAT_MODEL
    planner: Planner = Planner.PIPELINE
    threads: int = 0
    """Of the model; 0 for as many as the agent takes by itself."""
    agents: tuple[str, ...] = AGENTS
    """Which agents are spoken to."""
    count_uncached: Callable[[], int | None] = lambda: None
    """Tells how many tokens of the last prompt were not in the server's cache."""


@asynccontextmanager
async def async_stage(home: str, areas: Iterable[str], setting: Setting) -> AsyncIterator[Stage]:
    """Run a home with both agents, and something to listen in some of its areas."""
    with TemporaryDirectory(prefix="llm_iot-") as folder:
        async with async_test_home_assistant(config_dir=folder) as hass:
            # As in a real one, integrations are found in `custom_components`.
            hass.data.pop(DATA_CUSTOM_COMPONENTS)
            try:
                yield await _async_build(hass, home, areas, setting)
            finally:
                for entry in hass.config_entries.async_entries(DOMAIN):
                    await hass.config_entries.async_unload(entry.entry_id)
                if setting.has_model:
                    await hass.async_add_executor_job(_copy, _store(hass), setting.kept_store)
                await hass.async_stop(force=True)


async def _async_build(
    hass: HomeAssistant, home: str, areas: Iterable[str], setting: Setting
) -> Stage:
    hass.config.latitude, hass.config.longitude = EQUATOR
    household = await async_add_household(hass, HOMES / f"{home}.json")
    for component in ("conversation", "intent"):
        if not await async_setup_component(hass, component, {}):
            raise RuntimeError(f"Home Assistant's {component} could not be set up")
    await hass.async_add_executor_job(_copy, setting.kept_store, _store(hass))
    events: list[Mapping[str, Any]] = []

    @callback
    def note(event: Event) -> None:
        events.append(event.data)

    hass.bus.async_listen(EVENT_TURN, note)
    ours = await _async_add_agent(hass, setting, household_of(household).home.code)
    for each in ours.runtime_data.agents.values():
        each.pipeline = planned_by(setting.planner, each.pipeline)
    entities = er.async_entries_for_config_entry(er.async_get(hass), ENTRY_ID)
    agent = next(each.entity_id for each in entities if each.domain == conversation.DOMAIN)
    return Stage(
        hass=hass,
        entry=household,
        agent_entry=ours,
        agents={OURS: agent, DEFAULT: HOME_ASSISTANT_AGENT},
        listeners={area: _add_listener(hass, household, area) for area in areas},
        events=events,
        clock=setting.clock,
        count_uncached=setting.count_uncached,
        first=setting.agents[0],
    )


async def _async_add_agent(
    hass: HomeAssistant, setting: Setting, code: str | None
) -> LlmIotConfigEntry:
    """Return the entry of our agent, set up and prepared, with the PIN of the home."""
    data: dict[str, Any] = {
        CONF_CHAT_MODEL: setting.chat_model,
        CONF_EMBEDDING_MODEL: EMBEDDING_MODEL,
        CONF_LEARN: setting.learns,
        CONF_NUM_THREAD: setting.threads,
    }
    if code:
        data[CONF_PIN_HASH] = await hass.async_add_executor_job(hash_code, code)
    entry = MockConfigEntry(
        domain=DOMAIN,
        entry_id=ENTRY_ID,
        title="Ollama",
        data={CONF_URL: setting.ollama_url},
        subentries_data=[
            ConfigSubentryData(
                data=data, subentry_type=SUBENTRY_CONVERSATION, title="Home agent", unique_id=None
            )
        ],
    )
    entry.add_to_hass(hass)
    if not await hass.config_entries.async_setup(ENTRY_ID):
        raise RuntimeError(f"Our agent could not be set up: {entry.reason}")
    async with asyncio.timeout(PREPARATION_S):
        await entry.runtime_data.preparation.async_wait()
    ours: LlmIotConfigEntry = entry
    return ours


def _add_listener(hass: HomeAssistant, household: HouseholdConfigEntry, area: str) -> str:
    """Return a device that hears in an area, and can keep time."""
    found = ar.async_get(hass).async_get_area_by_name(area)
    if found is None:
        raise ValueError(f"{household.title} has no {area}")
    devices = dr.async_get(hass)
    device = devices.async_get_or_create(
        config_entry_id=household.entry_id,
        identifiers={(HOUSEHOLD, f"satellite {area}")},
        name=f"{area} satellite",
    )
    devices.async_update_device(device.id, area_id=found.id)
    async_register_timer_handler(hass, device.id, lambda _kind, _timer: None)
    return device.id


async def async_run_home(home: str, talks: Sequence[Talk], setting: Setting) -> list[Result]:
    """Say all talks of one home to the agents."""
    areas = {talk.area for talk in talks if talk.area}
    results = []
    async with async_stage(home, sorted(areas), setting) as stage:
        for agent in setting.agents:
            await stage.async_run(WARM_UP, agent)
        for talk in talks:
            results += [await stage.async_run(talk, agent) for agent in setting.agents]
    return results


def _store(hass: HomeAssistant) -> Path:
    return Path(hass.config.path(".storage", f"{DOMAIN}.{ENTRY_ID}.db"))


def _copy(source: Path, target: Path) -> None:
    """Copy a store, if there is one."""
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
