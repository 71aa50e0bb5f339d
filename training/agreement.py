"""How many answers torch would write itself, in full precision: compared with what Ollama wrote.

Run in the training environment: `python -m training.agreement --gguf BASE [--adapter GGUF]`, with
rows as the generator writes them on standard input, one a line, in which the answers are those
to be judged. The number of answers that are the same stands on standard output.
"""

import argparse
from pathlib import Path
import sys

import torch

from .base import Base
from .export import load
from .lora import add_lora, load_lora
from .measure import score
from .packing import collate
from .stream import encode


def main() -> int:
    """Judge."""
    parser = argparse.ArgumentParser(prog="python -m training.agreement", description=__doc__)
    parser.add_argument("--gguf", type=Path, required=True)
    parser.add_argument("--adapter", type=Path)
    given = parser.parse_args()
    # A thread that waits for another one's core slows all down, as in Ollama.
    torch.set_num_threads(max(1, torch.get_num_threads() - 1))
    base = Base(given.gguf)
    tokenizer = base.tokenizer()
    device = torch.device("cpu")
    model = base.model(torch.float32, device)
    if given.adapter:
        state, alpha = load(given.adapter, base)
        rank = next(iter(state.values())).shape[0]
        add_lora(model, rank, alpha, seed=0)
        load_lora(model, state)
    batches = (collate([encode(line, tokenizer)]) for line in sys.stdin)
    sys.stdout.write(f"{score(model, batches, device).right.total()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
