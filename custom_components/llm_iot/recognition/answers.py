"""The answer to a question of ours: yes, no, or which of several devices is meant.

Read word by word: every word must belong to the answer, so that "yes" within another
sentence, or within the name of a device, agrees to nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
import json
from pathlib import Path
import re
from typing import Any, Final

from ..models import Device, HomeView
from ..words import tokens

_PAUSE: Final = re.compile(r"[,;.!\u2013\u2014]|\s-\s")
_LONGEST_REASON: Final = 9
"""Most words of a reason that is said with a yes."""
_VERB_WITHIN: Final = 4
"""Words of a statement among which its verb is."""
_FILE: Final = Path(__file__).with_name("words") / "en" / "answers.json"


class AnswerKind(StrEnum):
    """What somebody answered."""

    YES = "yes"
    NO = "no"
    CHOICE = "choice"
    AGAIN = "again"
    """The question was not heard."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is clear."""

    kind: AnswerKind
    targets: tuple[str, ...] = ()
    """Entity ids of the devices chosen."""


@dataclass(frozen=True, eq=False)
class AnswerReader:
    """Reads answers in one language."""

    yes: frozenset[tuple[str, ...]]
    no: frozenset[tuple[str, ...]]
    all_of: frozenset[tuple[str, ...]]
    any_of: frozenset[tuple[str, ...]]
    ordinals: Mapping[str, int]
    number_words: frozenset[str]
    joints: frozenset[tuple[str, ...]]
    fillers: frozenset[str]
    """Words that say nothing by themselves."""
    pointing: frozenset[str]
    """Words that say nothing of which one is meant: "the left hand side"."""
    further: frozenset[tuple[str, ...]]
    restricting: frozenset[tuple[str, ...]]
    excluding: frozenset[tuple[str, ...]]
    again: frozenset[tuple[str, ...]]
    besides: frozenset[tuple[str, ...]]
    """What may be said besides a yes or a no: "yes, and thank you"."""
    reasons: Mapping[str, frozenset[str]]
    """The words with which a statement begins, its verbs, and what may change the answer."""

    def read(self, text: str, choices: Sequence[str], view: HomeView) -> Answer | None:
        """Return what a text answers, None if it is something else than an answer.

        `choices` are the entity ids of the devices that were named, in their order; without
        any only yes and no are answers.
        """
        words = tokens(text)
        if not words:
            return None
        devices = [view.by_id[choice] for choice in choices if choice in view.by_id]
        kind = self._agreement(words)
        if kind is AnswerKind.YES and (alone := self._described(words, devices)):
            return Answer(AnswerKind.CHOICE, (alone.entity_id,))  # "right", not the left one
        if kind:
            return Answer(kind)
        if self._covers(words, self.again):
            return Answer(AnswerKind.AGAIN)
        if not devices:
            agrees = self._covers(words, self.all_of) or self._gives_reason(text)
            return Answer(AnswerKind.YES) if agrees else None
        if self._covers(words, self.all_of):
            return Answer(AnswerKind.CHOICE, tuple(device.entity_id for device in devices))
        if self._covers(words, self.any_of):
            return Answer(AnswerKind.CHOICE, (devices[0].entity_id,))
        chosen: dict[str, None] = {}
        for part in self._parts(words):
            device = self._ordinal(part, devices) or self._described(part, devices)
            if device is None:
                return Answer(AnswerKind.YES) if self._gives_reason(text) else None
            chosen[device.entity_id] = None
        return Answer(AnswerKind.CHOICE, tuple(chosen))

    def plain(self, text: str) -> Answer | None:
        """Return a yes or a no that is said without a reason, None for anything else."""
        kind = self._agreement(tokens(text))
        return Answer(kind) if kind else None

    def behind_yes(self, text: str) -> str:
        """Return what follows a yes, nothing where none is said: "yes, open it"."""
        words = tokens(text)
        size = begin = self._leading(words, self.yes)
        while size:
            size = self._leading(words[begin:], self.yes)
            begin += size
        return " ".join(words[begin:]) if begin else ""

    def kept(self, text: str, targets: Sequence[str], view: HomeView) -> tuple[str, ...]:
        """Return what is still to be asked of a plan after an answer that is no plain one.

        Of "yes, but only the left one" it is the left one, of "yes, but not the left one" all
        the others, of "yes, and turn on the light" everything, as it is not carried out
        unasked. Nothing for any other sentence.
        """
        words = tokens(text)
        agreed = self._leading(words, self.yes)
        rest = words[agreed or self._leading(words, self.no) :]
        if agreed and self._leading(rest, self.further):
            return tuple(targets)
        devices = [view.by_id[target] for target in targets if target in view.by_id]
        if agreed and (excludes := self._leading(rest, self.excluding)):
            return self._without(rest[excludes:], devices, view)
        marker = self._leading(rest, self.restricting)
        if not marker or not rest[marker:]:
            return ()
        found = [self._among(part, devices) for part in self._parts(rest[marker:])]
        kept = dict.fromkeys(device.entity_id for each in found for device in each)
        return tuple(kept) if all(found) else ()

    def _without(
        self, words: Sequence[str], devices: Sequence[Device], view: HomeView
    ) -> tuple[str, ...]:
        """Return the ids of the devices but those that words name; none if it is not clear which.

        What was not asked about at all may be named, too.
        """
        found = [
            self._ordinal(part, devices)
            or self._described(part, devices)
            or self._described(part, view.devices)
            for part in self._parts(words)
        ]
        kept = [device.entity_id for device in devices if device not in found]
        return tuple(kept) if words and all(found) else ()

    def _among(self, words: Sequence[str], devices: Sequence[Device]) -> Sequence[Device]:
        """Return the one that a part means, else all that it can be said of: "the lights"."""
        if one := self._ordinal(words, devices) or self._described(words, devices):
            return (one,)
        telling = {word.removesuffix("s") for word in words if word not in self.fillers}
        known = (
            (device, {word.removesuffix("s") for word in _words_of(device)}) for device in devices
        )
        return [device for device, own in known if telling and telling <= own]

    def _leading(self, words: Sequence[str], phrases: frozenset[tuple[str, ...]]) -> int:
        """Return how many words the longest of some phrases has that words begin with."""
        return next((size for size in range(5, 0, -1) if tuple(words[:size]) in phrases), 0)

    def _agreement(self, words: Sequence[str]) -> AnswerKind | None:
        """Return whether the words are a yes or a no and nothing else."""
        phrases = self._phrases(words, self.yes | self.no | self.besides)
        said = [each for each in phrases or () if each in self.yes | self.no]
        if not said:
            return None
        if all(phrase in self.no for phrase in said):
            return AnswerKind.NO
        return AnswerKind.YES if all(phrase in self.yes for phrase in said) else None

    def _gives_reason(self, text: str) -> bool:
        """Return whether a yes is said with its reason: "yes, the truck is here".

        The reason is a whole statement behind a pause, with nothing in it that could take the
        yes back, tie it to something or choose.
        """
        agreed = [each for each in _PAUSE.finditer(text) if self._agrees(text[: each.start()])]
        words = tokens(text[agreed[-1].end() :]) if agreed else ()
        if len(words) < 2:  # noqa: PLR2004
            return False
        told = len(words) <= _LONGEST_REASON and self.reasons["subjects"].intersection(words[:1])
        is_so = self.reasons["verbs"].intersection(words[:_VERB_WITHIN])
        return bool(told and is_so) and not self.reasons["vetoes"].intersection(words)

    def _agrees(self, text: str) -> bool:
        return self._agreement(tokens(text)) is AnswerKind.YES

    def _covers(self, words: Sequence[str], phrases: frozenset[tuple[str, ...]]) -> bool:
        """Return whether the words are some of the phrases and nothing else."""
        return bool(self._phrases(words, phrases))

    def _phrases(
        self, words: Sequence[str], phrases: frozenset[tuple[str, ...]]
    ) -> list[tuple[str, ...]] | None:
        """Return the phrases that words consist of, None if they hold anything else."""
        found: list[tuple[str, ...]] = []
        place = 0
        while place < len(words):
            lengths = range(min(5, len(words) - place), 0, -1)
            rest = (tuple(words[place : place + length]) for length in lengths)
            phrase = next((each for each in rest if each in phrases), None)
            if phrase:
                found.append(phrase)
                place += len(phrase)
            elif words[place] in self.fillers:
                place += 1
            else:
                return None
        return found

    def _parts(self, words: Sequence[str]) -> Iterator[list[str]]:
        """Yield what stands between the words for "and"."""
        part: list[str] = []
        place = 0
        while place < len(words):
            joint = next(
                (each for each in self.joints if tuple(words[place : place + len(each)]) == each),
                None,
            )
            if joint:
                yield part
                part = []
                place += len(joint)
            else:
                part.append(words[place])
                place += 1
        yield part

    def _ordinal(self, words: Sequence[str], devices: Sequence[Device]) -> Device | None:
        """Return the device that a part names by its place in the question."""
        pointing = self.pointing.difference(*map(_words_of, devices))
        known = {*self.ordinals, *self.number_words, *self.fillers, *pointing}
        said = [word for word in words if word in self.ordinals]
        if not said or not set(words) <= known:
            return None
        # "The second one" is the second; "one" alone is the first.
        place = self.ordinals[next((word for word in said if word not in self.fillers), said[0])]
        if place > len(devices):
            return None
        return devices[place - 1 if place > 0 else place]

    def _described(self, words: Sequence[str], devices: Sequence[Device]) -> Device | None:
        """Return the one device that every telling word of a part can be said of."""
        known = {device.entity_id: _words_of(device) for device in devices}
        own = frozenset[str]().union(*known.values())
        telling = {word for word in words if word not in self.fillers | self.pointing}
        for said in (telling, telling | own.intersection(words)):  # "the side one": a side door
            fitting = [device for device in devices if said and said <= known[device.entity_id]]
            if len(fitting) == 1:
                return fitting[0]
        return None


def load_answer_reader() -> AnswerReader:
    """Read the words of answers; blocking, call it off the event loop."""
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))

    def phrases(name: str) -> frozenset[tuple[str, ...]]:
        return frozenset(tokens(phrase) for phrase in data[name])

    return AnswerReader(
        yes=phrases("yes"),
        no=phrases("no"),
        all_of=phrases("all"),
        any_of=phrases("any"),
        ordinals=data["ordinals"],
        number_words=frozenset(data["number_words"]),
        joints=phrases("joints"),
        fillers=frozenset(data["fillers"]),
        pointing=frozenset(data["pointing"]),
        further=phrases("further"),
        restricting=phrases("restricting"),
        excluding=phrases("excluding"),
        again=phrases("again"),
        besides=phrases("besides"),
        reasons={name: frozenset(words) for name, words in data["reasons"].items()},
    )


def _words_of(device: Device) -> frozenset[str]:
    """Return the words that tell a device from others: names, room, floor and kind."""
    parts = (device.label, *device.names, device.area or "", device.floor or "", device.kind)
    return frozenset(word for part in parts for word in tokens(part))
