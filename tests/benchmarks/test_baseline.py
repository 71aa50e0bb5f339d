"""The paper's pipeline as a baseline, and how the figures of a comparison are judged."""

from io import StringIO

import pytest
from rich.console import Console

from benchmarks.baseline import (
    CONSTANT,
    EXAMPLE_REPLY,
    TASK,
    Action,
    constant_messages,
    parse,
    prompt,
)
from benchmarks.paper import OURS, PAPER, STRONGER, Run, show, targets
from dev.paper import COMMANDS

ON, OFF = Action(on=True), Action(on=False)
STATES = {"light": "off", "fan": "off", "tv": "on"}


def test_prose_and_pretty_printed_json_is_read() -> None:
    """The description before the JSON names devices, too, and does not count."""
    reply = """I turn the TV on, as you like it, and the fan off.
{
  "light": {"power": "on"},
  "fan": {"power": "on", "speed": "high"},
  "tv": {"power": "off"}
}"""
    assert parse(reply) == {"light": ON, "fan": Action(on=True, percentage=100), "tv": OFF}


def test_a_missing_comma_is_forgiven() -> None:
    """The paper's own sample has this fault."""
    reply = '{"light": {"power": "on"} "fan": {"power": "on" "speed": "low"}, "tv": "off"}'
    assert parse(reply) == {"light": ON, "fan": Action(on=True, percentage=33), "tv": OFF}


def test_a_reply_that_was_cut_off_is_read_as_far_as_it_goes() -> None:
    """No brace need be closed."""
    assert parse('Sure. {"light": {"power": "off"}, "fan": {"pow') == {"light": OFF}


def test_what_a_device_cannot_do_is_dropped() -> None:
    """A light that is to `dim` and a device that is not there do nothing."""
    reply = '{"light": {"action": "dim"}, "heater": "warm", "TV": {"action": "turn_on"}}'
    assert parse(reply) == {"tv": ON}


@pytest.mark.parametrize("reply", ["", "I will turn the light on and the fan off."])
def test_without_json_nothing_is_done(reply: str) -> None:
    """Prose alone moves nothing."""
    assert parse(reply) == {}


def test_a_worked_example_is_in_the_form_that_is_read() -> None:
    """It shows the model what the parser understands."""
    assert parse(EXAMPLE_REPLY) == dict.fromkeys(("light", "fan", "tv"), OFF)


def test_the_prompt_begins_with_what_never_changes() -> None:
    """One message, with the live part and the task after the constant one, for the cache."""
    (message,) = prompt("I want to sleep now", STATES, example=False)
    assert message["content"].startswith(CONSTANT)
    changing = message["content"].removeprefix(CONSTANT)
    assert "light off, fan off, tv on" in changing
    assert "I want to sleep now" in changing
    assert changing.endswith(TASK)


def test_a_prompt_with_an_example_is_the_constant_messages_and_a_question() -> None:
    """Nothing that changes stands before the question."""
    messages = prompt("I want to sleep now", STATES, example=True)
    assert messages[:-1] == constant_messages(example=True)
    assert "I want to sleep now" in messages[-1]["content"]


def run(
    pipeline: str,
    first_relay_ms: float | None,
    *,
    command: str = COMMANDS[0].text,
    right: bool = True,
    output: int = 9,
) -> Run:
    """Return a run of a pipeline that asked the model."""
    return Run(
        pipeline=pipeline,
        command=command,
        right=right,
        first_relay_ms=first_relay_ms,
        total_ms=700.0,
        asked_model=True,
        prompt_tokens=240,
        uncached_tokens=40,
        output_tokens=output,
        stage_ms={},
        reply="",
    )


def test_turns_without_a_move_have_no_part_in_the_first_relay() -> None:
    """The median is of those that moved one, and all targets are met by these."""
    runs = [run(PAPER, 500.0), run(PAPER, None, right=False), run(OURS, 100.0)]
    assert [target.met for target in targets(runs)] == [True] * 4
    assert [target.found for target in targets(runs)] == ["1 of 1", "5.0 times", "40", "9"]


@pytest.mark.parametrize(
    ("runs", "missed"),
    [
        ([run(PAPER, 500.0), run(OURS, 100.0, right=False)], 0),
        ([run(PAPER, 499.0), run(OURS, 100.0)], 1),
        ([run(PAPER, None), run(OURS, 141.0)], 1),
        ([run(PAPER, 500.0), run(OURS, None)], 1),
        ([run(PAPER, 500.0), run(OURS, 100.0, output=31)], 3),
    ],
    ids=["wrong", "slow", "slow for one that never moves", "unmoved", "talkative"],
)
def test_a_missed_target_is_seen(runs: list[Run], missed: int) -> None:
    """Only the one that is missed."""
    assert [not target.met for target in targets(runs)] == [at == missed for at in range(4)]


def test_a_pipeline_that_moves_nothing_is_as_late_as_its_reply_at_least() -> None:
    """It may never move anything; what is known is that it had not when it had replied."""
    judged = targets([run(PAPER, None), run(OURS, 140.0)])
    assert judged[1].met
    assert judged[1].found == "at least 5.0 times, as none had moved when it replied"


def test_tokens_that_the_server_did_not_count_are_not_taken_for_none() -> None:
    """An answer that was not read to its end must not look like a short one."""
    judged = targets([run(PAPER, 500.0), run(OURS, 100.0, output=0)])
    assert [target.met for target in judged] == [True, True, False, False]


def test_the_report_fits_a_terminal_of_80_columns() -> None:
    """Nothing is cut, and what never happened is said so."""
    output = StringIO()
    times = {PAPER: 12345.0, STRONGER: None, OURS: 100.0}
    runs = [run(name, times[name], command=each.text) for each in COMMANDS for name in times]
    show(runs, Console(file=output, width=80))
    text = output.getvalue()
    assert "12345 (12345-12345)" in text
    assert "never" in text
    assert "…" not in text
