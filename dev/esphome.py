"""ESPHome in an environment of its own, and the virtual boards it compiles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import hashlib
import os
from pathlib import Path
import re
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
INCLUDE = re.compile(r"!include \.\./(packages/\S+)")


@dataclass(frozen=True, slots=True)
class Build:
    """A virtual board to compile: its file in virtual/, and what is substituted in it."""

    source: str
    substitutions: Mapping[str, str] = field(default_factory=dict)


HOUSE = {name: Build(name) for name in ("light", "fan", "tv")}
"""The boards of the development house."""
SHORT = {
    "short_light": Build(
        "light",
        {
            "port": "17071",
            "max_on_time": "2s",
            "offline_grace": "1s",
            "restore_mode": "RESTORE_DEFAULT_OFF",
        },
    ),
    "short_fan": Build("fan", {"port": "17072", "max_on_time": "2s", "offline_grace": "1s"}),
    "short_heater": Build(
        "heater",
        {"port": "17074", "max_on_time": "2s", "offline_grace": "1s", "min_off_time": "1s"},
    ),
}
"""The same boards with hours made seconds, for the tests of what happens after hours."""


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


def ensure_programs(builds: Mapping[str, Build] = HOUSE) -> dict[str, Path]:
    """Return virtual boards' programs by name, compiled first if they are not there."""
    digest = hashlib.sha256(LOCK_FILE.read_bytes() + compiler_version().encode())
    for source in board_sources(builds):
        digest.update(f"{source.relative_to(SOURCES)}\n".encode() + source.read_bytes())
    digest.update(repr(builds).encode())
    name = f"boards-{digest.hexdigest()[:12]}"
    folder = entry(
        name, "Compiling the virtual boards", lambda folder: compile_boards(folder, builds)
    )
    return {name: folder / name for name in builds}


def board_sources(builds: Mapping[str, Build]) -> list[Path]:
    """Return the files that virtual boards are compiled from."""
    files = {SOURCES / "virtual" / f"{build.source}.yaml" for build in builds.values()}
    texts = [file.read_text(encoding="utf-8") for file in files]
    return sorted(files | {SOURCES / name for text in texts for name in INCLUDE.findall(text)})


def compiler_version() -> str:
    """Return what the C++ compiler says it is."""
    compiler = shutil.which(os.environ.get("CXX", "g++"))
    if compiler is None:
        raise SetupError(
            "The virtual boards need a C++ compiler: please install g++ and try again."
        )
    return run(compiler, "--version")


def compile_boards(folder: Path, builds: Mapping[str, Build] = HOUSE) -> None:
    """Compile virtual boards from a copy of their files; keep only the programs."""
    esphome = ensure_esphome() / "esphome"
    work = folder / "work"
    for file in board_sources(builds):
        copy = work / file.relative_to(SOURCES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copy)
    data = work / "data"
    environment = {**os.environ, "ESPHOME_DATA_DIR": str(data)}
    for number, (name, build) in enumerate(builds.items(), start=1):
        say(f"  {name.replace('_', ' ')} ({number} of {len(builds)})")
        log = folder / f"{name}.log"
        options = [word for pair in build.substitutions.items() for word in ("-s", *pair)]
        with log.open("w", encoding="utf-8") as output:
            source = work / "virtual" / f"{build.source}.yaml"
            command: list[str | Path] = [esphome, *options, "compile", source]
            done = subprocess.run(
                command, env=environment, stdout=output, stderr=subprocess.STDOUT, check=False
            )
        board = f"virtual-{build.source}"
        program = data / "build" / board / ".pioenvs" / board / "program"
        if done.returncode or not program.is_file():
            raise SetupError(f"The virtual {name} board did not compile: the reason is in {log}.")
        shutil.move(program, folder / name)
    shutil.rmtree(work)
