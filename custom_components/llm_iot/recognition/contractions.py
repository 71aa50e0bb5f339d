"""Words that are said shortly or left out, written out.

"The music's too quiet" is "the music is ...", "need the fan on" is "I need ...".
"""

from collections.abc import Mapping
from functools import lru_cache
import re
from typing import Final

from .index import HomeIndex, Thing
from .lexicon import Lexicon, Tag
from .tokenizer import words_of

_LONGEST_NAME: Final = 4
"""Most words of a name that a contracted verb is looked for behind."""
_SHORT: Final = 4
"""Most letters of words that only look as if they told what is going on: "ring"."""
_LANGUAGES: Final = 8
_CONTRACTED: Final = re.compile(r"\b(\w+)['\u2019]s(?= (\w+)(?: (\w+))?)", re.IGNORECASE)


def with_full_verbs(text: str, index: HomeIndex, lexicon: Lexicon) -> str:
    """Return a sentence with "is" or "has" written out where something is said of a thing.

    A possessive stays as it is: "Mom's lamp", "the lamp's brightness".
    """
    data = lexicon.file("forms")
    behind, verb = data["behind_contracted"], data["contracted_verb"]
    behind_perfect, perfect = data["behind_contracted_perfect"], data["contracted_perfect"]

    def full(found: re.Match[str]) -> str:
        word = found[2].casefold()
        object_follows = lexicon.sense(words_of(found[3] or ""), Tag.DETERMINER) is not None
        gone = word in data["behind_contracted_always"]
        if gone or (word in data["behind_contracted_deed"] and object_follows):
            return f"{found[1]} {perfect}"  # "Ben's left the kettle on"
        goes_on = len(word) > _SHORT and word.endswith(data["progressive"])
        if not goes_on and word not in behind and word not in behind_perfect:
            return found[0]
        said = words_of(text[: found.end(1)])[-_LONGEST_NAME:]
        names = [said[place:] for place in range(len(said))]
        said_of = any(_is_of_devices(index.things.get(name)) for name in names)
        does = goes_on and word not in index.vocabulary  # "Ella's going", but "Ella's ceiling"
        said_of = said_of or (does and _has_things(found[1], index))
        said_of = said_of or lexicon.sense(words_of(found[1]), Tag.ATTRIBUTE) is not None
        return f"{found[1]} {perfect if word in behind_perfect else verb}" if said_of else found[0]

    return _CONTRACTED.sub(full, text)


def _has_things(word: str, index: HomeIndex) -> bool:
    """Return whether something of the home is somebody's: "Ella's lamp"."""
    return words_of(f"{word}s")[-1] in index.by_word


def with_speaker(text: str, lexicon: Lexicon) -> str:
    """Return a wish with who has it, where that was left out: "need the fan running"."""
    data = lexicon.file("forms")
    words = text.split(maxsplit=2)
    wishes = bool(words) and words[0].casefold() in data["wishing_alone"]
    if wishes and lexicon.sense(words_of("".join(words[1:2])), Tag.DETERMINER) is not None:
        return f"{data['speaker']} {text}"
    return text


def _is_of_devices(thing: Thing | None) -> bool:
    return thing is not None and bool(thing.kind or thing.named) and not thing.place


def written_out(text: str, lexicon: Lexicon) -> str:
    """Return a sentence without contractions that are another word without their apostrophe.

    "We're having guests" asks nothing, "were having guests" would.
    """
    full: Mapping[str, str] = lexicon.file("forms")["contractions"]

    def written(found: re.Match[str]) -> str:
        return full[found[0].casefold().replace("\u2019", "'")]

    return _contracted(lexicon).sub(written, text)


@lru_cache(_LANGUAGES)
def _contracted(lexicon: Lexicon) -> re.Pattern[str]:
    """Return what finds contractions."""
    longest_first = sorted(lexicon.file("forms")["contractions"], key=len, reverse=True)
    shorts = "|".join(map(re.escape, longest_first)).replace("'", "['\u2019]")
    return re.compile(rf"\b({shorts})\b", re.IGNORECASE)


def with_full_question(text: str, lexicon: Lexicon) -> str:
    """Return a question with "is" written out behind what it asks for: "how warm's the pool"."""
    data = lexicon.file("forms")
    asking = "|".join(map(re.escape, data["asking_how"]))
    verb = data["contracted_verb"]
    return re.sub(rf"\b({asking}) (\w+)['\u2019]s\b", rf"\1 \2 {verb}", text, flags=re.IGNORECASE)
