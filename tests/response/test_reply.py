"""What is said about what happened."""

from typing import Any

import pytest

from custom_components.llm_iot.models import (
    Cause,
    Decision,
    Device,
    DeviceState,
    Outcome,
    Plan,
    Problem,
    ProblemCode,
    Query,
    QueryForm,
    Reason,
    Result,
    Source,
    Step,
    Value,
    Verdict,
)
from custom_components.llm_iot.response.reply import Speaker, load_texts
from custom_components.llm_iot.response.verifier import verify
from tests.homes import FAN, device, paper_home, view

SPEAKER = Speaker(load_texts())
LAMP, SPOT = device("light.lamp", "Lamp", "light"), device("light.spot", "Spot", "light")


def test_the_reply_tells_done_from_already_so() -> None:
    """The paper's room, half of which was as wanted."""
    home = paper_home()
    steps = (Step("light.light", "on"), Step("fan.fan", "on"), Step("switch.tv", "off"))
    plan = Plan(Source.MODEL, steps)
    outcomes = [Outcome(step, Result.DONE, DeviceState("on")) for step in steps[:2]]
    reply = SPEAKER.compose(plan, home, verify(plan, home), outcomes)
    assert reply.text == "Light on, fan on. The TV was already off."
    assert not reply.is_error


def test_the_name_of_an_owner_keeps_its_letter_and_takes_no_article() -> None:
    """At the beginning of a sentence and within it."""
    mine = device("light.mine", "Dora's lamp", "light")
    home = view((mine, "off", {}), (SPOT, "on", {}))
    steps = (Step("light.spot", "off"), Step("light.mine", "off"))
    plan = Plan(Source.MODEL, steps)
    outcomes = [Outcome(steps[0], Result.DONE, DeviceState("off"))]
    reply = SPEAKER.compose(plan, home, verify(plan, home), outcomes)
    assert reply.text == "Spot off. Dora's lamp was already off."


def test_many_devices_are_counted_by_what_they_are() -> None:
    """Nobody listens to a minute of names; a single thing keeps its own."""
    lights = [device(f"light.spot_{number}", f"Spot {number}", "light") for number in range(9)]
    fan, tv = device("fan.fan", "Fan", "fan"), device("switch.tv", "TV", "tv")
    home = view(*((each, "on", {}) for each in lights[:6]), (fan, "on", FAN), (tv, "on", {}))
    off = [Step(each.entity_id, "off") for each in (*lights[:6], fan)]
    outcomes = [Outcome(step, Result.DONE, DeviceState("off")) for step in off]
    plan = Plan(Source.RESOLVER, (*off, Step("switch.tv", "on")))
    reply = SPEAKER.compose(plan, home, verify(plan, home), outcomes)
    assert reply.text == "6 lights and fan off. The TV was already on."
    dark = view(*((each, "off", {}) for each in lights), (fan, "off", FAN))
    plan = Plan(Source.RESOLVER, tuple(Step(each.entity_id, "off") for each in (*lights, fan)))
    reply = SPEAKER.compose(plan, dark, verify(plan, dark))
    assert reply.text == "9 lights and the fan were already off."


def test_of_too_many_none_is_named() -> None:
    """A list of a dozen lights helps nobody to choose."""
    lights = [device(f"light.spot_{number}", f"Spot {number}", "light") for number in range(12)]
    home = view(*((each, "on", {}) for each in lights))
    which = Problem(ProblemCode.AMBIGUOUS, targets=tuple(each.entity_id for each in lights))
    reply = SPEAKER.compose(Plan(Source.RESOLVER, problems=(which,)), home)
    assert reply.text == "There are 12 lights. Which one do you mean?"


def test_what_was_not_confirmed_is_never_called_done() -> None:
    """A frozen board and a slow one."""
    home = paper_home()
    fan, tv = Step("fan.fan", "on"), Step("switch.tv", "on")
    outcomes = [
        Outcome(fan, Result.NOT_CONFIRMED, cause=Cause.NO_ANSWER),
        Outcome(tv, Result.NOT_CONFIRMED, DeviceState("off"), Cause.TIMEOUT),
    ]
    reply = SPEAKER.compose(Plan(Source.MODEL, (fan, tv)), home, outcomes=outcomes)
    assert reply.text == (
        "The fan did not answer, so I left it alone. "
        "I sent the command, but the TV did not confirm it."
    )


def test_questions_are_answered_from_the_states() -> None:
    """Yes with the value, no with what it is instead."""
    home = paper_home(fan="on")
    fan = Plan(Source.SENTENCE, queries=(Query(("fan.fan",), state="on"),))
    tv = Plan(Source.SENTENCE, queries=(Query(("switch.tv",), state="on"),))
    assert SPEAKER.compose(fan, home).text == "Yes, the fan is on at 100 percent."
    assert SPEAKER.compose(tv, home).text == "No, the TV is off."


def test_a_question_beside_a_command_is_answered_as_things_were_when_it_was_asked() -> None:
    """Before what was done is told: "is the fan on, turn it off"."""
    before, after = paper_home(fan="on"), paper_home(fan="off")
    step = Step("fan.fan", "off")
    plan = Plan(Source.RESOLVER, (step,), queries=(Query(("fan.fan",), state="on"),))
    done = Outcome(step, Result.DONE, DeviceState("off"))
    reply = SPEAKER.compose(plan, before, outcomes=[done], now=after)
    assert reply.text == "Yes, the fan is on at 100 percent. Fan off."


