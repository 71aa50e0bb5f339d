"""What the nearest examples would do together."""

import pytest

from custom_components.llm_iot.evidence import Evidence, Example
from custom_components.llm_iot.models import Source, Step
from custom_components.llm_iot.prompting.vote import take_vote
from custom_components.llm_iot.response.parser import read_plan
from tests.homes import paper_home

FAN_OFF = ("fan off",)


def nothing(score: float) -> Example:
    """Return an example of which nothing follows."""
    return Example("she is a cold person", (), score, "nothing")


def cold(score: float) -> Example:
    """Return an example of the goal to be warm."""
    return Example("i am cold", FAN_OFF, score, "too_cold")


@pytest.mark.parametrize(
    ("examples", "steps"),
    [
        ((nothing(0.52), cold(0.51), cold(0.49), cold(0.48)), ()),
        ((cold(0.52), nothing(0.51), cold(0.49)), (Step("fan.fan", "off"),)),
        ((cold(0.52), nothing(0.51), nothing(0.51)), ()),
    ],
)
def test_nothing_is_done_where_nothing_follows_from_the_nearest(
    examples: tuple[Example, ...], steps: tuple[Step, ...]
) -> None:
    """However many further away would do something; the reverse is for the most to say."""
    home = paper_home(fan="on")
    evidence = Evidence(home.devices, examples)
    vote = take_vote(evidence, lambda strings: read_plan(strings, home, Source.VOTE))
    assert vote is not None
    assert vote.plan.steps == steps
