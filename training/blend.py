"""Two adapters of one base, mixed: what was learned last is not to cost what was known before.

A training that goes on from an earlier adapter forgets a little of what it sees less of. Between
the two there is an adapter that knows most of both. Run in the training environment:
`python -m training.blend --gguf BASE --earlier GGUF --later SAFETENSORS --share 0.6 --out FOLDER`.
"""

import argparse
from pathlib import Path
import sys

from safetensors import safe_open
from safetensors.torch import save_file

from .base import Base
from .export import export, load


def main() -> int:
    """Mix as the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m training.blend", description=__doc__)
    parser.add_argument("--gguf", type=Path, required=True, help="the base model")
    parser.add_argument("--earlier", type=Path, required=True, help="the adapter it began with")
    parser.add_argument("--later", type=Path, required=True, help="the adapter.safetensors of it")
    parser.add_argument("--share", type=float, required=True, help="of the later one, 0 to 1")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into")
    given = parser.parse_args()
    base = Base(given.gguf)
    earlier, alpha = load(given.earlier, base)
    with safe_open(given.later, framework="pt") as file:
        about = dict(file.metadata())
        later = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118  # no mapping
    if float(about["alpha"]) != alpha:
        raise ValueError("These adapters have another factor")
    mixed = {
        name: (earlier[name] * (1 - given.share) + value * given.share).half().contiguous()
        for name, value in later.items()
    }
    given.out.mkdir(parents=True, exist_ok=True)
    about["share"] = f"{given.share:g}"
    save_file(mixed, given.out / "adapter.safetensors", about)
    export(given.out / "adapter.safetensors", base, given.out / "adapter.gguf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
