"""The pipeline of the paper "Talk with the Things" (arXiv 2507.17865), to compare ours with.

This is a reconstruction in our own words of what the paper describes, not its code: sensor
readings, device states and notes on earlier behaviour go into one prompt (its Listing 1), a
local model answers in free text with an action per device at the end (Listing 2), a lenient
parser picks out what it can (Listing 3), and that is sent to the devices. No schema, no
verification, no confirmation.

Where the paper leaves something open, the choice favours the baseline: what never changes
stands first in the prompt, so that the model's prefix cache serves it; the notes tell how
each command was carried out before, and need no time to be retrieved; the options of the
model are those of our agent; the parser forgives everything short of a missing "{".
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
import json
import re
from typing import Any, Final

from ollama import Client

from custom_components.llm_iot.model.types import ModelOptions
from dev.bootstrap import SetupError
from dev.homeassistant import Connection
from dev.house import House, async_switch

MAX_OUTPUT: Final = 300
"""Tokens; a description of 20 words and pretty-printed JSON take about 150."""
RELOADED_MS: Final = 300.0
"""A request for a model that is loaded takes much less to begin, one that loads it more."""

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
- The user finds a room above 26 degrees too warm and then wants the fan on.

First describe in about 20 words what you will do. Then write one JSON object with an action \
for every device, in this form:
{
  "light": {"power": "..."},
  "fan": {"power": "...", "speed": "..."},
  "tv": {"power": "..."}
}"""
READINGS: Final = "temperature 28 degrees, occupied, time 20:30"
"""Always the same, as the room has no sensors and repeats must be comparable."""

SPEEDS: Final = {"low": 33, "medium": 67, "high": 100}
"""Percentages of the fan's three speeds."""
_DEVICE: Final = re.compile(r"(?<![a-z])(light|fan|tv)(?![a-z])", re.IGNORECASE)
_POWER: Final = re.compile(r"(?<![a-z])(on|off)(?![a-z])", re.IGNORECASE)
_SPEED: Final = re.compile(r"(?<![a-z])(low|medium|high)(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Action:
    """What a device is told."""

    on: bool
    percentage: int | None = None
    """Speed of the fan."""


def user_message(command: str, states: Mapping[str, str]) -> str:
    """Return the part of the prompt that changes: readings, states and the command."""
    listed = ", ".join(f"{name} {state}" for name, state in states.items())
    return f"Sensors: {READINGS}\nStates: {listed}\nCommand: {command}"


def parse(reply: str) -> dict[str, Action]:
    """Return the known actions of known devices in a reply; everything else is ignored.

    What looks like JSON begins at the first brace. It need not be valid: a device's action
    is what stands between its name and the next one's.
    """
    _, brace, written = reply.partition("{")
    written = (brace + written).rpartition("}")[0] or written
    names = list(_DEVICE.finditer(written))
    ends = [name.start() for name in names[1:]] + [len(written)]
    actions: dict[str, Action] = {}
    for name, end in zip(names, ends, strict=True):
        device, said = name[1].lower(), written[name.end() : end]
        power, speed = _POWER.search(said), _SPEED.search(said)
        if power is None:
            continue
        on = power[1].lower() == "on"
        percentage = SPEEDS[speed[1].lower()] if on and speed and device == "fan" else None
        actions[device] = Action(on, percentage)
    return actions


class Baseline:
    """The paper's pipeline in the development house."""

    def __init__(self, house: House, options: ModelOptions) -> None:
        """Name the house, and the options its agent uses for the same model."""
        self._house = house
        self._options = options
        self._client = Client(house.ollama_url, trust_env=False)

    async def async_answer(
        self, connection: Connection, command: str
    ) -> tuple[str, Mapping[str, Any]]:
        """Do what the model makes of a command; return its words and its tokens."""
        entities = self._house.entities
        known = {each["entity_id"]: each for each in await connection.async_call("get_states")}
        states = {name: known[entity_id]["state"] for name, entity_id in entities.items()}
        messages = [
            {"role": "system", "content": CONSTANT},
            {"role": "user", "content": user_message(command, states)},
        ]
        answer = await asyncio.to_thread(self._chat, messages, MAX_OUTPUT)
        if (answer.load_duration or 0) / 1e6 > RELOADED_MS:
            raise SetupError(
                "Ollama has loaded the model again, so baseline and agent differ in their "
                "options: please make them equal in benchmarks/paper.py."
            )
        reply = answer.message.content or ""
        for name, action in parse(reply).items():
            data = {"percentage": action.percentage} if action.percentage else {}
            await async_switch(connection, entities[name], on=action.on, **data)
        return reply, {
            "prompt_tokens": answer.prompt_eval_count or 0,
            "output_tokens": answer.eval_count or 0,
        }
