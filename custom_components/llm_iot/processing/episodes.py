"""Episodes: what is kept of a turn, and how a correction is worked into it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from .. import cleaning
from ..learned import GUESSED, Episode
from ..models import (
    UNAVAILABLE_STATES,
    DeviceState,
    Source,
    Step,
)
from ..outcomes import Cause, Decision, Outcome, Result
from ..turn_report import TurnReport
from ..way_back import row_of, shows, way_back

MOST_EPISODES: Final = 1000
"""Episodes of one collection that are kept."""
_SO: Final = frozenset({Decision.ACCEPT, Decision.ALREADY_SO, Decision.NEEDS_CONFIRMATION})
_NO_EPISODE: Final = frozenset({Source.UNDO, Source.SCHEDULE, Source.TALK})
"""Sources of plans that nobody's words ask for now."""


def episode_of(
    report: TurnReport, *, key: str, at: datetime, user_id: str | None
) -> Episode | None:
    """Return the episode of a turn, None if it moved nothing.

    A guess that found all as it would have it is one, too: that may be corrected. `at` is
    aware and in UTC.
    """
    results = {each.step.target: each.result.value for each in report.outcomes if is_moved(each)}
    said = report.asked_with or report.utterance
    source = report.guess or report.plan.source
    steps = _steps_of(report)
    if not (results or (steps and source in GUESSED)) or source in _NO_EPISODE:
        return None
    evidence = report.evidence
    return Episode(
        key=key,
        say=cleaning.prose(said.text),
        at=at,
        steps=steps,
        results=results,
        learned=evidence.learned if evidence else frozenset(),
        source=source,
        goal=report.vote.goal if report.vote and source in GUESSED else None,
        area_id=said.area_id,
        user_id=user_id,
    )


def is_moved(outcome: Outcome) -> bool:
    """Return whether a device did, or may have done, what it was told."""
    if outcome.result is Result.NOT_CONFIRMED:
        return outcome.cause is not Cause.NO_ANSWER
    return outcome.result is Result.DONE


def instead(
    steps: Sequence[Step], before: DeviceState, now: DeviceState
) -> tuple[Step, ...] | None:
    """Return what was wanted of a device instead of some steps, as its state now shows.

    Nothing if it is back as it was `before` the steps: it was to be left alone, and is not to
    be moved the next time whatever state it is in then. None if the state tells nothing.
    """
    if now.state in UNAVAILABLE_STATES:
        return None
    wanted = way_back(steps, now)
    if not wanted:  # what leaves no lasting state cannot be wanted otherwise, only not at all
        return ()
    return () if wanted == way_back(steps, before) else wanted


def said_instead(steps: Sequence[Step], before: DeviceState) -> tuple[Step, ...] | None:
    """Return what was wanted of a device instead, as the words that corrected it said.

    They tell it before its state does: a blind is on its way for half a minute. Nothing if they
    lead to how it was `before`; None if they say it by more or less, or leave no lasting state.
    """
    rows = [row_of(step) for step in steps]
    if not all(item and item.restore and not (item.relative or item.momentary) for item in rows):
        return None
    if not steps:
        return None
    return () if shows(steps, before) else tuple(steps)


def as_absolute(steps: Sequence[Step], now: DeviceState | None) -> tuple[Step, ...]:
    """Return steps as the state shows what they came to: "a bit brighter" is 60 percent."""
    relative = [step for step in steps if (item := row_of(step)) and item.relative]
    if not relative:
        return tuple(steps)
    return way_back(steps, now) if now else ()


def with_correction(episode: Episode, target: str, steps: tuple[Step, ...]) -> Episode:
    """Return an episode of which one device was wanted otherwise; the last word counts."""
    if steps == episode.steps_of(target):
        return without_correction(episode, target)
    return replace(episode, corrections={**episode.corrections, target: steps})


def without_correction(episode: Episode, target: str) -> Episode:
    """Return an episode of which one device was right after all."""
    left = {key: steps for key, steps in episode.corrections.items() if key != target}
    return replace(episode, corrections=left)


def surplus(episodes: Iterable[Episode], most: int = MOST_EPISODES) -> list[str]:
    """Return the keys of what is to go so that no more than `most` are left.

    The oldest that nobody corrected go first: they say the least.
    """
    ranked = sorted(episodes, key=lambda each: (bool(each.corrections), each.at))
    return [each.key for each in ranked[: max(0, len(ranked) - most)]]


def _steps_of(report: TurnReport) -> tuple[Step, ...]:
    """Return what a turn brought about or found so, each once."""
    failed = {each.step for each in report.outcomes if not is_moved(each)}
    settled = [each.step for each in report.verdicts if each.decision in _SO]
    return tuple(step for step in dict.fromkeys(settled) if step not in failed)
