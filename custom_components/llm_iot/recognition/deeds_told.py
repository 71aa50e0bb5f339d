"""A deed that was told, asked for as "do that": "I forgot to shut the blind, so do that please"."""

from collections.abc import Sequence
from dataclasses import replace

from .lexicon import Words
from .phrases import Phrases
from .segment import Segment


def with_told_deeds(segments: Sequence[Segment], phrases: Phrases) -> list[Segment]:
    """Return the segments with the only deed that was left undone in the place of "do that"."""
    found = list(segments)
    for place, segment in enumerate(segments):
        if not _asks_for_it(segment, phrases):
            continue
        undone = [(n, _deed(each, phrases)) for n, each in enumerate(segments[:place])]
        deeds = [(n, deed) for n, deed in undone if deed]
        if len(deeds) != 1:
            return list(segments)
        number, deed = deeds[0]
        found[place] = replace(segment, words=deed, opening=None, opened=())
        return [*found[:number], *found[number + 1 :]]
    return found


def _asks_for_it(segment: Segment, phrases: Phrases) -> bool:
    said = segment.words, (*segment.opened, *segment.words)
    return any(words in phrases.group("doing_it") for words in said)


def _deed(segment: Segment, phrases: Phrases) -> Words:
    """Return the command behind "I forgot to", none where nothing or more than that is told."""
    words = segment.words
    begin = phrases.length("subjects", words)
    length = phrases.length("undone", words, begin) if begin else 0
    behind = words[begin + length :]
    return behind if length and phrases.does(behind) else ()
