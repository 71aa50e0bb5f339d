"""The Python environment that has torch, apart from Home Assistant's."""

import hashlib
from pathlib import Path
import sys

from dev.bootstrap import REQUIREMENTS, entry, find_uv, megabytes, run, watched

LOCK_FILE = REQUIREMENTS / "training.txt"


def ensure_trainer() -> Path:
    """Return the Python of the training environment, installed first if it is not there.

    The package index has torch for Linux only with what a GPU needs: one environment serves
    both, and takes 5 GB.
    """
    what = "Installing torch (5 GB)"

    def build(folder: Path) -> None:
        uv = find_uv()
        run(uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, folder)
        inside = folder / "bin" / "python"
        command = (uv, "pip", "install", "--require-hashes", "--python", inside)
        watched(what, *command, "-r", LOCK_FILE, far=lambda _: f"{megabytes(folder)} so far")

    digest = hashlib.sha256(LOCK_FILE.read_bytes() + sys.base_prefix.encode()).hexdigest()[:12]
    return entry(f"training-{digest}", what, build) / "bin" / "python"
