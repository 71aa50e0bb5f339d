"""A sentence as clauses: what is to be done, and to what, with verbs that are shared.

"Turn on the lamp and the fan", "the lamp and the fan off", "turn the lamp on and the fan
off": a clause without a verb of its own takes that of a neighbour, if only one can be meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .actions import SET, Action, UnclearActionError
from .index import Place
from .lexicon import Lexicon, Tag
from .tagging import Part
from .targets import Mention, Reach, Targets
from .tokenizer import STOP
from .values import VALUE_TAGS, UnreadableValueError, read_manner

_SILENT = frozenset({Tag.FILLER, Tag.AGAIN, Tag.TOO})
_SEPARATORS = frozenset({Tag.AND, Tag.THEN})
_VERBS = frozenset({Tag.VERB, Tag.CARRIER})
_BEFORE_VALUE = frozenset({Tag.DETERMINER, Tag.IN, Tag.ALL})


@dataclass
class Clause:
    """One verb with what it is done to; any part of it may be missing."""

    verbs: list[Part] = field(default_factory=list)
    particles: list[Part] = field(default_factory=list)
    manner: list[Part] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    excepted: list[Mention] = field(default_factory=list)
    scope: Mention | None = None
    """A place in front: "in the kitchen turn on the light"."""
    times: list[int] = field(default_factory=list)
    own_words: str = ""
    """Words behind "to" that may be a word of the device's own, such as a source."""
    joined: str = ""
    """Words in front of it: "and", "then", "but"."""
    follows: bool = False
    """Whether it is to come after the one before: "and then"."""
    leads: bool = False
    """Whether what is to be done was said before what it is done to."""
    refused: bool = False
    left: bool = False
    """Whether the devices are to stay as they are."""
    only: bool = False
    either: bool = False
    told: bool = False
    """Whether it tells what is so."""
    demanded: bool = False
    about: bool = False
    """Whether it asks for the same as before for something else."""
    too: bool = False
    corrects: bool = False
    """Whether it takes the place of what was said before."""
    negated: bool = False
    """Whether it begins with "not"."""
    shared_place: Mention | None = None
    """A place behind a later mention with the same verb: "the light and the fan in the hall"."""
    action: Action | None = None
    """What is to be done, its own or a neighbour's."""

    @property
    def has_verb(self) -> bool:
        """Return whether it says what is to be done, as far as a verb or particle can."""
        return bool(self.verbs or self.particles)

    @property
    def empty(self) -> bool:
        """Return whether it says nothing."""
        return not (self.has_verb or self.manner or self.mentions or self.own_words)


class UnreadableError(ValueError):
    """There are words that no clause has a place for."""


def read_clauses(parts: Sequence[Part], targets: Targets) -> list[Clause]:
    """Return the clauses of a sentence, in order.

    Raises UnreadableError if a word is left that does not belong to any.
    """
    return _Reader(parts, targets).read()


