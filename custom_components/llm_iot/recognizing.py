"""From words to a plan without any model: Home Assistant's own sentences, questions, our grammar.

And what stands in the way, and a yes or a no that nobody waits for.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from .dialogue import Context
from .finer import is_finer
from .models import HomeView, Plan, Problem, ProblemCode, Source, Utterance
from .places import with_known_names
from .read_plans import is_idle, is_left_open, is_unanswered, names_unknown, sets_state
from .recognition.amid_story import AmidStory
from .recognition.answers import AnswerKind, AnswerReader
from .recognition.asked_amid import AskedAmid
from .recognition.mixed import Mixed
from .recognition.obstacles import Obstacles
from .recognition.questions import Questions
from .recognition.remarked import Remarked
from .recognition.resolver import Resolver
from .response.pin import read_code
from .turn import Turn
from .wording import (
    asks_to_be_given,
    begins_with_order,
    is_caused,
    is_english,
    is_marked,
    is_question,
    orders_besides,
)


@dataclass(frozen=True)
class Recognizing:
    """Recognises sentences that are clear by themselves."""

    resolver: Resolver
    questions: Questions
    obstacles: Obstacles
    answers: AnswerReader

    async def async_recognize(
        self, turn: Turn, utterance: Utterance, view: HomeView
    ) -> Plan | None:
        """Return the plan of a clear sentence, without any model."""
        about_asked = self.resolver.corrects(utterance) or is_question(utterance)
        context = turn.dialogue.context(turn.now, corrects=about_asked)
        mixed = Mixed(self.questions, self.resolver).read(utterance, view, context, turn.now)
        if mixed is not None:
            return mixed
        remarked = Remarked(self.questions, self.resolver).read(utterance, view, context, turn.now)
        if remarked is not None:
            return remarked
        strict = await turn.ears.strict(view)
        asks = is_question(utterance)
        if strict is not None and strict.steps and asks and not begins_with_order(utterance):
            strict = None  # "kitchen light on?" is a command to Home Assistant
        if strict is not None and strict.steps:
            own = self.resolver.resolve(utterance, view, context, turn.now)
            return own if own and is_finer(own, strict, view) else strict
        if strict is not None and strict.handled and not asks:
            # Its windows may be covers alone: "any windows open" has a better answer.
            asked = self.questions.read(utterance, view, context, turn.now)
            return asked if asked and asked.queries and not asked.problems else strict
        if strict is not None and strict.queries and not asks and is_english(utterance):
            strict = None  # Home Assistant hears a question in "all lights off upstairs".
        own = self._read(utterance, view, context, turn.now)
        if own is None or is_left_open(own) or is_idle(own) or names_unknown(own):
            amid = AmidStory(self.questions, self.resolver)
            own = amid.read(utterance, view, context, turn.now) or own
        return (
            own
            or strict
            or self.obstacles.find(with_own_names(utterance, view), view)
            or self._idle_answer(utterance)
        )

    def asks_amid(self, utterance: Utterance, view: HomeView, context: Context) -> bool:
        """Return whether something is asked, though a sentence does not begin as a question.

        Also where it goes on asking: "and Anna's?" behind a question.
        """
        previous = context.previous
        asked = previous is not None and bool(previous.plan.queries or previous.plan.past)
        asks = AskedAmid(self.questions)
        holds = asks.holds(utterance, view) and not orders_besides(utterance)
        return holds or (asked and asks.goes_on(utterance))

    def repeats(self, turn: Turn, view: HomeView, plan: Plan) -> bool:
        """Return whether a yes says once more what was asked, and nothing else: "yes, open it"."""
        rest = self.answers.behind_yes(turn.utterance.text)
        if not rest:
            return False
        context = turn.dialogue.context(turn.now, corrects=True)
        said = self.resolver.resolve(replace(turn.utterance, text=rest), view, context, turn.now)
        if said is None or said.problems or said.deferred or plan.deferred:
            return False
        return bool(said.steps) and said.actions == plan.actions

    def _read(
        self, utterance: Utterance, view: HomeView, context: Context, now: datetime
    ) -> Plan | None:
        """Return the plan of what our own grammar reads: a question, or a command."""
        asked = None if is_caused(utterance) else self.questions.read(utterance, view, context, now)
        of_past = bool(asked and asked.past) and not is_question(utterance)
        if asked is not None and not asked.problems and not of_past:
            given = asks_to_be_given(utterance)  # "radiators at 20" is no question, either
            tells = given or not is_question(utterance)
            wish = self.resolver.resolve(utterance, view, context, now) if tells else None
            return wish if wish and wish.steps else asked
        orders = of_past and self.resolver.orders(utterance, view)
        command = self.resolver.resolve(utterance, view, context, now)
        if orders and command and (command.steps or command.deferred):
            return command  # "draw the curtains at nine this evening"
        if of_past and sets_state(command):
            return command  # "AC to cool at 21", where 21 is no hour
        if asked is not None and not asked.past and command and command.request:
            return command  # "any timers going" asks for no device
        acts = bool(command and (command.steps or command.deferred))
        acts &= not is_marked(utterance) or bool(asked and asked.problems)
        if asked is not None and not (is_unanswered(asked) or acts):
            return asked
        if asked is not None:  # unless "yesterday" was only told around a command
            return command if command and (command.steps or command.deferred) else asked
        return command

    def _idle_answer(self, utterance: Utterance) -> Plan | None:
        """Return a plan of nothing for a yes, a no or a PIN to which there is no question."""
        answer = self.answers.plain(utterance.text)
        if answer is None and read_code(utterance.text) is None:
            return None
        declines = answer is not None and answer.kind is AnswerKind.NO
        problem = Problem(ProblemCode.NOTHING_ASKED)
        return Plan(Source.ANSWER, problems=() if declines else (problem,))


def with_own_names(utterance: Utterance, view: HomeView) -> Utterance:
    """Return an utterance in which places have the names that candidates and examples know."""
    return replace(utterance, text=with_known_names(utterance.text, view))
