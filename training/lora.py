"""Low-rank adapters on all linear layers of the model: the only weights that are trained."""

from collections.abc import Iterator
import math

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

MODULES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class LoraLinear(nn.Module):
    """A frozen linear layer W with what is learned beside it: W x + alpha / rank * B A x."""

    def __init__(self, base: nn.Linear, rank: int, alpha: float, seed: torch.Generator) -> None:
        """Start with nothing learned: A is random, B zero. Kept in float32."""
        super().__init__()
        self.base = base
        self.scale = alpha / rank
        bound = 1 / math.sqrt(base.in_features)
        a = torch.empty(rank, base.in_features).uniform_(-bound, bound, generator=seed)
        device = base.weight.device
        self.lora_a = nn.Parameter(a.to(device))
        self.lora_b = nn.Parameter(torch.zeros(base.out_features, rank, device=device))

    def forward(self, x: Tensor) -> Tensor:
        """Return the output of the layer."""
        inner = linear(x, self.lora_a.to(x.dtype))
        learned: Tensor = torch.add(
            self.base(x), linear(inner, self.lora_b.to(x.dtype)), alpha=self.scale
        )
        return learned


def add_lora(model: nn.Module, rank: int, alpha: float, seed: int) -> None:
    """Put adapters beside the linear layers of a model."""
    generator = torch.Generator().manual_seed(seed)
    found = [
        (parent, name)
        for parent in model.modules()
        for name, child in parent.named_children()
        if name in MODULES and isinstance(child, nn.Linear)
    ]
    for parent, name in found:
        setattr(parent, name, LoraLinear(getattr(parent, name), rank, alpha, generator))


def lora_parameters(model: nn.Module) -> Iterator[tuple[str, nn.Parameter]]:
    """Yield the trained weights with their names."""
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            yield name, parameter


def lora_state(model: nn.Module) -> dict[str, Tensor]:
    """Return the trained weights by name, on the processor."""
    return {name: value.detach().cpu().clone() for name, value in lora_parameters(model)}


def load_lora(model: nn.Module, state: dict[str, Tensor]) -> None:
    """Give the adapters of a model the weights of `lora_state`."""
    own = dict(lora_parameters(model))
    if own.keys() != state.keys():
        raise ValueError("These weights belong to another adapter")
    with torch.no_grad():
        for name, parameter in own.items():
            parameter.copy_(state[name])