@dataclass
class _Reader:
    """Goes through the parts once and puts each into a clause."""

    parts: Sequence[Part]
    targets: Targets
    clauses: list[Clause] = field(default_factory=list)
    clause: Clause = field(default_factory=Clause)
    separator: str = ""
    sequel: bool = False
    excepting: bool = False

    def read(self) -> list[Clause]:
        """Return the clauses."""
        position = 0
        while position < len(self.parts):
            position = self._take(position)
        self._close()
        return self.clauses

    def _close(self) -> None:
        """Finish the clause that is being read."""
        clause = self.clause
        if not clause.empty or clause.about or clause.left or clause.corrects:
            self.clauses.append(clause)
        elif clause.times and self.clauses:
            self.clauses[-1].times += clause.times
        elif clause.refused or clause.negated:
            raise UnreadableError

    def _begin(self, *, keep: bool = True) -> Clause:
        """Begin another clause, unless the present one says nothing yet."""
        if not self.clause.empty or self.clause.left or self.clause.about:
            before = self.clause
            self._close()
            self.clause = Clause(joined=self.separator, follows=self.sequel)
            if keep and self.separator and before.refused:
                self.clause.refused = True
        self.separator, self.sequel, self.excepting = "", False, False
        return self.clause

    def _take(self, position: int) -> int:
        """Put the part at a position where it belongs; return the position behind it."""
        part = self.parts[position]
        if part.tag in _SILENT:
            self.clause.too |= part.tag is Tag.TOO
            return position + 1
        if part.tag in _SEPARATORS:
            self.separator = f"{self.separator} {part.text}".strip()
            self.sequel |= part.tag is Tag.THEN and part.sense != STOP
            return position + 1
        taker = _TAKERS.get(part.tag)
        if taker:
            return taker(self, position)
        counts = part.tag is Tag.NUMBER and self._tag(position + 1) is Tag.THING
        if part.tag in VALUE_TAGS and not counts:
            return self._value(position)
        return self._mention(position)

    def _verb(self, position: int) -> int:
        part = self.parts[position]
        begun = self.clause.has_verb or (self.separator and not self.clause.empty)
        clause = self._begin(keep=False) if begun or self.clause.left else self.clause
        self.separator, self.excepting = "", False
        clause.follows |= self.sequel
        self.sequel = False
        clause.verbs.append(part)
        clause.leads = not clause.mentions
        return position + 1

    def _particle(self, position: int) -> int:
        part = self.parts[position]
        clause = self.clause
        verb = clause.verbs[0] if clause.verbs else None
        says_all = verb is not None and verb.tag is Tag.VERB and clause.mentions
        if says_all and self._is_dual(part) and self._places_next(position + 1):
            return position + 1
        if self.separator and not clause.empty and (clause.particles or clause.leads):
            clause = self._begin()
        self.separator, self.excepting = "", False
        if not clause.has_verb:
            clause.leads = not clause.mentions
        clause.particles = [each for each in clause.particles if not self._was_preposition(each)]
        if any(part.sense != each.sense for each in clause.particles):
            raise UnreadableError
        clause.particles.append(part)
        return position + 1

    def _was_preposition(self, particle: Part) -> bool:
        """Return whether a particle turns out to have named a floor: "on the first floor off"."""
        position = self.parts.index(particle) + 1
        while self._tag(position) is Tag.DETERMINER:
            position += 1
        return self._is_dual(particle) and self._places_next(position)

    def _is_dual(self, part: Part) -> bool:
        return self.targets.lexicon.sense(part.words, Tag.IN) is not None

    def _value(self, position: int) -> int:
        part = self.parts[position]
        if self.separator and self.clause.manner and self.clause.mentions:
            self._begin()
        clause = self.clause
        self.separator = ""
        if part.tag is Tag.TO and (end := self._own_words(position)):
            return end
        if not clause.has_verb and not clause.manner:
            clause.leads = not clause.mentions
        clause.manner.append(part)
        if part.tag is Tag.ATTRIBUTE and self._tag(position + 1) is Tag.IN:
            return (
                position + 2
                if self.parts[position + 1].words[-1] in {"of", "on", "for"}
                else position + 1
            )
        return position + 1

    def _own_words(self, position: int) -> int | None:
        """Read the words behind "to" that are no value of the language; None if they are."""
        after = position + 1
        while self._tag(after) is Tag.DETERMINER:
            after += 1
        if self._tag(after) in VALUE_TAGS or after >= len(self.parts):
            return None
        begin = after
        while after < len(self.parts) and self._tag(after) not in _SEPARATORS | {Tag.TIME}:
            after += 1
        last = after
        while last > begin + 1 and self._tag(last - 1) is Tag.ATTRIBUTE:
            last -= 1
        words = [word for part in self.parts[begin:last] for word in part.words]
        if not words or not self.clause.mentions:
            return None
        self.clause.own_words = " ".join(words)
        self.clause.manner += self.parts[last:after]
        return after

    def _mention(self, position: int) -> int:
        mention, after = self.targets.mention_at(self.parts, position)
        if mention is None or after == position:
            return self._odd(position)
        if mention.is_place and self._is_scope(mention, position):
            return self._scope(mention, after)
        clause = self.clause
        if self.excepting:
            clause.excepted.append(mention)
            self.separator = ""
            return after
        if self._is_but(position, after):
            clause.excepted.append(mention)
            self.excepting, self.separator = True, ""
            return after
        if self.separator or (clause.mentions and clause.has_verb):
            clause = self._after_separator()
        clause.mentions.append(mention)
        return after

    def _is_but(self, position: int, after: int) -> bool:
        """Return whether a mention is an exception: "everything off but the fan"."""
        mentions = self.clause.mentions
        if not mentions or not mentions[-1].plural or "but" not in self.separator.split():
            return False
        return self._tag(after) not in {Tag.PARTICLE, Tag.VERB, Tag.BE, *VALUE_TAGS}

    def _after_separator(self) -> Clause:
        """Return the clause that a mention behind "and" belongs to."""
        clause = self.clause
        if not clause.mentions:
            clause.joined, self.separator = clause.joined or self.separator, ""
            return clause
        clause = self._begin() if not clause.either else clause
        self.separator = ""
        return clause

    def _is_scope(self, mention: Mention, position: int) -> bool:
        """Return whether a place says where the devices of the clause are."""
        before = self.parts[position - 1] if position else None
        after_in = before is not None and (
            before.tag is Tag.IN or (before.tag is Tag.PARTICLE and self._is_dual(before))
        )
        said = bool(mention.places or mention.here or mention.home)
        return after_in or said or self._adverb(mention)

    def _adverb(self, mention: Mention) -> bool:
        return any(thing.adverb for thing in mention.things)

    def _scope(self, mention: Mention, after: int) -> int:
        """Apply a place: to the mentions before it, or to those that follow."""
        if self.clause.mentions and not self.separator:
            last = self.clause.mentions[-1]
            self.clause.mentions[-1] = located(last, mention)
        else:
            if self.separator and not self.clause.empty:
                self._begin()
            self.clause.scope = mention
        self.separator = ""
        return after

    def _odd(self, position: int) -> int:
        """Pass over small words in front of a value or a place; nothing else may be left."""
        part = self.parts[position]
        following = self._tag(position + 1)
        if part.tag in _BEFORE_VALUE and following in VALUE_TAGS:
            return position + 1
        if part.tag is Tag.IN and self._places_next(position + 1):
            return position + 1
        raise UnreadableError(part.text)

    def _places_next(self, position: int) -> bool:
        mention, _ = self.targets.mention_at(self.parts, position)
        return bool(mention and mention.is_place)

    def _except(self, position: int) -> int:
        if not self.clause.mentions:
            return self._except_without_base(position)
        self.excepting, self.separator = True, ""
        return position + 1

    def _except_without_base(self, position: int) -> int:
        """Read "all but the lamp": all of the kind of what is left out."""
        mention, after = self.targets.mention_at(self.parts, position + 1)
        if mention is None or not mention.head or mention.head.kind is None:
            if self.clauses and self.separator and mention:
                self.clause = self.clauses.pop()
                self.excepting = True
                return position + 1
            raise UnreadableError
        kind = next(
            (t for t in self.targets.index.things.values() if t.kind == mention.head.kind), None
        )
        if kind is None or not self._before(position, Tag.ALL):
            raise UnreadableError
        self.clause.mentions.append(
            Mention(position, position, (replace(kind, place=None),), reach=Reach.ALL)
        )
        self.clause.excepted.append(mention)
        return after

    def _before(self, position: int, tag: Tag) -> bool:
        part = self.parts[position]
        return part.words[0] in {"all"} or (position > 0 and self.parts[position - 1].tag is tag)

    def _not(self, position: int) -> int:
        if self.clause.mentions:
            return self._except(position)
        if self.clause.empty and not self.clauses:
            self.clause.negated = True
            return position + 1
        raise UnreadableError

    def _leave(self, position: int) -> int:
        self._begin(keep=False).left = True
        return position + 1

    def _stay(self, position: int) -> int:
        if not self.clause.left:
            raise UnreadableError
        return position + 1

    def _refuse(self, position: int) -> int:
        self._begin(keep=False).refused = True
        return position + 1

    def _only(self, position: int) -> int:
        self.clause.only = True
        return position + 1

    def _or(self, position: int) -> int:
        self.clause.either = True
        self.separator = ""
        return position + 1

    def _be(self, position: int) -> int:
        if self.clause.demanded:
            return position + 1
        if self.clause.has_verb or not self.clause.mentions:
            raise UnreadableError
        self.clause.told = True
        return position + 1

    def _demand(self, position: int) -> int:
        self._begin(keep=False).demanded = True
        return position + 1

    def _about(self, position: int) -> int:
        self._begin(keep=False).about = True
        return position + 1

    def _time(self, position: int) -> int:
        if self.separator and not self.clause.empty:
            self._begin()
        self.clause.times.append(int(self.parts[position].sense))
        return position + 1

    def _correction(self, position: int) -> int:
        if not self.clause.empty:
            self._begin(keep=False)
        self.clause.corrects = True
        self.separator = ""
        return position + 1

    def _unreadable(self, position: int) -> int:
        raise UnreadableError(self.parts[position].text)

    def _tag(self, position: int) -> Tag | None:
        return self.parts[position].tag if position < len(self.parts) else None


