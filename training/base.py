"""The base model: the pinned GGUF of SmolLM2 as a torch model and a tokenizer."""

import hashlib
from pathlib import Path
from typing import Any

from gguf import GGMLQuantizationType, GGUFReader, dequantize
import numpy as np
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
import torch
from torch import Tensor
from transformers import LlamaConfig, LlamaForCausalLM

END = "<|im_end|>"
"""The token that ends an answer."""
MODULES = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
"""The linear layers of a block: what llama.cpp calls them, and transformers."""
_NORMS = {"attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm"}
BLOCK = 32
"""Neighbouring weights of a row that are rounded together, in Q4_1 as in Q5_0 and Q8_0."""
_BLOCK_BYTES = 20
"""Of which the first two are the step between two values, the next two the least value."""
_CONTROL = 3
"""A token of this type in a GGUF is a special one."""


class Base:
    """The base model in a GGUF file: reading it takes some seconds, so do it once."""

    def __init__(self, gguf: Path) -> None:
        """Read the file."""
        self.path = gguf
        self._reader = GGUFReader(gguf)
        self.heads: int = self._value("llama.attention.head_count")
        self.kv_heads: int = self._value("llama.attention.head_count_kv")
        self.blocks: int = self._value("llama.block_count")

    @property
    def sha256(self) -> str:
        """Return the digest of the file."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def tensors(self) -> dict[str, Tensor]:
        """Return the weights as they stand in the file, dequantised, by llama.cpp's names."""
        return {
            each.name: torch.from_numpy(
                dequantize(each.data, each.tensor_type).astype(np.float32, copy=True)
            )
            for each in self._reader.tensors
        }

    def model(self, dtype: torch.dtype, device: torch.device) -> LlamaForCausalLM:
        """Return the model with all its weights frozen and rounded to `dtype`."""
        config = LlamaConfig(
            vocab_size=self._value("llama.vocab_size"),
            hidden_size=self._value("llama.embedding_length"),
            intermediate_size=self._value("llama.feed_forward_length"),
            num_hidden_layers=self.blocks,
            num_attention_heads=self.heads,
            num_key_value_heads=self.kv_heads,
            max_position_embeddings=self._value("llama.context_length"),
            rms_norm_eps=self._value("llama.attention.layer_norm_rms_epsilon"),
            rope_parameters={
                "rope_type": "default",
                "rope_theta": self._value("llama.rope.freq_base"),
            },
            tie_word_embeddings=True,
            attn_implementation="sdpa",
        )
        with torch.device("meta"):
            model = LlamaForCausalLM(config)
        model = model.to(dtype).to_empty(device="cpu")
        model.load_state_dict(self._state(), strict=True)
        # What is no weight was made empty, too: the frequencies of the positions.
        model.model.rotary_emb = type(model.model.rotary_emb)(config)
        model.tie_weights()
        model.requires_grad_(requires_grad=False)
        return model.to(device)

    def _state(self) -> dict[str, Tensor]:
        """Return the weights by the names of transformers, in its order."""
        stored = self.tensors()
        state = {
            "model.embed_tokens.weight": stored["token_embd.weight"],
            "lm_head.weight": stored["token_embd.weight"],
            "model.norm.weight": stored["output_norm.weight"],
        }
        for block in range(self.blocks):
            for ours, theirs in {**MODULES, **_NORMS}.items():
                weight = stored[f"blk.{block}.{ours}.weight"]
                if heads := self.rotated_heads(ours):
                    weight = to_transformers(weight, heads)
                state[f"model.layers.{block}.{theirs}.weight"] = weight
        return state

    def rounding(self) -> dict[str, Tensor]:
        """Return how far two neighbouring values of each linear layer's weights lie apart.

        By the names of transformers; the shape is that of the weights in blocks of a row. A
        weight that was rounded may have been half of that larger or smaller. Nothing for a file
        in another format than Q4_1 (llama.cpp, `block_q4_1`).
        """
        steps = {}
        for each in self._reader.tensors:
            _, block, module = f"{each.name.removesuffix('.weight')}..".split(".")[:3]
            if each.tensor_type is not GGMLQuantizationType.Q4_1 or module not in MODULES:
                continue
            blocks = np.asarray(each.data).reshape(int(each.shape[1]), -1, _BLOCK_BYTES)
            step = torch.from_numpy(blocks[..., :2].copy().view(np.float16)[..., 0].copy()).float()
            if heads := self.rotated_heads(module):
                step = to_transformers(step, heads)
            steps[f"model.layers.{block}.{MODULES[module]}"] = step
        return steps

    def rotated_heads(self, module: str) -> int | None:
        """Return the heads of a layer whose output is rotated by position, None for others."""
        return {"attn_q": self.heads, "attn_k": self.kv_heads}.get(module)

    def tokenizer(self) -> Tokenizer:
        """Return llama.cpp's tokenizer for this model: digits one by one, then as GPT-2."""
        tokens: list[str] = self._value("tokenizer.ggml.tokens")
        types: list[int] = self._value("tokenizer.ggml.token_type")
        merges = [tuple(pair.split(" ")) for pair in self._value("tokenizer.ggml.merges")]
        vocabulary = {token: index for index, token in enumerate(tokens)}
        tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Digits(individual_digits=True),
                pre_tokenizers.ByteLevel(add_prefix_space=False),
            ]
        )
        tokenizer.decoder = decoders.ByteLevel()
        special = [token for token, kind in zip(tokens, types, strict=True) if kind == _CONTROL]
        tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special])
        return tokenizer

    def _value(self, name: str) -> Any:
        """Return a value of the metadata."""
        field = self._reader.get_field(name)
        if field is None:
            raise ValueError(f"{self.path.name} does not say its {name}")
        return field.contents()


def to_llama_cpp(rows: Tensor, heads: int) -> Tensor:
    """Return the output rows of a rotated layer in llama.cpp's order.

    transformers rotates the first half of a head against the second, llama.cpp neighbours:
    per head (2, half) becomes (half, 2).
    """
    size = rows.shape[0]
    return rows.reshape(heads, 2, size // heads // 2, -1).transpose(1, 2).reshape(size, -1)


def to_transformers(rows: Tensor, heads: int) -> Tensor:
    """Return the output rows of a rotated layer in the order of transformers."""
    size = rows.shape[0]
    return rows.reshape(heads, size // heads // 2, 2, -1).transpose(1, 2).reshape(size, -1)
