"""What a correction says was wanted."""

import pytest

from custom_components.llm_iot.models import DeviceState, Step
from custom_components.llm_iot.processing.episodes import said_instead

BLIND, LAMP = "cover.blind", "light.lamp"
CLOSED = DeviceState("closed", {"current_position": 0})
OPEN = DeviceState("open", {"current_position": 100})
OFF = DeviceState("off")
HALF = Step(BLIND, "position", 50.0)


@pytest.mark.parametrize(
    ("step", "before", "wanted"),
    [
        (HALF, CLOSED, (HALF,)),
        (Step(BLIND, "open"), OPEN, ()),
        (Step(LAMP, "off"), OFF, ()),
        (Step(LAMP, "brightness", 30.0), OFF, (Step(LAMP, "brightness", 30.0),)),
    ],
)
def test_words_tell_it_while_the_device_is_on_its_way(
    step: Step, before: DeviceState, wanted: tuple[Step, ...]
) -> None:
    """Nothing, if they bring back how it was."""
    assert said_instead((step,), before) == wanted


@pytest.mark.parametrize(
    "steps",
    [(), (Step(LAMP, "up"),), (Step("media_player.tv", "next"),), (Step("scene.cosy", "on"),)],
)
def test_what_words_alone_do_not_tell(steps: tuple[Step, ...]) -> None:
    """How much "a bit brighter" is, or what a scene came to, the device has to show."""
    assert said_instead(steps, OFF) is None
