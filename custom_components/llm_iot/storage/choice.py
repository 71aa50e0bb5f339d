"""Which store an entry has: made from its options, with what is installed on demand."""

from collections.abc import Mapping
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
import shutil
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.requirements import async_process_requirements

from ..const import (
    CONF_STORE,
    CONF_STORE_HEADER,
    CONF_STORE_URL,
    CONF_STORE_VERIFY,
    DOMAIN,
    STORE_EMBEDDED,
    STORE_SERVER,
)
from .chroma import ChromaPlace, ChromaVectors
from .chroma_damage import aside_of
from .chroma_store import ChromaStore
from .moving import MovingStore
from .salvage import Damage
from .sqlite import SqliteStore, remove_files

VERSION: Final = "1.5.9"
DAMAGED: Final = "store_damaged"
"""The file was damaged; what could be read of it is in a new one."""
VECTORS_DAMAGED: Final = "vectors_damaged"
"""The folder of an embedded Chroma was damaged; its vectors are made anew."""


def make_store(hass: HomeAssistant, entry: ConfigEntry) -> MovingStore:
    """Return the store of an entry; nothing is opened or installed yet."""
    path = store_path(hass, entry.entry_id)

    def on_damage(damage: Damage) -> None:
        hass.loop.call_soon_threadsafe(partial(_tell, hass, entry, damage))

    def make(place: ChromaPlace | None) -> SqliteStore:
        if place is None:
            return SqliteStore(path, hass.async_add_executor_job, on_damage)
        return ChromaStore(
            path,
            hass.async_add_executor_job,
            place,
            prepare=partial(async_get_package, hass, place),
            on_damage=on_damage,
        )

    return MovingStore(make, place_of(hass, entry.entry_id, entry.options))


def place_of(hass: HomeAssistant, entry_id: str, options: Mapping[str, Any]) -> ChromaPlace | None:
    """Return the Chroma that options name; None is the file, which `auto` means, too."""
    match options.get(CONF_STORE):
        case str(kind) if kind == STORE_EMBEDDED:
            return ChromaPlace(folder=str(chroma_folder(hass, entry_id)))
        case str(kind) if kind == STORE_SERVER:
            name, _, value = options.get(CONF_STORE_HEADER, "").partition(":")
            return ChromaPlace(
                url=options[CONF_STORE_URL],
                headers={name.strip(): value.strip()} if name else {},
                verify=options.get(CONF_STORE_VERIFY, True),
            )
    return None


async def async_get_package(hass: HomeAssistant, place: ChromaPlace) -> None:
    """Install what a place needs, unless it is there. Raises RequirementsNotFound.

    For a server its small client is enough, which can be installed everywhere.
    """
    installed = await hass.async_add_executor_job(_installed)
    if "chromadb" in installed or (place.url and installed):
        return
    package = "chromadb-client" if place.url else "chromadb"
    await async_process_requirements(hass, DOMAIN, [f"{package}=={VERSION}"], is_built_in=False)


async def async_try(hass: HomeAssistant, place: ChromaPlace) -> None:
    """Ask a Chroma for a sign of life; raises whatever the package raises."""
    chroma = ChromaVectors(place)

    def ask() -> None:
        try:
            chroma.connect("")
        finally:
            chroma.close()

    await hass.async_add_executor_job(ask)


def store_path(hass: HomeAssistant, entry_id: str) -> Path:
    """Return the file of an entry's store: in the folder that backups include."""
    return Path(hass.config.path(".storage", f"{DOMAIN}.{entry_id}.db"))


def chroma_folder(hass: HomeAssistant, entry_id: str) -> Path:
    """Return the folder of an entry's embedded Chroma, beside its file."""
    return store_path(hass, entry_id).with_suffix(".chroma")


def remove_store(hass: HomeAssistant, entry_id: str) -> None:
    """Remove all that a closed store has on this machine; blocking."""
    folder = chroma_folder(hass, entry_id)
    for each in (folder, aside_of(folder)):
        shutil.rmtree(each, ignore_errors=True)
    remove_files(store_path(hass, entry_id))


def _installed() -> set[str]:
    """Return which of the packages are installed."""
    found = set()
    for package in ("chromadb", "chromadb-client"):
        try:
            version(package)
        except PackageNotFoundError:
            continue
        found.add(package)
    return found


def _tell(hass: HomeAssistant, entry: ConfigEntry, damage: Damage) -> None:
    """Raise the issue about a damaged file or folder; it stays until the person has read it."""
    key = VECTORS_DAMAGED if damage.in_chroma else DAMAGED
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{key}_{entry.entry_id}",
        is_fixable=True,
        is_persistent=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=key,
        translation_placeholders={"file": damage.aside.name, "entries": str(damage.entries)},
    )
