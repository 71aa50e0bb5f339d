"""People around a command: where they are, what is theirs, who is to be let in."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import HomeView, Plan, Utterance
from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.resolver import Resolver
from tests.recognition.house import (
    DIMS,
    FAN,
    NOW,
    PLAIN,
    device,
    exchange,
    home,
    read,
    understand,
    write,
)

SAID = (
    ("I'm in the kitchen, turn the lights on", "light.kc on, light.kl on"),
    ("we're in the living room, close the blinds", "cover.l close"),
    ("I am in the bedroom and turn the fan off", "fan.b off"),
    ("I'm upstairs, lights off", "light.b off, light.b2 off, light.ba off"),
    ("upstairs lights off, I want the reading lamp left on", "light.b off, light.ba off"),
    ("let the visitors in through the front door", "lock.front unlock"),
    ("can you let me in the front door", "lock.front unlock"),
    ("let the cat out by the garage door", "cover.g open"),
    ("let the plumber in please", "lock.front unlock"),
    ("the boys are at the garage door, let them in", "cover.g open"),
    ("call Robby back", "vacuum.v dock"),
    ("Robby can start now", "vacuum.v start"),
    ("the bedroom fan should stop, please", "fan.b off"),
    (
        "I need the kettle and the hall light, and the TV off",
        "switch.kettle on, light.h on, media_player.tv off",
    ),
    ("bring back the vacuum please", "vacuum.v dock"),
    ("send Robby back and turn on the kettle", "vacuum.v dock, switch.kettle on"),
)


@pytest.mark.parametrize(("text", "steps"), SAID)
def test_what_people_do_tells_what_is_to_be_done(text: str, steps: str) -> None:
    """Where they are it is done, and what opens is the way in."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert not plan.problems


@pytest.mark.parametrize(
    "text",
    [
        "I'm in the kitchen",
        "I'm in the kitchen now",
        "let the light in",
        "let some fresh air in",
        "let some air in through the kettle",
        "bring the kettle back",
    ],
)
def test_people_alone_ask_for_nothing(text: str) -> None:
    """Nor does what no one comes in through, and a kettle has no place to go back to."""
    plan = understand(text)
    assert plan is None or not plan.steps


def shared() -> HomeView:
    """Return a home with things that are called after people."""
    return home(
        (device("light.anna", "Anna's lamp", "light", "Anna's room"), "on", DIMS),
        (device("light.max", "Max's lamp", "light", "Max's room"), "on", PLAIN),
        (device("fan.max", "Max's fan", "fan", "Max's room"), "on", FAN),
        (device("light.hall", "Hall lamp", "light", "Hall"), "on", DIMS),
    )


def at_theirs(text: str, before: str = "") -> Plan | None:
    """Return the plan of a sentence there, after a turn that did something."""
    resolver = Resolver(load_lexicon(), load_kinds())
    context = Context((exchange(before),)) if before else Context()
    return resolver.resolve(Utterance(text), shared(), context, NOW)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Anna wants her lamp dimmer", "light.anna down"),
        ("Max would like his fan off please", "fan.max off"),
        (
            "all the lamps off but Anna wants hers on",
            "light.max off, light.hall off, light.anna on",
        ),
        ("hey, Anna needs her lamp at 20 percent", "light.anna brightness 20"),
    ],
)
def test_theirs_is_what_is_called_after_them(text: str, steps: str) -> None:
    """And not another one like it."""
    plan = at_theirs(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


def test_nothing_is_theirs_that_is_not_called_after_them() -> None:
    """Anna has no fan, and whose lamp is Karen's is not known."""
    for text in ("Anna wants her fan off", "Karen wants her lamp off"):
        plan = at_theirs(text)
        assert plan is None or not plan.steps


@pytest.mark.parametrize("text", ["no, I meant Max's", "I meant Max's, not that one"])
def test_a_correction_is_about_the_same_kind_of_thing(text: str) -> None:
    """He has a fan, too, but a lamp was spoken of."""
    plan = at_theirs(text, "light.anna on")
    assert plan is not None
    assert write(plan.steps) == {"light.anna off", "light.max on"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("grandma would like the lamp and the hall light on", "light.kl on, light.h on"),
        ("my wife wants the blinds closed", "cover.l close"),
        ("the kids want the bedroom light red", "light.b colour red"),
        ("mum would like the thermostat at 22", "climate.l temperature 22"),
    ],
)
def test_somebody_of_the_family_asks_through_us(text: str, steps: str) -> None:
    """It is said how the things are to be, and nothing else."""
    plan = understand(text)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))


@pytest.mark.parametrize(
    "text",
    [
        "the kids want the TV on, I don't",
        "the kids want the TV on, but it's too late",
        "the kids wanted the TV on",
        "my brother always wants the TV on",
        "nobody wants the TV on",
        "she says the kids want the TV on",
        "the kids want the TV on?",
    ],
)
def test_what_somebody_wants_need_not_be_done(text: str) -> None:
    """Whoever tells of it may be against it."""
    plan = understand(text)
    assert plan is None or not plan.steps
