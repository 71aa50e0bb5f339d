"""What must not be passed over as talk beside a command: another wish that was not understood.

"The blind down, and the heater has had its day" names a device that something is wanted of. Done
in part, it would be said to be done.
"""

from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import Final

from ..models import Device
from .lexicon import Tag, Words
from .pieces import Kind, Piece
from .topics import PRONOUNS, Topics

_WISHED: Final = frozenset(
    {Tag.PARTICLE, Tag.NUMBER, Tag.LEVEL, Tag.RELATIVE, Tag.COLOUR, Tag.WHITE, Tag.AMOUNT}
)
"""Roles of words that tell how something is to be."""
_SHORT: Final = 4
"""Most letters of words that only look like a form of a verb: "bed"."""
_SPARING: Final = frozenset({Tag.REMAIN, Tag.LEAVE})
"""Roles of words by which something is left out of a group."""
_LEAVING_OUT: Final = frozenset({Tag.EXCEPT, Tag.NOT})
"""Those in front of it."""


def passes_over(told: Sequence[Piece], asked: Sequence[Piece], topics: Topics) -> bool:
    """Return whether something seems to be wanted of a device that no command is about.

    Not where the command is about what was told: "the lamp is much too bright, turn it off".
    """
    if any(_denies(piece, topics) or _is_wanted_so(piece, topics) for piece in told):
        return True
    bare = not any(_says_what(piece, topics) for piece in asked)
    if bare and any(_is_of_the_named(piece, topics) for piece in told):
        return True
    grouped = any(not topics.is_single(piece.words) for piece in asked)
    if grouped and any(_spares(piece, topics) for piece in told):
        return True
    if grouped and any(_needs_light(piece, asked, topics) for piece in told):
        return True
    if any(topics.refers(topics.parts(piece.words)) for piece in asked):
        groups = (piece for piece in told if not topics.is_single(piece.words))
        return any(_tells_how(piece, topics) for piece in groups)
    meant = frozenset[str]().union(*(topics.devices_of(piece.words) for piece in asked))
    return any(_is_another(piece, meant, topics) for piece in told)


def _denies(piece: Piece, topics: Topics) -> bool:
    """Return whether words break off where something is not to be done: "I'd rather you didn't"."""
    words = piece.words
    return any(
        topics.phrases.length("denying", words, place) == len(words) - place
        for place in range(len(words))
    )


def _is_wanted_so(piece: Piece, topics: Topics) -> bool:
    """Return whether somebody wants "it" in some way, or more of something: "I want it loud"."""
    words, phrases = piece.words, topics.phrases
    for place in range(len(words)):
        length = phrases.length("wanting_now", words, place)
        parts = topics.parts(words[place + length :]) if length else ()
        if parts and parts[0].tag is Tag.RELATIVE:
            return True
        named = parts and (parts[0].tag in PRONOUNS or parts[0].tag is Tag.DETERMINER)
        if named and len(parts) > 1 and phrases.length("graded_wishes", parts[1].words):
            return True
    return False


def _says_what(piece: Piece, topics: Topics) -> bool:
    """Return whether words say what is to be done to what they name."""
    acting = _WISHED | {Tag.VERB, Tag.CARRIER, Tag.LEAVE, Tag.REMAIN}
    if topics.phrases.towards(piece.words)[1]:
        return True  # "on with the kettle"
    return any(part.tag in acting for part in topics.parts(piece.words))


def _is_of_the_named(piece: Piece, topics: Topics) -> bool:
    """Return whether words go on with a name: "the kettle, I don't need it", "..., max on that".

    "It was too dusty" is about something else.
    """
    phrases, words = topics.phrases, piece.words
    if phrases.contains("past", words):
        return False
    parts = topics.parts(words)
    wishes = phrases.contains("wishing", words)
    again = (part for part in parts[not wishes :] if part.tag in {*PRONOUNS, Tag.ONE})
    return any(again)


def _spares(piece: Piece, topics: Topics) -> bool:
    """Return whether something of the home is to stay as it is: "those in the hall stay off"."""
    parts = topics.parts(piece.words)
    stays = any(part.tag in _SPARING for part in parts)
    return stays and topics.mentions(piece.words)


def _needs_light(piece: Piece, asked: Sequence[Piece], topics: Topics) -> bool:
    """Return whether somebody needs what is to go off: "all lights off, Anna is reading".

    It is not said whether it should go off all the same.
    """
    phrases, index, words = topics.phrases, topics.targets.index, piece.words
    if not phrases.contains("needing_light", words):
        return False
    endings = phrases.lexicon.file("people")["owned"]
    owned = (f"{word}{ending}" for word in words for ending in endings)
    theirs = {n for owner in owned for n in index.by_word.get(owner, ())}
    lights = {device for device in index.pick(theirs) if device.kind == "light"}
    for each in asked:
        senses = {part.sense for part in topics.parts(each.words)}
        if "off" in senses and not lights.isdisjoint(_where(each, topics, lights)):
            return True
    return False


