"""How what was done, what is so and what cannot be is told of each sort of device."""

from typing import Any

import pytest

from custom_components.llm_iot.models import (
    Device,
    DeviceState,
    Plan,
    Source,
    Step,
    Value,
)
from custom_components.llm_iot.outcomes import Cause, Outcome, Result
from custom_components.llm_iot.response.reply import Speaker, load_texts
from custom_components.llm_iot.response.verifier import verify
from tests.homes import device, view

SPEAKER = Speaker(load_texts())
LAMP = device("light.lamp", "Lamp", "light")

COLOURFUL = {"supported_color_modes": ["hs"], "brightness": 128}
HEATING = {"supported_features": 1, "temperature": 19, "min_temp": 7, "max_temp": 30}
WIRED = {"supported_features": 2048, "source_list": ["DVD", "hdmi_1"]}
MOVER = {"supported_features": 255, "current_position": 70, "current_tilt_position": 50}


@pytest.mark.parametrize(
    ("thing", "before", "attributes", "step", "after", "text"),
    [
        (
            device("light.x", "Living room lamp", "light"),
            "on",
            COLOURFUL,
            ("colour", "red"),
            ("on", {}),
            "Living room lamp red.",
        ),
        (
            device("light.x", "Lamp", "light"),
            "on",
            {},
            ("kelvin", 2700),
            ("on", {}),
            "Lamp at 2700 kelvin.",
        ),
        (
            device("vacuum.x", "Robot", "vacuum"),
            "docked",
            {},
            ("start", None),
            ("cleaning", {}),
            "Robot started.",
        ),
        (
            device("vacuum.x", "Robot", "vacuum"),
            "cleaning",
            {},
            ("dock", None),
            ("returning", {}),
            "Robot on its way back.",
        ),
        (
            device("climate.x", "Heating", "thermostat"),
            "heat",
            HEATING,
            ("up", 2),
            ("heat", {"temperature": 21}),
            "Heating 2 degrees warmer: now at 21 degrees.",
        ),
        (
            device("climate.x", "Heating", "thermostat"),
            "heat",
            HEATING,
            ("up", None),
            ("heat", {"temperature": 20}),
            "Heating warmer: now at 20 degrees.",
        ),
        (
            device("light.x", "Lamp", "light"),
            "on",
            {"brightness": 230},
            ("up", 50),
            ("on", {"brightness": 255}),
            "Lamp 10 percent brighter: now at 100 percent.",
        ),
        (
            device("cover.x", "Blind", "blind"),
            "closed",
            MOVER,
            ("open", None),
            ("opening", {}),
            "Blind opening.",
        ),
        (
            device("cover.x", "Blind", "blind"),
            "open",
            MOVER,
            ("position", 40),
            ("closing", {}),
            "Blind closing to 40 percent.",
        ),
        (
            device("cover.x", "Blind", "blind"),
            "open",
            MOVER,
            ("position", 0),
            ("closed", {}),
            "Blind closed.",
        ),
        (
            device("cover.x", "Blind", "blind"),
            "open",
            MOVER,
            ("tilt", 40),
            ("open", {}),
            "Blind tilted to 40 percent.",
        ),
        (
            device("media_player.x", "TV", "tv"),
            "on",
            WIRED,
            ("source", "hdmi_1"),
            ("on", {}),
            "TV on hdmi 1.",
        ),
        (
            device("fan.x", "Fan", "fan"),
            "on",
            {},
            ("oscillate", None),
            ("on", {}),
            "Fan oscillating.",
        ),
        (
            device("alarm_control_panel.x", "Alarm", "alarm"),
            "disarmed",
            {},
            ("arm_home", None),
            ("arming", {}),
            "Alarm arming.",
        ),
        (
            device("number.x", "Delay", "setting"),
            "5",
            {"unit_of_measurement": "min"},
            ("value", 8),
            ("8", {"unit_of_measurement": "min"}),
            "Delay at 8 min.",
        ),
        (
            device("button.x", "Bell", "button"),
            "unknown",
            {},
            ("press", None),
            ("2026", {}),
            "Bell pressed.",
        ),
    ],
)
def test_what_was_done_is_said_in_the_words_for_it(  # noqa: PLR0913, PLR0917
    thing: Device,
    before: str,
    attributes: dict[str, Any],
    step: tuple[str, Value | None],
    after: tuple[str, dict[str, Any]],
    text: str,
) -> None:
    """From the device's own state: on its way is not there yet, and as far as it could go."""
    home = view((thing, before, attributes))
    done = Step(thing.entity_id, *step)
    outcome = Outcome(done, Result.DONE, DeviceState(*after))
    assert SPEAKER.compose(Plan(Source.MODEL, (done,)), home, (), [outcome]).text == text


@pytest.mark.parametrize(
    ("thing", "state", "attributes", "step", "text"),
    [
        (
            device("light.x", "Lamp", "light"),
            "on",
            {**COLOURFUL, "hs_color": (0, 100)},
            ("colour", "red"),
            "The lamp was already red.",
        ),
        (
            device("vacuum.x", "Robot", "vacuum"),
            "cleaning",
            {"supported_features": 8192},
            ("start", None),
            "The robot was already cleaning.",
        ),
        (
            device("media_player.x", "TV", "tv"),
            "on",
            {**WIRED, "source": "DVD"},
            ("source", "dvd"),
            "The TV was already on dvd.",
        ),
        (
            device("climate.x", "Heating", "thermostat"),
            "heat",
            {**HEATING, "temperature": 30},
            ("up", None),
            "The heating was already heating at 30 degrees.",
        ),
        (
            device("media_player.x", "TV", "tv"),
            "on",
            WIRED,
            ("source", "netflix"),
            "The TV only takes dvd, hdmi 1.",
        ),
        (
            device("climate.x", "Heating", "thermostat"),
            "heat",
            HEATING,
            ("temperature", 40),
            "The heating only takes 7 to 30. The nearest is 30.",
        ),
    ],
)
def test_what_is_so_and_what_cannot_be_is_said_with_the_value(
    thing: Device,
    state: str,
    attributes: dict[str, Any],
    step: tuple[str, Value | None],
    text: str,
) -> None:
    """In the device's own words, as they are spoken."""
    home = view((thing, state, attributes))
    plan = Plan(Source.MODEL, (Step(thing.entity_id, *step),))
    assert SPEAKER.compose(plan, home, verify(plan, home)).text == text


def test_a_member_that_did_not_follow_is_named() -> None:
    """One that is not exposed, by its id."""
    home = view((LAMP, "on", {}), (device("light.all", "All lights", "light"), "on", {}))
    step = Step("light.all", "off")
    members = ("light.lamp", "light.hall_spot")
    outcome = Outcome(step, Result.NOT_CONFIRMED, cause=Cause.TIMEOUT, left_behind=members)
    reply = SPEAKER.compose(Plan(Source.MODEL, (step,)), home, outcomes=[outcome])
    assert reply.text == (
        "I sent the command to all lights, but the lamp and the hall spot did not follow."
    )
