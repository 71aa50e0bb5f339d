"""A remark beside a command or a question: a reason, a worry, what somebody is doing.

"Turn the TV off please, my mum's calling", "how warm is the pool, is it worth going in". Where a
part of a sentence is clear by itself and the rest only tells something, that part stands. What
might ask for more, take something back or tie it to something is no remark: left out, it would be
said to be done.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
import re
from typing import Final

from ..models import Device
from .chunks import Chunk, amid_names, chunks_of, noun_at, trimmed
from .contractions import written_out
from .gaps import may_tell_which
from .idle_words import IdleWords
from .index import Thing
from .lexicon import Tag, Words
from .rooms import NOTHING
from .stories import Stories
from .tagging import Part
from .tokenizer import MARKS, tokenize
from .unmarked import Unmarked
from .wishes_told import ORDERS, SAYING_HOW, WishesTold

_FEWEST: Final = 2
"""Words of the shortest command or question."""
_CONTRACTED: Final = re.compile(r"^(?:\w+ )?\w+['\u2019]s\b")
_PAUSES: Final = re.compile(r"[,;:.!?\u2026\u2013\u2014-]$")
_SPARING: Final = frozenset({Tag.EXCEPT, Tag.LEAVE, Tag.REMAIN, Tag.NOT, Tag.ONLY})
_NEAR: Final = frozenset({Tag.HERE, Tag.THERE, Tag.HOME})
_OFF: Final = "off"
_PLAYERS: Final = "media_player"


@dataclass(frozen=True, slots=True)
class Beside:
    """What is left of a sentence without a remark."""

    text: str
    remark: Words
    in_front: bool = False
    concludes: bool = False
    """Whether it is drawn from a remark in front of it: "so ..."."""
    paused: bool = True
    """Whether a pause or politeness tells them apart."""
    idle: bool = False
    """Whether it tells nothing that words without a verb could go on with: "good night, TV off"."""


@dataclass(frozen=True)
class Remarks(WishesTold):
    """Finds the remarks of one sentence in one home."""

    stories: Stories

    def beside(self, text: str, *, asks: bool = False) -> Iterator[Beside]:
        """Yield a sentence without a remark behind or in front of it, the longest remark first.

        `asks` is for a question: told more, it asks for the same.
        """
        chunks = [(n, self._words(said), said) for n, _, said in chunks_of(text)]
        parted: Collection[int] | None = None
        for place in range(_FEWEST, len(chunks)):
            paused = self._is_paused(chunks[place - 1][2])
            begin = chunks[place][0]
            front, behind = text[:begin], text[begin:]
            if not self._may_begin(chunks, place, paused=paused):
                continue
            if parted is None:  # names take longer to find than most sentences need
                parted = amid_names(chunks, self.topics)
            if place in parted and not paused:
                continue
            words = self._words(behind)
            contracted = bool(_CONTRACTED.search(noun_at(chunks, place)))
            if self.is_remark(words, front, paused=paused, contracted=contracted, asks=asks):
                yield Beside(trimmed(front), words, paused=paused)
        yield from self._behind_remarks(text, chunks, asks=asks)

    def _words(self, text: str) -> Words:
        return self.statements.heard(tokenize(written_out(text, self.statements.lexicon)))

    def _is_paused(self, chunk: str) -> bool:
        """Return whether a pause or politeness ends a thought: "off please my mum is here"."""
        words = tokenize(chunk)
        return bool(_PAUSES.search(chunk)) or words[-1:] in self.statements.tables["polite_ends"]

    def _may_begin(self, chunks: Sequence[Chunk], place: int, *, paused: bool) -> bool:
        """Return whether a remark could begin at a word, at a first look."""
        before, here = chunks[place - 1][1], chunks[place][1]
        if not here or (before and self.statements.length("hanging", before[-1:])):
            return False
        if paused:
            return True
        words = tuple(word for _, tokens, _ in chunks[place : place + 6] for word in tokens)
        while words and (joins := self.statements.length("joined", words)):
            words = words[joins:]
        said = tuple(word for _, tokens, _ in chunks[place:] for word in tokens)
        if self.idle.is_saying(said):
            return True
        words = self.statements.heard(words)
        contracted = bool(_CONTRACTED.search(noun_at(chunks, place)))
        return self.statements.tells(words, plainly=True, contracted=contracted)

    def may_describe(self, beside: Beside, words: Words) -> bool:
        """Return whether words without a verb may go on telling: "he's asleep, TV on".

        All of something is described of nobody but "him": "the kids are asleep, all lights off".
        And nobody is polite in a description.
        """
        if any(self.statements.length("requesting", (word,)) for word in words):
            return False
        of_others = self.statements.length("others", beside.remark) > 0
        if not beside.in_front and any(map(self._is_off, words)):
            return False  # "lights off he is asleep": nothing would move that is off already
        of_all = self.statements.lexicon.length(words, {Tag.ALL}) > 0
        return of_others or not of_all if beside.in_front else of_others and not beside.paused

    def _is_off(self, word: str) -> bool:
        return self.statements.lexicon.sense((word,), Tag.PARTICLE) == _OFF

    def is_remark(
        self, words: Words, front: str, *, paused: bool, contracted: bool, asks: bool
    ) -> bool:
        """Return whether words behind others are a remark, and neither add nor change anything."""
        clauses = self.statements.clauses(words)
        if not clauses:
            return False
        parts = self.topics.parts(tokenize(front))
        if asks and self._asks_on(words):
            return True
        if not asks and (self._is_of_others(front) or not self._asks_for(parts, front)):
            return False  # "the kids want the TV on, I don't"
        spares = any(part.tag in _SPARING for part in parts)
        whole, words = words, self.idle.without(clauses)
        clauses = [each for each in clauses if not self.idle.is_saying(each)]
        if not clauses or self.idle.is_saying(whole):
            return not asks
        first, *others = clauses
        if not paused and (
            self.statements.length("pointing", first) or may_tell_which(self.statements, whole)
        ):
            return False
        told = self.statements.tells(first, plainly=not paused, contracted=contracted)
        told |= paused and self.stories.tells(first)
        if not told or not all(map(self._tells, others)) or any(map(self._says_state, clauses)):
            return False
        if not words:
            return not asks
        if self._names(words, parts) or (not asks and self.may_ask(words, spares=spares)):
            return False
        return asks or self._leaves_alone(words, parts)

    def _is_of_others(self, text: str) -> bool:
        """Return whether words begin with what somebody else wants, which we may not do."""
        words, length = self._words(text), self.statements.length
        begin = next((n for n in range(len(words)) if length("wishing", words, n)), 0)
        before, wish = words[:begin], words[begin:][: length("wishing", words, begin)]
        own = any(length("speaking_of_self", (word,)) for word in (*before, *wish))
        ordered = any(part.tag in ORDERS for part in self.topics.parts(before))
        return bool(before) and not (own or ordered)

    def _asks_for(self, parts: Sequence[Part], text: str) -> bool:
        """Return whether words say what is to be done with what, and do not only tell something."""
        acts = any(part.tag in ORDERS | SAYING_HOW | {Tag.PARTICLE} for part in parts)
        out: Sequence[str] = self.statements.lexicon.file("targets")["out_before_places"]
        acts |= any(part.tag is Tag.IN and part.words[0] in out for part in parts)
        named = acts and self.topics.names_object(tokenize(text))
        clauses = self.statements.clauses(self._words(text))
        return named and not all(self.statements.tells(each, plainly=False) for each in clauses)

    def asks_more(self, words: Words) -> bool:
        """Return whether a statement behind a command may change what it asks for."""
        parts = self.topics.parts(words)
        colours = any(part.tag in {Tag.COLOUR, Tag.WHITE, Tag.REST, Tag.REMAIN} for part in parts)
        suffices = self.statements.contains("sufficing", words) and not self.topics.mentions(words)
        return colours or suffices or self.statements.contains("demanding", words)

    def _tells(self, clause: Words) -> bool:
        return self.statements.tells(clause, plainly=False) or self.stories.tells(clause)

    def _says_state(self, clause: Words) -> bool:
        """Return whether a clause only says how a thing is: "Max's on" asks for it, perhaps."""
        begin = 1 + int(self.statements.lexicon.sense(clause[:1], Tag.DETERMINER) is not None)
        behind = tuple(w for w in clause[begin:] if not self.statements.length("auxiliaries", (w,)))
        person = self.statements.length("persons_with_verb", clause)
        person |= self.statements.length("persons", clause)
        matter = self.statements.length("matters", clause)
        matter |= self.statements.length("matters_with_verb", clause)
        return not (person or matter) and bool(behind) and self.statements.are_states(behind)

    def _asks_on(self, words: Words) -> bool:
        """Return whether somebody asks further what no home knows: "is it worth going in"."""
        plain = tuple(word for word in words if word not in MARKS)
        other = self.statements.length("alternatives", plain)
        plain = plain[other:]
        if not self.statements.length("asking_further", plain):
            return False
        if not other and any(self.statements.length("asked_states", (word,)) for word in plain):
            return False
        return not any(
            part.tag in SAYING_HOW | {Tag.ATTRIBUTE} or part.thing
            for part in self.topics.parts(plain)
        )

    def _names(self, words: Words, parts: Sequence[Part]) -> bool:
        """Return whether words name something of the home that the rest of a sentence is not about.

        A room may be told of where the rest says of itself what or where it is about.
        """
        placed = self._is_placed(parts)
        single = self.topics.is_single(tuple(word for part in parts for word in part.words))
        spares = any(part.tag in _SPARING for part in parts)
        if not single and self._is_of_an_owner(words, parts, spares=spares):
            return True
        single |= spares  # it tells why
        words = self._without_doings(words)
        if self.topics.devices_of(words):
            return True
        for part in self.topics.parts(words):
            if part.tag in _NEAR and not (placed or single):
                return True
            if part.thing and not placed and self._is_elsewhere(part.thing, parts):
                return True
        return False

    def _rooms_in(self, words: Words) -> set[str]:
        """Return the words that begin the name of a room: "(in) landing", "meeting room 1"."""
        index, lexicon = self.topics.targets.index, self.statements.lexicon
        found: set[str] = set()
        for place, word in enumerate(words):
            known = index.table.longest(words, place)
            inside = place > 0 and lexicon.sense(words[place - 1 : place], Tag.IN) is not None
            if known and known[0].place and (known[1] > place + 1 or inside):
                found.add(word)
        return found

    def _without_doings(self, words: Words) -> Words:
        """Return words without what somebody is doing: "I'm washing up" names no machine."""
        ending, length = self.topics.phrases.data["progressive_ending"], self.statements.length
        before = [words[max(place - 2, 0) : place] for place in range(len(words))]
        rooms = self._rooms_in(words)  # "dining room"
        return tuple(
            word
            for word, told in zip(words, before, strict=True)
            if not (
                word.endswith(ending)
                and word not in rooms
                and any(
                    length("auxiliaries", (each,)) or length("persons_with_verb", (each,))
                    for each in told
                )
            )
        )

    def _is_placed(self, parts: Sequence[Part]) -> bool:
        """Return whether words say where, or name something that there is but once."""
        if any(part.tag in _NEAR or (part.thing and part.thing.place) for part in parts):
            return True
        named = [part.thing for part in parts if part.thing]
        return bool(named) and all(len(thing.named) == 1 and not thing.kind for thing in named)

    def _is_of_an_owner(self, words: Words, parts: Sequence[Part], *, spares: bool) -> bool:
        """Return whether somebody has things in the home: "all lights off, Anna is reading".

        Where it is told why something is spared, they may be where nothing is to be done.
        """
        index = self.topics.targets.index
        first = next(iter(words[self.statements.length("joined", words) :]), "")
        named = [each for each in (first, f"{first}s") if each in index.own_words]
        before = takewhile(lambda part: part.tag not in _SPARING, parts)
        places = [part.thing.place for part in before if part.thing and part.thing.place]
        if not (spares and places):
            return bool(named)
        inside = frozenset[Device]().union(*(index.pick(place.devices) for place in places))
        owned = (index.pick(index.by_word.get(each, NOTHING)) for each in named)
        return any(device in inside for devices in owned for device in devices)

    def _is_elsewhere(self, thing: Thing, parts: Sequence[Part]) -> bool:
        """Return whether a thing is a place in which not all is that is spoken of."""
        if not thing.place or self._is_outside(thing):
            return False
        meant = self.topics.devices_of(tuple(word for part in parts for word in part.words))
        inside = self.topics.targets.index.pick(thing.place.devices)
        return not meant or not meant <= {each.entity_id for each in inside}

    def _is_outside(self, thing: Thing) -> bool:
        outside = self.statements.lexicon.file("targets")["outside"]["words"]
        return set(thing.words) <= set(outside)

    def _leaves_alone(self, words: Words, parts: Sequence[Part]) -> bool:
        """Return whether words tie a command to nothing and quote nobody."""
        if any(self.stories.looks_back(words[place:]) for place in range(len(words))):
            return False
        told = words
        names = ("matters", "matters_with_verb")
        of_matter = any(self.statements.length(name, words) for name in names)
        named = "naming_words" if not of_matter else "songs" if self._is_of_player(parts) else ""
        if named:
            told = tuple(w for w in words if not self.statements.length(named, (w,)))
        timed = bool(self.stories.due_in(tokenize(" ".join(part.text for part in parts))))
        later = self.stories.is_for_later(words) or self.stories.is_for_evening(words)
        if later and not timed:
            return False
        return self.stories.is_harmless(told, may_deny=True, addressed=True)

    def _behind_remarks(
        self, text: str, chunks: Sequence[Chunk], *, asks: bool
    ) -> Iterator[Beside]:
        """Yield a sentence without a remark in front of it: "I'm done, so lights out"."""
        for place in range(len(chunks) - _FEWEST, 0, -1):
            begin = chunks[place][0]
            marked = bool(_PAUSES.search(chunks[place - 1][2]))
            drawn = self.statements.length("drawing", chunks[place][1]) > 0
            if not (marked or drawn) and (asks or not self._may_ask_from(chunks, place)):
                continue
            words, rest = self._words(text[:begin]), text[begin:]
            drawn &= marked or not self._is_of_degree(words)
            idle = not asks and self.idle.leads_up(words)
            paused = marked or drawn
            if not paused and (asks or not self.unmarked.parts(words, tokenize(rest), idle=idle)):
                continue
            if idle:
                yield Beside(rest, words, in_front=True, concludes=drawn, idle=True)
            elif self._is_front(words, rest, drawn=drawn, paused=paused, asks=asks):
                yield Beside(self._placed(rest, words), words, in_front=True, concludes=drawn)
            elif chunks[place][1] and not paused and self._refers(words, tokenize(rest)):
                # Whatever "it" is, was told of in front, as if a pause had been written.
                yield Beside(f"{text[:begin].rstrip()}, {rest}", (), concludes=True)

    def _placed(self, rest: str, told: Words) -> str:
        """Return a command "in there" as one in the room that was told of in front of it."""
        words = tokenize(rest)
        placed = self.topics.with_place(words, [told])
        return rest if placed == words else " ".join(placed)

    def _refers(self, words: Words, rest: Words) -> bool:
        """Return whether a command is about what was spoken of: "turn it off again"."""
        past = self.stories.is_past(words) and self.unmarked.goes_on(words, rest)
        other = past or self.statements.length("presenting", words)  # "there's a boiler"
        return not other and self.topics.refers(self.topics.parts(rest))

    def _may_ask_from(self, chunks: Sequence[Chunk], place: int) -> bool:
        """Return whether a command could begin at a word, at a first look."""
        said = tuple(word for _, words, _ in chunks[place : place + 6] for word in words)
        return not chunks[place][1] or self.unmarked.may_begin(said)

    @cached_property
    def idle(self) -> IdleWords:
        """Return what knows the words of a remark that mean nothing for a command."""
        return IdleWords(self.statements, self.stories)

    @cached_property
    def unmarked(self) -> Unmarked:
        """Return what knows where a remark ends that no mark tells apart from a command."""
        return Unmarked(self.statements, self.stories)

    def _is_of_degree(self, words: Words) -> bool:
        """Return whether "so" behind words says how much: "it's so dark in the hall"."""
        phrases = self.topics.phrases
        return any(phrases.has(group, w) for group in ("dangling", "states") for w in words[-1:])

    def _is_front(self, words: Words, rest: str, *, drawn: bool, paused: bool, asks: bool) -> bool:
        clauses = self.statements.clauses(words)
        words = self.idle.without(clauses)
        if not clauses or not all(self._tells(c) or self.idle.is_saying(c) for c in clauses):
            return False
        stories = [each for each in clauses if not self.idle.is_saying(each)]
        then = self.topics.phrases.contains("that_time", tokenize(rest))
        if then and self.idle.tells_time(clauses):
            return False  # "I'm leaving in ten minutes, turn it off then"
        if not (stories and words):
            return not asks
        parts = self.topics.parts(tokenize(rest))
        if self._names(words, parts) or self.topics.refers(parts):
            return False  # "my phone is ringing, turn it off"
        if asks:
            return True
        past = self.stories.is_past(words)
        goes_on = paused or self.unmarked.goes_on(stories[-1], tokenize(rest))
        if self.may_ask(words, spares=False) or (past and goes_on):
            return False
        harmless = self.stories.is_harmless(words, may_deny=True, concluded=drawn)
        stories = self.idle.without_times(stories)
        return harmless and self.stories.lead_up(stories, paused=paused, concluded=drawn)

    def _is_of_player(self, parts: Sequence[Part]) -> bool:
        """Return whether words are about what plays songs: of them nobody is quoted."""
        meant = self.topics.devices_of(tuple(word for part in parts for word in part.words))
        return bool(meant) and all(each.partition(".")[0] == _PLAYERS for each in meant)
