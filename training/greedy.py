"""What torch writes for prompts, to be compared with what Ollama writes.

Run in the training environment: `python -m training.greedy --gguf BASE [--adapter GGUF]`,
prompts as JSON strings on standard input, one a line; answers likewise on standard output.
"""

import argparse
from collections.abc import Iterator, Sequence
import json
from pathlib import Path
import sys

import torch
from transformers import DynamicCache, LlamaForCausalLM

from .base import Base
from .export import load
from .lora import add_lora, load_lora

_MOST = 64
"""Tokens of an answer."""
_ENDS = frozenset({2, 198})
"""The token of the end, and a new line."""


def main() -> int:
    """Answer."""
    parser = argparse.ArgumentParser(prog="python -m training.greedy", description=__doc__)
    parser.add_argument("--gguf", type=Path, required=True)
    parser.add_argument("--adapter", type=Path)
    given = parser.parse_args()
    base = Base(given.gguf)
    tokenizer = base.tokenizer()
    model = base.model(torch.float32, torch.device("cpu"))
    if given.adapter:
        state, alpha = load(given.adapter, base)
        rank = next(iter(state.values())).shape[0]
        add_lora(model, rank, alpha, seed=0)
        load_lora(model, state)
    for line in sys.stdin:
        text = tokenizer.decode(list(written(model, tokenizer.encode(json.loads(line)).ids)))
        sys.stdout.write(json.dumps(text.partition("\n")[0]) + "\n")
        sys.stdout.flush()
    return 0


def written(model: LlamaForCausalLM, prompt: Sequence[int]) -> Iterator[int]:
    """Yield the likeliest tokens, until one ends the answer."""
    tokens, cache = torch.tensor([prompt]), DynamicCache()
    for _ in range(_MOST):
        with torch.no_grad():
            logits = model(tokens, past_key_values=cache, use_cache=True).logits[0, -1]
        token = int(logits.argmax())
        if token in _ENDS:
            return
        yield token
        tokens = torch.tensor([[token]])


if __name__ == "__main__":
    sys.exit(main())
