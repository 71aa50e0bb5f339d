"""What earlier turns say about a sentence: the plan of the examples, as people corrected it.

Only sentences whose plan is a guess are looked at here: what the words of a command say
themselves is never changed. The plan that comes out is a proposal like that of the examples, and
goes through the same checks: the words must not contradict it, nothing critical is in it that
the words do not name, and the verifier and the gate see every step of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .. import capabilities
from ..capability import Risk
from ..evidence import Evidence, Example, Vote
from ..learned import EPISODES, Episode, read_episodes
from ..models import HomeView, Plan, Source, Step, Utterance
from ..places import named_places
from ..plan_language import step_string
from ..storage.base import Question, Store
from ..wording import are_contrary, has_exception
from ..words import tokens

SAME: Final = 0.62
"""Least similarity of two sentences that mean the same whatever goal the examples see in them."""
_SURELY_SAME: Final = 0.85
"""The same where the examples see another goal in each."""
_RELIED_ON: Final = 0.3
"""Least confidence of a vote whose goal is believed, and whose plan is what corrections change."""
_LEAST: Final = 0.5
"""Weight of an episode that only has the goal in common with what is said."""
CORRECTED: Final = 2.0
"""How much more a correction weighs than a turn that nobody corrected."""
DECAY: Final = 0.75
"""How much an episode weighs of what the one after it does."""
_SEARCHED: Final = 48

type _Option = tuple[Step, ...]
"""What is done to one device; nothing if it is left alone."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier turn that was about the same."""

    episode: Episode
    score: float
    """0 to 1: similarity of the words."""


async def async_find(
    store: Store, utterance: Utterance, asked: Question, goal: str | None = None
) -> list[Precedent]:
    """Return the turns whose words are like those of an utterance, in any place, nearest first.

    After them come those that were about the `goal` that the examples see in it, whatever their
    words: "good night" and "off to bed" have none in common. Of somebody who is known, the own
    ones alone if there are any near enough. Raises StorageError.
    """
    hits = await store.async_search(EPISODES, asked, _SEARCHED)
    scores = {hit.entry.key: hit.score for hit in hits}
    episodes = read_episodes(hit.entry for hit in hits)
    if goal:
        kept = read_episodes(await store.async_all(EPISODES))
        alike = [each for each in kept if each.goal == goal and each.key not in scores]
        episodes += sorted(alike, key=lambda each: each.at, reverse=True)[:_SEARCHED]
    text = utterance.text
    found = [
        Precedent(episode, _exact(episode, text) or scores.get(episode.key, 0.0))
        for episode in episodes
        if has_exception(text) == has_exception(episode.say) and not are_contrary(text, episode.say)
    ]
    user_id = utterance.user_id
    own = [each for each in found if user_id and each.episode.user_id == user_id]
    near = any(each.score >= SAME for each in own)
    return own if near else found


def follow(
    precedents: Sequence[Precedent],
    utterance: Utterance,
    view: HomeView,
    evidence: Evidence,
    vote: Vote | None,
) -> tuple[Evidence, Vote | None]:
    """Return evidence and vote as earlier turns, and what was corrected in them, change them.

    What is done is decided for each device by itself. Where the examples have a plan, it is
    the ground: it knows how things are now, and a turn that nobody corrected speaks for it. A
    correction speaks for what was wanted instead, and so does a later turn that followed it.
    Without a plan of the examples, a turn that nobody corrected speaks for what it did.

    The newest turn has the weight 1, each one before it 0.75 of the one after; a correction
    counts twice. So one correction is followed at once where the sentence was said up to three
    times before. What was done four times or more stands against a single odd correction
    (2 against 0.75 + 0.56 + 0.42 + 0.32), and gives way to a second one within the next
    three times (2 + 2 x 0.56 against at most 0.75 + 4 x 0.42).

    Where all that would be done was taken back, it waits for a yes.
    """
    ground = vote if vote and _is_ground(vote, precedents) else None
    goal = ground.goal if ground else None
    near = [each for each in precedents if _is_about(each, utterance, view, ground, goal)]
    if not near or not (ground or any(each.score >= SAME for each in near)):
        return evidence, vote
    planned = _by_target(ground.plan.steps if ground else ())
    chosen = _weigh(near, planned, has_ground=ground is not None)
    changed = {
        target: option for target, option in chosen.items() if option != planned.get(target, ())
    }
    steps = tuple(
        step
        for target, option in chosen.items()
        if target not in changed or all(_is_harmless(each, view) for each in option)
        for step in option
    )
    followed = frozenset(target for each in near for target in each.episode.learned)
    learned = frozenset(changed) | (followed & chosen.keys())
    if ground and not changed:
        return replace(evidence, learned=learned), vote
    if not steps:
        return evidence, _doubted(ground, near[0], view) or vote
    plan = Plan(Source.VOTE, steps, confidence=_confidence(near, ground))
    strings = tuple(text for step in steps if (text := step_string(step, view)))
    example = Example(near[0].episode.say, strings, plan.confidence, goal or near[0].episode.goal)
    examples = (example, *(each for each in evidence.examples if each.say != example.say))
    nearest = max(plan.confidence, ground.nearest) if ground else plan.confidence
    general = ground.plan if ground else None
    return (
        replace(evidence, examples=examples, learned=learned),
        Vote(plan, 1.0, nearest, example.goal, general),
    )


