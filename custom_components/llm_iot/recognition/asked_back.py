"""What a question leaves to the turn before it: "which ones?", "the one in the study".

"In there" is the room of what was spoken of, "the one" another thing of its kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import re
from typing import Any

from ..models import Device
from .asked import FILE, Asked, Scope
from .question_words import QuestionWords

_LIST = "todo"
_WHICH = frozenset({"which", "where"})
_ASKING_WHICH = frozenset({"is", "what", "which", "where"})
"""Forms of "which ones", "where", "which ones are they", "what are they"."""


@dataclass(frozen=True, eq=False)
class AskedBack:
    """Fills in what the turn before a question told of."""

    words: QuestionWords
    areas: Mapping[str, str]
    """Names of the areas by id."""

    def filled(self, text: str, spoken_of: Sequence[Device]) -> str:
        """Return a question with the room for "in there", and with the noun for "the one"."""
        return self._with_noun(self._with_place(text, spoken_of), spoken_of)

    def with_list(self, text: str, spoken_of: Sequence[Device]) -> str:
        """Return "is milk on the groceries list" for "is milk on it" after a list was told."""
        data, listed = self._data["of_list"], {device.name for device in spoken_of}
        lists = all(device.domain == _LIST for device in spoken_of)
        if len(listed) != 1 or not lists:
            return text
        said = re.compile(rf"\b(?:{'|'.join(data['phrases'])})\b", re.IGNORECASE)
        name = re.escape(data["named"].format(name=listed.pop())).replace("\\ ", " ")
        return said.sub(name, text)

    @property
    def _data(self) -> Mapping[str, Any]:
        return self.words.lexicon.file(FILE)

    def _with_place(self, text: str, spoken_of: Sequence[Device]) -> str:
        data = self._data["in_there"]
        rooms = {device.area for device in spoken_of}
        rooms = rooms or {*self.areas.values()}
        place = next(iter(rooms)) if len(rooms) == 1 else None
        if place is None:
            pointed = "|".join(data["pointing"])  # nobody knows where, but what is named
            named = re.compile(
                rf"(\b(?:{'|'.join(data['the'])}) .+?) (?:{pointed})(?=\W*$)", re.IGNORECASE
            )
            return named.sub(r"\1", text)
        said = re.compile(rf"\b(?:{'|'.join(data['phrases'])})\b", re.IGNORECASE)
        return said.sub(lambda _: f"{data['in']} {place}", text)

    def _with_noun(self, text: str, spoken_of: Sequence[Device]) -> str:
        """Return "the blind in the study" for "the one in the study" after "is the blind open"."""
        kinds = {device.kind for device in spoken_of}
        kind = next(iter(kinds)) if len(kinds) == 1 else None
        if kind is None:
            return text
        noun = self.words.kinds.word(kind)
        for standing, nouns in self._data["standing_for"].items():
            said = re.compile(
                rf"\b{standing}(?= (?:{'|'.join(self._data['placing'])})\b)", re.IGNORECASE
            )
            named = str(nouns).format(noun=noun)
            text = said.sub(named.replace("\\", ""), text)
        return text


def asks_which(asked: Asked) -> bool:
    """Return whether it is only asked which, or where, what an earlier answer told of is."""
    which = bool(asked.forms & _WHICH) and asked.forms <= _ASKING_WHICH
    return which and not asked.says_what and asked.scope == Scope() and not asked.times
