"""Numbers and letters that tell things of one name apart, with that name in front of each."""

from collections.abc import Sequence

from .index import HomeIndex
from .lexicon import Lexicon, Words
from .numerals import number_words
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
        single = found[-1].removesuffix("s")
        if found[-1] in joints and front and front[-1] in behind:
            found += front
        elif found[-1] in numbers and len(behind) == 1:  # "number 12"
            found[-1] = next(iter(behind))
            front = (found[-1],)
        elif found[-1] in behind:
            front = _name_of_number(found, index)
        elif single in behind and _lists(tokens, place, joints):
            found[-1] = single
            front = _name_of_number(found, index)
        else:
            number = token
        found.append(number)
    return tuple(found)


def _name_of_number(words: Sequence[str], index: HomeIndex) -> Words:
    """Return the longest end of some words that stands before numbers in names, or one word."""
    ends = (tuple(words[begin:]) for begin in range(len(words)))
    return next((end for end in ends if end in index.numbered), (words[-1],))


def _digits(token: str, lexicon: Lexicon) -> str:
    """Return a number in a word as one in digits."""
    value = number_words(lexicon.language).get((token,))
    return token if value is None else f"{value:g}"


def _is_label(token: str) -> bool:
    """Return whether a word only tells things of one name apart: "1", "B"."""
    return is_number(token) or len(token) == 1


def _lists(tokens: Words, place: int, joints: frozenset[str]) -> bool:
    """Return whether another number follows: "stalls 1 and 2"."""
    following = place + 1
    while following < len(tokens) and tokens[following] in joints:
        following += 1
    listed = following > place + 1 and following < len(tokens)
    return listed and _is_label(tokens[following])
