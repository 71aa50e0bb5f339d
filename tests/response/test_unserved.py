"""What the words tell of a home and a guess does nothing about."""

import pytest

from custom_components.llm_iot.evidence import Evidence, Example, Vote
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import Plan, Source, Step
from custom_components.llm_iot.response.unserved import is_hollow, leaves_unserved
from tests.homes import DIMMABLE, device, view

HOME = view(
    (device("light.n", "Nursery lamp", "light", "Nursery"), "on", DIMMABLE),
    (device("switch.noise", "White noise machine", "outlet", "Nursery"), "off", {}),
    (device("media_player.s", "Speaker", "speaker", "Lounge"), "playing", {}),
    (device("lawn_mower.m", "Mower", "mower", "Garden"), "mowing", {}),
    (device("climate.l", "Heating", "thermostat", "Lounge"), "heat", {}),
    (device("scene.d", "Dinner party", "scene", "Lounge"), "unknown", {}),
)


def unserved(text: str, *targets: str, near: str = "somebody wants something") -> bool:
    """Return whether a vote for some devices leaves unserved what the words tell."""
    evidence = Evidence(HOME.devices, (Example(near, (), 0.6, "some goal"),))
    steps = tuple(Step(target, "on") for target in targets)
    vote = Vote(Plan(Source.VOTE, steps), 1.0, 0.6, "some goal")
    return leaves_unserved(vote, text, HOME, load_kinds(), evidence)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("it's so loud outside that the baby wakes up", "light.n"),
        ("I'm having a bath and it's freezing", "light.n"),
        ("we want to sit here and it's dark", "media_player.s"),
        ("the mowing is so loud", "media_player.s"),
    ],
)
def test_what_is_so_has_to_be_served(text: str, target: str) -> None:
    """By a kind of device that makes it more or less so."""
    assert unserved(text, target)


@pytest.mark.parametrize(
    ("text", "target", "near"),
    [
        ("the music is so loud", "media_player.s", ""),
        ("the mowing is so loud", "lawn_mower.m", ""),
        ("it's freezing in here", "climate.l", ""),
        ("the food is getting cold", "light.n", "the food gets cold, come to the table"),
        ("she needs the white noise machine", "switch.noise", ""),
        ("I want it dark and quiet", "scene.d", ""),
        ("time for homework", "light.n", ""),
    ],
)
def test_what_is_served_or_only_spoken_of_is_no_matter(text: str, target: str, near: str) -> None:
    """As in the words of an example, or in a name."""
    assert not unserved(text, target, near=near)


@pytest.mark.parametrize(
    ("text", "near", "hollow"),
    [
        ("some cake would be nice", "some music would be nice", True),
        ("it's like a zoo in here", "it's like an oven in here", True),
        ("some loud music would be nice", "some music would be nice", False),
        ("the cake is ready", "the music is ready", False),
    ],
)
def test_a_frame_alone_is_no_likeness(text: str, near: str, *, hollow: bool) -> None:
    """What is wished for, or what something is like, has to be known."""
    evidence = Evidence(HOME.devices, (Example(near, (), 0.6, "some goal"),))
    vote = Vote(Plan(Source.VOTE, (Step("media_player.s", "play"),)), 1.0, 0.6, "some goal")
    assert is_hollow(vote, text, load_kinds(), evidence) is hollow
