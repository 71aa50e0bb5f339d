"""Segments as they were meant: without what was begun and given up, or asks for nothing.

"Mute the, no wait, turn the TV down" asks for one thing, "... and leave the rest as it is"
for nothing at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .lexicon import Words
from .phrases import Phrases
from .segment import Segment
from .topics import Topics


def mended(segments: Sequence[Segment], phrases: Phrases, topics: Topics) -> list[Segment]:
    """Return segments without false starts, and without a rest that is to stay as it is."""
    found: list[Segment] = []
    for said in _with_one_no(segments, phrases, topics):
        segment = _restated(said, phrases, topics)
        begun = found[-1] if found else None
        if begun is None:
            found.append(segment)
        elif phrases.does(segment.words) and (
            _is_false_start(begun, phrases) or (segment is not said and _is_begun(begun, phrases))
        ):
            found[-1] = _restarted(begun, segment)
        elif not (
            _gives_up(begun, segment, phrases)
            or (_says_as_is(segment, phrases) and _spares(begun, phrases, topics))
        ):
            found.append(segment)
    return [_without_rest(each, phrases, topics) for each in found]


def _restated(segment: Segment, phrases: Phrases, topics: Topics) -> Segment:
    """Return what was said without "I mean" in front; a command so is the speaker's own.

    A name behind it takes the place of another one, and keeps the words.
    """
    words = segment.words
    length = phrases.length("restating", words)
    rest = words[length:]
    if not length or not rest or segment.opening or topics.named(rest):
        return segment
    concludes = segment.concludes or phrases.does(rest)
    return replace(segment, words=rest, concludes=concludes)


def _with_one_no(
    segments: Sequence[Segment], phrases: Phrases, topics: Topics
) -> Iterator[Segment]:
    """Yield segments with a run of corrections as one: "no, not that, the desk lamp"."""
    waiting: list[Segment] = []
    for segment in segments:
        if not segment.opening and segment.words in phrases.group("corrections"):
            waiting.append(segment)
            continue
        if waiting and not segment.opening and topics.named(segment.words):
            first, waiting = waiting[0], []
            yield replace(segment, words=(phrases.data["no"], *segment.words), joined=first.joined)
            continue
        yield from waiting
        waiting = []
        yield segment
    yield from waiting


def _is_begun(segment: Segment, phrases: Phrases) -> bool:
    """Return whether a command was begun, so that another one can take its place."""
    return segment.opening is not None or phrases.does(segment.words)


def _gives_up(begun: Segment, segment: Segment, phrases: Phrases) -> bool:
    """Return whether a segment only takes a false start back: "no wait"."""
    return _is_false_start(begun, phrases) and segment.words in phrases.group("corrections")


def _is_false_start(segment: Segment, phrases: Phrases) -> bool:
    """Return whether a command breaks off before it names anything: "mute the"."""
    words = segment.words
    return bool(words) and phrases.does(words) and phrases.has("unnamed", words[-1])


def _restarted(begun: Segment, segment: Segment) -> Segment:
    """Return the command that takes the place of one that was given up."""
    concludes = begun.concludes or segment.concludes
    return replace(segment, joined=begun.joined, concludes=concludes)


def _says_as_is(segment: Segment, phrases: Phrases) -> bool:
    """Return whether a segment is the end of "the rest as it is"."""
    return segment.joined in phrases.group("like") and segment.words in phrases.group("as_is")


def _spares(segment: Segment, phrases: Phrases, topics: Topics) -> bool:
    """Return whether one device is named, and all others are to stay as they are."""
    kept = _before_rest(segment.words, phrases)
    return len(kept) < len(segment.words) and topics.is_single(kept)


def _without_rest(segment: Segment, phrases: Phrases, topics: Topics) -> Segment:
    if not _spares(segment, phrases, topics):
        return segment
    return replace(segment, words=_before_rest(segment.words, phrases))


def _before_rest(words: Words, phrases: Phrases) -> Words:
    """Return the words in front of "and leave the rest", all of them without such an end."""
    for place in range(1, len(words)):
        if words[place:] in phrases.group("rest_left"):
            return words[:place]
    return words
