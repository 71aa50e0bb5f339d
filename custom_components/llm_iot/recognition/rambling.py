"""Commands among talk: polite, told around, or asked for by the way.

A second reading for what the strict one leaves alone. A sentence is cut into segments;
just one run of them may ask for something, and all the others have to be stories that
cannot turn it round. Whatever is not plainly so is left to others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from itertools import pairwise

from ..models import Device, Plan, ProblemCode
from .indirect import Indirect
from .lexicon import Lexicon, Tag, Words
from .mentions import Mention
from .segments import Cutter, Phrases, Segment
from .tagging import Part, tag
from .targets import Targets
from .times import Form, Times

_REFERRING = frozenset({Tag.OTHER, Tag.REST, Tag.ONE, Tag.TOO, Tag.ABOUT})
"""Words whose meaning hangs on what was said before, which a story may have changed."""
_NAMING = frozenset({Tag.THING, Tag.EVERYTHING, Tag.ATTRIBUTE})
_PRONOUNS = frozenset({Tag.PRONOUN, Tag.PRONOUNS})
_IT = "it"
_CONTRACTED = frozenset({"its", "thats", "theres", "heres", "itll", "itd", "thatll"})
_BEING = frozenset({("it", "is"), ("that", "is")})
_LOST = frozenset({ProblemCode.UNKNOWN_DEVICE, ProblemCode.UNKNOWN_PLACE})


class _Kind(Enum):
    """What a segment is."""

    ASKS = auto()
    TELLS = auto()
    NAMES = auto()
    """Names a device and says nothing of it."""
    ODD = auto()


@dataclass(frozen=True, slots=True)
class Gist:
    """What a sentence comes down to."""

    tokens: Words
    """A plain command."""
    direct: bool
    """Whether it was said as one."""
    places: frozenset[Device] | None = None
    """The devices of the places that the stories are about, None if they are about none."""

    def allows(self, plan: Plan | None) -> bool:
        """Return whether the plan of the command can be that of the whole sentence."""
        if plan is None or plan.request or plan.queries:
            return False
        if self.places is not None:
            there = {device.entity_id for device in self.places}
            steps = (*plan.steps, *(step for each in plan.deferred for step in each.steps))
            if any(step.target not in there for step in steps):
                return False
        lost = any(problem.code in _LOST for problem in plan.problems)
        return self.direct or not lost


@dataclass
class Rambling:
    """Finds the command in the talk of one language."""

    lexicon: Lexicon
    _phrases: Phrases = field(init=False)
    _indirect: Indirect = field(init=False)
    _times: Times = field(init=False)

    def __post_init__(self) -> None:
        """Create what knows the phrases."""
        self._phrases = Phrases(self.lexicon)
        self._indirect = Indirect(self._phrases)
        self._times = Times(self.lexicon)

    def gist(self, tokens: Sequence[str], targets: Targets, now: datetime) -> Gist | None:
        """Return the command that a sentence comes down to, None if that is not clear.

        The tokens are as they were said; those of the command are, too.
        """
        segments = Cutter(tokens, targets.index, self._phrases).cut()
        return _Reading(self._phrases, self._indirect, targets, self._times, now).gist(segments)


@dataclass(frozen=True)
class _Reading:
    """Reads the segments of one sentence."""

    phrases: Phrases
    indirect: Indirect
    targets: Targets
    times: Times
    now: datetime

    def gist(self, segments: Sequence[Segment]) -> Gist | None:
        """Return what the segments come down to."""
        folded = self._folded(segments)
        kinds = [kind for _, kind in folded]
        asking = [place for place, kind in enumerate(kinds) if kind is _Kind.ASKS]
        if not asking or len(asking) != asking[-1] - asking[0] + 1:
            return None
        first, last = asking[0], asking[-1]
        before = folded[:first]
        after = folded[last + 1 :]
        if not all(self._is_harmless(segment.words) for segment, kind in (*before, *after)):
            return None
        if not self._leads_up(before) or not self._trails(after):
            return None
        asked = [segment for segment, _ in folded[first : last + 1]]
        return self._settled(asked, before, after)

    def _folded(self, segments: Sequence[Segment]) -> list[tuple[Segment, _Kind]]:
        """Return the segments with their kinds, what was cut too far joined again."""
        folded: list[tuple[Segment, _Kind]] = []
        for segment in segments:
            kind = self._kind(segment)
            before = folded[-1] if folded else None
            if before and before[1] is _Kind.ASKS and kind in {_Kind.ODD, _Kind.NAMES}:
                between = () if segment.held else segment.joined
                words = (*before[0].words, *between, *segment.words)
                folded[-1] = (replace(before[0], words=words), _Kind.ASKS)
            elif before and kind is _Kind.ASKS and self._share_state(before, segment):
                words = (*before[0].words, *segment.joined, *segment.words)
                folded[-1] = (replace(segment, words=words, joined=before[0].joined), kind)
            elif before and kind is _Kind.TELLS and before[1] is _Kind.ODD and not segment.joined:
                words = (*before[0].words, *segment.words)
                folded[-1] = (replace(before[0], words=words), _Kind.TELLS)
            elif before and before[1] is _Kind.NAMES and self._is_apposition(segment):
                place = self._place_in(segment.words)
                folded[-1] = (replace(before[0], words=(*before[0].words, *place)), _Kind.NAMES)
            else:
                folded.append((segment, kind))
        return folded

    def _share_state(self, before: tuple[Segment, _Kind], segment: Segment) -> bool:
        """Return whether two devices have one state: "the lamp and the fan need to be off"."""
        if before[1] is not _Kind.NAMES or segment.opening or len(segment.joined) != 1:
            return False
        return self.phrases.has("joins", segment.joined[0]) and not self.phrases.does(segment.words)

    def _kind(self, segment: Segment) -> _Kind:
        if self.indirect.command(segment):
            return _Kind.ASKS
        words = (*segment.opened, *segment.words)
        if self._tells(words) or words[0] in _CONTRACTED:  # of "that's great", "great" is dropped
            return _Kind.TELLS
        return _Kind.NAMES if self._named(words) else _Kind.ODD

    def _tells(self, words: Words) -> bool:
        """Return whether words are a statement: a subject, and a verb that is no command."""
        phrases = self.phrases
        while words and phrases.has("openings", words[0]):
            words = words[1:]
        if len(words) < 2 or phrases.has("asking", words[0]):  # noqa: PLR2004
            return False
        if phrases.has("subjects", words[0]):
            return not (phrases.has("finite", words[0]) and self._opens_noun(words[1]))
        if phrases.has("finite", words[0]):
            return False
        if phrases.does(words) and not phrases.has("it_subjects", words[0]):
            return False
        if words[0] in _CONTRACTED or any(phrases.has("finite", word) for word in words[1:]):
            return True
        return any(
            word.endswith("s") and phrases.has("predicates", after)
            for word, after in pairwise(words)
        )

    def _opens_noun(self, word: str) -> bool:
        """Return whether a word makes a question of the verb in front: "were the", "were you"."""
        return any(self.phrases.has(group, word) for group in ("subjects", "determiners"))

    def _is_harmless(self, words: Words) -> bool:
        """Return whether words leave the command as it is: no condition, no quotation, no ban."""
        phrases = self.phrases
        if phrases.contains("vetoes", words):
            return False
        for before, word in zip(("", *words), words, strict=False):
            settled = phrases.has("states", before) or phrases.has("articles", before)
            if phrases.has("acting", word) and not settled:
                return False
        return not (self._denies(words) and self._mentions(words))

    def _denies(self, words: Words) -> bool:
        """Return whether something is denied that may concern a command."""
        place = 0
        while place < len(words):
            if length := self.phrases.length("harmless", words, place):
                place += length
                continue
            if self.phrases.has("negations", words[place]):
                return True
            place += 1
        return False

    def _leads_up(self, before: Sequence[tuple[Segment, _Kind]]) -> bool:
        """Return whether what comes before a command is complete, and about the same time."""
        if any(kind is _Kind.ODD for _, kind in before):
            return False
        if not before:
            return True
        last = before[-1][0].words
        return not self.phrases.has("dangling", last[-1]) and not self._is_for_later(last)

    def _trails(self, after: Sequence[tuple[Segment, _Kind]]) -> bool:
        """Return whether what comes behind a command takes nothing back from it."""
        for segment, kind in after:
            limited = any(self.phrases.has("limits", word) for word in segment.joined)
            if kind is not _Kind.TELLS or limited or self._is_for_later(segment.words):
                return False
        return True

    def _is_for_later(self, words: Words) -> bool:
        """Return whether words are about a time to come; "it is seven o'clock" is not."""
        _, whens = self.times.replace(words, self.now, bare_is_value=True)
        due = any(when.form is Form.DUE for when in whens)
        is_now = words[0] in _CONTRACTED or words[:2] in _BEING
        return (due and not is_now) or self.phrases.contains("future", words)

    def _settled(
        self,
        asked: Sequence[Segment],
        before: Sequence[tuple[Segment, _Kind]],
        after: Sequence[tuple[Segment, _Kind]],
    ) -> Gist | None:
        """Return the command with what it refers to put in."""
        tokens: list[str] = []
        direct = True
        for segment in asked:
            command = self.indirect.command(segment)
            if command is None:
                return None
            said = self._without_long_pronouns(command)
            if not any(part.tag in _NAMING | _PRONOUNS for part in self._parts(said)):
                return None
            direct &= command == segment.words
            tokens += (*(segment.joined if tokens else ()), *said)
        stories = [segment.words for segment, kind in (*before, *after) if kind is _Kind.TELLS]
        topics = [segment.words for segment, kind in before if kind is _Kind.NAMES]
        parts = self._parts(tokens)
        if (stories or topics) and any(part.tag in _REFERRING for part in parts):
            return None
        words = tuple(tokens)
        if self._refers(parts):
            filled = self._filled(words, parts, topics, stories)
            if filled is None:
                return None
            words = filled
        elif topics:
            return None
        return Gist(words, direct, self._places(parts, stories))

    def _refers(self, parts: Sequence[Part]) -> bool:
        """Return whether a command begins with "it" before it names anything."""
        first = next((part for part in parts if part.tag in _PRONOUNS | _NAMING), None)
        return first is not None and first.tag in _PRONOUNS

    def _filled(
        self,
        words: Words,
        parts: Sequence[Part],
        topics: Sequence[Words],
        stories: Sequence[Words],
    ) -> Words | None:
        """Return a command with the only thing spoken of in the place of "it"."""
        named = [self._named(topic) for topic in topics]
        if not topics:
            if not stories:
                return words
            named = [thing for story in stories if (thing := self._subject(story))]
            others = sum(len(self._devices_in(story)) for story in stories)
            if others > len(named):
                return None
        if not named:
            return words if any(part.tag is Tag.RELATIVE for part in parts) else None
        if len(named) != 1:
            return None
        part = next(each for each in parts if each.tag in _PRONOUNS)
        return (*words[: part.start], *named[0], *words[part.end :])

    def _subject(self, words: Words) -> Words | None:
        """Return the device that a story is about, None if it is about something else.

        It begins the story, or is what somebody did something to: "I left the radio on".
        """
        begin = 0
        if self.phrases.has("subjects", words[0]):
            begin = 1
            while begin < len(words) and self.phrases.has("telling", words[begin]):
                begin += 1
        mention, rest = self._first(words[begin:])
        if mention is None or not rest:
            return None
        is_verb = any(self.phrases.has(group, rest[0]) for group in ("finite", "states", "needs"))
        return words[begin : begin + mention.end] if begin or is_verb else None

    def _named(self, words: Words) -> Words:
        """Return the words of the device that a segment names, none if it names no single one.

        "That thing" and where it stands may follow: "the radio on the shelf".
        """
        words = tuple(word for word in words if not self.phrases.has("things", word))
        mention, rest = self._first(words)
        if mention is None:
            return ()
        parts = self._parts(rest)
        if not parts:
            return words
        if parts[0].tag is Tag.AND:
            others = self._named(rest[parts[0].end :])
            return (*words[: len(words) - len(rest)], *parts[0].words, *others) if others else ()
        if parts[0].tag is not Tag.IN and not self._is_dual(parts[0]):
            return ()
        known = any(part.tag is Tag.THING for part in parts) or self.phrases.contains(
            "finite", rest
        )
        return () if known else words[: mention.end]

    def _is_dual(self, part: Part) -> bool:
        return self.phrases.lexicon.sense(part.words, Tag.IN) is not None

    def _first(self, words: Words) -> tuple[Mention | None, Words]:
        """Return the device that is mentioned first of all, and the words behind it."""
        parts = self._parts(words)
        mention = self.targets.mention_at(parts, 0)[0] if parts else None
        if mention is None or mention.reference or mention.unknown or not mention.things:
            return None, ()
        if mention.is_place or mention.unknown_place:
            return None, ()
        return mention, words[mention.end :]

    def _is_apposition(self, segment: Segment) -> bool:
        """Return whether words say more of a thing: "the old one in the den"."""
        words = segment.words
        short = self.phrases.has("articles", words[0]) and not segment.opening
        return short and any(part.tag is Tag.ONE for part in self._parts(words))

    def _place_in(self, words: Words) -> Words:
        """Return "in the den" out of words."""
        parts = self._parts(words)
        for number, part in enumerate(parts[:-1]):
            last = parts[-1]
            if part.tag is Tag.IN and last.thing and last.thing.place:
                return words[parts[number].start :]
        return ()

    def _parts(self, words: Sequence[str]) -> tuple[Part, ...]:
        return tag(words, self.targets.index, self.phrases.lexicon) if words else ()

    def _mentions(self, words: Words) -> bool:
        """Return whether anything of the home is named."""
        return any(part.tag is Tag.THING for part in self._parts(words))

    def _devices_in(self, words: Words) -> list[Mention]:
        mentions = self.targets.read(self._parts(words))
        return [each for each in mentions if each.things and not each.is_place]

    def _places(self, parts: Sequence[Part], stories: Sequence[Words]) -> frozenset[Device] | None:
        """Return the devices where the stories are, if the command itself names no place."""
        for mention in self.targets.read(parts):
            head = mention.head
            if mention.all_places or mention.here or mention.home or (head and not head.kind):
                return None
        places = {
            place
            for story in stories
            for mention in self.targets.read(self._parts(story))
            for place in mention.all_places
        }
        if not places:
            return None
        numbers = {number for place in places for number in place.devices}
        return frozenset(self.targets.index.pick(numbers))

    def _without_long_pronouns(self, words: Words) -> list[str]:
        """Return words with "it" for "that thing"."""
        found: list[str] = []
        place = 0
        while place < len(words):
            length = self.phrases.length("pronouns", words, place)
            found.append(_IT if length else words[place])
            place += length or 1
        return found
