"""What one home has taught its agent, mixed into what the generator makes.

The action `llm_iot.export_episodes` writes the file. It holds what people have said in their own
home, so it stays on the machine that trains: nothing here sends or prints it. A fifth of the
commands is held back from the training and is measured with.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import hashlib
import json
from pathlib import Path
from typing import Any, Final

SORT: Final = "own home"
"""What these commands are called in reports."""
FORMAT: Final = 1
_EVERY: Final = 16
"""One row of so many is of the home."""
_HELD_OUT: Final = 5
"""One command of so many is measured with, and never trained on."""
_IN_A_ROW: Final = 7


class EpisodesError(Exception):
    """A file of episodes that cannot be read; the message is one sentence for the person."""


@dataclass(frozen=True, slots=True)
class Said:
    """A command of the home, with the answer that it should have."""

    devices: str
    prompt: str
    answer: str

    @property
    def is_held_out(self) -> bool:
        """Return whether it is measured with; of the same words all are, or none."""
        words = self.prompt.strip().casefold().encode()
        return int.from_bytes(hashlib.sha256(words).digest()[:4]) % _HELD_OUT == 0


def load(path: Path, *, held_out: bool) -> list[Said]:
    """Return the commands of a file to measure with, or those to train on.

    Of the same words in the same home the last one counts. Raises EpisodesError.
    """
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise EpisodesError(f"{path} is of another version: please export it anew.")
        said = [Said(*(str(each[key]) for key in _KEYS)) for each in data["episodes"]]
    except OSError as err:
        raise EpisodesError(f"{path} cannot be read: {err.strerror}.") from err
    except (ValueError, KeyError, TypeError) as err:
        raise EpisodesError(f"{path} is no file of episodes: please export it anew.") from err
    last = {(each.devices, each.prompt): each for each in said}
    return [each for each in last.values() if each.is_held_out == held_out]


_KEYS: Final = ("devices", "prompt", "answer")


def as_lines(said: Sequence[Said]) -> list[str]:
    """Return rows as the trainer reads them: commands of one list of devices together."""
    by_list: defaultdict[str, list[list[str]]] = defaultdict(list)
    for each in said:
        by_list[each.devices].append([each.prompt, each.answer, SORT])
    return [
        json.dumps(
            {"devices": devices, "commands": commands[start : start + _IN_A_ROW]},
            ensure_ascii=False,
        )
        + "\n"
        for devices, commands in by_list.items()
        for start in range(0, len(commands), _IN_A_ROW)
    ]


def made_before(skip: int) -> int:
    """Return how many of the first mixed rows of a share the generator has made."""
    return skip - skip // _EVERY


def mixed(
    made: Iterator[str], own: Sequence[str], *, shard: int, shards: int, skip: int
) -> Iterator[str]:
    """Yield the rows of a share with those of the home among them, which come round again.

    `made` begins behind the `made_before(skip)` rows that were made before.
    """
    number = skip
    while True:
        turn, place = divmod(number, _EVERY)
        if place == _EVERY - 1:
            yield own[(turn * shards + shard) % len(own)]
        else:
            yield next(made)
        number += 1
