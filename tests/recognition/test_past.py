"""Questions about the past, from their words to what the record is asked for."""

from datetime import datetime

import pytest

from custom_components.llm_iot.models import Plan, ProblemCode
from custom_components.llm_iot.past import PastForm, PastQuery, Period
from tests.asked_homes import HOUSE
from tests.asking import NOW, Conversation


def written(query: PastQuery) -> str:
    """Return a question as it is written down here: form, things, what, when, and marks."""
    things = " ".join(sorted(query.targets)) or "-"
    marks = [name for name in ("by_speaker", "who", "usual") if getattr(query, name)]
    marks += [f"by {query.by_person}"] if query.by_person else []
    marks += [f"against {when(query.against)}"] if query.against else []
    what = query.state or query.measure or "-"
    if query.comparison:
        what = f"{what} {query.comparison.value} {query.threshold:g}"
    return " | ".join((query.form.value, things, what, when(query.period), *marks))


def when(period: Period | None) -> str:
    """Return a period in the words of its own that the table below uses."""
    if period is None:
        return "ever"
    begin, end = f"{period.begin:%d %H:%M}", f"{period.end:%d %H:%M}"
    return {TODAY: "today", YESTERDAY: "yesterday", NIGHT: "night"}.get(
        (begin, end), begin if begin == end else f"{begin} to {end}"
    )


TODAY = ("25 00:00", "25 15:30")
WEEK, LAST_WEEK = "23 00:00 to 25 15:30", "16 00:00 to 23 00:00"
LIGHTS = (
    "light.bathroom light.bedside light.ceiling light.counter light.floor_lamp light.hall "
    "light.kitchen light.study"
)
PERSONS = "person.anna person.ben person.carla"
BEDROOM = "sensor.bedroom_t1 sensor.bedroom_t2"
YESTERDAY = ("24 00:00", "25 00:00")
NIGHT = ("24 21:00", "25 06:00")


