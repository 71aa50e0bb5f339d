"""What a device with a proper name has: "Betty's volume", where the radio is called Betty."""

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words

_POSSESSIVE = "s"
"""A token has no apostrophe."""


def possessed(words: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "Betty volume", and "Bob light", as what devices are called."""
    for place in range(len(words) - 1):
        word, following = words[place], words[place + 1 : place + 2]
        name = word.removesuffix(_POSSESSIVE)
        if name == word or word in index.by_word:
            continue
        thing = index.things.get(following)
        kinds = index.of_kind(thing.kind) if thing and thing.kind else frozenset[int]()
        has = lexicon.sense(following, Tag.ATTRIBUTE) is not None
        said = (*words[:place], name)
        for begin in range(len(said)):
            called = index.things.get(said[begin:])
            if called and called.named and (has or called.named & kinds):
                return (*said, *possessed(words[place + 1 :], index, lexicon))
    return words
