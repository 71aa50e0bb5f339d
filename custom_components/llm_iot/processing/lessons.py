"""Episodes as lessons for a model: what was said in which home, and the line that was wanted.

A lesson is in the words of the tuned model: the list of devices, the command, the answer. Only
what is surely right is one: a turn as somebody corrected it, or one that nobody corrected and
after which every device showed what it had been told.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from ..learned import Episode
from ..models import (
    Device,
    HomeView,
)
from ..outcomes import Result
from ..tuned.labels import tuned_view
from ..tuned.language import step_strings, write_line
from ..tuned.prompt import MAX_CANDIDATES, Besides, device_lines, turn_lines

FORMAT: Final = 1
"""Of an exported file; `training/generator/episodes.py` reads it."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One command with the answer that it should have."""

    devices: str
    """The lines of the prompt that list the devices."""
    prompt: str
    """The lines behind them: the command, with the room it was said in."""
    answer: str
    corrected: bool


def is_settled(episode: Episode) -> bool:
    """Return whether it is known what was wanted."""
    moved = episode.results.values()
    return bool(episode.corrections) or (bool(moved) and set(moved) == {Result.DONE.value})


def lesson_of(episode: Episode, view: HomeView, candidates: Sequence[Device]) -> Lesson | None:
    """Return the lesson of an episode, None if it is not settled, or about what is gone.

    `candidates` are the devices that a prompt would list, the least fitting last; those that
    were wanted are listed in any case.
    """
    wanted = {step.target for step in episode.wanted}
    if not is_settled(episode) or not wanted <= view.by_id.keys():
        return None
    home = tuned_view(view)
    chosen = [each.entity_id for each in candidates if each.entity_id not in wanted]
    listed = {*sorted(wanted)[:MAX_CANDIDATES], *chosen[: max(0, MAX_CANDIDATES - len(wanted))]}
    area = view.areas.get(episode.area_id) if episode.area_id else None
    return Lesson(
        device_lines(each for each in home.devices if each.entity_id in listed),
        turn_lines(Besides(), area, episode.say),
        write_line(step_strings(episode.wanted, home)),
        bool(episode.corrections),
    )


def as_data(lessons: Sequence[Lesson]) -> dict[str, Any]:
    """Return lessons as an exported file holds them."""
    return {"format": FORMAT, "episodes": [asdict(each) for each in lessons]}
