"""Retrieval: which devices and which examples matter for what was said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final

from ..capabilities import controllable
from ..evidence import Evidence, Example
from ..kinds import Kinds
from ..models import Device, HomeView, Utterance
from ..places import named_places
from ..processing.habits import Usual, part_of
from ..storage.base import COSINE_WEIGHT, Entry, Hit, Question, Store
from ..wording import are_contrary, has_exception, has_quantifier, is_praise, is_statement
from ..words import Overlap, clean_name, clean_text, tokens
from .bank import COLLECTION as EXAMPLES, Filler, Template
from .contractions import written_out
from .facts import facts
from .goal import Goal
from .goals import GoalPlanner
from .habits import HabitFiller
from .sources import with_general_sources
from .wishes import Wishes, begins

DEVICES = "devices"
"""Collection of device descriptions, searched when the home is too large for the prompt."""
MAX_CANDIDATES = 16
"""Devices a small model can tell apart in one prompt."""
_CHANNEL: Final = "channel"
"""What the examples call a source."""
VOTERS = 5
"""Nearest examples that vote; the nearest of them go into the prompt."""
_SEARCHED = 120
_ON: Final = "on"
_SURE: Final = 0.9
"""How near a sentence is to what it means where every word of it is known."""
_MISFIT: Final = 0.6
"""Factor for an example that goes the other way, or that has an "all" or an exception where the
words have none, or the reverse: vectors and word overlap hardly see what one word turns round.
The same for a command where somebody only tells how something is."""

_WORDED: Final = frozenset({"scene", "script", "button", "input_button"})
"""Domains of what is called by what it is for: "recording" may be the scene, or what is done."""

_MISFIT_OF_GOAL: Final = 0.3
"""The same for a goal, where it turns the whole sentence round: "I am not cold"."""


def describe(device: Device) -> str:
    """Return the words by which a device is found."""
    parts = (device.area or "", *device.names, device.kind)
    return clean_text(" ".join(dict.fromkeys(parts)))


def device_entries(view: HomeView) -> list[Entry]:
    """Return the controllable devices as entries of the store."""
    return [Entry(device.entity_id, describe(device)) for device in controllable(view)]


@dataclass(frozen=True)
class Retriever:
    """Finds the evidence for a turn in the store and the live home."""

    store: Store
    templates: Sequence[Template]
    kinds: Kinds
    usual: Callable[[], Usual] | None = None
    """Tells what is usual in the home now; None where habits are not used."""

    def constant_candidates(self, view: HomeView) -> tuple[Device, ...]:
        """Return the candidates of every turn; none where they depend on the words."""
        devices = controllable(view)
        return devices if len(devices) <= MAX_CANDIDATES else ()

    async def async_candidates(
        self, utterance: Utterance, view: HomeView, asked: Question
    ) -> list[Device]:
        """Return the devices that a prompt lists for an utterance, the least fitting last."""
        ranked = await self._rank(utterance, view, controllable(view), asked)
        return ranked[:MAX_CANDIDATES]

    async def async_retrieve(
        self,
        utterance: Utterance,
        view: HomeView,
        asked: Question,
        *,
        question: bool = False,
    ) -> Evidence:
        """Return candidates and filled examples.

        `asked` is the utterance as it is searched for; for a question only examples of
        questions are evidence, for a command only those of commands.
        """
        devices = controllable(view)
        if not devices:
            return Evidence(())
        ranked = await self._rank(utterance, view, devices, asked)
        general = replace(asked, text=self._general(utterance.text, view))
        places = () if has_exception(utterance.text) else named_places(utterance.text, view)
        planner = GoalPlanner(view, devices, utterance, self.kinds)
        usual = self.usual() if self.usual else None
        filler = Filler(
            view=view,
            candidates=ranked,
            goals=planner,
            place=places[0] if places else None,
            numbers=[word for word in tokens(utterance.text) if word[0].isdigit()],
            kinds=self.kinds,
            habits=HabitFiller(usual, planner) if usual else None,
        )
        hits = await self.store.async_search(EXAMPLES, general, _SEARCHED)
        examples: dict[str, Example] = {}
        for score, template in self._fitting(hits, utterance, question=question):
            example = filler.fill(template, score)
            if example and example.say not in examples:
                examples[example.say] = example
            if len(examples) == VOTERS:
                break
        if not question and (wished := self._wished(utterance, filler)):
            examples = {wished.say: wished}
        candidates = ranked[:MAX_CANDIDATES]
        order = {device.entity_id: place for place, device in enumerate(devices)}
        nearest = next(iter(examples.values()), None)
        return Evidence(
            tuple(sorted(candidates, key=lambda device: order[device.entity_id])),
            tuple(examples.values()),
            facts(nearest, view, usual.now) if usual and nearest else (),
            part_of_day=part_of(usual.now).value if usual else None,
            ranked=tuple(device.entity_id for device in candidates),
        )

    def _wished(self, utterance: Utterance, filler: Filler) -> Example | None:
        """Return a wish that every word tells as the only example, None without one."""
        view = filler.view
        wish = Wishes(utterance, view, self.kinds).read()
        if wish is None:
            return None
        if wish.device:
            device = view.by_id[wish.device]
            able = filler.goals.already(device, _ON) is not None
            return Example(wish.say, (f"{device.label} {_ON}",), _SURE) if able else None
        goal = self._goals.get(wish.goal or "")
        example = filler.fill(Template(wish.say, goal.plan, goal), _SURE) if goal else None
        return example if example and example.plan else None

    @cached_property
    def _goals(self) -> Mapping[str, Goal]:
        return {each.goal.name: each.goal for each in self.templates if each.goal}

    def _fitting(
        self, hits: Sequence[Hit], utterance: Utterance, *, question: bool
    ) -> list[tuple[float, Template]]:
        """Return the templates of the form that was used, with their scores, best first."""
        text = utterance.text
        form = (has_exception(text), has_quantifier(text))
        tells, praises, becomes = is_statement(text), is_praise(text), begins(text, "becoming")
        found = []
        for hit in hits:
            template = self.templates[int(hit.entry.payload)]
            if template.asks == question:
                fits = template.fits(form) and not are_contrary(text, template.say)
                fits &= not praises or is_praise(template.say)
                fits &= not tells or template.goal is not None or is_statement(template.say)
                complains = template.goal is not None and not template.goal.usual
                fits &= not (becomes and complains and is_statement(template.say))
                misfit = _MISFIT if template.goal is None else _MISFIT_OF_GOAL
                found.append((hit.score * (1.0 if fits else misfit), template))
        return sorted(found, key=lambda each: -each[0])

    async def _rank(
        self, utterance: Utterance, view: HomeView, devices: Sequence[Device], asked: Question
    ) -> list[Device]:
        """Return the devices, those that the words point to first."""
        words = canonical(tokens(utterance.text), self.kinds)
        overlap = _described(view.devices, self.kinds).of(words)
        named: dict[str, float] = dict(zip(view.by_id, overlap.tolist(), strict=True))
        near: dict[str, float] = {}
        if len(devices) > MAX_CANDIDATES and asked.vector is not None:
            hits = await self.store.async_search(DEVICES, asked, 4 * MAX_CANDIDATES)
            near = {hit.entry.key: COSINE_WEIGHT * hit.score for hit in hits}
        text = f" {clean_text(utterance.text)} "

        spoken = _spoken(view.devices)

        def score(device: Device) -> float:
            here = 0.1 if device.area_id and device.area_id == utterance.area_id else 0.0
            here += 0.05 if view.state(device.entity_id).state == "playing" else 0.0
            label, name = spoken[device.entity_id]
            called = 2.0 if label in text else 1.0 if name in text else 0.0
            return near.get(device.entity_id, 0.0) + named[device.entity_id] + here + called

        return sorted(devices, key=score, reverse=True)

    def _general(self, text: str, view: HomeView) -> str:
        """Return the text with names of this home replaced by the word of their kind."""
        general = f" {clean_text(text)} "
        for name, kind in _names(view.devices, self.kinds):
            general = general.replace(name, kind)
        general = with_general_sources(general, view, _CHANNEL)
        for name in sorted(view.areas.values(), key=len, reverse=True):
            general = general.replace(f" {clean_name(name)} ", " room ")
        return " ".join(canonical(tokens(written_out(general)), self.kinds))


def canonical(words: Sequence[str], kinds: Kinds) -> list[str]:
    """Return the words with every synonym of a kind replaced by the kind's own word."""
    result: list[str] = []
    place = 0
    for kind, start, end in kinds.mentions(words):
        result += [*words[place:start], *kinds.word(kind).split()]
        place = end
    return [*result, *words[place:]]


@lru_cache(maxsize=2)
def _described(devices: tuple[Device, ...], kinds: Kinds) -> Overlap:
    """Return the descriptions of devices, ready to be compared with what was said."""
    texts = [canonical(tokens(describe(device)), kinds) for device in devices]
    return Overlap(texts, weigh=lambda _count: 1.0)


@lru_cache(maxsize=2)
def _spoken(devices: tuple[Device, ...]) -> Mapping[str, tuple[str, str]]:
    """Return label and name by entity id, each between spaces."""
    return {
        device.entity_id: (f" {device.label} ", f" {clean_name(device.name)} ")
        for device in devices
    }


@lru_cache(maxsize=2)
def _names(devices: tuple[Device, ...], kinds: Kinds) -> Sequence[tuple[str, str]]:
    """Return every name with the word of its kind, each between spaces, long labels first."""
    return [
        (f" {name} ", f" {kinds.word(device.kind)} ")
        for device in sorted(devices, key=lambda device: -len(device.label))
        if device.domain not in _WORDED
        for name in dict.fromkeys((device.label, clean_name(device.name)))
        if len(name) > 2  # noqa: PLR2004  # "TV" is its own kind's word
    ]
