"""Sentences that are measured with, or tested with: training must not know them."""

import ast
from collections.abc import Iterator
from functools import cache
import json
from pathlib import Path
from typing import Any, Final

from custom_components.llm_iot.words import tokens

_ROOT: Final = Path(__file__).parents[2]
_MEASURED: Final = ("benchmarks", "dev", "tests")


@cache
def excluded() -> frozenset[str]:
    """Return the sentences of benchmarks and tests as their words.

    Empty where the repository's other folders are not there.
    """
    return frozenset(
        " ".join(words)
        for folder in _MEASURED
        for text in _texts(_ROOT / folder)
        if (words := tokens(text))
    )


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.json")):
        yield from _strings(json.loads(path.read_text(encoding="utf-8")))
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def _strings(data: Any) -> Iterator[str]:
    """Yield every string of some JSON."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
