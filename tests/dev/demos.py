"""Runs demos as a person does, with a cache of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
import re
import subprocess
import sys

from dev.bootstrap import CACHE, ROOT
from dev.broker import ensure_mosquitto
from dev.demo import NAMES
from dev.esphome import ensure_programs
from dev.ollama import ensure_binary
from dev.paper import COMMANDS
from dev.wire import ensure_contracts

DEMO = [sys.executable, "-m", "dev.demo"]
"""What scripts/demo runs: the script itself would install anew what is not in its cache."""
SETTING_UP = "Setting up Home Assistant"
STATE = re.compile(r"(light|fan|TV) (on|off) (right|WRONG)")


def link_cache(folder: Path) -> Path:
    """Fill a cache with links to everything that the set-up has got already, without houses."""
    ensure_programs()
    ensure_binary()
    ensure_mosquitto()
    ensure_contracts()
    (CACHE / "ollama-models").mkdir(exist_ok=True)
    cache = folder / "llm_iot"
    cache.mkdir()
    for entry in CACHE.glob("[!.]*"):
        if not entry.name.startswith("demo-house"):
            (cache / entry.name).symlink_to(entry)
    return cache


def houses(cache: Path) -> list[Path]:
    """Return the markers of the finished houses in a cache."""
    return list(cache.glob("demo-house-*/.complete"))


@contextmanager
def running_demo(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run a demo in a terminal session of its own."""
    with subprocess.Popen(
        [*DEMO, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        yield process
        process.kill()


def said_by_demo(*arguments: str) -> str:
    """Return what a demo says; every relay must be where the paper wants it."""
    with running_demo("--once", *arguments) as demo:
        said, _ = demo.communicate()
    states = [(name, state == "on", mark) for name, state, mark in STATE.findall(said)]
    wanted = [
        (NAMES[name], on, "right") for command in COMMANDS for name, on in command.wanted.items()
    ]
    assert states == wanted, said
    assert "9 of 9 states are right." in said
    assert all(f'"{command.text}"' in said for command in COMMANDS)
    assert "Traceback" not in said
    assert demo.returncode == 0, said
    return said


def read_until(process: subprocess.Popen[str], text: str) -> str:
    """Return what a demo writes until a line with the text."""
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if text in line:
            return said
    raise AssertionError(said)
