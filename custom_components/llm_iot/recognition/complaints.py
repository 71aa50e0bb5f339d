"""Complaints about a device that is named: "the TV is too loud", "that fan gives me a cold".

What is wrong says which way to go; a complaint about a room, or one that several things
could help, is left to others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..models import HomeView, Plan, ProblemCode, Step
from .lexicon import Tag, Words
from .phrases import Phrases
from .segment import Segment
from .stories import Stories
from .tagging import Part
from .topics import Topics

_DOMAINS = frozenset({"light", "fan", "media_player", "vacuum", "lawn_mower"})
_RELAYED = frozenset({"light", "fan"})
"""Kinds of device on a relay that disturb by being on; of a TV less is wanted, and not none."""
_BORNE = _RELAYED | {"tv"}
"""The same for a complaint about the thing as such: it "is getting on my nerves"."""
_HEARD = frozenset({"media_player"})
_LEFT = _DOMAINS | {"switch", "cover", "lock", "humidifier", "climate"}
"""What somebody may have left on or open and nobody wants so."""
_LEFT_SO = (
    ("left_on", ("turn", "off")),
    ("left_open", ("close",)),
    ("left_unlocked", ("lock",)),
)
"""How something may be left, and what takes that back."""
_IDLE = frozenset(
    {"off", "idle", "paused", "standby", "docked", "returning", "unavailable", "unknown"}
)

_ACTING = frozenset({Tag.VERB, Tag.CARRIER, Tag.PARTICLE, Tag.RELATIVE, Tag.ATTRIBUTE})
_DARK = "darken"
_NAMED = frozenset({Tag.THING, Tag.PRONOUN, Tag.PRONOUNS, Tag.ONE, Tag.OTHER})


@dataclass(frozen=True, slots=True)
class Remedy:
    """What may help against a complaint."""

    commands: tuple[Words, ...]
    """Plain commands, the best first; the next is for a device that cannot do it."""
    domains: frozenset[str] = _DOMAINS
    relayed: frozenset[str] = _RELAYED
    asked: bool = False
    """Whether it has to be asked, as it may only have been told."""

    def of(self, plan: Plan | None, view: HomeView) -> Plan | None:
        """Return the plan of a command as far as it helps, None if it does not.

        What is off disturbs nobody: of several lights, the only one that is on is meant.
        """
        if plan is None or plan.deferred or plan.queries:
            return None
        steps = plan.steps
        if plan.problems:
            if steps or [each.code for each in plan.problems] != [ProblemCode.AMBIGUOUS]:
                return None
            steps = tuple(step for step in plan.problems[0].steps if _is_on(step, view))
            if len(steps) != 1:
                return None
        helps = steps and all(self._disturbs(step, view) and _is_on(step, view) for step in steps)
        return Plan(plan.source, steps, unsure=self.asked) if helps else None

    def _disturbs(self, step: Step, view: HomeView) -> bool:
        """Return whether a device is of a sort that is complained about."""
        domain = step.target.partition(".")[0]
        device = view.by_id.get(step.target)
        relayed = domain == "switch" and device is not None and device.kind in self.relayed
        return domain in self.domains or (relayed and self.domains == _DOMAINS)


def _is_on(step: Step, view: HomeView) -> bool:
    state = view.states.get(step.target)
    return state is not None and state.state not in _IDLE


@dataclass(frozen=True)
class Complaints:
    """Finds the complaint of one sentence."""

    phrases: Phrases
    topics: Topics
    stories: Stories

    def remedy(self, segments: Sequence[Segment]) -> Remedy | None:
        """Return what helps, None if there is no complaint or more than one."""
        if any(segment.opening for segment in segments):
            return None
        segments = self._with_results(segments)
        found = [(segment, self._complained(segment.words)) for segment in segments]
        remedies = [remedy for _, remedy in found if remedy]
        others = [segment.words for segment, remedy in found if not remedy]
        if len(remedies) != 1 or not all(map(self._is_beside, others)):
            return self._deserted(segments) or self._left_so(segments)
        return remedies[0]

    def _is_beside(self, words: Words) -> bool:
        """Return whether words tell something that has nothing to do with the home."""
        told = self.stories.tells(words) and not self.stories.is_for_later(words)
        return (
            told
            and not self.topics.mentions(words)
            and self.stories.is_harmless(words, may_deny=False)
        )

    def _complained(self, words: Words) -> Remedy | None:
        """Return what helps against the complaint that words are, None if they are none."""
        phrases = self.phrases
        if length := phrases.length("disturbed", words):
            return self._without(words[length:])
        length = phrases.length("hardly_heard", words)
        if length and (thing := self._thing(self._without_noise(words[length:]))):
            return Remedy((("turn", "up", *thing),), _HEARD)
        if drowning := self._drowning(words) or self._overdone(words):
            return self._less_of(drowning)
        words = self._without_result(words)
        for place in range(1, len(words)):
            behind = words[place:]
            if behind in phrases.group("unbearable") and (thing := self._thing(words[:place])):
                return self._less_of(thing, _BORNE)
            if behind in phrases.group("too_much") and (thing := self._thing(words[:place])):
                return self._less_of(thing)
            if behind in phrases.group("too_little") and (thing := self._thing(words[:place])):
                return Remedy((("turn", "up", *thing),))
        return None

    def _without_noise(self, words: Words) -> Words:
        """Return what is hardly heard without what is heard instead: "the radio over the rain".

        What the home has of it could be turned down as well, and is kept.
        """
        drowned = (n for n in range(1, len(words)) if self.phrases.has("drowning", words[n]))
        place = next(drowned, len(words))
        return words if self.topics.mentions(words[place + 1 :]) else words[:place]

    def _without_result(self, words: Words) -> Words:
        """Return a complaint without what comes of it: "it's so loud (that) I can't think"."""
        phrases = self.phrases
        for place in range(2, len(words) - 1):
            if self._is_result(words[place:]):
                return words[: place - phrases.has("dangling", words[place - 1])]
        return words

    def _is_result(self, words: Words) -> bool:
        """Return whether somebody is unable to do something: "I can't hear the bell"."""
        somebody = any(self.phrases.has(g, words[0]) for g in ("subjects", "impersonal"))
        return somebody and bool(self.phrases.length("unable", words, 1))

    def _with_results(self, segments: Sequence[Segment]) -> list[Segment]:
        """Return segments with what comes of a thing behind it: "it's so loud I can't think"."""
        found: list[Segment] = []
        for segment in segments:
            if found and not segment.joined and self._is_result(segment.words):
                before = found[-1]
                found[-1] = replace(before, words=(*before.words, *segment.words))
            else:
                found.append(segment)
        return found

    def _overdone(self, words: Words) -> Words:
        """Return the thing that somebody overdid: "he has turned the radio up far too loud"."""
        if self.phrases.has("speaker", words[0]):
            return ()  # "I have it on so loud because I am deaf"
        words = self._without_result(words)
        for begin in range(1, len(words)):
            if not self.phrases.has("overdoing", words[begin - 1]):
                continue
            for end in range(begin + 1, len(words)):
                overdone = words[end:] in self.phrases.group("overdone")
                if overdone and (thing := self._thing(words[begin:end])):
                    return thing
        return ()

    def _drowning(self, words: Words) -> Words:
        """Return the thing over which nothing is heard: "nobody can hear the bell over that TV"."""
        phrases = self.phrases
        denied = any(phrases.has("negations", word) for word in words)
        for place in range(1, len(words)):
            heard = any(phrases.has("hearing", word) for word in words[:place])
            if denied and heard and phrases.has("drowning", words[place]):
                return self._thing(words[place + 1 :])
        return ()

    def _without(self, words: Words) -> Remedy | None:
        """Return what helps somebody whom a thing disturbs: "I can't sleep with that lamp on"."""
        on = words[-1:] in self.phrases.group("being_on")
        thing = self._thing(words[:-1] if on else words)
        return Remedy((("turn", "off", *thing),)) if on and thing else self._less_of(thing)

    def _less_of(self, thing: Words, relayed: frozenset[str] = _RELAYED) -> Remedy | None:
        """Return what helps against too much of a thing, None if there is none."""
        ways = (("turn", "down", *thing), ("turn", "off", *thing))
        return Remedy(ways, relayed=relayed) if thing else None

    def _deserted(self, segments: Sequence[Segment]) -> Remedy | None:
        """Return what to do about "nobody is in here and the light is on", in either order."""
        phrases = self.phrases
        said = tuple(word for segment in segments for word in segment.words)
        words = said[phrases.length("deserted", said) :]
        if len(words) == len(said):
            ends = (n for n in range(len(said)) if said[n:] in phrases.group("deserted"))
            words = said[: next(ends, 0)]
        words = words[1:] if words and phrases.has("also", words[0]) else words
        words = words[:-1] if words and phrases.has("also", words[-1]) else words
        for place in range(1, len(words)):
            wasted = words[place:] in phrases.group("wasted")
            if wasted and (thing := self._thing(words[:place])):
                return Remedy((("turn", "off", *thing),))
        return None

    def _left_so(self, segments: Sequence[Segment]) -> Remedy | None:
        """Return what to do about "somebody left the light on".

        What the speaker left so is only told, and what is said with it may be its reason.
        """
        words, phrases = segments[0].words if len(segments) == 1 else (), self.phrases
        if not words or any(phrases.has(group, words[0]) for group in ("speaker", "asking")):
            return None
        left = (n for n in range(1, len(words)) if phrases.has("left_by", words[n]))
        behind = words[next(left, len(words)) + 1 :]
        inside = self.topics.place_in(behind)
        behind = behind[: len(behind) - len(inside)]
        for place in range(1, len(behind)):
            ways = (way for group, way in _LEFT_SO if behind[place:] in phrases.group(group))
            if (way := next(ways, None)) and (thing := self._thing(behind[:place])):
                return Remedy(((*way, *thing, *inside),), _LEFT, asked=True)
        return None

    def _thing(self, words: Words) -> Words:
        """Return the words of a device that is pointed at, none if they are no such words."""
        if not words:
            return ()
        if not self.phrases.has("articles", words[0]):
            return words if self.topics.named(words) == words else ()  # "Anna's lamp"
        article = self.phrases.data["pointing"].get(words[0], words[0])
        words = tuple(word for word in (article, *words[1:]) if not self.phrases.has("moods", word))
        vague = any(self.phrases.has(group, words[-1]) for group in ("noises", "things"))
        if len(words) > 2 and vague:  # noqa: PLR2004
            words = words[:-1]  # "that TV noise"
        heard = any(part.tag is Tag.ATTRIBUTE for part in self.topics.parts(words))
        return words if heard or self.topics.mentions(words) else ()  # "the music"


def complains(parts: Sequence[Part]) -> bool:
    """Return whether "too" says what is the matter: who finds it "much too warm" wants it cooler.

    Behind a thing it adds that thing: "the lamp too off". And who only says that it is dark
    somewhere does not ask for it: "so dark in the hall, turn on the light".
    """
    told = [part for part in parts if part.tag is not Tag.FILLER]
    dark = len(told) > 1 and told[0].tag is Tag.PARTICLE and told[0].sense == _DARK
    if dark and told[1].tag in {Tag.IN, Tag.HERE, Tag.THERE}:
        return True
    return any(
        part.tag is Tag.TOO and following.tag in _ACTING
        for before, part, following in zip((None, *parts), parts, parts[1:], strict=False)
        if before is None or before.tag not in _NAMED
    )
