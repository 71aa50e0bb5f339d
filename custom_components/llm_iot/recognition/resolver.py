"""Our own resolver: clear commands understood without a model.

Every word of a sentence has to have its place; where one has not, the sentence is left to
others. What is ambiguous is asked, what the home lacks is said, and nothing is guessed.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ..dialogue import Context
from ..heard import Heard
from ..models import (
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Request,
    RequestKind,
    Source,
    Utterance,
)
from ..wording import is_marked, is_question
from .actions import UnclearActionError
from .behind_talk import words_before_talk, words_behind_talk
from .bounds import Bounds, bounds_of
from .clause_reader import read_clauses
from .clauses import UnreadableError
from .complaints import complains
from .contractions import with_full_verbs, with_speaker, written_out
from .cooling import as_cooling, with_thermostat
from .exchanging import exchange
from .false_starts import without_false_start
from .felt import with_started
from .fillers import with_meaning
from .followups import FollowUps
from .going_on import goes_on_with_nothing
from .hearing import Hearing
from .labels import unknown_label
from .lexicon import Tag, Words
from .misreadings import better, is_clear, is_open
from .named_anew import named_anew
from .pairing import pair_values, take_hours_for_values, takes_of
from .plan_beside import plan_beside
from .postponing import Timed
from .pressing import pressing_wish, without_unasked
from .ranges import joined
from .references import References
from .repairs import with_repairs
from .resolution import Resolution
from .rewording import Rewording
from .settled_on import settled_on
from .sharing import share_actions
from .spelling import spelled
from .stepping import Stepping
from .tagging import spoken, tag
from .tokenizer import tokenize
from .turned_round import turned_round
from .watched import shows, with_watched
from .when import Form

_MOST_TOKENS: Final = 80
"""Longer sentences are a story and no command."""
_NOTHING: Final = Plan(Source.RESOLVER)
"""The plan of a sentence that asks for nothing."""
_ACTING: Final = frozenset({Tag.VERB, Tag.CARRIER, Tag.PARTICLE, Tag.RELATIVE})
_GRADUAL: Final = frozenset({"up", "down"})
"""Actions that go some way: "too cold" is no word on the colour of a lamp."""


@dataclass
class Resolver(Rewording):
    """Understands the clear commands of one language in one home."""

    def resolve(
        self, utterance: Utterance, view: HomeView, context: Context, now: datetime
    ) -> Plan | None:
        """Return the plan of a sentence, None if it is not clear enough for us.

        `now` is aware and in the time zone of the home. Nothing raises.
        """
        if utterance.language.partition("-")[0] != self.lexicon.language:
            return None
        targets = self._at(view)
        text = with_speaker(utterance.text, self.lexicon)
        text = with_full_verbs(text, targets.index, self.lexicon)
        text = without_false_start(text, self.lexicon, lambda words: self.commands(words, view))
        text = with_repairs(text, targets.index, self.lexicon)
        if watched := with_watched(text, targets, view):
            shown = self.resolve(replace(utterance, text=watched), view, context, now)
            return shown if shows(shown) else None
        utterance = replace(utterance, text=text)
        tokens = spelled(tokenize(text), targets.index, self.lexicon)
        tokens = self._idioms.as_request(self._forms.without_called(tokens))
        if not tokens or len(tokens) > _MOST_TOKENS:
            return None
        area_id = utterance.area_id
        if plan := self._of_ourselves(
            tokens, utterance, References(view, context, targets, area_id), now
        ):
            return plan
        if self._reported.is_reported(utterance.text, targets.index.own_words):
            references = References(view, context, targets, area_id)
            reported = Plan(Source.RESOLVER, problems=(Problem(ProblemCode.REPORTED),))
            told = self._amid_talk(utterance, references, now)
            return told or self._relieving(utterance, references, now) or reported
        if self._reported.is_taken_back(tokens):
            return Plan(Source.RESOLVER)
        plan = plan_beside(
            self.remarks(view, now),
            utterance,
            lambda said: self.resolve(said, view, context, now),
            lambda words: self.commands(words, view) or self._unwanted.wants_nothing(words),
        )
        return plan or self._read(
            tokens, utterance, References(view, context, targets, area_id), now
        )

    def _read(
        self, tokens: Words, utterance: Utterance, references: References, now: datetime
    ) -> Plan | None:
        """Return the plan of a sentence that is the speaker's own, None if it is not clear."""
        view, context = references.view, references.context
        targets, area_id = references.targets, references.area_id
        tokens = self._going_on.joined(tokens, targets.index, context)
        own_words = targets.index.own_words
        if self._forms.asks_state(tokens) or self._forms.is_foreign(tokens, own_words):
            return None
        references = References(view, context, targets, area_id)
        plan = self._named_anew(tokens, references, now)
        references = References(view, context, targets, area_id)
        if plan := plan or self._on_the_last(tokens, references, now):
            return plan
        plan = self._strict(tokens, utterance, References(view, context, targets, area_id), now)
        if plan is not None and not is_open(plan):
            return plan
        references = References(view, context, targets, area_id)
        found = (
            self._amid_talk(utterance, references, now)
            or self._relieving(utterance, references, now)
            or self._behind_talk(tokens, utterance, references, now)
        )
        if found is None and plan is None:
            return self._pressing(tokens, utterance, references, now)
        refused = self._refused(tokens, references, now) if _NOTHING in (plan, found) else None
        found = better(plan, found, refused, targets.find(utterance.text))
        return refused or found if found == _NOTHING else found

    def _refused(self, tokens: Words, references: References, now: datetime) -> Plan | None:
        """Return the plan that drops what is planned, where just that is refused to be done."""
        begin = self._forms.begin(tokens)
        length = self.lexicon.length(tokens, {Tag.REFUSE}, begin)
        wish = self._command(tokens[begin + length :], references, now) if length else None
        if wish is None or not wish.steps or wish.problems or wish.deferred:
            return None
        targets = tuple(dict.fromkeys(step.target for step in wish.steps))
        return replace(_NOTHING, request=Request(RequestKind.SPARE, targets, steps=wish.steps))

    def _on_the_last(
        self, tokens: tuple[str, ...], references: References, now: datetime
    ) -> Plan | None:
        """Return the plan of a word on what was done last: "too bright", "20 will do".

        It may move nothing else; where it would, or cannot, it is left to others.
        """
        known = {step.target for step in references.previous_steps()}
        stepping = Stepping(self.lexicon, self._forms, references)
        if own := stepping.plan(tokens) or self._own_word_of(known, tokens, references):
            return own
        meant = stepping.command(tokens) or self._comments.meant(tokens) if known else None
        plan = self._command(meant, references, now) if meant else None
        if plan is None or plan.problems or plan.deferred or not plan.steps:
            return None
        graded = all(step.value is not None or step.action in _GRADUAL for step in plan.steps)
        return plan if graded and {step.target for step in plan.steps} <= known else None

    def _named_anew(self, tokens: Words, references: References, now: datetime) -> Plan | None:
        """Return the plan of the last command with another name than one that is not known."""
        refused, targets = references.context.refused, references.targets
        if refused is None:
            return None
        said = spelled(tokenize(refused.utterance.text), targets.index, self.lexicon)
        words = named_anew(tokens, said, refused, self.lexicon, targets)
        plan = self._command(words, references, now) if words else None
        return None if plan is None or plan.problems else plan

    def _own_word_of(
        self, known: set[str], tokens: tuple[str, ...], references: References
    ) -> Plan | None:
        """Return the plan of a word of its own that the last device has: "YouTube please"."""
        words = tokens[self._forms.begin(tokens) : self._forms.end(tokens)]
        words = self._going_on.option(words)
        device = references.view.by_id.get(next(iter(known), "")) if len(known) == 1 else None
        if device is None or not words or self.lexicon.entries(words):
            return None
        step = self._actions.own_word(None, " ".join(words), device, references.view)
        return Plan(Source.RESOLVER, (step,)) if step else None

    def _of_ourselves(
        self, tokens: tuple[str, ...], utterance: Utterance, references: References, now: datetime
    ) -> Plan | None:
        """Return the plan of words on what we did, or are to remember, None if they are none."""
        targets, context, area_id = references.targets, references.context, utterance.area_id

        def command(words: tuple[str, ...]) -> Plan | None:
            return self._command(words, references, now)

        asked = self._requests.read(tokens, targets, area_id, context)
        return (
            self._rescheduling.read(tokens, context, now)
            or turned_round(asked, lambda: command(tokens), references)
            or self._remembering.read(utterance, targets, command)
            or self._corrections.read(tokens, targets, area_id, context, command)
        )

    def _pressing(
        self, tokens: tuple[str, ...], utterance: Utterance, references: References, now: datetime
    ) -> Plan | None:
        """Return what is to be opened, as far as is seen; it has to be asked."""
        _, times = self._times.replace(tokens, now, bare_is_value=False)
        marked = is_marked(utterance)
        asks = self._forms.is_question(tokens, marked=marked)
        if times or (marked and asks):
            return None
        targets = references.targets
        parts = tag(without_unasked(tokens, self.lexicon), targets.index, self.lexicon)
        return pressing_wish(parts, references, self._actions, passive=asks)

    def _strict(
        self, tokens: tuple[str, ...], utterance: Utterance, references: References, now: datetime
    ) -> Plan | None:
        """Return the plan of a sentence in which every word has its place."""
        marked = is_marked(utterance) and is_question(utterance)  # no polite wish
        tokens = self.put_plainly(tokens, references.targets, references.view)
        if self._forms.is_question(tokens, marked=marked):
            return None
        if self._forms.is_report(tokens):
            return None if self._forms.commands_behind(tokens) else _NOTHING
        asked = self._people.asked_by(tokens, self._forms.begin(tokens), references.targets.index)
        return self._command(asked, references, now)

    def _amid_talk(
        self, utterance: Utterance, references: References, now: datetime
    ) -> Plan | None:
        """Return the plan of the command that a sentence has among talk, None without one."""
        targets = references.targets
        marked = is_marked(utterance)
        said = settled_on(tokenize(written_out(utterance.text, self.lexicon)), self.lexicon)

        def reads(words: Words) -> bool:
            words = self._idioms.as_request(spelled(words, targets.index, self.lexicon))
            if self._forms.is_report(words) or self._forms.is_question(words, marked=False):
                return False
            return is_clear(self._command(words, replace(references, spoken=[]), now))

        gist = self._rambling.gist(said, targets, now, reads, marked=marked)
        if gist is None:
            return None
        words = self._idioms.as_request(spelled(gist.tokens, targets.index, self.lexicon))
        plan = gist.settled(self._command(words, references, now))
        return plan if gist.allows(plan) else None

    def _behind_talk(
        self, tokens: Words, utterance: Utterance, references: References, now: datetime
    ) -> Plan | None:
        """Return the plan of a few words on what was done last, None if there are none."""
        known = {step.target for step in references.previous_steps()}
        if not known or is_marked(utterance):
            return None

        def is_idle(talk: Words) -> bool:
            return self._rambling.is_idle(talk, references.targets, now)

        def is_told(talk: Words) -> bool:
            return is_idle(talk) and self.remarks(references.view, now).only_tells(talk)

        behind = words_behind_talk(tokens, self.lexicon, is_idle, self._rambling.is_of_it)
        for rest in filter(None, (behind, words_before_talk(tokens, self.lexicon, is_told))):
            plan = self._on_the_last(rest, references, now) or self._command(rest, references, now)
            if plan is None or plan.problems or plan.deferred or plan.request:
                continue
            if plan.steps and {step.target for step in plan.steps} <= known:
                return plan
        return None

    def _relieving(
        self, utterance: Utterance, references: References, now: datetime
    ) -> Plan | None:
        """Return the plan that helps against a complaint about a device, None without one."""
        if is_marked(utterance):
            return None
        targets = references.targets
        remedy = self._rambling.remedy(tokenize(utterance.text), targets, now)
        for command in remedy.commands if remedy else ():
            words = spelled(command, targets.index, self.lexicon)
            plan = self._command(words, references, now)
            if remedy and (helping := remedy.of(plan, references.view)):
                return helping
        return None

    def orders(self, utterance: Utterance, view: HomeView) -> bool:
        """Return whether a sentence begins like a command: "draw the curtains at nine"."""
        if utterance.language.partition("-")[0] != self.lexicon.language:
            return False
        return self.commands(tokenize(utterance.text), view)

    def bounds(self, utterance: Utterance, view: HomeView) -> Bounds:
        """Return what the words of a sentence allow a guess about it to do."""
        if utterance.language.partition("-")[0] != self.lexicon.language:
            return Bounds()
        targets = self._at(view)
        tokens = spelled(tokenize(utterance.text), targets.index, self.lexicon)
        parts = tag(tokens[:_MOST_TOKENS], targets.index, self.lexicon)
        return bounds_of(parts, targets, utterance.area_id, self._actions)

    def without_time(self, utterance: Utterance, view: HomeView, now: datetime) -> Timed | None:
        """Return a sentence that others plan without its time, None if it tells no clear one."""
        if utterance.language.partition("-")[0] != self.lexicon.language:
            return None
        targets, said = self._at(view), written_out(utterance.text, self.lexicon)
        if self._rambling.tells_the_time(tokenize(said), targets, now):
            return None
        return self._postponing.take_off(utterance, targets.index.things, view.sun, now)

    def put_off(
        self, plan: Plan, timed: Timed, view: HomeView, context: Context, now: datetime
    ) -> Plan:
        """Return what others made of a sentence without its time, to be done at its time."""
        references = References(view, context, self._at(view), None)
        return self._postponing.put_off(plan, timed, references, now)

    def hear(self, utterance: Utterance, view: HomeView, context: Context) -> Heard:
        """Return what a sentence speaks of, even if it is not clear enough for a plan."""
        return Hearing(self._at(view), self._actions, view).hear(utterance, context)

    def _command(
        self, tokens: tuple[str, ...], references: References, now: datetime
    ) -> Plan | None:
        """Return the plan of a sentence that asks for something, None if it is not clear."""
        tokens = self._purposes.as_mode(tokens)
        plainly = self._purposes.without(tokens)
        settled = self._command(plainly, references, now) if plainly else None
        if self._purposes.allows(settled):
            return settled
        targets = references.targets
        if cooler := with_thermostat(tokens, targets.index, references.view, self.kinds):
            return as_cooling(self._command(cooler, references, now), targets.index)
        tokens, wanted = self._reworded(tokens, targets, references.view, now)
        bare_is_value = self._forms.sets_value(tokens, targets.index.things)
        tokens = joined(tokens, self.lexicon, bare_is_value=bare_is_value)
        tokens, times = self._times.replace(
            tokens,
            now,
            bare_is_value=bare_is_value,
            begin=self._forms.leading(tokens),
            labels=targets.index.label_places(tokens),
        )
        tokens, times = self._restated_times.ended(tokens, times, now)
        if any(when.form is Form.END for when in times):
            tokens = self._purposes.without_meantime(tokens)
        parts = tag(tokens, targets.index, self.lexicon)
        acts = any(part.tag in _ACTING for part in parts)
        tied = any(part.tag is Tag.CONDITION for part in parts)
        if tied or any(when.form is Form.VAGUE for when in times):
            return Plan(Source.RESOLVER, problems=(Problem(ProblemCode.LATER),)) if acts else None
        if acts and (
            lost := unknown_label(tokens, targets.index, self.lexicon, sets_value=bare_is_value)
        ):
            return Plan(Source.RESOLVER, problems=(lost,))
        if complains(parts):
            return None
        references.again = any(part.tag is Tag.AGAIN for part in parts)
        try:
            said = spoken(with_meaning(parts, self.lexicon))
            clauses = exchange(read_clauses(said, targets))
            if goes_on_with_nothing(clauses, references, parts, self.lexicon):
                return None
            followups = FollowUps(references, self._actions, self.lexicon)
            if plan := followups.read(clauses) if clauses else followups.ended(times, now):
                return plan
            pair_values(clauses)
            takes = takes_of(references, self._actions)
            take_hours_for_values(clauses, times, takes)
            share_actions(clauses, self.lexicon, takes)
            resolution = Resolution(targets, self._actions, references, times, now, wanted=wanted)
            plan = resolution.plan(clauses) if clauses else None
            return with_started(plan, parts, references.view)
        except UnreadableError, UnclearActionError:
            return None