def asked(text: str) -> list[str]:
    """Return the questions about the past in one sentence."""
    plan = Conversation(HOUSE).plan(text)
    return [] if plan is None else [written(query) for query in plan.past]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("how long was the extractor on today", "duration | fan.bathroom | on | today"),
        ("how long was the extractor on", "duration | fan.bathroom | on | today"),
        ("how long has the tv been on", "since | media_player.tv | on | ever"),
        (
            "how long have the lights in the kitchen been on this week",
            "duration | light.counter light.kitchen | on | 23 00:00 to 25 15:30",
        ),
        (
            "how long did the dishwasher run yesterday",
            "duration | switch.dishwasher | on | yesterday",
        ),
        (
            "how long was the kitchen window open last night",
            "duration | binary_sensor.kitchen_w | open | night",
        ),
        ("since when is the back door unlocked", "since | lock.back | unlocked | ever"),
        ("since when has the tv been on", "since | media_player.tv | on | ever"),
        ("when did i last turn on the tv", "last | media_player.tv | on | ever | by_speaker"),
        ("when was the garage door last opened", "last | cover.garage | open | ever"),
        ("when was the tv last on", "last | media_player.tv | on | ever"),
        ("when did the washing machine finish", "last | binary_sensor.washer | off | ever"),
        ("when did we last use the kettle", "last | switch.kettle | on | ever"),
        ("when did the garage door first open today", "first | cover.garage | open | today"),
        ("when was the front door opened", "last | binary_sensor.front | open | ever"),
        ("how often did the garage door open yesterday", "count | cover.garage | open | yesterday"),
        (
            "how many times was the garage opened this week",
            "count | cover.garage | open | 23 00:00 to 25 15:30",
        ),
        ("how often did someone open the garage", "count | cover.garage | open | today"),
        (
            "what was the average bedroom temperature since monday",
            "mean | sensor.bedroom_t1 sensor.bedroom_t2 | temperature | 23 00:00 to 25 15:30",
        ),
        (
            "average temperature in the kitchen yesterday",
            "mean | sensor.kitchen_t | temperature | yesterday",
        ),
        (
            "highest humidity in the bathroom last week",
            "highest | sensor.bathroom_h | humidity | 16 00:00 to 23 00:00",
        ),
        (
            "how warm was it in the kitchen at noon",
            "at | sensor.kitchen_t | temperature | 25 12:00",
        ),
        (
            "what was the temperature in the kitchen this morning",
            "mean | sensor.kitchen_t | temperature | 25 05:00 to 25 12:00",
        ),
        (
            "what was the coldest it got in the bedroom last night",
            "lowest | sensor.bedroom_t1 sensor.bedroom_t2 | temperature | night",
        ),
        (
            "how cold did the bedroom get last night",
            "lowest | sensor.bedroom_t1 sensor.bedroom_t2 | temperature | night",
        ),
        (
            "what was the warmest day this year in the garden",
            "highest day | sensor.garden_t | temperature | 01 00:00 to 25 15:30",
        ),
        (
            "how much energy did the dishwasher use yesterday",
            "total | sensor.dishwasher_e | energy | yesterday",
        ),
        (
            "how much energy did we use yesterday",
            "total | sensor.dishwasher_e | energy | yesterday",
        ),
        ("how much electricity yesterday", "total | sensor.dishwasher_e | energy | yesterday"),
        (
            "energy consumption of the dishwasher last week",
            "total | sensor.dishwasher_e | energy | 16 00:00 to 23 00:00",
        ),
        ("was the kitchen light on at three", "at | light.kitchen | on | 25 15:00"),
        ("was the tv on at noon on sunday", "at | media_player.tv | on | 22 12:00"),
        (
            "what was the temperature in the bathroom two hours ago",
            "at | sensor.bathroom_t | temperature | 25 13:30",
        ),
        ("has the tv been on today", "ever | media_player.tv | on | today"),
        ("did anyone open the garage last night", "last | cover.garage | open | night"),
        ("was the floor lamp left on overnight", "ever | light.floor_lamp | on | night"),
        ("was anyone in the study last night", "ever | binary_sensor.study_o | occupied | night"),
        (
            "was anyone home yesterday",
            "ever | person.anna person.ben person.carla | home | yesterday",
        ),
        (
            "was there motion in the hall last night",
            "ever | binary_sensor.hall_m | detected | night",
        ),
        ("who turned on the tv", "last | media_player.tv | on | ever | who"),
        ("who opened the garage door", "last | cover.garage | open | ever | who"),
        (
            "who turned the dishwasher on yesterday",
            "last | switch.dishwasher | on | yesterday | who",
        ),
        ("who left the kitchen light on", "last | light.kitchen | on | ever | who"),
        ("what changed in the last hour", "changes | - | - | 25 14:30 to 25 15:30"),
        ("what happened last night", "changes | - | - | night"),
        ("was the tv on longer than usual", "duration | media_player.tv | on | today | usual"),
        (
            "was the garage opened more often than usual this week",
            "count | cover.garage | open | 23 00:00 to 25 15:30 | usual",
        ),
        (
            "was it warmer than usual in the kitchen yesterday",
            "mean | sensor.kitchen_t | temperature | yesterday | usual",
        ),
        ("is the tv on for longer than usual", "duration | media_player.tv | on | today | usual"),
        (
            "did we use more energy than usual",
            "total | sensor.dishwasher_e | energy | today | usual",
        ),
        ("did i close the garage door", "last | cover.garage | closed | today | by_speaker"),
        ("did i lock the back door", "last | lock.back | locked | today | by_speaker"),
        ("did anyone turn off the tv", "last | media_player.tv | off | today"),
        ("have i locked the front door", "last | lock.front | locked | today | by_speaker"),
        ("when did anna come home", "last | person.anna | home | ever"),
        ("when did ben leave", "last | person.ben | away | ever"),
        ("did ben leave", "last | person.ben | away | today"),
        ("was the back door locked yesterday", "ever | lock.back | locked | yesterday"),
        ("how long was the extractor on, and turn it off", "duration | fan.bathroom | on | today"),
        (
            "tell me how long the tv was on yesterday please",
            "duration | media_player.tv | on | yesterday",
        ),
        ("do you know when the garage was last opened", "last | cover.garage | open | ever"),
        ("and who opened the garage", "last | cover.garage | open | ever | who"),
        ("how long was the sun up", "duration | sun.sun | sun_up | today"),
        ("how long did i watch tv yesterday", "duration | media_player.tv | on | yesterday"),
        (
            "average kitchen temperature yesterday",
            "mean | sensor.kitchen_t | temperature | yesterday",
        ),
        ("kitchen temperature yesterday", "mean | sensor.kitchen_t | temperature | yesterday"),
        (
            "bedroom temperature at noon yesterday",
            "at | sensor.bedroom_t1 sensor.bedroom_t2 | temperature | 24 12:00",
        ),
        (
            "when was it warmest in the kitchen yesterday",
            "highest | sensor.kitchen_t | temperature | yesterday",
        ),
        ("who turned the tv on last night", "last | media_player.tv | on | night | who"),
        ("did i leave the kitchen light on last night", "ever | light.kitchen | on | night"),
        ("was the tv on more than usual", "duration | media_player.tv | on | today | usual"),
        ("was the tv on on monday", "ever | media_player.tv | on | 23 00:00 to 24 00:00"),
        ("when was the light in the study last turned off", "last | light.study | off | ever"),
        ("has the dishwasher finished", "last | switch.dishwasher | off | today"),
        ("has anyone opened the back door today", "last | binary_sensor.back | open | today"),
        ("what was the humidity in the bathroom", "mean | sensor.bathroom_h | humidity | today"),
        ("how long was the tv on today", "duration | media_player.tv | on | today"),
        (
            "what was the average temperature in the kitchen yesterday",
            "mean | sensor.kitchen_t | temperature | yesterday",
        ),
        ("what happened to the garage door today", "changes | cover.garage | - | today"),
        ("when did someone last open the back door", "last | binary_sensor.back | open | ever"),
        (
            "how many hours was the tv on last week",
            "duration | media_player.tv | on | 16 00:00 to 23 00:00",
        ),
        (
            "for how long was the garage open on monday",
            "duration | cover.garage | open | 23 00:00 to 24 00:00",
        ),
        (
            "how much time was the radio playing yesterday",
            "duration | media_player.radio | playing | yesterday",
        ),
        (
            "what was the maximum power of the dishwasher today",
            "highest | sensor.dishwasher_p | power | today",
        ),
        (
            "lowest battery of the back door lock this week",
            "lowest | sensor.back_b | battery | 23 00:00 to 25 15:30",
        ),
        (
            "what was the mean co2 in the study this week",
            "mean | sensor.study_co2 | co2 | 23 00:00 to 25 15:30",
        ),
        (
            "how humid did the bathroom get this morning",
            "highest | sensor.bathroom_h | humidity | 25 05:00 to 25 12:00",
        ),
        (
            "what's the average temperature in the bedroom this week",
            "mean | sensor.bedroom_t1 sensor.bedroom_t2 | temperature | 23 00:00 to 25 15:30",
        ),
        (
            "give me the average humidity in the bathroom yesterday",
            "mean | sensor.bathroom_h | humidity | yesterday",
        ),
        (
            "the highest temperature in the kitchen today",
            "highest | sensor.kitchen_t | temperature | today",
        ),
        (
            "how bright was the kitchen light at 9 pm yesterday",
            "at | light.kitchen | brightness | 24 21:00",
        ),
        ("was the kitchen window ever open today", "ever | binary_sensor.kitchen_w | open | today"),
        ("has the garage door been opened today", "last | cover.garage | open | today"),
        ("have the blinds been closed today", "ever | cover.bedroom cover.blinds | closed | today"),
        ("were the blinds open at noon", "at | cover.bedroom cover.blinds | open | 25 12:00"),
        (
            "was anybody in the hall this morning",
            "ever | binary_sensor.hall_m | detected | 25 05:00 to 25 12:00",
        ),
        ("who locked the front door last night", "last | lock.front | locked | night | who"),
        ("who closed the blinds", "last | cover.bedroom cover.blinds | closed | ever | who"),
        ("did the dryer run yesterday", "last | switch.dryer | on | yesterday"),
        ("did the garage door open last night", "last | cover.garage | open | night"),
        ("did we use the kettle this morning", "last | switch.kettle | on | 25 05:00 to 25 12:00"),
        ("did somebody leave the garage open overnight", "ever | cover.garage | open | night"),
        ("did you turn on the fan", "last | fan.bathroom | on | today"),
        (
            "did you turn off the tv this morning",
            "last | media_player.tv | off | 25 05:00 to 25 12:00",
        ),
        (
            "how often has the dishwasher run this month",
            "count | switch.dishwasher | on | 01 00:00 to 25 15:30",
        ),
        (
            "how often was motion detected in the garage last night",
            "count | binary_sensor.garage_m | detected | night",
        ),
        (
            "how often did anna come home this week",
            "count | person.anna | home | 23 00:00 to 25 15:30",
        ),
        ("how long was ben away yesterday", "duration | person.ben | away | yesterday"),
        ("when did carla come home yesterday", "last | person.carla | home | yesterday"),
        ("how long ago was the garage opened", "last | cover.garage | open | ever"),
        (
            "when did anna last open the garage",
            "last | cover.garage | open | ever | by person.anna",
        ),
        (
            "is it warmer than usual in the kitchen",
            "mean | sensor.kitchen_t | temperature | today | usual",
        ),
        (
            "is the humidity in the bathroom higher than usual",
            "mean | sensor.bathroom_h | humidity | today | usual",
        ),
        ("was the tv on", "ever | media_player.tv | on | today"),
        (
            "was the dishwasher on this morning",
            "ever | switch.dishwasher | on | 25 05:00 to 25 12:00",
        ),
        ("wasn't the tv on last night", "ever | media_player.tv | on | night"),
        ("was the tv off at 20:30 yesterday", "at | media_player.tv | off | 24 20:30"),
        ("was the thermostat on last night", "ever | climate.living | on | night"),
        (
            "what was the thermostat set to yesterday at noon",
            "at | climate.living | target_temperature | 24 12:00",
        ),
        (
            "how long was the living room light on between 6 and 9 pm yesterday",
            "duration | light.ceiling light.floor_lamp | on | 24 18:00 to 24 21:00",
        ),
        ("since when is the kitchen window open", "since | binary_sensor.kitchen_w | open | ever"),
        ("has the tv been on all day", "duration | media_player.tv | on | today"),
        ("total energy this month", "total | sensor.dishwasher_e | energy | 01 00:00 to 25 15:30"),
        ("what did i miss", "changes | - | - | today"),
        ("when was the last time the garage was opened", "last | cover.garage | open | ever"),
        (
            "when was the last time i opened the garage",
            "last | cover.garage | open | ever | by_speaker",
        ),
        (
            "the average temperature in the kitchen since yesterday please",
            "mean | sensor.kitchen_t | temperature | 24 00:00 to 25 15:30",
        ),
        ("how long did the kids have the tv on", "duration | media_player.tv | on | today"),
        (
            "how many kilowatt hours did the dishwasher use this month",
            "total | sensor.dishwasher_e | energy | 01 00:00 to 25 15:30",
        ),
        (
            "did anyone open the garage by noon",
            "last | cover.garage | open | 25 00:00 to 25 12:00",
        ),
        (
            "how often was the kitchen light turned on between 6 and 9 this morning",
            "count | light.kitchen | on | 25 06:00 to 25 09:00",
        ),
        (
            "which door was opened last",
            "last | binary_sensor.back binary_sensor.front | open | ever",
        ),
    ],
)
def test_a_question_about_the_past_is_asked_of_the_record(text: str, meant: str) -> None:
    """In its form, of the things that it names, and of the time that it tells."""
    assert asked(text) == [meant]


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


