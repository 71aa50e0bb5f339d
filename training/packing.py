"""Many commands in one row: a list of devices, then commands that see it and themselves only.

A home's list is the longest part of a prompt and the same for all that is said there. Packed,
a command costs 26 tokens of training instead of 85. Positions begin anew behind the list with
every command, so that each is trained as if it stood alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import torch
from torch import Tensor

IGNORED = -100
"""The target of a position that is not trained, as torch's losses know it."""
_LIST = 0
_PADDING = -1


@dataclass(frozen=True, slots=True)
class Command:
    """One command in tokens."""

    prompt: Sequence[int]
    """Evidence and what was said, up to and with the end of the line."""
    answer: Sequence[int]
    """The line of the plan, and the token that ends it."""
    kind: str = ""
    """What sort of command it is, for reports."""


@dataclass(frozen=True, slots=True)
class Row:
    """Packed commands: values for each token."""

    tokens: list[int]
    positions: list[int]
    segments: list[int]
    """0 for the list, 1 and up for the commands."""
    targets: list[int]
    """The token that has to follow, IGNORED outside answers."""
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of equal length: tensors of shape (rows, tokens)."""

    tokens: Tensor
    positions: Tensor
    segments: Tensor
    """As in a row, -1 for padding."""
    targets: Tensor
    kinds: tuple[tuple[str, ...], ...]
    """Of the commands of each row."""

    @property
    def commands(self) -> int:
        """Return how many commands it holds."""
        return sum(map(len, self.kinds))

    @property
    def size(self) -> int:
        """Return how many tokens it holds, padding left out."""
        return int((self.segments != _PADDING).sum())

    def to(self, device: torch.device) -> Self:
        """Return the batch on a device."""
        return type(self)(
            tokens=self.tokens.to(device),
            positions=self.positions.to(device),
            segments=self.segments.to(device),
            targets=self.targets.to(device),
            kinds=self.kinds,
        )


def pack(devices: Sequence[int], commands: Sequence[Command]) -> Row:
    """Return a list of devices and the commands said there as one row."""
    tokens = list(devices)
    positions = list(range(len(devices)))
    segments = [_LIST] * len(devices)
    targets = [IGNORED] * len(devices)
    for number, command in enumerate(commands, 1):
        own = [*command.prompt, *command.answer]
        tokens += own
        positions += range(len(devices), len(devices) + len(own))
        segments += [number] * len(own)
        # The last token of the prompt has to be followed by the first of the answer.
        targets += [IGNORED] * (len(command.prompt) - 1) + [*command.answer, IGNORED]
    return Row(tokens, positions, segments, targets, tuple(each.kind for each in commands))


def collate(rows: Sequence[Row]) -> Batch:
    """Return rows as a batch, the short ones padded."""
    length = max(len(row.tokens) for row in rows)
    length += -length % 8  # what processors like

    def padded(values: Sequence[list[int]], filler: int) -> Tensor:
        return torch.tensor([each + [filler] * (length - len(each)) for each in values])

    return Batch(
        tokens=padded([row.tokens for row in rows], 0),
        positions=padded([row.positions for row in rows], 0),
        segments=padded([row.segments for row in rows], _PADDING),
        targets=padded([row.targets for row in rows], IGNORED),
        kinds=tuple(row.kinds for row in rows),
    )


def visible(segments: Tensor) -> Tensor:
    """Return which tokens each token sees: shape (rows, 1, tokens, tokens), True where it does.

    Earlier ones of the list and of its own command.
    """
    seeing, seen = segments[:, :, None], segments[:, None, :]
    length = segments.shape[1]
    causal = torch.ones(length, length, dtype=torch.bool, device=segments.device).tril()
    return (((seeing == seen) | (seen == _LIST)) & causal)[:, None]
