"""The order of the stages, with a scripted model and a home that changes meanwhile."""

from dataclasses import replace
from pathlib import Path

import pytest

from custom_components.llm_iot.models import Plan, ProblemCode, Source, Step
from custom_components.llm_iot.turn_report import TurnPath
from tests.homes import DIMMABLE, device, paper_home, view
from tests.pipeline_room import HALL_LAMP, UNHEARD, Room, ScriptedModel, house


async def test_a_recognised_command_asks_nobody(tmp_path: Path) -> None:
    """Neither retrieval nor a model has a part in it."""
    room = Room(ScriptedModel("[]"), tmp_path)
    step = Step("light.light", "on")
    report = await room.say("turn on the light", Plan(Source.SENTENCE, (step,)))
    assert report.path is TurnPath.RECOGNITION
    assert room.executed == [step]
    assert room.model.prompts == []
    assert "retrieval" not in report.stage_ms


async def test_a_near_goal_needs_no_model_and_a_far_one_asks_it(tmp_path: Path) -> None:
    """A large model is believed, and sees more examples than a small one."""
    room = Room(ScriptedModel('["light on"]', large=True), tmp_path)
    assert (await room.say("i'm going to watch a film")).path is TurnPath.VOTE
    assert room.model.prompts == []
    report = await room.say(UNHEARD)
    assert report.path is TurnPath.MODEL
    assert room.executed[-1] == Step("light.light", "on")
    large = len(room.model.prompts[0].messages)
    room.model.large = False
    await room.say(UNHEARD)
    assert len(room.model.prompts[1].messages) < large


async def test_the_agent_speaks_of_itself_without_a_model(tmp_path: Path) -> None:
    """Thanks are no riddle, and who asks what it can do hears it of this home."""
    room = Room(ScriptedModel(None), tmp_path)
    assert (await room.say("thank you")).reply.text == "You are welcome."
    assert "the light, the fan and the TV" in (await room.say("what can you do?")).reply.text
    assert room.model.prompts == []
    assert room.executed == []


async def test_what_was_done_meanwhile_is_not_done_again(tmp_path: Path) -> None:
    """The states count at the moment of acting, not at that of speaking."""
    model = ScriptedModel('["light on"]', large=True)
    room = Room(model, tmp_path)

    def somebody_turns_it_on() -> None:
        room.home = paper_home(light="on")

    model.while_thinking = somebody_turns_it_on
    report = await room.say(UNHEARD)
    assert room.executed == []
    assert report.reply.text == "The light was already on."


async def test_how_far_is_told_from_the_state_before(tmp_path: Path) -> None:
    """The home that questions are answered from has moved on by then."""
    dim, bright = (
        view((device("light.lamp", "Lamp", "light"), "on", {**DIMMABLE, "brightness": brightness}))
        for brightness in (51, 77)
    )
    room = Room(ScriptedModel(None), tmp_path, dim, afterwards=bright)
    plan = Plan(Source.SENTENCE, (Step("light.lamp", "up", 10),))
    report = await room.say("make the lamp 10 percent brighter", plan)
    assert report.reply.text == "Lamp 10 percent brighter: now at 30 percent."


async def test_a_model_cannot_swap_what_the_words_say_of_each_device(tmp_path: Path) -> None:
    """Even a large one is not believed against them."""
    room = Room(ScriptedModel('["light on", "tv off"]', large=True), tmp_path)
    report = await room.say("kindly put the telly on and the light off at once")
    assert Step("light.light", "on") not in room.executed
    assert Step("switch.tv", "off") not in room.executed
    assert report.plan.problems or {("switch.tv", "on")} <= {
        (step.target, step.action) for step in room.executed
    }


@pytest.mark.parametrize("large", [True, False])
async def test_half_of_what_is_asked_for_is_not_done_in_silence(
    tmp_path: Path, *, large: bool
) -> None:
    """A model that forgets the fan is not believed, and it is said that nothing was done."""
    room = Room(ScriptedModel('["light on"]', large=large), tmp_path)
    report = await room.say("get the light and the fan ready")
    assert room.executed == []
    assert report.reply.is_error