def test_a_plural_name_takes_a_plural_verb_and_a_choice_an_or() -> None:
    """Curtains are, and one of two is asked for."""
    curtains = device("cover.c", "Curtains", "blind")
    home = view((curtains, "open", {"current_position": 40}), (LAMP, "on", {}), (SPOT, "off", {}))
    asked = Plan(Source.SENTENCE, queries=(Query(("cover.c",)),))
    assert SPEAKER.compose(asked, home).text == "The curtains are open at 40 percent."
    either = Problem(ProblemCode.AMBIGUOUS, targets=("light.lamp", "light.spot"))
    question = SPEAKER.compose(Plan(Source.SENTENCE, problems=(either,)), home)
    assert question.text == "Which one do you mean: the lamp or the spot?"


def test_what_leaves_no_state_is_told_as_what_was_done() -> None:
    """A muted speaker still plays."""
    speaker = device("media_player.s", "Speaker", "speaker")
    home = view((speaker, "playing", {"supported_features": 8}))
    mute = Step("media_player.s", "mute")
    outcomes = [Outcome(mute, Result.DONE, DeviceState("playing", {"is_volume_muted": True}))]
    assert SPEAKER.compose(Plan(Source.MODEL, (mute,)), home, (), outcomes).text == "Speaker muted."


def test_two_steps_on_one_device_name_it_once() -> None:
    """On and off at the same time is one contradiction."""
    home = paper_home()
    plan = Plan(Source.MODEL, (Step("fan.fan", "on"), Step("fan.fan", "off")))
    reply = SPEAKER.compose(plan, home, verify(plan, home))
    assert reply.text == "That says two different things about the fan, so I did nothing with it."


def test_not_all_of_them_is_a_no_with_those_that_are_not() -> None:
    """Are all the lights off is not answered with those that are."""
    home = view((LAMP, "on", {}), (SPOT, "off", {}))
    asked = Query(("light.lamp", "light.spot"), QueryForm.ALL, "off")
    reply = SPEAKER.compose(Plan(Source.SENTENCE, queries=(asked,)), home)
    assert reply.text == "No, the lamp is on."


RADIATOR = {"supported_features": 1, "min_temp": 7, "max_temp": 30}


def told(reason: Reason, decision: Decision, value: float | None = None, detail: str = "") -> str:
    """Return the sentence about what the verifier says of a step."""
    heating = device("climate.hall", "Heating", "thermostat")
    home = view((heating, "heat", RADIATOR | {"temperature": 20}))
    step = Step("climate.hall", "temperature", value)
    verdict = Verdict(step, decision, reason, detail)
    return SPEAKER.compose(Plan(Source.RESOLVER, (step,)), home, (verdict,)).text


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence_of_its_own(reason: Reason) -> None:
    """No two of them read the same."""
    texts = [told(each, Decision.IMPOSSIBLE, detail="X") for each in Reason]
    assert texts.count(told(reason, Decision.IMPOSSIBLE, detail="X")) == 1


def test_a_rule_is_named_with_what_it_does() -> None:
    """It forbids, wants a yes, or limits, which may leave nothing to do."""
    assert told(Reason.RULE, Decision.FORBIDDEN, 20, "Nights") == (
        "The rule Nights forbids that for the heating."
    )
    assert told(Reason.RULE, Decision.NEEDS_CONFIRMATION, 20, "Nights") == (
        "The rule Nights wants a yes first, so I left the heating alone."
    )
    assert told(Reason.LIMITED, Decision.FORBIDDEN, 20, "Nights") == (
        "The rule Nights limits the heating, so I left it as it was."
    )


def test_a_bent_value_is_told_with_the_rule_that_bent_it() -> None:
    """After what was done; it is no error."""
    heating = device("climate.hall", "Heating", "thermostat")
    home = view((heating, "heat", RADIATOR | {"temperature": 18}))
    bent = Step("climate.hall", "temperature", 21)
    verdict = Verdict(bent, Decision.ACCEPT, Reason.LIMITED, "Nights")
    done = Outcome(bent, Result.DONE, DeviceState("heat", {"temperature": 21}))
    reply = SPEAKER.compose(Plan(Source.RESOLVER, (bent,)), home, (verdict,), (done,))
    assert reply.text == "Heating at 21 degrees. The rule Nights limits the heating."
    assert not reply.is_error


def test_a_refused_value_is_told_with_the_nearest() -> None:
    """So that nobody has to try."""
    assert told(Reason.OUT_OF_RANGE, Decision.IMPOSSIBLE, 30, "7 to 30") == (
        "The heating only takes 7 to 30. The nearest is 30."
    )


def test_what_waits_for_a_yes_is_not_called_done() -> None:
    """Where nobody asks, it is said that nothing happened, and it is an error."""
    home = view((device("lock.front", "Front door", "lock"), "locked", {}))
    plan = Plan(Source.SENTENCE, (Step("lock.front", "unlock"),))
    reply = SPEAKER.compose(plan, home, verify(plan, home))
    assert reply.text == ("I do not do that to the front door without a yes, so I left it alone.")
    assert reply.is_error


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