_TAKERS = {
    Tag.VERB: _Reader._verb,
    Tag.CARRIER: _Reader._verb,
    Tag.PARTICLE: _Reader._particle,
    Tag.EXCEPT: _Reader._except,
    Tag.NOT: _Reader._not,
    Tag.LEAVE: _Reader._leave,
    Tag.STAY: _Reader._stay,
    Tag.REFUSE: _Reader._refuse,
    Tag.ONLY: _Reader._only,
    Tag.OR: _Reader._or,
    Tag.BE: _Reader._be,
    Tag.DEMAND: _Reader._demand,
    Tag.ABOUT: _Reader._about,
    Tag.TIME: _Reader._time,
    Tag.CORRECTION: _Reader._correction,
    Tag.CONDITION: _Reader._unreadable,
}


def located(mention: Mention, place: Mention) -> Mention:
    """Return a mention with a place that was said apart from it."""
    if mention.places or mention.here:
        return mention
    places: tuple[Place, ...] = place.all_places
    return replace(mention, places=places, here=place.here, home=mention.home or place.home)


def own_action(clause: Clause, lexicon: Lexicon) -> Action | None:
    """Return what a clause itself says is to be done, None if it leaves that open.

    Raises UnclearActionError for verbs, particles and values that do not go together.
    """
    try:
        manner = read_manner(clause.manner)
    except UnreadableValueError as err:
        raise UnclearActionError from err
    sense = _sense(clause, lexicon)
    says_how = bool(manner.values or manner.relative or clause.own_words)
    if sense is None:
        return Action(SET, manner) if says_how else None
    if manner.relative and sense != SET:
        directions = lexicon.file("actions")["relative"]
        ways = directions.get(sense), directions.get(manner.relative)
        if ways[0] is None:
            raise UnclearActionError
        if ways[0] == ways[1] or manner.relative == "raise":
            keeps = sense if manner.relative == "raise" else manner.relative
            manner = replace(manner, relative=keeps, more=True)
        else:
            raise UnclearActionError
    if sense == SET and not says_how:
        return None
    return Action(sense, manner)


