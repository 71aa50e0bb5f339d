"""Words of a sentence: tokens, and the overlap between two of them."""

from collections.abc import Iterable, Mapping
import re
import unicodedata

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_UNSPEAKABLE = re.compile(r"[^\w\s'\u2019.&+-]|_")
MAX_NAME = 48
"""Characters of a name that are shown to a model; longer ones are cut."""


def tokens(text: str) -> tuple[str, ...]:
    """Return the lower-case words and numbers of a text, in order."""
    return tuple(match.replace("\u2019", "'") for match in _TOKEN.findall(text.casefold()))


def clean_name(text: str) -> str:
    """Return a name as plain lower-case words.

    Control and format characters, quotes and brackets go: a name is data and must not
    be able to end a string or start an instruction.
    """
    visible = "".join(
        " " if unicodedata.category(character)[0] in "CZ" else character for character in text
    )
    words = _UNSPEAKABLE.sub(" ", visible.casefold()).split()
    return " ".join(words)[:MAX_NAME].strip()


def overlap(query: Iterable[str], text: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the weighted word overlap of two texts, 0 to 1.

    Weights are inverse document frequencies; a word without one is rare and counts as
    much as the rarest. Normalised like a cosine, so that a long text does not win by
    its length.
    """
    left, right = set(query), set(text)
    if not left or not right:
        return 0.0
    rare = max(weights.values(), default=1.0)

    def weigh(words: Iterable[str]) -> float:
        return sum(weights.get(word, rare) for word in words)

    return float(weigh(left & right) / (weigh(left) * weigh(right)) ** 0.5)
