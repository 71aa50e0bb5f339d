"""Names of devices: plain ones, people's, products', foreign ones, and any two words."""

from collections.abc import Callable
from random import Random
from typing import Final

from .vocabulary import Sort, Vocabulary

_TRIES: Final = 8
_STYLES: Final = (
    ("plain", 46),
    ("with_area", 12),
    ("of_person", 8),
    ("qualified", 9),
    ("numbered", 6),
    ("product", 8),
    ("any_two", 9),
    ("foreign", 7),
    ("nickname", 3),
    ("code", 2),
)
"""How a device is named, and how often."""


class Namer:
    """Names the devices of one home; hardly ever two of a room alike."""

    def __init__(self, random: Random, vocabulary: Vocabulary) -> None:
        """Create it for one home."""
        self._random = random
        self._vocabulary = vocabulary
        self._words = vocabulary.names
        self._used: set[tuple[str | None, str]] = set()
        self._styles: dict[str, Callable[[Sort, str | None], tuple[str, bool]]] = {
            "plain": self._plain,
            "with_area": self._with_area,
            "of_person": self._of_person,
            "qualified": self._qualified,
            "numbered": self._numbered,
            "product": self._product,
            "any_two": self._any_two,
            "foreign": self._foreign,
            "nickname": self._nickname,
            "code": self._code,
        }

    def name(self, sort: Sort, area: str | None) -> tuple[str, bool]:
        """Return a name, and whether it is spoken without an article."""
        styles, weights = zip(*_STYLES, strict=True)
        name, bare = self._plain(sort, area)
        for _ in range(_TRIES):
            style = self._random.choices(styles, weights)[0]
            name, bare = self._styles[style](sort, area)
            if (area, name) not in self._used:
                break
        self._used.add((area, name))
        return name, bare

    def _plain(self, sort: Sort, _area: str | None) -> tuple[str, bool]:
        if sort.pets and self._random.random() < 0.5:  # noqa: PLR2004  # every other robot
            return self._pick("pets"), True
        return self._random.choice(sort.names), not sort.words and sort.domain in {
            "scene",
            "script",
            "input_boolean",
        }

    def _with_area(self, sort: Sort, area: str | None) -> tuple[str, bool]:
        name, bare = self._plain(sort, area)
        return (name, bare) if bare or not area else (f"{area} {name}", False)

    def _of_person(self, sort: Sort, _area: str | None) -> tuple[str, bool]:
        return f"{self._pick('people')}'s {self._random.choice(sort.names)}", True

    def _qualified(self, sort: Sort, area: str | None) -> tuple[str, bool]:
        name, bare = self._plain(sort, area)
        return (name, bare) if bare else (f"{self._pick('qualities')} {name}", False)

    def _numbered(self, sort: Sort, area: str | None) -> tuple[str, bool]:
        name, bare = self._plain(sort, area)
        if bare:
            return name, True
        number = self._random.choice([*range(1, 5), *range(1, 30)])
        forms = (
            f"{name} {number}",
            f"{self._pick('numbered')} {number} {name}",
            f"{self._pick('numbered')} {self._random.choice('abcdef')} {name}",
        )
        return self._random.choice(forms), False

    def _product(self, sort: Sort, _area: str | None) -> tuple[str, bool]:
        letters = "".join(
            self._random.choices("abcdefghklmnprstvwxz", k=self._random.randint(1, 3))
        )
        number = self._random.choice([self._random.randint(1, 9), self._random.randint(10, 9999)])
        forms = (
            f"{self._pick('brands')} {self._pick('models')}",
            f"{self._pick('brands')} {self._pick('models')} {number}",
            f"{self._pick('brands')} {letters}{number}",
            f"{letters}{number}",
            f"{self._pick('brands')} {self._random.choice(sort.names)}",
        )
        return self._random.choice(forms), False

    def _any_two(self, sort: Sort, _area: str | None) -> tuple[str, bool]:
        words = f"{self._pick('first')} {self._pick('second')}"
        forms = (words, f"{words} {self._random.choice(sort.names)}", self._pick("second"))
        return self._random.choice(forms), False

    def _foreign(self, sort: Sort, area: str | None) -> tuple[str, bool]:
        kinds = self._vocabulary.kinds.mentions(sort.words[0].split()) if sort.words else []
        names = self._words["foreign"].get(kinds[0][0]) if kinds else None
        return (self._random.choice(names), False) if names else self._any_two(sort, area)

    def _nickname(self, _sort: Sort, _area: str | None) -> tuple[str, bool]:
        return self._pick("pets"), True

    def _code(self, sort: Sort, area: str | None) -> tuple[str, bool]:
        """Return a name as it comes out of a configuration: "sw kitchen 2", "lamp 03"."""
        word = self._random.choice((sort.domain.split("_")[0], "sw", "rgb", "ch", "out", "relay"))
        number = self._random.randint(1, 24)
        forms = (
            f"{word} {area} {number}" if area else f"{word} {number}",
            f"{self._random.choice(sort.names)} {number:02d}",
            f"{self._pick('brands')} {word} {number}",
            f"{word}{number}",
        )
        return self._random.choice(forms), False

    def _pick(self, key: str) -> str:
        names: list[str] = self._words[key]
        return self._random.choice(names)
