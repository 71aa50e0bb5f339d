"""What a spoken sentence is cut into."""

from dataclasses import dataclass

from .lexicon import Words
from .phrases import Opening


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words between two marks of speech, without what fills a pause."""

    words: Words
    joined: Words = ()
    """The marks and conjunctions in front of it."""
    opening: Opening | None = None
    opened: Words = ()
    """The words of its opening."""
    held: bool = False
    """Whether whoever spoke paused in front of it ("at, let me think, forty percent")."""
    softened: bool = False
    """Whether it has a word for now, or of politeness."""
    concludes: bool = False
    """Whether whoever speaks draws a conclusion ("so"): it is no more a part of what is told."""
    at_that_time: bool = False
    """Whether it ends with "then": at the time that was told, if one was."""
    at_this_time: bool = False
    """Whether it is for now, in so many words."""
    whole: bool = False
    """Whether it is a clear command as it stands, without a verb of its own."""
