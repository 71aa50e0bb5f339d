"""A command at the end of a long talk: it stands for itself, unless something waits for it."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import Utterance
from tests.recognition.house import NOW, exchange, house, read, resolver, write

STANDS = (
    (
        "my back, honestly, I can't get up, so curtains halfway down, hall light on",
        "b position 50, h on",
    ),
    ("it's a mess in here, don't look, put the kettle on", "kettle on"),
    ("he's always late, have the hall light on and the kettle off", "h on, kettle off"),
    ("turn the TV off and the reading lamp up to like 90", "tv off, b2 brightness 90"),
    (
        "my ears ring, so, TV off, hall light on, reading lamp at ten percent and that's us",
        "tv off, h on, b2 brightness 10",
    ),
    (
        "I burnt the onions, don't ask, anyway kettle off and, uh, open the curtains",
        "kettle off, b open",
    ),
    ("it was her favourite, she used to hum it, there it is, turn the TV up", "tv up"),
    (
        "the plumber wants a fortune, four hundred, for a bit of pipe, put on the kettle somebody",
        "kettle on",
    ),
    ("she's here all week, you know how she is, so hall light on please", "h on"),
    ("they broke another mug, right, floor lamp off, it's been going all day", "l1 off"),
    ("you won't believe who I saw, he must be ninety, anyway I'm rambling, kettle on", "kettle on"),
    ("I'm tired, ok, floor lamp to twenty would be lovely", "l1 brightness 20"),
    ("what I'd really like is the hall light on and a bit of quiet", "h on"),
    ("Lady Blackwood will stay the night, in the hall as usual, so turn on the TV", "tv on"),
    (
        "right so my sister rang, which is a shame, she's ill, so the floor lamp can go off",
        "l1 off",
    ),
    (
        "it's not that I mind the dark, but the baby does, so would you put the hall light on",
        "h on",
    ),
    (
        "if I were rich I'd have somebody for it, but I'm not so please close the curtains",
        "b close",
    ),
    ("Ben said turn the TV off but he's a bore so ignore him and put the hall light on", "h on"),
    ("my wife told me to switch off the TV and I forgot, so please do switch it off now", "tv off"),
    ("boss wants it dark, don't ask me why, so turn the floor lamp off", "l1 off"),
    (
        "meeting's off, third time this week, so the TV doesn't need to be on, switch it off",
        "tv off",
    ),
    ("I've got a call in five minutes so could you close the curtains", "b close"),
    ("that's for tomorrow, right now I just want the hall light on", "h on"),
    ("I ate the last one, don't tell Mum, now would you turn the kettle on", "kettle on"),
    ("my English is poor, so I say it simple, turn off the TV", "tv off"),
    ("he wants it dark, I told him so, but please turn the hall light on", "h on"),
    ("now nobody wants to, so close the curtains I guess", "b close"),
    ("the tree took me hours, so light it up, I mean switch the hall light on", "h on"),
    ("turn off the bathroom light, no hang on, not that, the floor lamp I mean", "l1 off"),
    ("ah right, the floor lamp, it's been on all day, you can switch that off", "l1 off"),
    ("dim the floor lamp to 20 while we eat", "l1 brightness 20"),
    ("turn off the TV, I'm tired, and close the curtains please", "tv off, b close"),
)
"""With the steps, their domains left out."""
DOMAINS = {"tv": "media_player", "b": "cover", "kettle": "switch"} | dict.fromkeys(
    ("b2", "h", "l1"), "light"
)
WAITS = (
    "my aunt thinks I am lazy, turn off the TV",
    "as soon as it's dark, turn on the hall light",
    "the TV is loud and the floor lamp is bright, so turn it off",
    "my mother told me that, so please turn off the TV",
    "it's late, she said to me, so turn off the TV",
    "if it gets dark, so please turn on the hall light",
    "if it gets dark and nobody is home, please turn on the hall light",
    "I was asleep, and when it gets dark, could you turn on the hall light",
    "unless I call you, please turn on the hall light",
    "imagine this, it's dark, so turn on the hall light",
    "in my dream it was dark, so turn on the hall light",
    "we'll be back tomorrow, so please turn on the hall light",
    "every day it's the same, could you turn on the hall light",
    "turn on the hall light while I'm away",
    "turn off the TV, but Anna is watching, and close the curtains please",
)


def _steps(text: str) -> str:
    """Return steps with their domains."""
    return ", ".join(f"{DOMAINS[each.split()[0]]}.{each}" for each in text.split(", "))


@pytest.mark.parametrize(("text", "steps"), STANDS)
def test_whatever_was_told_before_it_is_carried_out(text: str, steps: str) -> None:
    """As if it had been said by itself."""
    plan = resolver().resolve(Utterance(text), house(), Context(), NOW)
    assert plan is not None
    assert write(plan.steps) == write(read(_steps(steps)))
    assert plan.problems == ()
    assert plan.deferred == ()


@pytest.mark.parametrize("text", WAITS)
def test_nothing_moves_where_something_waits_for_it(text: str) -> None:
    """A condition, a word of speech, a story that is not true, another time."""
    plan = resolver().resolve(Utterance(text), house(), Context(), NOW)
    assert plan is None or not (plan.steps or plan.deferred)


@pytest.mark.parametrize(
    "text",
    [
        "Max has to be in bed at nine, so turn the TV off then",
        "the news ends at nine, TV off then please",
        "the film finishes at nine, turn the TV off then please",
    ],
)
def test_then_is_the_time_that_was_told(text: str) -> None:
    """Not now."""
    plan = resolver().resolve(Utterance(text), house(), Context(), NOW)
    assert plan is not None
    assert plan.steps == ()
    assert [each.due.hour for each in plan.deferred] == [21]


def test_behind_somebody_it_is_what_was_spoken_of_before() -> None:
    """Nobody is turned off."""
    context = Context((exchange("light.l1 on"),))
    said = Utterance("oh no, he's sleeping, turn it off")
    plan = resolver().resolve(said, house(), context, NOW)
    assert plan is not None
    assert write(plan.steps) == {"light.l1 off"}
    plan = resolver().resolve(Utterance("my phone is ringing, turn it off"), house(), context, NOW)
    assert plan is None or not plan.steps


def test_a_light_in_the_room_that_was_told_of_is_not_asked_for() -> None:
    """There is one there; which one of all lamps is no question then."""
    text = "I need to iron my shirt in the bedroom, light please"
    plan = resolver().resolve(Utterance(text), house(), Context(), NOW)
    assert plan is None or not plan.problems
