"""What a sentence leaves out of what it asks for, whether or not it is a clear command.

"Everything off but the lamp", "leave the lamp on and close the blinds", "all lights off, the one
in the hall can stay on". Unlike `sparing.py` it needs no clauses that were read to the last word.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from .lexicon import Tag
from .mentions import Mention
from .tagging import Part

_FROM_HERE: Final = frozenset({Tag.EXCEPT, Tag.NOT})
"""What stands behind these in a clause is left out."""
_AS_A_WHOLE: Final = frozenset({Tag.LEAVE, Tag.REFUSE, Tag.REMAIN})
"""All that a clause with these names is left as it is."""
_ACTING: Final = frozenset({Tag.VERB, Tag.CARRIER, Tag.PARTICLE})
_ENDING: Final = frozenset({Tag.AND, Tag.THEN})


def left_out(parts: Sequence[Part], mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the mentions of what is left out, in the order of the words."""
    spans = tuple(_spans(parts))
    for mention in mentions:
        if any(begin <= mention.start < end for begin, end in spans):
            yield mention


def _spans(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Yield from which token to which words leave something out.

    A clause that acts ends it: "all but the lamp and the fan, and close the blinds". One that only
    ends what was begun does not: "all lights but the lamp and the fan off".
    """
    acts = leaves = False
    for clause in _clauses(parts):
        begins = clause[0].start
        turning = next((part for part in clause if part.tag in _FROM_HERE), None)
        acting = any(part.tag in _ACTING for part in clause)
        if any(part.tag in _AS_A_WHOLE for part in clause):
            leaves = True
        elif turning:
            leaves, begins = True, turning.start
        elif acting and acts:
            leaves = False
        acts |= acting
        if leaves:
            yield begins, clause[-1].end


def _clauses(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Yield the parts between commas and words like "and"."""
    begin = 0
    for place, part in enumerate(parts):
        if part.tag in _ENDING:
            if place > begin:
                yield parts[begin:place]
            begin = place + 1
    if begin < len(parts):
        yield parts[begin:]
