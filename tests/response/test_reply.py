"""What is said about what happened."""

from custom_components.llm_iot.models import (
    Cause,
    DeviceState,
    Outcome,
    Plan,
    Query,
    Result,
    Source,
    Step,
)
from custom_components.llm_iot.response.reply import Speaker, load_texts
from custom_components.llm_iot.response.verifier import verify
from tests.homes import paper_home

SPEAKER = Speaker(load_texts())


def test_the_reply_tells_done_from_already_so() -> None:
    """The paper's room, half of which was as wanted."""
    home = paper_home()
    steps = (Step("light.light", "on"), Step("fan.fan", "on"), Step("switch.tv", "off"))
    plan = Plan(Source.MODEL, steps)
    outcomes = [Outcome(step, Result.DONE, DeviceState("on")) for step in steps[:2]]
    reply = SPEAKER.compose(plan, home, verify(plan, home), outcomes)
    assert reply.text == "Light on, fan on. The TV was already off."
    assert not reply.is_error


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
