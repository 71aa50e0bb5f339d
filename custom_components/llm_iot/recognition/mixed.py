"""A question and a command in one sentence: "is the garage open, lock the front door"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ..dialogue import Context, Exchange
from ..models import HomeView, Plan, Problem, ProblemCode, Utterance
from ..wording import is_english
from .lexicon import Tag, Words
from .questions import Questions
from .resolver import Resolver
from .tokenizer import MARKS, STOP, tokenize


@dataclass(frozen=True, eq=False)
class Mixed:
    """Reads sentences of two parts, each of which is clear by itself."""

    questions: Questions
    resolver: Resolver

    def read(
        self, utterance: Utterance, view: HomeView, context: Context, now: datetime
    ) -> Plan | None:
        """Return a plan that answers and acts; None unless both are asked for.

        What is asked for in a command that is not clear is said to be not understood.
        """
        if not is_english(utterance):
            return None
        for first, second, mark in self._halves(tokenize(utterance.text)):
            if mark != STOP and self._may_go_on(first):
                continue
            if self.resolver.asks(first) and self.resolver.commands(second, view):
                asked = self._asked(first, utterance, view, context, now)
                after = self._behind(first, asked, utterance, context, now) if asked else context
                told = second
            elif self.resolver.commands(first, view) and self.resolver.asks(second):
                asked = self._asked(second, utterance, view, context, now)
                after, told = context, first
            else:
                continue
            if asked is not None:
                return self._both(asked, _part(told, utterance), view, after, now)
        return None

    def _both(
        self, asked: Plan, command: Utterance, view: HomeView, context: Context, now: datetime
    ) -> Plan | None:
        """Return the plan of a question and of a command; None for a request such as an undo."""
        plan = self.resolver.resolve(command, view, context, now)
        if plan is None:
            return replace(asked, problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
        return None if plan.request else replace(plan, queries=asked.queries)

    def _asked(
        self, words: Words, utterance: Utterance, view: HomeView, context: Context, now: datetime
    ) -> Plan | None:
        """Return the question that words are, None if they are none that can be answered."""
        question = replace(utterance, text=f"{' '.join(words)}?")
        plan = self.questions.read(question, view, context, now)
        return plan if plan and plan.queries and not plan.problems else None

    def _behind(
        self, words: Words, asked: Plan, utterance: Utterance, context: Context, now: datetime
    ) -> Context:
        """Return the context of what is said behind a question, where "it" is what was asked."""
        exchange = Exchange(_part(words, utterance), asked, "", now)
        return Context((exchange, *context.exchanges))

    def _halves(self, tokens: Words) -> Iterator[tuple[Words, Words, str]]:
        """Yield the words before and behind each mark and each "and", with that."""
        for place in range(1, len(tokens) - 1):
            joins = self.resolver.lexicon.sense(tokens[place : place + 1], Tag.AND) is not None
            if joins or tokens[place] in MARKS:
                yield tokens[:place], tokens[place + 1 :], tokens[place]

    def _may_go_on(self, words: Words) -> bool:
        """Return whether a verb behind may be asked for, too: "did you eat and lock the door"."""
        return self.resolver.asks(words) and bool(
            set(words) & self.questions.words.some("infinitives")
        )


def _part(words: Words, utterance: Utterance) -> Utterance:
    return replace(utterance, text=" ".join(words))
