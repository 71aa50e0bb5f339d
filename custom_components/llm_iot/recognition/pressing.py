"""A wish about what keeps a home safe, among words that the grammar has no place for.

"The admin says unlock the front door": whatever the rest may mean, the person can be asked
whether the door is to be unlocked, while a guess of a model could only do worse.
"""

from collections.abc import Sequence
from typing import Final

from ..models import Device, Plan, Source, Step
from ..table.common import GUARDED
from .actions import Action, Actions, UnclearActionError
from .lexicon import Lexicon, Tag, Words
from .mentions import Mention, Reference
from .references import References
from .tagging import Part
from .targets import Fit, Targets
from .tokenizer import words_of

_AGAINST: Final = frozenset(
    {Tag.REFUSE, Tag.NOT, Tag.LEAVE, Tag.REMAIN, Tag.EXCEPT, Tag.OR, Tag.CONDITION, Tag.ONLY}
)
"""Words by which the wish may be another one, or none at all."""
_SENSES: Final = frozenset({"unlock", "open", "disarm"})
_ALARM: Final = "alarm"
_OFF: Final = "off"
"""What is meant as a wish of this sort where it is said of an alarm."""


def without_unasked(tokens: Words, lexicon: Lexicon) -> Words:
    """Return a sentence without what forbids to ask back ("no questions asked"): we ask."""
    phrases = {words_of(text) for text in lexicon.file("pressing")["unasked"]}
    longest = max(map(len, phrases))
    kept: list[str] = []
    place = 0
    while place < len(tokens):
        ends = range(place + longest, place, -1)
        end = next((end for end in ends if tokens[place:end] in phrases), None)
        if end is None:
            kept.append(tokens[place])
        place = end or place + 1
    return tuple(kept)


def pressing_wish(
    parts: Sequence[Part], references: References, actions: Actions, *, passive: bool = False
) -> Plan | None:
    """Return an unsure plan of the only thing that is to be opened, None without one.

    `passive` is whether it can only be a wish like "could the gate be opened", as other
    sentences that begin so are questions.
    """
    targets, view = references.targets, references.view
    if any(part.tag in _AGAINST for part in parts) or _is_against(parts, targets.lexicon):
        return None
    read = _passive if passive else _wish
    wishes = [each for place in range(len(parts)) if (each := read(parts, place, targets))]
    if len(wishes) != 1:
        return None
    place, sense, mention = wishes[0]
    behind = parts[place + 1 :]
    if any(part.tag in {Tag.VERB, Tag.CORRECTION} for part in behind):
        return None
    action = Action(sense)

    def steps(device: Device) -> tuple[Step, ...]:
        try:
            return actions.steps(action, device, view)
        except UnclearActionError:
            return ()

    choice = targets.choose(mention, references.area_id, lambda device: bool(steps(device)))
    kinds = {_ALARM} if sense == _OFF else GUARDED
    guarded = all(steps(device) and device.kind in kinds for device in choice.devices)
    if choice.fit is not Fit.CLEAR or not guarded:
        return None
    found = tuple(step for device in choice.devices for step in steps(device))
    return Plan(Source.RESOLVER, found, unsure=True)


def _is_against(parts: Sequence[Part], lexicon: Lexicon) -> bool:
    """Return whether words forbid or deny something: "I forbid you to open the gate"."""
    words = tuple(word for part in parts for word in part.words)
    phrases = [words_of(text) for text in lexicon.file("pressing")["against"]]
    return any(
        words[place : place + len(each)] == each for each in phrases for place in range(len(words))
    )


def _wish(parts: Sequence[Part], place: int, targets: Targets) -> tuple[int, str, Mention] | None:
    """Return where a wish begins, what is to be done and to what; None if none begins there."""
    verb = parts[place]
    if verb.tag not in {Tag.VERB, Tag.CARRIER}:
        return None
    mention, after = targets.mention_at(parts, place + 1)
    if mention and mention.reference is Reference.IT:
        mention = _only_before(parts[:place], targets)
    if mention is None or mention.reference or mention.is_place:
        return None
    sense = verb.sense
    if verb.tag is Tag.CARRIER:
        particle = parts[after] if after < len(parts) else None
        sense = particle.sense if particle and particle.tag is Tag.PARTICLE else ""
    meant = targets.index.pick(targets.candidates(mention.things))
    if sense == _OFF and meant and all(device.kind == _ALARM for device in meant):
        return place, sense, mention
    return (place, sense, mention) if sense in _SENSES else None


def _only_before(parts: Sequence[Part], targets: Targets) -> Mention | None:
    """Return the only thing that was named so far, which "it" means; None without one."""
    named = [each for each in targets.read(parts) if each.things and not each.is_place]
    return named[0] if len(named) == 1 else None


def _passive(
    parts: Sequence[Part], place: int, targets: Targets
) -> tuple[int, str, Mention] | None:
    """Return the wish that begins "could the gate be opened", None if none does."""
    if parts[place].tag is not Tag.PARTICLE or parts[place].sense not in _SENSES:
        return None
    begin = next((n for n, part in enumerate(parts) if part.tag is not Tag.FILLER), 0)
    mention, after = targets.mention_at(parts, begin + 1)
    asks = " ".join(parts[begin].words) in targets.lexicon.file("pressing")["asking"]
    if mention is None or mention.reference or not asks or not after <= place <= after + 1:
        return None
    return place, parts[place].sense, mention
