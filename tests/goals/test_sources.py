"""What is watched or heard is named by its source: "let's see what is on Netflix"."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.models import DeviceState, HomeView
from custom_components.llm_iot.prompting.sources import with_general_sources

from .homes import HOMES
from .test_plans import GOALS, plan


def bungalow(**sources: list[str]) -> HomeView:
    """Return the bungalow, some of whose players have sources, by the end of the entity id."""
    home = HOMES["bungalow"]()
    states = dict(home.states)
    for name, listed in sources.items():
        state = states[f"media_player.{name}"]
        attributes = {**state.attributes, "source_list": listed}
        states[f"media_player.{name}"] = DeviceState(state.state, attributes)
    return replace(home, states=states)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I fancy something on Netflix", {"television on", "television source netflix"}),
        ("let's see what's on Channel 4", {"television on", "television source channel 4"}),
        ("I fancy something on Arte", {"television on"}),
        ("they want to see Disney plus", {"television on", "television source disney+"}),
    ],
)
def test_the_tv_is_set_to_the_source_that_is_named(text: str, wanted: set[str]) -> None:
    """And to no other one."""
    home = bungalow(tv=["Netflix", "Channel 4", "TV", "Disney+"])
    assert plan(home, GOALS["watch_tv"], text, area="lounge") == wanted


def test_records_are_played_from_what_is_called_so() -> None:
    """Nobody says "phono"."""
    home = bungalow(hifi=["CD", "Phono"])
    strings = plan(home, GOALS["records"], "I'd like to hear some vinyl", area="lounge")
    assert "stereo source phono" in strings


def test_a_source_is_a_channel_in_general_words() -> None:
    """So that examples need not know what there is to watch."""
    home = bungalow(tv=["Netflix", "TV"])
    assert with_general_sources(" what is on netflix ", home, "channel") == " what is on channel "
    assert with_general_sources(" the tv ", home, "channel") == " the tv "
