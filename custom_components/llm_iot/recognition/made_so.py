"""A value that is put on what is named behind it: "make it 45 percent on the lamp"."""

from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .tokenizer import words_of


def with_made_so(words: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return "put 45 percent on the lamp", where "it" means nothing that was named before."""
    for place in range(len(words)):
        for phrase, verb in lexicon.file("forms")["making_it"].items():
            said = words_of(phrase)
            begin = place + len(said)
            found = number_at(words, begin, lexicon.language)
            if words[place:begin] != said or found is None:
                continue
            end = found[1] + lexicon.length(words, {Tag.UNIT}, found[1])
            end += lexicon.length(words, {Tag.FILLER}, end)
            inside = lexicon.length(words, {Tag.IN}, end)
            end += inside + lexicon.length(words, {Tag.DETERMINER}, end + inside)
            names = (index.things.get(words[end:stop]) for stop in range(end + 1, len(words) + 1))
            if inside and any(thing and (thing.kind or thing.named) for thing in names):
                return (*words[:place], *words_of(verb), *words[begin:])
    return words