@pytest.mark.parametrize(
    "turns",
    [
        [
            ("how long was the tv on today", "duration | media_player.tv | on | today"),
            ("and yesterday?", "duration | media_player.tv | on | yesterday"),
            ("and the extractor?", "duration | fan.bathroom | on | yesterday"),
            ("is that more than usual?", "duration | fan.bathroom | on | yesterday | usual"),
            ("who was it?", "last | fan.bathroom | on | yesterday | who"),
        ],
        [
            ("was the kitchen light on at three", "at | light.kitchen | on | 25 15:00"),
            ("and yesterday", "at | light.kitchen | on | 24 15:00"),
            ("what about the floor lamp", "at | light.floor_lamp | on | 24 15:00"),
            ("and at noon", "at | light.floor_lamp | on | 25 12:00"),
        ],
        [
            (
                "what was the average temperature in the kitchen yesterday",
                "mean | sensor.kitchen_t | temperature | yesterday",
            ),
            (
                "and in the bathroom?",
                "mean | sensor.bathroom_t | temperature | yesterday",
            ),
            (
                "and the day before yesterday?",
                "mean | sensor.bathroom_t | temperature | 23 00:00 to 24 00:00",
            ),
        ],
        [
            ("what changed in the last hour", "changes | - | - | 25 14:30 to 25 15:30"),
            ("and yesterday", "changes | - | - | yesterday"),
            ("and the tv", "changes | media_player.tv | - | yesterday"),
        ],
        [
            ("did anyone open the garage door", "last | cover.garage | open | today"),
            ("and last night", "last | cover.garage | open | night"),
            ("when was that", "last | cover.garage | open | night"),
            ("and who did it", "last | cover.garage | open | night | who"),
        ],
        [
            (
                "how often did the garage door open yesterday",
                "count | cover.garage | open | yesterday",
            ),
            ("and the back door", "count | binary_sensor.back | open | yesterday"),
            ("how long was it open", "duration | binary_sensor.back | open | today"),
        ],
    ],
    ids=lambda turns: turns[0][0],
)
def test_a_question_goes_on_where_the_last_one_ended(turns: list[tuple[str, str]]) -> None:
    """Another time, another thing, another place, and what is usual."""
    talk = Conversation(HOUSE)
    for text, meant in turns:
        plan = talk.plan(text)
        assert plan is not None, text
        assert [written(query) for query in plan.past] == [meant]


