"""What was done last, once more; what is planned, dropped by its place."""

import pytest

from custom_components.llm_iot.dialogue import Context, Exchange
from custom_components.llm_iot.models import (
    Plan,
    Request,
    RequestKind,
    Source,
    Utterance,
)

from .house import NOW, house, read, resolver, understand, write


@pytest.mark.parametrize(
    "text", ["again", "and again please", "do that again", "once more", "try again", "same again"]
)
@pytest.mark.parametrize("before", ["light.b up", "light.b brightness 40", "fan.b off, light.h on"])
def test_again_is_the_same_once_more(text: str, before: str) -> None:
    """A way to go is gone again; what is so already is told to be."""
    plan = understand(text, before=before)
    assert plan is not None
    assert write(plan.steps) == write(read(before))


def test_again_behind_an_undo_takes_back_one_more() -> None:
    """It does not move anything to where it is already."""
    undone = Plan(Source.UNDO, read("light.b on"), request=Request(RequestKind.UNDO))
    context = Context((Exchange(Utterance("undo"), undone, "I put back the light.", NOW),))
    plan = resolver().resolve(Utterance("again"), house(), context, NOW)
    assert plan is not None
    assert plan.request == Request(RequestKind.UNDO)


def test_again_without_anything_is_no_command() -> None:
    """Nothing was done that could be meant."""
    plan = understand("do that again")
    assert plan is None or not plan.steps


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("cancel everything", 0),
        ("cancel all of it please", 0),
        ("please cancel them all", 0),
        ("cancel the second one", 2),
        ("cancel number three", 3),
        ("call off the last one", -1),
        ("delete the first", 1),
    ],
)
def test_what_is_planned_is_dropped_as_it_was_listed(text: str, place: int) -> None:
    """All of it, or one by its place."""
    plan = understand(text)
    assert plan is not None
    assert plan.request == Request(RequestKind.CANCEL_PLANNED, place=place)


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("leave the fan on", "fan.k off"),
        ("no wait, leave the TV on", "media_player.tv off"),
        ("keep the blinds closed", "cover.l open"),
    ],
)
def test_what_is_to_stay_is_planned_no_more(text: str, against: str) -> None:
    """Only what would change it is dropped; nothing moves."""
    plan = understand(text, area_id="kitchen")
    steps = read(against)
    wanted = Request(RequestKind.SPARE, (steps[0].target,), steps=steps)
    assert plan == Plan(Source.RESOLVER, request=wanted)
