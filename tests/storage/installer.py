"""A program in an environment without Chroma, which gets it as Home Assistant gets packages.

It is started with the Python of that environment and the address of a server, and prints what
it could not import before and how many vectors it has kept there then.
"""

import asyncio
from importlib.util import find_spec
import json
from pathlib import Path
import sys
from tempfile import TemporaryDirectory

from homeassistant.core import HomeAssistant

from custom_components.llm_iot.storage.base import Entry
from custom_components.llm_iot.storage.choice import async_get_package
from custom_components.llm_iot.storage.chroma import ChromaPlace
from custom_components.llm_iot.storage.chroma_store import ChromaStore

REACH_TIMEOUT = 60


async def _async_use(folder: Path, place: ChromaPlace) -> dict[str, bool | int]:
    was_there = find_spec("chromadb") is not None
    hass = HomeAssistant(str(folder))
    await async_get_package(hass, place)
    store = ChromaStore(folder / "store.db", hass.async_add_executor_job, place)
    await store.async_open()
    await asyncio.wait_for(store.reached.wait(), REACH_TIMEOUT)
    await store.async_put("notes", [Entry("a", "turn on the light")])
    await store.async_add_vectors("notes", "m", {"a": [1.0, 0.0]})
    kept = (await store.async_figures()).vectors["m"]
    await store.async_leave()
    await store.async_close()
    await hass.async_stop(force=True)
    return {"was there": was_there, "kept": kept}


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        found = asyncio.run(_async_use(Path(name), ChromaPlace(url=sys.argv[1])))
    sys.stdout.write(json.dumps(found))
