"""The light of a room that nobody named so: "the main light", "the big light"."""

import pytest

from custom_components.llm_iot.models import ProblemCode
from tests.recognition.farm import on_farm
from tests.recognition.house import read, understand, write


@pytest.mark.parametrize(
    ("text", "area_id", "plan"),
    [
        ("main light on", "living_room", "light.l2 on"),  # the one at the ceiling
        ("turn off the big light in the kitchen", None, "light.kc off"),
        ("turn on the overhead light", "bedroom", "light.b on"),  # not the reading lamp
        ("the main light in the bedroom to 30 percent", "kitchen", "light.b brightness 30"),
    ],
)
def test_it_is_at_the_ceiling_or_has_no_name_of_its_own(
    text: str, area_id: str | None, plan: str
) -> None:
    """In the room that is named, else in the speaker's."""
    understood = understand(text, area_id)
    assert understood
    assert write(understood.steps) == write(read(plan))


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("turn off the fancy light in the kitchen", "fancy light"),
        ("turn off the big fancy light in the kitchen", "big fancy light"),
        ("turn off the main lights in the kitchen", "main lights"),
        ("turn off the big table light in the kitchen", "big table light"),
    ],
)
def test_other_words_make_it_another_light(text: str, lacks: str) -> None:
    """Nor are several the main one."""
    understood = understand(text)
    assert understood
    assert not understood.steps
    assert [each.subject for each in understood.problems] == [lacks]


def test_it_is_asked_which_where_all_lights_of_a_room_have_names_of_their_own() -> None:
    """Any of the three stalls' lamps may be meant."""
    understood = on_farm("turn off the big light in the stable")
    assert understood
    assert not understood.steps
    assert [set(each.targets) for each in understood.problems] == [
        {"light.s1", "light.s2", "light.s3"}
    ]


def test_the_word_may_be_in_the_name_of_another_light() -> None:
    """The kitchen has a main light by name, and the parlour has one, too."""
    understood = on_farm("main light off in the parlour")
    assert understood
    assert write(understood.steps) == {"light.p off"}


def test_a_light_of_that_name_goes_first() -> None:
    """Wherever it is."""
    understood = on_farm("turn off the main light")
    assert understood
    assert write(understood.steps) == {"light.main off"}


@pytest.mark.parametrize(
    ("text", "area_id"),
    [("turn on the main light", None), ("main light on", "garage"), ("main fan on", "kitchen")],
)
def test_without_a_room_it_is_not_known(text: str, area_id: str | None) -> None:
    """Nor in one without a light; and a fan is no light."""
    understood = understand(text, area_id)
    assert understood
    assert [each.code for each in understood.problems] == [ProblemCode.UNKNOWN_DEVICE]
    assert not understood.steps
