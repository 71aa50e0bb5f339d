"""Words that say nothing in most sentences, and what they do in the others."""

import pytest

from tests.recognition.house import PLAIN, device, home, read, understand, understand_in, write

BOTH = "switch.kettle on, light.h on"
ALL_BUT_THE_HALL = (
    "light.kc off, light.kl off, light.l1 off, light.l2 off, "
    "light.b off, light.b2 off, light.ba off"
)


def _done(text: str) -> set[str]:
    """Return what a sentence does in the house."""
    plan = understand(text)
    assert plan is not None
    assert not plan.problems
    return write(plan.steps)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the kettle, actually the reading lamp", "light.b2 on"),
        ("turn on the kettle actually, the reading lamp", "light.b2 on"),
        ("kitchen fan off, actually the bedroom one", "fan.b off"),
        ("kitchen fan on. actually the bedroom fan", "fan.b on"),
        ("set the thermostat to 20, actually 21", "climate.l temperature 21"),
        ("dim the reading lamp to 40, well actually 50", "light.b2 brightness 50"),
        ("kettle and hall light on, actually the reading lamp", "switch.kettle on, light.b2 on"),
        ("turn the kettle off... actually turn it on", "switch.kettle on"),
        ("the bedroom fan should be off, actually fire it up", "fan.b on"),
        ("close the blinds, actually open them", "cover.l open"),
        ("turn on the reading lamp, actually set it to 30 percent", "light.b2 brightness 30"),
    ],
)
def test_actually_takes_back_what_was_named_last(text: str, steps: str) -> None:
    """Where nothing follows but a name or a value, or what else is to be done with it."""
    assert _done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the kettle, actually turn on the reading lamp", "switch.kettle on, light.b2 on"),
        ("kettle on, actually the hall light off", "switch.kettle on, light.h off"),
        ("turn on the kettle, actually the reading lamp too", "switch.kettle on, light.b2 on"),
        ("turn on the kettle and actually the reading lamp", "switch.kettle on, light.b2 on"),
        ("actually the bedroom fan off", "fan.b off"),
        ("the bedroom fan off actually", "fan.b off"),
    ],
)
def test_actually_takes_nothing_back(text: str, steps: str) -> None:
    """Where what follows has a word of its own for what is to be done, or is joined by one."""
    assert _done(text) == write(read(steps))


@pytest.mark.parametrize("between", ["actually", "no wait", "sorry", "hang on"])
@pytest.mark.parametrize("left", ["leave the hall light on", "the hall light can stay on"])
def test_a_second_thought_can_be_an_exception(between: str, left: str) -> None:
    """What is to stay as it is takes nothing back of the rest."""
    assert _done(f"turn off all the lights, {between}, {left}") == write(read(ALL_BUT_THE_HALL))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("I want that TV is off. also turn on the kettle", "media_player.tv off, switch.kettle on"),
        ("I want TV is off and kettle is on", "media_player.tv off, switch.kettle on"),
        ("I'd like the reading lamp is on", "light.b2 on"),
        ("see that the front door is locked", "lock.front lock"),
        ("see that my kettle is on", "switch.kettle on"),
    ],
)
def test_what_is_told_behind_a_wish_is_wanted(text: str, steps: str) -> None:
    """It is no statement that nothing is to be done about."""
    assert _done(text) == write(read(steps))


def test_what_is_seen_is_only_told() -> None:
    """Nobody wants what "I see that the TV is on" tells."""
    plan = understand("I see that the TV is on")
    assert plan is None or not plan.steps


@pytest.mark.parametrize("text", ["put the TV and the speaker on hold", "TV and speaker on hold"])
def test_on_hold(text: str) -> None:
    """What is put on hold is paused, and not turned on."""
    plan = understand(text)
    assert plan is not None
    assert all(step.action == "pause" for step in plan.steps)


@pytest.mark.parametrize("opening", ["let's do", "can you do", "could you do"])
def test_doing_a_scene(opening: str) -> None:
    """A scene is started that way, like "let's have"."""
    assert _done(f"{opening} movie night") == write(read("scene.m on"))


@pytest.mark.parametrize("oops", ["sorry", "oh no", "wait", "oops", "hang on", "that's wrong"])
def test_a_correction_amid_talk(oops: str) -> None:
    """In front of a name it is no mere politeness, so that only what is named last is moved."""
    text = f"I was so cold today, put the hall light on please, {oops}, the kettle please"
    assert _done(text) == {"switch.kettle on"}


def test_meaning_it() -> None:
    """Whoever means it corrects nothing, least of all by the hour that it is."""
    plan = understand("turn everything off, it's nearly ten already, I mean it")
    assert plan is not None
    assert {step.action for step in plan.steps} == {"off"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("not only the kettle but also the hall light should be on", BOTH),
        ("turn on not only the kettle but also the hall light", BOTH),
    ],
)
def test_not_only_but_also(text: str, steps: str) -> None:
    """Both are meant."""
    assert _done(text) == write(read(steps))


