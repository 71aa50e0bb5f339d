"""Homes to ask about, as data, and what is answered in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from functools import cache
import re
from typing import Any, Final

from custom_components.llm_iot.capabilities import DOMAINS
from custom_components.llm_iot.collection.labels import kind_of, with_labels
from custom_components.llm_iot.dialogue import Context, Exchange
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import (
    Device,
    DeviceState,
    HomeView,
    Plan,
    Utterance,
)
from custom_components.llm_iot.readings import kind_of_reading
from custom_components.llm_iot.recognition.question_words import load_question_words
from custom_components.llm_iot.recognition.questions import Questions
from custom_components.llm_iot.response.reply import Speaker, load_texts

KINDS = load_kinds()
SPEAKER = Speaker(load_texts())
MEASURES: Final = frozenset({"humidity", "temperature"})
"""Names of sensors that are words of their own."""
NOW: Final = datetime(2026, 11, 25, 15, 30, tzinfo=timezone(timedelta(hours=1)))
"""A Wednesday afternoon."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity of a home."""

    entity_id: str
    name: str
    area: str | None
    state: str
    device_class: str | None = None
    unit: str | None = None
    part_of: str | None = None
    """Device that it belongs to."""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    fahrenheit: bool = False

    def device(self, floors: Mapping[str, str]) -> Device:
        """Return what the home shows of it, without a label."""
        domain = self.entity_id.partition(".")[0]
        kind = kind_of_reading(domain, self.device_class)
        if domain in DOMAINS:
            kind = kind_of(KINDS, domain, self.device_class, (self.name,))
        return Device(
            self.entity_id,
            self.name,
            kind,
            "",
            names=(self.name,),
            device_class=self.device_class,
            area_id=self.area.lower().replace(" ", "_") if self.area else None,
            area=self.area,
            floor=floors.get(self.area or ""),
            device_id=self.part_of,
        )

    def shown(self) -> DeviceState:
        """Return its state."""
        unit = {"unit_of_measurement": self.unit} if self.unit else {}
        degrees = "°F" if self.fahrenheit else "°C"
        return DeviceState(self.state, {**self.attributes, **unit}, degrees)


def home(
    entities: Iterable[Entity],
    floors: Mapping[str, str] | None = None,
    main_readings: Iterable[str] = (),
) -> HomeView:
    """Return a home of entities, with the floors of its areas."""
    listed = list(entities)
    floors = floors or {}
    devices = [each.device(floors) for each in listed]
    areas = {each.area_id: each.area for each in devices if each.area_id and each.area}
    areas |= {area.lower().replace(" ", "_"): area for area in floors}
    return HomeView(
        devices=with_labels(each for each in devices if each.domain in DOMAINS),
        states={each.entity_id: each.shown() for each in listed},
        areas=areas,
        readings=with_labels(each for each in devices if each.domain not in DOMAINS),
        main_readings=frozenset(main_readings),
    )


@cache
def questions() -> Questions:
    """Return the reader of questions."""
    return Questions(load_question_words(KINDS))


@dataclass
class Conversation:
    """Somebody who asks, in one room or in none."""

    view: HomeView
    area_id: str | None = None
    exchanges: list[Exchange] = field(default_factory=list)

    def plan(self, text: str) -> Plan | None:
        """Return what a sentence asks, and remember it."""
        utterance = Utterance(text, area_id=self.area_id)
        plan = questions().read(utterance, self.view, Context(tuple(self.exchanges)), NOW)
        if plan is not None:
            self.exchanges.insert(0, Exchange(utterance, plan, "", NOW))
        return plan

    def ask(self, text: str) -> str:
        """Return the answer to a sentence, nothing if it is not a question about the home."""
        plan = self.plan(text)
        return "" if plan is None else SPEAKER.compose(plan, self.view).text


def ask(view: HomeView, text: str, area_id: str | None = None) -> str:
    """Return the answer to one sentence."""
    return Conversation(view, area_id).ask(text)


def with_state(view: HomeView, entity_id: str, state: str, **attributes: Any) -> HomeView:
    """Return a home in which one thing is in another state."""
    before = view.states[entity_id]
    now = DeviceState(state, {**before.attributes, **attributes})
    return replace(view, states={**view.states, entity_id: now})


def things_in(answer: str, view: HomeView) -> tuple[set[str], set[str]]:
    """Return the entity ids of the things, and the places, that an answer names."""
    text = answer.casefold()
    labels = {device.label: device.entity_id for device in view.anything.values()}
    places = {device.floor for device in view.anything.values() if device.floor}
    names = {place.casefold(): place for place in (*view.areas.values(), *places)}
    found: tuple[set[str], set[str]] = (set(), set())
    for name in sorted((labels | names), key=len, reverse=True):
        pattern = rf"(?<![\w']){re.escape(name)}(?![\w'])"
        if re.search(pattern, text) and name not in MEASURES:
            found[0 if name in labels else 1].add(labels.get(name) or names[name])
            text = re.sub(pattern, ",", text)
    return found
