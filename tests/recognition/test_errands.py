"""What a thing is told, or let, to do by itself, beside other commands."""

import pytest

from tests.recognition.house import (
    PLAIN,
    PLAYER,
    device,
    done,
    home,
    read,
    understand,
    understand_in,
    write,
)

VACUUM = {"supported_features": 8732}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("tell Robby to start cleaning", "vacuum.v start"),
        ("tell Robby to clean and turn the TV off", "vacuum.v start, media_player.tv off"),
        ("kettle on and ask Robby to start cleaning", "switch.kettle on, vacuum.v start"),
        ("have Robby stop and let the TV play", "vacuum.v stop, media_player.tv play"),
        ("let Robby clean and turn the kettle on", "vacuum.v start, switch.kettle on"),
        ("turn the kettle on and let Robby clean", "switch.kettle on, vacuum.v start"),
        ("pause the TV, turn off the floor lamp and let Robby start", None),
        ("tell Robby to go home and hall light on", "vacuum.v dock, light.h on"),
        ("send Robby back to its dock and turn off the TV", "vacuum.v dock, media_player.tv off"),
    ],
)
def test_an_errand_beside_another_command(text: str, steps: str | None) -> None:
    """Each thing does what it is told, and none does what another one is told."""
    expected = steps or "media_player.tv pause, light.l1 off, vacuum.v start"
    assert done(text) == write(read(expected))


def test_what_is_called_with_an_article_is_told_so() -> None:
    """The article may belong to the name, or stand in front of a word out of it."""
    rooms = home(
        (device("vacuum.b", "The Beast", "vacuum", "Studio"), "docked", VACUUM),
        (device("vacuum.r", "Roborock S7", "vacuum", "Hall"), "docked", VACUUM),
        (device("light.s", "The Sun", "light", "Studio"), "off", PLAIN),
        (device("media_player.b", "Betty", "speaker", "Studio"), "playing", PLAYER),
    )
    told = understand_in("tell The Beast to start cleaning and turn The Sun on", rooms)
    assert told is not None
    assert write(told.steps) == {"vacuum.b start", "light.s on"}
    let = understand_in("Betty off and let the roborock clean", rooms)
    assert let is not None
    assert write(let.steps) == {"media_player.b off", "vacuum.r start"}
    hoovers = home((device("vacuum.h", "Robot hoover", "vacuum", "Hall"), "cleaning", VACUUM))
    gone = understand_in("let the robot hoover go home", hoovers)
    assert gone is not None
    assert write(gone.steps) == {"vacuum.h dock"}
    home_again = understand_in("send the beast and the roborock back to their docks", rooms)
    assert home_again is not None
    assert write(home_again.steps) == {"vacuum.b dock", "vacuum.r dock"}


@pytest.mark.parametrize("text", ["tell Anna to turn off the TV", "tell my son to clean the hall"])
def test_what_somebody_is_told_is_no_command(text: str) -> None:
    """Only a thing of the home can be told to do something."""
    plan = understand(text)
    assert plan is None or not plan.steps
