"""A thing of the kind that was spoken of, as one's own: "they have nice kettles, turn ours on"."""

from .index import Thing
from .lexicon import Words
from .topics import Topics


def with_owned(words: Words, topics: Topics) -> Words:
    """Return words with the only thing spoken of for "ours": "nice kettles, turn ours on"."""
    if not any(topics.phrases.has("possessed", word) for word in words):
        return words
    parts = topics.parts(words)
    place = next(n for n, part in enumerate(parts) if topics.phrases.has("possessed", part.text))
    said = {part.words: part.thing for part in parts[:place] if part.thing}
    things = {words: thing for words, thing in said.items() if thing.kind and not thing.place}
    if len(things) != 1:
        return words
    (name, thing), owned = things.popitem(), parts[place]
    name = _single(name, thing, topics) if thing.plural else name
    article = topics.phrases.data["article"]
    return (*words[: owned.start], article, *name, *words[owned.end :])


def _single(name: Words, thing: Thing, topics: Topics) -> Words:
    """Return what one of several is called in this home, the name itself where none is."""
    for words, one in topics.targets.index.things.items():
        alike = words[:-1] == name[:-1] and name[-1].startswith(words[-1])
        if alike and one.kind == thing.kind and not one.plural:
            return words
    return name
