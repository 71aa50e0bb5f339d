"""What is said about what happened."""

import pytest

from custom_components.llm_iot.models import (
    DeviceState,
    Plan,
    Problem,
    ProblemCode,
    Source,
    Step,
)
from custom_components.llm_iot.outcomes import Cause, Decision, Outcome, Reason, Result, Verdict
from custom_components.llm_iot.queries import Query, QueryForm
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


@pytest.mark.parametrize("source", [Source.MODEL, Source.VOTE])
def test_a_guess_at_nothing_is_not_called_right(source: Source) -> None:
    """A model that finds nothing to do has not understood, or there was nothing to understand."""
    reply = SPEAKER.compose(Plan(source), paper_home())
    assert reply.text == "I do not know what to do about that, so I did nothing."
    assert SPEAKER.compose(Plan(Source.RESOLVER), paper_home()).text == "There is nothing to do."


def test_not_all_that_ends_like_a_plural_is_one() -> None:
    """The wireless was on, and the curtains were open."""
    home = view(
        (device("switch.wireless", "Wireless", "radio"), "on", {}),
        (device("switch.lights", "Fairy lights", "light"), "on", {}),
    )
    for target, text in (
        ("switch.wireless", "The wireless was already on."),
        ("switch.lights", "The fairy lights were already on."),
    ):
        plan = Plan(Source.RESOLVER, (Step(target, "on"),))
        assert SPEAKER.compose(plan, home, verify(plan, home)).text == text
