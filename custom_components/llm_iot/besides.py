"""What is told besides a complaint that our grammar reads: "the radio is too loud and I'm cold".

The grammar reads what is said of a device by its name and takes the rest for a story. What
examples surely know of that rest is done, too, or nothing is where that is not clear: half of
what is wanted would be told as if it were all. What people are about to do is only a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .errors import StorageError
from .models import HomeView, Plan, Problem, ProblemCode, Source, Utterance
from .prompting.retrieval import Retriever
from .prompting.vote import take_vote
from .prompting.wishes import begins, load_wishes
from .recognition.resolver import Resolver
from .response.agreement import is_sure
from .response.parser import read_plan
from .storage.base import Question
from .together import Clause, clauses_of, joined, without_effects
from .turn import Turn
from .wording import has_order, is_command, is_question


@dataclass(frozen=True)
class Besides:
    """Hears the clauses of a complaint in one home."""

    retriever: Retriever
    resolver: Resolver
    view: HomeView
    turn: Turn

    async def async_add(self, utterance: Utterance, plan: Plan) -> Plan:
        """Return the plan of a complaint with what is wanted besides."""
        if plan.source is not Source.RESOLVER or not plan.steps or plan.deferred or plan.queries:
            return plan
        if is_command(utterance) or is_question(utterance) or has_order(utterance.text):
            return plan
        clauses = clauses_of(utterance, self.view)
        if not clauses:
            return plan
        rest = [each for each in clauses if not self._is_read(each)]
        if len(rest) == len(clauses) or not all(_tells(each) for each in clauses):
            return plan
        found = await self._async_wanted(rest, plan)
        if not found:
            return plan
        sure = [each.vote for each in found if each.sure and each.vote]
        vote = joined(sure) if len(sure) == len(found) else None
        targets = {step.target for step in plan.steps}
        again = vote and any(step.target in targets for step in vote.plan.steps)
        if vote and not again and is_sure(vote, self.view):
            return replace(plan, steps=(*plan.steps, *vote.plan.steps))
        return Plan(Source.VOTE, problems=(Problem(ProblemCode.UNSURE),))

    def _kinds(self, plan: Plan) -> set[str]:
        return {self.view.by_id[step.target].kind for step in plan.steps}

    def _is_read(self, clause: Clause) -> bool:
        """Return whether our grammar reads a clause alone."""
        context = self.turn.dialogue.context(self.turn.now)
        plan = self.resolver.resolve(clause.utterance, self.view, context, self.turn.now)
        return plan is not None and bool(plan.steps)

    async def _async_wanted(self, clauses: Sequence[Clause], plan: Plan) -> Sequence[Clause]:
        """Return the clauses that want something of their own, as far as examples know.

        What moves only such things as are moved already is the same complaint once more.
        """
        kinds = self._kinds(plan)
        heard = []
        for clause in clauses:
            asked = Question(clause.utterance.text)
            try:
                found = await self.retriever.async_retrieve(clause.utterance, self.view, asked)
            except StorageError:
                return ()
            vote = take_vote(found, lambda strings: read_plan(strings, self.view, Source.VOTE))
            heard.append(replace(clause, vote=vote))
        return [
            each
            for each in without_effects(heard, caused=True)
            if each.wants and each.vote and each.vote.goal in load_wishes()["besides"]
            if not each.vote.plan.steps or self._kinds(each.vote.plan) - kinds
        ]


def _tells(clause: Clause) -> bool:
    """Return whether a clause tells how something is, and is no command."""
    return begins(clause.utterance.text, "telling") and not is_command(clause.utterance)
