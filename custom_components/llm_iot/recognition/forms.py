"""What form a sentence has, as far as its first words tell: a question, a report."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .tokenizer import MARKS, is_number, words_of

_LEADING = frozenset({Tag.FILLER, Tag.CORRECTION, Tag.ABOUT})
_DOING = frozenset({Tag.VERB, Tag.CARRIER})
_TELLING = _DOING | {Tag.BE}
_ON = "on"
_OFF = "off"
_LAST_HOUR = 24
_OF_A_THING = frozenset({Tag.DETERMINER, Tag.ALL, Tag.BOTH})
_VERBS = frozenset({Tag.VERB})
_ENDING = frozenset({Tag.PARTICLE, Tag.LEVEL, Tag.UNIT, Tag.NUMBER, Tag.RELATIVE})
_FORBIDDING = frozenset({Tag.REFUSE})
_ENDING_A_THOUGHT = frozenset({Tag.AND, Tag.THEN, Tag.FILLER})
_COMMANDING = frozenset({Tag.VERB, Tag.CARRIER, Tag.ABOUT, Tag.FILLER, Tag.LEAVE, Tag.REFUSE})


@dataclass(frozen=True, eq=False)
class Forms:
    """Tells the forms of sentences apart in one language."""

    lexicon: Lexicon

    @cached_property
    def phrases(self) -> Mapping[str, frozenset[Words]]:
        """Return the phrases of every list of the language's `forms.json`."""
        data = self.lexicon.file("forms")
        return {
            name: frozenset(words_of(text) for text in texts)
            for name, texts in data.items()
            if isinstance(texts, list)
        }

    def is_question(self, tokens: Sequence[str], *, marked: bool) -> bool:
        """Return whether something is to be told rather than done.

        A question mark alone makes a question of what does not begin like a command.
        """
        words = tuple(tokens)
        core = self._core(words)
        if self._begins(core, _FORBIDDING) or (not marked and self._is_caused(core)):
            return False
        if self._starts(core, "questions") and not self._begins(core, _VERBS):
            return True
        return marked and not self._begins(words, _COMMANDING)

    def asks_state(self, tokens: Sequence[str]) -> bool:
        """Return whether it is asked how a thing is: "any lights on", "the radio, is it on".

        So briefly that no verb stands in front, but for one that asks.
        """
        if self.name_asked_of(tokens):
            return True
        core = self._core(tuple(tokens))
        core = core[: self.end(core)]
        if core[:1] not in self.phrases["asking_for_any"]:
            return False
        states = [n for n, word in enumerate(core) if n > 1 and self._is_state((word,))]
        last = core[states[-1] : states[-1] + 1] if states else ()
        if not last or self.lexicon.sense(last, Tag.PARTICLE) == _OFF:
            return False  # "any light in the hall off" is what is to be so
        return not any(self._is((word,), _TELLING) for word in core[1 : states[-1]])

    def name_asked_of(self, tokens: Sequence[str]) -> Words:
        """Return "is the radio on" for "the radio, is it on", nothing for anything else."""
        core = self._core(tuple(tokens))
        core = core[: self.end(core)]
        pause = next((n for n, word in enumerate(core) if word in MARKS), 0)
        name, behind = core[:pause], core[pause + 1 :]
        length = next((n for n in (3, 2) if behind[:n] in self.phrases["asking_of_it"]), 0)
        asked = bool(pause and length) and self._is_state(behind[length:])
        if not asked or self._begins(name, _DOING):
            return ()
        return (behind[0], *name, *behind[2:])

    def _is_state(self, words: Words) -> bool:
        return self.lexicon.sense(words, Tag.PARTICLE) is not None or self._is_under_way(words)

    def _is_caused(self, core: Words) -> bool:
        """Return whether somebody is to have something done: "have the fan at 50 percent"."""
        stems = self.phrases["causing"]
        core = core[: self.end(core)]
        ends = any(entry.tag in _ENDING for entry in self.lexicon.entries(core[-1:]))
        ends = ends or (bool(core) and is_number(core[-1])) or self._is_under_way(core[-1:])
        return ends and core[:1] in stems and not self.phrases["perfect"] & {(w,) for w in core}

    def _is_under_way(self, words: Words) -> bool:
        return " ".join(words) in self.lexicon.file("forms")["under_way"]

    def end(self, words: Words) -> int:
        """Return where a sentence ends without the politeness behind it."""
        end = len(words)
        while end:
            length = next(
                (
                    size
                    for size in range(min(self.lexicon.longest, end), 0, -1)
                    if self.lexicon.sense(words[end - size : end], Tag.FILLER) is not None
                ),
                1 if words[end - 1] in MARKS else 0,
            )
            if not length:
                break
            end -= length
        return end

    def is_report(self, tokens: Sequence[str]) -> bool:
        """Return whether somebody tells what was done and asks for nothing."""
        core = self._core(tuple(tokens))
        return self._starts(core, "reports") and self.without_called(core) == core

    def commands_behind(self, words: Words) -> bool:
        """Return whether a command follows what is told: "we have to go, so lock the door"."""
        return any(
            self._ends_what_is_told(words[place : place + 1])
            and self.commands(words[place + 1 :], ())
            for place in range(1, len(words))
        ) or any(word in MARKS and self._wants_so(words[n + 1 :]) for n, word in enumerate(words))

    def _wants_so(self, words: Words) -> bool:
        """Return whether it may be said how things are to be: "(I'm done,) lights off in there"."""
        said = {entry.tag for word in words for entry in self.lexicon.entries((word,))}
        return Tag.PARTICLE in said and not said & {Tag.BE, Tag.PRONOUN, Tag.NOT}

    def _ends_what_is_told(self, word: Words) -> bool:
        return word[0] in MARKS or self._is(word, _ENDING_A_THOUGHT)

    def without_called(self, tokens: Sequence[str]) -> Words:
        """Return "switch the fan on" for "somebody switch the fan on", which tells nothing.

        "Somebody put it on" may tell what was done.
        """
        words = tuple(tokens)
        begin = self.begin(words)
        called = next((n for n in (2, 1) if words[begin : begin + n] in self.phrases["called"]), 0)
        verb = words[begin + called : begin + called + 1]
        told = verb in self.phrases["same_in_past"] or (bool(verb) and verb[0].endswith("s"))
        if not called or told or not self._begins(verb, _DOING):
            return words
        return (*words[:begin], *words[begin + called :])

    def is_foreign(self, tokens: Sequence[str], own: frozenset[str]) -> bool:
        """Return whether a sentence is about what is no device, such as a timer.

        `own` has the words of the home: a device may be called so.
        """
        words = tuple(tokens)
        return any(
            words[place : place + len(phrase)] == phrase and not set(phrase) <= own
            for phrase in self.phrases["foreign"]
            for place in range(len(words))
        )

    def sets_value(self, tokens: Sequence[str], things: Container[Words]) -> bool:
        """Return whether "at" and a number is a value: "set the heating at 20".

        `things` has what the home names: in "light at 30" the light is no verb.
        """
        words = tuple(tokens)
        acting = False
        for place in range(len(words)):
            for length in range(min(4, len(words) - place), 0, -1):
                end = place + length
                if words[place:end] in things and self._is_to(words[end : end + 1]):
                    continue
                for entry in self.lexicon.entries(words[place : place + length]):
                    acting |= entry.tag in {Tag.VERB, Tag.PARTICLE} and entry.sense not in _VALUED
        return not acting or self._sets_beyond_the_clock(words)

    def _sets_beyond_the_clock(self, words: Words) -> bool:
        """Return whether no hours can be meant: "lights on upstairs at 50 and downstairs at 20".

        What goes off at some time does so at an hour.
        """
        said: list[float] = []
        behind = 0
        for place, word in enumerate(words):
            at = self._is_to((word,)) and self.lexicon.sense((word,), Tag.IN) is not None
            if at and (number := number_at(words, place + 1, self.lexicon.language)):
                again, behind = place == behind, number[1]
                measured = self._is(words[behind : behind + 1], frozenset({Tag.UNIT}))
                said += [] if measured or again else [number[0]]
            way = self.lexicon.sense((word,), Tag.PARTICLE)
            if way not in {None, _ON}:
                return False
        return len(said) > 1 and max(said) > _LAST_HOUR

    def _is_to(self, words: Words) -> bool:
        return self.lexicon.sense(words, Tag.TO) is not None

    def begin(self, words: Words) -> int:
        """Return where a sentence begins behind the politeness in front of it."""
        return len(words) - len(self._core(words))

    def commands(self, words: Words, things: Container[Words]) -> bool:
        """Return whether words begin with a verb and what it is done to: "lock the door".

        `things` has what the home names: a word that is both ("lights on") is no verb
        unless a determiner follows.
        """
        begin = self.begin(words)
        verb, behind = words[begin : begin + 1], words[begin + 1 : begin + 2]
        if not behind or not self._is(verb, _DOING):
            return False
        return verb not in things or self._is(behind, _OF_A_THING)

    def _is(self, words: Words, tags: frozenset[Tag]) -> bool:
        return any(entry.tag in tags for entry in self.lexicon.entries(words))

    def leading(self, words: Words) -> int:
        """Return where a time may stand in front of a verb, -1 where no verb follows."""
        begin = self.begin(words)
        return begin if any(self._is((word,), _DOING) for word in words[begin + 1 :]) else -1

    def _core(self, words: Words) -> Words:
        """Return a sentence without the politeness in front of it."""
        begin = 0
        while begin < len(words):
            if words[begin] in MARKS:
                begin += 1
                continue
            length = self.lexicon.length(words, _LEADING, begin)
            if not length:
                break
            begin += length
        return words[begin:]

    def _begins(self, words: Words, tags: frozenset[Tag]) -> bool:
        return self.lexicon.length(words, tags) > 0

    def _starts(self, words: Words, group: str) -> bool:
        """Return whether a sentence starts with a phrase of a group."""
        phrases = self.phrases[group]
        return any(words[:length] in phrases for length in range(1, 5))


_VALUED = frozenset({"dim", "brighten", "raise", "lower", "set", "select", "warm", "heat", "cool"})
