"""What a sentence speaks of, whether or not it is a clear command."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .evidence import Earlier
from .models import Step

_FEW_WORDS: Final = 12
"""Different words of a command up to which all that it names matters."""


@dataclass(frozen=True, slots=True)
class Named:
    """What one run of words names: "the lamp", "both blinds"."""

    devices: frozenset[str]
    """Entity ids; several also where it is not clear which one is meant."""
    group: bool = False
    """Whether all of them are meant: "the lights in the hall"."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The things, places, actions and values in the words of a sentence."""

    things: frozenset[str] = frozenset()
    """Entity ids of what is meant by a name, by its kind, or by a word like "it"."""
    places: frozenset[str] = frozenset()
    """Entity ids of what is in the rooms and floors that are named, if nothing in them is."""
    everything: bool = False
    """Whether "everything" is said; of the places, where any is named."""
    actions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By domain, the actions of the table that the verbs can mean."""
    numbers: frozenset[float] = frozenset()
    words: frozenset[str] = frozenset()
    named: tuple[Named, ...] = ()
    """What is meant by a name or by its kind, in the order of the words."""
    left_out: frozenset[str] = frozenset()
    """Entity ids of what is to stay as it is."""
    set_to: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    """By entity id, what the words set something to: with values of its own unit."""
    spares: bool = False
    """Whether the words leave something out: "all but", "instead of", "only"."""
    lost: bool = False
    """Whether they name something that the home does not have."""
    amiss: bool = False
    """Whether a command leaves out, or adds to what it names, what nobody here knows.

    What is done of the rest would be too much or too little.
    """
    earlier: tuple[Earlier, ...] = ()
    """What was said in the conversation before, the newest first."""

    @property
    def is_story(self) -> bool:
        """Return whether there are so many words that some things are only spoken of."""
        return len(self.words) > _FEW_WORDS
