"""What only torch can tell, printed as JSON; run by test_trainer.py in torch's environment."""

from collections import Counter
from contextlib import ExitStack
from functools import partial
from itertools import islice
import json
from pathlib import Path
import sys
from tempfile import TemporaryDirectory
from unittest.mock import patch

from gguf import GGMLQuantizationType, GGUFReader
from gguf.quants import dequantize, quantize
from safetensors.torch import save_file
import torch

from training.base import BLOCK, END, MODULES, Base, to_llama_cpp
from training.cut import cut
from training.export import adapter_tensors, export, load
from training.lora import add_lora, lora_state
from training.measure import answer_logits, score
from training.packing import IGNORED, collate
from training.rounding import Rounding
from training.stream import Source, encode

CPU = torch.device("cpu")
DRAWS = 2000
Q4_0 = GGMLQuantizationType.Q4_0
SHIPPED = Path("custom_components/llm_iot/tuned/adapter.gguf")
DEVICES = "light/hall lamp/kitchen light\nfan/attic fan 2\n"
SAID = (
    ("(kitchen) turn on the light\n", '["kitchen light on"]'),
    ("note = the fan is loud\nfan to 40\n", '["attic fan 2 40"]'),
    ("good night\n", '["all off"]'),
)


def main() -> int:
    """Check, with the base model and the Python that runs the generator as arguments."""
    base = Base(Path(sys.argv[1]))
    model = base.model(torch.float32, CPU)
    row = json.dumps({"devices": DEVICES, "commands": [[*said, "single"] for said in SAID]})
    json.dump(
        {
            "rotation": rotation(base, model.state_dict()),
            "neighbours": to_llama_cpp(torch.arange(8)[:, None], 2).flatten().tolist(),
            "packed": packed(base, model, row),
            "split": split(base, sys.argv[2]),
            "shipped": shipped(),
            "exported": exported(base, model),
            "read_back": read_back(base, model),
            "other_base": other_base(base, model),
            "rounded": rounded(base, model),
            "drawn": drawn(base, model),
            "cut": cut_down(),
            "score": score(model, [collate([encode(row, base.tokenizer())])], CPU).share,
        },
        sys.stdout,
    )
    return 0


def rotation(base: Base, state: dict[str, torch.Tensor]) -> list[bool]:
    """Return whether the weights of each rotated layer, turned back, are those of the file."""
    stored = base.tensors()
    return [
        torch.equal(
            to_llama_cpp(state[f"model.layers.{block}.{MODULES[name]}.weight"], heads),
            stored[f"blk.{block}.{name}.weight"],
        )
        for block in range(base.blocks)
        for name, heads in (("attn_q", base.heads), ("attn_k", base.kv_heads))
    ]


def packed(base: Base, model: torch.nn.Module, row: str) -> float:
    """Return how far logits of packed commands, beside a longer row, are from those of each."""
    tokenizer = base.tokenizer()
    longer = json.loads(row)
    longer["commands"] *= 2
    together = encode(row, tokenizer)
    batch = collate([together, encode(json.dumps(longer), tokenizer)])
    with torch.no_grad():
        logits, _ = answer_logits(model, batch)
        own = logits[: sum(target != IGNORED for target in together.targets)]
        alone = []
        for prompt, answer in SAID:
            tokens = tokenizer.encode(f"{DEVICES}{prompt}{answer}{END}").ids
            count = len(tokenizer.encode(f"{answer}{END}").ids)
            alone.append(model(torch.tensor([tokens])).logits[0, -count - 1 : -1])
    return float((torch.cat(alone) - own).abs().max())


def split(base: Base, python: str) -> list[str]:
    """Return prompts of the generator whose parts are other tokens than the whole."""
    tokenizer = base.tokenizer()
    source = Source((python, "-m", "training.generator"), seed=3)
    different = []
    for line in islice(source.rows(), 100):
        row = json.loads(line)
        for prompt, answer, _ in row["commands"]:
            parts = row["devices"], prompt, f"{answer}{END}"
            ids = [index for part in parts for index in tokenizer.encode(part).ids]
            if ids != tokenizer.encode("".join(parts)).ids:
                different.append("".join(parts))
    return different


def shipped() -> dict[str, str]:
    """Return what the adapter that ships says about itself."""
    fields = GGUFReader(SHIPPED).fields
    return {
        name: str(field.contents())
        for name, field in fields.items()
        if name.startswith(("adapter.", "general.", "llm_iot."))
    }


