"""How things are said: politely, at length, with slips of the finger and of the microphone."""

from collections.abc import Sequence
from random import Random
from typing import Final

from .vocabulary import Vocabulary

_POLITE: Final = 0.25
_RAMBLING: Final = 0.06
_MISSPELT: Final = 0.07
_MISHEARD: Final = 0.06
_SHORTEST: Final = 4
"""Letters of a word in which a slip leaves it readable."""


def spoken(random: Random, vocabulary: Vocabulary, text: str, *, question: bool) -> str:
    """Return a command as somebody says it."""
    manners = vocabulary.manners
    if random.random() < _POLITE:
        text = _politely(random, vocabulary, text)
    if random.random() < _RAMBLING and not question:
        lead, tail = random.choice(((True, False), (True, False), (False, True), (True, True)))
        text = (random.choice(manners["ramble_before"]) if lead else "") + text
        text += random.choice(manners["ramble_after"]) if tail else ""
    slip = random.random()
    if slip < _MISSPELT:
        text = misspelt(random, vocabulary, text)
    elif slip < _MISSPELT + _MISHEARD:
        text = misheard(random, vocabulary, text)
    return text + random.choice(manners["end_question" if question else "end"])


def _politely(random: Random, vocabulary: Vocabulary, text: str) -> str:
    manners = vocabulary.manners
    starts_with_verb = text.partition(" ")[0] in manners["verbs"]
    if random.random() < 0.6:  # noqa: PLR2004  # before more often than behind
        key = "verb_before" if starts_with_verb and random.random() < 0.6 else "before"  # noqa: PLR2004
        text = random.choice(manners[key]) + text
    if random.random() < 0.5 and text[-1].isalnum():  # noqa: PLR2004
        text += random.choice(manners["after"])
    return text


def misspelt(random: Random, vocabulary: Vocabulary, text: str) -> str:
    """Return a text with one slip of the finger or two."""
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if _may_slip(word)]
    for place in random.sample(places, min(len(places), random.choice((1, 1, 2)))):
        words[place] = _slip(random, vocabulary.spoken["keys"], words[place])
    return " ".join(words)


def _may_slip(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha() and word.isascii()


def _slip(random: Random, keys: dict[str, Sequence[str]], word: str) -> str:
    place = random.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    slips = (
        before + after,
        before + letter * 2 + after,
        before + after[0] + letter + after[1:],
        before + random.choice(keys.get(letter, letter)) + after,
    )
    return random.choice(slips)


def misheard(random: Random, vocabulary: Vocabulary, text: str) -> str:
    """Return a text with a word that a recogniser took for another."""
    heard = vocabulary.spoken["misheard"]
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if word in heard]
    for place in random.sample(places, min(len(places), random.choice((1, 1, 2)))):
        words[place] = random.choice(heard[words[place]])
    return " ".join(words)
