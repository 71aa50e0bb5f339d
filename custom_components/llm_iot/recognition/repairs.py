"""What is taken back in the middle of a sentence, put in words that the grammar knows for it.

"Turn on the lamp, ah no, leave that, the fan", "the lamp on, er, the fan", "the lamp on, actually
I don't need it": what was said first is not to be done.
"""

from collections.abc import Sequence
from functools import lru_cache
import re
from typing import Final

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .tokenizer import tokenize, words_of

_PAUSE: Final = r"(?:\s*(?:[,;:.!\u2026]+|\s[-\u2013\u2014])\s*)"
_END: Final = r"(?=\s*(?:[,;:.!\u2026]|\s[-\u2013\u2014]\s|$))"
_DOING: Final = (Tag.VERB, Tag.CARRIER, Tag.PARTICLE, Tag.LEVEL, Tag.UNIT)
_STARTING: Final = (Tag.VERB, Tag.CARRIER, Tag.LEAVE, Tag.DETERMINER, Tag.TO, Tag.IN, Tag.DEMAND)


def with_repairs(text: str, index: HomeIndex, lexicon: Lexicon) -> str:
    """Return a sentence in which what takes something back is "no wait", and nothing else."""
    data = lexicon.file("repairs")
    given_up, unneeded, hesitating = _patterns(lexicon)
    begun = unneeded.search(text)
    if begun and _acts(text[: begun.start()], lexicon):
        text = f"{text[: begun.start()]}, {data['becomes']}, {data['off']}{text[begun.end() :]}"
    begun = given_up.search(text)
    if begun and _acts(text[: begun.start()], lexicon):
        text = f"{text[: begun.start()]}, {data['becomes']}, {text[begun.end() :]}"
    for begun in reversed(list(hesitating.finditer(text))):
        before, behind = text[: begun.start()], text[begun.end() :]
        paused = not begun[0].replace(" ", "").isalpha()
        whole = _acts(before, lexicon) and not _adds(words_of(before), lexicon)
        if whole and (paused or _is_whole(before, behind, index, lexicon)):
            instead = _is_instead(behind, index, lexicon)
            text = f"{before}, {data['becomes']}, {behind}" if instead else text
    return text


def _acts(text: str, lexicon: Lexicon) -> bool:
    """Return whether something is to be done in words."""
    words = tokenize(text)
    return any(lexicon.length(words, set(_DOING), place) for place in range(len(words)))


def _is_whole(before: str, behind: str, index: HomeIndex, lexicon: Lexicon) -> bool:
    """Return whether a thing is named on either side of a sound, and none parted by it."""
    said, following = words_of(before), words_of(behind)
    named = any(word in index.by_word or (word,) in index.things for word in said)
    parted = lexicon.length(said[-1:], {Tag.DETERMINER, Tag.CARRIER, Tag.VERB}) > 0
    begins = lexicon.length(following, {Tag.VERB, Tag.CARRIER, Tag.DEMAND, Tag.DETERMINER}) > 0
    return named and begins and not parted


def _is_instead(text: str, index: HomeIndex, lexicon: Lexicon) -> bool:
    """Return whether what follows can take the place of a command, and is not added to it."""
    said = re.split(r"[,;:.!?\u2026]|\s[-\u2013\u2014]\s", text, maxsplit=1)[0]
    words = words_of(said)
    if not words or _adds(words, lexicon) or lexicon.length(words, {Tag.CORRECTION}):
        return False
    begins = lexicon.length(words, set(_STARTING)) > 0
    named = any(words[:end] in index.things for end in range(1, len(words) + 1))
    named |= words[0] in index.by_word
    demands = lexicon.length(words, {Tag.FILLER}) > 1  # "I want the fan on"
    return begins or named or demands


def _adds(words: Words, lexicon: Lexicon) -> bool:
    """Return whether words begin or end with one that adds something: "and", "as well"."""
    adding = [words_of(each) for each in lexicon.file("repairs")["adding"]]
    return any(each == words[: len(each)] or each == words[-len(each) :] for each in adding)


@lru_cache(maxsize=2)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what is given up, not needed after all, and a pause to think."""
    data = lexicon.file("repairs")
    taking, leaving = _any_of(data["taking_back"]), _any_of(data["leaving"])
    given_up = rf"{_PAUSE}{taking}(?:{_PAUSE}|\s+){leaving}{_PAUSE}(?=\w)"
    why, needless = _any_of(data["unneeded_before"]), _any_of(data["unneeded"])
    it, behind = _any_of(data["it"]), _any_of(data["behind"])
    unneeded = rf"{_PAUSE}(?:{why})(?:{_PAUSE}|\s+){needless}\s+{it}(?:\s+{behind})*{_END}"
    aside = rf"(?:{_PAUSE}|\s+){_any_of(data['hesitating'])}(?:{_PAUSE}|\s+)"
    flags = re.IGNORECASE
    return (
        re.compile(given_up, flags),
        re.compile(unneeded, flags),
        re.compile(rf"{aside}\s*(?=\w)", flags),
    )


def _any_of(phrases: Sequence[str]) -> str:
    """Return a pattern of phrases, with an apostrophe wherever there may be one."""
    longest = sorted(phrases, key=len, reverse=True)
    return rf"\b(?:{'|'.join(_spelled(each) for each in longest)})\b"


def _spelled(phrase: str) -> str:
    return r"\s+".join("['\u2019]?".join(map(re.escape, word)) for word in phrase.split())
