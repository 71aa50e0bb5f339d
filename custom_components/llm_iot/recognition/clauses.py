"""A clause: what is to be done, and to what."""

from dataclasses import dataclass, field

from .actions import Action
from .lexicon import Tag
from .mentions import Mention
from .tagging import Part


@dataclass
class Clause:
    """One verb with what it is done to; any part of it may be missing."""

    verbs: list[Part] = field(default_factory=list)
    particles: list[Part] = field(default_factory=list)
    manner: list[Part] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    excepted: list[Mention] = field(default_factory=list)
    instead: bool = False
    """Whether what is left out is to make way for what is named: "instead of the lamp"."""
    scope: Mention | None = None
    """A place in front: "in the kitchen turn on the light"."""
    times: list[int] = field(default_factory=list)
    time_leads: bool = False
    """Whether the time was said before anything else: "at seven turn on the light"."""
    own_words: str = ""
    """Words behind "to" that may be a word of the device's own, such as a source."""
    joined: str = ""
    """Words in front of it: "and", "then", "but"."""
    follows: bool = False
    """Whether it is to come after the one before: "and then"."""
    leads: bool = False
    """Whether what is to be done was said before what it is done to."""
    refused: bool = False
    left: bool = False
    """Whether the devices are to stay as they are."""
    allowed: bool = False
    """Whether they only may: "the lamp can stay on"."""
    absent: bool = False
    """Whether what is left is not to be there: "but no music"."""
    denied: bool = False
    """Whether it is not to be as what was named before: "the lamp on, the fan not"."""
    only: bool = False
    either: bool = False
    told: bool = False
    """Whether it tells what is so."""
    demanded: bool = False
    about: bool = False
    """Whether it asks for the same as before for something else."""
    too: bool = False
    corrects: bool = False
    """Whether it takes the place of what was said before."""
    negated: bool = False
    """Whether it begins with "not"."""
    shared_place: Mention | None = None
    """A place behind a later mention with the same verb: "the light and the fan in the hall"."""
    next_place: Mention | None = None
    """A place behind the next clause, which can settle which device is meant."""
    model: Mention | None = None
    """What stands behind bare rooms in a list, as in "the bedroom and bathroom fan"."""
    action: Action | None = None
    """What is to be done, its own or a neighbour's."""

    @property
    def has_verb(self) -> bool:
        """Return whether it says what is to be done, as far as a verb or particle can."""
        return bool(self.verbs or self.particles)

    @property
    def empty(self) -> bool:
        """Return whether it says nothing."""
        return not (self.has_verb or self.manner or self.mentions or self.own_words)

    @property
    def is_bare_number(self) -> bool:
        """Return whether it is a number and nothing else: without a verb, a unit or a thing."""
        alone = not (self.has_verb or self.mentions or self.scope or self.own_words)
        return alone and [part.tag for part in self.manner] == [Tag.NUMBER]


class UnreadableError(ValueError):
    """There are words that no clause has a place for."""
