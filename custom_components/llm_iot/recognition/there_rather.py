"""What is meant rather than something that is named first: "not the hall, just the kitchen".

"Lights off, not in the hall but in the kitchen" are those of the kitchen, and no others. Without
a pause "not the TV just the radio off" is "not the TV, just the radio off".
"""

from collections.abc import Sequence

from .index import HomeIndex, Thing
from .lexicon import Lexicon, Tag, Words
from .tokenizer import COMMA, MARKS


def with_place_rather(tokens: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "lights off in the kitchen" for "lights off not in the hall just in the kitchen".

    Both have to be places, and nothing but politeness may follow.
    """
    for place in range(2, len(tokens) - 2):
        end = _denied(tokens, place, index, lexicon, placed=True)
        rather = _rather(tokens, end, lexicon) if end else 0
        meant = _named(tokens, rather, index, lexicon) if rather else None
        if meant is None or not meant[0].place or not _ends(tokens, meant[1], lexicon):
            continue
        front = tokens[:place]
        while front[-1] in MARKS:
            front = front[:-1]
        if not any(thing.place for thing in _things(front, index)):
            return (*front, *tokens[rather:])
    return tokens


def with_pause_behind_denied(tokens: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "not the TV, just the radio off" for "not the TV just the radio off"."""
    end = _denied(tokens, 0, index, lexicon, placed=False)
    only: Sequence[str] = lexicon.file("targets")["only"]["words"]
    rather = _rather(tokens, end, lexicon) if end and tokens[end : end + 1] != (COMMA,) else 0
    if not set(only) & set(tokens[end:rather]) or _ends(tokens, rather, lexicon):
        return tokens
    return (*tokens[:end], COMMA, only[-1], *tokens[rather:])


def _denied(tokens: Words, place: int, index: HomeIndex, lexicon: Lexicon, *, placed: bool) -> int:
    """Return where what is named behind "not" at a place ends, 0 where nothing is."""
    if lexicon.sense(tokens[place : place + 1], Tag.NOT) is None:
        return 0
    found = _named(tokens, place + 1, index, lexicon)
    return found[1] if found and (found[0].place or not placed) else 0


def _rather(tokens: Words, place: int, lexicon: Lexicon) -> int:
    """Return where what is meant begins behind "just", "but" or "but only", 0 without one."""
    data = lexicon.file("targets")["rather"]
    begin = place + (tokens[place : place + 1] == (COMMA,))
    end = begin
    while tokens[end : end + 1] and tokens[end] in data:
        end += 1
    return end if end > begin else 0


def _named(
    tokens: Words, place: int, index: HomeIndex, lexicon: Lexicon
) -> tuple[Thing, int] | None:
    """Return what is named at a place and where it ends, "in the" in front of it or not."""
    for tag in (Tag.IN, Tag.DETERMINER):
        place += lexicon.sense(tokens[place : place + 1], tag) is not None
    for size in range(min(index.longest, len(tokens) - place), 0, -1):
        if thing := index.things.get(tokens[place : place + size]):
            return thing, place + size
    return None


def _things(words: Words, index: HomeIndex) -> list[Thing]:
    """Return all that words name."""
    sizes = range(1, index.longest + 1)
    found = (index.things.get(words[n : n + size]) for n in range(len(words)) for size in sizes)
    return [thing for thing in found if thing]


def _ends(tokens: Words, place: int, lexicon: Lexicon) -> bool:
    """Return whether nothing follows but politeness."""
    while place < len(tokens):
        length = int(tokens[place] in MARKS) or lexicon.length(tokens, {Tag.FILLER}, place)
        if not length:
            return False
        place += length
    return True
