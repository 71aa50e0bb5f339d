"""Parts of a sentence: names, places, numbers, times. Plain text from plain facts.

Names, states and titles come from the home and are data: what cannot be spoken is left out,
and they are cut where they are overlong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from .. import cleaning
from ..measures import Amount
from ..models import Device
from ..units import readable
from ..words import clean_name

MAX_LISTED: Final = 6
"""Names in one list; the rest are only counted."""
MAX_QUOTED: Final = 60
"""Characters of a title or another text that is read out."""
_OWNING: Final = ("'s", "\u2019s")
"""What the name of an owner ends in."""
_SMALL: Final = 10
_LARGE: Final = 100


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a sentence is about."""

    text: str
    """With its article, if it takes one."""
    plural: bool = False


@dataclass(frozen=True)
class Phrases:
    """The parts of sentences in one language."""

    texts: Mapping[str, Any]

    def thing(self, device: Device, *, with_area: bool = False) -> Named:
        """Return what a thing is called, with its room where that helps to find it."""
        if device.domain == "person":
            return Named(quotable(device.name))
        if device.domain == "weather":
            return Named(self.texts["answer"]["weather"])
        label = spoken(device)
        name = Named(self._definite(label), self._is_plural(label))
        if not with_area or not device.area or clean_name(device.area) in device.label:
            return name
        return Named(f"{name.text}{self.where(device.area)}", name.plural)

    def several(self, names: Sequence[Named], joint: str = "and") -> Named:
        """Return a list of things, of which no more than a handful is named."""
        if len(names) == 1:
            return names[0]
        shown = [name.text for name in names[:MAX_LISTED]]
        if rest := len(names) - len(shown):
            shown.append(self.texts["answer"]["more"].format(number=rest))
        return Named(self.joined(shown, joint), plural=True)

    def joined(self, items: Sequence[str], joint: str = "and") -> str:
        """Return "a, b and c"."""
        if len(items) < 2:  # noqa: PLR2004  # a list needs two
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.texts[joint]} {items[-1]}"

    def verb(self, name: Named) -> str:
        """Return the verb in the number of what it is said of."""
        return str(self.texts["answer"]["verb_many" if name.plural else "verb_one"])

    def place(self, place: str) -> str:
        """Return the name of a room or floor with its article."""
        return self._definite(_uncapitalised(quotable(place)))

    def spot(self, place: str) -> str:
        """Return a place as it is the subject of a clause: "the kitchen", but "upstairs"."""
        adverbs = self.texts["where"]["adverbs"]
        said = clean_name(place)
        return said if said.casefold() in adverbs else self.place(place)

    def where(self, place: str | None) -> str:
        """Return " in the kitchen", " on the patio" or " upstairs"; nothing for the whole home."""
        if not place:
            return ""
        texts = self.texts["where"]
        words = clean_name(place).split()
        if len(words) == 1 and words[0] in texts["adverbs"]:
            return f" {words[0]}"
        key = "on" if words and words[-1] in texts["surfaces"] else "in"
        return f" {texts[key].format(place=self.place(place))}"

    def amount(self, amount: Amount, digits: int | None = None) -> str:
        """Return "21.5 degrees" or "1.2 kilowatts"."""
        value, unit = readable(amount.value, amount.unit)
        number = self.number(value, digits if unit == amount.unit else None)
        forms = self.texts["unit"].get(unit)
        if forms is None:
            return f"{number} {quotable(unit)}".strip()
        return f"{number} {forms[0] if number == '1' else forms[1]}"

    def number(self, value: float, digits: int | None = None) -> str:
        """Return a number as people say it, rounded to what its size deserves."""
        if digits is None:
            digits = 0 if abs(value) >= _LARGE else 1 if abs(value) >= _SMALL else 2
        rounded = round(value, digits)
        text = f"{abs(rounded):.{digits}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return str(self.texts["answer"]["minus"].format(number=text)) if rounded < 0 else text

    def clock(self, moment: datetime, asked: datetime | None) -> str:
        """Return when something is, as far from the question as is needed to be clear."""
        texts = self.texts["time"]
        if asked is None:
            return moment.strftime(texts["date"])
        local = moment.astimezone(asked.tzinfo)
        time = local.strftime(texts["clock"])
        days = (local.date() - asked.date()).days
        if near := texts["days"].get(str(days)):
            return str(near.format(time=time))
        return str(texts["far"].format(date=local.strftime(texts["date"]), time=time))

    def quoted(self, text: str) -> str:
        """Return a text of others between quotation marks, which it cannot end."""
        return f'"{quotable(text)}"'

    def yes(self, text: str) -> str:
        """Return a clause as what a yes is explained with."""
        return str(self.texts["answer"]["yes"].format(text=text))

    def no(self, text: str) -> str:
        """Return a clause as what a no is explained with."""
        return str(self.texts["answer"]["no"].format(text=text))

    def are(self, names: Sequence[Named], words: str) -> str:
        """Return what some things are: "the lamp and the spot are on"."""
        name = self.several(names)
        return f"{name.text} {self.verb(name)} {words}"

    def sentence(self, text: str, unknown: Sequence[Named] = ()) -> str:
        """Return a clause as a sentence, and what could not be looked at as another."""
        first = f"{capital(text)}."
        if not unknown:
            return first
        return f"{first} {self._fill('unknown', self.several(unknown, 'or'))}"

    def not_known(self, names: Sequence[Named], *, gone: bool) -> str:
        """Return that nothing is known: things are not there, or tell nothing."""
        name = self.several(names)
        number = "many" if name.plural else "one"
        return self._fill(f"{'gone' if gone else 'silent'}_{number}", name)

    def _fill(self, key: str, name: Named) -> str:
        return str(self.texts["answer"][key].format(device=name.text))

    def _definite(self, label: str) -> str:
        return definite(label, self.texts)

    def _is_plural(self, label: str) -> bool:
        return is_plural(label, self.texts)


def is_plural(label: str, texts: Mapping[str, Any]) -> bool:
    """Return whether something is called as several are: "curtains", but no "wireless"."""
    return label.endswith(texts["plural_ending"]) and not label.endswith(
        tuple(texts["singular_endings"])
    )


def quotable(text: str) -> str:
    """Return a text of others without anything but letters, digits and harmless marks, cut."""
    plain = cleaning.prose(text)
    return plain if len(plain) <= MAX_QUOTED else f"{plain[:MAX_QUOTED].rstrip()} ..."


def definite(label: str, texts: Mapping[str, Any]) -> str:
    """Return a name with the article; one that begins with an owner takes none."""
    first = label.partition(" ")[0]
    if first.endswith(_OWNING):
        return capital(label)
    return label if first in texts["with_article"] else str(texts["definite"].format(device=label))


def spoken(device: Device) -> str:
    """Return the label, with large letters where acronyms and the names of owners have them."""
    words = {
        word.casefold(): word
        for word in device.name.split()
        if word.isupper() or word.endswith(_OWNING)
    }
    return " ".join(words.get(word, word) for word in device.label.split())


def capital(text: str) -> str:
    """Return a sentence beginning with a capital letter."""
    return text[:1].upper() + text[1:]


def _uncapitalised(place: str) -> str:
    """Return a place in small letters, but for acronyms and the names of owners."""
    return " ".join(
        word if word.isupper() or word.endswith(_OWNING) else word.lower() for word in place.split()
    )
