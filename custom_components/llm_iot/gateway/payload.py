"""Payloads from the network: bounded and strict JSON, before anything looks at them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

import orjson

MAX_SIZE: Final = 65536
"""Bytes of the longest payload that is looked at."""
MAX_DEPTH: Final = 5
"""Levels of objects and lists in each other; no message of the contract needs three."""


class Flaw(StrEnum):
    """Why a message was dropped: counted by these names, logged once for each."""

    TOPIC = "a topic that no device can have"
    TOO_LARGE = "a payload over 64 KiB"
    NOT_JSON = "a payload that is not a JSON object"
    TOO_DEEP = "a payload nested too deeply"
    WRONG_TYPE = "a value of the wrong type"
    OUT_OF_RANGE = "a value out of its range"
    AVAILABILITY = "an availability other than online and offline"
    TOO_MANY = "more devices than a gateway takes"


class PayloadError(ValueError):
    """A payload cannot be used."""

    def __init__(self, flaw: Flaw) -> None:
        """Keep what is wrong with it."""
        super().__init__(flaw)
        self.flaw = flaw


def read_object(payload: bytes) -> dict[str, Any]:
    """Return the JSON object of a payload. Raises PayloadError if it holds none.

    The parser takes UTF-8 only, and no number that is not finite.
    """
    if len(payload) > MAX_SIZE:
        raise PayloadError(Flaw.TOO_LARGE)
    try:
        value = orjson.loads(payload)
    except orjson.JSONDecodeError as err:
        raise PayloadError(Flaw.NOT_JSON) from err
    if not isinstance(value, dict):
        raise PayloadError(Flaw.NOT_JSON)
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        level = [child for each in level for child in _children(each)]
        if not level:
            return value
    raise PayloadError(Flaw.TOO_DEEP)


def _children(value: Any) -> Iterable[Any]:
    """Return what an object or a list holds."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