def test_it_is_what_was_asked_about_before() -> None:
    """A question about now, and then one about the past."""
    talk = Conversation(HOUSE)
    talk.plan("is the tv on")
    plan = talk.plan("how long has it been on")
    assert plan is not None
    assert [written(query) for query in plan.past] == ["since | media_player.tv | on | ever"]


def test_nothing_goes_on_from_a_question_that_nobody_asked() -> None:
    """Nor from one about now."""
    for before in ("", "is the tv on"):
        talk = Conversation(HOUSE)
        if before:
            talk.plan(before)
        for text in ("and yesterday", "is that more than usual", "who was it"):
            plan = talk.plan(text)
            assert plan is None or not plan.past, (before, text)


@pytest.mark.parametrize(
    ("text", "state", "target", "now"),
    [
        ("did I close the garage door", "closed", "cover.garage", "closed"),
        ("have I locked the front door?", "locked", "lock.front", "locked"),
        ("did anyone turn off the tv", "off", "media_player.tv", None),
    ],
)
def test_what_somebody_did_is_told_with_how_it_is_now(
    text: str, state: str, target: str, now: str | None
) -> None:
    """Not by how it is now alone, which tells nothing of who did what, nor with a yes to that."""
    plan = Conversation(HOUSE).plan(text)
    assert plan is not None
    assert [(query.form, query.state) for query in plan.past] == [(PastForm.LAST, state)]
    assert [(query.targets, query.state) for query in plan.queries] == [((target,), now)]


