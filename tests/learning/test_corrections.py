"""Corrections in words and by hand, in a real Home Assistant: what is kept, and what it changes."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.llm_iot.learned import COMMANDS, read_episodes

from .house import FAN, LIGHT, TV, House

GOAL = "study time"
"""Turns light and fan on and the TV off."""
DONE = {LIGHT: "on", FAN: "on", TV: "off"}


async def corrected_by(house: House, *sentences: str) -> None:
    """Say the goal, then something on it, in one conversation; then let the home be as before."""
    await house.reset()
    await house.say(GOAL, talk="study")
    for text in sentences:
        await house.say(text, talk="study")
    await house.reset()


async def after_goal(house: House, text: str = GOAL) -> dict[str, str]:
    """Return the states after a goal was said anew."""
    await house.say(text)
    return house.states()


async def test_a_turn_is_kept_as_an_episode(house: House) -> None:
    """The words, what was done, what became of it."""
    await house.say(GOAL)
    assert house.states() == DONE
    (episode,) = await house.episodes()
    assert (episode.say, episode.goal) == (GOAL, "study")
    assert {step.target: step.action for step in episode.steps} == {
        LIGHT: "on", FAN: "on", TV: "off",
    }  # fmt: skip
    assert episode.results == dict.fromkeys((LIGHT, FAN, TV), "done")


async def test_what_was_taken_out_in_words_stays_out(house: House) -> None:
    """The next time, and for another sentence of the same meaning."""
    await corrected_by(house, "no, leave the fan off")
    assert await house.corrections() == [{FAN: []}]
    assert await after_goal(house) == DONE | {FAN: "off"}
    await house.reset()
    assert await after_goal(house, "time to hit the books") == DONE | {FAN: "off"}


async def test_a_sentence_with_no_word_in_common(house: House) -> None:
    """The examples see the same goal in both."""
    await corrected_by(house, "no, leave the fan off")
    assert await after_goal(house, "help me get through this coursework") == DONE | {FAN: "off"}


async def test_what_was_left_alone_is_not_moved_whatever_it_is(house: House) -> None:
    """A fan that runs goes on running."""
    await corrected_by(house, "not the fan")
    await house.say("turn the fan on")
    assert await after_goal(house) == DONE


async def test_other_goals_are_as_before(house: House) -> None:
    """A correction is about what was said."""
    await corrected_by(house, "no, leave the fan off")
    assert await after_goal(house, "i'm hot") == {LIGHT: "off", FAN: "on", TV: "on"}


async def test_commands_do_as_they_say(house: House) -> None:
    """What the words name is not learned away."""
    await corrected_by(house, "no, leave the fan off")
    assert await after_goal(house, "turn everything on") == {LIGHT: "on", FAN: "on", TV: "on"}


async def test_undo_makes_the_next_time_a_question(house: House) -> None:
    """All of it was wrong, and nobody said what would be right."""
    await corrected_by(house, "undo")
    reply = await house.say(GOAL, talk="again")
    assert reply.endswith("?")
    assert house.states() == {LIGHT: "off", FAN: "off", TV: "on"}
    await house.say("yes", talk="again")
    assert house.states() == DONE


async def test_redo_takes_the_correction_back(house: House) -> None:
    """An undo that was undone says nothing."""
    await corrected_by(house, "undo the fan", "redo")
    assert await house.corrections() == [{}]


async def test_a_command_right_after_is_a_correction(house: House) -> None:
    """Without any "no"."""
    await corrected_by(house, "turn the tv on")
    assert await house.corrections() == [{TV: []}]
    assert await after_goal(house) == DONE | {TV: "on"}


async def test_a_correction_may_be_a_guess(house: House) -> None:
    """Words that no grammar reads correct as well, if they say that something was wrong."""
    await corrected_by(house, "no, it's too bright in here")
    (episode,) = await house.episodes()
    assert episode.say == GOAL
    assert await after_goal(house) == DONE | {LIGHT: "off"}


async def test_what_says_nothing_of_the_last_is_a_goal_of_its_own(house: House) -> None:
    """Though it moves what was just moved."""
    await corrected_by(house, "it's too bright in here")
    assert [each.say for each in await house.episodes()] == [GOAL, "it's too bright in here"]


async def test_a_value_is_learned(house: House) -> None:
    """The fan, but at another speed."""
    await corrected_by(house, "set the fan to 33 percent")
    await house.say(GOAL)
    state = house.hass.states.get(FAN)
    assert state is not None
    assert state.attributes["percentage"] == 33


async def test_switched_back_by_somebody_in_an_app(house: House) -> None:
    """A user is behind the change."""
    await house.say(GOAL)
    await house.switch(FAN, "off", Context(user_id="anna"))
    assert await house.corrections() == [{FAN: []}]


async def test_switched_back_at_the_device(house: House) -> None:
    """Nobody sent a command, so it was a switch."""
    await house.say(GOAL)
    await house.switch(FAN, "off", Context())
    assert await house.corrections() == [{FAN: []}]


async def test_switched_back_and_on_again(house: House) -> None:
    """The last word counts."""
    await house.say(GOAL)
    await house.switch(FAN, "off", Context())
    await house.switch(FAN, "on", Context())
    assert await house.corrections() == [{}]


async def test_switching_all_back_is_the_end_of_it(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """Who gets up from the desk after four minutes does not complain of how it was lit."""
    await house.say(GOAL)
    for target, before in ((FAN, "off"), (LIGHT, "off"), (TV, "on")):
        freezer.tick(timedelta(seconds=20))
        await house.switch(target, before, Context(user_id="anna"))
    assert await house.corrections() == [{}]
    assert await after_goal(house) == DONE


async def test_two_of_three_are_corrections(house: House, freezer: FrozenDateTimeFactory) -> None:
    """Something of the turn is left."""
    await house.say(GOAL)
    for target, before in ((FAN, "off"), (LIGHT, "off")):
        freezer.tick(timedelta(seconds=20))
        await house.switch(target, before, Context(user_id="anna"))
    assert await house.corrections() == [{FAN: [], LIGHT: []}]


async def test_several_at_once_are_no_correction(house: House) -> None:
    """No hand is so fast: it was a scene, or a program that uses a person's key."""
    await house.say(GOAL)
    await house.switch(FAN, "off", Context(user_id="anna"))
    await house.switch(LIGHT, "off", Context(user_id="anna"))
    assert await house.corrections() == [{}]


