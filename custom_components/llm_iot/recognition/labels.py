"""Numbers that tell things of one name apart: there is a desk 11 and a desk 12, but no desk 13."""

from collections.abc import Sequence

from ..models import Problem, ProblemCode
from .index import HomeIndex
from .lexicon import Lexicon, Tag
from .numerals import number_at

_OTHERWISE = (Tag.UNIT, Tag.AND)
"""What follows a number that is a value, or one of a row that is read elsewhere."""


def unknown_label(
    tokens: Sequence[str], index: HomeIndex, lexicon: Lexicon, *, sets_value: bool
) -> Problem | None:
    """Return that a numbered thing is not there, None unless a number is surely such a label.

    With `sets_value` the number behind a kind is a value: "speaker 30".
    """
    for place, word in enumerate(tokens[:-1]):
        labels = index.labels.get(word)
        number = number_at(tokens, place + 1, lexicon.language) if labels else None
        if not labels or number is None or f"{number[0]:g}" in labels:
            continue
        thing = index.things.get((word,))
        by_itself = thing and (thing.named or thing.place or (thing.kind and sets_value))
        behind = tokens[number[1] : number[1] + 1]
        valued = any(lexicon.sense(behind, tag) is not None for tag in _OTHERWISE)
        if by_itself or valued:
            continue
        names = [each for each in index.numbered if each[-1] == word]
        ends = (each for each in names if _ends_with(tokens[: place + 1], each))
        said = max(ends, key=len, default=(word,))
        room = index.numbered.get(said, False)
        code = ProblemCode.UNKNOWN_PLACE if room else ProblemCode.UNKNOWN_DEVICE
        return Problem(code, f"{' '.join(said)} {number[0]:g}")
    return None


def _ends_with(tokens: Sequence[str], words: Sequence[str]) -> bool:
    return tuple(tokens[-len(words) :]) == tuple(words)