def test_of_another_day_it_is_not_told_how_it_is_now() -> None:
    """That would answer something else."""
    plan = Conversation(HOUSE).plan("did I close the garage door yesterday")
    assert plan is not None
    assert plan.past
    assert not plan.queries


def test_two_questions_in_one_sentence_are_both_asked() -> None:
    """Also where the second says "it"."""
    assert asked("how long was the tv on and how often was the garage opened today") == [
        "duration | media_player.tv | on | today",
        "count | cover.garage | open | today",
    ]
    assert asked("when was the garage door last opened, and who opened it") == [
        "last | cover.garage | open | ever",
        "last | cover.garage | open | ever | who",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "how long was the extractor on, and turn it off",
        "how long was the extractor on today and then switch it off please",
        "what changed in the last hour and close the blinds",
    ],
)
def test_a_command_behind_a_question_is_not_done_in_silence(text: str) -> None:
    """The question is answered, and it is said that nothing else was done."""
    plan = Conversation(HOUSE).plan(text)
    assert plan is not None
    assert len(plan.past) == 1
    assert codes(plan) == [ProblemCode.ONLY_ANSWERED]
    assert not plan.steps


def codes(plan: Plan | None) -> list[ProblemCode]:
    """Return what stands in the way of a plan."""
    return [problem.code for problem in plan.problems] if plan else []


