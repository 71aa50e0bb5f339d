"""Plain commands, questions and impossible wishes, through real parts and without a model."""

import pytest

from .room import Room


async def test_clear_commands_act_without_a_model(room: Room) -> None:
    """Home Assistant's own sentences are enough for them."""
    said = await room.say("turn on the light")
    assert said.reply == "Light on."
    await room.settled(light=True, fan=False, tv=False)
    assert said.event["model"] is None

    said = await room.say("set the fan to 66 percent")
    assert said.reply == "Fan at 66 percent."
    await room.settled(fan=True)
    assert room.boards["fan"].speed() == 2
    assert said.event["model"] is None

    await room.put(tv=True)
    said = await room.say("turn off the TV and the fan")
    assert said.reply in {"Fan off, TV off.", "TV off, fan off."}
    await room.settled(light=True, fan=False, tv=False)
    assert said.event["model"] is None


async def test_what_is_so_already_is_said_and_not_done_again(room: Room) -> None:
    """The relay is not written to a second time."""
    await room.put(light=True)
    before = room.written()
    assert (await room.say("switch on the light")).reply == "The light was already on."
    assert room.written() == before


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("is the fan on?", "No, the fan is off."),
        ("is the light off?", "Yes, the light is off."),
        ("did you turn on the light?", None),
        ("why did the fan turn on last night?", None),
        ("could it be that the TV is on?", None),
    ],
)
async def test_a_question_never_moves_anything(
    question: str, answer: str | None, room: Room
) -> None:
    """It is answered from the states, or it is said that it cannot be."""
    before = room.written()
    said = await room.say(question)
    if answer:
        assert said.reply == answer
    assert room.written() == before
    assert said.event["model"] is None
    assert not said.event["steps"]


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ("dim the TV", "The TV cannot do that."),
        ("set the light to 40 percent", "The light cannot do that."),
        ("open the garage", "I do not know a device called garage."),
        ("turn on the dishwasher", "I do not know a device called dishwasher."),
    ],
)
async def test_the_impossible_and_the_unknown_are_refused(
    wish: str, sentence: str, room: Room
) -> None:
    """An honest sentence, nothing moved, no model asked."""
    before = room.written()
    said = await room.say(wish)
    assert said.reply == sentence
    assert said.result.response.error_code is not None
    assert room.written() == before
    assert said.event["model"] is None


@pytest.mark.parametrize(
    "text",
    [
        "never turn off the fan",
        "don't turn the fan off",
        "turn off all the devices except the fan",
        "turn off everything but the fan",
        "turn off the fan at midnight",
        "turn off the fan in ten minutes",
        "turn off the fan when i leave",
    ],
)
async def test_small_words_keep_a_device_as_it_is(text: str, room: Room) -> None:
    """The matchers that look for names and verbs alone would switch the fan off."""
    await room.put(fan=True)
    before = room.written()["fan"]
    await room.say(text)
    assert room.boards["fan"].is_on()
    assert room.written()["fan"] == before
