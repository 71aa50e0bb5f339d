"""Numbers and letters that tell things of one name apart, with that name in front of each."""

from .index import HomeIndex
from .lexicon import Lexicon, Words
from .numerals import number_words
from .rooms import singular
from .tokenizer import is_number


def numbered(tokens: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return the tokens with the words of a name before each of its numbers.

    "Desk 11 and 12" are "desk 11 and desk 12", "stalls one and two" too.
    """
    joints = frozenset(lexicon.file("targets")["joints"])
    numbers = lexicon.file("targets")["number_words"]
    found: list[str] = []
    front: Words = ()
    for place, token in enumerate(tokens):
        number = _digits(token, lexicon)
        behind = index.before.get(number, frozenset())
        if not (found and behind and _is_label(number)):
            front = front if token in joints else ()
            found.append(token)
            continue
        if found[-1] in numbers and behind.intersection(found[-2:-1]):  # "autoclave number 1"
            found.pop()
            front = tuple(found)
        elif found[-1] in joints and behind.intersection(front[-1:]):
            found += index.stem(front, number)
        elif found[-1] in numbers and len(behind) == 1:  # "number 12"
            found[-1] = next(iter(behind))
            front = tuple(found)
        elif found[-1] in behind:
            front = tuple(found)
        elif singular(found[-1]) in behind and _lists(tokens, place, joints, lexicon):
            found[-1] = singular(found[-1])
            front = tuple(found)
        else:
            number = token
        found.append(number)
    return tuple(found)


def _digits(token: str, lexicon: Lexicon) -> str:
    """Return a number in a word as one in digits."""
    value = number_words(lexicon.language).get((token,))
    return token if value is None else f"{value:g}"


def _is_label(token: str) -> bool:
    """Return whether a word only tells things of one name apart: "1", "B"."""
    return is_number(token) or len(token) == 1


def _lists(tokens: Words, place: int, joints: frozenset[str], lexicon: Lexicon) -> bool:
    """Return whether another number follows: "stalls 1 and 2"."""
    following = place + 1
    while following < len(tokens) and tokens[following] in joints:
        following += 1
    listed = following > place + 1 and following < len(tokens)
    return listed and _is_label(_digits(tokens[following], lexicon))
