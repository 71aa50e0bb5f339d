"""The words of a sentence as they were meant: joined, parted, and with mistakes corrected.

A name is corrected with more care than a word of the language: "Tim's lamp" is not Tom's one
misspelt, but somebody else's.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from rapidfuzz.distance import OSA

from .called_she import with_it
from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .numbered_names import numbered
from .numerals import number_vocabulary, number_words
from .possessed import possessed
from .tokenizer import MARKS, is_number

_SHORTEST_CORRECTED: Final = 4
"""Letters below which a word is taken as it stands: "fan" and "tan" are one letter apart."""
_SHORTEST_HEARD: Final = 3
"""Letters from which a word can stand for one that sounds the same."""
_SHORTEST_STEM: Final = 4
"""Letters of a word without its ending: "slid" of "slider"."""
_LONG: Final = 8
"""Letters from which two mistakes are forgiven."""
_SHORT_NAME: Final = 5
"""Letters from which a name may have another vowel inside."""
_LONG_NAME: Final = 6
"""Letters from which a letter of a name may be missing, or be another one that sounds alike."""
_REMEMBERED: Final = 8192
_SENTENCES: Final = 128
"""Pieces of what is being understood whose words are kept."""


def spelled(tokens: Sequence[str], index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return the tokens as they were meant."""
    return _spelled(tuple(tokens), index, lexicon)


