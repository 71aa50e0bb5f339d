"""What a sentence speaks of, whether or not it is a clear command: things, places, actions.

A sentence that is no clear command can still name things. What a model makes of it is held
against them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..dialogue import Context
from ..heard import Heard, Named
from ..models import Device, Earlier, Utterance
from ..wording import has_exception
from .bounds import LEAVING_OUT
from .lexicon import Tag
from .mentions import Mention, Reference
from .spelling import spelled
from .tagging import Part, tag
from .targets import Targets
from .tokenizer import tokenize

_BACK = frozenset({Reference.IT, Reference.THEM})
_SPARING = LEAVING_OUT | {Tag.ONLY}
_ACTING = frozenset({Tag.VERB, Tag.PARTICLE, Tag.RELATIVE})


@dataclass(frozen=True)
class Hearing:
    """Hears sentences in one home."""

    targets: Targets

    def hear(self, utterance: Utterance, context: Context) -> Heard:
        """Return what an utterance speaks of."""
        index, lexicon = self.targets.index, self.targets.lexicon
        tokens = spelled(tokenize(utterance.text), index, lexicon)
        parts = tag(tokens, index, lexicon)
        mentions = self.targets.read(parts)
        named = list(self._named(mentions, utterance))
        return Heard(
            things=frozenset(self._things(mentions, utterance, context)),
            places=frozenset(self._places(mentions, utterance)),
            everything=any(each.reference is Reference.EVERYTHING for each in mentions),
            actions=self._actions(parts),
            numbers=frozenset(_numbers(parts)),
            words=frozenset(tokens),
            named=tuple(Named(each) for each in named if each),
            spares=has_exception(utterance.text) or any(part.tag in _SPARING for part in parts),
            lost=not all(named),
            earlier=tuple(Earlier(each.utterance, each.plan) for each in context.exchanges),
        )

    def _things(
        self, mentions: Iterable[Mention], utterance: Utterance, context: Context
    ) -> Iterator[str]:
        """Yield what is meant by a name, a kind, or a word for what was spoken of."""
        for mention in mentions:
            if mention.reference in _BACK:
                yield from _spoken_of(context)
            elif mention.things and not mention.reference and not mention.is_place:
                chosen = self.targets.choose(mention, utterance.area_id)
                yield from _ids(chosen.devices)

    def _named(self, mentions: Iterable[Mention], utterance: Utterance) -> Iterator[frozenset[str]]:
        """Yield what each mention of a name or a kind means, nothing for what is not there."""
        for mention in mentions:
            if mention.things and not mention.reference and not mention.is_place:
                chosen = self.targets.choose(mention, utterance.area_id)
                yield frozenset(_ids(chosen.devices))

    def _places(self, mentions: Sequence[Mention], utterance: Utterance) -> Iterator[str]:
        """Yield what is in the places that are named, if nothing in them is."""
        index = self.targets.index
        if any(each.things and not (each.is_place or each.reference) for each in mentions):
            return
        for mention in mentions:
            if not mention.is_place and mention.reference is not Reference.EVERYTHING:
                continue
            for place in mention.all_places:
                yield from _ids(index.pick(place.devices))
            if mention.here:
                yield from _ids(index.pick(index.in_area(utterance.area_id)))

    def _actions(self, parts: Iterable[Part]) -> Mapping[str, frozenset[str]]:
        """Return what the verbs can mean, by domain."""
        data: Mapping[str, Any] = self.targets.lexicon.file("actions")
        meant = [data["senses"].get(part.sense, {}) for part in parts if part.tag in _ACTING]
        return {
            domain: frozenset(
                action for sense in meant for action in sense.get(domain, sense.get("*", ()))
            )
            for domain in self.targets.index.domains
        }


def _numbers(parts: Sequence[Part]) -> Iterator[float]:
    """Yield the numbers that are said, in digits, in words, or as a share: "half"."""
    for part in parts:
        if part.number is not None:
            yield part.number
        elif part.tag is Tag.LEVEL and part.sense.isdigit():
            yield float(part.sense)


def _spoken_of(context: Context) -> Iterator[str]:
    """Yield what the last turn was about."""
    if context.previous:
        plan = context.previous.plan
        yield from (step.target for step in plan.steps)
        yield from (target for query in plan.queries for target in query.targets)


def _ids(devices: Iterable[Device]) -> Iterator[str]:
    return (device.entity_id for device in devices)
