"""A sentence as plain tokens: words, numbers, clock times and the marks between clauses."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
import re
from typing import Final
import unicodedata

COMMA: Final = ","
STOP: Final = "."
"""Tokens of the marks that separate clauses; every other mark is dropped."""
MARKS: Final = frozenset({COMMA, STOP})

JOINT: Final = "_"
"""What a word of a device ends in that is made one."""

_TOKEN: Final = re.compile(
    r"#[0-9a-f]{6}\b|\d{1,2}:\d{2}\b|\d+(?:st|nd|rd|th)\b|\d+(?:\.\d+)?|[^\W\d_]+|[,;:.!?]"
)
_OF_NUMBER: Final = re.compile(r"(?<=\d)['\u2019`]s\b")
_APOSTROPHE: Final = re.compile(r"(?<=\w)['\u2019`](?=\w)")
_HALF_OF_DAY: Final = re.compile(r"\b([ap])\.\s?m\b\.?")
_ABBREVIATION: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_DASH: Final = re.compile(r"(?<=\w)\s*[\u2013\u2014]\s*(?=[^\W\d])|(?<=\S)\s+-{1,2}\s+(?=[^\W\d])")
"""Between words it is a pause; between numbers it may be a range."""
_NEGATIVE: Final = re.compile(r"(?<!\S)[-\u2212](?=\d)")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")
_DECIMAL_COMMA: Final = re.compile(r"(?<=\d{2}),(?=\d\b(?!,))")
_SPOKEN_MARKS: Final = {"%": " percent ", "\u00b0": " degrees ", "&": " and ", "+": " plus "}
_MARKS_MEANT: Final = {";": COMMA, ":": COMMA, "!": STOP, "?": STOP}
_LONGEST_NUMBER: Final = 9
"""Digits of the longest token that is a number and no noise."""
_REMEMBERED: Final = 8192
"""Texts whose tokens are kept: every name and alias of a large home."""


@lru_cache(_REMEMBERED)
def tokenize(text: str) -> tuple[str, ...]:
    """Return the tokens of a sentence, lower case, without apostrophes and accents.

    "Don't" is `dont`, "21 °C" is `21 degrees c`, "10pm" is `10 pm`, "T.V." is `tv`, "-5" is
    `minus 5`, "18,5" is `18.5`.
    """
    plain = text.casefold()
    for mark, spoken in _SPOKEN_MARKS.items():
        plain = plain.replace(mark, spoken)
    plain = unicodedata.normalize("NFKD", plain)
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    plain = _OF_NUMBER.sub("", plain)  # "surgery 1's speaker"
    plain = _DASH.sub(", ", plain)
    plain = _APOSTROPHE.sub("", _NEGATIVE.sub("minus ", plain))
    plain = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), plain)
    plain = _THOUSANDS.sub("", _HALF_OF_DAY.sub(r"\1m", plain))
    plain = _DECIMAL_COMMA.sub(".", plain)
    return tuple(_MARKS_MEANT.get(token, token) for token in _TOKEN.findall(plain))


@lru_cache(_REMEMBERED)
def words_of(text: str) -> tuple[str, ...]:
    """Return the tokens of a name: those of a sentence without its marks."""
    return tuple(token for token in tokenize(text) if token not in MARKS)


def is_number(token: str) -> bool:
    """Return whether a token is a number in digits."""
    return len(token) <= _LONGEST_NUMBER and token.replace(".", "", 1).isdecimal()


def by_initial(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return words by their first letter; numbers are left out."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        if not is_number(word):
            found[word[0]].append(word)
    return {letter: tuple(each) for letter, each in found.items()}
