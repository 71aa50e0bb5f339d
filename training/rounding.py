"""The base as another file of it may have it: each weight somewhere within its rounding.

What was published in half precision was rounded for the pinned file, in one way of several; a
person's own Ollama may have another, or one that is rounded more coarsely, to Q4_0. An adapter
that only ever saw one of them learns its errors as well, and gets 4 of 100 commands more wrong
over the next.
"""

import torch
from torch import Tensor, nn

from .base import BLOCK, Base
from .lora import LoraLinear

_AS_STORED = 0.25
"""Part of the draws that are the file itself."""
_COARSE = 0.5
"""Part of the draws that are rounded to Q4_0 then."""
_LOWEST = -8
"""What the greatest weight of a block is in Q4_0; the others lie between it and 7."""


class Rounding:
    """Draws weights for the frozen layers of a model that would be rounded to those of its file."""

    def __init__(self, model: nn.Module, base: Base) -> None:
        """Remember the weights of the file."""
        steps = base.rounding()
        self._layers: list[tuple[Tensor, Tensor, Tensor]] = []
        for name, layer in model.named_modules():
            if isinstance(layer, LoraLinear) and name in steps:
                weight = layer.base.weight
                step = steps[name].to(weight.device)
                self._layers.append((weight, weight.detach().clone(), step))

    def draw(self) -> None:
        """Give the layers other weights, or sometimes those of the file."""
        if torch.rand(()).item() < _AS_STORED:
            self.restore()
        else:
            self.draw_another()
        if torch.rand(()).item() < _COARSE:
            self.coarsen()

    def draw_another(self) -> None:
        """Give the layers weights that are not those of the file."""
        with torch.no_grad():
            for weight, stored, step in self._layers:
                within = torch.rand(*step.shape, BLOCK, device=step.device) - 0.5
                weight.copy_(stored + (within * step[..., None]).view_as(stored))

    def coarsen(self) -> None:
        """Round the weights that the layers have to Q4_0."""
        with torch.no_grad():
            for weight, _, step in self._layers:
                weight.copy_(coarse(weight.float().view(*step.shape, BLOCK)).view_as(weight))

    def restore(self) -> None:
        """Give the layers the weights of the file."""
        with torch.no_grad():
            for weight, stored, _ in self._layers:
                weight.copy_(stored)


def coarse(blocks: Tensor) -> Tensor:
    """Return weights, a block of a row in the last dimension, as Q4_0 has them.

    As llama.cpp rounds them (`quantize_row_q4_0_ref`), but with a step in full precision.
    """
    greatest = blocks.gather(-1, blocks.abs().argmax(-1, keepdim=True))
    step = greatest / _LOWEST
    steps = torch.where(step == 0, 0, blocks / step)
    return (steps + 0.5).floor().clamp(_LOWEST, -_LOWEST - 1) * step
