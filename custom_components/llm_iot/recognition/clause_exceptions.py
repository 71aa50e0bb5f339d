"""What a clause leaves out, denies or takes back, while it is being read."""

from dataclasses import replace
from itertools import filterfalse

from .clause_draft import SEPARATORS
from .clause_places import ClausePlaces
from .clauses import Clause, UnreadableError
from .lexicon import Tag
from .mentions import Mention, Reference, located
from .narrowing import only_names
from .values import VALUE_TAGS


class ClauseExceptions(ClausePlaces):
    """A draft that knows exceptions: "all but the lamp", "not those in the hall"."""

    def leaves_out(self) -> bool:
        """Take "only the lamp" as an exception to the clause before: "all off, only the lamp not".

        Returns whether it is one.
        """
        clause = self.clause
        bare = clause.only and not (clause.has_verb or clause.manner or clause.excepted)
        if not bare or not clause.mentions or not self.clauses:
            return False
        self.clause = self.clauses.pop()
        self.clause.excepted += clause.mentions
        return True

    def refuses_on(self) -> bool:
        """Return whether the next verb is refused, too: "don't open the door or turn on the TV".

        Raises UnreadableError behind "and", where it is not said.
        """
        if not self.clause.refused:
            return False
        if self.separator == "and":
            raise UnreadableError
        refuses, self.clause.either = self.clause.either, False
        return refuses

    def stay_together(self, position: int) -> None:
        """Let "the lamp and the fan stay" be about both; "stays" is about the fan alone.

        Unless the lamp is one of the group that was named before: then it is left out of it, too.
        """
        *_, verb = self.parts[position].words
        single = verb.endswith(self.targets.lexicon.file("targets")["third_person"])
        before = self.clauses[-1] if self.clauses else None
        if before is None or not self.clause.joined:
            return
        if not only_names(replace(before, only=False)):
            return
        if (single or before.only) and not self._is_of_the_group(before):
            return
        before.left, before.allowed = True, self.clause.allowed

    def _is_of_the_group(self, clause: Clause) -> bool:
        """Return whether a clause names one of a group that something is done to in front of it."""
        group = self.clauses[-2] if len(self.clauses) > 1 else None
        if group is None or not (group.has_verb or group.manner) or clause.verbs:
            return False
        if any(mention.reference is Reference.EVERYTHING for mention in group.mentions):
            return True
        many = [m for m in group.mentions if m.plural and not m.reference]
        members = {n for mention in many for n in self.targets.candidates(mention.things)}
        named = {n for each in clause.mentions for n in self.targets.candidates(each.things)}
        return bool(named & members)

    def stays_alike(self) -> bool:
        """Let "leave the lamp and the fan as they are" be about both.

        Returns whether what is named last is left alone.
        """
        before = self.clauses[-1] if self.clauses else None
        shared = before is not None and before.left and self.clause.joined
        if shared and only_names(self.clause):
            self.clause.left = True
        return self.clause.left

    def stays_so(self, position: int) -> bool:
        """Take "as it is" as left alone: "the lamp on, the rest as it is".

        Returns whether it is said of what is only named behind something else.
        """
        under_way = self.targets.lexicon.file("forms")["under_way"]
        named = bool(self.clauses) and only_names(self.clause)
        if not named or self.parts[position].text in under_way or not self.ends(position + 1):
            return False
        self.clause.left = True
        return True

    def check_exception(self, position: int) -> None:
        """Raise UnreadableError where "not" is said of a deed: "the radio should not play".

        "Bar" behind a number is a unit.
        """
        if not self.excepting or self.clause.excepted:
            return
        while position and self.tag_at(position - 1) in SEPARATORS:
            position -= 1
        if position < 2 or self.tag_at(position - 2) is not Tag.NUMBER:  # noqa: PLR2004
            raise UnreadableError

    def end_exception(self, position: int) -> None:
        """Go on with what is left out where a particle says otherwise: "off, but the lamp on"."""
        self.check_exception(position)
        if not any(self.parts[position].sense != each.sense for each in self.clause.particles):
            return
        if self.excepting and self.awaits_state():
            self.clause.particles = []
        else:
            self.take_exception_up()

    def elsewhere(self, position: int) -> int:
        """Return where a room ends that is not meant: "the music off in the hall, not the bath".

        0 for anything else, and for a room out of what is meant.
        """
        scope = self.clause.scope
        position += self.tag_at(position) is Tag.IN
        mention, after = self.targets.mention_at(self.parts, position)
        if scope is None or mention is None or not (mention.is_place and self.ends(after)):
            return 0
        meant = {device for place in scope.all_places for device in place.devices}
        other = {device for place in mention.all_places for device in place.devices}
        return after if meant and other and meant.isdisjoint(other) else 0

    def taken_back(self, position: int) -> int:
        """Return where that ends what a correction takes back: "no, not the hall, the bath".

        0 unless something follows that takes its place.
        """
        if not (self.clause.corrects and self.clause.empty):
            return 0
        position += self.tag_at(position) is Tag.IN
        mention, after = self.targets.mention_at(self.parts, position)
        said = mention is not None and after > position and not mention.unknown
        another = self.tag_at(after) in SEPARATORS and after + 1 < len(self.parts)
        return after + 1 if said and another else 0

    def as_member(self, mention: Mention) -> Mention:
        """Return "those in the hall", which are left out, as things of the kind that was named."""
        group = self.clause.mentions[-1] if self.clause.mentions else None
        placed = mention.reference is Reference.ONE and mention.places and not mention.things
        if group is None or not placed or group.reference:
            return mention
        things = tuple(thing for thing in group.things if thing.kind or not thing.place)
        return replace(mention, things=things, reference=None, reach=group.reach)

    def goes_on_with(self, mention: Mention, after: int) -> bool:
        """Return whether "that" is about what is left out: "all but the lamp, that goes off"."""
        again = mention.reference is Reference.IT and bool(self.clause.excepted)
        told = self.tag_at(after) in {Tag.PARTICLE, *VALUE_TAGS}
        return again and bool(self.separator) and told

    def as_next(self) -> Mention:
        """Begin another clause, about what the one before leaves out; return what that is."""
        mention = self.clause.excepted[-1]
        if self.clause.left:
            self.clause.excepted.pop()  # "all may stay as it is except the lamp"
        self.begin()
        return mention

    def take_exception_up(self) -> None:
        """Begin another clause about what is left out: "all to 18 except the bath at 22"."""
        clause = self.clause
        if not (self.excepting and clause.excepted) or self.separator:
            return
        begin = clause.excepted[-1].start
        said = (*clause.manner, *filterfalse(self.stood_on_floor, clause.particles))
        if not any(part.start < begin for part in said):
            return  # "dim all but the bath to 20", "set all on the first floor but it to 20"
        left_out, group = clause.excepted[-1], clause.mentions[-1]
        if left_out.is_place:
            things = tuple(thing for thing in group.things if thing.kind or not thing.place)
            left_out = located(replace(group, things=things, places=(), here=False), left_out)
        elif not left_out.all_places:
            left_out = located(left_out, replace(group, things=()))
        self.begin().mentions.append(left_out)

    def is_but(self, after: int) -> bool:
        """Return whether a mention is an exception: "everything off but the fan"."""
        mentions = self.clause.mentions
        if not mentions or not mentions[-1].plural or "but" not in self.separator.split():
            return False
        if self.awaits_state() or not self._says_state():
            return True
        return self.tag_at(after) not in {Tag.PARTICLE, Tag.VERB, Tag.BE, Tag.REMAIN, *VALUE_TAGS}

    def is_denied(self, position: int) -> bool:
        """Return whether a word says how something is not: "isn't"."""
        return self.parts[position].text in self.targets.lexicon.file("unwanted")["denied"]

    def is_unreadable_no(self, position: int) -> bool:
        """Return whether "no" stands between unknown words and a thing, so that it denies that."""
        clause = self.clause
        strange = [each for each in clause.mentions if each.unknown and not each.things]
        said = clause.has_verb or clause.manner or clause.own_words or self.separator
        denying = self.parts[position].text in self.targets.lexicon.file("unwanted")["denying"]
        return bool(strange and denying and not said and self.tag_at(position + 1) is Tag.THING)

    def _says_state(self) -> bool:
        """Return whether it was said what becomes of something: of "turn everything" it was not."""
        verbs = any(verb.tag is not Tag.CARRIER for verb in self.clause.verbs)
        return bool(verbs or self.clause.particles or self.clause.manner)

    def leave_out(self, mention: Mention, position: int) -> None:
        """Add an exception; where it is may follow: "but the lamp on the first floor"."""
        excepted, before = self.clause.excepted, self.parts[position - 1]
        placed = bool(excepted) and mention.is_place and not self.separator
        if placed and (before.tag is Tag.IN or self.is_dual(before)):
            excepted[-1] = located(excepted[-1], mention)
        else:
            excepted.append(self.as_member(mention))

    def denies(self, position: int) -> bool:
        """Take "no" behind what is only named: "the lamp off, but the ceiling light no".

        Returns whether it is one.
        """
        clause = self.clause
        named = clause.mentions and not (clause.has_verb or clause.manner or clause.corrects)
        denying = self.parts[position].text in self.targets.lexicon.file("unwanted")["denying"]
        ends = all(part.tag in SEPARATORS for part in self.parts[position + 1 :])
        if not (denying and named and self.clauses and ends):
            return False
        clause.left = clause.denied = True
        return True
