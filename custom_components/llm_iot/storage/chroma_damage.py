"""What is done with the damaged folder of an embedded Chroma: it is kept aside for a new one."""

from contextlib import closing
from pathlib import Path
import re
import shutil
import sqlite3
from typing import Final

from .salvage import is_damage

_DATABASE: Final = "chroma.sqlite3"
_SQLITE_CODE: Final = re.compile(r"\(code: (\d+)\)")
_SYSTEM_ERROR: Final = "os error"
"""Stands in what the package says if the system refused: no such right, no room."""


class LostVectorsError(Exception):
    """A collection does not find vectors that it knows."""


def is_chroma_damage(err: Exception) -> bool:
    """Return whether an error of the package means that its folder is damaged.

    The package has one error for all that goes wrong inside, and tells in words what it was.
    """
    if isinstance(err, LostVectorsError):
        return True
    if isinstance(err, sqlite3.DatabaseError):
        return is_damage(err)
    from chromadb.errors import InternalError  # noqa: PLC0415  # the package need not be there

    if not isinstance(err, InternalError) or _SYSTEM_ERROR in str(err):
        return False
    code = _SQLITE_CODE.search(str(err))
    damaged = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
    return code is None or int(code.group(1)) & 0xFF in damaged


def look_through(folder: Path) -> None:
    """Look through the database of a folder, if there is one. Raises sqlite3.DatabaseError."""
    file = folder / _DATABASE
    if not file.exists():
        return
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def aside_of(folder: Path) -> Path:
    """Return where a damaged folder is kept."""
    return folder.with_name(f"{folder.name}.damaged")


def set_aside(folder: Path) -> Path:
    """Move a damaged folder away, in place of one of an earlier damage; return where it is."""
    aside = aside_of(folder)
    shutil.rmtree(aside, ignore_errors=True)
    folder.rename(aside)
    return aside
