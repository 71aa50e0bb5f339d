"""What was agreed to, from the question to what is said of it."""

from tests.learning.house import LIGHT, House


async def test_an_undo_that_was_agreed_to_is_told_as_done(cabin: House) -> None:
    """What wanted a yes and got it was put back; nothing was left over."""
    await cabin.reset(**{LIGHT: {"state": "off"}})
    await cabin.say("turn on the light")
    await cabin.say("yes", talk=cabin.talk)
    assert cabin.states()[LIGHT] == "on"
    assert await cabin.say("undo", talk=cabin.talk) == "Shall I turn off the light?"
    assert await cabin.say("yes", talk=cabin.talk) == "I put back the light."
    assert cabin.states()[LIGHT] == "off"
