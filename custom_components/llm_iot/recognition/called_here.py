"""What a device is called in its own room, where nobody says the room."""

from ..models import Device
from .tokenizer import words_of


def is_called_here(device: Device, words: tuple[str, ...]) -> bool:
    """Return whether words are a name of a device apart from its room, which is known."""
    room = {word.removesuffix("s") for word in words_of(device.area or "")}

    def apart(name: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word for word in name if word.removesuffix("s") not in room) or name

    return any(apart(words) == apart(words_of(name)) for name in (device.name, *device.names))
