"""What habits and episodes add: three households in one house, by the final states of the home.

Each of `dev/simulation.py` has lived there for three weeks in its own way. The same sentences are
said to an agent that retrieves nothing, to one that has its examples only, to one that knows the
habits of the household as well, and to that one after each first sentence was corrected once, in
words, where it did not do what the household does. A sentence is right if the whole home ends as
the household has it then, but for two percent of brightness and volume: people do not aim well.
"""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.util import dt as dt_util
from rich.console import Console
from rich.table import Table

from benchmarks.clock import clock
from benchmarks.conversations import ENTRY_ID, Setting, Stage, async_stage
from benchmarks.scoring import Pictures
from benchmarks.taught import pictures
from custom_components.llm_iot.const import DOMAIN
from custom_components.llm_iot.evidence import Evidence
from custom_components.llm_iot.models import HomeView, Utterance
from custom_components.llm_iot.prompting.retrieval import Retriever
from custom_components.llm_iot.storage.base import Question
from custom_components.llm_iot.storage.record import Record
from dev.simulation import HOME, HOUSEHOLDS, Deed, Household, weeks_of

GIVEN: Final = {
    entity_id: {"state": "off"}
    for entity_id in (
        "light.bedroom_ceiling",
        "light.kitchen_counter",
        "light.living_room_ceiling",
        "light.study_desk",
        "media_player.living_room_tv",
    )
}
"""The house at first, besides what its file says."""
NOTHING, EXAMPLES, HABITS, EPISODES = "nothing retrieved", "examples only", "+ habits", "+ episodes"
NEAR: Final = 2
_DAWN: Final = "05:00"


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is said, where, and in which words; the first of them are corrected."""

    at: str
    area: str
    sentences: Sequence[str]


MOMENTS: Final = (
    Moment("06:55", "Bedroom", ("good morning", "I'm getting up", "time to start the day")),
    Moment(
        "08:50",
        "Study",
        ("let me get some work done", "I have to work now", "I'll be working for a few hours"),
    ),
    Moment("17:05", "Hallway", ("I am home", "I'm back home", "hello, I just got in")),
    Moment(
        "18:30",
        "Kitchen",
        ("I'm going to cook", "time to make dinner", "I want to prepare something to eat"),
    ),
    Moment(
        "20:05",
        "Living room",
        ("let's have a movie night", "we want to watch a film", "movie time for the two of us"),
    ),
    Moment(
        "22:20",
        "Bedroom",
        ("I want to read my book", "let me read a chapter", "I'd like to read a little"),
    ),
)
"""One for each routine of a household, in that order."""


@dataclass(slots=True)
class Findings:
    """How often a sentence was right, by what was known and by household."""

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    total: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def shares(self) -> Mapping[str, tuple[int, int]]:
        """Return how many were right, and of how many, by what was known."""
        return {
            known: (
                sum(self.right[known, household] for household in HOUSEHOLDS),
                sum(self.total[known, household] for household in HOUSEHOLDS),
            )
            for known in dict.fromkeys(name for name, _ in self.total)
        }

    def judge(
        self, known: str, household: str, text: str, wanted: Pictures, seen: Pictures
    ) -> None:
        """Count a sentence."""
        differing = [key for key in wanted if not is_near(wanted[key], seen[key])]
        self.total[known, household] += 1
        self.right[known, household] += not differing
        if differing:
            ends = (f"{key} {told(seen[key])} instead of {told(wanted[key])}" for key in differing)
            self.wrong.append(f"{known}: {household}: {text}: {', '.join(ends)}")


def told(picture: Mapping[str, Any]) -> str:
    """Return how a device is in a few words."""
    measures = ("brightness", "volume", "temperature", "position")
    values = [picture["state"], *(picture[key] for key in measures if picture.get(key) is not None)]
    return " ".join(map(str, values))


async def async_measure(setting: Setting) -> Findings:
    """Say all sentences to all households; what is general is said only once."""
    findings = Findings()
    general: dict[str, Mapping[str, Pictures]] = {}
    async with _async_monday(setting) as stage:
        with _nothing_retrieved():
            general[NOTHING] = await _async_day(stage)
        general[EXAMPLES] = await _async_day(stage)
    for name, household in HOUSEHOLDS.items():
        async with _async_monday(setting) as stage:
            wanted = [await _async_live(stage, each.deeds) for each in household.routines]
            await async_remember_weeks(stage, household)
            seen = {**general, HABITS: await _async_day(stage)}
            await _async_correct_day(stage, wanted)
            seen[EPISODES] = await _async_day(stage)
        for known, ends in seen.items():
            for moment, goal in zip(MOMENTS, wanted, strict=True):
                for text in moment.sentences:
                    findings.judge(known, name, text, goal, ends[text])
    return findings


@asynccontextmanager
async def _async_monday(setting: Setting) -> AsyncIterator[Stage]:
    """Run the house from the noon of a Monday on, so that some workdays follow."""
    areas = sorted({moment.area for moment in MOMENTS})
    with clock() as running:
        await running.async_advance(timedelta(days=(7 - running.now.weekday()) % 7))
        async with async_stage(HOME, areas, replace(setting, clock=running)) as stage:
            memory = stage.agent_entry.runtime_data.memory
            await memory.async_reset()  # the store is kept from one stage to the next
            yield stage
            await memory.async_reset()


async def async_remember_weeks(stage: Stage, household: Household) -> None:
    """Let the last three weeks have been those of a household, and a night pass."""
    await stage.agent_entry.runtime_data.history.async_started()
    file = Path(stage.hass.config.path(".storage", f"{DOMAIN}.{ENTRY_ID}.record.db"))

    def write() -> None:
        record = Record(file)
        record.open()
        record.write(weeks_of(household, dt_util.now()))
        record.close()

    await stage.hass.async_add_executor_job(write)
    await stage.clock.async_advance_to(_DAWN)


@contextmanager
def _nothing_retrieved() -> Iterator[None]:
    """Let the model see the devices alone, as the simplest of prompts would."""

    async def retrieve(
        self: Retriever,
        _utterance: Utterance,
        view: HomeView,
        _asked: Question,
        *,
        question: bool = False,  # noqa: ARG001  # the signature of what it takes the place of
    ) -> Evidence:
        return Evidence(self.constant_candidates(view) or tuple(view.devices))

    with patch.object(Retriever, "async_retrieve", retrieve):
        yield


async def _async_day(stage: Stage) -> Mapping[str, Pictures]:
    """Return the home after each sentence of a day, of which nothing is learned."""
    ends = {}
    for moment in MOMENTS:
        await stage.clock.async_advance_to(moment.at)
        for text in moment.sentences:
            await _async_at_first(stage)
            with stage.agent_entry.runtime_data.memory.paused():
                await stage.async_hear(text, moment.area)
            ends[text] = pictures(stage)
    return ends


async def _async_correct_day(stage: Stage, wanted: Sequence[Pictures]) -> None:
    """Say the first sentence of each moment, and put right in words what is not as wanted."""
    for moment, goal in zip(MOMENTS, wanted, strict=True):
        await stage.clock.async_advance_to(moment.at)
        await _async_at_first(stage)
        conversation_id = await stage.async_hear(moment.sentences[0], moment.area)
        seen = pictures(stage)
        for entity_id, picture in goal.items():
            for text in _corrections(stage, entity_id, picture, seen[entity_id]):
                await stage.async_hear(text, moment.area, conversation_id)
    await stage.hass.async_block_till_done()
    preparation = stage.agent_entry.runtime_data.preparation
    preparation.async_request()
    await preparation.async_wait()


def _corrections(
    stage: Stage, entity_id: str, wanted: Mapping[str, Any], seen: Mapping[str, Any]
) -> Iterator[str]:
    """Yield what a person says of a device that is not as wanted."""
    if is_near(wanted, seen):
        return
    state = stage.hass.states.get(entity_id)
    name = f"the {state.name if state else entity_id}"
    domain = entity_id.partition(".")[0]
    if wanted["state"] in {"off", "closed"} or domain == "cover":
        yield f"no, {_SAID[wanted['state']]} {name}"
    elif wanted.get("brightness") is not None:
        yield f"no, set {name} to {wanted['brightness']} percent"
    elif wanted.get("temperature") is not None:
        yield f"no, set {name} to {wanted['temperature']} degrees"
    else:
        if wanted["state"] != seen["state"]:
            yield f"no, turn on {name}"
        if wanted.get("volume") is not None:
            yield f"no, set the volume of {name} to {wanted['volume']} percent"


_SAID: Final = {"off": "turn off", "closed": "close", "open": "open"}


async def _async_at_first(stage: Stage) -> None:
    """Bring the home to how it is at first, long after what was said before."""
    stage.agent_entry.runtime_data.memory.hand.async_stop()
    await stage.async_reset(GIVEN)


async def _async_live(stage: Stage, deeds: Sequence[Deed]) -> Pictures:
    """Return the home as a household has it after a routine."""
    await _async_at_first(stage)
    for deed in deeds:
        for service, data in _services(stage, deed):
            await stage.hass.services.async_call(
                deed.domain, service, {ATTR_ENTITY_ID: deed.entity_id, **data}, blocking=True
            )
    await stage.entry.runtime_data.async_settle()
    await stage.hass.async_block_till_done()
    return pictures(stage)


def _services(stage: Stage, deed: Deed) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the services, with their data, that do what a household does."""
    match deed.domain:
        case "cover":
            yield f"{'open' if deed.state == 'open' else 'close'}_cover", {}
        case "climate":
            yield "set_temperature", {"temperature": deed.value or 0.0}
        case "light" if deed.value is not None:
            yield "turn_on", {"brightness_pct": deed.value}
        case "media_player" if deed.state == "on":
            state = stage.hass.states.get(deed.entity_id)
            if state is None or state.state == "off":
                yield "turn_on", {}
            if deed.value is not None:
                yield "volume_set", {"volume_level": deed.value / 100}
        case _:
            yield f"turn_{deed.state}", {}


def is_near(wanted: Mapping[str, Any], seen: Mapping[str, Any]) -> bool:
    """Return whether a device is as wanted, as nearly as people aim."""
    return wanted.keys() == seen.keys() and all(
        abs(value - seen[key]) <= NEAR
        if key in {"brightness", "volume"} and value is not None and seen[key] is not None
        else value == seen[key]
        for key, value in wanted.items()
    )


def show(findings: Findings, console: Console) -> None:
    """Show how many sentences were right."""
    for line in findings.wrong:
        if line.startswith("+"):
            console.print(f"wrong: {line}", markup=False)
    table = Table(box=None)
    table.add_column("household")
    for name in findings.shares:
        table.add_column(name, justify="right", no_wrap=True)
    for household in HOUSEHOLDS:
        cells = (
            f"{findings.right[name, household]} of {findings.total[name, household]}"
            for name in findings.shares
        )
        table.add_row(household, *cells)
    console.print(table)
