"""Questions about the home, understood without a model: they are answered, and move nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from ..dialogue import Context
from ..models import Device, HomeView, Plan, Problem, ProblemCode, Source, Utterance
from ..wording import is_english, is_marked
from .asked import DEED, FILE, Asked, read_asked
from .asked_back import AskedBack, asks_which
from .asked_otherwise import AskedOtherwise
from .asked_shortly import opened
from .contractions import with_full_question, written_out
from .either import numbers_to_choose, read_choice, without_alternative
from .forms import Forms
from .held_water import without_held_water
from .index import HomeIndex, Thing, build_index
from .lexicon import Tag, Words
from .listed_things import ListQuestions
from .past import PastReader
from .past_frames import Frames
from .query_builder import OF_PERSONS, QueryBuilder
from .question_words import QuestionWords
from .seeker import Seeker
from .spelling import spelled
from .tagging import Part, tag
from .targets import Mention, Targets
from .tokenizer import MARKS, STOP, tokenize, words_of

_NO_ANSWER = Plan(Source.RESOLVER, problems=(Problem(ProblemCode.NO_ANSWER),))


@dataclass
class Questions:
    """Reads the questions of one language; keeps the words of the last home it looked at."""

    words: QuestionWords
    _targets: Targets | None = None
    _home: tuple[tuple[Device, ...], tuple[Device, ...]] | None = field(default=None, repr=False)

    def prepare(self, view: HomeView) -> None:
        """Index a home; blocking, a tenth of a millisecond for each of its things."""
        self._of_home(view)

    def read(
        self, utterance: Utterance, view: HomeView, context: Context, now: datetime
    ) -> Plan | None:
        """Return the question that a sentence asks; None if it is not one about this home.

        The plan holds queries and no steps, or what stands in the way of an answer: a
        thing that the home lacks, or that only the past could tell. `now` is aware.
        """
        if not is_english(utterance):
            return None
        targets = self._of_home(view)
        back, spoken_of = AskedBack(self.words, view.areas), _spoken_of(context, view)
        utterance = replace(utterance, text=back.with_list(utterance.text, spoken_of))
        seeker = Seeker(targets, self.words, view, utterance.area_id)
        written = written_out(utterance.text, self.words.lexicon)
        if plainly := self._forms.name_asked_of(tokenize(written)):
            utterance = replace(utterance, text=" ".join(plainly))
            written = written_out(utterance.text, self.words.lexicon)
        utterance, left = self._otherwise.plainly(utterance, targets.index)
        written = written_out(utterance.text, self.words.lexicon)
        listed = self._lists.read(tokenize(written), view, now)
        if told := listed or self._past(seeker, context, now).read(written):
            return told
        marked = is_marked(utterance)
        if not marked and tokenize(written)[:1] != tokenize(utterance.text)[:1]:
            return None  # "we're having guests" begins like a question, and is none
        parts = self._parts(back.filled(utterance.text, spoken_of), targets)
        plans = []
        last = context.previous.plan if context.previous else None
        moved = last is not None and bool(last.steps or last.deferred)
        for asked in _clauses(parts, targets):
            if moved and not marked and self._goes_on_commanding(asked, parts):
                return None
            if asked.times:
                asks = bool(asked.forms) or marked or self._asks_of_a_time(parts)
                return _NO_ANSWER if asks and _is_about_home(asked) else None
            whole = (
                self._continued(asked, targets, context)
                if asked.is_follow_up or asked.only_counts or asks_which(asked)
                else opened(asked, parts, targets, marked=marked)
            )
            if whole is None or not _is_question(whole, marked=marked):
                return None
            whole = _as_it_is(whole, left=left)
            plan = QueryBuilder(seeker, whole, now, spoken_of).plan()
            if plan is None or plan.problems:
                return plan
            plans.append(plan)
        queries = tuple(query for plan in plans for query in plan.queries)
        return Plan(Source.RESOLVER, queries=queries) if queries else None

    def asked(self, utterance: Utterance, view: HomeView) -> Asked:
        """Return what is known of what a sentence asks, whatever else is in it."""
        targets = self._of_home(view)
        parts = self._parts(utterance.text, targets)
        clauses = _clauses(parts, targets)
        return clauses[-1] if clauses else read_asked(parts, targets) or Asked()

    def index(self, view: HomeView) -> HomeIndex:
        """Return the words of a home."""
        return self._of_home(view).index

    def _past(self, seeker: Seeker, context: Context, now: datetime) -> PastReader:
        """Return the reader of questions about the past."""
        targets = seeker.targets
        return PastReader(
            self._frames,
            lambda text: self._parts(text, targets),
            seeker,
            lambda earlier, asked: _elsewhere(earlier, asked, targets),
            context,
            _spoken_of(context, seeker.view),
            now,
        )

    @cached_property
    def _forms(self) -> Forms:
        return Forms(self.words.lexicon)

    @cached_property
    def _otherwise(self) -> AskedOtherwise:
        return AskedOtherwise(self.words.lexicon)

    @cached_property
    def _lists(self) -> ListQuestions:
        return ListQuestions(self.words.lexicon)

    @cached_property
    def _frames(self) -> Frames:
        return Frames(self.words.lexicon)

    def _of_home(self, view: HomeView) -> Targets:
        """Return the words of a home, worked out again only after they changed."""
        home = (view.devices, view.readings)
        if self._targets is None or self._home is None or not _is_same(self._home, home):
            things = (*view.devices, *view.readings)
            index = build_index(view, self.words.kinds, self.words.lexicon, things)
            self._targets = Targets(index, self.words.lexicon, self.words.kinds)
            self._home = home
        return self._targets

    def _parts(self, text: str, targets: Targets) -> tuple[Part, ...]:
        """Return the words of a sentence with their roles."""
        lexicon = self.words.lexicon
        text = with_full_question(text, lexicon)
        tokens = tokenize(text)
        plainly = self._without_now(self._without_preface(tokens))
        chosen = self._otherwise.which_of_two(numbers_to_choose(plainly, lexicon))
        # What is as it was said has been spelled for other readers, too.
        tokens = spelled(tokens if chosen == plainly else chosen, targets.index, lexicon)
        tokens = self._without_purpose(self._without_now(self._without_preface(tokens)))
        tokens = without_held_water(tokens, targets.index, lexicon)
        return tag(tokens, targets.index, lexicon)

    def _without_preface(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Return the tokens without "tell me," in front: by itself it would ask for a list."""
        data = self.words.lexicon.file(FILE)
        prefaces = {words_of(text) for text in data["prefaces"]}
        for end in range(1, len(tokens) - 1):
            if tokens[:end] in prefaces:
                if tokens[end] in MARKS:
                    return tokens[end + 1 :]
                if tokens[end] in data["inverted"]:  # "tell me is it on"
                    return tokens[end:]
        return tokens

    def _without_purpose(self, tokens: Words) -> Words:
        """Return "is the pool warm" for "is the pool warm enough for a swim", or "too warm".

        What it is to be enough for is known to who asks; how warm it is, is told.
        """
        enough, too = self.words.some("enough"), self.words.some("too")
        purposes = self.words.some("enough_for")
        for place in range(1, len(tokens)):
            if tokens[place] in too and self._is_measured(tokens[place + 1 : place + 2]):
                return (*tokens[:place], *tokens[place + 1 :])
            if tokens[place] in enough and self._is_measured(tokens[place - 1 : place]):
                told = bool(purposes.intersection(tokens[place + 1 : place + 2]))
                return tokens[:place] + (() if told else tokens[place + 1 :])
        return tokens

    def _is_measured(self, words: Words) -> bool:
        """Return whether a word tells of something that is measured: "warm"."""
        return self.words.lexicon.sense(words, Tag.ATTRIBUTE) is not None

    def _without_now(self, tokens: Words) -> Words:
        """Return the words of a question without "right now" at its end: it is always that."""
        endings = {words_of(text) for text in self.words.lexicon.file(FILE)["endings"]}
        end = len(tokens)
        while end and tokens[end - 1] in MARKS:
            end -= 1
        for length in (4, 3, 2, 1):
            if length < end and tokens[end - length : end] in endings:
                return self._without_now((*tokens[: end - length], *tokens[end:]))
        return tokens

    def _goes_on_commanding(self, asked: Asked, parts: Sequence[Part]) -> bool:
        """Return whether a sentence behind a command is another one: "and the fan off"."""
        if "about" in asked.forms:
            again = self.words.some("doing_again")
            return any(part.text in again for part in parts if part.tag is Tag.CARRIER)
        says_how = asked.condition is not None or asked.threshold is not None
        return asked.follows and not asked.forms and (says_how or asked.is_follow_up)

    def _asks_of_a_time(self, parts: Sequence[Part]) -> bool:
        """Return whether a sentence begins like a question about another time: "did", "will"."""
        first = next((part for part in parts if part.tag not in {Tag.FILLER, Tag.AND}), None)
        if first is None or first.tag is not Tag.CONDITION:
            return False
        asking = self.words.lexicon.file(FILE)["asking_times"]
        return first.sense in {"past", "reason"} or first.words[0] in asking

    def _continued(self, asked: Asked, targets: Targets, context: Context) -> Asked | None:
        """Return an earlier question, asked of something else; None without an earlier one.

        "And in the bedroom?" is another place for the same things, "and the fan?" another
        thing in the same place.
        """
        if asked.unknown:
            return None
        of_the_same = asked.only_counts or asks_which(asked)
        following = [] if of_the_same else [asked]
        for exchange in context.exchanges:
            if not exchange.plan.queries:
                continue
            earlier = read_asked(self._parts(exchange.utterance.text, targets), targets)
            if earlier is None or earlier.unknown:
                return None
            if earlier.only_counts or asks_which(earlier):
                continue  # it asked of the same as the one before it
            if not earlier.is_follow_up:
                for each in reversed(following):
                    earlier = _elsewhere(earlier, each, targets)
                if asks_which(asked):
                    return replace(earlier, forms=frozenset({"which"}))
                return replace(earlier, forms=earlier.forms | asked.forms & {"count"})
            following.append(earlier)
        return replace(asked, forms=frozenset({"what"})) if asked.scope.mentions else None