@pytest.mark.parametrize(
    "text",
    [
        "turn on the tv at 3 pm",
        "turn off the light last in the kitchen",
        "the light was on yesterday",
        "were it dark, turn on the hall light",
        "set the bedroom to what it was yesterday",
        "turn on the light i had on yesterday",
        "turn on the tv like yesterday",
        "did i ask you to turn on the tv",
        "how long should the fan run",
        "the kitchen light on at three",
        "set the thermostat to 20 at noon",
        "open the garage door at noon",
        "kitchen light on since yesterday",
        "how long until the washing machine is done",
        "is the tv on",
        "how warm is it in the kitchen",
        "what is the average temperature in the house",
        "which room has the highest humidity",
        "did I leave the kitchen light on",
        "how much energy has the dishwasher used",
        "was it warmer yesterday than today",
        "how often does the garage door open",
        "how long was the light on since i left",
        "how long was the tv on tomorrow",
        "when will the dishwasher finish",
        "how long was nobody home yesterday",
        "why did the fan turn on last night",
        "when was the war of the roses",
        "who was the first president",
        "how long did the concert last",
        "yesterday",
        "and yesterday",
        "since when",
        "how long",
        "who",
        "",
    ],
)
def test_other_sentences_are_not_about_the_past(text: str) -> None:
    """Commands, statements, what is so now or will be, and what no record can tell."""
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("was the sauna on yesterday", ProblemCode.UNKNOWN_DEVICE),
        ("how long was the sauna heater on", ProblemCode.UNKNOWN_DEVICE),
        ("what happened in the dungeon today", ProblemCode.UNKNOWN_DEVICE),
    ],
)
def test_what_the_home_lacks_is_said_to_be_missing(text: str, code: ProblemCode) -> None:
    """As it is for questions about now."""
    plan = Conversation(HOUSE).plan(text)
    assert codes(plan) == [code]


def test_a_question_about_the_past_never_moves_anything() -> None:
    """Neither now nor later, whatever words of commands are in it."""
    for text in (
        "who turned on the tv",
        "did anyone open the garage door at three",
        "when did i last turn off all the lights",
        "how often did you close the blinds this week",
        "was the back door unlocked at noon",
    ):
        plan = Conversation(HOUSE).plan(text)
        assert plan is None or not (plan.steps or plan.deferred or plan.request), text


def test_a_question_keeps_when_it_was_asked() -> None:
    """Times are told as seen from then."""
    plan = Conversation(HOUSE).plan("how long was the tv on")
    assert plan is not None
    assert plan.past[0].asked == NOW
    assert isinstance(plan.past[0].asked, datetime)
