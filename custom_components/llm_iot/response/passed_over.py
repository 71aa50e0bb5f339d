"""What the words of a goal name and its plan passes over.

"The baby goes down and needs her white noise" is not done with the lamp. The examples know
nothing of what homes have besides: what is named is to be in the plan, unless words that are
near speak of such a thing in the same way ("glare on the TV").
"""

from typing import Final

from ..evidence import Evidence
from ..kinds import Kinds
from ..models import HomeView, Plan
from ..named_things import named_in
from ..prompting.contractions import written_out
from ..words import tokens

_LIGHT: Final = "light"
_BLIND: Final = "blind"


def passes_over(plan: Plan, text: str, view: HomeView, kinds: Kinds, evidence: Evidence) -> bool:
    """Return whether a plan moves things, and nothing of something that the words name."""
    if not plan.steps:
        return False
    moved = {step.target for step in plan.steps}
    moved |= {each for entity_id in moved for each in view.state(entity_id).members}
    values = {word for step in plan.steps for word in tokens(str(step.value or ""))}
    blinds = {view.by_id[each].kind for each in moved if each in view.by_id} == {_BLIND}
    spoken_of = {
        kind
        for example in evidence.examples
        if example.goal  # a command speaks of what it moves
        for kind, _, _ in kinds.mentions(tokens(written_out(example.say.casefold())))
    }
    return not all(
        said.beside
        or bool(said.devices & moved)
        or values.issuperset(said.words)  # what is played from: "game night on the Xbox"
        or said.kind in spoken_of
        or (said.kind == _LIGHT and blinds)  # that of the sun
        for said in named_in(text, view, kinds)
    )
