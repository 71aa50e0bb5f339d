"""The pipeline of the paper "Talk with the Things" (arXiv 2507.17865), to compare ours with.

This is a reconstruction in our own words of what the paper describes, not its code: sensor
readings, device states and notes on earlier behaviour go into one prompt (its Listing 1), a
local model answers in free text with an action per device at the end (Listing 2), a lenient
parser picks out what it can (Listing 3), and that is sent to the devices. No schema, no
verification, no confirmation.

Where the paper leaves something open, the choice favours the baseline: what never changes
stands first in the prompt, so that the model's prefix cache serves it; the notes say how
each command was carried out before, and take no time to be retrieved; the options of the
model are those of our agent; the parser forgives everything but a missing "{".

The paper's prompt shows the model no answer. A model as small as ours then rarely writes
JSON that moves anything, so the baseline can also be given a worked example.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import re
from typing import Any, Final

import httpx
from ollama import ChatResponse, Client, ResponseError

from custom_components.llm_iot.model.types import ModelOptions
from dev.bootstrap import SetupError
from dev.homeassistant import Connection
from dev.house import House, Turn, async_switch

MAX_OUTPUT: Final = 300
"""Tokens; a description of 20 words and pretty-printed JSON take about 100."""
RELOADED_MS: Final = 300.0
"""To begin a request takes much less with a loaded model, and more if it must be loaded."""

CONSTANT: Final = """\
You are the assistant of a smart room. You get the readings of its sensors, the states of its \
devices and a command of the user. Decide what every device must do.

Devices and their possible actions:
- light: power on or off
- fan: power on or off, speed low, medium or high
- tv: power on or off

Notes on the past:
- When the user studies, the light and the fan are on and the TV is off.
- On movie nights the TV and the fan are on and the light is off.
- When the user sleeps, the light and the TV are off and the fan stays on.
- The user finds a room above 26 degrees too warm and then wants the fan on."""
READINGS: Final = "temperature 28 degrees, occupied, time 20:30"
"""Always the same, as the room has no sensors and repeats must be comparable."""
TASK: Final = (
    "First describe in about 20 words what you will do. "
    "Then write one JSON object with an action for every device."
)
EXAMPLE_COMMAND: Final = "I am going out"
EXAMPLE_STATES: Final = {"light": "on", "fan": "on", "tv": "on"}
EXAMPLE_REPLY: Final = """\
The user is leaving, so I will turn the light, the fan and the TV off to save energy.
{
  "light": {"power": "off"},
  "fan": {"power": "off"},
  "tv": {"power": "off"}
}"""

SPEEDS: Final = {"low": 33, "medium": 67, "high": 100}
"""Percentages of the fan's three speeds."""
_DEVICE: Final = re.compile(r"(?<![a-z])(light|fan|tv)(?![a-z])", re.IGNORECASE)
_POWER: Final = re.compile(r"(?<![a-z])(on|off)(?![a-z])", re.IGNORECASE)
_SPEED: Final = re.compile(r"(?<![a-z])(low|medium|high)(?![a-z])", re.IGNORECASE)

type Message = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Action:
    """What a device is told."""

    on: bool
    percentage: int | None = None
    """Speed of the fan."""


def question(command: str, states: Mapping[str, str]) -> str:
    """Return the part of the prompt that changes: readings, states, the command, the task."""
    listed = ", ".join(f"{name} {state}" for name, state in states.items())
    return f"Sensors: {READINGS}\nStates: {listed}\nCommand: {command}\n{TASK}"


def constant_messages(*, example: bool) -> list[Message]:
    """Return the part of the prompt that never changes."""
    if not example:
        return [{"role": "user", "content": CONSTANT}]
    return [
        {"role": "system", "content": CONSTANT},
        {"role": "user", "content": question(EXAMPLE_COMMAND, EXAMPLE_STATES)},
        {"role": "assistant", "content": EXAMPLE_REPLY},
    ]


