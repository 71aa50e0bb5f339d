"""What is asked of the agent itself: undo, say again, what is planned, drop what is planned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ..dialogue import Context
from ..models import Plan, Problem, ProblemCode, Request, RequestKind, Source
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .phrase_table import PhraseTable
from .targets import Fit, Targets
from .tokenizer import MARKS, words_of

_WHOLE: Final = (
    ("list", RequestKind.LIST_PLANNED),
    ("repeat", RequestKind.REPEAT),
    ("introduce", RequestKind.INTRODUCE),
    ("redo", RequestKind.REDO),
)
"""Groups of sentences that are a request as a whole."""
_CLEAR: Final = 2
"""Words from which on a request is clear even behind other words."""
_WANTING: Final = frozenset({Tag.CARRIER, Tag.REFUSE, Tag.CONDITION, Tag.OR, Tag.LEAVE, Tag.DEMAND})
"""Roles of words by which something else may be wanted."""


@dataclass(frozen=True, eq=False)
class Requests:
    """Recognises requests in one language."""

    lexicon: Lexicon

    @cached_property
    def _phrases(self) -> Mapping[str, frozenset[Words]]:
        data: Mapping[str, Any] = self.lexicon.file("requests")
        return {name: frozenset(words_of(text) for text in texts) for name, texts in data.items()}

    @cached_property
    def _tables(self) -> Mapping[str, PhraseTable[str]]:
        return {
            name: PhraseTable(dict.fromkeys(phrases, name))
            for name, phrases in self._phrases.items()
        }

    def read(
        self, tokens: Sequence[str], targets: Targets, area_id: str | None, context: Context
    ) -> Plan | None:
        """Return the plan of a request, None if a sentence is none."""
        said = tuple(token for token in tokens if token not in MARKS)
        if self._thanks(said):
            return _asked(Request(RequestKind.THANK))
        for words in self._stripped(said):
            if plan := self._dropped(words, context):
                return plan
            if plan := self._named(words, targets, area_id, context):
                return plan
            if plan := self._before(words, targets, area_id, context):
                return plan
            said_again = self._without_dropped(words)
            if undo := self._undone(said_again) or self._thought_better_of(words, context):
                return undo
            if plan := self._whole(words, context):
                return plan
            if plan := self._cancelled(words, targets, area_id) or self._beyond(words, targets):
                return plan
        return self._undone_behind(tuple(tokens))

    def _whole(self, words: Words, context: Context) -> Plan | None:
        """Return the plan of what is a request as a whole, None if it is none."""
        for group, kind in _WHOLE:
            if words in self._phrases[group]:
                return _asked(Request(kind))
        return _again(context) if words in self._phrases["again"] else None

    def _thanks(self, words: Words) -> bool:
        """Return whether words are nothing but thanks, with or without praise around them."""
        thanked, place = False, 0
        while place < len(words):
            ends = [self._end(words, place, group) for group in ("thanks", "praise")]
            if not any(ends):
                return False
            thanked |= ends[0] >= ends[1]
            place = max(ends)
        return thanked

    def _end(self, words: Words, start: int, group: str) -> int:
        """Return where the longest phrase of a group ends that begins at a word, 0 without one."""
        found = self._tables[group].longest(words, start)
        return found[1] if found else 0

    def _undone(self, words: Words) -> Plan | None:
        """Return the undo that words ask for: of the last turn, or of as many as they say."""
        count = 1 if words in self._phrases["undo"] else self._undone_turns(words)
        return _asked(Request(RequestKind.UNDO, count=count)) if count else None

    def _thought_better_of(self, words: Words, context: Context) -> Plan | None:
        """Return the undo that "actually no" is, with or without why: "I'm warm enough".

        Of a turn that moved nothing it takes nothing back.
        """
        taken = self._begins("taking_back", words)
        if not taken or not (context.previous and context.previous.plan.steps):
            return None
        rest = words[taken:]
        content = not rest or (self._begins("telling", rest) and rest[-1:] in self._content)
        return _asked(Request(RequestKind.UNDO)) if content else None

    @property
    def _content(self) -> frozenset[Words]:
        """Return the words that end a reason to leave things as they were."""
        return self._phrases["content"]

    def _undone_behind(self, tokens: Words) -> Plan | None:
        """Return the undo that ends a sentence, behind what is told: "it's cold, undo that".

        Behind a wish ("I want it dark, put it back") it may be about anything, and is none.
        """
        parts: list[Words] = [()]
        for token in tokens:
            parts = [*parts, ()] if token in MARKS else [*parts[:-1], (*parts[-1], token)]
        *before, wish = [part for part in parts if part] or [()]
        told = [core for part in before if (core := list(self._stripped(part))[-1])]
        if not before or len(wish) < _CLEAR or not all(map(self._tells, told)):
            return None
        return self._undone(wish)

    def _tells(self, words: Words) -> bool:
        """Return whether words tell what is so, and want nothing."""
        opening = self._begins("telling", words)
        rest = words[opening:]
        tags = {entry.tag for word in rest for entry in self.lexicon.entries((word,))}
        wants = any((word,) in self._phrases["wanting"] for word in rest)
        return bool(opening) and not wants and not tags & _WANTING

    def _dropped(self, words: Words, context: Context) -> Plan | None:
        """Return the plan that drops what the last turn planned: "drop it", "leave it on".

        Of a turn that planned nothing such words are no request.
        """
        deferred = context.previous.plan.deferred if context.previous else ()
        if not deferred:
            return None
        changed = self._begins("changed_mind", words)
        rest = self._without_dropped(words[changed:])
        ends = (n for n in range(len(rest)) if rest[n:] in self._phrases["changed_mind"])
        rest = rest[: next(ends, len(rest))]
        if rest in self._phrases["drop"] or (changed and not rest) or self._lets_be(rest):
            return _asked(Request(RequestKind.UNDO))
        kept = self._begins("keep", rest)
        way = rest[kept:]
        if not kept or (way and way not in self._phrases["as_is"]):
            return None
        steps = [step for each in deferred if not each.restore for step in each.steps]
        if any(way == (step.action,) for step in steps):
            return None  # "leave it off" before it is to go off
        ids = dict.fromkeys(step.target for each in deferred for step in each.steps)
        return _asked(Request(RequestKind.CANCEL_PLANNED, tuple(ids)))

    def _without_dropped(self, words: Words) -> Words:
        """Return "leave it on" for "forget that, leave it on": who drops a thing says it twice."""
        dropped = self._begins("drop", words)
        rest = words[dropped:]
        again = self._begins("drop", rest) or self._begins("keep", rest) or self._undone(rest)
        return self._without_dropped(rest) if dropped and again else words

    def _lets_be(self, words: Words) -> bool:
        """Return whether what is planned is dropped for a reason: "never mind, let him play"."""
        behind = words[self._begins("drop", words) :]
        reasons = self._begins("letting_be", behind) or self._tells(behind)
        return len(behind) < len(words) and bool(reasons)

    def _before(
        self, words: Words, targets: Targets, area_id: str | None, context: Context
    ) -> Plan | None:
        """Return the plan of a question how something was before it was moved last.

        Of what no turn of the conversation has moved, the record is asked.
        """
        moved = context.moved
        was = self._begins("was", words)
        lengths = range(len(words) - was, 0, -1)
        before = next((n for n in lengths if words[-n:] in self._phrases["before"]), 0)
        if not was or not before or moved is None:
            return None
        thing = words[was:-before]
        if thing in self._phrases["it"]:
            return _asked(Request(RequestKind.TELL_BEFORE, tuple(moved.before)))
        plan = self._for_devices(thing, targets, area_id)
        ids = plan.request.targets if plan and plan.request else ()
        known = bool(ids) and moved.before.keys() >= set(ids)
        return _asked(Request(RequestKind.TELL_BEFORE, ids)) if known else None

    def _named(
        self, words: Words, targets: Targets, area_id: str | None, context: Context
    ) -> Plan | None:
        """Return the plan of what is planned for a device that is named.

        "What did you plan for the lamp" asks for it, "forget it, no lamp" drops it where the
        last turn planned it.
        """
        if prefix := self._begins("list_for", words):
            plan = self._for_devices(words[prefix:], targets, area_id)
            asked = plan and plan.request
            return _asked(Request(RequestKind.LIST_PLANNED, asked.targets)) if asked else None
        when, ways = self._begins("when_will", words), self._phrases["will_be"]
        end = next((n for n in range(when + 1, len(words)) if words[n:] in ways), 0)
        deferred = context.previous.plan.deferred if context.previous else ()
        if when and end and words[when:end] in self._phrases["it"] and deferred:
            due = dict.fromkeys(step.target for each in deferred for step in each.steps)
            return _asked(Request(RequestKind.LIST_PLANNED, tuple(due)))
        if when and end:
            plan = self._for_devices(words[when:end], targets, area_id)
            asked = plan and plan.request
            return _asked(Request(RequestKind.LIST_PLANNED, asked.targets)) if asked else None
        dropped = self._begins("drop", words)
        without = self._begins("no_more", words[dropped:]) if dropped else 0
        if not without or not deferred:
            return None
        plan = self._for_devices(words[dropped + without :], targets, area_id)
        ids = {step.target for each in deferred for step in each.steps}
        return plan if plan and plan.request and ids.issuperset(plan.request.targets) else None

    def _stripped(self, words: Words) -> Iterable[Words]:
        """Return the words without the politeness around them, the fullest first."""
        yield words
        begin, end = 0, len(words)
        while begin < end and (length := self._filler(words, begin, end)):
            begin += length
            yield words[begin:]
        while begin < end and (length := self._filler_before(words, begin, end)):
            end -= length
            yield words[begin:end]

    def _filler(self, words: Words, start: int, end: int) -> int:
        """Return how many words of politeness begin at a place."""
        return next(
            (
                length
                for length in range(end - start, 0, -1)
                if self._is_filler(words[start : start + length])
            ),
            0,
        )

    def _filler_before(self, words: Words, start: int, end: int) -> int:
        """Return how many words of politeness end at a place."""
        return next(
            (
                length
                for length in range(end - start, 0, -1)
                if self._is_filler(words[end - length : end])
            ),
            0,
        )

    def _is_filler(self, words: Words) -> bool:
        return any(
            self.lexicon.sense(words, tag) is not None
            for tag in (Tag.FILLER, Tag.CORRECTION, Tag.THEN)
        )

    def _undone_turns(self, words: Words) -> int:
        """Return how many turns "undo the last two" takes back; 0 if it is no such thing."""
        for length in range(len(words) - 1, 0, -1):
            if words[:length] in self._phrases["undo_many"]:
                number = number_at(words, length, self.lexicon.language)
                if number and words[number[1] :] in self._phrases["many"]:
                    return int(number[0])
        return 0

    def _cancelled(self, words: Words, targets: Targets, area_id: str | None) -> Plan | None:
        """Return the plan that drops what is planned, all of it or for some devices."""
        verb = self._begins("cancel", words)
        if not verb:
            return None
        rest = words[verb:]
        alone = words[:verb] in self._phrases["cancel_whole"]
        whole = alone and rest in self._phrases["whole"]
        if whole or rest in self._phrases["planned_all"] or self._is_all_planned(rest):
            return _asked(Request(RequestKind.CANCEL_PLANNED))
        if alone and (place := self._place(rest)):
            return _asked(Request(RequestKind.CANCEL_PLANNED, place=place))
        prefix = self._begins("planned_for", rest)
        thing = rest[prefix:] if prefix else ()
        if not prefix and rest and (rest[-1],) in self._phrases["planned_before"]:
            thing = rest[:-1]
        if not thing and words[:verb] in self._phrases["cancel_only"]:
            thing = rest
        return self._for_devices(thing, targets, area_id) if thing else None

    def _is_all_planned(self, words: Words) -> bool:
        """Return whether words mean all that is planned: "whatever you have got planned"."""
        every = self._begins("every_plan", words)
        linked = every + self._begins("which", words[every:])
        return bool(every) and words[linked:] in self._phrases["been_planned"]

    def _place(self, words: Words) -> int:
        """Return which one "the second one" is, -1 for the last; 0 if it is none."""
        around = self._phrases["around_place"]
        said = [word for word in words if (word,) not in around]
        ordinals: Mapping[str, int] = self.lexicon.file("answers")["ordinals"]
        return ordinals.get(said[0], 0) if len(said) == 1 else 0

    def _beyond(self, words: Words, targets: Targets) -> Plan | None:
        """Return the plan of what has nothing to do with a home: "tell me a joke"."""
        if not self._begins("beyond", words):
            return None
        if any(mention.things for mention in targets.find(" ".join(words))):
            return None
        return Plan(Source.RESOLVER, problems=(Problem(ProblemCode.BEYOND),))

    def _begins(self, group: str, words: Words) -> int:
        """Return how many words of a group a sentence begins with, the most there are."""
        lengths = range(len(words), 0, -1)
        return next((length for length in lengths if words[:length] in self._phrases[group]), 0)

    def _for_devices(self, words: Words, targets: Targets, area_id: str | None) -> Plan | None:
        mentions = targets.find(" ".join(words))
        if len(mentions) != 1 or mentions[0].reference or mentions[0].is_place:
            return None
        if mentions[0].end - mentions[0].start != len(words):
            return None
        choice = targets.choose(mentions[0], area_id)
        if choice.fit in {Fit.UNKNOWN_DEVICE, Fit.UNKNOWN_PLACE}:
            known = any(thing.kind for thing in mentions[0].things)
            code = ProblemCode(choice.fit.value)
            problem = Problem(code, choice.subject)
            return Plan(Source.RESOLVER, problems=(problem,)) if known else None
        ids = tuple(device.entity_id for device in choice.devices)
        return _asked(Request(RequestKind.CANCEL_PLANNED, ids))


def _again(context: Context) -> Plan | None:
    """Return the plan of the last turn once more, None if it did nothing.

    Behind an undo it is one more undo.
    """
    previous = context.previous
    if previous is None or not previous.plan.steps:
        return None
    if previous.plan.source is Source.UNDO:
        return _asked(Request(RequestKind.UNDO))
    return Plan(Source.RESOLVER, previous.plan.steps)


def _asked(request: Request) -> Plan:
    return Plan(Source.RESOLVER, request=request)