def _sense(clause: Clause, lexicon: Lexicon) -> str | None:
    """Return the sense of verb and particle together; None if there is neither."""
    if len(clause.verbs) > 1:
        raise UnclearActionError
    particle = clause.particles[0] if clause.particles else None
    if not clause.verbs:
        return particle.sense if particle else None
    verb = clause.verbs[0]
    if particle is None:
        return verb.sense or SET
    joined = lexicon.sense((*verb.words, *particle.words), Tag.VERB)
    if joined:
        return joined
    if verb.tag is Tag.CARRIER or verb.sense == particle.sense:
        return particle.sense
    raise UnclearActionError


def share_actions(clauses: Sequence[Clause], lexicon: Lexicon) -> None:
    """Give every clause its action, that of a neighbour where it has none of its own.

    Raises UnclearActionError where both neighbours offer one.
    """
    _share_kind(clauses)
    _share_value(clauses, lexicon)
    for clause in clauses:
        clause.action = own_action(clause, lexicon)
    own = [clause.action is not None for clause in clauses]
    for place, clause in enumerate(clauses):
        if own[place] or clause.told or clause.left or not clause.mentions:
            continue
        before = _before(clauses, own, place)
        behind = _behind(clauses, own, place)
        if clause.verbs and behind is None:
            continue
        if clause.verbs:
            before = None
        if before and behind and not _same(before, behind):
            raise UnclearActionError
        source = behind or before
        if source is None:
            continue
        if behind and behind.mentions and behind.mentions[-1].places:
            clause.shared_place = behind.mentions[-1]
        _share_place(clauses, place)
        clause.action = source.action
        clause.refused |= source.refused
        clause.own_words = clause.own_words or source.own_words
        if behind is None and before:
            clause.times = clause.times or []
            if clause.times and not before.times:
                before.times = clause.times
            elif before.times and not clause.times:
                clause.times = before.times
        elif behind and not clause.times:
            clause.times = behind.times


