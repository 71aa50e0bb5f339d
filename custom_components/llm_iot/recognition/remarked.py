"""A question with a remark beside it: "is a window open? I don't want to heat the street"."""

from dataclasses import dataclass, replace
from datetime import datetime

from ..dialogue import Context
from ..models import HomeView, Plan, Utterance
from ..wording import is_english, is_marked
from .questions import Questions
from .resolver import Resolver
from .tokenizer import tokenize


@dataclass(frozen=True, eq=False)
class Remarked:
    """Reads questions of which a part is clear by itself, and the rest tells something."""

    questions: Questions
    resolver: Resolver

    def read(
        self, utterance: Utterance, view: HomeView, context: Context, now: datetime
    ) -> Plan | None:
        """Return the plan that answers; None without a remark, or without a clear question."""
        if not is_english(utterance):
            return None
        for each in self.resolver.remarks(view, now).beside(utterance.text, asks=True):
            question = replace(utterance, text=each.text)
            if not (is_marked(question) or self.resolver.asks(tokenize(each.text))):
                continue
            plan = self.questions.read(question, view, context, now)
            if plan and (plan.queries or plan.past) and not (plan.problems or plan.steps):
                wish = self.resolver.resolve(question, view, context, now)
                return None if wish and wish.steps else plan  # "would you set it to 22?"
        return None
