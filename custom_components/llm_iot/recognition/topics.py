"""What "it" means in a command among talk: the one device that was named or told of."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..models import Device
from .index import Thing
from .lexicon import Tag, Words
from .mentions import Mention
from .phrases import Phrases
from .tagging import Part, tag
from .targets import Targets

NAMING = frozenset({Tag.THING, Tag.EVERYTHING, Tag.ATTRIBUTE})
PRONOUNS = frozenset({Tag.PRONOUN, Tag.PRONOUNS})
_GROUPING = frozenset({Tag.ALL, Tag.EVERYTHING, Tag.REST, Tag.EXCEPT, Tag.HOME, Tag.ELSEWHERE})
_NAMING_SOMEBODY = 4
"""Words within which somebody is named that something is told of."""
_OF_SOMEBODY = 3
"""Most words of a story in which nothing is but somebody."""
_VERBS = ("finite", "states", "needs")
"""Groups of words that say something of what stands in front of them."""


@dataclass(frozen=True)
class Topics:
    """Finds the devices that talk is about, in one home."""

    phrases: Phrases
    targets: Targets

    def parts(self, words: Sequence[str]) -> tuple[Part, ...]:
        """Return words with their roles."""
        return tag(words, self.targets.index, self.phrases.lexicon) if words else ()

    def names_object(self, words: Sequence[str]) -> bool:
        """Return whether a command says what it is about; "start mowing" does so by itself."""
        implied = self.phrases.lexicon.file("actions")["implied"]
        parts = self.parts(words)
        whole = any(len(part.words) > 1 and part.sense in implied for part in parts)
        return whole or any(part.tag in NAMING | PRONOUNS for part in parts)

    def refers(self, parts: Sequence[Part]) -> bool:
        """Return whether a command begins with "it" before it names anything."""
        first = next((part for part in parts if part.tag in PRONOUNS | NAMING), None)
        return first is not None and first.tag in PRONOUNS

    def filled(
        self,
        words: Words,
        parts: Sequence[Part],
        topics: Sequence[Words],
        stories: Sequence[Words],
    ) -> Words | None:
        """Return a command with the only thing spoken of in the place of "it"."""
        named = [self.named(topic) for topic in topics]
        if not topics:
            if not stories:
                return words
            subjects = [self._subject(story) for story in stories]
            named = [thing for thing in subjects if thing] or self._lone(stories)
            several = [] if named else self._several(parts, stories[-1])
            if not several and (
                self._strays(stories, named) or not self._stays_with(stories, subjects)
            ):
                return None
            named = several or named[-1:]
            if not named and all(map(self._goes_on, stories)):
                return words  # "he's asleep, turn it off" is about what was spoken of before
        if not named:
            return words if any(part.tag is Tag.RELATIVE for part in parts) else None
        if len(named) != 1:
            return None
        part = next(each for each in parts if each.tag in PRONOUNS)
        return (*words[: part.start], *named[0], *words[part.end :])

    def is_of_the_told(self, words: Words, stories: Sequence[Words]) -> bool:
        """Return whether "it" in a command is the one device that stories tell of."""
        about = any(map(self.is_about_device, stories)) or bool(self._lone(stories))
        return about and self.refers(self.parts(words))

    def _lone(self, stories: Sequence[Words]) -> list[Words]:
        """Return the name of the only device of which stories speak: "I don't need the telly".

        None where it only tells where something else is: "my phone is next to the lamp".
        """
        spoken = [(story, each) for story in stories for each in self._devices_in(story)]
        if len({frozenset(self._meant(each)) for _, each in spoken}) != 1:
            return []
        story, mention = spoken[-1]
        front = [word for word in story[: mention.start] if not self.phrases.has("articles", word)]
        passed = bool(front) and self.phrases.has("passed", front[-1])
        unsure = mention.plural or mention.unknown or mention.reference
        if passed or unsure or self._is_elsewhere(story[mention.end :]):
            return []
        return [story[mention.start : mention.end]]

    def _is_elsewhere(self, words: Words) -> bool:
        """Return whether a place follows that the home lacks: "the lamp in the shed"."""
        inside = self.phrases.data["inside"]
        return any(
            word == inside
            and any(self.phrases.has("determiners", each) for each in words[place + 1 : place + 2])
            and not self.place_in(words[place:])
            for place, word in enumerate(words)
        )

    def are_of_the_same(self, words: Words, name: Words) -> bool:
        """Return whether words are about what a name means, too: "coffee, start the machine"."""
        called, _ = self._first(name)
        meant = self._meant(called) if called else set()
        return any(meant & self._meant(each) for each in self._devices_in(words))

    def _several(self, parts: Sequence[Part], story: Words) -> list[Words]:
        """Return the only things that "them" can mean: those of which a story spoke last."""
        them = next((part.tag for part in parts if part.tag in PRONOUNS), None) is Tag.PRONOUNS
        mentions = self._devices_in(story) if them else []
        if len(mentions) != 1 or not mentions[0].plural:
            return []
        return [story[mentions[0].start : mentions[0].end]]

    def _goes_on(self, words: Words) -> bool:
        """Return whether words bring up nothing new: "he's asleep", "it's blowing in my face"."""
        if self.phrases.has("it_subjects", words[0]):
            return True
        return len(words) <= _OF_SOMEBODY and self.phrases.has("subjects", words[0])

    def _strays(self, stories: Sequence[Words], named: Sequence[Words]) -> bool:
        """Return whether the stories speak of more than one thing: "it" could be another."""
        subjects = [each for words in named for each in self._devices_in(words)]
        known = {frozenset(self._meant(each)) for each in subjects}
        spoken = [self._meant(each) for story in stories for each in self._devices_in(story)]
        return len(known) > 1 or any(each and not each & set().union(*known) for each in spoken)

    def _meant(self, mention: Mention) -> set[str]:
        return {d.entity_id for d in self.targets.everything_fitting(mention, None)}

    def _leads_to_said(self, word: str) -> bool:
        """Return whether a word stands between one of speech and what is said."""
        return self.phrases.has("spoken_to", word) or self.phrases.has("asked_for", word)

    def _stays_with(self, stories: Sequence[Words], subjects: Sequence[Words | None]) -> bool:
        """Return whether no story behind that about a device is about something else."""
        spoken = False
        for story, subject in zip(stories, subjects, strict=True):
            pronoun = any(
                self.phrases.has(group, story[0]) for group in ("subjects", "it_subjects")
            )
            if spoken and not subject and not (pronoun or self.phrases.data["pronoun"] in story):
                return False
            spoken |= subject is not None
        return True

    def _subject(self, words: Words) -> Words | None:
        """Return the device that a story is about, None if it is about something else.

        It begins the story, or is what somebody did something to: "I left the radio on". What
        somebody says is a story of its own: "Anna says the radio is on".
        """
        said = next((n for n, word in enumerate(words) if self.phrases.has("speaking", word)), None)
        if said:
            behind = words[said + 1 :]
            while behind and self._leads_to_said(behind[0]):
                behind = behind[1:]
            if behind and self.phrases.does(behind):
                return self._told_to(behind)
            return self._subject(behind) if behind else None
        if about := self._noticed(words):
            return about
        begin = self.phrases.length("subjects", words) or self._somebody(words)
        person = bool(begin)
        while person and begin < len(words) and self.phrases.has("telling", words[begin]):
            begin += 1
        if place := next((n for n in range(len(words)) if self._is_with(words, n)), None):
            return self._left_by(words[place + 1 :])
        if person:
            return self._left_by(words[begin:])
        mention, rest = self._first(words)
        told = bool(rest) and any(self.phrases.has(name, rest[0]) for name in _VERBS)
        return words[: mention.end] if mention and told else None

    def _noticed(self, words: Words) -> Words | None:
        """Return the device of which somebody sees how it is, or which somebody left so.

        "I remembered that the lamp is still on", "I went out and left the lamp on".
        """
        phrases = self.phrases
        for place in range(1, len(words) - 1):
            if phrases.has("left_by", words[place]) and words[place - 1 : place] in self._also:
                return self._left_by(words[place + 1 :])
            if phrases.has("noticing", words[place]):
                behind = words[place + 1 :]
                behind = behind[1:] if phrases.has("noticed_that", behind[0]) else behind
                return self._subject(behind) if behind else None
        return None

    @property
    def _also(self) -> frozenset[Words]:
        return self.phrases.group("also")

    def is_about_device(self, words: Words) -> bool:
        """Return whether a story is about a device that it names."""
        return self._subject(words) is not None

    def _told_to(self, words: Words) -> Words | None:
        """Return the only device that a command in a story is about: "he told me to lock it"."""
        found = [(place, self._first(words[place:])[0]) for place in range(len(words))]
        named = [words[place : place + each.end] for place, each in found if each]
        return max(named, key=len) if len(self._devices_in(words)) == 1 and named else None

    def _is_with(self, words: Words, place: int) -> bool:
        """Return whether a device in a state follows a word: "sleep with the TV on"."""
        if not self.phrases.has("accompanied", words[place]):
            return False
        return self._left_by(words[place + 1 :]) not in {None, words[place + 1 :]}

    def _somebody(self, words: Words) -> int:
        """Return how many words name somebody who left something so: "my son left ..."."""
        for place in range(1, min(_NAMING_SOMEBODY, len(words))):
            if self.phrases.has("left_by", words[place]):
                return 0 if self.mentions(words[:place]) else place
        return 0

    def _left_by(self, words: Words) -> Words | None:
        """Return the device that somebody did something to: "the light burning in the den"."""
        words = tuple(word for word in words if not self.phrases.has("left_so", word))
        mention, rest = self._first(words)
        if mention is None:
            return None
        while len(rest) > 1 and self._is_state(rest):
            rest = rest[1:]
        place = self.place_in(rest)
        state = rest[: len(rest) - len(place)]
        told = all(self.phrases.has("trailing", word) for word in state)
        return (*words[: mention.end], *place) if told else None

    def _is_state(self, words: Words) -> bool:
        """Return whether words begin with a state: "on in the den", but not "on the shelf"."""
        if not self.phrases.has("trailing", words[0]):
            return False
        inside = self.phrases.lexicon.sense(words[1:2], Tag.IN) is not None
        return inside or self.phrases.has("trailing", words[1])

    def named(self, words: Words) -> Words:
        """Return the words of the device that a segment names, none if it names no single one.

        "That thing" and where it stands may follow: "the radio on the shelf".
        """
        words = tuple(word for word in words if not self.phrases.has("things", word))
        mention, rest = self._first(words)
        if mention is None:
            return ()
        parts = self.parts(rest)
        if not parts:
            return words
        if parts[0].tag is Tag.AND:
            others = self.named(rest[parts[0].end :])
            return (*words[: len(words) - len(rest)], *parts[0].words, *others) if others else ()
        if self.phrases.lexicon.sense(parts[0].words, Tag.IN) is None:
            return ()
        known = any(part.tag is Tag.THING for part in parts) or self.phrases.contains(
            "finite", rest
        )
        return () if known else words[: mention.end]

    def _first(self, words: Words) -> tuple[Mention | None, Words]:
        """Return the device that is mentioned first of all, and the words behind it."""
        parts = self.parts(words)
        mention = self.targets.mention_at(parts, 0)[0] if parts else None
        if mention and (end := self._verb_in(mention, words)):
            mention = self.targets.mention_at(self.parts(words[:end]), 0)[0]
        if mention is None or mention.reference or mention.unknown or not mention.things:
            return None, ()
        if mention.is_place or mention.unknown_place:
            return None, ()
        if not self._is_known(mention):
            return None, ()
        return mention, words[mention.end :]

    def _verb_in(self, mention: Mention, words: Words) -> int:
        """Return where a verb or a time was taken for a part of a name: "the lamp doesn't"."""
        groups = ("finite", "past", "openings")
        told = (word for word in mention.unknown if any(self.phrases.has(g, word) for g in groups))
        word = next(told, None)
        return words.index(word) if word in words else 0

    def is_apposition(self, words: Words) -> bool:
        """Return whether words say more of a thing: "the old one in the den"."""
        tags = {part.tag for part in self.parts(words)}
        told = tags & {Tag.REMAIN, Tag.PARTICLE}  # "the ones in the den stay off"
        return self.phrases.has("articles", words[0]) and Tag.ONE in tags and not told

    def is_place(self, words: Words) -> bool:
        """Return whether words are the name of a place and nothing else: "meeting room 2"."""
        named = [part for part in self.parts(words) if part.tag is not Tag.DETERMINER]
        return bool(named) and all(part.thing and part.thing.place for part in named)

    def place_in(self, words: Words) -> Words:
        """Return "in the den" out of words."""
        parts = self.parts(words)
        for number, part in enumerate(parts[:-1]):
            last = parts[-1]
            if part.tag is Tag.IN and last.thing and last.thing.place:
                return words[parts[number].start :]
        return ()

    def is_single(self, words: Words) -> bool:
        """Return whether words mean no group, from which something could be left out."""
        parts = self.parts(words)
        plural = any(part.thing and part.thing.plural for part in parts)
        return not plural and not any(part.tag in _GROUPING for part in parts)

    def mentions(self, words: Words) -> bool:
        """Return whether anything of the home is named."""
        return any(part.tag is Tag.THING for part in self.parts(words))

    def named_in(self, words: Words) -> list[frozenset[str]]:
        """Return what each mention of a device can mean, by entity id."""
        return [frozenset(self._meant(each)) for each in self._devices_in(words)]

    def devices_of(self, words: Words) -> frozenset[str]:
        """Return the entity ids of all that is named."""
        return frozenset().union(*self.named_in(words))

    def _devices_in(self, words: Words) -> list[Mention]:
        """Return the mentions of devices; "I've left" is none of a lamp on the left."""
        mentions = self.targets.read(self.parts(words))
        found = [each for each in mentions if each.things and not each.is_place]
        return [each for each in found if self._is_known(each)]

    def _is_known(self, mention: Mention) -> bool:
        """Return whether a mention is more than a word of several names: "the meeting is over"."""
        said = {word for thing in mention.things for word in thing.words}
        if all(self.phrases.has("articles", word) for word in said):
            return False  # "to the boy", where a lamp is called "Thé"
        if any(thing.named or thing.kind for thing in mention.things):
            return True
        verb = any(self.phrases.has("left_by", word) for word in mention.said)
        return not verb and len(self._meant(mention)) == 1

    def places(self, parts: Sequence[Part], stories: Sequence[Words]) -> frozenset[Device] | None:
        """Return the devices where the stories are, if the command itself names no place."""
        for mention in self.targets.read(parts):
            head = mention.head
            unique = any(thing.named for thing in mention.things) and len(self._meant(mention)) == 1
            told = mention.all_places or mention.here or mention.home
            if unique or told or (head and not head.kind):
                return None
        places = {
            place
            for story in stories
            for mention in self.targets.read(self.parts(story))
            if not (mention.things and all(map(self._is_outside, mention.things)))
            for place in mention.all_places
        }
        if not places:
            return None
        numbers = {number for place in places for number in place.devices}
        return frozenset(self.targets.index.pick(numbers))

    def _is_outside(self, thing: Thing) -> bool:
        """Return whether "it's cold outside" is told, which says nothing of where to do what."""
        outside = self.phrases.lexicon.file("targets")["outside"]["words"]
        return set(thing.words) <= set(outside)

    def with_place(self, words: Words, stories: Sequence[Words]) -> Words:
        """Return a command with the room of which it was told last in the place of "in there".

        Where none was, the words say nothing of the only such device: "run the fan up there".
        """
        there = next((part for part in self.parts(words) if part.tag is Tag.THERE), None)
        rest = (*words[: there.start], *words[there.end :]) if stories and there else words
        for story in stories[::-1] if there else ():
            rooms = [part for part in self.parts(story) if part.thing and part.thing.place]
            if there and len(rooms) == 1:
                inside, article = self.phrases.data["inside"], self.phrases.data["article"]
                named = (inside, article, *rooms[0].words)
                return (*words[: there.start], *named, *words[there.end :])
            if rooms:
                return words
        return rest if [len(self._meant(each)) for each in self._devices_in(rest)] == [1] else words

    def spoken_of(self, stories: Sequence[Words]) -> frozenset[str]:
        """Return the entity ids of the devices that stories name one by one."""
        mentions = [each for story in stories for each in self._devices_in(story)]
        return frozenset(
            device.entity_id
            for mention in mentions
            if not (mention.plural or mention.unknown or mention.reference)
            for device in self.targets.everything_fitting(mention, None)
        )

    def without_long_pronouns(self, words: Words) -> list[str]:
        """Return words with "it" for "that thing"."""
        found: list[str] = []
        place = 0
        while place < len(words):
            length = self.phrases.length("pronouns", words, place)
            found.append(self.phrases.data["pronoun"] if length else words[place])
            place += length or 1
        return found
