"""What a sentence says is so, or is to be so, and its plan does nothing about.

"The baby wakes up, it's so loud outside" is not done with the lamp. The examples that are near
may know one half of a sentence alone: what is loud, cold or dark in it has to be what the plan is
about, unless such an example speaks of it, too ("the food is getting cold").
"""

from typing import Final

from ..evidence import Evidence, Vote
from ..kinds import Kinds
from ..models import HomeView
from ..named_things import named_in
from ..prompting.contractions import written_out
from ..prompting.qualities import load_qualities
from ..prompting.retrieval import canonical
from ..prompting.wishes import load_wishes
from ..words import tokens

_NOISE: Final = "noise"
_MADE: Final = frozenset({"scene", "script", "button", "input_button", "input_boolean"})
"""Domains of what may be made for anything."""


def leaves_unserved(
    vote: Vote, text: str, view: HomeView, kinds: Kinds, evidence: Evidence
) -> bool:
    """Return whether a vote moves things, and nothing for a quality that the words tell.

    Nor for what makes itself heard: "the mowing is so loud" is not done with the radio.
    """
    known = load_qualities()
    said = set(tokens(written_out(text.casefold())))
    told = {name: each for name, each in known.told.items() if said & each.words}
    making = {kind for kind, words in known.making.items() if said & words}
    if not (told or making) or not (vote.goal and vote.plan.steps):
        return False
    moved = [view.by_id[step.target] for step in vote.plan.steps]
    if any(device.domain in _MADE for device in moved):
        return False
    moving = {name for device in moved for name in (device.kind, device.domain)}
    if making - moving and (_NOISE in told or moving.intersection(known.making)):
        return True
    for each in named_in(text, view, kinds):
        if each.devices:
            said -= set(each.words)  # "the white noise"
    spoken_of = {
        word
        for example in evidence.examples
        if example.goal == vote.goal
        for word in tokens(written_out(example.say.casefold()))
    }
    return any(
        said & each.words and not (spoken_of & each.words or moving & each.kinds)
        for each in told.values()
    )


def is_hollow(vote: Vote, text: str, kinds: Kinds, evidence: Evidence) -> bool:
    """Return whether a sentence is like the examples of a vote in its frame alone.

    "Some cake would be nice" is near "some music would be nice", and is no wish for music.
    """
    words = tokens(written_out(text.casefold()))
    spoken = f" {' '.join(words)} "
    data = load_wishes()
    if not vote.plan.steps or not any(f" {shell} " in spoken for shell in data["shells"]):
        return False
    small = {*data["hollow"], *data["fillers"], *data["amount"], *data["pointing"]}
    small |= {word for phrase in data["tail"] for word in tokens(phrase)}
    meant = set(canonical(words, kinds)) - small
    known = {
        word
        for example in evidence.examples
        if example.goal == vote.goal
        for word in canonical(tokens(written_out(example.say.casefold())), kinds)
    }
    return bool(meant) and meant.isdisjoint(known)
