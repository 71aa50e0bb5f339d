"""What a sentence speaks of, whether or not it is a clear command: things, places, actions.

A sentence that is no clear command can still name things. What a model makes of it is held
against them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ..dialogue import Context
from ..evidence import Earlier
from ..heard import Heard, Named
from ..models import Device, HomeView, Step, Utterance
from ..wording import has_exception, is_command
from .actions import Actions
from .bounds import LEAVING_OUT
from .left_out import left_out
from .lexicon import Tag
from .mentions import Mention, Reference
from .settings import Settings
from .spelling import spelled
from .tagging import Part, tag
from .targets import Fit, Targets
from .tokenizer import tokenize

_BACK = frozenset({Reference.IT, Reference.THEM})
_SPARING = LEAVING_OUT | {Tag.ONLY}
_ACTING = frozenset({Tag.VERB, Tag.PARTICLE, Tag.RELATIVE})


@dataclass(frozen=True)
class Hearing:
    """Hears sentences in one home."""

    targets: Targets
    actions: Actions
    view: HomeView

    def hear(self, utterance: Utterance, context: Context) -> Heard:
        """Return what an utterance speaks of."""
        index, lexicon = self.targets.index, self.targets.lexicon
        tokens = spelled(tokenize(utterance.text), index, lexicon)
        parts = tag(tokens, index, lexicon)
        mentions = self._read(parts, utterance)
        apart = tuple(left_out(parts, mentions))
        named = list(self._named(mentions, apart, utterance, context))
        return Heard(
            things=frozenset(self._things(mentions, utterance, context)),
            places=frozenset(self._places(mentions, utterance)),
            everything=any(each.reference is Reference.EVERYTHING for each in mentions),
            actions=self._actions(parts),
            numbers=frozenset(_numbers(parts)),
            words=frozenset(tokens),
            named=tuple(each for each in named if each.devices),
            left_out=frozenset(self._left_out(apart, utterance)),
            set_to=self._set_to(parts, mentions, utterance, context),
            spares=has_exception(utterance.text) or any(part.tag in _SPARING for part in parts),
            lost=not all(each.devices for each in named),
            amiss=is_command(utterance) and self._is_amiss(parts, mentions, apart, utterance),
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

    def _read(self, parts: Sequence[Part], utterance: Utterance) -> tuple[Mention, ...]:
        """Return what the words mention.

        Unless something is commanded, a word behind a name that nothing is called is no part of
        it: "the lamp could be brighter".
        """
        mentions = self.targets.read(parts)
        return mentions if is_command(utterance) else tuple(map(_to_its_head, mentions))

    def _named(
        self,
        mentions: Sequence[Mention],
        apart: Sequence[Mention],
        utterance: Utterance,
        context: Context,
    ) -> Iterator[Named]:
        """Yield what each mention of a name or a kind means, nothing for what is not there.

        So does "them", of the last turns that were about something. `apart` is left out. Behind
        "the lamps, just the left one" not all of the lamps are meant.
        """
        narrowed = any(each.reference is Reference.ONE and each not in apart for each in mentions)
        for place, mention in enumerate(mentions):
            if mention.reference is Reference.THEM:
                if them := frozenset(_several_spoken_of(context)):
                    yield Named(them, group=True)
            elif mention.reference is Reference.ONE and mention.things:  # "the one on the floor"
                said = replace(mention, reference=None)
                one = frozenset(_ids(self.targets.choose(said, utterance.area_id).devices))
                if one:
                    yield Named(one)
            elif mention.things and not mention.reference and not mention.is_place:
                chosen = self.targets.choose(mention, utterance.area_id)
                devices = frozenset(_ids(chosen.devices))
                others = [each for each in mentions[place + 1 :] if each.places or each.here][:1]
                others = [each for each in mentions if each.is_place] or others
                others = [each for each in others if each not in apart]
                inside = self._around(mention, others, utterance)
                group = mention.plural and chosen.fit is Fit.CLEAR and not narrowed
                devices = devices & inside or devices
                yield Named(devices if group else _near(devices, context, self.view), group)

    def _around(
        self, mention: Mention, others: Iterable[Mention], utterance: Utterance
    ) -> frozenset[str]:
        """Return what is in the places that others say, of a mention without one.

        "In the hall the lights off", "lamp and speaker in the hall off".
        """
        if mention.all_places or mention.here or mention.home:
            return frozenset()
        return frozenset(
            entity_id for each in others for entity_id in self._in_places(each, utterance)
        )

    def _in_places(self, mention: Mention, utterance: Utterance) -> Iterator[str]:
        """Yield what is in the places of a mention."""
        index = self.targets.index
        for place in mention.all_places:
            yield from _ids(index.pick(place.devices))
        if mention.here:
            yield from _ids(index.pick(index.in_area(utterance.area_id)))

    def _left_out(self, apart: Iterable[Mention], utterance: Utterance) -> Iterator[str]:
        """Yield what is to stay as it is: things, and all that is in a place."""
        for mention in apart:
            if mention.is_place or mention.reference is Reference.ONE:
                yield from self._in_places(mention, utterance)
            elif mention.things and not mention.reference:
                yield from _ids(self.targets.choose(mention, utterance.area_id).devices)

    def _places(self, mentions: Sequence[Mention], utterance: Utterance) -> Iterator[str]:
        """Yield what is in the places that are named, if nothing in them is."""
        if any(each.things and not (each.is_place or each.reference) for each in mentions):
            return
        for mention in mentions:
            if not mention.is_place and mention.reference is not Reference.EVERYTHING:
                continue
            yield from self._in_places(mention, utterance)

    def _is_amiss(
        self,
        parts: Sequence[Part],
        mentions: Sequence[Mention],
        apart: Iterable[Mention],
        utterance: Utterance,
    ) -> bool:
        """Return whether it is not known what is left out, or what is added at the end.

        "All off but the one by the door", "turn on the lamp and the thingamajig".
        """
        excepts = any(part.tag is Tag.EXCEPT for part in parts)
        unclear = (each for each in apart if each.unknown or each.reference is Reference.ONE)
        if excepts and not all(any(self._left_out((each,), utterance)) for each in unclear):
            return True
        for before, mention in pairwise(mentions):
            between = [part.tag for part in parts if before.end <= part.start < mention.start]
            strange = mention.unknown and mention.definite and not mention.things
            at_end = mention.end == parts[-1].end and len(mention.unknown) == 1
            if before.things and between == [Tag.AND] and strange and at_end:
                return True
        return False

    def _set_to(
        self,
        parts: Sequence[Part],
        mentions: Sequence[Mention],
        utterance: Utterance,
        context: Context,
    ) -> Mapping[str, tuple[Step, ...]]:
        """Return what the words set each thing to."""

        def meant(mention: Mention) -> Sequence[Device]:
            if mention.reference or mention.is_place or not mention.things:
                return ()
            return self.targets.choose(mention, utterance.area_id).devices

        before = [self.view.by_id[each] for each in _spoken_of(context) if each in self.view.by_id]
        return Settings(self.actions, self.view).read(parts, mentions, meant, before)

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


def _to_its_head(mention: Mention) -> Mention:
    """Return a mention without the words behind the last thing in it, which no name has."""
    if not (mention.things and mention.unknown):
        return mention
    said = sum(len(thing.words) for thing in mention.things)
    behind = mention.said[said:] == mention.unknown
    return replace(mention, unknown=(), said=mention.said[:said]) if behind else mention


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


def _several_spoken_of(context: Context) -> Sequence[str]:
    """Return what "them" means: what the last turns were about, until that is several."""
    found: dict[str, None] = {}
    for exchange in context.exchanges:
        plan = exchange.plan
        found |= dict.fromkeys((*(step.target for step in plan.steps), *plan.asked_about))
        if len(found) > 1:
            break
    return tuple(found)


def _near(devices: frozenset[str], context: Context, view: HomeView) -> frozenset[str]:
    """Return the only one of several that is in the room that was spoken of, else all."""
    before = (view.by_id.get(each) for each in _spoken_of(context))
    rooms = {device.area_id for device in before if device and device.area_id}
    found = frozenset(each for each in devices if view.by_id[each].area_id in rooms)
    return found if len(found) == 1 else devices


def _ids(devices: Iterable[Device]) -> Iterator[str]:
    return (device.entity_id for device in devices)
