"""What of the turns of a home a model can be taught."""

from dataclasses import replace
from datetime import UTC, datetime

from custom_components.llm_iot.learned import Episode
from custom_components.llm_iot.models import Step
from custom_components.llm_iot.processing.lessons import is_settled, lesson_of
from custom_components.llm_iot.tuned.prompt import MAX_CANDIDATES
from tests.homes import device, two_rooms, view

TURN = Episode(
    key="1",
    say="Film time",
    at=datetime(2026, 11, 25, 20, tzinfo=UTC),
    steps=(Step("light.h", "off"), Step("light.k", "brightness", 30)),
    results={"light.h": "done", "light.k": "done"},
)


def test_the_answer_is_what_was_wanted_in_the_words_of_the_model() -> None:
    """Names with their rooms, in a list of the whole home; the room where it was said."""
    home = two_rooms()
    lesson = lesson_of(replace(TURN, area_id="hall"), home, home.devices)
    assert lesson is not None
    assert lesson.prompt == "(hall) film time\n"
    assert lesson.answer == '["hall lamp off","kitchen lamp 30"]'
    assert "light/kitchen lamp/hall lamp\n" in lesson.devices
    corrected = replace(TURN, corrections={"light.k": ()})
    lesson = lesson_of(corrected, home, home.devices)
    assert lesson is not None
    assert (lesson.answer, lesson.corrected) == ('["hall lamp off"]', True)


def test_what_is_not_known_to_be_right_is_no_lesson() -> None:
    """A device that did not show it, or nothing that moved; a correction settles it."""
    unsure = replace(TURN, results={"light.h": "done", "light.k": "not_confirmed"})
    assert not is_settled(unsure)
    assert not is_settled(replace(TURN, results={}))
    assert is_settled(replace(unsure, corrections={"light.k": ()}))
    home = two_rooms()
    assert lesson_of(unsure, home, home.devices) is None


def test_what_is_about_a_device_that_is_gone_is_no_lesson() -> None:
    """Its name is in no list."""
    home = two_rooms()
    assert lesson_of(replace(TURN, steps=(Step("light.x", "on"),)), home, home.devices) is None


def test_the_devices_that_were_wanted_are_listed_however_many_there_are() -> None:
    """In place of those that fit the words least."""
    lights = [device(f"light.l{number}", f"Light {number}", "light") for number in range(30)]
    home = view(*((each, "off", {}) for each in lights))
    turn = replace(TURN, steps=(Step("light.l29", "on"),), results={"light.l29": "done"})
    lesson = lesson_of(turn, home, home.devices[:MAX_CANDIDATES])
    assert lesson is not None
    listed = lesson.devices.strip().split("/")[1:]
    assert len(listed) == MAX_CANDIDATES
    assert "light 29" in listed
    assert "light 15" not in listed
