"""What somebody wants to watch on what is turned on: "turn on the TV, I want to watch Netflix".

Told beside a command it is no mere remark: without it, the command would be said to be done by
half.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from ..models import HomeView, Plan
from .lexicon import Lexicon, Tag, Words
from .own_words import longest_own_word
from .taken_words import own_words_of
from .targets import Targets
from .tokenizer import COMMA, MARKS, tokenize, words_of

_PLAYERS: Final = "media_player"
_GOING: Final = frozenset({"on", "play"})
_SEPARATORS: Final = (Tag.AND, Tag.THEN)
_DENYING: Final = frozenset({Tag.NOT, Tag.REFUSE, Tag.EXCEPT, Tag.CORRECTION, Tag.CONDITION})


def with_watched(text: str, targets: Targets, view: HomeView) -> str | None:
    """Return "turn on the tv, tv to netflix" where Netflix is to be watched on it, else None.

    It has to be a source of just one player that is named in the rest of the sentence, which says
    that something goes on.
    """
    lexicon = targets.lexicon
    said: Mapping[str, Sequence[str]] = lexicon.file("targets")["watched"]
    tokens = tokenize(text)
    if not set(said["meaning"]) & set(tokens):
        return None
    taken = own_words_of(view, targets.index)
    for place in range(1, len(tokens)):
        words = longest_own_word(taken, tokens, place, lexicon.language)
        end = place + len(words)
        if not words or lexicon.entries(words) or not _ends(tokens, end, lexicon):
            continue
        begin = min(_begin(tokens, place, said), _told_from(tokens, place, targets, said))
        rest = _without(tokens, begin, end, lexicon)
        if begin == place or not _goes_on(rest, lexicon):
            continue
        players = {number for number in taken[words] if _is_player(number, targets)}
        if len(players & _named(rest, targets)) == 1:
            player = targets.index.pick(players & _named(rest, targets))[0]
            becomes = lexicon.file("targets")["becomes"]
            wish = (*words_of(player.label), becomes, *words)
            return " ".join((*rest, COMMA, *wish))
    return None


def shows(plan: Plan | None) -> bool:
    """Return whether a plan turns a player on and sets what it shows, and leaves nothing open."""
    if plan is None or plan.problems or plan.request:
        return False
    shown = {step.target for step in plan.steps if step.action == "source"}
    return any(step.target in shown and step.action in _GOING for step in plan.steps)


def _begin(tokens: Words, place: int, said: Mapping[str, Sequence[str]]) -> int:
    """Return where the wish to watch what stands at a place begins, the place itself without one.

    Every word of it is one that such a wish is made of, so that it denies nothing.
    """
    begin = place
    known = {*said["beginning"], *said["meaning"], *said["between"]}
    while begin and tokens[begin - 1] in known:
        begin -= 1
    while begin < place and tokens[begin] not in said["beginning"]:
        begin += 1
    means = set(said["meaning"]) & set(tokens[begin:place])
    return begin if means else place


def _told_from(
    tokens: Words, place: int, targets: Targets, said: Mapping[str, Sequence[str]]
) -> int:
    """Return where a whole clause begins that names nothing else: "I want to see it on ITV"."""
    lexicon = targets.lexicon
    begin = place
    while begin and not _separates(tokens[begin - 1], lexicon):
        begin -= 1
    clause = tokens[begin:place]
    means = clause[:1] != () and clause[0] in said["beginning"] and set(said["meaning"]) & {*clause}
    denied = any(lexicon.length(clause, _DENYING, n) for n in range(len(clause)))
    return begin if means and not denied and not _named(clause, targets) else place


def _without(tokens: Words, begin: int, end: int, lexicon: Lexicon) -> Words:
    """Return a sentence without a wish, nor what joins it to the rest."""
    front, behind = tokens[:begin], tokens[end:]
    while front and _separates(front[-1], lexicon):
        front = front[:-1]
    while not front and behind and _separates(behind[0], lexicon):
        behind = behind[1:]
    return (*front, *behind)


def _separates(word: str, lexicon: Lexicon) -> bool:
    return word in MARKS or any(lexicon.sense((word,), tag) is not None for tag in _SEPARATORS)


def _ends(tokens: Words, place: int, lexicon: Lexicon) -> bool:
    """Return whether a wish ends at a place: at a mark or a conjunction, or in politeness."""
    if place >= len(tokens) or _separates(tokens[place], lexicon):
        return True
    return lexicon.length(tokens, {Tag.FILLER}, place) > 0


def _goes_on(words: Words, lexicon: Lexicon) -> bool:
    """Return whether words say that something is to go on, and nothing of the sort goes off."""
    senses = {
        entry.sense
        for place in range(len(words))
        for size in (2, 1)
        for entry in lexicon.entries(words[place : place + size])
        if entry.tag in {Tag.VERB, Tag.PARTICLE}
    }
    return bool(_GOING & senses)


def _named(words: Words, targets: Targets) -> set[int]:
    """Return the devices that words name."""
    longest = targets.index.longest
    things = (
        targets.index.things.get(words[place : place + size])
        for place in range(len(words))
        for size in range(1, longest + 1)
    )
    return {
        number for thing in things if thing and not thing.place for number in targets.members(thing)
    }


def _is_player(number: int, targets: Targets) -> bool:
    return targets.index.devices[number].domain == _PLAYERS
