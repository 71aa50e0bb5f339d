"""What the words of a sentence allow a guess about it to do.

A vote of examples, or a model, may find what a sentence means; it may not move another device
than the one that is named, nor switch lights where something was to be unlocked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from ..models import Device, HomeView, Plan, Step
from ..table.common import GUARDED
from .actions import Actions
from .lexicon import Tag
from .mentions import Mention
from .named_beside import named_beside
from .refusing import denies, forbids, takes_back, wants_rest
from .tagging import Part
from .targets import Fit, Targets
from .told_clauses import NAMING, governed_of, told_numbers, told_of, told_sense

_SILENT: Final = frozenset({Tag.FILLER, Tag.AND, Tag.THEN, Tag.CORRECTION})

_DIRECTING: Final = _SILENT | {
    *(Tag.VERB, Tag.CARRIER, Tag.PARTICLE, Tag.IN, Tag.AGAIN, Tag.TOO, Tag.BOTH, Tag.ALL),
    *(Tag.PRONOUN, Tag.PRONOUNS, Tag.OTHER, Tag.REST, Tag.ONE, Tag.DETERMINER, Tag.INSTEAD),
}
"""Roles of words that say neither what is meant nor what is the matter."""

LEAVING_OUT: Final = frozenset({Tag.EXCEPT, Tag.NOT, Tag.LEAVE})
_TO: Final = ("to",)
_MEANT: Final = frozenset({Tag.THING, Tag.ONE, Tag.OTHER, Tag.REST, Tag.EVERYTHING, Tag.HERE}) | {
    *(Tag.PRONOUN, Tag.PRONOUNS, Tag.THERE, Tag.HOME, Tag.ELSEWHERE, Tag.UNKNOWN)
}
"""Roles of words that can say what is left out."""
_SMALL: Final = frozenset({Tag.DETERMINER, Tag.FILLER})
_OPEN: Final = frozenset({Tag.UNKNOWN, Tag.BE, Tag.REASON, Tag.CONDITION, Tag.ABOUT})
"""Roles of words that make more of a sentence than names and what becomes of them."""
_VALUED: Final = frozenset({Tag.THING, Tag.ATTRIBUTE, Tag.PARTICLE, Tag.VERB, Tag.CARRIER}) | {
    *(Tag.CHOICE, Tag.RELATIVE, Tag.LEVEL)
}
"""Roles of what stands in front of a value that something is to be set to: "the TV to 30"."""
_COMPARED: Final = NAMING | {Tag.RELATIVE, Tag.AMOUNT}
"""Roles of words that only say what is to be more or less so."""
_FEW_WORDS: Final = 12
"""Words of a command up to which each of them matters; more are likely to be talk."""
_ENDING: Final = frozenset({"off", "close", "lock", "stop", "pause", "dock"})
"""Actions that leave a device at rest."""
_CONTRARY = (
    frozenset({"on", "off"}),
    frozenset({"open", "close"}),
    frozenset({"lock", "unlock"}),
    frozenset({"raise", "lower"}),
    frozenset({"up", "down"}),
)
"""Senses that cannot both be meant of one thing."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What may be done for one sentence."""

    named: frozenset[Device] = frozenset()
    """The devices that are named; others like them are not meant."""
    actions: Mapping[str, Sequence[str]] | None = None
    """By domain what the verb of the sentence means, None where it can mean anything."""
    bare: bool = False
    """Whether the sentence says nothing but a direction or an hour: it can mean anything."""
    two_ways: bool = False
    """Whether it says two contrary things, so that a guess can have them the wrong way round."""
    by_name: bool = False
    """Whether a device is named by more than its kind, so that it must be among what moves."""
    half_read: bool = False
    """Whether words of a command for what is named are unknown, or those of an exception.

    What a guess makes of the others is less than what is asked for, or more.
    """

    left_out: frozenset[Device] = frozenset()
    """The devices that are named as exceptions."""
    asked: tuple[frozenset[Device], ...] = ()
    """What a command names, thing by thing: each is to move, and nothing else may."""
    numbers: frozenset[float] = frozenset()
    """The numbers that something is to be set to, or changed by."""
    level: bool = False
    """Whether a command says how much in words: "on high"."""
    modes: frozenset[str] = frozenset()
    """The modes that a command names: what it does has one of them ("set the AC to cool")."""
    at_rest: bool = False
    """Whether the words want everything off, or nothing on: nothing may start."""
    told: tuple[frozenset[str], ...] = ()
    """The domains of what a command tells by what it has or makes: "the music", "the volume"."""
    governed: tuple[frozenset[Device], ...] = ()
    """What a verb among talk is said of: an example moves all of that and nothing else."""
    beside: tuple[frozenset[Device], ...] = ()
    """What each part of a sentence names beside a command: some of it has to move."""
    contrary: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By domain what goes the other way than the verb that the sentence begins with."""

    def covers(self, plan: Plan, view: HomeView) -> bool:
        """Return whether a plan does something to all that a command names, with its numbers.

        A guess that does half of it would be told as if that were all.
        """
        moved = _moved(plan, view)
        values = {step.value for step in plan.steps}
        levelled = not self.level or bool(values - {None})
        domains = {step.target.partition(".")[0] for step in plan.steps}
        told = all(each & domains for each in self.told)
        asked = all(each <= moved for each in self.asked)
        beside = all(each & moved for each in self.beside)
        done = {step.action for step in plan.steps} | values
        return (
            asked
            and beside
            and self.numbers <= values
            and levelled
            and told
            and (not self.modes or bool(self.modes & done))
        )

    def within(self, plan: Plan, view: HomeView, general: Plan | None = None) -> Plan | None:
        """Return what of a plan is within the words, None if nothing that matters is.

        A plan that people corrected may lack what the words name: "get up" speaks of the
        curtains that are to stay closed. So `general`, what it was before, has to agree.
        """
        if any(view.by_id.get(step.target) in self.left_out for step in plan.steps):
            return None
        if any(self._goes_against(step, view.by_id.get(step.target)) for step in plan.steps):
            return None
        if plan.steps and not self.covers(general or plan, view):
            return None
        if self.at_rest and any(step.action not in _ENDING for step in plan.steps):
            return None
        moved = _moved(general or plan, view)
        if moved and not all(each <= moved for each in self.governed):
            return None
        steps = self._meant(plan, view, learned=general is not None)
        said = self._meant(general, view) if general else steps
        agrees = self.actions is None or any(self._agrees(step) for step in said)
        if self.by_name:
            agrees &= any(view.by_id.get(step.target) in self.named for step in said)
        if not plan.steps and not self.bare:
            return plan
        if self.bare or self.two_ways:
            return None
        return replace(plan, steps=steps) if steps and agrees else None

    def _meant(self, plan: Plan, view: HomeView, *, learned: bool = False) -> tuple[Step, ...]:
        devices = [(step, view.by_id.get(step.target)) for step in plan.steps]
        return tuple(step for step, device in devices if self._is_meant(device, learned=learned))

    def _is_meant(self, device: Device | None, *, learned: bool) -> bool:
        """Return whether a device is named, or of another sort than all that are.

        Of a command only what is named is meant, unless people put it right themselves.
        """
        if device is None or device in self.named:
            return True
        if (self.asked or self.governed) and not learned:
            return False
        alike = {each.domain for each in self.named}
        return device.domain not in alike

    def _goes_against(self, step: Step, device: Device | None) -> bool:
        """Return whether a step does the contrary, of all that goes on and off what is named."""
        domain = step.target.partition(".")[0]
        usual = self.contrary.get("*", ()) if device in self.named else ()
        return step.action in self.contrary.get(domain, usual)

    def _agrees(self, step: Step) -> bool:
        return step.action in (self.actions or {}).get(step.target.partition(".")[0], ())


def bounds_of(
    parts: Sequence[Part],
    targets: Targets,
    area_id: str | None,
    verbs: Actions,
) -> Bounds:
    """Return what the words of a sentence allow; `verbs` knows what they do to devices."""
    first = next((part for part in parts if part.tag not in _SILENT), None)
    sense = _verb_sense(parts, first, targets)
    actions = verbs.binding.get(sense) if sense else None
    own = targets.index.names_only
    commands = _commands(parts, first)
    begins = first is not None and first.tag in {Tag.VERB, Tag.CARRIER}
    sayings = targets.lexicon.file("remarks")["sayings"]
    named: list[Device] = []
    groups: list[frozenset[Device]] = []
    by_name = device_said = False
    for mention in targets.read(parts):
        things = mention.things
        proper = any(thing.named or own & set(thing.words) for thing in things)
        placed = bool(things) and all(thing.place and not thing.named for thing in things)
        if (
            mention.is_place
            or (
                not begins and any(" ".join(thing.words) in sayings for thing in things)
            )  # "good night", no script
            or placed  # "the rec room smells"
            or mention.reference
            or not (proper or any(thing.kind for thing in things))
        ):
            continue
        found = _named(replace(mention, unknown=()), targets, area_id)
        named += found
        if _is_only_told(parts, mention):
            continue
        if not all(thing.place for thing in things):
            groups.append(frozenset(found))
        by_name |= proper and bool(found) and not all(thing.kind for thing in things)
        device_said |= any(thing.kind or not thing.place for thing in things)
    bare = all(part.tag in _DIRECTING | {Tag.TO, Tag.NUMBER} for part in parts)
    making = targets.lexicon.file("forms")["making"]
    carries = first is not None and first.tag is Tag.CARRIER and first.text not in making
    if carries and all(part.tag in NAMING for part in parts):
        actions = {}  # "turn the light": nobody said which way
    acting = {part.sense for part in parts if part.tag is Tag.VERB}  # "on" may be a preposition
    two_ways = any(pair <= acting for pair in _CONTRARY)
    if (
        first
        and first.thing
        and any(d.kind in GUARDED for d in targets.index.pick(first.thing.named))
    ):
        by_name = True  # "garage door please, I'm home"
    half_read = device_said and (
        _is_half_read(parts, first)
        or denies(parts, targets)
        or forbids(parts, targets)
        or takes_back(parts)
    )

    def devices_of(mention: Mention) -> tuple[Device, ...]:
        return _named(mention, targets, area_id)

    return Bounds(
        frozenset(named),
        actions,
        bare=bare,
        two_ways=two_ways,
        by_name=by_name,
        half_read=half_read,
        left_out=_left_out(parts, targets),
        asked=tuple(filter(None, groups if commands else told_of(parts, targets, devices_of))),
        told=tuple(_told_by(parts, verbs)) if commands else (),
        modes=_modes(parts) if commands else frozenset(),
        at_rest=wants_rest(parts, targets),
        level=commands and any(part.tag is Tag.LEVEL for part in parts),
        numbers=frozenset((*_set_to(parts), *_changed_by(parts), *told_numbers(parts))),
        governed=() if commands else tuple(filter(None, governed_of(parts, targets, devices_of))),
        beside=tuple(filter(None, named_beside(parts, targets, devices_of))),
        contrary=verbs.contrary(_leading_sense(parts, first) or told_sense(parts)),
    )


def _moved(plan: Plan, view: HomeView) -> set[Device | None]:
    """Return what a plan does something to, with what its scenes and groups are made of."""
    targets = [step.target for step in plan.steps]
    inside = (each for target in targets for each in view.state(target).members)
    return {view.by_id.get(each) for each in (*targets, *inside)}


def _is_only_told(parts: Sequence[Part], mention: Mention) -> bool:
    """Return whether a word that names have in common is no device here, but what it says.

    "The mirror is steamed up" is no word on the mirror light, nor is "bedtime for Tom" on his PC.
    """
    thing = mention.things[0] if len(mention.things) == 1 else None
    if thing is None or mention.unknown or thing.named or thing.kind:
        return False
    before = [part for part in parts if part.end <= mention.start and part.tag not in _SMALL]
    return not before or (before[-1].tag is Tag.IN and before[-1].words[-1] == "for")


def _commands(parts: Sequence[Part], first: Part | None) -> bool:
    """Return whether a sentence says nothing but what is to become of all that it names."""
    if any(part.tag in LEAVING_OUT for part in parts):
        return False
    begins = first is not None and first.tag in {Tag.VERB, Tag.CARRIER}
    if begins and parts[-1].end <= _FEW_WORDS:
        return True
    return not any(part.tag in _OPEN for part in parts)


def _told_by(parts: Sequence[Part], verbs: Actions) -> Iterator[frozenset[str]]:
    """Yield the domains that have or make each thing that is told: "music off in the gym".

    Of "get the room ready for music" it is not told what becomes of it.
    """
    attributes = verbs.data("attributes")
    acts = any(part.tag in {Tag.VERB, Tag.PARTICLE} for part in parts)
    for part in parts if acts else ():
        if part.tag is Tag.ATTRIBUTE and part.sense in attributes:
            yield frozenset(attributes[part.sense])


def _set_to(parts: Sequence[Part]) -> Iterator[float]:
    """Yield the numbers that something is to be set to: "the TV to 30", not "it is 30 degrees"."""
    spoken = [part for part in parts if part.tag is not Tag.FILLER]
    for before, preposition, part in zip(spoken, spoken[1:], spoken[2:], strict=False):
        valued = preposition.tag is Tag.TO and before.tag in _VALUED
        if valued and part.tag is Tag.NUMBER and part.number is not None:
            yield part.number


def _changed_by(parts: Sequence[Part]) -> Iterator[float]:
    """Yield the numbers by which something is to change: "two degrees warmer", "warmer by two"."""
    spoken = [part for part in parts if part.tag is not Tag.FILLER]
    for by, part in pairwise(spoken):
        if by.tag is Tag.BY and part.tag is Tag.NUMBER and part.number is not None:
            yield part.number
    for number, unit, way in zip(spoken, spoken[1:], spoken[2:], strict=False):
        measured = number.tag is Tag.NUMBER and unit.tag is Tag.UNIT
        if measured and way.tag is Tag.RELATIVE and number.number is not None:
            yield number.number


def _modes(parts: Sequence[Part]) -> frozenset[str]:
    """Return the modes that something is to be set to, as actions and by their own words."""
    chosen = (
        part
        for before, part in pairwise(parts)
        if part.tag is Tag.CHOICE and (before.tag is Tag.TO or part.words[:1] == _TO)
    )
    return frozenset(word for part in chosen for word in (part.sense, part.text) if word)


def _verb_sense(parts: Sequence[Part], first: Part | None, targets: Targets) -> str | None:
    """Return the sense of the verb that a sentence begins with, "hoover the hall" included."""
    if first is None or first.tag is Tag.VERB:
        return first.sense if first else None
    behind = parts[parts.index(first) + 1 :]
    governs = first.verbal and bool(behind) and behind[0].tag in {Tag.DETERMINER, Tag.ALL}
    return targets.lexicon.sense(first.words, Tag.VERB) if governs else None


def _leading_sense(parts: Sequence[Part], first: Part | None) -> str:
    """Return what the command that a sentence begins with does: "turn it down" lowers it."""
    ends = (n for n, part in enumerate(parts) if part.tag in {Tag.AND, Tag.THEN} and n)
    clause = parts[: next(ends, len(parts))]
    if all(part.tag in _COMPARED for part in clause):  # "TV quieter, I can hear it up here"
        return next((part.sense for part in clause if part.tag is Tag.RELATIVE), "")
    if first is None or first.tag is not Tag.CARRIER:
        return first.sense if first and first.tag is Tag.VERB else ""
    return next((part.sense for part in clause if part.tag is Tag.PARTICLE), "")


def _is_half_read(parts: Sequence[Part], first: Part | None) -> bool:
    """Return whether words are left that say what a command is to do, or to leave out."""
    leaving = [place for place, part in enumerate(parts) if part.tag in LEAVING_OUT]
    behind = parts[leaving[0] :] if leaving else ()
    if behind and not any(part.tag in _MEANT for part in behind):
        return True  # "on, but without sound"
    if any(part.tag is Tag.UNKNOWN for part in behind):
        return True
    commands = first is not None and first.tag in {Tag.VERB, Tag.CARRIER}
    if not commands or parts[-1].end > _FEW_WORDS:
        return False
    return any(
        part.tag is Tag.UNKNOWN or (part.words == _TO and not _says_value(parts[place + 1 :]))
        for place, part in enumerate(parts)
    )


def _says_value(parts: Sequence[Part]) -> bool:
    """Return whether what follows "to" is known: "to 20", "to the left", not "to a nice volume"."""
    behind = next((part for part in parts if part.tag not in _SMALL), None)
    return behind is not None and behind.tag not in {Tag.ATTRIBUTE, Tag.UNKNOWN}


def _left_out(parts: Sequence[Part], targets: Targets) -> frozenset[Device]:
    """Return what is named behind words that leave something out: "all but the desk lamp"."""
    first = next((place for place, part in enumerate(parts) if part.tag in LEAVING_OUT), len(parts))
    behind = (
        mention
        for mention in targets.read(parts[first:])
        if mention.things and not (mention.is_place or mention.reference)
    )
    named = (mention for mention in behind if not all(thing.kind for thing in mention.things))
    return frozenset(device for each in named for device in targets.everything_fitting(each, None))


def _named(mention: Mention, targets: Targets, area_id: str | None) -> tuple[Device, ...]:
    """Return the devices of a mention: the one that is meant, else all that can be."""
    choice = targets.choose(mention, area_id)
    if choice.fit is Fit.CLEAR:
        return choice.devices
    return targets.everything_fitting(mention, area_id)
