"""How things are said: politely, at length, with slips of the finger and of the microphone."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, Final

from .vocabulary import Vocabulary

_POLITE: Final = 0.25
_RAMBLING: Final = 0.06
_MISSPELT: Final = 0.1
_MISHEARD: Final = 0.08
_UNMARKED: Final = 0.06
"""Share of what is said without commas and apostrophes, as recognisers write it."""
_RUN_TOGETHER: Final = 0.12
_BARE: Final = 0.2
_AS_IT_SOUNDS: Final = 0.22
_IN_TWO: Final = 0.05
_AT_AN_END: Final = 0.2
_SHORTEST: Final = 4
"""Letters of a word in which a slip leaves it readable."""


def spoken(random: Random, vocabulary: Vocabulary, text: str, *, question: bool) -> str:
    """Return a command as somebody says it."""
    manners = vocabulary.manners
    if random.random() < _POLITE:
        text = _politely(random, vocabulary, text, question=question)
    if random.random() < _RAMBLING and not question:
        lead, tail = random.choice(((True, False), (True, False), (False, True), (True, True)))
        text = (random.choice(manners["ramble_before"]) if lead else "") + text
        text += random.choice(manners["ramble_after"]) if tail else ""
    slip = random.random()
    if slip < _MISSPELT:
        text = misspelt(random, vocabulary, text)
    elif slip < _MISSPELT + _MISHEARD:
        text = misheard(random, vocabulary, text)
    elif slip > 1 - _UNMARKED:
        return text.replace(",", "").replace("'", "")
    return text + random.choice(manners["end_question" if question else "end"])


def _politely(random: Random, vocabulary: Vocabulary, text: str, *, question: bool) -> str:
    manners = vocabulary.manners
    starts_with_verb = text.partition(" ")[0] in manners["verbs"]
    if random.random() < 0.6:  # noqa: PLR2004  # before more often than behind
        key = "verb_before" if starts_with_verb and random.random() < 0.6 else "before"  # noqa: PLR2004
        text = random.choice(manners[key]) + text
    if random.random() < 0.5 and text[-1].isalnum():  # noqa: PLR2004
        text += random.choice(manners["after_question" if question else "after"])
    return text


def misspelt(random: Random, vocabulary: Vocabulary, text: str) -> str:
    """Return a text with one slip of the finger or two, seldom more."""
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if _may_slip(word)]
    for place in random.sample(places, min(len(places), random.choice((1, 1, 1, 2, 2, 3)))):
        words[place] = _slip(random, vocabulary.spoken, words[place])
    if random.random() < _RUN_TOGETHER and len(words) > _SHORTEST:
        place = random.randrange(len(words) - 1)
        words[place : place + 2] = ["".join(words[place : place + 2])]
    text = " ".join(words)
    return text.replace("'", "") if random.random() < _BARE else text


def _may_slip(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha() and word.isascii()


def _slip(random: Random, spoken: Mapping[str, Any], word: str) -> str:
    """Return a word as fingers get it wrong, or as it sounds."""
    way = random.random()
    if way < _AS_IT_SOUNDS:
        sounds: Mapping[str, Sequence[str]] = spoken["sounds"]
        heard = [sound for sound in sounds if sound in word[1:]]
        if heard:
            sound = random.choice(heard)
            return word[0] + word[1:].replace(sound, random.choice(sounds[sound]), 1)
    if way > 1 - _IN_TWO:
        place = random.randrange(2, len(word) - 1)
        return f"{word[:place]} {word[place:]}"
    place = random.randrange(1, len(word) - 1)
    if len(word) > _SHORTEST and random.random() < _AT_AN_END:
        place = random.choice((0, len(word) - 2))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    keys: Mapping[str, str] = spoken["keys"]
    slips = (
        before + after,
        before + letter * 2 + after,
        before + after[0] + letter + after[1:],
        before + random.choice(keys.get(letter, letter)) + after,
        before + letter + random.choice(keys.get(letter, letter)) + after,
    )
    return random.choice(slips)


def misheard(random: Random, vocabulary: Vocabulary, text: str) -> str:
    """Return a text with a word or two that a recogniser took for others, often without marks."""
    heard = vocabulary.spoken["misheard"]
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if word in heard]
    for place in random.sample(places, min(len(places), random.choice((1, 1, 1, 2, 2, 3)))):
        words[place] = random.choice(heard[words[place]])
    text = " ".join(words)
    return text.replace(",", "").replace("'", "") if random.random() < _BARE else text
