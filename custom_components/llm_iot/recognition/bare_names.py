"""Names alone: "kettle and hall light please", or what somebody wants without saying how.

Who says no more than that wants the things on; where they are on already, or are those of
several rooms, it is asked. What has no on and off is opened or closed, but asked first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..models import Device, Plan, Source, Step
from ..table.common import GUARDED, HOT
from .actions import Action
from .clauses import Clause
from .groups import Groups
from .lexicon import Tag, Words
from .mentions import Mention
from .narrowing import only_names
from .numerals import number_at
from .references import unique
from .rooms import NOTHING
from .targets import Fit, Targets
from .tokenizer import MARKS, words_of
from .when import Form, When

_SWITCHED: Final = frozenset({"fan", "humidifier", "input_boolean", "light", "media_player"}) | {
    "switch"
}
"""Domains of what is only ever wanted on, or off; a time said with it is for how long."""
_PRESSED: Final = frozenset({"button", "input_button"})
"""Domains of what is called after what it does: "empty the bin"."""
_MOVED: Final = frozenset({"cover"})
_RISKY: Final = GUARDED | HOT
_TELLING: Final = frozenset(
    {Tag.VERB, Tag.CARRIER, Tag.PARTICLE, Tag.LEAVE, Tag.REMAIN, Tag.TOO, Tag.NOT, Tag.EXCEPT}
    | {Tag.COLOUR, Tag.WHITE, Tag.LEVEL, Tag.RELATIVE, Tag.AMOUNT, Tag.CHOICE, Tag.TO, Tag.ONLY}
)
"""Roles of words that say more of what is wanted than its name."""
_LONGEST_WISH: Final = 5
"""Words of the longest phrase for wanting something."""
_BEGINNING: Final = frozenset({Tag.VERB, Tag.CARRIER, Tag.LEAVE, Tag.DEMAND})
"""Roles of words that a command begins with."""


@dataclass(frozen=True)
class BareNames:
    """Finds what is wanted where nothing but things are named."""

    groups: Groups
    targets: Targets
    area_id: str | None

    def plan(self, clauses: Sequence[Clause], *, wanted: bool) -> Plan | None:
        """Return what is wanted of things that are only named, None if that is not clear.

        With `wanted` it was said that somebody wants them, so that they are never turned off.
        Behind a turn that did something, names alone may ask for the same, or for more.
        """
        if unwanted := [each for each in clauses if each.negated]:
            return self._instead(unwanted, [each for each in clauses if not each.negated])
        if not clauses or not all(map(self._only_names, clauses)):
            return None
        if not wanted and self.groups.references.previous_steps():
            return None
        found = [self._named(mention) for each in clauses for mention in each.mentions]
        devices = tuple(dict.fromkeys(device for each in found for device in each))
        if not all(found) or any(device.kind in _RISKY for device in devices):
            return None
        domains = {device.domain for device in devices}
        if len(devices) == 1 and domains <= _PRESSED and self._says_name(clauses, devices[0]):
            return Plan(Source.RESOLVER, self._steps("on", devices))
        if domains <= _SWITCHED and len(found) == 1 and not self.clear(clauses[0].mentions[0]):
            clauses[0].action = Action("on")
            return None  # which of them is to be on has to be asked
        if domains <= _SWITCHED:
            plan = self._switched(devices, wanted=wanted)
            rooms = {device.area_id for device in devices}
            groups = any(mention.plural for each in clauses for mention in each.mentions)
            return replace(plan, unsure=True) if plan and groups and len(rooms) > 1 else plan
        return self._moved(devices) if domains <= _MOVED and not wanted else None

    def as_place(self, clause: Clause, action: Action, mention: Mention) -> Mention:
        """Return a room for the scene that is called so, if that cannot do what is asked for."""
        thing = mention.head if len(mention.things) == 1 else None
        if thing is None or not (thing.place and thing.named) or thing.kind or mention.reference:
            return mention
        named = self.targets.index.pick(thing.named)
        if any(self.groups.is_able(clause, action, device) for device in named):
            return mention
        return replace(mention, things=(replace(thing, named=NOTHING),))

    def _says_name(self, clauses: Sequence[Clause], device: Device) -> bool:
        """Return whether more than a word of a name is said, if not all of it."""
        said = [word for each in clauses for mention in each.mentions for word in mention.said]
        whole = any(set(said) == set(words_of(name)) for name in device.names)
        return whole or len(set(said)) > 1

    def _instead(self, unwanted: Sequence[Clause], named: Sequence[Clause]) -> Plan | None:
        """Return the plan of "not the big light, just the lamp": the one on, the other off."""
        plain = [replace(each, negated=False, left=False) for each in unwanted]
        plan = self.plan([replace(each, only=False) for each in named], wanted=True)
        devices = [d for each in plain for mention in each.mentions for d in self.clear(mention)]
        if plan is None or not plan.steps or not devices or not all(map(only_names, plain)):
            return None
        off = [d for d in devices if self.groups.changes(d, self._steps("off", [d]))]
        return replace(plan, steps=(*self._steps("off", off), *plan.steps))

    def _named(self, mention: Mention) -> Sequence[Device]:
        """Return what a mention can mean."""
        if mention.reference or mention.is_place:
            return ()
        return self.targets.choose(mention, self.area_id).devices

    def clear(self, mention: Mention) -> tuple[Device, ...]:
        """Return what a mention can only mean by itself; nothing where it is unclear."""
        if mention.reference or mention.is_place:
            return ()
        choice = self.targets.choose(mention, self.area_id)
        return choice.devices if choice.fit is Fit.CLEAR else ()

    def spoken_of(self, clause: Clause) -> list[tuple[Device, ...]]:
        """Return what a clause names that asks for nothing: "don't dim the lamp, dim the other"."""
        return [devices for each in clause.mentions if (devices := self.clear(each))]

    def take_what_lasts(self, clause: Clause, times: Sequence[When]) -> None:
        """Let a thing and a duration mean that it is to be on for so long: "fan for an hour"."""
        lasts = len(clause.times) == 1 and times[clause.times[0]].form is Form.END
        others = clause.has_verb or clause.manner or clause.own_words or clause.excepted
        marked = clause.left or clause.refused or clause.told or clause.only or clause.either
        if clause.action or not lasts or others or marked or not clause.mentions:
            return
        devices = [d for each in clause.mentions for d in self.clear(each)]
        if devices and all(d.domain in _SWITCHED and d.kind not in _RISKY for d in devices):
            clause.action = Action("on")

    def run(self, clause: Clause) -> Action | None:
        """Return what the bare name of a scene or script asks for."""
        named = [self._exactly_named(mention) for mention in clause.mentions]
        runs = all(device and device.domain in {"scene", "script"} for device in named)
        return Action("on") if named and runs else None

    def _exactly_named(self, mention: Mention) -> Device | None:
        found = mention.things[0].named if len(mention.things) == 1 else frozenset()
        return self.targets.index.pick(found)[0] if len(found) == 1 else None

    def are_on_alone(self, clause: Clause) -> bool:
        """Return whether "only the lamp on" is about the others, as the lamp is on already."""
        on = Action("on")
        said = clause.verbs or clause.manner or clause.times or clause.excepted or clause.left
        if not clause.only or said or clause.action != on:
            return False
        named = [device for each in self.spoken_of(clause) for device in each]
        steps = unique(step for each in named for step in self.groups.steps(clause, on, each))
        return bool(named) and not any(self.groups.changes(each, steps) for each in named)

    def _only_names(self, clause: Clause) -> bool:
        """Return whether a clause names things; at most in some place."""
        return only_names(clause) and not (clause.follows or clause.too)

    def _switched(self, devices: Sequence[Device], *, wanted: bool) -> Plan | None:
        """Return a plan of what is off, or a question where all is on already."""
        on = self._steps("on", devices)
        if not on:
            return None
        if wanted or any(self.groups.changes(device, on) for device in devices):
            return Plan(Source.RESOLVER, on)
        return Plan(Source.RESOLVER, self._steps("off", devices), unsure=True)

    def _moved(self, devices: Sequence[Device]) -> Plan | None:
        """Return a question whether to close what is open, or to open it."""
        for sense in ("close", "open"):
            steps = self._steps(sense, devices)
            if steps and any(self.groups.changes(device, steps) for device in devices):
                return Plan(Source.RESOLVER, steps, unsure=True)
        return None

    def _steps(self, sense: str, devices: Sequence[Device]) -> tuple[Step, ...]:
        action = Action(sense)
        plain = Clause(action=action)
        return unique(step for each in devices for step in self.groups.steps(plain, action, each))


def wanted_names(words: Words, begin: int, targets: Targets) -> Words:
    """Return what is named behind "can we have" or "I need"; nothing if more is said of it.

    Such words may be politeness, too, behind which a sentence begins.
    """
    phrases = targets.lexicon.file("forms")["wanting"]
    for start in range(begin + 1):
        for end in range(start + _LONGEST_WISH, start, -1):
            if " ".join(words[start:end]) in phrases:
                return words[end:] if _is_named(words[end:], targets) else ()
    return ()


def with_wishes(words: Words, targets: Targets) -> Words:
    """Return "the fan off and turn on the lamp" for "the fan off and I need the lamp".

    A wish beside a command is no more of what is commanded.
    """
    grant = words_of(targets.lexicon.file("forms")["granting"])
    for place in range(len(words) - 1, -1, -1):
        if place and not _joins(words, place - 1, targets):
            continue
        begin = place + _wish(words[place:], targets)
        end = _clause_end(words, begin, targets) if begin > place else begin
        wished = words[begin:end]
        alone = not place and end == len(words)  # that is read as a whole
        plain = place > 0 and not _tells_how(wished, targets)
        if wished and not alone and (plain or _is_named(wished, targets)):
            words = (*words[:place], *grant, *words[begin:])
    return words


def _tells_how(words: Words, targets: Targets) -> bool:
    """Return whether words say what is to be done, or how something is to be."""
    roles = {entry.tag for word in words for entry in targets.lexicon.entries((word,))}
    numbers = any(number_at(words, place, targets.lexicon.language) for place in range(len(words)))
    goes = words[-1:] and words[-1] in targets.lexicon.file("forms")["under_way"]
    return bool(roles & _TELLING) or numbers or bool(goes)


def _wish(words: Words, targets: Targets) -> int:
    """Return how many words say that somebody wants what follows, 0 for none."""
    phrases = targets.lexicon.file("forms")["wanting"]
    lengths = range(min(_LONGEST_WISH, len(words)), 0, -1)
    return next((n for n in lengths if " ".join(words[:n]) in phrases), 0)


def _clause_end(words: Words, begin: int, targets: Targets) -> int:
    """Return where what is named ends: where another wish is told, or a command."""
    grants = " ".join(words[:begin]).endswith(tuple(targets.lexicon.file("forms")["granted"]))
    for end in range(begin, len(words)):
        if grants and end > begin and _is_contrary(words, end, targets):
            return end
        behind = end + int(words[end] in MARKS)
        behind += targets.lexicon.length(words, {Tag.AND, Tag.THEN}, behind)
        goes_on = targets.lexicon.length(words, _BEGINNING, behind)
        goes_on = goes_on and not _begins_name(words, behind, targets)
        if behind > end and (goes_on or _wish(words[behind:], targets)):
            return end
    return len(words)


def _begins_name(words: Words, place: int, targets: Targets) -> bool:
    """Return whether a verb is the begin of a name: "dock light", but not "light the lantern"."""
    ends = _ends(place, words)
    end = next((each for each in ends if words[place:each] in targets.index.things), place)
    behind = targets.lexicon.entries(words[end : end + 1])
    return end > place and not any(entry.tag is Tag.DETERMINER for entry in behind)


def _is_contrary(words: Words, end: int, targets: Targets) -> bool:
    """Return whether another thing follows that is to go off: "I could use a fan, the TV off"."""
    lexicon = targets.lexicon
    begin = end + int(words[end] in MARKS)
    begin += lexicon.length(words, {Tag.AND, Tag.THEN}, begin)
    stops = (n for n in range(begin, len(words)) if words[n] in MARKS)
    last = words[begin : next(stops, len(words))][-1:]
    settles = lexicon.sense(last, Tag.PARTICLE) in lexicon.file("forms")["settled_for_long"]
    return begin > end and bool(last) and settles


def _joins(words: Words, place: int, targets: Targets) -> bool:
    """Return whether a word joins what follows to what stands in front."""
    entries = targets.lexicon.entries((words[place],))
    return words[place] in MARKS or any(each.tag in {Tag.AND, Tag.THEN} for each in entries)


def _is_named(words: Words, targets: Targets) -> bool:
    """Return whether words are names and kinds, with no more than small words around them."""
    place = 0
    called = False
    while place < len(words):
        things = (targets.index.things.get(words[place:end]) for end in _ends(place, words))
        sizes = [len(thing.words) for thing in things if thing]
        small = {entry.tag for entry in targets.lexicon.entries(words[place : place + 1])}
        if sizes:
            called = True
            place += sizes[0]
        elif small & {Tag.DETERMINER, Tag.AND, Tag.IN, Tag.FILLER, Tag.HERE, Tag.BOTH}:
            place += 1
        else:
            return False
    return called


def _ends(place: int, words: Words) -> range:
    """Return where the longest to the shortest run of words ends that begins at a place."""
    return range(len(words), place, -1)
