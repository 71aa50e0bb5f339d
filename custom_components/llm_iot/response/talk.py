"""From a model's text to sentences that are fit to be spoken, while it still comes in.

Whole sentences are let through, and few of them: no markup, no thinking aloud, no data, and
nothing that claims to have moved a thing.
"""

from collections.abc import AsyncGenerator, AsyncIterable, Iterable
from contextlib import aclosing
import re
from typing import Final
import unicodedata

MAX_SENTENCES: Final = 4
MAX_CHARACTERS: Final = 500
"""The sentence that reaches this many is the last."""
MAX_SENTENCE: Final = 280
"""Characters of a sentence that does not end, which is then cut between two words."""
_HIDDEN: Final = re.compile(
    r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)|```.*?(?:```|\Z)", re.DOTALL
)
"""What is not meant to be read out: thoughts and code."""
_ITEM: Final = re.compile(r"(?m)^[ \t]*(?:[-*+\u2022]|\d+[.)]|#+)[ \t]+")
"""What begins a line of a list, or a heading."""
_END: Final = re.compile(
    r"(?<=\w\w)(?<!\b[DM]r)(?<!\bMrs)(?<!\bSt)[.!?\u2026]+[\"'\u201d)\]*_]*(?=\s)|\n+"
)
"""Where a sentence ends; a single letter before the mark is an abbreviation."""
_DATA: Final = re.compile(r"\s*(?:\{|\[\s*[\[{\"])")
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|https?://\S+")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_MARKUP: Final = re.compile(r"[*_`#~|<>{}\[\]\\\ufe0f]+")
_SILENT: Final = frozenset({"Cc", "Cn", "Co", "Cs", "So", "Sk"})
"""Unicode categories that are not spoken: control characters, pictures and the like."""


async def spoken_sentences(parts: AsyncIterable[str], claims: Iterable[str]) -> AsyncGenerator[str]:
    """Yield the sentences of a text that comes in parts, each as soon as it is complete.

    `claims` are regular expressions of sentences that say that something was moved; that
    is never true here, so the text ends before the first of them.
    """
    forbidden = [re.compile(claim, re.IGNORECASE) for claim in claims]
    text = ""
    count = length = 0
    async with aclosing(_ended(parts)) as ended:
        async for part in ended:
            text += part
            for sentence in _sentences(text)[count:]:
                if any(claim.search(sentence) for claim in forbidden):
                    return
                yield sentence
                count, length = count + 1, length + len(sentence)
                if count == MAX_SENTENCES or length >= MAX_CHARACTERS:
                    return


def plain(text: str) -> str:
    """Return a text without anything that is not spoken; empty if no word is left."""
    text = _MARKUP.sub("", _TAG.sub("", _LINK.sub(r"\1", text)))
    words = " ".join("".join(map(_spoken, text)).split())
    return words if any(character.isalnum() for character in words) else ""


def _spoken(character: str) -> str:
    """Return a character as it is spoken: a degree sign is, a picture is not."""
    category = unicodedata.category(character)
    if category == "Cf":  # joins or turns other characters
        return ""
    return " " if category in _SILENT and character != "°" else character


def _sentences(text: str) -> list[str]:
    """Return the sentences that are complete; more text never changes those."""
    visible = _ITEM.sub("", _HIDDEN.sub(" ", text))
    if _DATA.match(visible):
        return []
    found: list[str] = []
    start = 0
    for end in _END.finditer(visible):
        found.append(visible[start : end.end()])
        start = end.end()
    if len(visible) - start > MAX_SENTENCE:
        found.append(visible[start:])
    return [sentence for each in found if (sentence := plain(_shortened(each)))]


def _shortened(sentence: str) -> str:
    """Return a sentence cut between two words where it is overlong."""
    if len(sentence) <= MAX_SENTENCE:
        return sentence
    end = " ..."
    return sentence[: MAX_SENTENCE - len(end)].rpartition(" ")[0] + end


async def _ended(parts: AsyncIterable[str]) -> AsyncGenerator[str]:
    """Yield the parts, and the end of a line behind the last."""
    async for part in parts:
        yield part
    yield "\n"
