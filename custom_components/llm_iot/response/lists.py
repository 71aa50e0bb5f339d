"""What is on the lists that people keep, as it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..models import Device, DeviceState
from ..queries import Query, QueryForm
from ..words import tokens
from .phrases import MAX_LISTED, Named, Phrases, quotable

LIST: Final = "list"
"""Kind of a list."""
ITEMS: Final = "items"
"""Attribute that holds what is on a list and not done."""


@dataclass(frozen=True, slots=True)
class ListTelling:
    """The answer to one question about lists."""

    phrases: Phrases
    query: Query
    known: Sequence[tuple[Device, DeviceState]]
    unknown: Sequence[Named]

    def text(self) -> str:
        """Return the answer as one or two sentences."""
        told = [pair for pair in self.known if pair[1].attributes.get(ITEMS) is not None]
        rest = [device for device, state in self.known if state.attributes.get(ITEMS) is None]
        hidden = [self.phrases.thing(device) for device in rest]
        unknown = [*self.unknown, *hidden]
        if not told:
            return self.phrases.not_known(unknown, gone=False)
        return self.phrases.sentence("; ".join(self._told(*pair) for pair in told), unknown)

    def _told(self, device: Device, state: DeviceState) -> str:
        """Return what is on one list, how much is, or whether something is."""
        texts: Mapping[str, Any] = self.phrases.texts["answer"]["list"]
        items = [quotable(str(each)) for each in state.attributes[ITEMS]]
        name = self.phrases.quoted(quotable(device.name))
        if self.query.item:
            same = [each for each in items if _is_of(self.query.item, each)]
            key = "has" if same else "lacks"
            told = self.phrases.joined(same) if same else quotable(self.query.item)
            return str(texts[key].format(list=name, items=told))
        if not items:
            return str(texts["empty"].format(list=name))
        if self.query.form is QueryForm.COUNT:
            key = "count_one" if len(items) == 1 else "count_many"
            return str(texts[key].format(list=name, number=len(items)))
        shown = items[:MAX_LISTED]
        if rest := len(items) - len(shown):
            shown.append(self.phrases.texts["answer"]["more"].format(number=rest))
        return str(texts["items"].format(list=name, items=self.phrases.joined(shown)))


def _is_of(wanted: str, item: str) -> bool:
    """Return whether an item is what is looked for: "oat milk" for milk, an egg for eggs."""
    said = {_stem(word) for word in tokens(wanted)}
    return bool(said) and said <= {_stem(word) for word in tokens(item)}


def _stem(word: str) -> str:
    return word.removesuffix("s")