def _where(piece: Piece, topics: Topics, devices: Collection[Device]) -> Collection[Device]:
    """Return those of some devices that are where a command says, all where it says nothing."""
    parts = topics.parts(piece.words)
    front = tuple(takewhile(lambda part: part.tag not in _LEAVING_OUT, parts))
    places = [place for each in topics.targets.read(front) for place in each.all_places]
    if not places:
        return devices
    inside = topics.targets.index.pick({n for place in places for n in place.devices})
    return [device for device in devices if device in inside]


def _is_another(piece: Piece, meant: frozenset[str], topics: Topics) -> bool:
    """Return whether words may ask for something that the commands do not do.

    They do if they name something else and are no mere statement about it: begun like a request,
    without a verb that tells, or with one of a need.
    """
    phrases, named = topics.phrases, topics.named_in(piece.words)
    another = any(map(meant.isdisjoint, named))
    if phrases.contains("past", piece.words):
        return False
    needs = phrases.contains("wishing", piece.words) or _is_proposed(piece, topics)
    wished = (another and _wishes(piece, topics)) or (needs and _is_of_others(piece, meant, topics))
    if piece.kind in {Kind.TELLS, Kind.ODD} and wished:
        return True
    if any(phrases.has("finite", word) or phrases.has("contracted", word) for word in piece.words):
        return False
    return _tells_how(piece, topics) and not all(each <= meant for each in named)


def _wishes(piece: Piece, topics: Topics) -> bool:
    """Return whether words about a device may be a wish: "give the lamp a rest", "lamp at 60"."""
    phrases, words = topics.phrases, piece.words
    if phrases.contains("excusing", words):
        return False  # "the lamp can wait"
    if piece.segment.opening or phrases.contains("wishing", words) or _is_proposed(piece, topics):
        return True
    if phrases.contains("complaining", words) or phrases.contains("hardly_heard", words):
        return True
    if any(phrases.lexicon.length(words, {Tag.DEMAND}, place) for place in range(len(words))):
        return True
    if phrases.has("contracted", words[0]) and topics.mentions(words[1:2]):
        return _tells_how(piece, topics)  # "its light at 60"
    begins = ("contracted", "subjects", "negations")
    return not (_tells(words, topics) or any(phrases.has(group, words[0]) for group in begins))


def _tells(words: Words, topics: Topics) -> bool:
    """Return whether words have a verb that tells what is so, or was, or name something at large.

    "The curtains closed" has none, nor has "the lamp at 60"; "for a washer" names no washer here.
    """
    phrases, lexicon = topics.phrases, topics.phrases.lexicon
    ends = lexicon.sense(words[-1:], Tag.PARTICLE) is not None
    under_way = lexicon.file("forms")["under_way"]
    for place, word in enumerate(words[: len(words) - ends]):
        long = len(word) > _SHORT and word not in under_way
        formed = long and word.endswith(
            (phrases.data["past_ending"], phrases.data["progressive_ending"])
        )
        if formed or (phrases.has("finite", word) and not phrases.has("wishful", word)):
            return True
        stays = lexicon.sense(words[place + 1 : place + 2], Tag.IN) is not None
        if not place and stays and word.endswith(phrases.data["contraction"]):
            return True  # "Tyler's at a sleepover"
    at_large = any(word in lexicon.file("forms")["indefinite"] for word in words[1:2])
    return at_large and lexicon.sense(words[:1], Tag.IN) is not None


def _is_of_others(piece: Piece, meant: frozenset[str], topics: Topics) -> bool:
    """Return whether words are about what no device has that is meant: "some music"."""
    owners = topics.phrases.lexicon.file("actions")["attributes"]
    domains = {entity_id.partition(".")[0] for entity_id in meant}
    return any(
        part.tag is Tag.ATTRIBUTE and domains.isdisjoint(owners.get(part.sense, domains))
        for part in topics.parts(piece.words)
    )


def _is_proposed(piece: Piece, topics: Topics) -> bool:
    """Return whether something is proposed: "we could take the speaker down a bit"."""
    proposed = topics.phrases.contains("proposing", piece.words)
    return proposed and any(part.tag in _WISHED for part in topics.parts(piece.words))


def _tells_how(piece: Piece, topics: Topics) -> bool:
    """Return whether words that are no statement tell how something is to be: "lights off"."""
    if piece.kind is Kind.NAMES or any(topics.phrases.has("finite", w) for w in piece.words):
        return False
    return any(part.tag in _WISHED for part in topics.parts(piece.words))
