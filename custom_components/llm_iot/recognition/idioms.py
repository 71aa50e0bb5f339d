"""Turns of phrase, put into the plain order of a command.

"Can the lamp be brighter" is "make the lamp brighter", "turn the heating up in the hall" is
"turn up the heating in the hall", "let Robby clean" is "clean Robby".
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .forms import Forms
from .index import Thing
from .letting import Letting
from .lexicon import Lexicon, Tag, Words
from .tokenizer import COMMA, MARKS, words_of

_PLACING = frozenset({Tag.IN, Tag.HERE, Tag.THERE, Tag.HOME, Tag.EXCEPT})
_LONGEST_QUALITY = 4
"""Words of the longest phrase for what a thing does: "gives off any light"."""
_BEHIND = frozenset({Tag.FILLER, Tag.AND, Tag.THEN, Tag.LEVEL, Tag.AMOUNT})


@dataclass(frozen=True, eq=False)
class Idioms:
    """Knows the turns of phrase of one language."""

    lexicon: Lexicon
    forms: Forms

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        return self.lexicon.file("targets")

    def as_request(self, tokens: Sequence[str]) -> Words:
        """Return "can the lamp be a bit brighter" as "make the lamp a bit brighter".

        "Get the fan running" is "get the fan on".
        """
        words = self._letting.asked_to_be(self._with_ratios(tuple(tokens)))
        words = self._letting.brought_about(words)
        words = self._with_ways_of_kinds(self._letting.done(words))
        begin = self.forms.begin(words)
        end = self.forms.end(words)
        stems = {words[begin : begin + 1], words[begin - 1 : begin]} & self._causing
        if stems and (caused := self._letting.caused(words, begin)) != words:
            return caused
        if stems and words[end - 1 : end] in self._under_way:
            state = self.lexicon.file("forms")["under_way"][words[end - 1]]
            if self._says_way((state,)):
                return (*words[: end - 1], state, *words[end:])
        length = next((n for n in range(3, 0, -1) if words[:n] in self.forms.phrases["modals"]), 0)
        if not length:
            return words
        for place in range(length + 1, end - 1):
            way = words[place + 1 : place + 2]
            if words[place : place + 1] in self.forms.phrases["moving"] and set(way) & set(
                self._data["ways_before_places"]
            ):
                turn = self.lexicon.file("forms")["turning"]  # "could the TV come down a bit"
                return (turn, *words[length:place], *words[place + 1 :])
        compared = next((n for n in range(length, end) if self._compares_at(words, n, end)), None)
        if compared is None:
            return words
        being = [
            n for n in range(length, compared) if words[n : n + 1] in self.forms.phrases["being"]
        ]
        kept = (
            words[length:] if not being else (*words[length : being[-1]], *words[being[-1] + 1 :])
        )
        return (self.lexicon.file("forms")["making"], *kept)

    def _compares_at(self, words: Words, place: int, end: int) -> bool:
        """Return whether "brighter" stands at a place, with nothing behind it but where."""
        length = self.lexicon.length(words[:end], {Tag.RELATIVE}, place)
        behind = place + length
        placed = behind == end or self.lexicon.length(words, _PLACING, behind) > 0
        return length > 0 and placed

    def with_leave(self, tokens: Sequence[str]) -> Words:
        """Return the tokens with "let the fan be" as "leave the fan be"."""
        return self._letting.left(tuple(tokens))

    def with_dismissed(self, tokens: Sequence[str]) -> Words:
        """Return "never mind the kettle, turn on the radio" as "leave the kettle, turn on ...".

        Alone, such words are about what is planned.
        """
        words = self._parted(tuple(tokens))
        begins = [0, *(place + 1 for place, word in enumerate(words) if self._ends_clause(word))]
        kept: Words = ()
        for begin, end in zip(begins, (*begins[1:], len(words)), strict=True):
            clause = words[begin:end]
            head = self.forms.begin(clause)
            length = self._dismisses(clause[head:])
            rest = clause[head + length :]
            others = (*words[:begin], *words[end:])
            if not length or not (self._acts(others) or self._says_way(others)):
                kept = (*kept, *clause)
            elif rest and rest[0] not in MARKS and rest[0] not in self._data["spoken_of_before"]:
                kept = (*kept, self._data["letting"][-1], *rest)
        return kept

    def _parted(self, words: Words) -> Words:
        """Return words with a mark behind what they dismiss: "never mind the fan turn on ..."."""
        begin = self.forms.begin(words)
        length = self._dismisses(words[begin:])
        for place in range(begin + length + 1, len(words)) if length else ():
            if self.lexicon.sense(words[place : place + 1], Tag.CARRIER) is not None:
                joined = self._ends_clause(words[place - 1])
                return words if joined else (*words[:place], COMMA, *words[place:])
        return words

    def _dismisses(self, words: Words) -> int:
        """Return how many words say that something is not to be bothered with."""
        phrases = self.forms.phrases["dismissing"]
        return next((size for size in range(4, 0, -1) if words[:size] in phrases), 0)

    def _acts(self, words: Words) -> bool:
        """Return whether something is to be done."""
        acting = (Tag.VERB, Tag.CARRIER)
        return any(self.lexicon.sense((word,), tag) is not None for word in words for tag in acting)

    def with_only(self, tokens: Sequence[str]) -> Words:
        """Return the tokens with "just" as "only", where something is named as the only thing.

        "Only the lamp should be on" is "make sure only the lamp should be on": a state of all.
        """
        words = self._alone_wanted(tuple(tokens))
        data = self._data["only"]
        for place, word in enumerate(words):
            if word not in data["words"]:
                continue
            behind = words[place + 1 : place + 2]
            begins = place <= self.forms.begin(words) or self._ends_clause(words[place - 1])
            kept = place and self._leaves(words[place - 1 : place])
            if kept and behind[0] not in self.lexicon.file("forms")["indefinite"]:
                return (*words[:place], data["word"], *words[place + 1 :])
            if not begins or not behind or self._acts(behind):
                continue
            spares = self._says_off(words[:place])  # behind "all off" it only stays as it is
            state = self._state_wanted(words[place + 1 :], spares=spares)
            if state:
                return (*words[:place], *words_of(data["demand"]), data["word"], *state)
            if place:
                return (*words[:place], data["word"], *self.with_only(words[place + 1 :]))
        return words

    def _leaves(self, words: Words) -> bool:
        return self.lexicon.sense(words, Tag.LEAVE) is not None

    def _alone_wanted(self, words: Words) -> Words:
        """Return "make sure only the lamp on" for "I only want the lamp on": a state of all."""
        data, begin = self._data["only"], self.forms.begin(words)
        size = next(
            (n for n in (6, 5, 4, 3) if " ".join(words[begin : begin + n]) in data["wishing"]), 0
        )
        rest = words[begin + size :]
        states = {self.lexicon.sense((word,), Tag.PARTICLE) for word in rest}
        if size and "on" not in states and "off" in states:
            return rest  # "I only want the fan off" leaves all others as they are
        return (
            (*words_of(data["demand"]), data["word"], *rest) if size and "on" in states else words
        )

    def _says_off(self, words: Words) -> bool:
        """Return whether words say that something goes off."""
        senses = (self.lexicon.sense((word,), Tag.PARTICLE) for word in words)
        return "off" in senses

    def _state_wanted(self, words: Words, *, spares: bool) -> Words:
        """Return "the lamp on" for "the lamp should be on", nothing where it is not to be on.

        `spares` is whether what "should stay on" is an exception, and no wish of its own.
        """
        phrases = {words_of(text) for text in self._data["only"]["to_be"]}
        for place, end in ((n, n + size) for n in range(1, len(words)) for size in (2, 3)):
            state = self.lexicon.sense(words[end : end + 1], Tag.PARTICLE)
            if spares and self.lexicon.sense(words[place:end], Tag.REMAIN) is not None:
                continue
            if words[place:end] in phrases and state == "on":
                return (*words[:place], *words[end:])
        return ()

    def with_way(self, tokens: Sequence[str]) -> Words:
        """Return the tokens with "draw the curtains" as "draw shut the curtains"."""
        words = tuple(tokens)
        bare, ways = self._data["bare_ways"], set(self._data["ways"])
        for place, word in enumerate(words):
            behind = words[place + 1 :]
            end = next((n for n, each in enumerate(behind) if self._ends_clause(each)), len(behind))
            if word in bare and end and not ways & set(behind[:end]):
                return (*words[: place + 1], bare[word], *behind)
        return words

    def _ends_clause(self, word: str) -> bool:
        return word in MARKS or self._joins((word,))

    def _joins(self, words: Words) -> bool:
        return any(entry.tag in {Tag.AND, Tag.THEN} for entry in self.lexicon.entries(words))

    def without_order(self, tokens: Sequence[str], things: Container[Words]) -> Words:
        """Return the tokens without the "first" that only goes with a later "then".

        `things` has what the home names: "first floor" is a place.
        """
        words = tuple(tokens)
        later = any(self.lexicon.sense((word,), Tag.THEN) is not None for word in words)
        for length in range(3, 0, -1) if later else ():
            named = any(words[: length + 1 + more] in things for more in range(2))
            if words[:length] in self.forms.phrases["first"] and not named:
                return words[length:]
        return words

    def without_restriction(self, tokens: Sequence[str], things: Mapping[Words, Thing]) -> Words:
        """Return "the lights off, but only in the hall" as "the lights off in the hall".

        `things` has what the home names: behind "only" a place has to follow.
        """
        words = tuple(tokens)
        for place, word in enumerate(words):
            if self.lexicon.sense((word,), Tag.ONLY) is None:
                continue
            begin = place
            while begin and self._ends_clause(words[begin - 1]):
                begin -= 1
            front, behind = words[:begin], words[place + 1 :]
            acts = self._acts(front) or self._says_way(front)
            refused = self.lexicon.length(front, {Tag.REFUSE}, self.forms.begin(front)) > 0
            if (
                acts
                and not refused
                and behind
                and not self._ends(behind)
                and self._is_placed(behind, things)
            ):
                return (*front, *behind)
        return words

    def with_everything(self, tokens: Sequence[str], things: Mapping[Words, Thing]) -> Words:
        """Return "turn off what is on in the hall" as "turn off everything in the hall".

        `things` has what the home names: behind "what is on" only a place may follow.
        """
        words = tuple(tokens)
        data = self._data["whatever"]
        for place, word in enumerate(words):
            named = self._several_at(words[place + 1 :], things) if word in data["words"] else ()
            linked = end = place + 1 + len(named)
            while words[end : end + 1] and words[end] in data["being"]:
                end += 1
            if word not in data["words"]:
                continue
            if word in data["bare"] and end == linked and self._says_way(words[end : end + 1]):
                continue  # "turn everything on"
            length, meant = self._quality(words[end:])
            behind = words[end + length :]
            placed = length and self._is_placed(behind, things)
            asks = word in data["asking"]
            begins = place == self.forms.begin(words) and self._says_way(behind[-1:]) and not asks
            if placed and (begins or self._is_object(words[:place], asks=asks)):
                meant = (data["all"], *named) if named else meant
                return (*words[:place], *meant, *behind)
        return words

    def _quality(self, words: Words) -> tuple[int, Words]:
        """Return how many words say what is so, or what it does, and what is so: "plays"."""
        data = self._data["whatever"]
        for length in range(min(_LONGEST_QUALITY, len(words)), 0, -1):
            said = " ".join(words[:length])
            if said in data["states"] or said in data["meant_by"]:
                return length, tuple(data["meant_by"].get(said, data["meant"]).split())
        return 0, ()

    def _several_at(self, words: Words, things: Mapping[Words, Thing]) -> Words:
        """Return the words for several things that a row of words begins with: "lights"."""
        for size in range(min(3, len(words)), 0, -1):
            thing = things.get(words[:size])
            if thing and thing.plural:
                return words[:size]
        return ()

    def _is_object(self, words: Words, *, asks: bool) -> bool:
        """Return whether something is done to what follows; "what" may ask for it instead."""
        if not words or words[-1] in MARKS:
            return False
        if not asks:
            return self._acts(words)
        return self._acts(words[-1:]) or self._says_way(words[-1:])

    def _says_way(self, words: Words) -> bool:
        return any(self.lexicon.sense((word,), Tag.PARTICLE) is not None for word in words)

    def _is_placed(self, words: Words, things: Mapping[Words, Thing]) -> bool:
        """Return whether what follows is a place, or names nothing."""
        lengths = range(1, self.lexicon.longest + 1)
        named = [things[words[:size]] for size in lengths if words[:size] in things]
        if named:
            return all(thing.place for thing in named)
        tags = {entry.tag for size in lengths for entry in self.lexicon.entries(words[:size])}
        return self._ends(words) or bool(tags & _PLACING)

    def with_way_in_front(self, tokens: Sequence[str]) -> Words:
        """Return the tokens with "turn the heating up in the hall" as "turn up the heating ...".

        "Lights out in the hall" are "lights off in the hall".
        Behind a verb that says its way already, "up in the attic" is only a place.
        """
        words = tuple(tokens)
        data = self._data
        ways, out = data["ways_before_places"], data["out_before_places"]
        verb: int | None = None
        acts = False
        for place, word in enumerate(words):
            following = words[place + 1 : place + 2]
            if word in MARKS or self.lexicon.sense((word,), Tag.AND) is not None:
                verb = None
            elif self.lexicon.sense((word,), Tag.CARRIER) is not None:
                verb, acts = place, True
            elif word in out and self._is_in(following) and (verb is not None or not acts):
                return (*words[:place], out[word], *words[place + 1 :])
            elif verb is not None and word in ways and following == (self._inside,):
                between = words[verb + 1 : place]
                return (*words[: verb + 1], word, *between, *words[place + 1 :])
            elif verb is not None and f"{words[verb]} {word}" in data["parted"]:
                return (*words[: verb + 1], word, *words[verb + 1 : place], *words[place + 1 :])
            elif self.lexicon.sense((word,), Tag.PARTICLE) is not None:
                verb, acts = None, True
        return words

    def _is_in(self, words: Words) -> bool:
        return self.lexicon.sense(words, Tag.IN) is not None

    def _with_ratios(self, words: Words) -> Words:
        """Return "twice as bright" as "brighter by full"."""
        for ratio, meant in self._ratios.items():
            if ratio[0] not in words:
                continue
            for place in range(len(words) - len(ratio) + 1):
                if words[place : place + len(ratio)] == ratio:
                    behind = words[place + len(ratio) :]
                    if behind[:1] == (COMMA,) and (self._acts(behind) or self._says_way(behind)):
                        return (*words[:place], *behind[1:])  # "not so fast, the fan off"
                    return (*words[:place], *meant, *words[place + len(ratio) :])
        return words

    @cached_property
    def _ratios(self) -> Mapping[Words, Words]:
        ratios: Mapping[str, str] = self._data["ratios"]
        return {words_of(ratio): words_of(meant) for ratio, meant in ratios.items()}

    def _with_ways_of_kinds(self, words: Words) -> Words:
        """Return "awning out" as "awning open", "all off" as "everything off"."""
        ways: Mapping[str, Mapping[str, str]] = self._data["ways_of_kinds"]
        spoken: Mapping[str, str] = self._data["spoken_of"]
        found = list(words)
        for place in range(len(words) - 1):
            word = words[place]
            by = self.lexicon.length(words, {Tag.LEVEL}, place + 1) if word in ways else 0
            at = place + 1 + by  # "awning a third out"
            way, behind = ways.get(word, {}).get(" ".join(words[at : at + 1])), words[at + 1 :]
            if not way:
                continue
            alone = bool(behind) and self._stands_alone(words, place)
            if alone if word in spoken else self._ends(behind):
                found[place], found[at] = spoken.get(word, word), way
        return tuple(found)

    def _stands_alone(self, words: Words, place: int) -> bool:
        """Return whether a word belongs to none before it: "all off", but not "them all off"."""
        front = words[place - 1 : place]
        return (
            place == self.forms.begin(words) or self.lexicon.sense(front, Tag.CARRIER) is not None
        )

    def _ends(self, words: Words) -> bool:
        """Return whether what follows names nothing: a pause, or how long it is to be so."""
        return (
            not words
            or words[0] in MARKS
            or words[0] in self._data["running_how"]
            or any(
                entry.tag in _BEHIND
                for size in range(1, self.lexicon.longest + 1)
                for entry in self.lexicon.entries(words[:size])
            )
        )

    @cached_property
    def _letting(self) -> Letting:
        return Letting(self.lexicon, self.forms)

    @cached_property
    def _under_way(self) -> frozenset[Words]:
        return frozenset(words_of(text) for text in self.lexicon.file("forms")["under_way"])

    @cached_property
    def _causing(self) -> frozenset[Words]:
        return self.forms.phrases["causing"] | self.forms.phrases["getting"]

    @cached_property
    def _inside(self) -> str:
        return str(self._data["inside"])