async def test_an_automation_corrects_nothing(house: House, hass: HomeAssistant) -> None:
    """Neither one that the change set off, nor one that has a reason of its own."""
    automations = [
        {
            "triggers": {"trigger": "state", "entity_id": FAN, "to": "on"},
            "actions": {"action": "fan.turn_off", "target": {"entity_id": FAN}},
        },
        {
            "triggers": {"trigger": "event", "event_type": "clock"},
            "actions": {"action": "light.turn_off", "target": {"entity_id": LIGHT}},
        },
    ]
    assert await async_setup_component(hass, "automation", {"automation": automations})
    await house.say(GOAL)
    assert house.states() == DONE | {FAN: "off"}
    hass.bus.async_fire("clock", context=Context())
    await house.settle()
    assert house.states() == DONE | {FAN: "off", LIGHT: "off"}
    assert await house.corrections() == [{}]


async def test_a_device_that_goes_away_corrects_nothing(house: House) -> None:
    """Nobody wanted it to."""
    await house.say(GOAL)
    await house.switch(FAN, "unavailable", Context())
    assert await house.corrections() == [{}]


async def test_after_five_minutes_it_is_no_correction(
    house: House, freezer: FrozenDateTimeFactory
) -> None:
    """By then it has another reason, by hand or in words."""
    await house.say(GOAL, talk="study")
    freezer.tick(timedelta(minutes=5, seconds=2))
    async_fire_time_changed(house.hass, dt_util.utcnow())
    await house.settle()
    await house.switch(FAN, "off", Context(user_id="anna"))
    await house.say("turn the tv on", talk="study")
    assert await house.corrections() == [{}]


async def test_a_long_habit_stands_against_one_correction(house: House) -> None:
    """The second one counts."""
    for _ in range(4):
        await house.reset()
        await house.say(GOAL)
    await corrected_by(house, "no, leave the fan off")
    assert await after_goal(house) == DONE
    await corrected_by(house, "no, leave the fan off")
    assert await after_goal(house) == DONE | {FAN: "off"}


async def test_one_person_and_another(house: House) -> None:
    """Who is known goes by what was said and done by that person."""
    anna = await house.hass.auth.async_create_user("Anna", group_ids=["system-admin"])
    bob = await house.hass.auth.async_create_user("Bob", group_ids=["system-admin"])
    await house.say(GOAL, anna.id, talk="anna")
    await house.say("no, leave the fan off", anna.id, talk="anna")
    await house.reset()
    await house.say(GOAL, bob.id, talk="bob")
    await house.say("turn the fan on", bob.id, talk="bob")
    await house.reset()
    await house.say(GOAL, anna.id)
    assert house.states() == DONE | {FAN: "off"}
    await house.reset()
    await house.say(GOAL, bob.id)
    assert house.states() == DONE


async def test_nothing_is_lost_by_a_restart(house: House) -> None:
    """Episode and correction are on the disk."""
    await corrected_by(house, "no, leave the fan off")
    assert await house.hass.config_entries.async_reload(house.entry.entry_id)
    await house.entry.runtime_data.preparation.async_wait()
    assert await house.corrections() == [{FAN: []}]
    assert await after_goal(house) == DONE | {FAN: "off"}


async def test_commands_are_kept_apart(house: House) -> None:
    """They say all, so that nothing is to be learned from them for other sentences."""
    await house.say("turn the light on")
    assert await house.episodes() == []
    commands = read_episodes(await house.entry.runtime_data.store.async_all(COMMANDS))
    assert [each.say for each in commands] == ["turn the light on"]
