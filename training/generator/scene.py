"""One moment in a home: what is shown, where somebody speaks, and how things are referred to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from random import Random
from typing import Final

from custom_components.llm_iot.kinds import Kinds
from custom_components.llm_iot.prompting.retrieval import canonical
from custom_components.llm_iot.words import clean_name, tokens

from .homes import Home, Thing
from .vocabulary import Frames, Vocabulary

_SYNONYM: Final = 0.2
"""Share of the things whose area is called by another word, where it has one."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is said, and what it comes to."""

    text: str
    strings: tuple[str, ...]
    """Of the plan language."""
    sort: str
    """What sort of command it is, for reports."""
    question: bool = False
    goal: str | None = None
    """Name of the component's goal that it is about."""
    readings: tuple[Thing, ...] = ()
    """What can only be asked and is shown for it."""
    earlier: tuple[str, ...] = ()
    """Lines of what was said a moment ago, the newest first."""


@dataclass(frozen=True)
class Scene:
    """What a command is made from."""

    random: Random
    vocabulary: Vocabulary
    home: Home
    shown: Sequence[Thing]
    area: str | None
    """Area of whoever speaks, None where that is not known."""
    whole_areas: Sequence[str]
    """Areas of which all is shown."""

    def pick[T](self, options: Sequence[T]) -> T:
        """Return one of some options."""
        return options[int(self.random.random() * len(options))]

    def chance(self, share: float) -> bool:
        """Return True in so many cases."""
        return self.random.random() < share

    def phrase(self, frames: Frames) -> str:
        """Return a phrase of one of some templates."""
        return self.pick(self.pick(frames))

    def say(self, key: str) -> str:
        """Return a phrase of the frames with a key."""
        return self.phrase(self.vocabulary.frames[key])

    @cached_property
    def here(self) -> Sequence[Thing]:
        """Return the things in the room of whoever speaks."""
        return self.home.by_area.get(self.area, ()) if self.area else ()

    def meant(self, text: str) -> Sequence[Thing]:
        """Return what a name may mean: things that have all its words, first those right here.

        Where nothing has the very words, the kinds that they stand for count.
        """
        said, kinds = _read(text, self.vocabulary.kinds)
        for around in (self.here, self.home.things):
            found = [thing for thing in around if said <= thing.words]
            if not found:
                found = [thing for thing in around if kinds <= thing.meaning]
            if found:
                return found
        return ()

    def refer(self, thing: Thing) -> str:
        """Return words that mean one thing and nothing else, as somebody may say them."""
        for _ in range(3):
            name, tail = self._form(thing)
            if list(self.meant(f"{name}{tail}")) == [thing]:
                said = self._otherwise(thing, f"{name}{tail}") if self.chance(_SYNONYM) else None
                return f"{self.article(thing, name)}{said or f'{name}{tail}'}"
        return f"{self.article(thing, thing.label)}{thing.label}"

    def called(self, area: str) -> str:
        """Return another word for an area that means no other area here, or its name."""
        others = self.vocabulary.spoken["synonyms"].get(area)
        if others:
            other = str(self.pick(others))
            if not any(other in clean_name(each) for each in self.home.by_area if each):
                return other
        return area

    def _otherwise(self, thing: Thing, said: str) -> str | None:
        """Return a name with another word for its area, None if it is not said, or has none.

        A name of the thing itself with the name of the room in it stays what it is.
        """
        area, name = clean_name(thing.device.area or ""), clean_name(thing.device.name)
        other = self.called(area) if area and area not in name else area
        if other == area or f" {area} " not in f" {said} " or self.meant(other):
            return None
        return said.replace(area, other)

    def article(self, thing: Thing, name: str) -> str:
        """Return what stands before a name."""
        if "'s " in name or (thing.bare and not self.chance(0.05)) or name.startswith("the "):
            return ""
        return self.pick(("the ", "the ", "the ", "the ", "", "", "my ", "our ", "that "))

    def _form(self, thing: Thing) -> tuple[str, str]:
        """Return a name of a thing, and what follows it."""
        device = thing.device
        name, area = clean_name(device.name), clean_name(device.area or "")
        word = self.pick(thing.sort.words) if thing.sort.words else name
        inside = self.place(area) if area else ""
        forms = [(thing.label, ""), (name, ""), (name, ""), (word, "")]
        if area:
            forms += [(f"{area} {word}", ""), (word, inside)]
            if area not in name:
                forms.append((name, inside))
        if len(parts := name.split()) > 2:  # noqa: PLR2004  # long names are cut
            forms.append((" ".join(parts[:2]), ""))
        return self.pick(forms)

    def place(self, area: str) -> str:
        """Return how it is said that something is in an area."""
        template = self.pick(self.vocabulary.spoken["places"]["in"])
        return str(template).format(a=area, the="" if "'s" in area else "the ")

    def can_be_confused(self, text: str) -> bool:
        """Return whether a name means two of the things that are shown."""
        found = self.meant(text)
        return len(found) > 1 and sum(thing in self.shown for thing in found) > 1


@lru_cache(65536)
def _read(text: str, kinds: Kinds) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a reference, and the same in kinds."""
    words = [word for word in tokens(text) if word not in {"the", "in", "my", "our", "that", "of"}]
    return frozenset(words), frozenset(canonical(words, kinds))
