"""Sorts of one kind that a home tells apart by their words: curtains and blinds."""

from dataclasses import dataclass

from ..kinds import Kinds
from .index import HomeIndex, Thing
from .lexicon import Lexicon
from .mentions import Mention
from .rooms import NOTHING, Numbers


@dataclass(frozen=True)
class Sorts:
    """Knows which devices of a kind a word is not used of, in one home."""

    index: HomeIndex
    lexicon: Lexicon
    kinds: Kinds

    def are_called(self, head: Thing, called: Numbers) -> bool:
        """Return whether a word tells one sort from another here: these are blinds, no shutters.

        `called` are the devices with that word in their names.
        """
        words = self.lexicon.file("targets")["told_apart"].get(head.kind, ())
        return head.words[0] in words and bool(called & self.index.of_kind(head.kind))

    def are_of_another(self, numbers: Numbers, mention: Mention) -> bool:
        """Return whether others of the home are called by the usual word: these are no blinds."""
        head = mention.head
        if head is None or head.kind is None or not numbers <= self.told_apart(head.kind):
            return False
        usual = self.kinds.word(head.kind)
        called = (self.index.by_word.get(word, NOTHING) for word in (usual, f"{usual}s"))
        others = frozenset().union(*called) & self.index.of_kind(head.kind) - numbers
        return " ".join(head.words) in {usual, f"{usual}s"} and bool(others)

    def told_apart(self, kind: str) -> Numbers:
        """Return the devices of a kind that its usual word is not used of: awnings, of blinds."""
        words = self.lexicon.file("targets")["told_apart"].get(kind, ())
        return frozenset(n for word in words for n in self.index.by_word.get(word, NOTHING))

    def tells(self, head: Thing) -> bool:
        """Return whether a word for one thing can be in the name of the one that is meant.

        "The lamp" is, while "the light" can be any; "the speaker" is no radio, though a radio is
        a kind of speaker.
        """
        usual = head.kind is not None and " ".join(head.words) == self.kinds.word(head.kind)
        return not usual or head.kind in self.lexicon.file("targets")["told_by_usual_word"]