def _share_place(clauses: Sequence[Clause], place: int) -> None:
    """Let the place behind the last of several devices hold for those before it."""
    last = clauses[place].mentions[-1]
    if not last.places:
        return
    for earlier in reversed(clauses[:place]):
        if earlier.shared_place or not earlier.mentions or earlier.mentions[-1].places:
            break
        earlier.shared_place = last
        if earlier.verbs or earlier.particles:
            break


def _share_kind(clauses: Sequence[Clause]) -> None:
    """Give a room the kind of what follows: "the kitchen and hall lights"."""
    for clause, following in reversed(list(zip(clauses, clauses[1:], strict=False))):
        if not clause.mentions or not following.mentions or following.verbs:
            continue
        mention, model = clause.mentions[-1], following.mentions[0]
        first = model.things[0] if model.things else None
        rooms = mention.is_place and len(mention.things) == 1
        if rooms and first and first.place and not first.kind and len(model.things) > 1:
            things = (*mention.things, *model.things[1:])
            clause.mentions[-1] = replace(mention, things=things, reach=model.reach)
        elif rooms and first and first.named and model.head and model.head.kind:
            raise UnclearActionError


def _share_value(clauses: Sequence[Clause], lexicon: Lexicon) -> None:
    """Give a verb the value that follows its last device: "dim the lamp and the light to 30".

    Raises UnclearActionError where the value may be meant for the last device only.
    """
    valued = lexicon.file("actions")["value_senses"]
    for place, clause in enumerate(clauses):
        if clause.has_verb or not clause.manner or not clause.mentions:
            continue
        run = [clause]
        for earlier in reversed(clauses[:place]):
            run.append(earlier)
            if earlier.verbs or earlier.manner or earlier.particles:
                break
        lead = run[-1]
        sense = lead.verbs[0].sense if lead.verbs else ""
        if lead is clause or lead.manner or not lead.verbs or lead.particles or not sense:
            continue
        if sense not in valued:
            continue
        if sense in {"on", "start", "play"}:
            raise UnclearActionError
        for each in run:
            each.verbs, each.manner, each.leads = lead.verbs, clause.manner, True


def _before(clauses: Sequence[Clause], own: Sequence[bool], place: int) -> Clause | None:
    """Return the clause in front whose verb can hold for this one, too."""
    for index in range(place - 1, -1, -1):
        if own[index]:
            found = clauses[index]
            return None if found.left or found.told else found
    return None


def _behind(clauses: Sequence[Clause], own: Sequence[bool], place: int) -> Clause | None:
    """Return the clause behind whose particle or value can hold for this one, too."""
    for index in range(place + 1, len(clauses)):
        following = clauses[index]
        if own[index]:
            return None if following.verbs or following.leads or following.left else following
        if following.verbs:
            return None
    return None


def _same(one: Clause, other: Clause) -> bool:
    return one.action == other.action
