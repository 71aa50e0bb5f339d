"""States that are not wanted: "no lights on in the hall", "the fan should not be running".

Such a sentence asks for the contrary: it is turned into "all lights off in the hall". So is
one that wants the thing itself no more: "no lights upstairs", "no need for the fan".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from .index import HomeIndex
from .lexicon import Tag, Words
from .said_states import SaidStates
from .tokenizer import COMMA, MARKS, words_of

_OPENING = frozenset({Tag.FILLER, Tag.AND, Tag.THEN})
_ACTING = frozenset({Tag.VERB, Tag.CARRIER, Tag.PARTICLE})


@dataclass(frozen=True, eq=False)
class Unwanted(SaidStates):
    """Turns what is not to be so into what is to be done, in one language."""

    def turned(self, tokens: Words, index: HomeIndex) -> Words:
        """Return the tokens with every state that is not wanted as the contrary command."""
        found: list[str] = []
        if both := self._neither_wanted(tokens):
            return both
        for segment in self._segments(tokens):
            turned = tuple(found) != tokens[: len(found)]
            if turned and (alone := self._left_alone(segment)):
                but: str = self.lexicon.file("targets")["excepted"]["except"]
                found = [*alone, self._data["wanted"], COMMA, *found, but, *alone]
                continue
            if turned and found[-1] == self._off and (more := self._more_of(segment, index)):
                found += more
                continue
            found += self._turned(segment, index, first=not found) or self._not_any(segment, turned)
        return tuple(found)

    def wants_nothing(self, words: Words) -> bool:
        """Return whether words want nothing to be on: "(I'm off,) nothing needs to be on"."""
        words = words[self._opening(words) :]
        length = self._starts(words, ("before",))
        meant: str = self._data["any"].get(" ".join(words[length : length + 1]), "")
        if self.lexicon.sense((meant,), Tag.EVERYTHING) is None:  # "I don't want" tells no more
            length = self._starts(words, ("nothing",)) - 1
        found = self._state(words[length:]) if length >= 0 else None
        return found is not None and self._data["states"][" ".join(found[1])] == self._off

    def _more_of(self, segment: Words, index: HomeIndex) -> Words:
        """Return what is not needed, either: "(I don't need the fan), the TV any more"."""
        words = self._but_now(segment[1:])
        tags = {entry.tag for word in words for entry in self.lexicon.entries((word,))}
        if segment[0] != COMMA or tags & _ACTING or not self._names(words, index):
            return ()
        return (COMMA, *words, self._off)

    def _segments(self, tokens: Words) -> Iterator[Words]:
        """Return the tokens between the marks, each mark with what follows it.

        "And" with another thing that is not wanted begins one, too.
        """
        begin = 0
        for place in range(1, len(tokens)):
            if tokens[place] in MARKS or self._adds(tokens, place):
                yield tokens[begin:place]
                begin = place
        yield tokens[begin:]

    def _adds(self, tokens: Words, place: int) -> bool:
        """Return whether something else is not wanted, either: "and we don't need the fan"."""
        if self._starts(tokens[place:], ("and_no",)):
            begin = self._opening(tokens)
            said = [tokens[n:place] for n in range(begin, place)]
            whole = all(
                any(self._starts(w, (name,)) for w in said) for name in ("states", "places")
            )
            return whole and self._starts(tokens[begin:], ("no", "none")) > 0
        length = self.lexicon.length(tokens, {Tag.AND, Tag.THEN}, place)
        return length > 0 and self._starts(tokens[place + length :], ("needless", "before")) > 0

    def _left_alone(self, segment: Words) -> Words:
        """Return what is named behind "no lights on": "just the lamp"; nothing for anything else.

        So it is to be on, and the others are off.
        """
        words = segment[1:] if segment[0] in MARKS else ()
        length = self._starts(words, ("only",))
        rest = self._but_now(words[length:])
        told = (Tag.CARRIER, Tag.PARTICLE)  # "the night light" is no verb
        acts = any(self.lexicon.sense((word,), tag) is not None for word in rest for tag in told)
        return rest if length and not acts else ()

    def _turned(self, segment: Words, index: HomeIndex, *, first: bool) -> Words | None:
        """Return one part of a sentence as a command, None if it wants no such thing."""
        begin = self._opening(segment)
        head, words = segment[:begin], segment[begin:]
        if first and not head and (insisted := self._insisted(words)):
            return insisted
        words = self._ensured(words)
        readers = (self._neither, self._none, self._nothing, self._no, self._before)
        # Behind a command "we don't need the fan" may be its reason, or say what it is about.
        whole = (self._needless,) if first or self._is_added(head) else ()
        last = (self._not_to_be, self._not_to_do, self._not_to_end)
        ends = sorted({self._commands_from(words, index), self._spares_from(words)})
        found = (self._dispensed, self._place_needs, *whole, *readers, *last)
        for end, read in product(ends, found):
            if turned := read(words[:end], index):
                rest = words[end:]
                behind = self._turned(rest, index, first=False) if rest else None
                return (*head, *turned, *(behind or rest))
        return None

    def _commands_from(self, words: Words, index: HomeIndex) -> int:
        """Return where a command follows: "I don't want the fan on and turn off the lamp".

        Or what is to be so of something else: "and the blind has to be closed".
        """
        unwanted = self._starts(words, ("needless", "before", "no"))
        for place in range(1, len(words)):
            behind = place + self.lexicon.length(words, {Tag.AND, Tag.THEN}, place)
            behind += self._starts(words[behind:], ("hence",))
            length = self.lexicon.length(words, {Tag.VERB, Tag.CARRIER}, behind)
            if behind == place:
                continue
            if length and words[behind : behind + length] not in index.things:
                return place
            if unwanted and self.lexicon.length(words, {Tag.FILLER}, behind) > 1:
                return place  # "and let's have the fan on"
            if unwanted and self._demands(words[behind:]):
                return place
        return len(words)

    def _demands(self, words: Words) -> bool:
        """Return whether words tell how something has to be: "the blind must be closed"."""
        if self._starts(words, ("needless", "before", "no", "none", "neither")):
            return False
        lists = ("demanding", "not_to_be")
        return any(self._starts(words[place:], lists) for place in range(1, len(words)))

    def _is_added(self, head: Words) -> bool:
        """Return whether something is added with "and"; "but" may take it back."""
        if any((word,) in self._phrases["but"] for word in head):
            return False
        return any(self.lexicon.sense((word,), Tag.AND) is not None for word in head)

    def _spares_from(self, words: Words) -> int:
        """Return where it is said what is left out: "don't leave any lamp on but keep the fan"."""
        for place in range(1, len(words)):
            behind = place + self.lexicon.length(words, {Tag.AND}, place)
            if behind > place and self.lexicon.length(words, {Tag.LEAVE}, behind):
                return place
            spares = self._starts(words[place:], ("but",)) or self.lexicon.length(
                words, {Tag.EXCEPT}, place
            )
            if spares and place > self._starts(words[:place], ("nothing",)):
                return place
        return len(words)

    def _ensured(self, words: Words) -> Words:
        """Return what is to be made sure of as a demand: "no lamp is on", "the fan isn't on"."""
        begin = self.lexicon.length(words, {Tag.DEMAND}) or self._wished(words)
        if not begin:
            return words
        words = words[begin:]
        demanded: Mapping[str, str] = self._data["demanded"]
        for place in range(len(words)):
            if length := self._starts(words[place:], ("demanded",)):
                demand = demanded[" ".join(words[place : place + length])]
                return (*words[:place], *words_of(demand), *words[place + length :])
        return words

    def _wished(self, words: Words) -> int:
        """Return how many words lead to what is not to be so: "I want that lamp is not on"."""
        length = self._starts(words, ("wished",))
        behind = range(length + 1, len(words)) if length else ()
        return length if any(self._starts(words[n:], ("denied",)) for n in behind) else 0

    def _neither_wanted(self, tokens: Words) -> Words | None:
        """Read "neither the TV nor the radio", where nothing else is said: both are to be off."""
        words = tokens[self._opening(tokens) :]
        if any(self.lexicon.sense((word,), tag) is not None for word in words for tag in _ACTING):
            return None
        turned = None if MARKS & set(words) else self._neither(words, None)
        return (*turned[1:], self._off) if turned else None

    def _insisted(self, words: Words) -> Words | None:
        """Read "I said no coffee machine", where "no" takes nothing back."""
        begin = self._starts(words, ("insisting",))
        length = self._starts(words[begin:], ("no",)) if begin else 0
        name, rest = self._placed(words[begin + length :]) if length else ((), ())
        if not name or self._state(words[begin + length :]):
            return words[begin:] if begin else None
        return (*name, self._off, *rest)

    def _opening(self, words: Words) -> int:
        """Return how many words of politeness a part begins with."""
        begin = 0
        while begin < len(words):
            ends = begin + self.lexicon.length(words, _OPENING, begin)
            if words[begin] in MARKS:
                ends = begin + 1
            if ends == begin or self._starts(words[begin:], ("before", "none", "needless")):
                break
            if self._wished(words[begin:]):
                break
            if begin + self.lexicon.length(words, {Tag.DEMAND}, begin) > ends:
                break  # "I want that the lamp is not on"
            begin = ends
        return begin

    def _none(self, words: Words, index: HomeIndex) -> Words | None:
        """Read "leave no light on", "none of the lamps should be on", "I want no lights"."""
        length = self._starts(words, ("none",))
        if not length:
            return None
        return self._contrary(words[length:], ("all",)) or self._away(words[length:], index)

    def _nothing(self, words: Words, _index: HomeIndex) -> Words | None:
        """Read "nothing should be on upstairs": everything off, or all music where it plays."""
        length = self._starts(words, ("nothing",))
        if self.lexicon.sense(words[: length + 1], Tag.ONLY) is not None:  # "nothing but the lamp"
            only: str = self.lexicon.file("targets")["only"]["word"]
            return (only, *words[length + 1 :])
        found = self._state(("anything", *words[length:])) if length else None
        if found is None:
            return None
        _, state, rest = found
        of_everything: Mapping[str, str] = self._data["of_everything"]
        if command := of_everything.get(" ".join(state)):
            turned = words_of(command)
            return (*turned[: -1 if rest else None], *rest)
        return self._contrary(("anything", *words[length:]), ())

    def _needless(self, words: Words, index: HomeIndex) -> Words | None:
        """Read "no need for the fan", "no more light in the hall", "we don't need the TV"."""
        if length := self._starts(words, ("no_need",)):
            found = self._state(words[length:])
            if found and self._data["states"][" ".join(found[1])] == self._off:
                return self._contrary(words[length:], ())  # "no need for the pump to run"
        length = self._starts(words, ("needless",))
        if not length or self._state(words[length:]):
            return None
        name, rest = self._placed(words[length:])
        if not name or self.lexicon.sense(name[-1:], Tag.PARTICLE) is not None:
            return None  # "nobody needs the lamp off"
        return self._away(words[length:], index) or (*name, self._off, *rest)

    def _dispensed(self, words: Words, index: HomeIndex) -> Words | None:
        """Read "the fan is no longer needed", "no light needed in the hall any more"."""
        denied = self._starts(words, ("needless", "no"))
        for place in range(denied + 1, len(words)):
            length = self._starts(words[place:], ("needed" if denied else "not_needed",))
            name, rest = words[denied:place], self._but_now(words[place + length :])
            placed = not rest or self._starts(rest, ("places",))
            if length and placed and self._names(name, index):
                return self._away((*name, *rest), index) or (*name, self._off, *rest)
        return None

    def _place_needs(self, words: Words, index: HomeIndex) -> Words | None:
        """Read "the cellar needs no light": no light in the cellar."""
        for place in range(1, len(words) - 1):
            length = self._starts(words[place:], ("needing_no",))
            begin = int(self.lexicon.sense(words[:1], Tag.DETERMINER) is not None)
            thing = index.things.get(words[begin:place]) if length else None
            if thing and thing.place:
                name = self._but_now(words[place + length :])
                inside: str = self.lexicon.file("targets")["inside"]
                return self._away((*name, inside, *words[:place]), index)
        return None

    def _no(self, words: Words, index: HomeIndex) -> Words | None:
        """Read "no lights on", "no light should be on", "no lights upstairs".

        Of one device it may be a correction: "no, TV on". "No TV now" is none.
        """
        length = self._starts(words, ("no",))
        if not length or self.lexicon.sense(words[: length + 1], Tag.CORRECTION) is not None:
            return None
        if self.lexicon.sense(words[length : length + 1], Tag.NOT) is not None:
            return None  # "no, not the music"
        words = self._with_all(words)
        found = self._state(words[length:])
        if found is None:
            return self._away(words[length:], index, for_now=True)
        end = length + found[0]
        told = self._starts(words[end:], ("be",)) or self._starts(found[2], ("places",))
        if not (told or index.is_plural(words[end - 1])):
            return None
        return self._contrary(words[length:], ("all",))

    def _neither(self, words: Words, _index: HomeIndex | None) -> Words | None:
        """Read "neither the lamp nor the fan should be on", "neither of the lamps on"."""
        words = self._as_neither(words)
        length = self._starts(words, ("neither",))
        if not length:
            return None
        place = next((n for n, word in enumerate(words) if (word,) in self._phrases["nor"]), None)
        if place is None:
            return self._contrary(words[length:], ("all",))
        both = self._but_now((*words[length:place], "and", *words[place + 1 :]))
        leave: str = self.lexicon.file("targets")["letting"][-1]
        if self.lexicon.sense(both[:1], Tag.IN) is not None:
            return None  # "(all off,) but not in the hall and not in the bath"
        acts = any(self.lexicon.sense((word,), Tag.PARTICLE) is not None for word in both)
        return self._contrary(both, ()) or (None if acts else (leave, *both))

    def _as_neither(self, words: Words) -> Words:
        """Return "neither the TV nor the radio" for "not the TV and not the radio"."""
        if not self._starts(words, ("not",)):
            return words
        for place in range(2, len(words)):
            if length := self._starts(words[place:], ("and_not",)):
                neither, nor = self._phrases["neither"][-1], self._phrases["nor"][0]
                return (*neither, *words[1:place], *nor, *words[place + length :])
        return words

    def _before(self, words: Words, _index: HomeIndex) -> Words | None:
        """Read "I don't want the TV on", "don't leave anything running upstairs"."""
        length = self._starts(words, ("before",))
        if not length:
            return None
        if (join := self._joins_states(words[length:])) is None:
            return self._contrary(words[length:], ())
        front, behind = words[length : length + join], words[length + join :]
        turned = self._contrary(front, ())
        if turned is None or behind[:1] not in self._phrases["alike"]:
            return (*turned, *behind) if turned else None
        alike = self._contrary(behind[1:], ()) if self._starts(words, ("leaving",)) else None
        return (*turned, *self._phrases["alike"][0], *alike) if alike else None

    def _joins_states(self, words: Words) -> int | None:
        """Return where what follows a first state has one, too: "the fan run and the blind up".

        None where only one is told. The contrary of the second is wanted where nothing is to be
        left so ("don't leave the blind up and the fan on"); else it is not clear with "and", and
        with "as well as" the second is a wish of its own.
        """
        state = next((n for n in range(1, len(words)) if self._starts(words[n:], ("states",))), 0)
        behind = state + self._starts(words[state:], ("states",)) if state else len(words)
        for place in range(behind, len(words)):
            length = self.lexicon.length(words, {Tag.AND, Tag.THEN, Tag.OR}, place)
            if length and self._state(words[place + length :]):
                return place
        return None

    def _not_to_be(self, words: Words, index: HomeIndex) -> Words | None:
        """Read "the fan should not be running"."""
        for place in range(1, len(words)):
            if length := self._starts(words[place:], ("not_to_be",)):
                end = self._goes_on(words, place + length)
                if stated := self._stated(words[:place], words[place + length : end]):
                    return (*stated, *words[end:])
                turned = self._contrary((*words[:place], *words[place + length : end]), ())
                rest = words[end:]
                behind = self._turned(rest, index, first=False) if turned and rest else None
                return (*turned, *(behind or rest)) if turned else None
        return None

    def _stated(self, name: Words, words: Words) -> Words:
        """Return the contrary of a state that something else follows without a pause.

        "The blind shouldn't be open - the blind all the way down" wants no contrary of the last.
        """
        length = self._starts(words, ("states",))
        rest = words[length:]
        if not length or self._state((*name, *words[:length], *rest)) is None:
            return ()
        kept = self._but_now(rest)
        if not kept or self._starts(kept, ("places",)) or self._starts(kept, ("states",)):
            return ()
        state: str = self._data["states"][" ".join(words[:length])]
        return (*name, state, COMMA, *rest)

    def _goes_on(self, words: Words, begin: int) -> int:
        """Return where something else follows a state: "not be on and then turn the fan on"."""
        state = begin + self._starts(words[begin:], ("states",))
        joined = (
            end
            for end in range(state, len(words))
            if state > begin and self.lexicon.length(words, {Tag.AND, Tag.THEN}, end)
        )
        return next(joined, len(words))

    def _not_to_do(self, words: Words, _index: HomeIndex) -> Words | None:
        """Read "the radio should not play"."""
        for place in range(1, len(words)):
            behind = place + self._starts(words[place:], ("not_to_do",))
            if behind > place and self._starts(words[behind:], ("doing",)):
                return self._contrary((*words[:place], *words[behind:]), ())
        return None

    def _not_to_end(self, words: Words, _index: HomeIndex) -> Words | None:
        """Read "the landing light must not go off": it is left alone."""
        for place in range(1, len(words)):
            behind = place + self._starts(words[place:], ("not_to_do",))
            length = self._starts(words[behind:], ("ending",)) if behind > place else 0
            if length and not self._but_now(words[behind + length :]):
                leave: str = self.lexicon.file("targets")["letting"][-1]
                return (leave, *words[:place])
        return None
