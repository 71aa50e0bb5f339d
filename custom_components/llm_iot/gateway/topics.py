"""The topics of the gateway: which there are, and which device one is about."""

from dataclasses import dataclass
from enum import StrEnum
import re
from typing import Final, Self
from uuid import uuid4

DEFAULT_BASE: Final = "home"
_LONGEST_BASE: Final = 128
_DEVICE_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", re.ASCII)
"""What ends up in unique ids and in topics: no separator, wildcard or control character."""
_LEVEL: Final = re.compile(r"[^\s/+#$\x00-\x1f\x7f-\x9f]+")


class Channel(StrEnum):
    """What a device publishes, by the last level of its topic.

    In the order in which retained messages are asked for: what a device is comes first.
    """

    CONFIG = "config"
    AVAILABILITY = "availability"
    STATUS = "status"


_CHANNELS: Final = frozenset(Channel)


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics below one base, such as `home` or `cottage/home`."""

    base: str = DEFAULT_BASE

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the topics below the base a person names. Raises ValueError if none can be."""
        base = text.strip().strip("/")
        if len(base.encode()) > _LONGEST_BASE or not all(
            _LEVEL.fullmatch(level) for level in base.split("/")
        ):
            raise ValueError("not a topic without wildcards")
        return cls(base)

    @property
    def filters(self) -> tuple[str, ...]:
        """Return what to subscribe to."""
        return tuple(f"{self.base}/+/{channel}" for channel in Channel)

    def command(self, device_id: str) -> str:
        """Return where a device takes its commands."""
        return f"{self.base}/{device_id}/command"

    @property
    def probe(self) -> str:
        """Return a command topic of a device that there is not, to test rights with."""
        return self.command(f"llm_iot-{uuid4().hex[:12]}")

    def read(self, topic: str) -> tuple[str, Channel] | None:
        """Return the device and what it publishes there; None if no device may be called so."""
        base, _, rest = topic.rpartition("/")
        base, _, device_id = base.rpartition("/")
        if base != self.base or rest not in _CHANNELS or not is_device_id(device_id):
            return None
        return device_id, Channel(rest)


def is_device_id(text: str) -> bool:
    """Return whether a device may be called so: 1 to 64 of letters, digits, `_`, `.` and `-`."""
    return _DEVICE_ID.fullmatch(text) is not None
