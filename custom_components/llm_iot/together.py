"""Sentences of several clauses, each of which may tell a goal: "I'm cold and it's too dark".

The examples that are nearest to the whole tell one goal of it, and what is said besides would
silently be left out. So each clause votes, too: what they are sure of is done together, or
nothing is where one of them wants something that is not clear.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
import re
from typing import Final

from .errors import StorageError
from .evidence import Evidence, Vote
from .models import HomeView, Plan, Source, Utterance
from .places import named_places
from .prompting.contractions import written_out
from .prompting.retrieval import Retriever
from .prompting.vote import take_vote
from .prompting.wishes import begins, load_wishes
from .response.agreement import SAME_WORDS, STRONG_VOTE, SURE_VOTE
from .response.parser import read_plan
from .storage.base import Question
from .wording import has_exception, is_command, is_question
from .words import clean_name, tokens

_FEWEST: Final = 2
"""Words of the shortest clause."""
_NOT: Final = "not"
_LIKE: Final = 0.6
"""Similarity to an example from which a clause means it, or one that is much the same."""
_SETTLED: Final = 0.77
"""Similarity to an example from which a clause that it has, too, is no goal of its own."""
_FAMILIAR: Final = 0.45
"""Similarity to an example from which what is only told may want something after all."""


@dataclass(frozen=True)
class Together:
    """Hears the clauses of a sentence in one home."""

    retriever: Retriever
    view: HomeView

    async def async_hear(
        self, utterance: Utterance, evidence: Evidence, whole: Vote | None
    ) -> tuple[Evidence, Vote | None]:
        """Return the evidence and the vote of a sentence by all of its clauses."""
        heard: list[Clause] = []
        examples = list(evidence.examples)
        for clause in clauses_of(utterance, self.view):
            said = clause.utterance
            try:
                found = await self.retriever.async_retrieve(said, self.view, Question(said.text))
            except StorageError:
                return evidence, whole
            heard.append(replace(clause, vote=take_vote(found, self._read)))
            examples += found.examples[:1]
        if not heard:
            return evidence, whole
        voted = together(whole, heard, evidence, joins=not has_exception(utterance.text))
        if voted and voted != whole:
            evidence = replace(evidence, examples=tuple(examples))
        return evidence, voted

    def _read(self, strings: Sequence[str]) -> Plan:
        return read_plan(strings, self.view, Source.VOTE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, and what examples would do for it alone."""

    utterance: Utterance
    words: frozenset[str] = frozenset()
    """Its words, but for places and those that are said of anything."""
    vote: Vote | None = None
    follows: bool = False
    """Whether it only tells what comes of the one before: "glare on the TV, I can't see"."""

    @property
    def sure(self) -> bool:
        """Return whether it surely tells a goal, be it one that nothing here serves."""
        return self._votes(SURE_VOTE) or (self._votes(0.0) and self._near(SAME_WORDS))

    @property
    def asks(self) -> bool:
        """Return whether something is wanted by it, and not only told."""
        return begins(self.utterance.text, "opening") or is_command(self.utterance)

    @property
    def wants(self) -> bool:
        """Return whether it may want what examples know, as far as they can tell."""
        asks = self.asks and self._votes(STRONG_VOTE)
        like = _NOT not in self.words and self._votes(STRONG_VOTE) and self._near(_LIKE)
        return self.sure or asks or like

    @property
    def leaves_open(self) -> bool:
        """Return whether something of it may change or restrict what the others mean."""
        words = tokens(written_out(self.utterance.text.casefold()))
        asks = self.asks or is_question(self.utterance)
        return asks or not set(words).isdisjoint(load_wishes()["open"])

    def _near(self, least: float) -> bool:
        return self.vote is not None and self.vote.nearest >= least

    def _votes(self, least: float) -> bool:
        vote = self.vote
        if self.follows or vote is None or vote.goal is None or vote.plan.confidence < least:
            return False
        return bool(vote.plan.steps or vote.plan.problems)


def clauses_of(utterance: Utterance, view: HomeView) -> Sequence[Clause]:
    """Return the clauses of a sentence, none where there are not several.

    A place that one of them names is that of the others, too, unless they name their own.
    """
    texts = _with_subjects(_texts(utterance.text.casefold().replace("\u2019", "'")))
    if len(texts) < _FEWEST:
        return ()
    places = named_places(utterance.text, view)
    found = []
    for text, follows in texts:
        said = replace(utterance, text=text)
        if len(places) == 1 and not named_places(text, view):
            said = _placed(said, places[0], view)
        found.append(Clause(said, _told(text, places), follows=follows))
    several = sum(1 for each in found if each.words) >= _FEWEST
    return found if several else ()


def _placed(clause: Utterance, place: str, view: HomeView) -> Utterance:
    """Return a clause as one that is said at a place; of a floor, with its name."""
    area = next((key for key, name in view.areas.items() if clean_name(name) == place), None)
    if area is None:
        return replace(clause, text=f"{clause.text} in the {place}")
    return replace(clause, area_id=area)


