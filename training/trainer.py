"""Training: adapters of a frozen model learn to write plans, within a number of minutes.

Run as `python -m training`. What it leaves in its folder:
`adapter.safetensors` (what was learned), `checkpoint.pt` (to go on after an interruption) and
`log.jsonl` (a line for every report and every measurement).
"""

from dataclasses import asdict, dataclass
import hashlib
import json
from pathlib import Path
import sys
import time
from typing import Any

from safetensors.torch import load_file, save_file
import torch
from torch.nn.functional import cross_entropy
from torch.nn.utils import clip_grad_norm_
from transformers import PreTrainedModel

from .base import Base
from .export import GGUF, load
from .lora import add_lora, load_lora, lora_parameters, lora_state
from .measure import answer_logits, score
from .packing import Batch
from .rounding import Rounding
from .stream import Batches, Source, loader, some

REPORT_EVERY = 10
"""Seconds between two lines of progress."""
_MAX_NORM = 1.0


@dataclass(frozen=True)
class Settings:
    """What is trained and how; written into the adapter."""

    gguf: Path
    out: Path
    source: Source
    validation: Source
    seconds: float = 3600
    """Time to train for, start and measurements left out."""
    commands: int | None = None
    """Most commands to train on, besides the time."""
    rank: int = 16
    alpha: float = 32
    learning_rate: float = 8e-4
    warm_up: int = 30
    """Steps until the whole learning rate."""
    rows: int = 4
    """Rows a step; each holds about seven commands."""
    workers: int = 1
    """Generators beside the training."""
    measured: int = 500
    """Commands of a measurement."""
    measure_every: float = 600
    """Seconds between two measurements; checkpoints are made with them."""
    commit: str = "unknown"
    """Of the code that generates and trains."""
    begin_with: Path | None = None
    """What an earlier training learned, a GGUF adapter or `adapter.safetensors`; None begins
    with nothing."""
    rounded_every: int = 100
    """Steps until the base has other weights, see `rounding.py`; 0 leaves those of the file."""
    dtype: str | None = None
    """float32 or bfloat16; what is faster here if not given."""


@dataclass
class Progress:
    """How far the training is; survives an interruption."""

    step: int = 0
    commands: int = 0
    tokens: int = 0
    rows: int = 0
    seconds: float = 0
    """Spent on training."""

    def share(self, settings: Settings) -> float:
        """Return how much of the training is over, 0 to 1."""
        by_count = self.commands / settings.commands if settings.commands else 0
        return min(1.0, max(self.seconds / settings.seconds, by_count))


