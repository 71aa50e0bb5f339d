"""Commands without a verb among talk: "I'm off to bed, so bedroom light off"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from .indirect import Indirect
from .lexicon import Tag, Words
from .phrases import Phrases
from .pieces import Kind, Piece
from .remarks import Remarks
from .segment import Segment
from .stories import Stories
from .tagging import Part
from .tokenizer import MARKS
from .topics import Topics
from .whole_commands import WholeCommands

_GENERAL: Final = "put"
_STATES: Final = frozenset({Tag.PARTICLE, Tag.LEVEL, Tag.NUMBER, Tag.COLOUR, Tag.RELATIVE})
_NAMING: Final = frozenset(
    {Tag.THING, Tag.DETERMINER, Tag.ALL, Tag.BOTH, Tag.ATTRIBUTE, Tag.TO}
    | {Tag.HERE, Tag.HOME, Tag.IN}
)
_BEHIND: Final = frozenset(
    {Tag.THING, Tag.DETERMINER, Tag.ALL, Tag.HERE, Tag.HOME, Tag.IN, Tag.EXCEPT, Tag.UNIT}
)
"""Roles of words in front of what a thing is to be, and behind it."""
_SPARING: Final = frozenset({Tag.LEAVE, Tag.REMAIN, Tag.EXCEPT, Tag.ONLY})
"""Roles of words that take something out of what is said."""
_REFERRING: Final = frozenset({Tag.OTHER, Tag.REST, Tag.ONE, Tag.TOO, Tag.ABOUT})
"""Words whose meaning hangs on what was said before, which a story may have changed."""
_REMARKED: Final = 2
"""Fewest pieces of a sentence that ends with a remark on what is asked for."""

_BEGINNING: Final = 2
"""Words within which a device is named that words begin with: "the kettle"."""


@dataclass(frozen=True)
class Ellipses:
    """Finds them among the pieces of one sentence."""

    phrases: Phrases
    indirect: Indirect
    topics: Topics
    stories: Stories
    remarks: Remarks
    reads: Callable[[Words], bool]
    """Whether words are a clear command by themselves."""

    def _with_command(self, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces with a command that leaves out its verb as one, if there is any."""
        wholes = WholeCommands(self.phrases, self.topics, self.stories, self.reads)
        return wholes.marked(pieces) or self._with_ellipsis(pieces)

    def _with_ellipsis(self, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces with a last "kitchen light off" as a command, or several such.

        It describes nothing if it concludes what was said, says where something is to go, or is
        said of now by the speaker.
        """
        if any(piece.kind is Kind.ASKS for piece in pieces):
            return self._led_by_ellipsis(pieces)
        if not pieces:
            return pieces
        if begun := self._ellipses_in_front(pieces):
            front = [replace(piece, segment=_as_command(piece.segment)) for piece in pieces[:begun]]
            return [*(replace(piece, kind=Kind.ASKS) for piece in front), *pieces[begun:]]
        end = len(pieces)
        while end and self._trails(pieces[end - 1]):
            end -= 1
        if not end or not self._is_ellipsis(pieces[end - 1].segment):
            end = self._before_comment(pieces, end)
        begin = end
        while begin and (begin == end or MARKS & set(pieces[begin].segment.joined)):
            if not self._is_ellipsis(pieces[begin - 1].segment):
                break
            begin -= 1
        before, last, after = pieces[:begin], pieces[begin:end], pieces[end:]
        if not (before and last):
            return pieces
        now = any(self.stories.is_of_speaker_now(piece.words) for piece in before)
        past = any(self.stories.is_past(piece.words) for piece in before[-1:])
        drawn = before[-1].segment.concludes and self.stories.is_of_speaker_now(before[-1].words)
        directs = bool(MARKS & set(last[0].segment.joined))
        directs &= all(self.indirect.directs(piece.words) for piece in last)
        directs &= all(piece.kind is Kind.TELLS for piece in before)
        if not (last[0].segment.concludes or drawn or directs or (now and not past)):
            return pieces
        asked = [Piece(Kind.ASKS, replace(piece.segment, softened=True)) for piece in last]
        return [*before, *asked, *after]

    def _led_by_ellipsis(self, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces with what leads a command as one: "so TV off and close the blinds"."""
        first = next(n for n, piece in enumerate(pieces) if piece.kind is Kind.ASKS)
        begin = first
        while begin and self._is_ellipsis(pieces[begin - 1].segment):
            if not self.topics.mentions(pieces[begin - 1].words):
                break  # "the baby's down", "from now on"
            begin -= 1
        if not pieces[begin].segment.concludes:
            return pieces
        asked = [
            Piece(Kind.ASKS, replace(piece.segment, softened=True)) for piece in pieces[begin:first]
        ]
        return [*pieces[:begin], *asked, *pieces[first:]]

    def _trails(self, piece: Piece) -> bool:
        """Return whether words tell what something is done for: "before he gets here"."""
        joined = piece.segment.joined
        groups = ("preventing", "consequences")
        told = piece.kind is Kind.TELLS
        return told and any(self.phrases.contains(group, joined) for group in groups)

    def _before_comment(self, pieces: Sequence[Piece], end: int) -> int:
        """Return where a last remark begins behind a conclusion: "so, lamp off, I'm tired"."""
        if end < _REMARKED or not self._trail(pieces[end - 1 : end]):
            return end
        for piece in reversed(pieces[: end - 1]):
            if not self._is_ellipsis(piece.segment):
                return end
            if piece.segment.concludes:
                return end - 1
        return end

    def _is_ellipsis(self, segment: Segment) -> bool:
        """Return whether a segment is a device with how it is to be: "the lamp off"."""
        softened = replace(segment, softened=True)
        elliptic = segment.opening is None and self.indirect.is_elliptic(segment.words)
        return elliptic and self._command(softened) is not None

    def _ellipses_in_front(self, pieces: Sequence[Piece]) -> int:
        """Return how many pieces such as "hall light off" stand in front of a reason: "I'm going".

        It has to be behind a mark, be what whoever speaks is doing, or be a remark on "it": else
        they would be told with what follows.
        """
        first = next((n for n, each in enumerate(pieces) if not self._is_brief(each)), len(pieces))
        after = pieces[first:]
        if not first or any(p.kind is not Kind.TELLS or self._is_of_another(p) for p in after):
            return 0
        remark = after[0] if after else None
        told = remark and not self.stories.is_of_speaker_now(remark.words)
        if remark and told and not MARKS & set(remark.segment.joined):
            of_it = any(self.phrases.has(g, remark.words[0]) for g in ("it_subjects", "speaker"))
            return first if of_it or self.phrases.length("deserted", remark.words) else 0
        return first

    def _is_brief(self, piece: Piece) -> bool:
        """Return whether a piece is a device and how it is to be: "lights off upstairs".

        Where it is, or what is left out, may stand behind.
        """
        words = piece.words
        if piece.segment.opening:
            return False
        short = self.indirect.is_short(words[: len(words) - self.stories.closing_time(words)])
        return (short and piece.kind is not Kind.TELLS) or self._is_named_so(words)

    def _is_named_so(self, words: Words) -> bool:
        """Return whether words are a device, how it is to be and where it is, and nothing else."""
        parts = self.topics.parts(words)
        state = next(filter(lambda n: self._is_state(parts[n]), range(len(parts))), 0)
        front, behind = parts[:state], parts[state + 1 :]
        if behind and parts[state].prepositional and behind[0].tag is not Tag.UNIT:
            return False  # "the lamp on the table"
        named = any(part.tag is Tag.THING for part in front)
        told = all(part.tag in _NAMING for part in front)
        return named and told and all(p.tag in _BEHIND or p.prepositional for p in behind)

    def _is_state(self, part: Part) -> bool:
        """Return whether a part says how a thing is to be; "out in the hall" begins so, too."""
        out = self.phrases.lexicon.file("targets")["out_before_places"]
        return part.tag in _STATES or (part.tag is Tag.IN and part.words[0] in out)

    def _is_of_another(self, piece: Piece) -> bool:
        """Return whether a story is about what was, or what other things of the home do.

        Or about what somebody may keep: that is no mere story.
        """
        if any(part.tag in _SPARING for part in self.topics.parts(piece.words)):
            return True
        if self.stories.is_of_speaker_now(piece.words):
            return False
        return self.stories.is_past(piece.words) or self.topics.mentions(piece.words)

    def _hangs_on_talk(
        self, parts: Sequence[Part], before: Sequence[Piece], after: Sequence[Piece]
    ) -> bool:
        """Return whether a command has words whose meaning hangs on the talk around it.

        "All lights but the one in the hall" says what it is one of. "That goes off" behind it is
        about the one.
        """
        referring = next((n for n, part in enumerate(parts) if part.tag in _REFERRING), None)
        if referring is None:
            return False
        if any(self.phrases.has("referring", piece.words[0]) for piece in after):
            return True
        spoken = any(self.topics.mentions(piece.words) for piece in before)
        return spoken or not any(part.tag is Tag.THING for part in parts[:referring])

    def _is_named_in(self, words: Words, name: Words) -> bool:
        """Return whether a command is about what was named in front of it, and says so again."""
        said = self.topics.named(name)
        places = range(len(words) - len(said) + 1)
        again = any(words[place : place + len(said)] == said for place in places)
        return bool(said) and (again or self.topics.are_of_the_same(words, said))

    def _is_half_command(self, piece: Piece) -> bool:
        """Return whether a piece says what is to be so of something unknown: "my stuff off"."""
        words, lexicon = piece.words, self.phrases.lexicon
        own = self.topics.targets.index.own_words
        if piece.kind is not Kind.ODD and words[0] not in own:
            return False  # "the baby dropped off", but not "Nora's things off"
        if any(self.phrases.has("finite", word) for word in words):
            return False
        last = words[-1:]
        ends = lexicon.sense(last, Tag.PARTICLE) is not None and lexicon.sense(last, Tag.IN) is None
        return ends and len(words) > 1

    def _trail(self, after: Sequence[Piece], *, timed: bool = False) -> bool:
        """Return whether all that is said behind a command leaves it as it is.

        `timed` is whether the command has a time of its own.
        """
        return all(
            piece.kind is Kind.TELLS
            and self.stories.is_harmless(piece.words, may_deny=False)
            and self.stories.trail(piece.words, piece.segment.joined, timed=timed)
            for piece in after
        )

    def _goes_on_asking(self, piece: Piece) -> bool:
        """Return whether words behind a command may be a part of it, or change it.

        Of "the lamp off and the kettle the delivery is here", the kettle is.
        """
        words = piece.words
        shared = self.phrases.contains("also", piece.segment.joined)
        shared = shared and self.topics.mentions(words[:_BEGINNING])
        shared &= not self.topics.is_about_device(words)
        return shared or self.remarks.asks_more(words) or self._is_of_another_one(words)

    def _is_of_another_one(self, words: Words) -> bool:
        """Return whether something is to be so of another one: "the one in the attic off".

        Where that is may be unknown here.
        """
        parts = self.topics.parts(words)
        told = [part.tag for part in parts if part.tag is not Tag.DETERMINER]
        return told[:1] == [Tag.ONE] and Tag.BE not in told and bool(_STATES & set(told))

    def _settled_pieces(self, before: Sequence[Piece]) -> list[Piece]:
        """Return what a statement behind it belongs to: "if it rains, it rains", "he said, ..."."""
        phrases = self.phrases
        return [
            piece
            for piece, behind in pairwise(before)
            if (phrases.length("tying", piece.words) or phrases.has("speaking", piece.words[-1]))
            and behind.kind is Kind.TELLS
            and not phrases.length("tying", behind.words)
            and not phrases.contains("also", behind.segment.joined)  # "if it's dark and late"
        ]

    def _command(self, segment: Segment) -> Words | None:
        """Return the plain command that a segment asks for; a time may stand in front of it.

        Of "lamp off in ten minutes", which has no verb, it may stand behind it, too.
        """
        words, end = segment.words, len(segment.words)
        if segment.whole:
            return words
        begin = self.stories.leading_time(words) if segment.opening is None else 0
        if segment.softened and segment.opening is None and not self.phrases.does(words):
            end -= self.stories.closing_time(words)
        command = self.indirect.command(replace(segment, words=words[begin:end]))
        return (*words[:begin], *command, *words[end:]) if command else None


def _as_command(segment: Segment) -> Segment:
    """Return a segment that leaves out its verb with one."""
    return replace(segment, words=(_GENERAL, *segment.words), softened=True)
