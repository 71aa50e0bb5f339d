"""Questions about the past, from their words to what the record is asked for."""

from datetime import datetime

import pytest

from tests.asked_homes import HOUSE
from tests.asking import NOW, Conversation

from .past_written import (
    asked,
)


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


def test_a_question_keeps_when_it_was_asked() -> None:
    """Times are told as seen from then."""
    plan = Conversation(HOUSE).plan("how long was the tv on")
    assert plan is not None
    assert plan.past[0].asked == NOW
    assert isinstance(plan.past[0].asked, datetime)
