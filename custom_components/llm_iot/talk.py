"""General talk of an agent: a question that is not about the home, answered by the model.

There is no way to act in it: the model sees no device, its text is no plan, and what is not
fit to be spoken is left out.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

from homeassistant.components.conversation import AssistantContentDeltaDict, ChatLog

from .errors import ModelError
from .model.types import Message
from .prompting.talk import MAX_OUTPUT, talk_messages
from .response.talk import spoken_sentences


class TalkingModel(Protocol):
    """What talk asks of the language model."""

    def talk(self, messages: Sequence[Message], max_output: int) -> AsyncGenerator[str]:
        """Yield the model's text as it comes. Raises ModelError."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Answers one question in the chat log of its turn."""

    model: TalkingModel
    claims: Sequence[str]
    """Regular expressions of sentences that must not be spoken (`response/talk.py`)."""
    chat_log: ChatLog
    agent_id: str

    async def async_answer(self, text: str) -> str:
        """Stream the answer into the chat log, so that speech begins early; return it.

        It is empty if the model says nothing that can be spoken; then nothing was put into
        the chat log. Raises ModelError only before anything was said; what breaks off later
        ends with its last whole sentence.
        """
        sentences = self._sentences(text)
        async with aclosing(sentences):
            first = await anext(sentences, None)
            if first is None:
                return ""
            deltas = _deltas(first, sentences)
            added = self.chat_log.async_add_delta_content_stream(self.agent_id, deltas)
            return "".join([str(item.content) async for item in added if item.role == "assistant"])

    async def _sentences(self, text: str) -> AsyncGenerator[str]:
        """Yield what is said."""
        begun = False
        parts = self.model.talk(talk_messages(text), MAX_OUTPUT)
        try:
            async with aclosing(parts), aclosing(spoken_sentences(parts, self.claims)) as spoken:
                async for sentence in spoken:
                    yield sentence
                    begun = True
        except ModelError:
            if not begun:
                raise


async def _deltas(
    first: str, others: AsyncIterator[str]
) -> AsyncIterator[AssistantContentDeltaDict]:
    """Yield sentences as parts of one message."""
    yield {"role": "assistant", "content": first}
    async for sentence in others:
        yield {"content": f" {sentence}"}
