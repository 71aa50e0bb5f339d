"""A sentence as clauses: its parts, gone through once and put where they belong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from .clause_draft import SEPARATORS
from .clause_exceptions import ClauseExceptions
from .clauses import Clause, UnreadableError
from .lexicon import Tag
from .mentions import Mention, Reach, Reference, located
from .tagging import Part
from .targets import Targets
from .tokenizer import STOP
from .values import VALUE_TAGS

_SILENT = frozenset({Tag.FILLER, Tag.AGAIN, Tag.TOO})
_WAYS = frozenset({"raise", "lower"})
_BEFORE_VALUE = frozenset({Tag.DETERMINER, Tag.IN, Tag.ALL})


def read_clauses(parts: Sequence[Part], targets: Targets) -> list[Clause]:
    """Return the clauses of a sentence, in order.

    Raises UnreadableError if a word is left that does not belong to any.
    """
    return _Reader(parts, targets).read()


class _Reader(ClauseExceptions):
    """Goes through the parts once and puts each into a clause."""

    def read(self) -> list[Clause]:
        """Return the clauses."""
        position = 0
        while position < len(self.parts):
            position = self._take(position)
        self.check_exception(len(self.parts))
        self.close()
        return self.clauses

    def _take(self, position: int) -> int:
        """Put the part at a position where it belongs; return the position behind it."""
        part = self.parts[position]
        if part.tag in _SILENT:
            self.clause.too |= part.tag is Tag.TOO
            return position + 1
        if part.tag in SEPARATORS:
            self.separator = f"{self.separator} {part.text}".strip()
            self.sequel |= part.tag is Tag.THEN and part.sense != STOP
            return position + 1
        taker = self._takers.get(part.tag)
        if taker:
            return taker(self, position)
        if part.tag is Tag.ATTRIBUTE and (makers := self.makers_of(position)):
            return self.spare(makers, position)
        if part.tag in VALUE_TAGS and not self.counts(position):
            return self._value(position)
        return self._mention(position)

    def _verb(self, position: int) -> int:
        part = self.parts[position]
        if self.ends_as_state(position):
            return position + 1
        self.check_exception(position)
        if self.titled():
            raise UnreadableError(part.text)
        self.clause.left |= self.clause.negated and bool(self.clause.mentions)
        begun = self.clause.has_verb or (self.separator and not self.clause.empty)
        begun = begun or self.is_over_before(position)
        refused = self.refuses_on() if begun else False
        clause = self.begin(keep=False) if begun or self.clause.left else self.clause
        clause.refused |= refused
        clause.joined = clause.joined or ("" if clause.mentions else self.separator)
        self.separator, self.excepting = "", False
        clause.follows |= self.sequel
        self.sequel = False
        clause.verbs.append(part)
        clause.leads = not clause.mentions
        return position + 1

    def _particle(self, position: int) -> int:
        part = self.parts[position]
        if self.excepting and self.is_dual(part) and self.places_next(position + 1):
            return position + 1  # "all lights off except on deck"
        self.end_exception(position)
        clause = self.clause
        verb = clause.verbs[0] if clause.verbs else None
        another = bool(self.separator) and (self.is_dual(part) or part.sense not in _WAYS)
        says_all = self.says_way() and not another
        says_all &= not self.is_own_state(position)  # "(the TV off), the fan on in the hall"
        placed = self.is_dual(part) and self.places_next(position + 1)
        if says_all and placed and (clause.mentions or (self.clauses and clause.particles)):
            return position + 1
        parted = verb is not None and self.is_verb((*verb.words, *part.words))
        inside = self.goes_on_in_place(position)
        if says_all and inside and not parted and self.is_aside(part):
            return position + 1  # "turn off the light down in the cellar"
        aside = says_all and not (clause.particles and part.sense == clause.particles[0].sense)
        if aside and clause.manner and not clause.mentions and self.is_dual(part):
            return position + 1  # "turn the volume down on the TV", "stop the music on it"
        if self.puts_value(position):
            return position + 1
        told = clause.particles or clause.leads or (clause.manner and clause.times)
        if self.separator and not clause.empty and (told or (inside and self.is_placed())):
            clause = self.begin()  # "blinds open in the hall and closed in the den"
        self.separator, self.excepting = "", False
        if not clause.has_verb:
            clause.leads = not clause.mentions
        clause.particles = [each for each in clause.particles if not self.was_preposition(each)]
        if any(part.sense != each.sense for each in clause.particles):
            raise UnreadableError
        if clause.mentions and self.is_label(position - 1) and part.sense not in _WAYS:
            raise UnreadableError  # "the radio 4 on" is no volume
        clause.particles.append(part)
        return position + 1

    def _value(self, position: int) -> int:
        part = self.parts[position]
        further = part.tag is Tag.NUMBER and not self.clause.has_verb  # "to 50, 20 and 10"
        further |= self.sets_elsewhere(position)
        if self.separator and part.tag in {Tag.TO, Tag.AMOUNT} and self.compares():
            self.separator = ""  # "louder, to 25", "louder, a lot"
        elif self.restates(position):
            self.separator = ""
            self.clause.manner.append(replace(part, tag=Tag.TO))  # "louder, about sixty"
        if part.tag is Tag.TO and self.clause.mentions and self.narrows_next(position + 1):
            return position + 1  # "lamps on at desk 11"
        self.take_exception_up()
        valued = self.clause.manner or self.clause.own_words or self.tells_another(position)
        if self.separator and valued and (self.clause.mentions or further):
            self.begin()
        clause = self.clause
        clause.joined = clause.joined or (self.separator if clause.empty else "")
        self.separator = ""
        if part.tag in {Tag.COLOUR, Tag.WHITE} and self.tag_at(position + 1) is Tag.THING:
            raise UnreadableError  # "the red light" is a name, or a light that is red by now
        if part.tag is Tag.TO and (end := self.own_words(position)):
            return end
        if not clause.has_verb and not clause.manner:
            clause.leads = not clause.mentions
        clause.manner.append(part)
        if part.tag is Tag.ATTRIBUTE and self.tag_at(position + 1) is Tag.IN:
            return (
                position + 2
                if self.parts[position + 1].words[-1] in {"of", "on", "for"}
                else position + 1
            )
        return position + 1

    def _mention(self, position: int) -> int:
        mention, after = self.targets.mention_at(self.parts, position)
        if mention is None or after == position:
            return self._odd(position)
        if mention.plural and self.is_described(after):
            raise UnreadableError  # "everything that squeaks" is not everything
        if self.is_of_all(mention):
            self.separator = ""
            return after
        if self.excepting and self.goes_on_with(mention, after):
            self._named(self.as_next(), after)
            return after
        if self.excepting or self.is_but(after):
            self.leave_out(mention, position)
            self.excepting, self.separator = True, ""
            return after
        mention = self.as_further_place(mention, after)
        if mention.is_place:
            if self.add_place(mention, after) or self.stands_in(mention, after):
                return after
            if self._is_scope(mention, position):
                return self._scope(mention, after)
        return self._named(mention, after)

    def _named(self, mention: Mention, after: int) -> int:
        """Add a mention to the clause, or to the last one in it; return the position behind it."""
        clause = self.clause
        mention = self.with_places_in_front(mention)
        if narrower := self.narrower(mention):
            clause.mentions[-1] = narrower
            return after
        if self.is_headed(mention):
            clause.scope = clause.mentions.pop()
        elif self.separator or (clause.mentions and (clause.has_verb or clause.manner)):
            self.wait_for_state(after)
            clause = self.after_separator()
        clause.mentions.append(mention)
        return after

    def _is_scope(self, mention: Mention, position: int) -> bool:
        """Return whether a place says where the devices of the clause are."""
        before = self.parts[position - 1] if position else None
        after_in = before is not None and (
            before.tag is Tag.IN or (before.tag is Tag.PARTICLE and self.is_dual(before))
        )
        if self._trails(position):
            return True
        said = bool(mention.places or mention.here or mention.home or mention.there)
        return after_in or said or any(thing.adverb for thing in mention.things)

    def _trails(self, position: int) -> bool:
        """Return whether a bare place ends a clause: "all lights off first floor"."""
        clause = self.clause
        says_all = clause.mentions and (clause.particles or clause.manner) and not self.separator
        return bool(says_all) and self.parts[position].tag is Tag.THING

    def _scope(self, mention: Mention, after: int) -> int:
        """Apply a place: to the mentions before it, or to those that follow."""
        if self.clause.mentions and not self.separator:
            last = self.clause.mentions[-1]
            self.clause.mentions[-1] = located(last, mention)
        else:
            again = self.clause.scope and self.clause.manner and self.tag_at(after) in VALUE_TAGS
            if (self.separator or again) and not self.clause.empty:
                self.begin()
            self.clause.joined = self.clause.joined or self.separator
            self.clause.scope = self.with_scope(mention)
        self.separator = ""
        return after

    def _odd(self, position: int) -> int:
        """Pass over small words in front of a value or a place; nothing else may be left."""
        part = self.parts[position]
        following = self.tag_at(position + 1)
        if part.tag in _BEFORE_VALUE and following in VALUE_TAGS:
            return position + 1
        several = bool(self.clause.mentions) and (self.clause.mentions[-1].plural or self.clauses)
        over = following is Tag.PARTICLE or self.ends(position + 1)
        if part.tag is Tag.ALL and several and over:
            return position + 1  # "the lights all off", "the lamps to ten each"
        if part.tag is Tag.ALL and following is Tag.EXCEPT:
            return position + 1  # "turn off all except the lamp"
        if part.tag is Tag.IN and self.leads_to_place(position):
            return position + 1
        if part.tag is Tag.IN and self.clause.left and self.tag_at(position + 1) is Tag.UNKNOWN:
            return position + 2  # "leave the lamp for Karen"
        if part.tag is Tag.IN and self.clause.manner and not self.clause.mentions:
            return position + 1  # "less noise from the radio", "20 degrees for the heater"
        if end := self.beneficiary(position):
            return end
        raise UnreadableError(part.text)

    def _except(self, position: int) -> int:
        scope, manner = self.clause.scope, self.clause.manner
        sounds = scope and scope.home and any(part.tag is Tag.ATTRIBUTE for part in manner)
        if not self.clause.mentions and not sounds:  # "the music off everywhere except in the hall"
            return self._except_without_base(position)
        self.excepting, self.separator = True, ""
        return position + 1

    def _except_without_base(self, position: int) -> int:
        """Read "all but the lamp": all of the kind of what is left out."""
        mention, after = self.targets.mention_at(self.parts, position + 1)
        if position == 0 and self.tag_at(after) in SEPARATORS and not self.says_all(position):
            return self._leave(position)  # "without the fan please, just the lamp on"
        things = self.targets.index.things
        head = mention.head if mention else None
        of_kind = head if head is None or head.kind else things.get(head.words[-1:])
        if mention is None or of_kind is None or of_kind.kind is None:
            if self.clauses and self.separator and mention:
                self.clause = self.clauses.pop()
                self.excepting = True
                return position + 1
            raise UnreadableError
        kind = things.get((self.targets.kinds.word(of_kind.kind),))
        if kind is None or not self.says_all(position):
            raise UnreadableError
        others = Mention(position, position, (replace(kind, place=None),), reach=Reach.ALL)
        if self.targets.candidates(others.things) <= self.targets.candidates(mention.things):
            others = Mention(
                position, position, reach=Reach.ALL, reference=Reference.EVERYTHING
            )  # "all but the fan", where there is but one
        self.clause.mentions.append(others)
        self.clause.excepted.append(mention)
        return after

    def _not(self, position: int) -> int:
        if (self.ends(position + 1) and self.leaves_out()) or self.denies(position):
            return position + 1
        if self.clause.mentions:
            self.clause.instead = bool(self.parts[position].sense)
            return self._except(position)
        if end := self.elsewhere(position + 1) or self.taken_back(position + 1):
            return end
        if self.clause.empty and not self.clauses:
            self.clause.negated = True
            return position + 1
        raise UnreadableError

    def _leave(self, position: int) -> int:
        clause = self.begin(keep=False)
        clause.left, clause.absent = True, self.parts[position].sense == "none"
        return position + 1

    def _stay(self, position: int) -> int:
        kept = self.clause.left or self.stays_alike() or self.stays_so(position)
        if not (kept or self.begins_running(position)):
            raise UnreadableError
        self.separator = self.separator if kept else ""
        return position + 1

    def _remain(self, position: int) -> int:
        """Read "stays" behind what is to stay: an exception to what was said before."""
        clause = self.clause
        if self.excepting and clause.excepted:  # "all off, but the lamp and the fan stay on"
            return position + 1 + (self.tag_at(position + 1) is Tag.PARTICLE)
        if not clause.mentions or clause.particles or any(v.tag is Tag.VERB for v in clause.verbs):
            raise UnreadableError
        clause.verbs = []
        clause.left, clause.allowed = True, self.parts[position].sense == "allowed"
        self.stay_together(position)
        return position + 1

    def _instead(self, position: int) -> int:
        """Read "instead": what is named takes the place of what was done last."""
        if not self.clause.has_verb:
            self.clause.corrects = True
        return position + 1

    def _refuse(self, position: int) -> int:
        self.begin(keep=False).refused = True
        return position + 1

    def _only(self, position: int) -> int:
        if self.tag_at(position + 1) is Tag.TIME:
            return position + 1  # "only for ten minutes"
        begun = self.separator and self.clause.mentions
        clause = self.begin(keep=False) if begun else self.clause
        clause.only = True
        return position + 1

    def _or(self, position: int) -> int:
        self.clause.either |= not self.excepting  # "but not the porch or the hall" is both
        self.separator = ""
        return position + 1

    def _be(self, position: int) -> int:
        told = not self.is_demanded()
        if not told and (self.is_denied(position) or self.ends(position + 1)):
            raise UnreadableError  # "make sure the fan is off, the lamp is (fine)"
        if told and (self.clause.has_verb or not self.clause.mentions):
            raise UnreadableError
        self.clause.told |= told
        return position + 1

    def _demand(self, position: int) -> int:
        self.begin(keep=False).demanded = True
        return position + 1

    def _about(self, position: int) -> int:
        self.begin(keep=False).about = True
        return position + 1

    def _time(self, position: int) -> int:
        if self.separator and not self.clause.empty:
            self.begin()
        self.clause.time_leads |= self.clause.empty
        self.clause.times.append(int(self.parts[position].sense))
        return position + 1

    def _correction(self, position: int) -> int:
        if self.tag_at(position + 1) is Tag.PARTICLE and self.takes_back_word():
            self.separator = ""
            return position + 1
        if self.tag_at(position + 1) is Tag.NOT and self.clause.mentions:
            return position + 1  # "turn the TV off, no not the radio"
        if self.denies(position):
            return position + 1
        if self.is_unreadable_no(position):
            raise UnreadableError  # "I wannt no lamp on" takes nothing back
        if not self.clause.empty:
            self.begin(keep=False)
        self.clause.corrects = True
        self.separator = ""
        return position + 1

    def _unreadable(self, position: int) -> int:
        raise UnreadableError(self.parts[position].text)

    _takers: ClassVar[Mapping[Tag, Callable[[_Reader, int], int]]] = {
        Tag.VERB: _verb,
        Tag.CARRIER: _verb,
        Tag.PARTICLE: _particle,
        Tag.EXCEPT: _except,
        Tag.NOT: _not,
        Tag.LEAVE: _leave,
        Tag.STAY: _stay,
        Tag.REMAIN: _remain,
        Tag.INSTEAD: _instead,
        Tag.REFUSE: _refuse,
        Tag.ONLY: _only,
        Tag.OR: _or,
        Tag.BE: _be,
        Tag.DEMAND: _demand,
        Tag.ABOUT: _about,
        Tag.TIME: _time,
        Tag.CORRECTION: _correction,
        Tag.CONDITION: _unreadable,
        Tag.REASON: _unreadable,
    }
