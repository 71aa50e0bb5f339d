"""Questions about lists that people keep: "what's on the grocery list", "do we need milk"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from ..models import Device, HomeView, Plan, Source
from ..queries import Query, QueryForm
from .asked import FILE
from .lexicon import Lexicon, Words
from .phrase_table import PhraseTable
from .tokenizer import MARKS, words_of

_KIND: Final = "list"


@dataclass(frozen=True, eq=False)
class ListQuestions:
    """Reads what is asked of to-do lists in one language."""

    lexicon: Lexicon

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.lexicon.file(FILE)["lists"]
        return data

    @cached_property
    def _tables(self) -> Mapping[str, PhraseTable[str]]:
        return {
            name: PhraseTable(dict.fromkeys(map(words_of, texts), name))
            for name, texts in self._data.items()
            if isinstance(texts, list)
        }

    def read(self, tokens: Words, view: HomeView, now: datetime) -> Plan | None:
        """Return what is asked of a list of this home, None where nothing is."""
        lists = [device for device in view.readings if device.kind == _KIND]
        said = tuple(token for token in tokens if token not in MARKS)
        said = said[self._starts("leads", said) :]
        said = self._without_end("tails", said)
        if not lists or not said:
            return None
        if said in self._tables["buying"].meanings:
            return self._plan(self._called("shopping", lists), now)
        if needed := self._starts("needing", said):
            item = said[needed + self._starts("some", said[needed:]) :]
            found = self._called("shopping", lists)
            return self._plan(found, now, item=item) if item and len(item) <= 3 else None  # noqa: PLR2004
        return self._on_a_list(said, lists, now)

    def _on_a_list(self, said: Words, lists: Sequence[Device], now: datetime) -> Plan | None:
        """Return what is asked of a list that is named at the end: "... on the grocery list"."""
        for place in range(len(said)):
            name = self._name(said[place:])
            found = self._named(name, lists) if name is not None else ()
            if not found:
                continue
            front = said[:place]
            if front in self._tables["whole"].meanings:
                return self._plan(found, now)
            if front in self._tables["counting"].meanings:
                return self._plan(found, now, QueryForm.COUNT)
            if (before := self._without_end("on", front)) == front:
                continue
            asks = self._starts("asking", before)
            item = before[asks:]
            item = item[self._starts("some", item) :]
            if asks and item and len(item) <= 3:  # noqa: PLR2004  # a name of a thing to buy
                return self._plan(found, now, item=item)
        return None

    def _name(self, words: Words) -> Words | None:
        """Return what a list is called of words that are nothing else, None if they are more."""
        rest = words[self._starts("the", words) :]
        end = self._without_end("nouns", rest)
        named = len(end) < len(rest) or bool(self._starts("goods", rest))
        return end if named and len(end) <= 3 else None  # noqa: PLR2004

    def _named(self, name: Words, lists: Sequence[Device]) -> Sequence[Device]:
        """Return the lists of a name: all of them where none is said, none if it is not here."""
        if not name:
            return lists
        group = next((key for key in self._data["groups"] if name in self._group(key)), None)
        if group:
            return self._called(group, lists)
        wanted = set(name)
        return [each for each in lists if any(wanted <= {*words_of(n)} for n in each.names)]

    def _called(self, group: str, lists: Sequence[Device]) -> Sequence[Device]:
        """Return the lists whose names have a word of a group: "Groceries" for the shopping."""
        words = {word for phrase in self._group(group) for word in phrase}
        return [each for each in lists if any(words & {*words_of(name)} for name in each.names)]

    def _group(self, key: str) -> Sequence[Words]:
        return [words_of(text) for text in self._data["groups"][key]]

    def _plan(
        self,
        lists: Sequence[Device],
        now: datetime,
        form: QueryForm = QueryForm.STATE,
        *,
        item: Words = (),
    ) -> Plan | None:
        if not lists:
            return None
        targets = tuple(device.entity_id for device in lists)
        query = Query(targets, form, kind=_KIND, item=" ".join(item) or None, asked=now)
        return Plan(Source.RESOLVER, queries=(query,))

    def _starts(self, group: str, words: Words) -> int:
        """Return how many words the longest phrase of a group has that words begin with."""
        return self._tables[group].length(words)

    def _without_end(self, group: str, words: Words) -> Words:
        """Return words without a phrase of a group at their end."""
        for begin in range(len(words)):
            if words[begin:] in self._tables[group].meanings:
                return words[:begin]
        return words
