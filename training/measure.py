"""How many commands a model answers exactly as they should be, found in one pass.

Greedy decoding writes the whole answer if and only if each of its tokens is the likeliest
after those before it, so nothing has to be generated.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import torch
from torch import Tensor
from transformers import PreTrainedModel

from .packing import IGNORED, Batch, visible


def answer_logits(model: PreTrainedModel, batch: Batch) -> tuple[Tensor, Tensor]:
    """Return the logits (answer tokens, vocabulary) and the targets, of answers only."""
    hidden = model.model(
        input_ids=batch.tokens,
        position_ids=batch.positions,
        attention_mask=visible(batch.segments),
        use_cache=False,
    ).last_hidden_state
    trained = batch.targets != IGNORED
    return model.lm_head(hidden[trained]), batch.targets[trained]


@dataclass
class Score:
    """Commands by sort."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """Return the part of all commands that is right, 0 to 1."""
        return self.right.total() / max(self.total.total(), 1)

    def by_kind(self) -> dict[str, str]:
        """Return "right/total" for each sort."""
        return {kind: f"{self.right[kind]}/{self.total[kind]}" for kind in sorted(self.total)}


def score(model: PreTrainedModel, batches: Iterable[Batch], device: torch.device) -> Score:
    """Return how many answers a model would write exactly."""
    result = Score()
    for each in batches:
        batch = each.to(device)
        with torch.no_grad():
            logits, targets = answer_logits(model, batch)
        wrong = torch.zeros_like(batch.targets, dtype=torch.bool)
        wrong[batch.targets != IGNORED] = logits.argmax(dim=-1) != targets
        for segments, errors, kinds in zip(batch.segments, wrong, batch.kinds, strict=True):
            missed = set(segments[errors].tolist())
            result.total.update(kinds)
            result.right.update(kind for at, kind in enumerate(kinds, 1) if at not in missed)
    return result
