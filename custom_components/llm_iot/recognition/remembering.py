"""What is asked about learning: "remember that ...", "forget that", "never turn it on at night"."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ..models import Plan, Request, RequestKind, RuleWish, Source, Utterance
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .targets import Fit, Targets
from .tokenizer import MARKS, tokenize, words_of

type Command = Callable[[tuple[str, ...]], Plan | None]
"""Reads the words of a command."""

_ABOUT: Final = (
    ("list_about", RequestKind.LIST_LEARNED),
    ("forget_about", RequestKind.FORGET),
)
"""Groups of what stands before the thing that something was learned about."""
_NOON: Final = 12
_DAY: Final = 24
_MORNING: Final = "06:00:00"
"""When a night ends that nothing is said of."""
_MIDNIGHT: Final = "00:00:00"


@dataclass(frozen=True, eq=False)
class Remembering:
    """Recognises it in one language."""

    lexicon: Lexicon

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        return self.lexicon.file("remembering")

    @cached_property
    def _phrases(self) -> Mapping[str, frozenset[Words]]:
        return self.lexicon.lists("remembering")

    @cached_property
    def _times(self) -> Mapping[Words, tuple[str, str]]:
        return {
            words_of(text): (after, before)
            for text, (after, before) in self._data.get("times", {}).items()
        }

    def read(self, utterance: Utterance, targets: Targets, command: Command) -> Plan | None:
        """Return the plan of such a sentence, None if it is none."""
        if not self._data:
            return None
        words = self._bare(tokenize(utterance.text))
        if words in self._phrases["list"]:
            return _asked(Request(RequestKind.LIST_LEARNED))
        if words in self._phrases["forget_all"]:
            return _asked(Request(RequestKind.FORGET_ALL))
        if words in self._phrases["forget_last"]:
            return _asked(Request(RequestKind.FORGET))
        for group, kind in _ABOUT:
            if (length := self._begins(group, words)) and words[length:]:
                return _about(kind, words[length:], targets)
        told = self._begins("remember", words)
        rest = words[told:]
        if rule := self._rule(rest, command, told=bool(told)):
            text = " ".join(rest)
            return _asked(Request(RequestKind.ADD_RULE, text=text, rule=rule))
        if told and rest:
            return _asked(Request(RequestKind.REMEMBER, text=_behind(utterance.text, rest)))
        return None

    def _bare(self, tokens: Sequence[str]) -> Words:
        """Return the words without marks and the politeness around them."""
        words = tuple(token for token in tokens if token not in MARKS)
        while len(words) > 1 and self._is_filler(words[:1]):
            words = words[1:]
        while len(words) > 1 and self._is_filler(words[-1:]):
            words = words[:-1]
        return words

    def _is_filler(self, words: Words) -> bool:
        return self.lexicon.sense(words, Tag.FILLER) is not None

    def _begins(self, group: str, words: Words) -> int:
        """Return how many words of a group a sentence begins with, the most there are."""
        lengths = range(min(len(words), 7), 0, -1)
        return next((length for length in lengths if words[:length] in self._phrases[group]), 0)

    def _rule(self, words: Words, command: Command, *, told: bool) -> RuleWish | None:
        """Return the rule that a sentence wants, None if it wants none that we understand.

        "Leave it off" is one if it is `told` that it is from now on.
        """
        rest, after, before = self._timed(words)
        if length := self._begins("never", rest):
            plan = command(rest[length:])
        elif (length := self._begins("lasting" if told else "always", rest)) and rest[length + 1 :]:
            opposite = self._data["opposites"].get(rest[-1])
            thing = rest[length:-1]
            plan = command((opposite[0], *thing, *words_of(opposite[1]))) if opposite else None
        else:
            return None
        if plan is None or not plan.steps or plan.problems or plan.deferred:
            return None
        targets = tuple(dict.fromkeys(step.target for step in plan.steps))
        return RuleWish(targets, plan.steps, after, before)

    def _timed(self, words: Words) -> tuple[Words, str | None, str | None]:
        """Return the words without a time of day at their end, and the time: from, until."""
        for length in range(min(len(words) - 1, 6), 0, -1):
            end, rest = words[-length:], words[:-length]
            if end in self._times:
                return rest, *self._times[end]
            if (end[0],) in self._phrases["after"] and (hour := self._hour(end[1:], late=True)):
                return rest, hour, _MORNING
            if (end[0],) in self._phrases["before"] and (hour := self._hour(end[1:], late=False)):
                return rest, _MIDNIGHT, hour
        return words, None, None

    def _hour(self, words: Words, *, late: bool) -> str | None:
        """Return "ten" as a time of day; in the evening if it is `late` and nothing is said."""
        found = number_at(words, 0, self.lexicon.language) if words else None
        if not found or not 0 <= found[0] <= _DAY or found[0] != int(found[0]):
            return None
        hour, rest = int(found[0]), words[found[1] :]
        if rest in self._phrases["morning"]:
            hour %= _NOON
        elif rest in self._phrases["evening"] or (late and not rest):
            hour += _NOON if hour < _NOON else 0
        elif rest:
            return None
        return f"{hour % _DAY:02}:00:00"


def _about(kind: RequestKind, words: Words, targets: Targets) -> Plan:
    """Return the request for what was learned about something, in words where it is no device."""
    text = " ".join(words)
    mentions = targets.find(text)
    ids: tuple[str, ...] = ()
    if len(mentions) == 1 and mentions[0].end - mentions[0].start == len(words):
        choice = targets.choose(mentions[0], None)
        if choice.fit in {Fit.CLEAR, Fit.SEVERAL}:
            ids = tuple(device.entity_id for device in choice.devices)
    return _asked(Request(kind, ids, text=text))


def _behind(text: str, words: Words) -> str:
    """Return the end of a text that some words are, as it was written."""
    written = text.split()
    for start in range(len(written)):
        rest = " ".join(written[start:])
        if tuple(token for token in tokenize(rest) if token not in MARKS) == words:
            return rest.strip(" ,.:;")
    return " ".join(words)


def _asked(request: Request) -> Plan:
    return Plan(Source.RESOLVER, request=request)
