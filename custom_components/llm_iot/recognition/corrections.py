"""Words on what the last turn did: "no, leave the fan off", "not the fan", "not that bright".

They mean something only of what the last turn did; of anything else they are no request here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from ..dialogue import Context
from ..models import Plan, Request, RequestKind, Source, Step
from .lexicon import Lexicon, Tag, Words
from .targets import Fit, Mention, Targets
from .tokenizer import MARKS, words_of

_LONGEST: Final = 5
"""Words of the longest phrase that takes something out."""
_ENDING: Final = frozenset({"off", "pause", "stop"})
"""Actions after which a device can be missed: "but I still need the lamp"."""

type Command = Callable[[tuple[str, ...]], Plan | None]
"""Reads the words of a command."""


@dataclass(frozen=True, eq=False)
class Corrections:
    """Recognises them in one language."""

    lexicon: Lexicon

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        return self.lexicon.file("corrections")

    @cached_property
    def _too_much(self) -> Mapping[Words, Words]:
        return {
            words_of(text): words_of(command)
            for command, texts in self._data["too_much"].items()
            for text in texts
        }

    @cached_property
    def _takers(self) -> Mapping[str, frozenset[Words]]:
        return {
            name: frozenset(words_of(text) for text in self._data[name])
            for name in ("undo", "without", "needed")
        }

    @cached_property
    def _not_yet(self) -> frozenset[Words]:
        return frozenset(words_of(text) for text in self._data["not_yet"])

    @cached_property
    def _halting(self) -> frozenset[Words]:
        return frozenset(words_of(text) for text in self._data["halting"])

    @cached_property
    def _swapping(self) -> frozenset[Words]:
        return frozenset(words_of(text) for text in self._data["swapping"])

    @cached_property
    def _missed(self) -> frozenset[Words]:
        """Return what is said where something that went off is missed."""
        return frozenset(words_of(text) for text in self._data["missed"])

    def read(
        self,
        tokens: Sequence[str],
        targets: Targets,
        area_id: str | None,
        context: Context,
        command: Command,
    ) -> Plan | None:
        """Return the plan of such a sentence, None if it is none."""
        steps = context.previous.plan.steps if context.previous else ()
        if not steps:
            return None
        words = tuple(token for token in tokens if token not in MARKS)
        for rest in self._rests(words):
            missed = rest in self._missed and all(step.action in _ENDING for step in steps)
            if rest in self._not_yet or missed:
                return Plan(Source.RESOLVER, request=Request(RequestKind.UNDO))
            if rest in self._swapping and (swapped := self._swapped(steps)):
                return Plan(Source.RESOLVER, swapped)
            if other := self._too_much.get(rest):
                return _if_about(command(other), steps)
            if moved := self._taken_back(rest, targets, area_id, steps):
                return Plan(Source.RESOLVER, request=Request(RequestKind.UNDO, moved))
            if plan := self._kept(rest, targets, area_id, steps, command):
                return plan
        return None

    def _swapped(self, steps: Sequence[Step]) -> tuple[Step, ...]:
        """Return what was done to two things the other way round, none if there are no two ways.

        Of more than two things each has done to it what is contrary.
        """
        targets = tuple(dict.fromkeys(step.target for step in steps))
        domains = {target.partition(".")[0] for target in targets}
        if len(targets) == 2 and len(domains) == 1:  # noqa: PLR2004
            other = dict(zip(targets, reversed(targets), strict=True))
            return tuple(replace(step, target=other[step.target]) for step in steps)
        opposites: Mapping[str, str] = self.lexicon.file("actions")["opposites"]
        back = [opposites.get(step.action) for step in steps]
        if len({step.action for step in steps}) < 2:  # noqa: PLR2004
            return ()
        turned = [Step(step.target, way) for step, way in zip(steps, back, strict=True) if way]
        return tuple(turned) if len(turned) == len(steps) else ()

    def _taken_back(
        self, words: Words, targets: Targets, area_id: str | None, steps: Sequence[Step]
    ) -> tuple[str, ...]:
        """Return the devices of "undo the fan", or of "not the fan" where it was one of several."""
        about = {step.target for step in steps}
        for length in range(min(len(words) - 1, _LONGEST), 0, -1):
            takers = [name for name, known in self._takers.items() if words[:length] in known]
            if not takers:
                continue
            if takers == ["needed"]:
                steps = [step for step in steps if step.action in _ENDING]
            if moved := self._spoken_of(words[length:], targets, area_id, steps):
                return moved if takers != ["without"] or set(moved) < about else ()
        return ()

    def _spoken_of(
        self, words: Words, targets: Targets, area_id: str | None, steps: Sequence[Step]
    ) -> tuple[str, ...]:
        """Return the devices that steps are about which words mean; those in a room, too."""
        if any(self._is(words, tag) for tag in (Tag.PRONOUN, Tag.PRONOUNS, Tag.HERE)):
            return tuple(dict.fromkeys(step.target for step in steps))
        moved = _moved(words, targets, area_id, steps) or _moved_in(words, targets, steps)
        return moved or _numbered(words, targets, steps)

    def _rests(self, words: Words) -> list[Words]:
        """Return the words without what only begins a correction, the fullest first."""
        found = [words]
        begin = 0
        while begin < len(words) and (length := self._beginning(words[begin:])):
            begin += length
            found.append(words[begin:])
        if words and any(self._is(words[-1:], tag) for tag in (Tag.FILLER, Tag.CORRECTION)):
            found += [each[:-1] for each in found]
        return [each for each in found if each]

    def _beginning(self, words: Words) -> int:
        """Return how many words of a correction or of politeness a sentence begins with."""
        return next(
            (
                length
                for length in range(len(words), 0, -1)
                if self._is(words[:length], Tag.CORRECTION)
                or self._is(words[:length], Tag.FILLER)
                or words[:length] in self._halting
            ),
            0,
        )

    def _is(self, words: Words, tag: Tag) -> bool:
        return self.lexicon.sense(words, tag) is not None

    def _kept(
        self,
        words: Words,
        targets: Targets,
        area_id: str | None,
        steps: Sequence[Step],
        command: Command,
    ) -> Plan | None:
        """Return the plan of "leave the fan off" where it was just turned on."""
        state = self._data["states"].get(words[-1])
        if words[0] not in self._data["keep"] or state is None:
            return None
        level = self._is(words[-2:-1], Tag.LEVEL)  # "leave it half open"
        thing = words[1 : -1 - level]
        way = words_of(state[1]) or words[-2:-1] if level else words_of(state[1])
        moved = _moved(thing, targets, area_id, steps)
        if self._is(thing, Tag.PRONOUN) or self._is(thing, Tag.PRONOUNS):
            moved = tuple(dict.fromkeys(step.target for step in steps))
        if not moved:
            return None
        plan = command((state[0], *thing, *way))
        done = {(step.target, step.action) for step in steps}
        if plan is None or all((step.target, step.action) in done for step in plan.steps):
            return None
        return plan if {step.target for step in plan.steps} <= set(moved) else None


def _moved(
    words: Words, targets: Targets, area_id: str | None, steps: Sequence[Step]
) -> tuple[str, ...]:
    """Return the devices that words mean, as far as steps are about them; none if unclear."""
    mentions = targets.find(" ".join(words))
    if len(mentions) != 1 or not _is_whole(mentions[0], words):
        return ()
    about = {step.target for step in steps}
    choice = targets.choose(mentions[0], area_id, lambda device: device.entity_id in about)
    if choice.fit not in {Fit.CLEAR, Fit.SEVERAL}:
        return ()
    return tuple(each.entity_id for each in choice.devices if each.entity_id in about)


def _moved_in(words: Words, targets: Targets, steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the devices in a room that steps are about; none if words are no room."""
    mentions = targets.find(" ".join(words))
    if len(mentions) != 1 or mentions[0].reference or not mentions[0].is_place:
        return ()
    if mentions[0].end - mentions[0].start != len(words):
        return ()
    numbers = {number for place in mentions[0].all_places for number in place.devices}
    inside = {device.entity_id for device in targets.index.pick(numbers)}
    return tuple(dict.fromkeys(step.target for step in steps if step.target in inside))


def _numbered(words: Words, targets: Targets, steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the one of several devices that a number tells apart: "not 21" of desks 11 and 21."""
    if len(words) != 1 or not words[0].isdecimal():
        return ()
    about = dict.fromkeys(step.target for step in steps)
    called = tuple(
        device.entity_id
        for device in targets.index.devices
        if device.entity_id in about and words[0] in words_of(device.name)
    )
    return called if len(called) == 1 < len(about) else ()


def _is_whole(mention: Mention, words: Words) -> bool:
    """Return whether words are a mention of devices and nothing else."""
    return not (mention.reference or mention.is_place) and mention.end - mention.start == len(words)


def _if_about(plan: Plan | None, steps: Sequence[Step]) -> Plan | None:
    """Return a plan if it is about devices that steps are about."""
    about = {step.target for step in steps}
    if plan is None or not plan.steps or plan.problems:
        return None
    return plan if all(step.target in about for step in plan.steps) else None