def exported(base: Base, model: torch.nn.Module) -> dict[str, list[int]]:
    """Return the names and shapes of an adapter's tensors."""
    add_lora(model, rank=4, alpha=8, seed=1)
    tensors = adapter_tensors(lora_state(model), base)
    return {name: list(tensor.shape) for name, tensor in tensors.items()}


def read_back(base: Base, model: torch.nn.Module) -> bool:
    """Return whether an adapter that is written and read again has the same weights.

    But for the rounding to 5 bits (A) and 8 bits (B) of the greatest one nearby.
    """
    state = {name: torch.randn(value.shape) for name, value in lora_state(model).items()}
    about = {"base_sha256": base.sha256, "alpha": "8", "rank": "4"}
    with TemporaryDirectory() as folder:
        learned, adapter = Path(folder, "learned"), Path(folder, "adapter")
        save_file({name: value.half() for name, value in state.items()}, learned, about)
        export(learned, base, adapter)
        again, alpha = load(adapter, base)
    same = all(
        again[name].shape == value.shape
        and (again[name] - value).abs().max()
        <= value.abs().max() / (16 if name.endswith("lora_a") else 127)
        for name, value in state.items()
    )
    return same and alpha == float(about["alpha"]) and again.keys() == state.keys()


def other_base(base: Base, model: torch.nn.Module) -> str:
    """Return what is said of an adapter of another base, and nothing if it is written."""
    about = {"base_sha256": "0", "alpha": "8", "rank": "4"}
    with TemporaryDirectory() as folder:
        learned = Path(folder, "learned")
        save_file(lora_state(model), learned, about)
        try:
            export(learned, base, Path(folder, "adapter"))
        except ValueError as err:
            return str(err)
    return ""


def rounded(base: Base, model: torch.nn.Module) -> dict[str, float]:
    """Return how far other weights of the base are from its file's, in steps between values.

    In multiples of what its format can hold; and whether the file's weights come back.
    """
    rounding = Rounding(model, base)
    name = "model.layers.3.self_attn.q_proj"  # one whose rows stand in another order in the file
    weight = model.get_submodule(name).base.weight
    stored, step = weight.clone(), base.rounding()[name]
    blocks = stored.view(*step.shape, BLOCK)
    values = (blocks - blocks.amin(-1, keepdim=True)) / step[..., None]
    rounding.draw_another()
    moved = (weight - stored).view_as(blocks) / step[..., None]
    rounding.restore()
    rounding.coarsen()
    as_llama_cpp = dequantize(quantize(stored.numpy(), Q4_0), Q4_0)
    differing = (weight - torch.from_numpy(as_llama_cpp)).abs() > 1e-3 * stored.abs().max()
    rounding.restore()
    return {
        "not_as_llama_cpp": float(differing.float().mean()),
        "between": float((values - values.round()).abs().max()),
        "values": float(values.max()),
        "most": float(moved.abs().max()),
        "mean": float(moved.abs().mean()),
        "restored": float((weight - stored).abs().max()),
    }


def drawn(base: Base, model: torch.nn.Module) -> dict[str, float]:
    """Return in which part of the draws the weights are the file's, and are rounded coarsely."""
    rounding = Rounding(model, base)
    done: Counter[str] = Counter()
    with ExitStack() as replaced:
        for name in ("restore", "draw_another", "coarsen"):
            count = partial(done.update, [name])
            replaced.enter_context(patch.object(rounding, name, count))
        for _ in range(DRAWS):
            rounding.draw()
    return {name: number / DRAWS for name, number in done.items()}


def cut_down() -> dict[int, float]:
    """Return by rank how much of what a layer of rank 4 has learned is lost when it is cut."""
    torch.manual_seed(1)
    lora_a, lora_b = torch.randn(4, 30), torch.randn(20, 4)
    learned = lora_b @ lora_a
    lost = {}
    for rank in (4, 3, 1):
        less_a, less_b = cut(lora_a, lora_b, rank)
        if (less_a.shape, less_b.shape) == ((rank, 30), (20, rank)):
            lost[rank] = float((learned - less_b @ less_a).norm() / learned.norm())
    values = torch.linalg.svdvals(learned)
    lost[0] = float(values[1:].norm() / learned.norm())  # what the nearest of rank 1 loses
    return lost


if __name__ == "__main__":
    sys.exit(main())