def _is_ground(vote: Vote, precedents: Sequence[Precedent]) -> bool:
    """Return whether the plan of the examples is what corrections change.

    A weak vote is, too, for a goal that earlier turns had, unless the words are those of another.
    """
    if vote.plan.confidence >= _RELIED_ON:
        return True
    goals = {each.episode.goal for each in precedents}
    others = any(each.score >= SAME and each.episode.goal != vote.goal for each in precedents)
    return bool(vote.goal) and vote.goal in goals and not others


def _confidence(near: Sequence[Precedent], ground: Vote | None) -> float:
    """Return how sure it is that earlier turns are meant: by their words, and by the goal.

    Both bear each other out where the examples are sure enough of the goal to be believed.
    """
    nearest = min(1.0, max(each.score for each in near))
    sure = ground.plan.confidence if ground else 0.0
    if sure >= _RELIED_ON:
        return 1 - (1 - sure) * (1 - nearest)
    return max(sure, nearest if nearest >= SAME else 0.0)


def _doubted(ground: Vote | None, nearest: Precedent, view: HomeView) -> Vote | None:
    """Return what was taken back as a whole, as something to ask for; None if nothing is left."""
    if ground:
        return replace(ground, plan=replace(ground.plan, unsure=True))
    score, episode = nearest.score, nearest.episode
    steps = tuple(step for step in episode.steps if _is_harmless(step, view))
    plan = Plan(Source.VOTE, steps, confidence=score, unsure=True)
    return Vote(plan, 1.0, score, episode.goal) if steps else None


def _weigh(
    near: Sequence[Precedent], planned: Mapping[str, _Option], *, has_ground: bool
) -> dict[str, _Option]:
    """Return what is to be done to each device, the devices of the plan first."""
    newest = sorted(near, key=lambda each: each.episode.at, reverse=True)
    targets = dict.fromkeys(planned)
    for each in newest:
        episode = each.episode
        spoken_of = episode.corrections.keys() | episode.learned
        targets |= dict.fromkeys(
            target
            for target in (*(step.target for step in episode.steps), *sorted(spoken_of))
            if target in spoken_of or not has_ground
        )
    chosen: dict[str, _Option] = {}
    for target in targets:
        weights: defaultdict[_Option, float] = defaultdict(float)
        default = planned.get(target, ())
        for place, each in enumerate(newest):
            episode = each.episode
            weight = max(each.score, _LEAST) * DECAY**place
            if target in episode.corrections:
                weights[episode.corrections[target]] += weight * CORRECTED
            elif has_ground and target not in episode.learned:
                weights[default] += weight
            else:
                weights[episode.steps_of(target)] += weight
        chosen[target] = max(weights, key=lambda option: (weights[option], option == default))
    return chosen


def _is_about(
    precedent: Precedent,
    utterance: Utterance,
    view: HomeView,
    ground: Vote | None,
    goal: str | None,
) -> bool:
    """Return whether an earlier turn was about what is said now, in the same place."""
    episode = precedent.episode
    if set(named_places(utterance.text, view)) != set(named_places(episode.say, view)):
        return False
    if episode.area_id != utterance.area_id:
        # Said elsewhere it is the same only if it would do something to the same devices.
        planned = {step.target for step in ground.plan.steps} if ground else set()
        if not planned or planned.isdisjoint(step.target for step in episode.steps):
            return False
    if goal and goal == episode.goal and ground:
        return True
    other = bool(goal and episode.goal and ground)
    return precedent.score >= (_SURELY_SAME if other else SAME)


def _exact(episode: Episode, text: str) -> float:
    """Return 1 for the very same words, which a store may see as less than that."""
    return 1.0 if tokens(episode.say) == tokens(text) else 0.0


def _by_target(steps: Iterable[Step]) -> dict[str, _Option]:
    found: dict[str, _Option] = {}
    for step in steps:
        found[step.target] = (*found.get(step.target, ()), step)
    return found


def _is_harmless(step: Step, view: HomeView) -> bool:
    """Return whether a step can be done here today, and does no harm if it is not meant."""
    device = view.by_id.get(step.target)
    item = capabilities.row(device.domain, step.action) if device else None
    if device is None or item is None:
        return False
    supported = item.supported(view.state(step.target).attributes)
    return supported and item.risk_for(device) is Risk.HARMLESS