def test_it_is_time_for_another_device() -> None:
    """What else it is time for is not passed over beside a command."""
    plan = understand("turn the kettle on, it's time for the bedroom fan to run")
    assert plan is None or len(plan.steps) != 1


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("next, turn on the kettle", "switch.kettle on"),
        ("next turn on the kettle and the hall light", BOTH),
        ("okay next, the kettle on", "switch.kettle on"),
        ("next", "media_player.tv next"),
    ],
)
def test_next_in_front_of_a_command_skips_no_song(text: str, steps: str) -> None:
    """It only tells that another command comes."""
    assert _done(text) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "turn the lights in both the kitchen and the hall off",
        "turn the lights off in both the kitchen and the hall",
        "lights off in the kitchen and the hall",
    ],
)
def test_both_in_front_of_places(text: str) -> None:
    """It says no more than "and"."""
    assert _done(text) == write(read("light.kc off, light.kl off, light.h off"))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("I don't want the TV on and turn off the bedroom fan", "media_player.tv off, fan.b off"),
        ("we don't need the TV on so turn off the bedroom fan", "media_player.tv off, fan.b off"),
        ("we don't need the TV and I want the kettle on", "media_player.tv off, switch.kettle on"),
        ("no need for the bedroom fan and switch on the kettle", "fan.b off, switch.kettle on"),
        ("the bedroom fan shouldn't be on and turn the kettle on", "fan.b off, switch.kettle on"),
        (
            "we don't need the TV and the curtains have to be closed",
            "media_player.tv off, cover.b close",
        ),
        ("no more TV and the curtains should be closed", "media_player.tv off, cover.b close"),
        (
            "I don't want the TV on and the bedroom fan shouldn't be on",
            "media_player.tv off, fan.b off",
        ),
    ],
)
def test_a_command_behind_what_is_not_wanted(text: str, steps: str) -> None:
    """It takes no word of it, so that nothing comes on that is not wanted."""
    assert _done(text) == write(read(steps))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("set the bedroom fan to half speed, er, 66 percent", "fan.b percentage 66"),
        ("dim the reading lamp to 40, 50", "light.b2 brightness 50"),
        ("TV volume to 30, er, 20", "media_player.tv volume 20"),
    ],
)
def test_of_two_values_the_last_holds(text: str, steps: str) -> None:
    """Behind a pause, where nothing else is named."""
    assert _done(text) == write(read(steps))


@pytest.mark.parametrize("where", ["back on the charger", "on charge", "back in the dock"])
def test_a_robot_is_put_back(where: str) -> None:
    """It does not start."""
    assert _done(f"put Robby {where}") == write(read("vacuum.v dock"))


def test_a_house_that_is_spoken_to_is_no_device() -> None:
    """Its alarm has nothing to do with "okay house"."""
    rooms = home(
        (device("alarm_control_panel.h", "House alarm", "alarm"), "armed_home", {}),
        (device("light.l", "Lamp", "light", "Hall"), "on", PLAIN),
    )
    plan = understand_in("okay house, all lights off", rooms)
    assert plan is not None
    assert write(plan.steps) == {"light.l off"}


def test_a_command_behind_what_a_thing_does() -> None:
    """Only of somebody it may still be told: "she comes home and turns on the light"."""
    text = "my tooth is killing me again and get the TV off, then flick the kettle on"
    assert _done(text) == {"media_player.tv off", "switch.kettle on"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("the hall light is to be on and have the kettle on", BOTH),
        (
            "the reading lamp is to be at 80 percent and have the kettle on",
            "light.b2 brightness 80, switch.kettle on",
        ),
        ("I want that the TV is not on", "media_player.tv off"),
        (
            "I could use the kettle as well as see that the TV is off",
            "switch.kettle on, media_player.tv off",
        ),
        ("set the curtains to one half", "cover.b position 50"),
    ],
)
def test_what_is_to_be(text: str, steps: str) -> None:
    """It is wanted, in whatever words."""
    assert _done(text) == write(read(steps))


def test_an_exception_that_is_wanted_otherwise() -> None:
    """It does not turn round what is to become of the others."""
    steps = _done("turn all the lights on in the house but I want the hall light off")
    assert {"light.l1 on", "light.l2 on", "light.h off"} <= steps
    assert sum(step.endswith(" off") for step in steps) == 1


@pytest.mark.parametrize(
    "text",
    [
        "we could take the speaker down a bit, then the kettle should be on",
        "turn the kettle on, Robby can begin",
        "I'm done with the TV and I'll have the kettle on",
        "hi there, enough of the TV in the living room, I'd like the kettle on",
    ],
)
def test_what_is_proposed_is_not_passed_over(text: str) -> None:
    """Done without it, the rest would be said to be all."""
    plan = understand(text)
    assert plan is None or len(plan.steps) != 1


@pytest.mark.parametrize("pause", ["um", "uh", "you know"])
def test_what_is_rather_not_to_be_done(pause: str) -> None:
    """It is not done behind a pause, either."""
    plan = understand(f"I'd prefer if you didn't, {pause}, start Robby")
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    "text",
    [
        "my mum called, please turn on the hall light, no stop, fire up the kettle",
        "my mum called, please turn on the hall light, scratch that, turn on the kettle",
    ],
)
def test_another_command_in_the_place_of_one_amid_talk(text: str) -> None:
    """What is taken back is not done."""
    assert _done(text) == {"switch.kettle on"}


@pytest.mark.parametrize(
    "text",
    [
        "don't move the blinds any further",
        "nobody wants you to open the blinds",
        "nobody asked you to turn on the kettle",
        "I'd rather you didn't turn on the kettle",
        "I'd prefer if you didn't open the garage door",
        "it'd be better not to turn the kettle on",
        "would you mind not opening the blinds",
    ],
)
def test_what_nobody_wants_moves_nothing(text: str) -> None:
    """However much of it sounds like a command."""
    plan = understand(text)
    assert plan is None or not plan.steps


@pytest.mark.parametrize("opening", ["that's enough of", "enough of"])
def test_enough_of_something(opening: str) -> None:
    """It is not wanted any more."""
    assert _done(f"{opening} the TV") == write(read("media_player.tv off"))


@pytest.mark.parametrize("who", ["while we're in", "while we're at home", "we're staying in"])
def test_the_alarm_of_those_who_are_at_home(who: str) -> None:
    """It is not armed as if they were away."""
    plan = understand(f"arm the alarm, {who}")
    assert plan is not None
    assert write(plan.steps) == write(read("alarm_control_panel.a arm_home"))
