"""Where a house is set up: a folder that is kept for the next run, or a temporary one."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
import fcntl
import hashlib
import json
from pathlib import Path
import shutil
from typing import IO

from dev import bootstrap
from dev.boards import PORTS
from dev.bootstrap import ROOT
from dev.installation import Installation


@dataclass(frozen=True, slots=True)
class Site:
    """The configuration folder of a Home Assistant, with a finished house in it or none."""

    folder: Path
    held: tuple[int, ...] = ()
    """The file descriptor that locks it, if one does."""

    @property
    def _marker(self) -> Path:
        """Return the file that is written last and removed first; it tells what was set up."""
        return self.folder / ".complete"

    def installation(self) -> Installation | None:
        """Return what was set up here, None if that was never finished."""
        try:
            return Installation(**json.loads(self._marker.read_text(encoding="utf-8")))
        except OSError, TypeError, ValueError:
            return None

    def complete(self, installation: Installation) -> None:
        """Have the house count as finished."""
        self._marker.touch(mode=0o600)  # there will be a password in it
        self._marker.write_text(json.dumps(asdict(installation)), encoding="utf-8")

    def clear(self) -> None:
        """Throw away what is here; an interruption leaves nothing that counts as finished."""
        self._marker.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            shutil.rmtree(self.folder)
        self.folder.mkdir(mode=0o700, parents=True)


@contextmanager
def kept_site(key: str) -> Iterator[Site | None]:
    """Lend the site of a fingerprint, or None while somebody else has it.

    The lock is that of the open file, not of this process: a Home Assistant that inherits the
    file holds it even if it outlives us.
    """
    name = f"demo-house-{key}"
    bootstrap.CACHE.mkdir(parents=True, exist_ok=True)
    with (bootstrap.CACHE / f".{name}.lock").open("w") as file:
        yield Site(bootstrap.CACHE / name, (file.fileno(),)) if lock(file) else None


def lock(file: IO[str]) -> bool:
    """Lock a file for as long as it is open; return False if somebody else has locked it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def fingerprint(programs: Mapping[str, Path], models: Mapping[str, str]) -> str:
    """Return a digest of all that a house is set up with: boards, models by digest, code.

    A house is kept for as long as it stays the same. The component is not part of it, save for
    the forms that the set-up fills in: a real installation takes an update, too.
    """
    boards = [(name, PORTS[name], program.parent.name) for name, program in programs.items()]
    digest = hashlib.sha256(repr((sorted(boards), sorted(models.items()))).encode())
    for source in sources():
        digest.update(f"{source.relative_to(ROOT)}\n".encode() + source.read_bytes())
    return digest.hexdigest()[:12]


def sources() -> Iterable[Path]:
    """Return the files that decide what a new house is like."""
    component = ROOT / "custom_components" / "llm_iot"
    return (
        ROOT / "dev" / "requirements" / "main.txt",  # pins Home Assistant
        *(ROOT / "dev" / f"{name}.py" for name in ("homeassistant", "installation", "site")),
        component / "config_flow.py",
        component / "const.py",
        *sorted((component / "flows").glob("*.py")),
    )
