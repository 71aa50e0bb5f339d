"""Whether words of a sentence deny or refuse something, which examples near it do not see."""

from collections.abc import Sequence

from .left_out import clauses_of
from .lexicon import Tag
from .tagging import Part
from .targets import Targets


def wants_rest(parts: Sequence[Part], targets: Targets) -> bool:
    """Return whether something in the words wants everything off: "nothing has to stay on"."""
    data = targets.lexicon.file("unwanted")
    whole = {Tag.EVERYTHING, Tag.ALL}
    off = data["states"]["on"]
    for clause in clauses_of(parts):
        words = [word for part in clause for word in part.words]
        ended = {word for word in words if data["states"].get(word) == off}
        if ended and not set(data["nothing"]).isdisjoint(words):
            return True
        if off in words and whole & {part.tag for part in clause}:
            return True
    return False


def forbids(parts: Sequence[Part], targets: Targets) -> bool:
    """Return whether a sentence says what must not happen, which examples take for what is to."""
    text = f" {' '.join(part.text for part in parts)} "
    denials = targets.lexicon.file("unwanted")["not_to_do"]
    endings = targets.lexicon.file("unwanted")["ending"]
    return any(f" {denial} {ending} " in text for denial in denials for ending in endings)


def takes_back(parts: Sequence[Part]) -> bool:
    """Return whether something that was named is taken back: examples know but one of both."""
    named = next((n for n, part in enumerate(parts) if part.tag is Tag.THING), len(parts))
    return any(part.tag is Tag.CORRECTION for part in parts[named:])


def denies(parts: Sequence[Part], targets: Targets) -> bool:
    """Return whether a sentence begins with "no lights", which examples may take for "lights"."""
    front = [part for part in parts if part.tag is not Tag.FILLER][:2]
    denying = targets.lexicon.file("unwanted")["no"]
    return len(front) > 1 and front[0].text in denying and front[1].tag is Tag.THING
