"""How long something may still go on: "give the TV five more minutes and then kill it".

Both that and "don't let the TV run past ten" are a command for the end of that time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from .forms import Forms
from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words, as_tables
from .phrase_table import PhraseTable
from .times import Times
from .tokenizer import MARKS


@dataclass(frozen=True, eq=False)
class Spells:
    """Knows them in one language (`words/<language>/times.json`)."""

    lexicon: Lexicon
    forms: Forms
    times: Times = field(init=False)

    def __post_init__(self) -> None:
        """Create what knows times."""
        object.__setattr__(self, "times", Times(self.lexicon))

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.lexicon.file("times")["spells"]
        return data

    @cached_property
    def _phrases(self) -> Mapping[str, PhraseTable[str]]:
        return as_tables(self._data)

    def plain(self, tokens: Words, index: HomeIndex, now: datetime) -> Words:
        """Return the command for such a time, or for its end; other tokens as they are."""
        begin = self.forms.begin(tokens)
        words = tokens[begin:]
        wished = self._wished(words, index)
        lasting = self._let_run(words, index)
        return wished or lasting or self._granted(words) or self._curbed(words, now) or tokens

    def _wished(self, words: Words, index: HomeIndex) -> Words:
        """Return "light for 45 minutes" for the "45 minutes of light" that are wished for."""
        found = self.times.duration(words, 0) if words else None
        end = found[1] if found else 0
        last = self.forms.end(words)
        thing = words[end + 1 : last] if words[end : end + 1] == (self._data["of"],) else ()
        known = thing in index.things or thing[1:] in index.things
        if not (end and known):
            return ()
        named = self.lexicon.sense(thing[:1], Tag.DETERMINER) is not None
        article = () if named else (self._data["the"],)
        return (*article, *thing, self._data["for"], *words[:end], *words[last:])

    def _let_run(self, words: Words, index: HomeIndex) -> Words:
        """Return "leave the fan on for ten minutes" for "let the fan run ten more minutes"."""
        begin = self._phrases["letting"].length(words)
        for place in range(begin + 1, len(words)) if begin else ():
            running = self._phrases["running"].length(words[place:])
            found = self.times.duration(words, place + running) if running else None
            if found and found[1] == self.forms.end(words):
                if not any(words[n:place] in index.things for n in range(begin, place)):
                    return ()
                lasts = words[place + running : found[1]]
                leave, on = self._data["leaving"]
                return (leave, *words[begin:place], on, self._data["for"], *lasts)
        return ()

    def _granted(self, words: Words) -> Words:
        """Return "in five minutes kill the TV" for "give the TV five minutes and then kill it".

        Without a thing it is "five more minutes of cartoons, then turn off the TV", and somebody
        may be given the time: "give the kids five minutes, then turn off the TV".
        """
        given = self._phrases["granting"].length(words)
        allows = self._phrases["allowing"].length(words) == given > 0
        places = range(given + 1, len(words)) if given else range(min(1, len(words)))
        for place in places:
            found = self.times.duration(words, place)
            end = self._then(words, found[1], far=allows or not given) if found else 0
            if found is None or not end:
                continue
            between = words[found[1] : end]
            thing, rest = words[given:place] if given else self._of(between), words[end:]
            if allows and self._is_command(rest) and not any(map(self._refers, rest)):
                return (self._data["in"], *words[place : found[1]], *rest)
            if given and (not any(map(self._refers, rest)) or any(map(self._is_way, thing))):
                return ()  # "leave the TV on ten more minutes" says how it is until then
            filled = [each for word in rest for each in (thing if self._refers(word) else (word,))]
            return (self._data["in"], *words[place : found[1]], *(filled if thing else rest))
        return ()

    def _of(self, words: Words) -> Words:
        """Return the thing of "of telly for the kids", none without one."""
        if words[:1] != (self._data["of"],):
            return ()
        ends = (n for n, word in enumerate(words) if word in MARKS or word == self._data["for"])
        thing = words[1 : next(ends, 1)]
        named = self.lexicon.sense(thing[:1], Tag.DETERMINER) is not None
        return thing if named or not thing else (self._data["the"], *thing)

    def _then(self, words: Words, place: int, *, far: bool) -> int:
        """Return where "then" ends behind a place, 0 without one; a pause may come first.

        `far` is whether something may be said in between: what the time is for.
        """
        last = len(words) - 1 if far else place + 1
        for start in range(place, min(last, len(words) - 1) + 1):
            length = self._phrases["then"].length(words[start:])
            paused = start == place or words[start - 1] in MARKS
            if length and paused and words[start + length :]:
                return start + length
            if start > place and self._acts(words[start]):
                return 0
        return 0

    def _curbed(self, words: Words, now: datetime) -> Words:
        """Return "turn the TV off at ten" for "don't let the TV run past ten"."""
        begin = self._phrases["not_letting"].length(words)
        for place in range(begin + 2, len(words)) if begin else ():
            running = self._phrases["running"].length(words[place:])
            thing, behind = words[begin:place], words[place + running :]
            if not running:
                continue
            for group, front in (("past", "at"), ("longer_than", "in")):
                length = self._phrases[group].length(behind)
                time = (self._data[front], *behind[length:])
                found = self.times.at(time, 0, now) if length else None
                if found and found[1] == len(time):
                    return (*self._data["off"], *thing, *time)
        return ()

    def _is_command(self, words: Words) -> bool:
        tags = {entry.tag for word in words[:1] for entry in self.lexicon.entries((word,))}
        return bool(tags & {Tag.VERB, Tag.CARRIER})

    def _acts(self, word: str) -> bool:
        return any(entry.tag is Tag.VERB for entry in self.lexicon.entries((word,)))

    def _is_way(self, word: str) -> bool:
        return self.lexicon.sense((word,), Tag.PARTICLE) is not None

    def _refers(self, word: str) -> bool:
        senses = (self.lexicon.sense((word,), tag) for tag in (Tag.PRONOUN, Tag.PRONOUNS))
        return any(sense is not None for sense in senses)