def _is_same(one: Sequence[object], other: Sequence[object]) -> bool:
    """Return whether two homes are made of the very same things."""
    return all(first is second for first, second in zip(one, other, strict=True))


def _clauses(parts: Sequence[Part], targets: Targets) -> tuple[Asked, ...]:
    """Return what a sentence asks: one question, or two that "and" joins; none if neither."""
    if choice := read_choice(parts, targets):
        return (choice,)
    parts = without_alternative(parts, targets)
    if several := _one_by_one(parts, targets):
        return several
    whole = read_asked(parts, targets)
    if whole is not None and (whole.times or not whole.unknown):
        return (_has_unknown(whole) and _last_of(parts, targets)) or (whole,)
    for position in range(1, len(parts) - 1):
        if parts[position].tag not in {Tag.AND, Tag.THEN}:
            continue
        first = read_asked(parts[:position], targets)
        second = read_asked(parts[position + 1 :], targets)
        if first is None or second is None or first.unknown or second.unknown:
            continue
        if first.forms and first.says_what and second.says_what:
            second = replace(second, forms=second.forms or first.forms, tells=False)
            return first, _of_the_same(second, first)
    return _last_of(parts, targets)


def _one_by_one(parts: Sequence[Part], targets: Targets) -> tuple[Asked, ...]:
    """Return the questions of several sentences, nothing unless each of them is clear."""
    found: list[Asked] = []
    begin = 0
    for end in (*(n for n, part in enumerate(parts) if part.text == STOP), len(parts)):
        if end > begin:
            asked = read_asked(parts[begin:end], targets)
            if asked is None or not asked.forms or asked.tells or asked.times:
                return ()
            if _has_unknown(asked) or not asked.says_what:
                return ()
            found.append(_of_the_same(asked, found[-1]) if found else asked)
        begin = end + 1
    return tuple(replace(each, follows=False) for each in found) if len(found) > 1 else ()


