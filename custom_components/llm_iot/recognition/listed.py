"""What is meant in each of the rooms that a sentence lists."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from ..models import Device
from .actions import UnclearActionError
from .clauses import Clause
from .doubts import Doubts
from .groups import Groups
from .lexicon import Words
from .mentions import Mention, Reach, located
from .references import names_its_room
from .targets import Able, Choice, Fit, Targets
from .tokenizer import words_of
from .written import in_full

_SEVERAL: Final = "s"
"""What a word for several things ends in."""


@dataclass(frozen=True)
class Listed:
    """Looks into every room of a list, so that none is passed over in silence."""

    targets: Targets
    groups: Groups
    doubts: Doubts

    def devices(
        self, clause: Clause, mention: Mention, choice: Choice, able: Able
    ) -> tuple[Device, ...]:
        """Return what is meant in all rooms, and note in which of them there is nothing such.

        Raises UnclearActionError where it may be several things in one of them.
        """
        devices = choice.devices
        for place in mention.places if len(mention.places) > 1 else ():
            inside = self.targets.index.pick(place.devices)
            if any(device in inside for device in devices):
                continue
            placed = replace(mention, places=(place,))
            found = self.targets.choose(placed, None, able)
            if found.fit is Fit.SEVERAL:
                raise UnclearActionError
            if found.fit is not Fit.CLEAR:
                self.doubts.lacking(clause, placed, found)
            devices += found.devices
        return devices

    def near(self, mention: Mention, place: Mention | None) -> Mention:
        """Return a mention with the place behind a later one, if something there is called so.

        Of "the shutters and the blind in the hall" the shutters are not there if they are
        elsewhere, and blinds here.
        """
        if place is None or mention.places:
            return mention
        near = located(mention, place)
        choice = self.targets.choose(near, None)
        group = mention.reach is Reach.ALL
        if not group and self._is_called_elsewhere(mention, choice.devices):
            return mention
        return mention if choice.otherwise_called or not choice.devices else near

    def _is_called_elsewhere(self, mention: Mention, here: tuple[Device, ...]) -> bool:
        """Return whether things somewhere else have the very word in their names, and these not.

        In "the awning and the blind in the kitchen" the awning is no blind of the kitchen.
        """
        word = mention.said[-1] if mention.said else ""
        there = self.targets.choose(mention, None).devices
        return any(map(partial(_is_called, word), there)) and not any(
            map(partial(_is_called, word), here)
        )

    def is_everywhere(self, mention: Mention, devices: tuple[Device, ...]) -> bool:
        """Return whether things such as some devices are in each place of a mention."""
        domains = {device.domain for device in devices}
        places = (self.targets.index.pick(place.devices) for place in mention.all_places)
        return all(any(each.domain in domains for each in inside) for inside in places)

    def alike(self, rooms: Mention, clause: Clause) -> tuple[Device, ...] | None:
        """Return what bare rooms mean in front of a thing: "the bedroom and bathroom fan".

        If one of them has something by the same name, then that. None where the thing is not
        told by its room: "the bedroom and the fan" are no two fans. Of what is to be so too it
        need not be.
        """
        model = clause.model
        if model is None:
            return None
        models = self.targets.everything_fitting(model, None)
        if not models or not (clause.too or names_its_room(model, models, self.targets.index)):
            return None
        kinds = {device.kind for device in models}
        inside = [each for each in self.groups.inside(rooms) if {each.kind} == kinds]
        if not inside and len(kinds) == 1:  # "bedroom radiator to 16 and hall to 20", by another
            kin = self.targets.lexicon.file("targets")["kin"].get(self._usual(models[0].kind), ())
            inside = [each for each in self.groups.inside(rooms) if each.kind in kin]
        names = {self._apart(device) for device in models}
        return tuple([each for each in inside if self._apart(each) in names] or inside)

    def _usual(self, kind: str | None) -> str:
        """Return the word for a kind, nothing for what is of none."""
        return self.targets.kinds.word(kind) if kind else ""

    def _apart(self, device: Device) -> Words:
        """Return the name of a device without its room, whichever of both is abbreviated."""
        short = self.targets.lexicon.file("targets")["written_short"]
        room = in_full(words_of(device.area or ""), short)
        return tuple(word for word in in_full(words_of(device.name), short) if word not in room)


def _is_called(word: str, device: Device) -> bool:
    """Return whether a word is in a name of a device, be it of one thing or of several."""
    forms = {word, f"{word}{_SEVERAL}", word.removesuffix(_SEVERAL)}
    return any(not forms.isdisjoint(words_of(name)) for name in device.names)
