"""Questions about what people did, are to do, or enjoy, told by how things are now.

"Has Tyler left his PC on" is "has anyone left Tyler's PC on", "do I need to close anything" is
"is anything open", "what are the kids watching in the den" is "what is the TV in the den set to".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from .asked import FILE
from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .tokenizer import MARKS, words_of

_MOST_WORDS: Final = 4
"""Most words for who is asked about: "one of the kids"."""
_PERSON: Final = "person"


@dataclass(frozen=True, eq=False)
class AskedOfPeople:
    """Rewrites such questions of one language (`words/<language>/questions.json`)."""

    lexicon: Lexicon
    index: HomeIndex

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.lexicon.file(FILE)["of_people"]
        return data

    def plainly(self, tokens: Words, *, marked: bool = False) -> Words:
        """Return a question in plain words; others as they are."""
        tokens = self._room_with(tokens)
        tokens = self._wondered(tokens)
        tokens = self._enjoyed(tokens) or tokens
        tokens = self._left_so(tokens)
        tokens = self._to_do(tokens) or tokens
        tokens = self._begun(tokens, marked=marked)
        begins = (n + 1 for n, word in enumerate(tokens) if word in MARKS)
        for begin in (0, *begins):
            tokens = (*tokens[:begin], *self._by_anyone(tokens[begin:]))
        return tokens

    def _wondered(self, tokens: Words) -> Words:
        """Return "tell me if it is on" for "my sister wants to know if it is on"."""
        for place in range(1, _MOST_WORDS):
            for length in (4, 3, 2):
                end = place + length
                says = " ".join(tokens[place:end]) in self._data["wondering"]
                if (
                    says
                    and end < len(tokens)
                    and (self._is_person(tokens[:place]) or self._is_named(tokens[:place]))
                ):
                    rest = self._data["being"].get(tokens[end], tokens[end])
                    return (
                        *words_of(self._data["tell"]),
                        tokens[end - 1],
                        *rest.split(),
                        *tokens[end + 1 :],
                    )
        return tokens

    def _left_so(self, tokens: Words) -> Words:
        """Return "what is on in the hall" for "what i left switched on in the hall"."""
        data = self._data
        for place in range(1, len(tokens) - 2):
            for length in (2, 1):
                left = " ".join(tokens[place : place + length + 1])
                who, _, verb = left.rpartition(" ")
                asks_so = tokens[place - 1] in data["helpers"]  # "did I leave"
                if who in data["known_askers"] and verb in data["told"] and not asks_so:
                    end = place + length + 1
                    end += tokens[end : end + 1] in {(word,) for word in data["put"]}
                    asks = any(word in data["asking"] for word in tokens[:place])
                    if asks and tokens[end : end + 1] in {(word,) for word in data["states"]}:
                        return (*tokens[:place], data["is"], *tokens[end:])
        return tokens

    def _room_with(self, tokens: Words) -> Words:
        """Return "which light in the attic on" for "which room in the attic has its light on"."""
        data = self._data
        which = data["rooms"].get(" ".join(tokens[:2]))
        place = next((n for n, word in enumerate(tokens) if word in data["having"]), 0)
        if which is None or tokens[place + 1 : place + 2] not in {(word,) for word in data["its"]}:
            return tokens
        thing = self.index.table.longest(tokens, place + 2)
        if thing is None:
            return tokens
        return (
            which,
            *tokens[place + 2 : thing[1]],
            *tokens[2:place],
            data["is"],
            *tokens[thing[1] :],
        )

    def _begun(self, tokens: Words, *, marked: bool) -> Words:
        """Return "has anyone left a window open" for "anyone left a window open"."""
        said = " ".join(tokens[:2])
        begins = self._data["begins"].get(said)
        begins = begins or (self._data["begins_marked"].get(said) if marked else None)
        return (*words_of(begins), *tokens[2:]) if begins else tokens

    def _by_anyone(self, tokens: Words) -> Words:
        """Return a question whether somebody did something as one whether anyone did."""
        data = self._data
        helper = data["helpers"].get(tokens[0]) if tokens else None
        if helper is None:
            return tokens
        for end in range(2, min(_MOST_WORDS + 2, len(tokens) - 1)):
            who = tokens[1:end]
            known = " ".join(who) in data["known_askers"]
            lasts = tokens[end] in data["lasting"]  # of others the record tells who did them
            known |= not lasts and self._is_called_person(who)
            if tokens[end] in data["doing"] and not known and self._is_person(who):
                rest = self._with_owner(tokens[end:], who)
                return (helper, data["anyone"], *self._alarm(rest))
        return (*tokens[:2], *self._alarm(tokens[2:]))

    def _is_person(self, words: Words) -> bool:
        """Return whether words may be somebody, and are nothing of the home."""
        if not set(words).isdisjoint(MARKS):
            return False
        if words[0] in self._data["somebody"] and len(words) > 1:
            return True
        bare = words[1:] if self._is_determiner(words[0]) else words
        thing = self.index.things.get(bare)
        devices = self.index.pick(thing.named) if thing and thing.named else ()
        if devices:
            return all(device.domain == _PERSON for device in devices)
        if thing is not None or not bare:
            return False
        noun = bare[-1] in self._data["nouns"]
        return noun or (len(words) == 1 and self._owns(bare[0])) or self._is_called_person(bare)

    def _is_named(self, words: Words) -> bool:
        """Return whether words may be the name of somebody of whom nothing is known."""
        return len(words) == 1 and not words[0].isdigit() and words not in self.index.things

    def _is_called_person(self, words: Words) -> bool:
        people = (each for each in self.index.devices if each.domain == _PERSON)
        return any(words == words_of(name) for each in people for name in each.names)

    def _owns(self, word: str) -> bool:
        """Return whether something of the home is called after a person: "Tyler's PC"."""
        return f"{word}s" in self.index.own_words

    def _is_determiner(self, word: str) -> bool:
        return self.lexicon.sense((word,), Tag.DETERMINER) is not None

    def _with_owner(self, words: Words, person: Words) -> Words:
        """Return "left tylers pc on" for "left his pc on", where something is called so."""
        for place, word in enumerate(words):
            if word in self._data["whose"]:
                owned = len(person) == 1 and self._owns(person[0])
                whose = f"{person[0]}s" if owned else self._data["the"]
                return (*words[:place], whose, *words[place + 1 :])
        return words

    def _alarm(self, words: Words) -> Words:
        """Return "arm the alarm" for "set the alarm"."""
        said = self._data["arming"].get(" ".join(words[:3]))
        return (*words_of(said), *words[3:]) if said else words

    def _to_do(self, tokens: Words) -> Words:
        """Return what is so as long as something has to be done; nothing for other questions."""
        data = self._data
        begin, end = self._need(tokens)
        if not end:
            return ()
        for verb, state in data["states_before"].items():
            said = words_of(verb)
            for place in (end, len(_trimmed(tokens)) - len(said) + 1):
                first, rest = said[:1], said[1:]
                behind = tokens[end + 1 :]
                last = _trimmed(behind)
                if tokens[end : end + 1] != first or place < end:
                    continue
                if rest and last[: len(rest)] == rest:  # "turn off the lights"
                    last = last[len(rest) :]
                elif rest and last[-len(rest) :] == rest:  # "turn the lights off"
                    last = last[: -len(rest)]
                elif rest:
                    continue
                if begin and last and last[0] not in data["in"]:
                    continue
                front = tokens[:begin] or (data["is"],)
                return (*front, *last, state)
        return ()

    def _need(self, tokens: Words) -> tuple[int, int]:
        """Return where it is said that somebody has to do something, (0, 0) if nowhere."""
        for phrase in self._data["needing"]:
            said = words_of(phrase)
            for begin in range(len(tokens) - len(said)):
                if tokens[begin : begin + len(said)] == said:
                    asks = not begin or not set(tokens[:begin]).isdisjoint(self._data["asking"])
                    return (begin, begin + len(said)) if asks else (0, 0)
        return 0, 0

    def _enjoyed(self, tokens: Words) -> Words:
        """Return what a TV or a player is set to for what people watch or hear."""
        data = self._data
        if tokens[:2] and " ".join(tokens[:2]) in data["what_are"]:
            behind = tokens[2:]
        elif tokens[:1] and tokens[0] in data["what_is"]:
            behind = tokens[1:]
        else:
            return ()
        for end in range(1, min(_MOST_WORDS + 1, len(behind))):
            for length in (2, 1):
                kind = data["enjoying"].get(" ".join(behind[end : end + length]))
                if kind and self._enjoys(behind[:end]):
                    return self._set_to(kind, behind[end + length :], alone=behind[:end])
        return ()

    def _enjoys(self, words: Words) -> bool:
        return " ".join(words) in self._data["they"] or self._is_person(words)

    def _set_to(self, kind: str, behind: Words, *, alone: Words) -> Words:
        """Return the question what a thing is set to, by what is said of where."""
        data, where = self._data, _trimmed(behind)
        does = words_of(data["set_to"][kind])
        if where[:1] and where[0] in data["ways"]:
            where = where[1:]
        if where[:1] and where[0] in data["on"]:
            return (*words_of(data["what"]), *where[1:], *does)
        if where and where[0] not in data["in"]:
            return ()
        it = not where and " ".join(alone) in data["they"]
        thing = words_of(data["it"] if it else f"{data['the']} {kind}")
        return (*words_of(data["what"]), *thing, *where, *does)


def _trimmed(tokens: Sequence[str]) -> Words:
    """Return words without the marks behind them."""
    words = tuple(tokens)
    while words and words[-1] in MARKS:
        words = words[:-1]
    return words
