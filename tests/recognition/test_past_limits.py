"""Questions about limits, persons, places and other times of the past."""

import pytest

from custom_components.llm_iot.past import PastForm
from tests.asked_homes import HOUSE
from tests.asking import Conversation

from .past_written import BEDROOM, LAST_WEEK, LIGHTS, PERSONS, WEEK, asked


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("how long is the back door open", "since | binary_sensor.back | open | ever"),
        ("how long is the tv on already", "since | media_player.tv | on | ever"),
        ("how long has the garage been open", "since | cover.garage | open | ever"),
        (
            "how long was it above 25 degrees in the bedroom",
            f"duration | {BEDROOM} | temperature above 25 | today",
        ),
        (
            "how long was the kitchen temperature above 20 yesterday",
            "duration | sensor.kitchen_t | temperature above 20 | yesterday",
        ),
        (
            "how many hours was it colder than 18 in the bedroom last night",
            f"duration | {BEDROOM} | temperature below 18 | night",
        ),
        (
            "when did it last fall below 18 in the bedroom",
            f"last | {BEDROOM} | temperature below 18 | ever",
        ),
        (
            "when did the temperature in the kitchen first rise above 21 today",
            "first | sensor.kitchen_t | temperature above 21 | today",
        ),
        (
            "when was it last warmer than 25 degrees in the kitchen",
            "last | sensor.kitchen_t | temperature above 25 | ever",
        ),
        (
            "how often did it get above 25 in the kitchen this week",
            f"count | sensor.kitchen_t | temperature above 25 | {WEEK}",
        ),
        (
            "was the bedroom temperature ever below 15 last night",
            f"ever | {BEDROOM} | temperature below 15 | night",
        ),
        (
            "did the humidity in the bathroom get above 70 today",
            "ever | sensor.bathroom_h | humidity above 70 | today",
        ),
        ("which lights were on last night", f"which | {LIGHTS} | on | night"),
        ("what lights were on at midnight", f"at | {LIGHTS} | on | 25 00:00"),
        (
            "which doors were opened today",
            "did | binary_sensor.back binary_sensor.front | open | today",
        ),
        ("which lights did i turn on", f"did | {LIGHTS} | on | today | by_speaker"),
        ("which lights have i turned on today", f"did | {LIGHTS} | on | today | by_speaker"),
        (
            "which lights did anna turn off yesterday",
            f"did | {LIGHTS} | off | yesterday | by person.anna",
        ),
        ("what did i do today", "changes | - | - | today | by_speaker"),
        ("what did ben do yesterday", "changes | - | - | yesterday | by person.ben"),
        ("did anna turn on the tv today", "last | media_player.tv | on | today | by person.anna"),
        (
            "when did anna last turn on the tv",
            "last | media_player.tv | on | ever | by person.anna",
        ),
        (
            "how often did anna turn on the tv this week",
            f"count | media_player.tv | on | {WEEK} | by person.anna",
        ),
        ("when did anna come home", "last | person.anna | home | ever"),
        ("how long was anna home yesterday", "duration | person.anna | home | yesterday"),
        ("who was home yesterday", f"which | {PERSONS} | home | yesterday"),
        ("who was at home last night", f"which | {PERSONS} | home | night"),
        ("who was home at three", f"at | {PERSONS} | home | 25 15:00"),
        (
            "how much did the heating run compared with last week",
            f"duration | climate.living | on | {WEEK} | against {LAST_WEEK}",
        ),
        (
            "how long was the extractor on today compared with yesterday",
            "duration | fan.bathroom | on | today | against yesterday",
        ),
        (
            "did the dishwasher run more than last week",
            f"duration | switch.dishwasher | on | {WEEK} | against {LAST_WEEK}",
        ),
        (
            "how much more was the tv on this week than last week",
            f"duration | media_player.tv | on | {WEEK} | against {LAST_WEEK}",
        ),
        (
            "how often did the garage open this week compared to last week",
            f"count | cover.garage | open | {WEEK} | against {LAST_WEEK}",
        ),
        (
            "how much did the dishwasher run last week",
            f"duration | switch.dishwasher | on | {LAST_WEEK}",
        ),
    ],
)
def test_limits_persons_and_other_times_are_understood(text: str, meant: str) -> None:
    """What is above or below a number, what a person did, which things were so, and beside what."""
    assert asked(text) == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "how long is the garage door",
        "how long was it 25 degrees in the bedroom",
        "how long is the tv on tomorrow",
        "who was in the garden yesterday",
        "which lights were on",
        "how long was the tv on today compared with tomorrow",
        "did anna sleep well last night",
        "turn on the tv longer than yesterday",
    ],
)
def test_what_is_like_them_is_no_such_question(text: str) -> None:
    """A length, a number that is never quite met, what has no end or is not kept."""
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "form", "place"),
    [
        ("what happened in the kitchen in the last hour", PastForm.CHANGES, "Kitchen"),
        ("what changed today in the bathroom", PastForm.CHANGES, "Bathroom"),
        ("what was the humidity in the bathroom yesterday", PastForm.MEAN, "Bathroom"),
        ("were any lights in the study on last night", PastForm.EVER, "Study"),
    ],
)
def test_a_place_limits_what_is_asked_about(text: str, form: PastForm, place: str) -> None:
    """To the things in it."""
    plan = Conversation(HOUSE).plan(text)
    assert plan is not None
    (query,) = plan.past
    assert (query.form, query.place) == (form, place)
    assert query.targets
    assert {HOUSE.anything[target].area for target in query.targets} == {place}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("which lights were on at midnight", {"light"}),
        ("were the windows open at noon", {"window"}),
    ],
)
def test_how_all_of_a_kind_were_is_asked_of_each(text: str, kinds: set[str]) -> None:
    """At a moment."""
    plan = Conversation(HOUSE).plan(text)
    assert plan is not None
    (query,) = plan.past
    assert query.form is PastForm.AT
    assert {HOUSE.anything[target].kind for target in query.targets} == kinds
    every = {each.entity_id for each in HOUSE.anything.values() if each.kind in kinds}
    assert set(query.targets) == every
