"""The clauses of a sentence while they are being read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .clauses import Clause, UnreadableError
from .lexicon import Tag
from .mentions import Mention, Reach, Reference
from .tagging import Part
from .targets import Targets
from .tokenizer import COMMA, JOINT, MARKS, STOP
from .values import VALUE_TAGS

ENDS = frozenset({None, Tag.AND, Tag.THEN, Tag.EXCEPT, Tag.TIME})
"""Roles of what does not belong to a clause any more, or is only its time."""
SEPARATORS = frozenset({Tag.AND, Tag.THEN})
_SAID = frozenset({Tag.NUMBER, Tag.LEVEL, Tag.COLOUR, Tag.WHITE})
"""Roles of values that say how something is to be."""
_MOST_STEPS = 10
"""A larger number is a value and no count of steps."""


@dataclass
class ClauseDraft:
    """The parts of a sentence, the clauses made of them so far, and the one being read."""

    parts: Sequence[Part]
    targets: Targets
    clauses: list[Clause] = field(default_factory=list)
    clause: Clause = field(default_factory=Clause)
    separator: str = ""
    """The words since the last part that join what follows to it."""
    sequel: bool = False
    """Whether one of them says that it comes later: "then"."""
    excepting: bool = False
    """Whether what is named next is an exception."""

    def close(self) -> None:
        """Finish the clause that is being read."""
        clause = self.clause
        self._correct(clause)
        if clause.left and clause.scope and not clause.mentions:
            raise UnreadableError  # "but leave in the hall": what there is not said
        if clause.manner:  # "radiators on the first floor to 17" turns none on that is off
            clause.particles = [each for each in clause.particles if not self.stood_on_floor(each)]
        if clause.left and any(part.tag in _SAID for part in clause.manner):
            clause.left = False  # "keep the hall at 20", "leave the lamp on low" wants it so
        if not clause.empty or clause.about or clause.left or clause.corrects:
            self.clauses.append(clause)
        elif clause.times and self.clauses:
            self.clauses[-1].times += clause.times
        elif self.asks_elsewhere(clause) and clause.scope:
            clause.mentions.append(clause.scope)
            clause.scope = None
            self.clauses.append(clause)
        elif clause.refused or clause.negated or clause.scope:
            raise UnreadableError

    def _correct(self, clause: Clause) -> None:
        """Put what is named behind "not the TV" in the place of the TV that was named first."""
        if len(clause.mentions) != 1 or len(clause.excepted) < 2:  # noqa: PLR2004
            return
        named, first = clause.mentions[0], clause.excepted[0]
        if named.things and named.things == first.things and not named.plural:
            clause.mentions, clause.excepted = clause.excepted[1:], []

    def asks_elsewhere(self, clause: Clause) -> bool:
        """Return whether a clause is a place and nothing else: "and in the hall", "only there"."""
        alone = not (self.clauses or clause.refused) and bool(clause.joined or clause.only)
        other = clause.only and bool(self.clauses) and self.clauses[-1].refused
        return clause.scope is not None and (alone or other)

    def begin(self, *, keep: bool = True) -> Clause:
        """Begin another clause, unless the present one says nothing yet."""
        if not self.clause.empty or self.clause.left or self.clause.about:
            before = self.clause
            self.close()
            self.clause = Clause(joined=self.separator, follows=self.sequel)
            if keep and self.separator and before.refused:
                self.clause.refused = True
        self.separator, self.sequel, self.excepting = "", False, False
        return self.clause

    def is_demanded(self) -> bool:
        """Return whether a state is demanded: "make sure the lamp is on and the fan is off"."""
        for clause in (self.clause, *reversed(self.clauses)):
            if clause.demanded:
                self.clause.demanded = True
                return True
            if STOP in clause.joined or not clause.joined:
                return False
        return False

    def after_separator(self) -> Clause:
        """Return the clause that a mention behind "and" belongs to."""
        clause = self.clause
        set_to = clause.particles or clause.times or len(clause.manner) > 1
        told = bool(set_to) and not clause.verbs
        told &= any(part.tag is Tag.ATTRIBUTE for part in clause.manner)  # "music off, fan off"
        if not clause.mentions and not told and not (clause.corrects and clause.particles):
            clause.joined, self.separator = clause.joined or self.separator, ""
            return clause
        clause = self.begin() if not clause.either else clause
        self.separator = ""
        return clause

    def says_way(self) -> bool:
        """Return whether it is said already what is to be done to what was named last.

        "On" behind it is a preposition: "close the blinds and the shutters on the first floor".
        """
        if self.clause.particles:
            return True
        joined = bool(self.clauses and self.clause.mentions) and not self.separator
        verbs = self.clause.verbs or (self.clauses[-1].verbs if joined else [])
        return bool(verbs) and verbs[0].tag is Tag.VERB

    def is_own_state(self, position: int) -> bool:
        """Return whether "on in the hall" says how a thing is to be that has no verb of its own."""
        borrowed = not (self.clause.particles or self.clause.verbs)
        return borrowed and self.tag_at(position + 1) is Tag.IN

    def ends_as_state(self, position: int) -> bool:
        """Take the verb that ends a clause as how it is to be: "keep it open", "1 degree lower".

        Returns whether it is such a one.
        """
        state = self._state_wanted(position)
        graded = None if state else self._graded(position)
        self.clause.particles += filter(None, (state,))
        self.clause.manner += filter(None, (graded,))
        return bool(state or graded)

    def _state_wanted(self, position: int) -> Part | None:
        """Return the verb that ends "get" or "keep the curtains open" as the particle it is."""
        part = self.parts[position]
        clause = self.clause
        verbs = [verb.tag for verb in clause.verbs]
        carried = clause.mentions and verbs == ([] if clause.left else [Tag.CARRIER])
        sense = self.targets.lexicon.sense(part.words, Tag.PARTICLE)
        if not carried or clause.particles or self.separator or sense is None:
            return None
        return replace(part, tag=Tag.PARTICLE, sense=sense) if self.ends(position + 1) else None

    def _graded(self, position: int) -> Part | None:
        """Return the verb that ends "two degrees lower" as the way to go that it tells there."""
        part = self.parts[position]
        sense = self.targets.lexicon.sense(part.words, Tag.RELATIVE)
        measured = position > 0 and self.tag_at(position - 1) in {Tag.UNIT, Tag.AMOUNT}
        if sense is None or not measured or self.separator or not self.ends(position + 1):
            return None
        return replace(part, tag=Tag.RELATIVE, sense=sense)

    def compares(self) -> bool:
        """Return whether the clause says which way a value goes: "louder"."""
        return any(part.tag is Tag.RELATIVE for part in self.clause.manner)

    def restates(self, position: int) -> bool:
        """Return whether a number behind a pause tells where to, not how far: "louder, 60".

        With a unit it is how far. Raises UnreadableError for a small one, which may be steps.
        """
        part = self.parts[position]
        only = [each.tag for each in self.clause.manner] == [Tag.RELATIVE]
        bare = part.tag is Tag.NUMBER and self.ends(position + 1)
        behind = self.parts[position + 1 : position + 2]
        bare |= part.tag is Tag.NUMBER and bool(behind) and behind[0].sense == "K"
        if not (self.separator and only and bare):
            return False
        if (part.number or 0.0) <= _MOST_STEPS:
            raise UnreadableError
        return True

    def puts_value(self, position: int) -> bool:
        """Return whether "on" only says of what a value is: "set 40 percent on the radio".

        Or of what it is to be more or less: "a bit louder on the radio".
        """
        clause, part = self.clause, self.parts[position]
        bare = not (clause.has_verb or clause.mentions)
        if bare and self.compares() and self.is_dual(part):
            return True
        verbs = any(verb.tag is Tag.VERB for verb in clause.verbs)
        said = bool(clause.manner) and not (clause.mentions or clause.particles or verbs)
        if not said or self.separator or not self.is_dual(part):
            return False
        mention, after = self.targets.mention_at(self.parts, position + 1)
        named = mention is not None and not mention.is_place and after > position + 1
        valued = any(each.tag in _SAID for each in clause.manner) and self.ends(after)
        return named and (valued or self.tag_at(after) is Tag.TO)

    def makers_of(self, position: int) -> Mention | None:
        """Return what makes the music that is left alone, None if it is no such thing."""
        kept = self.excepting or (self.clause.left and not self.clause.mentions)
        kept |= self._leaves_out_last(position)
        words = self.targets.lexicon.file("targets")["made_by"].get(self.parts[position].words[-1])
        thing = self.targets.index.things.get(tuple(words)) if words and kept else None
        return Mention(position, position, (thing,), reach=Reach.ALL) if thing else None

    def _leaves_out_last(self, position: int) -> bool:
        """Return whether what ends a sentence behind "but" is left out: "all off but the music"."""
        mentions = self.clause.mentions
        group = bool(mentions) and (mentions[-1].plural or bool(mentions[-1].reference))
        return group and "but" in self.separator.split() and self.ends(position + 1)

    def spare(self, makers: Mention, position: int) -> int:
        """Leave alone what makes the music that is to go on: "all off except the music"."""
        if self.excepting or self._leaves_out_last(position):
            self.clause.excepted.append(makers)
        else:
            self.clause.mentions.append(makers)
        self.separator = ""
        return position + 1

    def own_words(self, position: int) -> int | None:
        """Read the words behind "to" that are no value of the language; None if they are."""
        after = position + 1
        while self.tag_at(after) is Tag.DETERMINER:
            after += 1
        if self.tag_at(after) in VALUE_TAGS or after >= len(self.parts):
            return None
        begin, ends = after, SEPARATORS | {Tag.TIME, Tag.EXCEPT}
        while after < len(self.parts) and self.tag_at(after) not in ends:
            after += 1
        if begin < after and self.parts[begin].words[-1].endswith(JOINT):
            after = begin + 1  # "to netflix_ for the kids"
        last = after
        while last > begin + 1 and self.tag_at(last - 1) is Tag.ATTRIBUTE:
            last -= 1
        words = [word for part in self.parts[begin:last] for word in part.words]
        if not words or not self.clause.mentions:
            return None
        self.clause.own_words = " ".join(words)
        self.clause.manner += self.parts[last:after]
        return after

    def takes_back_word(self) -> bool:
        """Drop the unknown last word, which one that follows takes back: "lamp aus, I mean off".

        Returns whether there was one.
        """
        clause = self.clause
        last = clause.mentions[-1] if clause.mentions and not clause.has_verb else None
        if last is None or not last.things or len(last.unknown) != 1:
            return False
        if last.said[-1:] != last.unknown:
            return False
        clause.mentions[-1] = replace(last, unknown=(), said=last.said[:-1])
        return True

    def is_headed(self, mention: Mention) -> bool:
        """Return whether a place alone stands in front of a mention: "bedroom: all lights on"."""
        clause = self.clause
        if len(clause.mentions) != 1 or not clause.mentions[0].is_place or mention.is_place:
            return False
        after = clause.verbs and not clause.leads  # "kitchen, turn on the island"
        bare = after or not clause.has_verb
        return bare and not (self.separator or clause.particles or clause.manner or clause.scope)

    def was_preposition(self, particle: Part) -> bool:
        """Return whether a particle turns out to have named a floor: "on the first floor off"."""
        position = self._place_of(particle) + 1
        while self.tag_at(position) is Tag.DETERMINER:
            position += 1
        return self.is_dual(particle) and self.places_next(position)

    def _place_of(self, particle: Part) -> int:
        """Return where a particle stands, also one that was made of a verb: "on" of "running"."""
        return next(n for n, part in enumerate(self.parts) if part.start == particle.start)

    def stood_on_floor(self, particle: Part) -> bool:
        """Return whether a particle named a floor: "on the first floor", but not "on upstairs"."""
        behind = self._place_of(particle) + 1
        if behind == len(self.parts):
            return False
        following = self.parts[behind]
        adverb = bool(following.thing and following.thing.adverb)
        named = following.tag in {Tag.DETERMINER, Tag.THING} and not adverb
        return named and self.was_preposition(particle)

    def awaits_state(self) -> bool:
        """Return whether all that is said of what is to be done named floors: "on the first floor".

        What it is, is still to come then: "all lights on the first floor but the lamp off".
        """
        clause = self.clause
        acts = any(verb.tag is Tag.VERB for verb in clause.verbs) or bool(clause.manner)
        if acts or not clause.particles:
            return False
        return all(map(self.stood_on_floor, clause.particles))

    def wait_for_state(self, after: int) -> None:
        """Let all that is on a floor and what follows be alike: "all on the first floor and it"."""
        joins = bool(set(self.separator.split()) - MARKS)
        group = any(each.reach is Reach.ALL for each in self.clause.mentions)
        if joins and group and self.tag_at(after) is Tag.PARTICLE and self.awaits_state():
            self.clause.particles = []

    def begins_running(self, position: int) -> bool:
        """Take "running" as what is to be so: "get the fan running", "lamp off, fan running".

        Returns whether it is one; without a verb or another such wish it may tell what is so.
        """
        part, clause = self.parts[position], self.clause
        states: Mapping[str, str] = self.targets.lexicon.file("forms")["under_way"]
        kept = any(each.left or each.refused for each in self.clauses)
        wished = bool(self.clauses) and not (kept or clause.verbs)
        wished |= [verb.tag for verb in clause.verbs] == [Tag.CARRIER]
        if not (wished and clause.mentions) or clause.particles or part.text not in states:
            return False
        clause.particles.append(replace(part, tag=Tag.PARTICLE, sense=states[part.text]))
        return True

    def narrower(self, mention: Mention) -> Mention | None:
        """Return the last mention with words that stand in its names: "lights on at the desk".

        None if a mention is another one.
        """
        last = self.clause.mentions[-1] if self.clause.mentions else None
        if last is None or self.separator or mention.unknown or mention.reference:
            return None
        own = not any(thing.named or thing.kind or thing.place for thing in mention.things)
        things = (*last.things, *mention.things)
        if not (own and last.things and mention.things) or not self.targets.candidates(things):
            return None
        return replace(last, things=things, said=(*last.said, *mention.said))

    def narrows_next(self, position: int) -> bool:
        """Return whether words out of the names of the last mention begin at a position."""
        mention, _ = self.targets.mention_at(self.parts, position)
        return mention is not None and self.narrower(mention) is not None

    def is_label(self, position: int) -> bool:
        """Return whether a number stands right behind a thing, as if it were called so."""
        number = self.tag_at(position) is Tag.NUMBER
        return number and position > 0 and self.tag_at(position - 1) is Tag.THING

    def counts(self, position: int) -> bool:
        """Return whether a number says how many: "two lamps", but not "lamp 20, fan 40"."""
        if self.tag_at(position) is not Tag.NUMBER or self.tag_at(position + 1) is not Tag.THING:
            return False
        return self.targets.mention_at(self.parts, position)[0] is not None

    def is_described(self, position: int) -> bool:
        """Return whether words follow that tell which of several things are meant."""
        part = self.parts[position] if position < len(self.parts) else None
        return part is not None and part.words[0] in self.targets.relative

    def titled(self) -> bool:
        """Return whether a verb is no verb but the title that is to be played: "play take 2"."""
        clause = self.clause
        plays = bool(clause.verbs) and clause.verbs[-1].sense == "play"
        return plays and not (clause.mentions or clause.manner or self.separator)

    def says_all(self, position: int) -> bool:
        """Return whether "all" begins what stands at a position, or stands before it."""
        part = self.parts[position]
        return part.words[0] == "all" or (position > 0 and self.tag_at(position - 1) is Tag.ALL)

    def is_of_all(self, mention: Mention) -> bool:
        """Return whether words only say that all of a group is meant: "the lights, all of them".

        So do "curtains closed both of them".
        """
        before = self.clause.mentions[-1] if self.clause.mentions else None
        again = mention.reference is Reference.THEM and mention.said == ()
        apart = self.separator == COMMA or (self.clause.has_verb and not self.separator)
        return bool(again and before and before.plural and apart)

    def ends(self, position: int) -> bool:
        """Return whether nothing belongs to a clause from a position on but a time."""
        return self.tag_at(position) in ENDS

    def tag_at(self, position: int) -> Tag | None:
        """Return the role of the part at a position, None behind the last."""
        return self.parts[position].tag if position < len(self.parts) else None

    def is_verb(self, words: tuple[str, ...]) -> bool:
        """Return whether words are a verb together: "shut" and "off"."""
        return self.targets.lexicon.sense(words, Tag.VERB) is not None

    def is_dual(self, part: Part) -> bool:
        """Return whether a particle is also a preposition: "on"."""
        return self.targets.lexicon.sense(part.words, Tag.IN) is not None

    def places_next(self, position: int) -> bool:
        """Return whether a place is mentioned at a position."""
        mention, _ = self.targets.mention_at(self.parts, position)
        return bool(mention and mention.is_place)