def together(
    whole: Vote | None, clauses: Sequence[Clause], evidence: Evidence, *, joins: bool = True
) -> Vote | None:
    """Return what a sentence wants by all of its clauses, None where that is not clear.

    A clause that says what the examples of the whole say, too, is no goal of its own. Nothing
    is joined where something is left out, as it is not clear of what.
    """
    clauses = without_effects(clauses)
    sure = [each.vote for each in clauses if each.sure and each.vote]
    goals = {each.goal for each in sure}
    if whole and whole.plan.confidence >= STRONG_VOTE:
        if whole.nearest >= SAME_WORDS:
            return whole
        said = _said_in(evidence, whole.goal)
        wanting = [each for each in clauses if each.wants and not _is_of(each, whole, said)]
        if len(evidence.examples) == 1:  # a wish that is clear by every word
            wanting = [each for each in wanting if each.sure]
        others = [each for each in wanting if not _within(each.vote, whole)]
        if others:
            heard = whole.goal in goals or whole.plan.confidence < SURE_VOTE
            return joined(sure) if joins and heard and all(each.sure for each in others) else None
    rest = [each for each in clauses if not each.sure]
    sure_already = whole is not None and whole.plan.confidence >= SURE_VOTE
    if sure_already or not (joins and sure):
        return whole
    if any(each.leaves_open or _is_familiar(each, goals) for each in rest):
        return whole
    return joined(sure)


def without_effects(clauses: Sequence[Clause], *, caused: bool = False) -> Sequence[Clause]:
    """Return clauses of which those want nothing that tell what comes of what one complains of.

    "The mower is so loud, the baby wakes up" is no wish for the lamps of the nursery. `caused`
    says that a complaint is made besides.
    """
    data = load_wishes()
    causes = data["causes"]
    if not (
        caused or any(each.sure and each.vote and each.vote.goal in causes for each in clauses)
    ):
        return clauses
    return [
        replace(each, follows=True)
        if each.vote and each.vote.goal in data["effects"] and not each.asks
        else each
        for each in clauses
    ]


def _told(text: str, places: Sequence[str]) -> frozenset[str]:
    """Return the words of a clause that tell what it is about."""
    data = load_wishes()
    small = {*data["fillers"], *data["amount"], *data["pointing"], *data["anything"]}
    small |= {word for each in (*places, *data["tail"]) for word in tokens(each)}
    return frozenset(tokens(written_out(text))) - small


def _said_in(evidence: Evidence, goal: str | None) -> Sequence[set[str]]:
    """Return the words of each example of a goal."""
    said = (each.say for each in evidence.examples if each.goal == goal)
    return [set(tokens(written_out(text.casefold()))) for text in said]


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    """Return what ends a clause; "nice and warm" is one thing."""
    data = load_wishes()
    apart = "".join(f"(?<!{word} )" for word in data["pairing"])
    return re.compile(rf"[;!?]+|[,.]+(?=\s|$)|{apart}\b(?:{'|'.join(data['clauses'])})\b")


def _texts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the clauses, each with whether it tells what follows from the one before."""
    data = load_wishes()
    small = {*data["consequence"], *data["fillers"], *data["pointing"], *data["anything"]}
    sight = set(data["sight"])
    begin = 0
    joined = True
    for end in (*_ends().finditer(text), None):
        part = text[begin : end.start() if end else len(text)].strip()
        words = tokens(written_out(part))
        if len(words) >= _FEWEST:
            plain = small.issuperset(words) or not sight.isdisjoint(words)
            yield part, not joined and _NOT in words and plain
            joined = False
        if end:
            begin = end.end()
            joined |= end[0].isalpha()


def _is_of(clause: Clause, whole: Vote, said: Sequence[set[str]]) -> bool:
    """Return whether a clause only says what the examples of the whole say, too.

    What is as sure of another goal alone does not: "too bright" is near "too cold and bright".
    """
    if not clause.sure or clause.vote is None:
        return clause.words <= set().union(*said)
    settled = whole.nearest >= _SETTLED or whole.nearest > clause.vote.nearest
    return settled and any(clause.words <= words for words in said)


def _with_subjects(texts: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return clauses that only say what is wanted with whoever wants it.

    "We sit outside and would like some light" wants that, too.
    """
    data = load_wishes()
    found: list[tuple[str, bool]] = []
    subject = ""
    for text, follows in texts:
        first, *_ = words = tokens(written_out(text))
        wants = any(f"{' '.join(words)} ".startswith(f"{each} ") for each in data["wanting"])
        found.append((f"{subject} {text}" if subject and wants else text, follows))
        subject = first if first in data["subjects"] else subject
    return found


def _within(vote: Vote | None, whole: Vote) -> bool:
    """Return whether a clause wants nothing that the whole does not."""
    if vote is None or vote.goal == whole.goal:
        return True
    return not vote.plan.problems and vote.plan.actions <= whole.plan.actions


def _is_familiar(clause: Clause, goals: set[str | None]) -> bool:
    """Return whether what is told may want something else than the goals that are sure."""
    vote = clause.vote
    return vote is not None and vote.nearest >= _FAMILIAR and vote.goal not in goals


def joined(votes: Sequence[Vote]) -> Vote | None:
    """Return one vote for all that is wanted, None if that cannot all be so."""
    done: dict[str, set[tuple[str, object]]] = {}
    first: Plan = votes[0].plan
    steps = list(first.steps)
    for vote in votes:
        if vote.plan.problems:
            return None
        own: dict[str, set[tuple[str, object]]] = {}
        for step in vote.plan.steps:
            own.setdefault(step.target, set()).add((step.action, step.value))
        if any(target in done and done[target] != own[target] for target in own):
            return None
        steps += [step for step in vote.plan.steps if step not in steps]
        done |= own
    least = min(votes, key=lambda vote: vote.plan.confidence)
    plan = replace(first, steps=tuple(steps), confidence=least.plan.confidence)
    return replace(least, plan=plan, goal=votes[0].goal, joined=len(votes) > 1)
