"""What goes only some way: "close the blinds but not completely, leave them 20 percent open"."""

import pytest

from tests.recognition.house import done, understand

PARTLY = (
    "close the curtains but leave them 20 percent open",
    "close the curtains but not all the way leave them 20 percent open",
    "close the curtains, but not completely, leave them 20 percent open",
    "close the curtains but only to 20 percent",
    "curtains down but leave them 20% open",
    "close the curtains, not all the way, just to 20 percent",
)


@pytest.mark.parametrize("text", PARTLY)
def test_what_is_to_be_left_partly_open_does_not_go_all_the_way(text: str) -> None:
    """It goes to where it is to be, and nowhere else on the way."""
    assert done(text) == {"cover.b position 20"}


def test_without_a_number_it_is_not_known_how_far() -> None:
    """Nothing moves then."""
    plan = understand("close the curtains but not all the way")
    assert plan is None or not plan.steps


def test_on_in_front_of_a_name_only_tells_of_what_a_value_is() -> None:
    """A speaker that is off stays off; "on at" turns it on."""
    assert done("set the volume on the speaker to 40 percent") == {"media_player.sp volume 40"}
    assert done("40 percent on the speaker") == {"media_player.sp volume 40"}
    assert "media_player.sp on" in done("speaker on at 40 percent")


def test_the_speed_of_a_fan_is_no_matter_of_the_heating() -> None:
    """The "fan speed" is about the fan that is named so."""
    assert done("bedroom fan speed down") == {"fan.b down"}


def test_a_sign_behind_a_thing_is_a_way_also_where_another_thing_has_that_number() -> None:
    """What is "plus two" is two degrees up."""
    assert done("thermostat plus two degrees") == {"climate.l up 2"}


def test_a_name_from_elsewhere_is_meant_as_it_is_called() -> None:
    """What was named in front tells no room for it."""
    assert done("bedroom fan off and floor lamp to 40") == {"fan.b off", "light.l1 brightness 40"}
