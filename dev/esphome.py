"""ESPHome in an environment of its own, and the virtual boards it compiles."""

import hashlib
import os
from pathlib import Path
import shutil
import subprocess
import sys

from dev.bootstrap import (
    REQUIREMENTS,
    ROOT,
    SetupError,
    entry,
    find_uv,
    megabytes,
    run,
    say,
    watched,
)

LOCK_FILE = REQUIREMENTS / "esphome.txt"
SOURCES = ROOT / "esphome"
NAMES = ("light", "fan", "tv")


def ensure_esphome() -> Path:
    """Return the bin folder of ESPHome's environment, installed first if it is not there.

    Home Assistant's environment cannot hold it: each pins another aioesphomeapi.
    """
    what = "Installing ESPHome"

    def build(folder: Path) -> None:
        uv = find_uv()
        run(uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, folder)
        inside = folder / "bin" / "python"
        command = (uv, "pip", "install", "--require-hashes", "--python", inside)
        watched(what, *command, "-r", LOCK_FILE, far=lambda _: f"{megabytes(folder)} so far")

    digest = hashlib.sha256(LOCK_FILE.read_bytes() + sys.base_prefix.encode()).hexdigest()[:12]
    return entry(f"esphome-{digest}", what, build) / "bin"


def ensure_programs() -> dict[str, Path]:
    """Return the virtual boards' programs by name, compiled first if they are not there."""
    digest = hashlib.sha256(LOCK_FILE.read_bytes() + compiler_version().encode())
    for source in sorted(board_sources()):
        digest.update(f"{source.relative_to(SOURCES)}\n".encode() + source.read_bytes())
    name = f"boards-{digest.hexdigest()[:12]}"
    folder = entry(name, "Compiling the virtual boards", compile_boards)
    return {name: folder / name for name in NAMES}


def board_sources() -> list[Path]:
    """Return the files the virtual boards are compiled from."""
    return [*SOURCES.glob("packages/*.yaml"), *SOURCES.glob("virtual/*.yaml")]


def compiler_version() -> str:
    """Return what the C++ compiler says it is."""
    compiler = shutil.which(os.environ.get("CXX", "g++"))
    if compiler is None:
        raise SetupError(
            "The virtual boards need a C++ compiler: please install g++ and try again."
        )
    return run(compiler, "--version")


def compile_boards(folder: Path) -> None:
    """Compile the virtual boards from a copy of their files; keep only the programs."""
    esphome = ensure_esphome() / "esphome"
    work = folder / "work"
    for source in board_sources():
        copy = work / source.relative_to(SOURCES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, copy)
    data = work / "data"
    environment = {**os.environ, "ESPHOME_DATA_DIR": str(data)}
    for number, name in enumerate(NAMES, start=1):
        say(f"  {name} ({number} of {len(NAMES)})")
        log = folder / f"{name}.log"
        with log.open("w", encoding="utf-8") as file:
            command = (esphome, "compile", work / "virtual" / f"{name}.yaml")
            done = subprocess.run(
                command, env=environment, stdout=file, stderr=subprocess.STDOUT, check=False
            )
        program = data / "build" / f"virtual-{name}" / ".pioenvs" / f"virtual-{name}" / "program"
        if done.returncode or not program.is_file():
            raise SetupError(f"The virtual {name} board did not compile: the reason is in {log}.")
        shutil.move(program, folder / name)
    shutil.rmtree(work)
