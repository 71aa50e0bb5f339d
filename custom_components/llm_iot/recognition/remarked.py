"""A question with a remark beside it: "is a window open? I don't want to heat the street"."""

from dataclasses import dataclass, replace
from datetime import datetime

from ..dialogue import Context
from ..models import HomeView, Plan, Utterance
from ..wording import is_english, is_marked
from .asked import FILE
from .questions import Questions
from .resolver import Resolver
from .tokenizer import tokenize
from .told_of import ToldOf, beside, told_words


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
            if self._asks_besides(utterance, question, view, context, now):
                continue
            plan = self._of_named(question, utterance, view, context, now)
            plan = plan or self.questions.read(question, view, context, now)
            if plan and (plan.queries or plan.past) and not (plan.problems or plan.steps):
                whole = self.questions.read(utterance, view, context, now)
                if whole and whole.queries and not whole.problems:
                    return None  # "which meeting room is free" has no remark
                wish = self.resolver.resolve(question, view, context, now)
                return None if wish and wish.steps else plan  # "would you set it to 22?"
        return None

    def _asks_besides(
        self,
        utterance: Utterance,
        question: Utterance,
        view: HomeView,
        context: Context,
        now: datetime,
    ) -> bool:
        """Return whether another question can be answered beside one: it is no remark.

        "How warm is the pool, is it worth going in" asks for nothing that the home knows.
        """
        before, behind = beside(told_words(question.text), told_words(utterance.text))
        joints = self.questions.words.lexicon.file(FILE)["amid"]["joints"]
        for words in (*before, *behind):
            asked = words[words[0] in joints :]
            if self.resolver.asks(asked):
                other = replace(question, text=f"{' '.join(asked)}?")
                plan = self.questions.read(other, view, context, now)
                if plan and (plan.queries or plan.past) and not plan.problems:
                    return True
        return False

    def _of_named(
        self,
        question: Utterance,
        utterance: Utterance,
        view: HomeView,
        context: Context,
        now: datetime,
    ) -> Plan | None:
        """Return the plan of a question about what the remark names, None if that tells nothing."""
        told_of, asked = ToldOf(self.questions, view), tokenize(question.text)
        before, _ = beside(asked, tokenize(utterance.text))
        for named in told_of.with_names(asked, before):
            said = replace(question, text=f"{' '.join(named)}?")
            plan = self.questions.read(said, view, context, now)
            if told_of.is_told(plan):
                return plan
        return None