def _of_the_same(asked: Asked, before: Asked) -> Asked:
    """Return a question in which "it" means what was asked about just before."""
    of_nothing = not (asked.scope.mentions or asked.scope.somewhere)
    if asked.pronoun and of_nothing and before.scope.mentions:
        return replace(asked, scope=before.scope, pronoun=False)
    return asked


def _last_of(parts: Sequence[Part], targets: Targets) -> tuple[Asked, ...]:
    """Return the question that ends a row of them, where the others are about something else.

    "Do I need a coat, how cold is it outside": with what is known the other is answered, too.
    """
    asking = {words_of(text) for text in targets.lexicon.file("forms")["questions"]}
    marks = [place for place, part in enumerate(parts) if part.text in MARKS]
    for mark in marks:
        last = read_asked(parts[mark + 1 :], targets)
        begin = tuple(word for part in parts[:mark] for word in part.words)[:3]
        asks = any(begin[:length] in asking for length in range(1, len(begin) + 1))
        if last is None or last.times or _has_unknown(last):
            continue
        of_before = last.pronoun and not last.scope.somewhere
        if asks and last.forms and not of_before:
            return (last,)
    return ()


def _has_unknown(asked: Asked) -> bool:
    """Return whether there are words of which nothing is known, or things."""
    return asked.unknown or any(mention.unknown for mention in asked.scope.mentions)