def prompt(command: str, states: Mapping[str, str], *, example: bool) -> list[Message]:
    """Return the prompt: one message as in the paper, or a chat if there is an example."""
    asked = question(command, states)
    if not example:
        return [{"role": "user", "content": f"{CONSTANT}\n\n{asked}"}]
    return [*constant_messages(example=True), {"role": "user", "content": asked}]


def parse(reply: str) -> dict[str, Action]:
    """Return the known actions of known devices in a reply; everything else is ignored.

    What looks like JSON begins at the first brace. It need not be valid: a device's action
    is what stands between its name and the next one's.
    """
    _, brace, written = reply.partition("{")
    written = (brace + written).rpartition("}")[0] or written
    parts = _DEVICE.split(written)
    actions: dict[str, Action] = {}
    for name, said in zip(parts[1::2], parts[2::2], strict=True):
        device = name.lower()
        power, speed = _POWER.search(said), _SPEED.search(said)
        if power is None:
            continue
        on = power[1].lower() == "on"
        percentage = SPEEDS[speed[1].lower()] if on and speed and device == "fan" else None
        actions[device] = Action(on, percentage)
    return actions


class Model:
    """The chat model in Ollama, asked as our agent asks it."""

    def __init__(self, url: str, options: ModelOptions) -> None:
        """Name the server, and the options with which the agent uses the same model."""
        self.name = options.model
        self._options = options
        self._client = Client(url, trust_env=False)

    def chat(self, messages: Sequence[Message], max_output: int) -> ChatResponse:
        """Return the model's answer. Raises SetupError if there is none."""
        try:
            return self._client.chat(
                self.name,
                messages,
                think=False,
                options=self._options.request(max_output),
                keep_alive=self._options.keep_alive,
            )
        except (ConnectionError, httpx.HTTPError, ResponseError) as err:
            raise SetupError(f"Ollama did not answer the benchmark: {err}.") from err

    def warm_up(self, constant: Sequence[Message]) -> None:
        """Leave these messages in the prefix cache, in place of what was in it."""
        self.chat(constant, 1)

    def count_tokens(self, constant: Sequence[Message]) -> int:
        """Return the tokens of messages with which every prompt begins.

        It is the difference that the same messages make a second time, which is free of
        what the template puts at the end, and some tokens too low where the server joins
        messages of one role. 0 if the server leaves cached tokens out of its counts, for
        then there is nothing to take off.
        """
        once, twice, again = (
            self.chat(messages, 1).prompt_eval_count or 0
            for messages in (constant, [*constant, *constant], [*constant, *constant])
        )
        return twice - once if again == twice else 0


class Baseline:
    """The paper's pipeline in the development house."""

    def __init__(self, house: House, model: Model, *, example: bool) -> None:
        """Name the house and the model; say whether the prompt has a worked example."""
        self._house = house
        self._model = model
        self._example = example

    def say(self, command: str) -> Turn:
        """Say a command and return what came of it, with every relay at rest."""
        return self._house.observe(command, self._async_answer)

    async def _async_answer(
        self, connection: Connection, command: str
    ) -> tuple[str, Mapping[str, Any]]:
        """Do what the model makes of a command; return its words and what they took."""
        entities = self._house.entities
        known = {each["entity_id"]: each for each in await connection.async_call("get_states")}
        states = {name: known[entity_id]["state"] for name, entity_id in entities.items()}
        messages = prompt(command, states, example=self._example)
        answer = await asyncio.to_thread(self._model.chat, messages, MAX_OUTPUT)
        if (answer.load_duration or 0) / 1e6 > RELOADED_MS:
            raise SetupError(
                "Ollama has loaded the model again, since the baseline asks for other options "
                "than the agent: please make them equal in benchmarks/paper.py."
            )
        reply = answer.message.content or ""
        for name, action in parse(reply).items():
            data = {"percentage": action.percentage} if action.percentage else {}
            await async_switch(connection, entities[name], on=action.on, **data)
        return reply, {
            "model": self._model.name,
            "prompt_tokens": answer.prompt_eval_count or 0,
            "output_tokens": answer.eval_count or 0,
            "stage_ms": {"model": (answer.total_duration or 0) / 1e6},
        }
