"""What is said of which things were so: how many, the longest, never, always."""

from typing import Any

import pytest

from custom_components.llm_iot.past import CauseKind, Finding, PastForm, PastQuery
from custom_components.llm_iot.queries import Comparison, QueryForm

from .past_said import BEDROOM_T, KITCHEN_T, LIGHTS, NOON, TODAY, found, lasting, query, say

ONE, OTHER = (found(light, value=1.0) for light in LIGHTS)
LIT = query(PastForm.ALWAYS, *LIGHTS, state="on", kind="light")
MANY = ("light.kitchen", "light.counter", "light.hall", "light.study")
WARM = query(
    PastForm.WHICH,
    *(KITCHEN_T, BEDROOM_T),
    measure="temperature",
    comparison=Comparison.ABOVE,
    threshold=25.0,
    by_area=True,
    present=QueryForm.WHICH,
)


def asked(form: PastForm, **fields: Any) -> PastQuery:
    """Return a question about lights that were on."""
    return query(form, *MANY, state="on", kind="light", **fields)


@pytest.mark.parametrize(
    ("question", "findings", "said"),
    [
        (
            WARM,
            [
                found(KITCHEN_T, lasted=lasting(hours=1), unit="°C"),
                found(BEDROOM_T, lasted=lasting(hours=3), unit="°C"),
            ],
            "These were above 25 degrees today: the bedroom for 3 hours and the kitchen for",
        ),
        (WARM, [], "Nothing was above 25 today."),
        (
            asked(PastForm.WHICH, most=True),
            [found("light.hall", lasted=lasting(hours=2))],
            "The hall light was on the longest today, for 2 hours.",
        ),
        (
            asked(PastForm.DID, most=True),
            [found("light.hall", count=3)],
            "The hall light was turned on most often today, 3 times.",
        ),
        (
            asked(PastForm.AT, counted=True, present=QueryForm.WHICH, period=NOON),
            [
                found("light.kitchen", state="on"),
                found("light.counter", state="off"),
                found("light.hall", state="on"),
                found("light.study", state="off"),
            ],
            "2: the kitchen light and the hall light were on at 12:00.",
        ),
        (
            asked(PastForm.NEVER),
            [found("light.hall"), found("light.study")],
            "The hall light and the desk lamp were not on today.",
        ),
        (asked(PastForm.NEVER), [], "All of them were on today."),
        (
            asked(PastForm.ALWAYS, present=QueryForm.WHICH),
            [found("light.hall", value=1.0), found("light.study", value=0.99)],
            "The hall light stayed on today.",
        ),
        (asked(PastForm.ALWAYS), [ONE, OTHER], "Yes, the kitchen light and the counter spots"),
        (
            asked(PastForm.ALWAYS),
            [ONE, found("light.hall", value=0.5)],
            "No, the hall light did not stay on today.",
        ),
        (asked(PastForm.EVER), [], "No, none of the lights was on today."),
        (asked(PastForm.LAST), [], "None of the lights was turned on today."),
        (
            query(PastForm.LAST, *MANY, state="on", by_person="person.anna", speaker="a"),
            [],
            "Nothing was turned on by Anna today.",
        ),
        (
            query(PastForm.LAST, "light.hall", state="on", by=CauseKind.AUTOMATION),
            [],
            "The hall light was not turned on by an automation today.",
        ),
    ],
)
def test_which_things_were_so_is_told(
    question: PastQuery, findings: list[Finding], said: str
) -> None:
    """With rooms for sensors where rooms are asked about."""
    assert say(question, *findings).startswith(said)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (("on", "on"), "Yes, the kitchen light and the counter spots were on at 12:00."),
        (("on", "off"), "No, the counter spots were off at 12:00."),
    ],
)
def test_whether_all_were_so_at_a_moment(states: tuple[str, str], said: str) -> None:
    """Those that were not are named."""
    question = query(PastForm.AT, *LIGHTS, state="on", period=NOON, present=QueryForm.ALL)
    findings = [found(light, state=state) for light, state in zip(LIGHTS, states, strict=True)]
    assert say(question, *findings) == said
    assert TODAY.begin < NOON.begin
