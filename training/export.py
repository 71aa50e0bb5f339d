"""What was learned, as the GGUF adapter that Ollama puts over the base model."""

from pathlib import Path
from typing import Any, Final

from gguf import GGMLQuantizationType, GGUFReader, GGUFWriter
import numpy as np
from safetensors import safe_open
import torch
from torch import Tensor

from .base import MODULES, Base, to_llama_cpp, to_transformers

GGUF: Final = ".gguf"
"""How the names of such files end."""


def export(learned: Path, base: Base, target: Path) -> None:
    """Write an adapter that was trained on a base as a GGUF, its origin in the metadata."""
    with safe_open(learned, framework="pt") as file:
        about: dict[str, str] = file.metadata()
        state = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  # no mapping
    if about["base_sha256"] != base.sha256:
        raise ValueError("This adapter was trained on another base")
    writer = GGUFWriter(target, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(about["alpha"]))
    writer.add_name("llm_iot")
    writer.add_license("apache-2.0")
    for name, value in sorted(about.items()):
        writer.add_string(f"llm_iot.{name}", value)
    for name, tensor in adapter_tensors(state, base).items():
        values: np.ndarray[Any, Any] = tensor.half().contiguous().numpy()
        writer.add_tensor(name, values, raw_dtype=GGMLQuantizationType.F16)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def load(adapter: Path, base: Base) -> tuple[dict[str, Tensor], float]:
    """Return the weights of a GGUF adapter by the trainer's names, and its alpha."""
    reader = GGUFReader(adapter)
    alpha = reader.get_field("adapter.lora.alpha")
    if alpha is None:
        raise ValueError(f"{adapter.name} is no adapter")
    stored = {
        each.name: torch.from_numpy(np.array(each.data, dtype=np.float32))
        for each in reader.tensors
    }
    state = {}
    for block in range(base.blocks):
        for ours, theirs in MODULES.items():
            lora_b = stored[f"blk.{block}.{ours}.weight.lora_b"]
            if heads := base.rotated_heads(ours):
                lora_b = to_transformers(lora_b, heads)
            trained = f"model.layers.{block}.{theirs}"
            state[f"{trained}.lora_a"] = stored[f"blk.{block}.{ours}.weight.lora_a"]
            state[f"{trained}.lora_b"] = lora_b
    return state, float(alpha.contents())


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
