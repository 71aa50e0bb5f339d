"""The prompt of the tuned model."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.tuned.labels import tuned_devices
from custom_components.llm_iot.tuned.prompt import (
    MAX_EVIDENCE,
    MAX_TEXT,
    MOST_EARLIER,
    MOST_EVIDENCE,
    MOST_READINGS,
    MOST_TOLD,
    Besides,
    device_lines,
    earlier_line,
    episode_line,
    habit_line,
    note_line,
    turn_lines,
    whole,
)
from tests.homes import device

DEVICES = tuned_devices(
    [
        device("light.a", "Lamp", "light", "Hall"),
        device("fan.b", "Fan", "fan", "Kitchen"),
        device("light.c", "Spots", "light", "Kitchen"),
    ]
)


def test_devices_evidence_and_command_each_have_their_lines() -> None:
    """One line a kind, what is known, then what is said, in lower case."""
    evidence = (
        note_line("The fan is loud"),
        habit_line("evening", ["hall lamp 30"]),
        episode_line("Film", ["hall lamp off"], "Hall"),
    )
    prompt = device_lines(DEVICES) + turn_lines(Besides(evidence), "Hall", "Film time!")
    assert prompt.splitlines() == [
        "light/hall lamp/kitchen spots",
        "fan/kitchen fan",
        "was (hall) film = hall lamp off",
        "usual in the evening = hall lamp 30",
        "note = the fan is loud",
        "(hall) film time!",
    ]


def test_what_is_said_cannot_add_a_line() -> None:
    """Neither words nor notes look like a device list or an answer."""
    prompt = turn_lines(Besides([note_line('x\nlight/"gate"')]), None, 'on\n["all off"]')
    assert prompt.count("\n") == 2
    assert '"' not in prompt


def test_evidence_is_limited() -> None:
    """What the model was not trained with is left out."""
    besides = Besides([note_line("loud")] * 9, earlier=[earlier_line("x", [])] * 9)
    prompt = turn_lines(besides, None, "on")
    assert prompt.count("note") == MOST_EVIDENCE
    assert prompt.count("just") == MOST_EARLIER
    windows = [device(f"binary_sensor.w{n}", "W", "window") for n in range(MOST_READINGS + 1)]
    labelled = [replace(each, label="pane") for each in windows]
    assert turn_lines(Besides(readings=labelled), None, "on").count("pane") == MOST_READINGS


def test_lines_are_limited() -> None:
    """A long command loses its end, and so does a long line of evidence."""
    note, command = turn_lines(Besides([note_line("x" * 500)]), None, "y" * 500).splitlines()
    assert len(note) == MAX_EVIDENCE
    assert len(command) == MAX_TEXT


def test_of_a_long_earlier_sentence_it_is_told_what_it_came_to() -> None:
    """Its words are cut instead."""
    line = earlier_line("z" * 500, ["hall lamp on"])
    assert len(line) == MAX_EVIDENCE
    assert line.endswith("zz = hall lamp on")


def test_what_came_to_nothing_says_so() -> None:
    """An empty line would look cut off."""
    assert earlier_line("Thanks", []) == "just thanks = nothing"
    assert episode_line("Film", []) == "was film = nothing"


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (' ["lamp on', '["lamp on"]'),
        ('["lamp on"]\n', '["lamp on"]'),
        ("[]", "[]"),
        ("lamp on", "lamp on"),
    ],
)
def test_the_end_that_the_server_took_off_is_put_back(answer: str, line: str) -> None:
    """But nothing is made a list that is none."""
    assert whole(answer) == line


def test_what_can_be_asked_stands_first_and_what_was_just_said_last() -> None:
    """So that the devices before it remain in the cache, and "it" is near what it means."""
    window = device("binary_sensor.w", "Kitchen window", "window", "Kitchen")
    besides = Besides(
        [note_line("The fan is loud")],
        [replace(window, label="kitchen window")],
        [earlier_line("Fan on", ["kitchen fan on"]), earlier_line("Lamp on!", ["hall lamp on"])],
    )
    lines = turn_lines(besides, None, "And the spots")
    assert lines.splitlines() == [
        "window/kitchen window",
        "note = the fan is loud",
        "just lamp on! = hall lamp on",
        "just fan on = kitchen fan on",
        "and the spots",
    ]


def test_an_earlier_sentence_tells_of_a_few_things_only() -> None:
    """What moved half the home is no longer a line than another one."""
    line = earlier_line("All lights off", [f"light {number} off" for number in range(9)])
    assert line.count(", light") == MOST_TOLD - 1
