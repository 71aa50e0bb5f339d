"""An adapter with a lower rank: of all there are, the nearest one to a larger adapter.

What a layer has learned is the product of two thin matrices; its greatest singular values are
kept. A training with the lower rank from the beginning may find a better one. Run in the training
environment: `python -m training.cut --gguf BASE --adapter GGUF --rank 4 --out FOLDER`.
"""

import argparse
from pathlib import Path
import sys

from safetensors.torch import save_file
import torch
from torch import Tensor

from .base import Base
from .export import export, load


def cut(lora_a: Tensor, lora_b: Tensor, rank: int) -> tuple[Tensor, Tensor]:
    """Return A (rank, in) and B (out, rank) whose product is the nearest one to B A."""
    outer, from_b = torch.linalg.qr(lora_b)
    inner, from_a = torch.linalg.qr(lora_a.T)
    left, values, right = torch.linalg.svd(from_b @ from_a.T)
    weight = values[:rank].sqrt()
    return weight[:, None] * (right[:rank] @ inner.T), (outer @ left[:, :rank]) * weight


def main() -> int:
    """Cut as the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m training.cut", description=__doc__)
    parser.add_argument("--gguf", type=Path, required=True, help="the base model")
    parser.add_argument("--adapter", type=Path, required=True, help="the adapter, a GGUF")
    parser.add_argument("--rank", type=int, required=True, help="of the new adapter")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into")
    given = parser.parse_args()
    base = Base(given.gguf)
    learned, alpha = load(given.adapter, base)
    whole = next(iter(learned.values())).shape[0]
    if not 0 < given.rank <= whole:
        parser.error(f"--rank must be between 1 and {whole}")
    kept: dict[str, Tensor] = {}
    for layer in {name.rpartition(".")[0] for name in learned}:
        name_a, name_b = f"{layer}.lora_a", f"{layer}.lora_b"
        halves = cut(learned[name_a], learned[name_b], given.rank)
        for name, half in zip((name_a, name_b), halves, strict=True):
            kept[name] = half.half().contiguous()
    about = {
        "rank": str(given.rank),
        # What is learned is multiplied by alpha / rank: that stays as it was.
        "alpha": f"{alpha * given.rank / whole:g}",
        "base_sha256": base.sha256,
        "cut_from_rank": str(whole),
    }
    given.out.mkdir(parents=True, exist_ok=True)
    save_file(kept, given.out / "adapter.safetensors", about)
    export(given.out / "adapter.safetensors", base, given.out / "adapter.gguf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