def _as_it_is(asked: Asked, *, left: bool) -> Asked:
    """Return what was left so earlier as a question how it is now: how it was is not known."""
    return replace(asked, forms=asked.forms | {DEED}) if left and asked.forms == {"is"} else asked


def _is_question(asked: Asked, *, marked: bool) -> bool:
    """Return whether something is asked, and in words that are all understood.

    With its mark "the door is open?" asks, too.
    """
    if asked.unknown or not asked.forms or (asked.tells and not marked):
        return False
    odd_number = asked.threshold is not None and asked.condition is not None
    only_suggests = asked.forms == {"about"} and asked.condition is not None
    return not odd_number and not only_suggests


def _is_about_home(asked: Asked) -> bool:
    """Return whether a question about another time names something of the home."""
    scope = asked.scope
    known = any(mention.things for mention in scope.mentions)
    return known or scope.somewhere or scope.home or bool(asked.condition or asked.measure)


def _anywhere(mention: Mention, targets: Targets) -> Mention:
    """Return a mention without its place: of "the hall light" the lights are left."""
    things = []
    for thing in mention.things:
        kinds = {device.kind for device in targets.index.pick(thing.named)}
        if thing.kind or not kinds:
            things += [thing] if thing.kind or not thing.place else []
        elif len(kinds) == 1:
            kind = kinds.pop()
            things.append(Thing((targets.kinds.word(kind),), kind=kind))
    return replace(mention, things=tuple(things), places=(), here=False)


def _elsewhere(earlier: Asked, asked: Asked, targets: Targets) -> Asked:
    """Return an earlier question with the things and places of a later one."""
    scope = asked.scope
    if not scope.mentions:
        mentions = tuple(_anywhere(mention, targets) for mention in earlier.scope.mentions)
        return replace(earlier, scope=replace(scope, mentions=mentions))
    if earlier.forms & OF_PERSONS:
        earlier = replace(earlier, forms=frozenset({"is"}), condition=earlier.condition or "home")
    if scope.somewhere or any(mention.places for mention in scope.mentions):
        return replace(earlier, scope=scope)
    places = (*earlier.scope.places, *(p for m in earlier.scope.mentions for p in m.places))
    here = earlier.scope.here or any(mention.here for mention in earlier.scope.mentions)
    return replace(earlier, scope=replace(scope, places=places, here=here))


def _spoken_of(context: Context, view: HomeView) -> tuple[Device, ...]:
    """Return what "it" and "them" mean: what the last turn moved or answered about."""
    previous = context.previous
    if previous is None:
        return ()
    targets = [step.target for step in previous.plan.steps]
    targets += [target for query in previous.plan.queries for target in query.targets]
    targets += [target for query in previous.plan.past for target in query.targets]
    return tuple(view.anything[each] for each in dict.fromkeys(targets) if each in view.anything)
