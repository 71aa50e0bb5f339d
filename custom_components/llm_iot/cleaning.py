"""What text from outside is reduced to before it is compared, shown to a model or spoken.

Names, areas, states and attributes can be written by anybody who can reach a device: a
guest's telephone, a radio station, a calendar invitation. Such text stays data: it has no
character that ends a string, opens a tag, hides or turns round what follows.
"""

from collections.abc import Iterator
from functools import lru_cache
import json
from pathlib import Path
import re
from typing import Final
import unicodedata

MAX_NAME: Final = 48
"""Characters of a name that are compared, shown to a model and spoken; the rest is cut."""
MAX_STATE: Final = 64
"""Characters of a state that are spoken."""
MAX_SPEECH: Final = 600
"""Characters of prose that are shown or spoken."""
_MAX_MARKS: Final = 3
"""Marks that stand on one letter in any writing."""
MAX_RAW: Final = 2000
"""Characters that are looked at at all: no name or sentence of a home is longer."""
_BLANK: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Letters and symbols that show nothing."""
_IN_NAMES: Final = "'&+-"
_IN_STATES: Final = "'&+-%\u00b0"
_IN_PROSE: Final = frozenset({"Po", "Pd", "Sc"})
"""Categories of characters that belong to sentences: full stops, dashes, currencies."""
_MARKUP: Final = frozenset('"#*@\\`')
"""Those among them that mean something to a chat template, to Markdown or to a parser."""
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[.,:/](?=\d)")
_LOOSE_APOSTROPHE: Final = re.compile(r"(?<!\w)'|'(?!\w)")
_LINK: Final = re.compile(r"([.:/])(?=[^\W\d]|/)")
"""A dot, colon or stroke that a letter follows at once, as in an address and not in prose."""
_LOOKALIKES: Final = {
    ord(foreign): latin
    for latin, letters in json.loads(
        Path(__file__).with_name("lookalikes.json").read_text(encoding="utf-8")
    ).items()
    for foreign in letters
}
"""Letters of other scripts by the Latin letter that they cannot be told from."""


@lru_cache(8192)
def normal(text: str) -> str:
    """Return a text in one spelling, with nothing in it that cannot be seen.

    Compatible forms become the usual one (full-width or mathematical letters, ligatures),
    invisible and bidirectional characters go, control characters become spaces, and a word
    that mixes Latin letters with those that look like them becomes Latin.
    """
    text = text[:MAX_RAW]
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    shown = "".join(_shown(character) for character in composed)
    return re.sub(r"\S+", lambda word: _one_script(word[0]), shown)


def name(text: str) -> str:
    """Return a name as words: letters, digits and what belongs inside a name."""
    return _cut(_words(text, _IN_NAMES, "."), MAX_NAME)


def state(text: str) -> str:
    """Return a state as one phrase that cannot end the sentence it stands in."""
    return _cut(_words(text.replace("_", " "), _IN_STATES, ".,:/"), MAX_STATE)


def prose(text: str) -> str:
    """Return sentences without quotes, brackets, markup and addresses."""
    kept = "".join(
        character if _is_prose(character) else _kept(character, "+\u00b0")
        for character in normal(text)
    )
    return _cut(" ".join(_LINK.sub(r"\1 ", _without_quotes(kept)).split()), MAX_SPEECH)


def words(text: str) -> str:
    """Return a text of any length as `name` would."""
    return _words(text, _IN_NAMES, ".")


def skeleton(text: str) -> str:
    """Return what a text looks like: equal for texts that cannot be told apart."""
    return normal(text).translate(_LOOKALIKES).casefold()


def _words(text: str, marks: str, between_digits: str) -> str:
    """Return the words of a text with some marks, others only between digits."""
    plain = normal(text)
    inside = {
        match.start() for match in _BETWEEN_DIGITS.finditer(plain) if match[0] in between_digits
    }
    kept = "".join(
        character if place in inside else _kept(character, marks)
        for place, character in enumerate(plain)
    )
    return " ".join(_without_quotes(kept).split())


@lru_cache(4096)
def _kept(text: str, marks: str) -> str:
    """Return a text with a space for everything but letters, digits and some marks."""
    return "".join(
        character if character.isalnum() or character in marks or _is_mark(character) else " "
        for character in text
    )


@lru_cache(4096)
def _is_prose(character: str) -> bool:
    """Return whether a character is the punctuation of a sentence."""
    return unicodedata.category(character) in _IN_PROSE and character not in _MARKUP


def _without_quotes(text: str) -> str:
    """Return a text without the apostrophes that stand for quotes."""
    return _LOOSE_APOSTROPHE.sub(" ", text)


def _shown(character: str) -> str:
    """Return a character, a space for a control character, nothing for an invisible one."""
    if character in _BLANK or unicodedata.category(character) == "Cf":
        return ""
    return character if character.isprintable() else " "


def _is_mark(character: str) -> bool:
    """Return whether a character belongs to the letter before it."""
    return unicodedata.category(character).startswith("M")


def _one_script(word: str) -> str:
    """Return a word that holds a Latin letter in Latin letters alone, without loose accents.

    Words of other scripts keep their vowel signs, a few on each letter.
    """
    if word.isascii():
        return word
    if any("LATIN" in unicodedata.name(each, "") for each in word):
        letters = "".join(each for each in word if not _is_mark(each))
        return letters.translate(_LOOKALIKES)
    return "".join(_few_marks(word))


def _few_marks(word: str) -> Iterator[str]:
    """Yield the characters of a word, of the marks on one letter the first ones."""
    marks = _MAX_MARKS
    for character in word:
        marks = marks + 1 if _is_mark(character) else 0
        if marks <= _MAX_MARKS:
            yield character


def _cut(text: str, length: int) -> str:
    """Return a text cut at a word where that leaves most of it."""
    if len(text) <= length:
        return text
    whole = text[: length + 1].rpartition(" ")[0]
    return whole if len(whole) > length // 2 else text[:length].strip()
