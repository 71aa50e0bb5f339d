"""Questions which things were so: how many, for the longest, never, always, and by whom."""

import pytest

from .past_written import LIGHTS, asked

WINDOWS = "binary_sensor.bedroom_w binary_sensor.kitchen_w"
THERMOMETERS = (
    "climate.living climate.study sensor.anna_t sensor.bathroom_t sensor.bedroom_t1 "
    "sensor.bedroom_t2 sensor.kitchen_t"
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "which rooms were above 25 yesterday",
            f"which | {THERMOMETERS} | temperature above 25 | yesterday",
        ),
        (
            "which rooms went over 25 degrees yesterday",
            f"which | {THERMOMETERS} | temperature above 25 | yesterday",
        ),
        (
            "in which rooms was it colder than 18 last night",
            f"which | {THERMOMETERS} | temperature below 18 | night",
        ),
        (
            "which rooms stayed below 25 yesterday",
            f"always | {THERMOMETERS} | temperature below 25 | yesterday",
        ),
        (
            "was the kitchen above 21 at noon",
            "ever | sensor.kitchen_t | temperature above 21 | 25 12:00",
        ),
    ],
)
def test_rooms_by_their_numbers(text: str, meant: str) -> None:
    """Which of them met a limit, or met it all the time."""
    assert asked(text) == [meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("how many lights were on last night", f"which | {LIGHTS} | on | night | counted"),
        ("how many lights were on at noon", f"at | {LIGHTS} | on | 25 12:00 | counted"),
        (
            "how many lights did anna turn on yesterday",
            f"did | {LIGHTS} | on | yesterday | counted | by person.anna",
        ),
        ("which light was on the longest yesterday", f"which | {LIGHTS} | on | yesterday | most"),
        (
            "which light was turned on most often yesterday",
            f"did | {LIGHTS} | on | yesterday | most",
        ),
        ("which lights were not used yesterday", f"never | {LIGHTS} | on | yesterday"),
        ("which lights weren't on last night", f"never | {LIGHTS} | on | night"),
        ("which lights stayed off yesterday", f"always | {LIGHTS} | off | yesterday"),
        ("were all the lights off last night", f"always | {LIGHTS} | off | night"),
        ("did the tv stay off yesterday", "always | media_player.tv | off | yesterday"),
        ("how long did the tv stay on yesterday", "duration | media_player.tv | on | yesterday"),
        ("which lights came on last night", f"did | {LIGHTS} | on | night"),
        ("what was the last light that was turned on", f"last | {LIGHTS} | on | ever"),
        (
            "what was the last light anna turned on",
            f"last | {LIGHTS} | on | ever | by person.anna",
        ),
        ("when did the hall light go off last night", "last | light.hall | off | night"),
    ],
)
def test_things_by_how_they_were(text: str, meant: str) -> None:
    """Their number, the one that was so most, and those that were so never or always."""
    assert asked(text) == [meant]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "was it anna who turned on the tv yesterday",
            "last | media_player.tv | on | yesterday | by person.anna",
        ),
        (
            "was it me who turned on the tv yesterday",
            "last | media_player.tv | on | yesterday | by_speaker",
        ),
        (
            "was it an automation that turned on the tv yesterday",
            "last | media_player.tv | on | yesterday | by automation",
        ),
        (
            "did an automation turn on the tv yesterday",
            "last | media_player.tv | on | yesterday | by automation",
        ),
        (
            "which lights were turned on by an automation yesterday",
            f"did | {LIGHTS} | on | yesterday | by automation",
        ),
        (
            "which lights were turned off by hand yesterday",
            f"did | {LIGHTS} | off | yesterday | by device",
        ),
        (
            "which lights were turned off by anna yesterday",
            f"did | {LIGHTS} | off | yesterday | by person.anna",
        ),
        (
            "which lights did anna switch off yesterday",
            f"did | {LIGHTS} | off | yesterday | by person.anna",
        ),
    ],
)
def test_by_whom(text: str, meant: str) -> None:
    """A person, the speaker, or a sort of doer."""
    assert asked(text) == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "which lights did anna not turn on yesterday",
        "was the tv on by an automation yesterday",
        "which lights are turned on",
        "how many lights are on",
    ],
)
def test_what_is_like_them(text: str) -> None:
    """What others may have done is not told of one, and what is so now is no past."""
    assert asked(text) == []
