"""The prompt of a question about anything but the home: no devices, no schema, no past."""

from typing import Final

from ..model.types import Message
from .prompt import quoted

INSTRUCTIONS: Final = (
    "You answer questions of general knowledge briefly, in one to three plain sentences, "
    "in the language of the question. You know nothing about this home, you cannot control "
    "devices and you cannot look anything up. If you do not know an answer, say so."
)
"""Constant, so that the server can keep what it has read of it."""
MAX_OUTPUT: Final = 160
"""Tokens; three spoken sentences take about half."""


def talk_messages(text: str) -> tuple[Message, ...]:
    """Return the messages of a question: the constant one, and what the person said."""
    return (Message("system", INSTRUCTIONS), Message("user", quoted(text)))
