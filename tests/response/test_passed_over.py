"""What the words name and a guess leaves alone."""

import pytest

from custom_components.llm_iot.evidence import Evidence, Example
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import DeviceState, HomeView, Plan, Source, Step
from custom_components.llm_iot.response.passed_over import passes_over
from tests.homes import DIMMABLE, device, view


def nursery() -> HomeView:
    """Return a home with things that examples know nothing of, and a room called after one."""
    return view(
        (device("light.n", "Nursery lamp", "light", "Nursery"), "on", DIMMABLE),
        (device("switch.noise", "White noise machine", "outlet", "Nursery"), "off", {}),
        (device("cover.n", "Blind", "blind", "Nursery"), "open", {"supported_features": 3}),
        (device("media_player.tv", "TV", "tv", "Lounge"), "on", {}),
        (device("media_player.s", "Speaker", "speaker", "Lounge"), "playing", {}),
        (device("lawn_mower.m", "Mower", "mower", "Garden"), "mowing", {}),
        (device("light.d", "Ceiling", "light", "Lounge"), "off", DIMMABLE),
        (device("scene.d", "Dinner party", "scene", "Lounge"), "unknown", {}),
        (device("scene.e", "Good night", "scene", "Lounge"), "unknown", {"entity_id": ["light.d"]}),
        (device("climate.s", "Cooling", "ac", "Server room"), "cool", {}),
    )


def over(
    text: str,
    *targets: str,
    near: str = "somebody wants something",
    goal: str | None = "some goal",
    value: str = "",
) -> bool:
    """Return whether a plan for some devices passes over what the words name."""
    home = nursery()
    steps = tuple(Step(target, "source" if value else "on", value or None) for target in targets)
    evidence = Evidence(home.devices, (Example(near, (), 0.6, goal),))
    return passes_over(Plan(Source.VOTE, steps), text, home, load_kinds(), evidence)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("the baby goes to sleep and she needs her white noise", "light.n"),
        ("we have a dinner party tonight", "light.d"),
        ("the mower's making a racket", "media_player.s"),
        ("I feel like a sauna", "media_player.tv"),
        ("I want to hear the speaker", "media_player.tv"),
    ],
)
def test_what_is_named_has_to_move(text: str, target: str) -> None:
    """By a name, the beginning of one, or a kind, even one that the home does not have."""
    assert over(text, target)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("she needs her white noise", "switch.noise"),
        ("we are going to bed", "light.n"),
        ("good night then", "light.n"),
        ("it is hot under these lamps", "climate.s"),
        ("the morning light wakes me", "cover.n"),
        ("the server room is getting hot", "climate.s"),
        ("get the lights ready", "scene.e"),
    ],
)
def test_what_moves_or_is_no_thing_is_not_passed_over(text: str, target: str) -> None:
    """Nor is a place, a greeting that a scene is called by, the sun, or what is near by."""
    assert not over(text, target)


def test_an_example_may_speak_of_a_thing_in_the_same_way() -> None:
    """Glare on the TV is a matter of the blinds."""
    assert not over("there is glare on the TV", "cover.n", near="the glare on the screen")
    assert over("there is glare on the TV", "cover.n", near="the sun is in my eyes")
    assert over("there is glare on the TV", "cover.n", near="turn on the TV", goal=None)


def test_what_something_is_played_from_is_a_value() -> None:
    """The console is what the TV is set to."""
    assert over("game night on the Xbox", "media_player.tv")
    assert not over("game night on the Xbox", "media_player.tv", value="Xbox")


def test_a_plan_that_moves_nothing_passes_over_nothing() -> None:
    """It claims nothing, either."""
    assert not over("I feel like a sauna")
    assert DeviceState("on", {}).members == ()
