"""The command line of the trainer, in the environment that has torch: learns and exports."""

import argparse
from pathlib import Path
import shlex
import sys

from .base import Base
from .export import export
from .stream import Source
from .trainer import Settings, Trainer


def main() -> int:
    """Train as the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--gguf", type=Path, required=True, help="the base model")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into")
    parser.add_argument("--generator", required=True, help="command that writes rows")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=Settings.seconds)
    parser.add_argument("--commands", type=int)
    parser.add_argument("--rank", type=int, default=Settings.rank)
    parser.add_argument("--alpha", type=float, default=Settings.alpha)
    parser.add_argument("--learning-rate", type=float, default=Settings.learning_rate)
    parser.add_argument("--warm-up", type=int, default=Settings.warm_up)
    parser.add_argument("--rows", type=int, default=Settings.rows)
    parser.add_argument("--workers", type=int, default=Settings.workers)
    parser.add_argument("--measured", type=int, default=Settings.measured)
    parser.add_argument("--measure-every", type=float, default=Settings.measure_every)
    parser.add_argument("--begin-with", type=Path, help="an adapter to go on from")
    parser.add_argument("--rounded-every", type=int, default=Settings.rounded_every)
    parser.add_argument("--commit", default=Settings.commit)
    parser.add_argument("--dtype", choices=("float32", "bfloat16"))
    given = vars(parser.parse_args())
    command = shlex.split(given.pop("generator"))
    seed = given.pop("seed")
    settings = Settings(
        source=Source(command, seed),
        validation=Source([*command, "--validation"], seed),
        **given,
    )
    Trainer(settings).run()
    export(settings.out / "adapter.safetensors", Base(settings.gguf), settings.out / "adapter.gguf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
