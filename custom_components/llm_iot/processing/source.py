"""Where what is asked about the past, and what is learnt from it, is read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from .numbers import Numbers
from .series import Change


class Source(Protocol):
    """Where the past is kept; a record, or a test's own lists."""

    def changes(
        self, entity_ids: Iterable[str], begin: float, end: float
    ) -> Mapping[str, Sequence[Change]]:
        """Return the states of entities in a stretch of time, each with the last before it."""

    def numbers(
        self, entity_id: str, measure: str, begin: float, end: float
    ) -> tuple[Numbers, str] | None:
        """Return the numbers of a measure with their unit, None if there are none."""
