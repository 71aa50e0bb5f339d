"""Commands among talk: polite, told around, or asked for by the way.

A second reading for what the strict one leaves alone. A sentence is cut into segments;
just one run of them may ask for something, and all the others have to be stories that
cannot turn it round. Whatever is not plainly so is left to others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from .closing import Closing
from .complaints import Complaints, Remedy
from .deeds_told import with_told_deeds
from .ellipses import Ellipses
from .gist import Gist
from .indirect import Indirect
from .lexicon import Lexicon, Tag, Words
from .mending import mended
from .owned import with_owned
from .passed_over import passes_over
from .phrases import Opening, Phrases
from .pieces import Kind, Piece
from .remarks import Remarks
from .segment import Segment
from .segments import Cutter
from .statements import Statements
from .stories import Stories
from .targets import Targets
from .times import Times
from .tokenizer import MARKS
from .topics import NAMING, Topics

_SAYING: Final = 3
"""Fewest words in front of a command that cannot be the name of somebody called."""
_DIRECT: Final = frozenset(Opening) - {Opening.SAID}
"""Beginnings of a request that only the speaker can have made."""


@dataclass
class Rambling:
    """Finds the command in the talk of one language."""

    lexicon: Lexicon
    _phrases: Phrases = field(init=False)
    _indirect: Indirect = field(init=False)
    _times: Times = field(init=False)
    _statements: Statements = field(init=False)

    def __post_init__(self) -> None:
        """Create what knows the phrases."""
        self._phrases = Phrases(self.lexicon)
        self._statements = Statements(self.lexicon)
        self._indirect = Indirect(self._phrases)
        self._times = Times(self.lexicon)

    def gist(
        self,
        tokens: Sequence[str],
        targets: Targets,
        now: datetime,
        reads: Callable[[Words], bool],
        *,
        marked: bool,
    ) -> Gist | None:
        """Return the command that a sentence comes down to, None if that is not clear.

        The tokens are as they were said; those of the command are, too. `marked` is
        whether the sentence ends with a question mark, `reads` tells whether words are a clear
        command by themselves.
        """
        reading, segments = self._reading(tokens, targets, now, reads)
        return reading.gist(segments, marked)

    def tells_the_time(self, tokens: Sequence[str], targets: Targets, now: datetime) -> bool:
        """Return whether a time is only told around a command: "it's due in an hour, dim it"."""
        reading, segments = self._reading(tokens, targets, now)
        return reading.tells_the_time(segments)

    def _reading(
        self,
        tokens: Sequence[str],
        targets: Targets,
        now: datetime,
        reads: Callable[[Words], bool] = lambda _: False,
    ) -> tuple[_Reading, list[Segment]]:
        """Return what reads a sentence, and its segments."""
        topics, stories = self._judges(targets, now)
        segments = Cutter(with_owned(tuple(tokens), topics), targets.index, self._phrases).cut()
        remarks = Remarks(self._statements, topics, stories)
        parts = (self._phrases, self._indirect, topics, stories, remarks, reads)
        return _Reading(*parts), segments

    def is_idle(self, words: Words, targets: Targets, now: datetime) -> bool:
        """Return whether talk names nothing of the home and turns nothing round."""
        topics, stories = self._judges(targets, now)
        idle = not topics.mentions(words) and not stories.is_for_later(words)
        return idle and stories.is_harmless(words, may_deny=True, addressed=True)

    def is_of_it(self, words: Words) -> bool:
        """Return whether talk is about what was spoken of before: "that's too dear"."""
        return self._phrases.has("it_subjects", words[0])

    def remarks(self, targets: Targets, now: datetime) -> Remarks:
        """Return what finds a remark beside a command or a question."""
        return Remarks(self._statements, *self._judges(targets, now))

    def remedy(self, tokens: Sequence[str], targets: Targets, now: datetime) -> Remedy | None:
        """Return what helps against the complaint that a sentence is, None if it is none."""
        segments = Cutter(tokens, targets.index, self._phrases).cut()
        return Complaints(self._phrases, *self._judges(targets, now)).remedy(segments)

    def _judges(self, targets: Targets, now: datetime) -> tuple[Topics, Stories]:
        """Return what knows the devices and the stories of a home."""
        topics = Topics(self._phrases, targets)
        return topics, Stories(self._phrases, topics, self._times, now)


@dataclass(frozen=True)
class _Reading(Ellipses):
    """Reads the segments of one sentence."""

    def gist(self, segments: Sequence[Segment], marked: bool) -> Gist | None:  # noqa: FBT001
        """Return what the segments come down to."""
        pieces = self._pieces(segments)
        asking = [place for place, piece in enumerate(pieces) if piece.kind is Kind.ASKS]
        if not asking:
            return None
        first, last = asking[0], asking[-1] + 1
        before, after = pieces[:first], pieces[last:]
        asked = [piece for piece in pieces[first:last] if piece.kind is Kind.ASKS]
        between = [piece for piece in pieces[first:last] if piece.kind is not Kind.ASKS]
        if not self._trail(between) or any(self.topics.mentions(each.words) for each in between):
            return None
        if marked and not all(self._is_request(piece.segment) for piece in asked):
            return None
        if passes_over([*before, *after], asked, self.topics):
            return None
        if any(map(self._is_half_command, before)):
            return None
        single = all(self.topics.is_single(piece.words) for piece in asked)
        plain = self._is_plain(asked, before)
        closing = Closing(self.phrases, self.topics, self.stories)
        leads = self._lead_up(before, asked[0], single=single, plain=plain)
        timed = all(self.stories.due_in(piece.words) for piece in asked)
        if not leads and not closing.stands(before, asked, plain=plain):
            return None
        if not self._trail(after, timed=timed):
            return None
        if any(map(self._goes_on_asking, after)):
            return None
        return self._settled([piece.segment for piece in asked], before, [*between, *after])

    def _pieces(self, segments: Sequence[Segment]) -> list[Piece]:
        """Return the segments with what each of them does."""
        said = with_told_deeds(segments, self.phrases)
        pieces = self._folded(mended(said, self.phrases, self.topics))
        return self._with_scene(self._with_command(self._without_idle(pieces)))

    def _with_scene(self, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces with a place by itself as told, where it is then "in there"."""
        asked = [piece.words for piece in pieces if piece.kind is Kind.ASKS]
        parts = [part for words in asked for part in self.topics.parts(words)]
        if not any(part.tag is Tag.THERE for part in parts):
            return pieces
        return [
            replace(piece, kind=Kind.TELLS)
            if piece.kind is Kind.ODD and self.topics.is_place(piece.words)
            else piece
            for piece in pieces
        ]

    def tells_the_time(self, segments: Sequence[Segment]) -> bool:
        """Return whether something is asked for, and a time is told of something else."""
        pieces = self._pieces(segments)
        timed = {piece.kind for piece in pieces if self.stories.due_in(piece.words)}
        return timed == {Kind.TELLS} and any(piece.kind is Kind.ASKS for piece in pieces)

    def _without_idle(self, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces with what asks for nothing here as talk: "don't ask me why"."""
        told = [
            replace(piece, kind=Kind.TELLS if self.stories.tells(piece.words) else Kind.ODD)
            if piece.kind is Kind.ASKS and self._is_idle(piece)
            else piece
            for piece in pieces
        ]
        return told if any(piece.kind is Kind.ASKS for piece in told) else pieces

    def _is_idle(self, piece: Piece) -> bool:
        command = self._command(piece.segment) or ()
        said = self.topics.without_long_pronouns(command)
        return not self.topics.names_object(said)

    def _is_plain(self, asked: Sequence[Piece], before: Sequence[Piece]) -> bool:
        """Return whether one command that names its device is all that is asked for.

        The name may stand right in front: "that thing in the corner, the radio, turn it off".
        """
        segment = asked[0].segment
        named = any(part.tag in NAMING for part in self.topics.parts(segment.words))
        named |= bool(before) and before[-1].kind is Kind.NAMES
        named |= self.topics.is_of_the_told(segment.words, [piece.words for piece in before])
        direct = segment.opening in _DIRECT or self.phrases.does(segment.words)
        direct |= segment.softened and self.indirect.is_elliptic(segment.words)
        direct |= self.phrases.contains("demands", segment.words)
        direct |= self.indirect.is_directed(segment.words)
        return len(asked) == 1 and named and direct

    def _turns(self, piece: Piece, *, first: bool) -> bool:
        """Return whether words that are no statement may take a command from the speaker.

        They are about another time, a condition, or call somebody: "kids, turn off the TV".
        """
        words = piece.words
        pointed = len(words) > 1 and self.phrases.has("it_subjects", words[0])
        described = pointed or self.phrases.contains("things", words)
        named = self.phrases.has("determiners", words[0])
        calls = first and len(words) < _SAYING and not (described or named)
        begins = any(
            self.phrases.has(group, words[0]) for group in ("asking", "finite", "dangling")
        )
        if named:
            begins = False  # "the windows black", "the neighbours": nobody is called so
        if begins or calls:
            return True
        return self.stories.is_for_later(words) or self.stories.is_for_evening(words)

    def _is_request(self, segment: Segment) -> bool:
        """Return whether a question mark changes nothing: "the lamp should be off?" asks."""
        return segment.opening is not None or self.phrases.does(segment.words)

    def _lead_up(self, before: Sequence[Piece], asked: Piece, *, single: bool, plain: bool) -> bool:
        """Return whether all that is said in front of a command leaves it as it is.

        In front of a `plain` one, words that are no whole statement do, too.
        """
        segment = asked.segment
        addressed = segment.opening in _DIRECT or segment.softened or segment.concludes
        odd = [piece for piece in before if piece.kind is Kind.ODD]
        if odd and not plain:
            return False
        if not single and any(self.topics.mentions(piece.words) for piece in odd):
            return False  # it may be left out
        settled = self._settled_pieces(before)
        turning = (piece for piece in odd if not any(piece is each for each in settled))
        if any(self._turns(piece, first=piece is before[0]) for piece in turning):
            return False
        concluded = segment.concludes
        for piece in reversed(before):
            if not self.stories.is_harmless(
                piece.told,
                may_deny=single,
                concluded=concluded,
                addressed=addressed,
                settled=any(piece is each for each in settled),
            ):
                return False
            concluded |= piece.segment.concludes or piece.segment.opening in _DIRECT
        paused = bool(MARKS & set(asked.segment.joined))
        told = [piece.words for piece in before]
        then = segment.at_that_time and bool(told and self.stories.due_in(told[-1]))
        asks = segment.concludes and segment.opening in _DIRECT
        then |= asks and bool(told) and self.stories.is_of_others_later(told[-1])
        return self.stories.lead_up(told, paused=paused, concluded=segment.concludes, now=then)

    def _folded(self, segments: Sequence[Segment]) -> list[Piece]:
        """Return the segments with their kinds, what was cut too far joined again."""
        pieces: list[Piece] = []
        for each in segments:
            drawn = each.concludes or bool(pieces and pieces[-1].segment.concludes)
            allowed = drawn or self._is_about_a_name(pieces)
            permitted = each.opening is Opening.PERMISSION and allowed
            segment = replace(each, softened=True) if permitted else each
            piece = Piece(self._kind(segment), segment)
            joined = self._joined(pieces[-1], piece) if pieces else None
            if joined:
                pieces[-1] = joined
            else:
                pieces.append(piece)
        return pieces

    def _is_about_a_name(self, pieces: Sequence[Piece]) -> bool:
        """Return whether a device was named last, and only "it" was told of since."""
        for piece in reversed(pieces):
            if piece.kind is not Kind.TELLS or not self.phrases.has("it_subjects", piece.words[0]):
                return piece.kind is Kind.NAMES
        return False

    def _joined(self, before: Piece, piece: Piece) -> Piece | None:
        """Return two pieces as one if they belong together, None if they do not."""
        segment = piece.segment
        if before.kind is Kind.ASKS and (named := self._named_behind(before, piece)):
            return named
        if before.kind is Kind.ASKS and self._corrects(piece):
            return before.longer((*segment.joined, *piece.words))
        if before.kind is Kind.ASKS and piece.kind in {Kind.ODD, Kind.NAMES}:
            between = () if segment.held else segment.joined
            return before.longer((*between, *piece.words))
        if before.kind is Kind.NAMES and self._shares_state(piece):
            words = (*before.words, *segment.joined, *segment.words)
            return replace(piece, segment=replace(segment, words=words))
        stated = segment.softened or self.indirect.is_state(segment.words)
        if before.kind is Kind.NAMES and piece.kind is Kind.ODD and stated:
            words = (*before.words, *segment.words)
            concludes = before.segment.concludes or segment.concludes
            whole = replace(segment, words=words, joined=(), softened=True, concludes=concludes)
            return Piece(Kind.ASKS, whole) if self._command(whole) else None
        if before.kind is Kind.ODD and piece.kind is Kind.TELLS and self._leads(before, piece):
            return replace(before.longer(piece.words), kind=piece.kind)
        if before.kind is Kind.NAMES and self.topics.is_apposition(piece.words):
            return before.longer(self.topics.place_in(piece.words))
        return None

    def _named_behind(self, before: Piece, piece: Piece) -> Piece | None:
        """Return a command with what is named behind it: "put it on, the kettle"."""
        words, parts = before.segment.words, self.topics.parts(before.segment.words)
        if piece.kind is not Kind.NAMES or not self.topics.refers(parts):
            return None
        filled = self.topics.filled(words, parts, [piece.words], ())
        return replace(before, segment=replace(before.segment, words=filled)) if filled else None

    def _corrects(self, piece: Piece) -> bool:
        """Return whether another device is named in the place of one: "I mean the fan"."""
        length = self.phrases.length("corrected", piece.words)
        return bool(length) and bool(self.topics.named(piece.words[length:]))

    def _shares_state(self, piece: Piece) -> bool:
        """Return whether two devices have one state: "the lamp and the fan need to be off"."""
        segment = piece.segment
        if piece.kind is not Kind.ASKS or self._is_request(segment):
            return False
        return segment.joined in self.phrases.group("also")

    def _leads(self, before: Piece, piece: Piece) -> bool:
        """Return whether words only lead to a story: "with all this rain I am wet"."""
        return not piece.segment.joined and self.phrases.has("fragments", before.words[0])

    def _kind(self, segment: Segment) -> Kind:
        words = (*segment.opened, *segment.words)
        excused = self.phrases.length("excused", words) == len(words)
        excused |= self.phrases.length("unasked", words) > 0
        if not excused and self._command(segment):
            return Kind.ASKS
        if self.topics.named(words):
            return Kind.NAMES
        return Kind.TELLS if self.stories.tells(words) else Kind.ODD

    def _settled(
        self, asked: Sequence[Segment], before: Sequence[Piece], after: Sequence[Piece]
    ) -> Gist | None:
        """Return the command with what it refers to put in."""
        tokens: list[str] = []
        direct = True
        for segment in asked:
            command = self._command(segment)
            if command is None:
                return None
            said = self.topics.without_long_pronouns(command)
            if not self.topics.names_object(said):
                return None
            direct &= command == segment.words
            tokens += (*(segment.joined if tokens else ()), *said)
            if segment.at_that_time:
                tokens += self._time_told(before)
        told = [piece.words for piece in (*before, *after) if piece.kind is Kind.TELLS]
        named = [piece.words for piece in before if piece.kind is Kind.NAMES]
        parts = self.topics.parts(tokens)
        if (told or named) and self._hangs_on_talk(parts, before, after):
            return None
        words: Words | None = tuple(tokens)
        if self.topics.refers(parts):
            closing = Closing(self.phrases, self.topics, self.stories)
            about = closing.drawn_from(before, asked[0]) or told
            words = self.topics.filled(tuple(tokens), parts, named, about)
        elif not all(self._is_named_in(tuple(tokens), each) for each in named):
            return None
        if words is None:
            return None
        words = self.topics.with_place(words, told)
        group = not self.topics.is_single(words)
        doubtful = self.topics.spoken_of(told) if group else frozenset()
        places = self.topics.places(self.topics.parts(words), told)
        return Gist(words, direct, places, doubtful)

    def _time_told(self, before: Sequence[Piece]) -> Words:
        """Return the time that "then" is: "he has to be in bed at nine, so turn it off then"."""
        return next(filter(None, (self.stories.due_in(each.words) for each in before[::-1])), ())
