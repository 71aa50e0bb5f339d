"""Questions of ours and what becomes of them: chosen, agreed to, declined, forgotten."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from custom_components.llm_iot.models import DeviceState, Plan, Problem, ProblemCode, Source, Step
from custom_components.llm_iot.policy import Policy
from custom_components.llm_iot.turn_report import TurnPath
from tests.pipeline_room import HALL_LAMP, house

LAMPS = ("light.k", "light.h")
WHICH = Plan(
    Source.RESOLVER,
    problems=(
        Problem(
            ProblemCode.AMBIGUOUS, targets=LAMPS, steps=tuple(Step(lamp, "on") for lamp in LAMPS)
        ),
    ),
)
UNLOCK = Plan(Source.SENTENCE, (Step("lock.front", "unlock"),))


@pytest.mark.parametrize("answer", ["the second", "the one in the hall", "hall please"])
async def test_of_several_devices_one_is_chosen(tmp_path: Path, answer: str) -> None:
    """Nothing moves before the answer, and only the chosen one after it."""
    room = house(tmp_path)
    asked = await room.say("turn on the lamp", WHICH)
    assert asked.path is TurnPath.ASKED
    assert asked.reply.text == "Which one do you mean: the kitchen lamp or the hall lamp?"
    assert room.executed == []
    report = await room.say(answer)
    assert room.executed == [HALL_LAMP]
    assert report.plan.source is Source.ANSWER


async def test_both_are_chosen_at_once(tmp_path: Path) -> None:
    """What is so already is left alone."""
    room = house(tmp_path)
    await room.say("turn on the lamp", WHICH)
    await room.say("both")
    assert room.executed == [HALL_LAMP]


async def test_another_name_is_taken_for_one_that_is_not_here(tmp_path: Path) -> None:
    """Only right behind it: later it may mean anything."""
    room = house(tmp_path)
    await room.say("turn on the porch lamp")
    assert room.executed == []
    await room.say("I mean the hall lamp")
    assert room.executed == [HALL_LAMP]


async def test_a_critical_step_waits_for_a_yes(tmp_path: Path) -> None:
    """The plan that was read out is carried out, and only once."""
    room = house(tmp_path)
    asked = await room.say("unlock the front door", UNLOCK)
    assert asked.path is TurnPath.ASKED
    assert asked.reply.text.endswith("?")
    assert room.executed == []
    await room.say("yes please")
    assert room.executed == list(UNLOCK.steps)
    await room.say("yes please")
    assert len(room.executed) == 1


@pytest.mark.parametrize(
    "answer", ["yes, unlock it", "yes unlock the front door", "yes ma'am", "yes, and thank you"]
)
async def test_a_yes_may_say_again_what_was_asked(tmp_path: Path, answer: str) -> None:
    """It agrees to just that."""
    room = house(tmp_path)
    await room.say("unlock the front door", UNLOCK)
    await room.say(answer)
    assert room.executed == list(UNLOCK.steps)


async def test_a_yes_that_says_something_else_agrees_to_nothing(tmp_path: Path) -> None:
    """To lock the door is not what was asked."""
    room = house(tmp_path)
    await room.say("unlock the front door", UNLOCK)
    await room.say("yes, lock it")
    assert UNLOCK.steps[0] not in room.executed


@pytest.mark.parametrize("text", ["yes, and turn on the hall lamp", "sorry, what did you say?"])
async def test_what_is_no_plain_answer_has_the_question_put_again(
    tmp_path: Path, text: str
) -> None:
    """Nothing of it is done in silence, and the yes to the second question holds."""
    room = house(tmp_path)
    asked = await room.say("unlock the front door", UNLOCK)
    again = await room.say(text)
    assert again.reply.text == asked.reply.text
    assert room.executed == []
    await room.say("yes")
    assert room.executed == list(UNLOCK.steps)


async def test_a_critical_step_among_talk_waits_for_a_yes(tmp_path: Path) -> None:
    """However it was asked for."""
    room = house(tmp_path)
    asked = await room.say("my hands are full, so could you unlock the front door please?")
    assert asked.path is TurnPath.ASKED
    assert room.executed == []
    await room.say("yes please")
    assert room.executed == list(UNLOCK.steps)


@pytest.mark.parametrize("answer", ["no", "never mind", "better not"])
async def test_a_no_ends_it(tmp_path: Path, answer: str) -> None:
    """A yes that comes later agrees to nothing."""
    room = house(tmp_path)
    await room.say("unlock the front door", UNLOCK)
    report = await room.say(answer)
    assert report.reply.text == "All right, I left everything as it is."
    await room.say("yes")
    assert room.executed == []


async def test_another_sentence_ends_it(tmp_path: Path) -> None:
    """It is carried out itself, and the question is forgotten."""
    room = house(tmp_path)
    await room.say("unlock the front door", UNLOCK)
    await room.say("turn on the hall lamp", Plan(Source.SENTENCE, (HALL_LAMP,)))
    await room.say("yes")
    assert room.executed == [HALL_LAMP]


@pytest.mark.parametrize(
    "text", ["hmm let me think", "well the thing is", "what would happen then?", "4711"]
)
async def test_what_is_not_understood_leaves_a_question_open(tmp_path: Path, text: str) -> None:
    """It is put once more, and once only: nobody may be speaking to us."""
    room = house(tmp_path)
    asked = await room.say("unlock the front door", UNLOCK)
    again = await room.say(text)
    unheard = "I did not understand that, so I did nothing."
    assert (again.path, again.reply.text) == (TurnPath.ASKED, f"{unheard} {asked.reply.text}")
    assert room.executed == []
    await room.say("yes")
    assert room.executed == list(UNLOCK.steps)
    await room.say("unlock the front door", UNLOCK)
    await room.say(text)
    assert (await room.say(text)).path is not TurnPath.ASKED
    await room.say("yes")
    assert room.executed == list(UNLOCK.steps)


async def test_who_asks_something_first_may_still_answer(tmp_path: Path) -> None:
    """The answer comes first, then the question once more."""
    room = house(tmp_path)
    asked = await room.say("unlock the front door", UNLOCK)
    again = await room.say("is the hall lamp on?")
    assert again.reply.text == f"No, the hall lamp is off. {asked.reply.text}"
    await room.say("yes")
    assert room.executed == list(UNLOCK.steps)


async def test_who_asks_how_it_is_asks_about_what_is_to_move(tmp_path: Path) -> None:
    """The door is what was asked about."""
    room = house(tmp_path)
    asked = await room.say("unlock the front door", UNLOCK)
    told = await room.say("is it locked?")
    assert told.reply.text == f"Yes, the front door is locked. {asked.reply.text}"
    await room.say("yes")
    assert room.executed == list(UNLOCK.steps)


async def test_who_asks_what_we_are_for_may_still_answer(tmp_path: Path) -> None:
    """Nothing was done meanwhile."""
    room = house(tmp_path)
    asked = await room.say("unlock the front door", UNLOCK)
    told = await room.say("what can you do?")
    assert told.reply.text.endswith(asked.reply.text)
    await room.say("yes")
    assert room.executed == list(UNLOCK.steps)


async def test_a_question_is_said_again(tmp_path: Path) -> None:
    """Without anything in front."""
    room = house(tmp_path)
    asked = await room.say("turn on the lamp", WHICH)
    assert (await room.say("what did you say?")).reply.text == asked.reply.text
    await room.say("the one in the hall")
    assert room.executed == [HALL_LAMP]


@pytest.mark.parametrize("text", ["no thanks, leave the front door locked", "do not unlock it"])
async def test_a_refusal_in_other_words_ends_it(tmp_path: Path, text: str) -> None:
    """It is not asked about again."""
    room = house(tmp_path)
    await room.say("unlock the front door", UNLOCK)
    assert (await room.say(text)).path is not TurnPath.ASKED
    await room.say("yes")
    assert room.executed == []


async def test_an_answer_that_comes_too_late_is_none(tmp_path: Path) -> None:
    """After a minute nobody knows what the yes is about."""
    room = house(tmp_path)
    await room.say("unlock the front door", UNLOCK)
    room.now += timedelta(seconds=61)
    await room.say("yes")
    assert room.executed == []


async def test_a_yes_is_verified_again(tmp_path: Path) -> None:
    """The home has gone on meanwhile."""
    room = house(tmp_path)
    await room.say("unlock the front door", UNLOCK)
    room.home = replace(
        room.home, states={**room.home.states, "lock.front": DeviceState("unavailable")}
    )
    report = await room.say("yes")
    assert room.executed == []
    assert report.reply.text == "The front door is not available."


async def test_with_a_pin_a_yes_is_not_enough(tmp_path: Path) -> None:
    """A wrong one may be tried again; none of them is in the report."""
    room = house(tmp_path, policy=Policy(needs_code=True), code="4711")
    asked = await room.say("unlock the front door", UNLOCK)
    assert "PIN" in asked.reply.text
    wrong = await room.say("1234")
    assert wrong.path is TurnPath.ASKED
    assert room.executed == []
    assert "1234" not in wrong.utterance.text
    right = await room.say("4711")
    assert room.executed == list(UNLOCK.steps)
    assert "4711" not in right.utterance.text


async def test_a_yes_does_not_stand_in_for_the_pin(tmp_path: Path) -> None:
    """It is asked for again, and what was asked about still waits for it."""
    room = house(tmp_path, policy=Policy(needs_code=True), code="4711")
    asked = await room.say("unlock the front door", UNLOCK)
    again = await room.say("yes, do it")
    assert room.executed == []
    assert again.reply.text == asked.reply.text
    await room.say("4711")
    assert room.executed == list(UNLOCK.steps)


async def test_a_pin_that_nobody_asked_for_does_nothing(tmp_path: Path) -> None:
    """It is no command, and no model hears it."""
    room = house(tmp_path, policy=Policy(needs_code=True), code="4711")
    report = await room.say("4711")
    assert (report.path, report.reply.text) == (TurnPath.REFUSED, "There is nothing that I asked.")
    assert room.executed == []
