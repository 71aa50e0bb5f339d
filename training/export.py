"""What was learned, as the GGUF adapter that Ollama puts over the base model.

Its halves are quantised like the base: a row of the outer one has only as many values as the rank,
and llama.cpp multiplies those of a whole block at once, but F16 values, of which that is too few
for its vectors, one by one. So the rank is filled up to a whole block with zeros.
"""

from pathlib import Path
from typing import Any, Final

from gguf import GGMLQuantizationType, GGUFReader, GGUFWriter
from gguf.quants import dequantize, quantize
import numpy as np
from safetensors import safe_open
import torch
from torch import Tensor
from torch.nn.functional import pad

from .base import BLOCK, MODULES, Base, to_llama_cpp, to_transformers

GGUF: Final = ".gguf"
"""How the names of such files end."""
_FORMATS: Final = {"lora_a": GGMLQuantizationType.Q5_0, "lora_b": GGMLQuantizationType.Q8_0}
_ALPHA = "adapter.lora.alpha"
_RANK = "llm_iot.rank"


def export(learned: Path, base: Base, target: Path) -> None:
    """Write an adapter that was trained on a base as a GGUF, its origin in the metadata."""
    with safe_open(learned, framework="pt") as file:
        about: dict[str, str] = file.metadata()
        state = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  # no mapping
    if about["base_sha256"] != base.sha256:
        raise ValueError("This adapter was trained on another base")
    rank = int(about["rank"])
    stored_rank = -(-rank // BLOCK) * BLOCK
    writer = GGUFWriter(target, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    # What is learned is multiplied by alpha / rank, of which llama.cpp takes the stored one.
    writer.add_float32(_ALPHA, float(about["alpha"]) * stored_rank / rank)
    writer.add_name("llm_iot")
    writer.add_license("apache-2.0")
    for name, value in sorted(about.items()):
        writer.add_string(f"llm_iot.{name}", value)
    for name, tensor in adapter_tensors(state, base).items():
        half = name.rpartition(".")[2]
        missing = stored_rank - rank
        filled = pad(tensor.float(), (0, 0, 0, missing) if half == "lora_a" else (0, missing))
        values: np.ndarray[Any, Any] = quantize(filled.numpy(), _FORMATS[half])
        writer.add_tensor(name, values, raw_dtype=_FORMATS[half])
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def load(adapter: Path, base: Base) -> tuple[dict[str, Tensor], float]:
    """Return the weights of a GGUF adapter by the trainer's names, and its alpha."""
    reader = GGUFReader(adapter)
    alpha, rank = reader.get_field(_ALPHA), reader.get_field(_RANK)
    if alpha is None or rank is None:
        raise ValueError(f"{adapter.name} is no adapter of this trainer")
    kept = int(rank.contents())
    stored = {
        each.name: torch.from_numpy(np.array(dequantize(each.data, each.tensor_type)))
        for each in reader.tensors
    }
    stored_rank = stored["blk.0.attn_q.weight.lora_a"].shape[0]
    state = {}
    for block in range(base.blocks):
        for ours, theirs in MODULES.items():
            lora_b = stored[f"blk.{block}.{ours}.weight.lora_b"][:, :kept]
            if heads := base.rotated_heads(ours):
                lora_b = to_transformers(lora_b, heads)
            trained = f"model.layers.{block}.{theirs}"
            state[f"{trained}.lora_a"] = stored[f"blk.{block}.{ours}.weight.lora_a"][:kept]
            state[f"{trained}.lora_b"] = lora_b
    return state, float(alpha.contents()) * kept / stored_rank


def adapter_tensors(state: dict[str, Tensor], base: Base) -> dict[str, Tensor]:
    """Return the trained weights by llama.cpp's names and in its order of rows."""
    tensors = {}
    for block in range(base.blocks):
        for ours, theirs in MODULES.items():
            trained = f"model.layers.{block}.{theirs}"
            lora_b = state[f"{trained}.lora_b"]
            if heads := base.rotated_heads(ours):
                lora_b = to_llama_cpp(lora_b, heads)
            tensors[f"blk.{block}.{ours}.weight.lora_a"] = state[f"{trained}.lora_a"]
            tensors[f"blk.{block}.{ours}.weight.lora_b"] = lora_b
    return tensors
