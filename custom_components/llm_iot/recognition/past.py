"""Questions about what was, understood without a model: they are answered, and move nothing.

The words are taken apart into what is asked of the past (`past_frames.py`), when
(`periods.py`), and a question of the present, which is read as every other one is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ..dialogue import Context
from ..measures import measure_of
from ..models import Device, Plan, Problem, ProblemCode, Source, Utterance
from ..past import PastForm, PastQuery
from ..queries import Comparison, Query, QueryForm
from ..wording import is_command
from .asked import Asked, read_asked
from .past_frame import Follow, Frame
from .past_frames import Frames
from .past_onwards import COMPARABLE, MEASURED, at_time, compared, done_by
from .query_builder import QueryBuilder
from .seeker import Missing, NotThereError, Seeker
from .tagging import Part
from .tokenizer import COMMA, tokenize, words_of

_LIMITS: Final = frozenset(
    {Comparison.ABOVE, Comparison.BELOW, Comparison.AT_LEAST, Comparison.AT_MOST}
)
"""Comparisons that a number meets for a while."""
_OF_ALL: Final = frozenset({QueryForm.STATE, QueryForm.ANY, QueryForm.ALL, QueryForm.WHICH})
_MOST_JOINTS: Final = 4
"""Places at which a sentence is tried to be two: a long one is none of ours."""
_COMING: Final = frozenset({"home", "away"})
_UNDONE: Final = frozenset({PastForm.DURATION, PastForm.SINCE, PastForm.AT, PastForm.WHICH})
"""Forms that do not ask what anybody did."""
_NOT_KEPT: Final = frozenset({"sun", "weather"})
"""Kinds of which no past is told, but for their numbers."""


@dataclass(frozen=True)
class PastReader:
    """Reads questions about the past of one home, at one moment of a conversation."""

    frames: Frames
    parts: Callable[[str], Sequence[Part]]
    """Gives the words of a sentence with their roles."""
    seeker: Seeker
    elsewhere: Callable[[Asked, Asked], Asked]
    """Gives an earlier question with the things and places of a later one."""
    context: Context
    spoken_of: tuple[Device, ...]
    """What "it" and "them" mean."""
    now: datetime
    """Aware, in the time zone of the home."""

    def read(self, text: str) -> Plan | None:
        """Return the questions about the past that a sentence asks, None if it asks none.

        A command that stands behind a question is not carried out, and it is said so.
        """
        tokens = tokenize(text)
        if whole := self.single(tokens):
            return whole
        joining = {COMMA, *self.frames.joints}
        joints = [place for place, token in enumerate(tokens) if token in joining and place]
        for place in joints[:_MOST_JOINTS]:
            token = tokens[place]
            rest = self.frames.without_joint(tokens[place + (token == COMMA) :])
            first = self.single(tokens[:place])
            if first is None or not first.past or not rest:
                continue
            if second := self._second(rest, first):
                return replace(
                    first,
                    past=(*first.past, *second.past),
                    queries=(*first.queries, *second.queries),
                    problems=second.problems,
                )
            if is_command(Utterance(" ".join(rest))):
                return replace(first, problems=(Problem(ProblemCode.ONLY_ANSWERED),))
        return None

    def _second(self, tokens: Sequence[str], first: Plan) -> Plan | None:
        """Return a second question, in which "it" is what the first one was about."""
        targets = tuple(target for query in first.past for target in query.targets)
        anything = self.seeker.view.anything
        spoken_of = tuple(anything[each] for each in targets if each in anything)
        return replace(self, spoken_of=spoken_of).single(tokens)

    def single(self, tokens: Sequence[str]) -> Plan | None:
        """Return one question about the past."""
        return self._of_person(tokens) or self._framed(tokens, None)

    def _of_person(self, tokens: Sequence[str]) -> Plan | None:
        """Return a question about what a person did who is named: "what did Anna turn on".

        It is read as if that person had asked it; what was done "by Anna", as if by anybody.
        """
        for person in (each for each in self.seeker.view.readings if each.domain == "person"):
            for name in map(words_of, person.names):
                for start in range(1, len(tokens) - len(name) + 1):
                    if name and tuple(tokens[start : start + len(name)]) == name:
                        before, rest = tokens[:start], tokens[start + len(name) :]
                        if before[-1] in self.frames.words("doer"):
                            found = self._framed((*before[:-1], *rest), person, by=True)
                        else:
                            said = (*before, *self.frames.words_in("i"), *rest)
                            found = self._framed(said, person)
                        if found:
                            return found
        return None

    def _framed(
        self, tokens: Sequence[str], person: Device | None, *, by: bool = False
    ) -> Plan | None:
        """Return what a sentence asks, of what a person did if one is named.

        With `by` all that was done is meant, and otherwise what the speaker did.
        """
        frame = self.frames.read(tokens, self.now)
        if frame is None:
            return None
        if person and not (self.frames.asks_who(frame) if by else frame.by_speaker):
            return None
        if person:
            frame = replace(frame, by_speaker=False, deed=False)
        if frame.follow is not Follow.NO:
            return self._continued(frame)
        if frame.form is PastForm.CHANGES:
            return self._changes(frame, person)
        if frame.bare and is_command(Utterance(" ".join(tokens))):
            return None  # "set it to what it was yesterday"
        plan: Plan | None = None
        for core in self.frames.senses(frame.core):
            asked = self._asked(replace(frame, core=core))
            plan = self._present(asked) if asked else None
            if plan is None or not plan.queries or not plan.queries[0].targets:
                return plan
            if told := self._told(plan.queries[0], frame, person):
                return told
        return None

    def _told(self, query: Query, frame: Frame, person: Device | None) -> Plan | None:
        """Return a question about the past of what a question of the present is about."""
        if frame.numeric and self._names_time(query, frame):
            if not frame.was:
                return None
            return Plan(Source.RESOLVER, queries=(replace(query, aggregate=None),))
        if frame.numeric and query.measure is None:
            query = self._as_measure(query)
        past = self._past(query, frame)
        past = self._of_the_last(past) if past and frame.just else past
        if past is None or not _is_readable(query) or (frame.lasting and _ends(query)):
            return None
        is_person = query.kind == "person"
        nobody = is_person and query.form is QueryForm.ALL and past.form is not PastForm.AT
        if nobody or (frame.persons and not is_person):
            return None
        if person:
            if past.state in _COMING or past.form in _UNDONE:
                return None  # whether Anna came home is no deed of hers on a thing
            past = replace(past, by_person=person.entity_id)
        now = (_as_it_is(query, past),) if frame.deed and query.state else ()
        return Plan(Source.RESOLVER, queries=now, past=(past,))

    def _of_the_last(self, past: PastQuery) -> PastQuery:
        """Return what was "just" done as what the last turn did, where that was such a thing."""
        moved = self.context.moved
        targets = tuple(each for each in past.targets if moved and each in moved.before)
        return replace(past, targets=targets) if past.form is PastForm.DID and targets else past

    def _asked(self, frame: Frame) -> Asked | None:
        """Return the question of the present that a question about the past is otherwise."""
        asked = read_asked(self.parts(" ".join(frame.core)), self.seeker.targets)
        if asked is None or asked.unknown or asked.times or asked.tells:
            return None
        compares = asked.threshold is not None or asked.comparison is not None
        if asked.against or compares is not frame.limit:
            return None
        if frame.limit:
            return asked if asked.threshold is not None and asked.comparison in _LIMITS else None
        if frame.bare and (asked.condition or asked.extreme or asked.pronoun):
            return None
        if not frame.numeric and asked.is_numeric and frame.form is not PastForm.AT:
            return None
        return asked

    def _present(self, asked: Asked) -> Plan | None:
        """Return the question of the present, or what is missing for it."""
        builder = QueryBuilder(self.seeker, asked, self.now, self.spoken_of, of_past=True)
        return builder.plan()

    def _names_time(self, query: Query, frame: Frame) -> bool:
        """Return whether a sensor is called after a time: "Energy today" tells it by itself."""
        devices = [self.seeker.view.anything[target] for target in query.targets]
        words = {word for device in devices for name in device.names for word in words_of(name)}
        return bool(words & frame.told)

    def _as_measure(self, query: Query) -> Query:
        """Return a question about sensors that are named as one about what they measure."""
        devices = [self.seeker.view.anything[target] for target in query.targets]
        found = [measure_of(device) for device in devices]
        names = {each.name if each else None for each in found}
        return replace(query, measure=names.pop()) if len(names) == 1 else query

    def _past(self, query: Query, frame: Frame) -> PastQuery | None:
        """Return the question about the past, None if a thing has no such past."""
        form = frame.form
        if frame.numeric and form is None:
            grows = query.measure in self.frames.lexicon.file("past")["growing"]
            form = PastForm.TOTAL if grows else PastForm.MEAN
        if form is PastForm.TOTAL and query.measure == "power":
            form = PastForm.MEAN
        if form is None or (frame.numeric and not query.measure):
            return None
        state = query.state if query.measure is None else None
        needs_state = form not in MEASURED | {PastForm.AT, PastForm.SINCE} and not frame.limit
        if needs_state and state is None:
            return None
        if frame.against and form not in COMPARABLE:
            form = PastForm.DURATION if form is PastForm.EVER else None
        if form is None:
            return None
        return PastQuery(
            form=form,
            asked=self.now,
            targets=query.targets,
            state=state,
            measure=query.measure,
            comparison=query.comparison if frame.limit else None,
            threshold=query.threshold or 0.0,
            unit=query.unit,
            period=frame.period,
            against=frame.against,
            by_speaker=frame.by_speaker,
            who=frame.who,
            by=frame.by,
            present=query.form,
            usual=frame.usual,
            counted=frame.counted,
            most=frame.most,
            by_area=query.by_area,
            kind=query.kind,
            place=query.place,
        )

    def _changes(self, frame: Frame, person: Device | None = None) -> Plan | None:
        """Return the question what changed, in the home, a place of it, or of some things."""
        core, period = frame.core, frame.period
        asked = read_asked(self.parts(" ".join(core)), self.seeker.targets) if core else Asked()
        if asked is None or asked.unknown or asked.times or asked.says_what:
            return None
        scope = asked.scope
        mentions = [each for each in scope.mentions if each.things or each.unknown]
        if scope.unknown_place:
            return _missing(Missing(scope.unknown_place, unknown_place=True))
        targets: Sequence[Device] = self.seeker.inside(scope) if scope.somewhere else ()
        try:
            if mentions:
                targets = self.seeker.named(scope, lambda _: True, anywhere=True)
        except NotThereError as error:
            return _missing(error.missing)
        if period is not None and period.begin == period.end:
            return None
        query = PastQuery(
            form=PastForm.CHANGES,
            asked=self.now,
            targets=tuple(device.entity_id for device in targets),
            period=period,
            by_speaker=frame.by_speaker,
            by_person=person.entity_id if person else None,
            by=frame.by,
            place=self.seeker.place_of(scope),
        )
        return Plan(Source.RESOLVER, past=(query,))

    def _continued(self, frame: Frame) -> Plan | None:
        """Return an earlier question about the past, asked of something else."""
        last = next(
            (each for each in self.context.exchanges if each.plan.queries or each.plan.past), None
        )
        if last is None or not last.plan.past:
            return None
        before = last.plan.past[-1]
        match frame.follow:
            case Follow.USUAL:
                after = compared(before)
            case Follow.WHO | Follow.WHEN:
                after = done_by(before, who=frame.follow is Follow.WHO)
            case _:
                return self._elsewhere(frame, before)
        if after is None:
            return None
        return Plan(Source.RESOLVER, past=(replace(after, asked=self.now),))

    def _elsewhere(self, frame: Frame, before: PastQuery) -> Plan | None:
        """Return a question about another time, another thing, or another place."""
        period = frame.period or before.period
        if not frame.core:
            after = at_time(before, period)
            return Plan(Source.RESOLVER, past=(replace(after, asked=self.now),))
        if before.form is PastForm.CHANGES:
            return self._changes(replace(frame, period=period))
        asked = self._follow_up(frame.core)
        earlier = self._earlier()
        if asked is None or earlier is None:
            return None
        plan = self._present(self.elsewhere(earlier, asked))
        if plan is None or not plan.queries or not plan.queries[0].targets:
            return plan
        query = plan.queries[0]
        after = replace(
            at_time(before, period),
            asked=self.now,
            targets=query.targets,
            state=query.state if before.state else before.state,
            measure=query.measure if before.measure else before.measure,
            kind=query.kind,
            place=query.place,
        )
        if (before.state and not after.state) or (before.measure and not after.measure):
            return None
        return Plan(Source.RESOLVER, past=(after,))

    def _follow_up(self, core: Sequence[str]) -> Asked | None:
        """Return the things and places of a follow-up, None if it says more than those."""
        asked = read_asked(self.parts(" ".join(("and", *core))), self.seeker.targets)
        if asked is None or asked.unknown or asked.says_what or asked.times:
            return None
        return asked if asked.scope.mentions or asked.scope.somewhere else None

    def _earlier(self) -> Asked | None:
        """Return the question that follow-ups go on from, with what they changed in it."""
        following: list[Asked] = []
        for exchange in self.context.exchanges:
            if not exchange.plan.past:
                continue
            frame = self.frames.read(tokenize(exchange.utterance.text), exchange.at)
            if frame is None:
                return None
            if frame.follow is Follow.NO:
                found = self._asked(frame)
                for each in reversed(following):
                    found = self.elsewhere(found, each) if found else None
                return found
            if frame.core and (asked := self._follow_up(frame.core)):
                following.append(asked)
        return None


def _as_it_is(query: Query, past: PastQuery) -> Query:
    """Return what is told beside a deed: how things are, but no "yes" to a deed of others."""
    return query if past.by_speaker else replace(query, form=QueryForm.STATE, state=None)


def _missing(missing: Missing) -> Plan:
    """Return that the home lacks what a question is about."""
    code = ProblemCode.UNKNOWN_PLACE if missing.unknown_place else ProblemCode.UNKNOWN_DEVICE
    return Plan(Source.RESOLVER, problems=(Problem(code, missing.words),))


def _ends(query: Query) -> bool:
    """Return whether "how long is it" asks for when it will end, or for nothing of its state."""
    return query.state is None or any(each.startswith("timer.") for each in query.targets)


def _is_readable(query: Query) -> bool:
    """Return whether the past of what a question is about can be told."""
    if query.kind in _NOT_KEPT and query.measure is None:
        return False
    numeric = query.measure is not None
    if query.comparison is not None:
        return query.form in {QueryForm.STATE, QueryForm.ANY, QueryForm.WHICH}
    return query.form in _OF_ALL or numeric
