"""One time of a sentence, and the token that stands for it among the words."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

_PLACEHOLDER: Final = "@"
"""What a time in a row of tokens begins with; no token of a sentence does."""


class Form(StrEnum):
    """How a time bears on a command."""

    DUE = "due"
    """When it is to happen: "in ten minutes", "at noon"."""
    END = "end"
    """How long it is to last: "for an hour", "until ten"."""
    NOW = "now"
    """Said beside another time: "the lamp now and the fan in ten minutes"."""
    VAGUE = "vague"
    """A time that is not known exactly, or comes again and again."""


@dataclass(frozen=True, slots=True)
class When:
    """One time."""

    form: Form
    at: datetime | None = None
    """Aware; None for a vague one, and for an end that counts from the beginning."""
    lasts: timedelta | None = None
    """Of an end that counts from the beginning."""
    number: float | None = None
    """That of "at" and a number, which can be a value as well."""

    @property
    def bare(self) -> bool:
        """Return whether it can be a value as well."""
        return self.number is not None

    def end_of(self, begins: datetime) -> datetime:
        """Return when something ends that begins then."""
        return later(begins, self.lasts) if self.lasts else self.at or begins


def later(moment: datetime, by: timedelta) -> datetime:
    """Return a moment some real time later, whatever the clocks are set to meanwhile."""
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def placeholder(number: int) -> str:
    """Return the token that stands for a time."""
    return f"{_PLACEHOLDER}{number}"


def time_number(token: str) -> int | None:
    """Return which time a token stands for, None if it is a word."""
    return int(token[1:]) if token.startswith(_PLACEHOLDER) else None
