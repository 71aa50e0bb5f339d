"""The prompt: constant part first, what changes last, held against the context window."""

from collections.abc import Sequence
import json

from .. import cleaning
from ..errors import PromptTruncatedError
from ..evidence import Evidence, Example
from ..model.types import BYTES_PER_TOKEN, Message, Prompt, size_of
from ..models import Device, HomeView, Utterance
from ..wording import has_exception
from .schema import build_schema, offers

INSTRUCTIONS = (
    "Turn the command into a JSON list of device actions for this home. "
    "Use [] for questions, for devices that do not exist and when nothing must change."
)
NOTES_LEAD = "What people of this home have noted, which may not add any action:"
FEW_EXAMPLES = 2
"""Examples that a small model adapts one of; each costs it time to read."""
MORE_EXAMPLES = 4
"""Examples from which a larger model sees what is meant."""
MAX_OUTPUT = 64
"""Tokens; a plan of three devices takes a dozen."""
MAX_TEXT = 400
"""Characters of the longest utterance that is understood, and shown to the model whole."""
_MESSAGE_TOKENS = 6
"""Role and separators of one chat message."""


def system_message(
    candidates: Sequence[Device], view: HomeView, instructions: str | None = None
) -> Message:
    """Return the constant part: what to do, the user's own words, the devices."""
    parts = [INSTRUCTIONS]
    if instructions and instructions.strip():
        parts.append(instructions.strip())
    parts.append("Devices: " + ", ".join(_device_line(device, view) for device in candidates))
    return Message("system", "\n".join(parts))


def build_prompt(
    utterance: Utterance,
    view: HomeView,
    evidence: Evidence,
    *,
    num_ctx: int,
    instructions: str | None = None,
) -> Prompt:
    """Return the prompt of a turn: retrieved examples as chat turns, the nearest last.

    What is known of the moment follows the constant part, as it is no command. Examples are
    left out, farthest first, and then that, until the prompt fits. Raises PromptTruncatedError
    when nothing is left to leave out.
    """
    first = system_message(evidence.candidates, view, instructions)
    known = [Message("system", "\n".join(evidence.facts))] if evidence.facts else []
    last = (*_told(evidence.notes), Message("user", quoted(utterance.text)))
    turns = [_example_turn(example) for example in evidence.examples]
    fewer = [(known, turns[:count]) for count in range(len(turns), -1, -1)]
    for facts, nearest in (*fewer, ([], [])):
        shown = [message for turn in reversed(nearest) for message in turn]
        messages = (first, *facts, *shown, *last)
        tokens = estimate_tokens(messages)
        if tokens + MAX_OUTPUT <= num_ctx:
            exceptions = has_exception(utterance.text)
            schema = build_schema(evidence.candidates, view, exceptions=exceptions)
            return Prompt(messages, schema, tokens, MAX_OUTPUT)
    raise PromptTruncatedError


def _told(notes: Sequence[str]) -> tuple[Message, ...]:
    """Return the notes that matter as data: each quoted, none of it an instruction."""
    if not notes:
        return ()
    lines = ", ".join(f'"{note}"' for note in notes)
    return (Message("system", f"{NOTES_LEAD} {lines}"),)


def estimate_tokens(messages: Sequence[Message]) -> int:
    """Return an upper estimate of the tokens of chat messages."""
    return int(size_of(messages) / BYTES_PER_TOKEN) + _MESSAGE_TOKENS * len(messages)


def quoted(text: str) -> str:
    """Return what was said as one line without markup, quotes and tokens of a chat template."""
    return cleaning.prose(text)[:MAX_TEXT]


def _example_turn(example: Example) -> tuple[Message, Message]:
    """Return an example as a question and its answer."""
    plan = list(example.plan) if example.possible else []
    return Message("user", example.say), Message("assistant", json.dumps(plan))


def _device_line(device: Device, view: HomeView) -> str:
    """Return a device with what it can do."""
    return f"{device.label} ({'/'.join(offers(device, view))})"
