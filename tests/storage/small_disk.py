"""A program that fills a disk of its own, which is small, and goes on when there is room again.

It is started by `run` in a namespace in which it may mount that disk, and prints what it saw.
"""

import asyncio
import json
from pathlib import Path
import subprocess
import sys
from typing import Any

from custom_components.llm_iot.errors import StorageError
from custom_components.llm_iot.storage.base import Entry, Question
from custom_components.llm_iot.storage.sqlite import SqliteStore

SIZE = "3m"
BALLAST = 1_000_000
"""Bytes that something else takes, and gives back."""
TIMEOUT = 120


def run(folder: Path) -> dict[str, Any]:
    """Run the program on a disk that is mounted at a folder; return what it saw."""
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", sys.executable, "-m", __name__, str(folder)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=TIMEOUT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


async def _at_once(work: Any, *args: object) -> Any:
    return work(*args)


async def _async_keys(store: SqliteStore) -> list[str]:
    return [each.key for each in await store.async_all("notes")]


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def _async_fill(folder: Path) -> dict[str, Any]:
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(BALLAST))
    path = folder / "store.db"
    store = SqliteStore(path, _at_once)
    await store.async_open()
    kept: list[str] = []
    refused = ""
    while not refused:
        key = str(len(kept))
        try:
            await store.async_put("notes", [Entry(key, f"note number {key}", "x" * 5000)])
            kept.append(key)
        except StorageError as err:
            refused = str(err.translation_placeholders)
    full = await _async_keys(store)
    hits = await store.async_search("notes", Question("note number 7"), 1)
    ballast.unlink()
    await store.async_put("notes", [Entry("after", "there is room again")])
    await store.async_close()
    await store.async_open()
    after = await _async_keys(store)
    await store.async_close()
    return {
        "acknowledged": kept,
        "refused": refused,
        "while full": full,
        "found": [hit.entry.key for hit in hits],
        "after": after,
        "files": _names(folder),
    }


if __name__ == "__main__":
    disk = Path(sys.argv[1])
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "disk", str(disk)], check=True)
    sys.stdout.write(json.dumps(asyncio.run(_async_fill(disk))))