async def test_a_relay_that_feeds_a_lamp_goes_with_the_lights(tmp_path: Path) -> None:
    """Home Assistant's own sentences take it for a switch and leave it on."""
    hall = view(
        (device("switch.spots", "Spots", "light", "Hall"), "on", {}),
        (device("light.lamp", "Lamp", "light", "Hall"), "on", DIMMABLE),
        (device("switch.kettle", "Kettle", "kettle", "Hall"), "on", {}),
    )
    room = Room(ScriptedModel(None), tmp_path, hall)
    only_lamp = Plan(Source.SENTENCE, (Step("light.lamp", "off"),))
    await room.say("turn off the lights in the hall", only_lamp)
    assert set(room.executed) == {Step("light.lamp", "off"), Step("switch.spots", "off")}


async def test_a_question_is_never_put_to_the_model(tmp_path: Path) -> None:
    """Even if it would answer with an action."""
    room = Room(ScriptedModel('["light on"]', large=True), tmp_path)
    report = await room.say("might the kids like to paint in here?")
    assert room.executed == []
    assert room.model.prompts == []
    assert [problem.code for problem in report.plan.problems] == [ProblemCode.NO_ANSWER]


async def test_a_question_about_the_past_asks_nobody_and_moves_nothing(tmp_path: Path) -> None:
    """Also without a question mark, and with a command behind it."""
    room = Room(ScriptedModel('["light on"]', large=True), tmp_path)
    for text in ("how long was the light on yesterday", "who turned on the light and turn it off"):
        report = await room.say(text)
        assert report.plan.past, text
        assert report.path is TurnPath.RECOGNITION
    assert room.executed == []
    assert room.model.prompts == []


async def test_silence_is_not_understood(tmp_path: Path) -> None:
    """An empty sentence moves nothing."""
    room = Room(ScriptedModel('["fan off"]', large=True), tmp_path)
    report = await room.say(" ... ")
    assert room.executed == []
    assert [problem.code for problem in report.plan.problems] == [ProblemCode.NOT_UNDERSTOOD]


async def test_without_a_device_it_is_said_so(tmp_path: Path) -> None:
    """A new installation with nothing exposed."""
    room = Room(ScriptedModel("[]"), tmp_path, home=replace(paper_home(), devices=(), states={}))
    report = await room.say(UNHEARD)
    assert report.reply.text == "No device is exposed to me, so there is nothing I can do yet."


async def test_a_model_that_fails_is_told_in_the_report(tmp_path: Path) -> None:
    """The key says why, for the event and the trace."""
    report = await Room(ScriptedModel(None), tmp_path).say(UNHEARD)
    assert report.error == "model_timeout"
    assert report.path is TurnPath.FAILED
    assert report.outcomes == ()


@pytest.mark.parametrize(
    "text",
    [
        "hi, um, could you please maybe, if it's not too much trouble, turn the hall lamp on?",
        "I forgot it yesterday, silly me, the hall lamp needs to be turned on",
        "I was wondering whether it would be possible to have the hall lamp switched on",
        "what I actually wanted to say was that the hall lamp should be turned on",
    ],
)
async def test_a_command_among_talk_asks_nobody(tmp_path: Path, text: str) -> None:
    """Neither a question mark nor a word for the past makes a question of it."""
    room = house(tmp_path)
    report = await room.say(text)
    assert report.path is TurnPath.RECOGNITION
    assert room.executed == [HALL_LAMP]
    assert room.model.prompts == []


@pytest.mark.parametrize(
    "text", ["was the hall lamp turned on yesterday", "the lamp should be on?"]
)
async def test_a_question_stays_one(tmp_path: Path, text: str) -> None:
    """Nothing moves."""
    room = house(tmp_path)
    await room.say(text)
    assert room.executed == []


async def test_a_polite_command_is_no_question_about_an_unknown_device(tmp_path: Path) -> None:
    """Half way is a position, and no part of a name."""
    curtain = device("cover.c", "Big curtain", "blind", "Study")
    home = view((curtain, "open", {"supported_features": 15, "current_position": 100}))
    room = Room(ScriptedModel(None), tmp_path, home)
    report = await room.say("could you close the big curtain halfway?")
    assert report.path is TurnPath.RECOGNITION
    assert room.executed == [Step("cover.c", "position", 50.0)]
