"""What stands beside a plain command and names something else that is to move.

"Tell Dobby to get cracking and dim the lamp to 50" asks for two things. Whoever finds out only
about the lamp has done half of it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ..models import Device
from .left_out import clauses_of, left_out
from .lexicon import Tag
from .mentions import Mention
from .tagging import Part
from .targets import Targets
from .tokenizer import words_of

_DOING: Final = frozenset({Tag.VERB, Tag.CARRIER})
_SILENT: Final = frozenset({Tag.FILLER, Tag.CORRECTION})
_TELLING: Final = frozenset({Tag.BE, Tag.LEAVE, Tag.REMAIN, Tag.REFUSE, Tag.NOT, Tag.EXCEPT}) | {
    *(Tag.CONDITION, Tag.REASON)
}
"""Roles of words with which a thing is told of, or left as it is."""


def named_beside(
    parts: Sequence[Part], targets: Targets, devices_of: Callable[[Mention], Sequence[Device]]
) -> Iterator[frozenset[Device]]:
    """Yield what each part of a sentence names, where another one is a command by itself.

    `devices_of` is what a mention can mean; one of it has to move.
    """
    mentions = targets.read(parts)
    spared = {mention.start for mention in left_out(parts, mentions)}
    named = [each for each in mentions if _is_named(each) and each.start not in spared]
    clauses = [(clause, _within(named, clause)) for clause in clauses_of(parts)]
    clauses = [(clause, found) for clause, found in clauses if found]
    if len(clauses) < 2 or not any(_commands(clause) for clause, _ in clauses):  # noqa: PLR2004
        return
    unable = {words_of(text) for text in targets.lexicon.file("rambling")["unable"]}
    for clause, found in clauses:
        words = tuple(word for part in clause for word in part.words)
        sees_nothing = any(words[: len(each)] == each for each in unable)  # "can't see the screen"
        if not (sees_nothing or _TELLING & {part.tag for part in clause}):
            yield frozenset(device for mention in found for device in devices_of(mention))


def _is_named(mention: Mention) -> bool:
    """Return whether a device is named, by a name of its own or by what it is."""
    said = any(thing.named or thing.kind for thing in mention.things)
    return said and not (mention.is_place or mention.reference)


def _within(mentions: Sequence[Mention], clause: Sequence[Part]) -> list[Mention]:
    begin, end = clause[0].start, clause[-1].end
    return [mention for mention in mentions if begin <= mention.start < end]


def _commands(clause: Sequence[Part]) -> bool:
    """Return whether words begin with a verb that something is done with."""
    first = next((part for part in clause if part.tag not in _SILENT), None)
    return first is not None and first.tag in _DOING