@lru_cache(_SENTENCES)
def _spelled(tokens: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return the words; those of one sentence are asked for by several readers."""
    words = with_it(tuple(_ended(tokens, lexicon)), lexicon)
    words = possessed(words, index, lexicon)
    words = _named(_corrected(words, index, lexicon), index, lexicon)
    return _halved(numbered(words, index, lexicon), lexicon)


def _ended(tokens: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    """Return the tokens with the last word as it can only be meant there: "light of"."""
    last_words = lexicon.file("targets")["last_words"]
    for place in range(len(tokens) - 1, 0, -1):
        if meant := last_words.get(tokens[place]):
            return (*tokens[:place], meant, *tokens[place + 1 :])
        if lexicon.sense((tokens[place],), Tag.FILLER) is None:  # "light of please"
            break
    return tokens


def _corrected(tokens: Sequence[str], index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return the tokens one by one, or by two, as they were meant."""
    vocabularies = (index.vocabulary, lexicon.vocabulary, number_vocabulary(lexicon.language))
    homophones = lexicon.file("targets")["homophones"]
    found: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        pair = f"{token} {tokens[position + 1]}" if position + 1 < len(tokens) else ""
        if pair in homophones:
            found += homophones[pair].split()
            position += 2
            continue
        joined = pair.replace(" ", "")
        if joined in index.own_words and _is_one_word(joined, pair, index):
            found.append(joined)
            position += 2
            continue
        position += 1
        if kin := _of_its_stem(token, index, lexicon):
            found.append(kin)
            continue
        known = any(token in words for words in vocabularies) or index.several_have(token)
        if token in MARKS or is_number(token) or known:
            found.append(token)
            continue
        if pair and joined in index.own_words:
            found.append(joined)
            position += 1
            continue
        meant = homophones.get(token)
        if meant:
            found += meant.split()
            continue
        found += _parted(token, index) or [correct(token, index, lexicon) or token]
    return tuple(found)


def _is_one_word(joined: str, pair: str, index: HomeIndex) -> bool:
    """Return whether two words of the language are one of this home: the "green house"."""
    words = tuple(pair.split())
    return (
        len(joined) >= _LONG_NAME
        and words not in index.things
        and not index.own_words >= set(words)
    )


def _of_its_stem(token: str, index: HomeIndex, lexicon: Lexicon) -> str | None:
    """Return "sliding" for the "slider" that a sliding door is called; None for other words.

    A word of this home, or of the language, means what it says.
    """
    if token in index.own_words or token in lexicon.vocabulary:
        return None
    endings = lexicon.file("targets")["stem_endings"]
    stems = [token.removesuffix(ending) for ending in endings if token.endswith(ending)]
    kin = {stem + ending for stem in stems if len(stem) >= _SHORTEST_STEM for ending in endings}
    called = {word for word in kin & index.by_word.keys() if _tells_apart(word, index)}
    return called.pop() if len(called) == 1 else None


def _tells_apart(word: str, index: HomeIndex) -> bool:
    """Return whether a word and a kind are the whole of a name: "sliding door"."""
    for name in index.names:
        kinds = {device.kind for device in index.pick(index.things[name].named)}
        others = [index.things.get((each,)) for each in name if each != word]
        of_kind = all(other and other.kind in kinds for other in others)
        if word in name and others and of_kind:
            return True
    return False


def _parted(token: str, index: HomeIndex) -> list[str]:
    """Return the two words of a name that were written as one, none if it is not so."""
    for place in range(3, len(token) - 2):
        words = (token[:place], token[place:])
        if words in index.things:
            return list(words)
    return []


def correct(word: str, index: HomeIndex, lexicon: Lexicon) -> str | None:
    """Return what a misspelt word stands for; None if that is not clear.

    The first letter has to fit unless the first two changed places. A word that means
    something else, such as a room that this home lacks, is never another one misspelt.
    """
    if len(word) < _SHORTEST_HEARD or is_number(word) or word in index.known:
        return None
    candidates = [
        each
        for each in _known_words(word[:2] + _sounding(word, lexicon), index, lexicon)
        if len(each) >= _SHORTEST_HEARD
        and (_begins_like(word, each) or each[0] in _sounding(word, lexicon))
    ]
    heard = sound(word, lexicon)
    alike = [
        each
        for each in candidates
        if max(len(each), len(word)) >= _SHORTEST_CORRECTED and sound(each, lexicon) == heard
    ]
    if len(alike) == 1:
        return alike[0]
    doubled = [each for each in candidates if _singled(each) == _singled(word)]
    if len(doubled) == 1:
        return doubled[0]
    if _without_vowels(word, lexicon) == word:
        without = [each for each in candidates if _without_vowels(each, lexicon) == word]
        if without:
            return without[0] if len(without) == 1 else None
    if len(word) < _SHORTEST_CORRECTED:
        return _with_places_changed(word, candidates, index)
    candidates = [each for each in candidates if len(each) >= _SHORTEST_CORRECTED]
    allowed = 2 if len(word) >= _LONG else 1
    distances = {each: OSA.distance(word, each, score_cutoff=allowed) for each in candidates}
    near = {
        each: distance
        for each, distance in distances.items()
        if distance <= allowed and _is_slip(word, each, index, lexicon)
    }
    best = [each for each, distance in near.items() if distance == min(near.values())]
    if len(best) > 1:
        best = [each for each in best if each in index.own_words]
    if len(best) > 1:  # "draps" are drapes, and no drape
        best = [each for each in best if each[-1] == word[-1]]
    return best[0] if len(best) == 1 else None


def _without_vowels(word: str, lexicon: Lexicon) -> str:
    """Return a word as somebody in haste writes it: "lmp" for "lamp"."""
    vowels = lexicon.file("targets")["vowels"]
    return word[0] + "".join(letter for letter in word[1:] if letter not in vowels)


def _with_places_changed(word: str, candidates: Sequence[str], index: HomeIndex) -> str | None:
    """Return the only short word of this home of which two letters changed places: "fna"."""
    alike = {each for each in candidates if each in index.own_words}
    swapped = [each for each in alike if len(each) == len(word) and OSA.distance(word, each) == 1]
    meant = [each for each in swapped if sorted(each) == sorted(word)]
    return meant[0] if len(meant) == 1 else None


def _known_words(letters: str, index: HomeIndex, lexicon: Lexicon) -> set[str]:
    """Return the words that a misspelt one may stand for, which begin with one of its letters."""
    return {
        word
        for letter in letters
        for known in (index.by_initial, lexicon.correctable_by_initial)
        for word in known.get(letter, ())
    }


def _sounding(word: str, lexicon: Lexicon) -> str:
    """Return the letters that a long word may begin with as it sounds: "shandelier"."""
    initials: Mapping[str, str] = lexicon.file("targets")["initials"]
    return initials.get(word[0], "") if len(word) >= _LONG else ""


def _begins_like(word: str, candidate: str) -> bool:
    """Return whether the first letters are the same, or the first two changed places."""
    first, second = candidate[0], candidate[1]
    return first == word[0] or {first, second} == {word[0], word[1]}


def _is_slip(word: str, name: str, index: HomeIndex, lexicon: Lexicon) -> bool:
    """Return whether a word can be one of the home's names, mistyped.

    Short names are too near to each other: only letters that changed places are a slip there.
    """
    if name not in index.names_only or name in lexicon.correctable:
        return True
    if sorted(word) == sorted(name):
        return True
    if len(name) < _LONG_NAME:
        return _has_other_vowel(word, name, lexicon)
    if len(word) != len(name):
        return True
    data = lexicon.file("targets")
    others = [pair for pair in zip(word, name, strict=True) if pair[0] != pair[1]]
    if len(name) >= _LONG and all(set(pair) & set(data["soft"]) for pair in others):
        return True
    return all(any(set(pair) <= set(each) for each in data["alike"]) for pair in others)


def _has_other_vowel(word: str, name: str, lexicon: Lexicon) -> bool:
    """Return whether a short name has only another vowel inside: "dysen" for "Dyson".

    The last one tells people apart: "Mario" is not "Maria".
    """
    vowels = set(lexicon.file("targets")["vowels"])
    if len(name) < _SHORT_NAME or len(word) != len(name):
        return False
    others = [n for n in range(len(name)) if word[n] != name[n]]
    inside = len(others) == 1 and 0 < others[0] < len(name) - 1
    return inside and {word[others[0]], name[others[0]]} <= vowels


def _singled(word: str) -> str:
    """Return a word with each letter that is doubled once: "radioo" as "radio"."""
    return "".join(letter for letter, _ in groupby(word))


def _named(tokens: Words, index: HomeIndex, lexicon: Lexicon) -> Words:
    """Return the tokens with the word put right that alone keeps others from being a name.

    "Hew Iris" is the "Hue Iris": the second word belongs to no other name, and the first one
    sounds like what stands before it there.
    """
    tokens = _written_out(_owned(tokens, index), index)
    if not index.proper.keys() & set(tokens):
        return tokens
    meant = set(_nearly_named(tokens, index, lexicon))
    if len(meant) != 1:
        return tokens
    begin, name = meant.pop()
    return (*tokens[:begin], *name, *tokens[begin + len(name) :])


def _owned(tokens: Words, index: HomeIndex) -> Words:
    """Return the tokens with "Max fan" as the name "Max's fan"."""
    for place, token in enumerate(tokens):
        for name in index.proper.get(f"{token}s", ()):
            begin = place - name.index(f"{token}s")
            said = tokens[max(begin, 0) : begin + len(name)]
            owned = tuple(f"{word}s" if word == token else word for word in said)
            if begin >= 0 and owned == name and said not in index.things:
                return (*tokens[:begin], *name, *tokens[begin + len(name) :])
    return tokens


def _written_out(tokens: Words, index: HomeIndex) -> Words:
    """Return the tokens with "nav lights" as the "Navigation lights" that they are short for."""
    for place, token in enumerate(tokens):
        if len(token) < _SHORTEST_HEARD or token in index.known or token in index.own_words:
            continue
        long = (word for word in index.by_initial.get(token[0], ()) if word.startswith(token))
        for name in {name for word in long for name in index.proper.get(word, ())}:
            at = next(n for n, word in enumerate(name) if word.startswith(token))
            said = tokens[max(place - at, 0) : place - at + len(name)]
            if said == (*name[:at], token, *name[at + 1 :]):
                return (*tokens[: place - at], *name, *tokens[place - at + len(name) :])
    return tokens


def _nearly_named(tokens: Words, index: HomeIndex, lexicon: Lexicon) -> Iterator[tuple[int, Words]]:
    """Yield where a name is said but for one word, and the name."""
    for place, token in enumerate(tokens):
        for name in index.proper.get(token, ()):
            begin = place - name.index(token)
            said = tokens[max(begin, 0) : begin + len(name)]
            if begin < 0 or len(said) < len(name) or said in index.openings:
                continue
            wrong = [pair for pair in zip(said, name, strict=True) if pair[0] != pair[1]]
            if len(wrong) == 1 and _is_misheard(*wrong[0], index, lexicon):
                yield begin, name


def _is_misheard(word: str, meant: str, index: HomeIndex, lexicon: Lexicon) -> bool:
    """Return whether a word can be another one that was misheard or mistyped."""
    if word in index.vocabulary or word in MARKS or is_number(word) or is_number(meant):
        return False
    if sound(word, lexicon) == sound(meant, lexicon):
        return True
    if len(word) < _SHORTEST_CORRECTED:
        return False
    allowed = 2 if word[:2] == meant[:2] else 1
    return OSA.distance(word, meant) <= allowed


def _halved(tokens: Words, lexicon: Lexicon) -> Words:
    """Return the tokens with "a degree and a half" as "1.5 degree"."""
    data = lexicon.file("targets")
    for half in (tuple(phrase.split()) for phrase in data["halves"]):
        for place in range(2, len(tokens) - len(half) + 1):
            if tokens[place : place + len(half)] != half or tokens[place - 1] not in data["halved"]:
                continue
            whole = tokens[place - 2]
            value = data["counts"].get(whole) or number_words(lexicon.language).get((whole,))
            if is_number(whole):
                value = float(whole)
            if value:
                number = f"{value + 0.5:g}"
                return (
                    *tokens[: place - 2],
                    number,
                    tokens[place - 1],
                    *tokens[place + len(half) :],
                )
    return tokens


def sound(word: str, lexicon: Lexicon) -> str:
    """Return roughly how a word sounds: the same for "sine" and "sign"."""
    return _sound(word, lexicon.sounds, lexicon.file("targets")["silent_end"])


@lru_cache(_REMEMBERED)
def _sound(word: str, sounds: tuple[tuple[str, str], ...], silent_end: str) -> str:
    for written, spoken in sounds:
        word = word.replace(written, spoken)
    word = word.removesuffix(silent_end)
    return "".join(
        letter for place, letter in enumerate(word) if not place or letter != word[place - 1]
    )
