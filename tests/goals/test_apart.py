"""No goal takes the sentences of another: the bank as a whole, by its words alone.

An example is compared with everything that is said. One that means a bright light and speaks
of a headache draws every headache towards the lamps, though it is right itself.
"""

from collections import defaultdict
from functools import cache
import json
from pathlib import Path

import pytest

from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.prompting.bank import Template, entries, load_templates
from custom_components.llm_iot.prompting.contractions import written_out
from custom_components.llm_iot.prompting.retrieval import VOTERS, canonical
from custom_components.llm_iot.prompting.vote import SHARPNESS
from custom_components.llm_iot.storage.index import WordIndex
from custom_components.llm_iot.words import tokens

PARAPHRASES = json.loads(Path(__file__).with_name("paraphrases.json").read_text(encoding="utf-8"))
"""By goal, what is said for it in the plainest words; none of it is in the bank."""


@cache
def bank() -> tuple[tuple[Template, ...], WordIndex]:
    """Return what ships, and its words."""
    templates = load_templates()
    told = enumerate(entries(templates, load_kinds()))
    return templates, WordIndex((n, n, tokens(entry.text)) for n, entry in told)


def voted(text: str) -> str:
    """Return what the nearest examples stand behind: a goal, or the words of a template."""
    templates, index = bank()
    numbers, scores = index.best(
        index.overlaps(canonical(tokens(written_out(text)), load_kinds())), len(templates)
    )
    ranked = ((templates[number], score) for number, score in zip(numbers, scores, strict=True))
    nearest = [(template, score) for template, score in ranked if not template.asks][:VOTERS]
    support: dict[str, float] = defaultdict(float)
    for template, score in nearest:
        support[template.goal.name if template.goal else template.say] += score**SHARPNESS
    return max(support, key=lambda name: support[name])


@pytest.mark.parametrize(
    ("goal", "text"), [(goal, text) for goal, texts in PARAPHRASES.items() for text in texts]
)
def test_no_example_of_another_goal_takes_a_plain_sentence(goal: str, text: str) -> None:
    """Neither does a general template."""
    assert voted(text) == goal


def test_every_goal_is_guarded() -> None:
    """A new goal has a plain sentence here, and no sentence is one of the bank."""
    templates, _ = bank()
    assert set(PARAPHRASES) == {each.goal.name for each in templates if each.goal}
    assert all(PARAPHRASES.values())
    told = {" ".join(tokens(each.say)) for each in templates}
    said = {" ".join(tokens(text)) for texts in PARAPHRASES.values() for text in texts}
    assert not said & told