class Trainer:
    """One training, from the beginning or from where another one stopped."""

    def __init__(self, settings: Settings) -> None:
        """Load the base and what an interrupted training left."""
        torch.manual_seed(settings.source.seed)
        self.settings = settings
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.progress = Progress()
        settings.out.mkdir(parents=True, exist_ok=True)
        self._base = Base(settings.gguf)
        tokenizer = self._base.tokenizer()
        self._tokenizer = settings.out / "tokenizer.json"
        tokenizer.save(str(self._tokenizer))
        saved = self._saved()
        if saved:
            self.progress = Progress(**saved["progress"])
        # The generators begin now, since they take some seconds until their first row.
        batches = Batches(settings.source, self._tokenizer, settings.rows, self.progress.rows)
        self._stream = loader(batches, settings.workers)
        self._validation = some(settings.validation, tokenizer, settings.measured, 32)
        self.dtype = self._choose_dtype()
        self.model = self._fresh_model(self.dtype)
        self._rounding = Rounding(self.model, self._base)
        trained = [parameter for _, parameter in lora_parameters(self.model)]
        self.optimizer = torch.optim.AdamW(trained, lr=settings.learning_rate, weight_decay=0.0)
        if saved:
            load_lora(self.model, saved["lora"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self._say(f"Going on after {self.progress.commands:,} commands")
        elif settings.begin_with:
            load_lora(self.model, self._learned(settings.begin_with))

    def _learned(self, adapter: Path) -> dict[str, torch.Tensor]:
        """Return the weights of an adapter. Raises ValueError for one with another factor."""
        if adapter.suffix != GGUF:
            return load_file(adapter)
        state, alpha = load(adapter, self._base)
        if alpha != self.settings.alpha:
            raise ValueError(f"{adapter.name} was trained with alpha {alpha:g}")
        return state

    def run(self) -> float:
        """Train until the time or the commands are used up; return the part answered right.

        An interruption leaves what was learned until then.
        """
        try:
            self._train(next(self._stream))
        except KeyboardInterrupt:
            self._say("Interrupted")
        self.save()
        return self._measure()

    def _train(self, batch: Batch) -> None:
        """Take steps, and tell how it goes."""
        begun = last = time.monotonic()
        measured = reported = last
        spent = self.progress.seconds
        tokens, losses = 0, []
        while (share := self.progress.share(self.settings)) < 1:
            losses.append(self._step(batch, share))
            tokens += batch.size
            now = time.monotonic()
            self.progress.seconds = spent + now - begun
            if now - reported >= REPORT_EVERY:
                loss = torch.stack(losses).mean().item()
                self._report(loss, tokens / (now - reported))
                reported, tokens, losses = now, 0, []
            if now - measured >= self.settings.measure_every:
                self._measure()
                self.save()
                pause = time.monotonic() - now
                begun, reported, measured = begun + pause, reported + pause, now + pause
            batch = next(self._stream)

    def _step(self, batch: Batch, share: float) -> torch.Tensor:
        """Learn from a batch; return the loss."""
        every = self.settings.rounded_every
        if every and self.progress.step % every == 0:
            self._rounding.draw()
        warm = min(1.0, (self.progress.step + 1) / self.settings.warm_up)
        for group in self.optimizer.param_groups:
            group["lr"] = self.settings.learning_rate * warm * (1 - share)
        loss = self._loss(self.model, batch)
        loss.backward()
        clip_grad_norm_([each for _, each in lora_parameters(self.model)], _MAX_NORM)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.progress.step += 1
        self.progress.commands += batch.commands
        self.progress.tokens += batch.size
        self.progress.rows += len(batch.kinds)
        return loss.detach()

    def _loss(self, model: PreTrainedModel, batch: Batch) -> torch.Tensor:
        """Return the mean loss over the tokens of answers."""
        logits, targets = answer_logits(model, batch.to(self.device))
        return cross_entropy(logits.float(), targets)

    def _choose_dtype(self) -> torch.dtype:
        """Return the type of numbers that is asked for, else the one that is faster here."""
        if self.settings.dtype:
            found = getattr(torch, self.settings.dtype)
            if isinstance(found, torch.dtype):
                return found
        if self.device.type == "cuda":
            return torch.bfloat16
        # A whole step in bfloat16 takes minutes on a processor that has no instructions for it.
        times = {dtype: _time(dtype) for dtype in (torch.float32, torch.bfloat16)}
        said = ", ".join(f"{dtype} {taken * 1000:.1f} ms" for dtype, taken in times.items())
        self._say(f"Multiplying two matrices takes: {said}")
        return min(times, key=lambda dtype: times[dtype])

    def _fresh_model(self, dtype: torch.dtype) -> PreTrainedModel:
        """Return the base with adapters that know nothing."""
        model = self._base.model(dtype, self.device)
        add_lora(model, self.settings.rank, self.settings.alpha, self.settings.source.seed)
        return model

    def _measure(self) -> float:
        """Measure on homes and words that are not trained on; return the part right, 0 to 1."""
        begun = time.monotonic()
        self._rounding.restore()
        found = score(self.model, self._validation, self.device)
        self._log({"exact": round(found.share, 4), "by_kind": found.by_kind()})
        self._say(f"Right: {found.share:.1%} of {found.total.total()} commands never seen")
        self._say(f"  {found.by_kind()} in {time.monotonic() - begun:.0f} s")
        return found.share

    def _report(self, loss: float, speed: float) -> None:
        """Tell how far the training is."""
        share, spent = self.progress.share(self.settings), self.progress.seconds
        left = spent / share - spent
        self._log({"loss": round(loss, 4), "tokens_per_second": round(speed)})
        self._say(
            f"{share:4.0%}  {self.progress.commands:,} commands  loss {loss:.4f}  "
            f"{speed:,.0f} tokens/s  {left / 60:.1f} min left"
        )

    def _log(self, what: dict[str, Any]) -> None:
        with (self.settings.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({**asdict(self.progress), **what}) + "\n")

    @staticmethod
    def _say(text: str) -> None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    @property
    def _checkpoint(self) -> Path:
        return self.settings.out / "checkpoint.pt"

    def save(self) -> None:
        """Write what was learned, and what is needed to go on."""
        settings = self.settings
        state = lora_state(self.model)
        about = {
            "rank": settings.rank,
            "alpha": settings.alpha,
            "seed": settings.source.seed,
            "dtype": str(self.dtype),
            "base_sha256": self._base.sha256,
            "commit": settings.commit,
            "learning_rate": settings.learning_rate,
            "rounded_every": settings.rounded_every,
            "own_home": "--episodes" in settings.source.command,
            **_origin(settings.begin_with),
            **asdict(self.progress),
        }
        half = {name: value.half().contiguous() for name, value in state.items()}
        save_file(half, settings.out / "adapter.safetensors", {k: str(v) for k, v in about.items()})
        whole = {
            "lora": state,
            "optimizer": self.optimizer.state_dict(),
            "progress": asdict(self.progress),
        }
        unfinished = self._checkpoint.with_suffix(".part")
        torch.save(whole, unfinished)
        unfinished.replace(self._checkpoint)

    def _saved(self) -> dict[str, Any] | None:
        """Return what an interrupted training left."""
        if not self._checkpoint.is_file():
            return None
        found: dict[str, Any] = torch.load(self._checkpoint, weights_only=True, map_location="cpu")
        return found


def _origin(adapter: Path | None) -> dict[str, str]:
    """Return which adapter a training began with, as an entry of the metadata."""
    if adapter is None:
        return {}
    with adapter.open("rb") as file:
        return {"began_with_sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def _time(dtype: torch.dtype) -> float:
    """Return the seconds of a multiplication as large as those of the model."""
    tokens, weights = torch.ones(64, 576, dtype=dtype), torch.ones(576, 1536, dtype=dtype)
    taken = []
    for _ in range(5):
        begun = time.process_time()
        torch.matmul(tokens, weights)
        taken.append(time.process_time() - begun)
    return min(taken)
