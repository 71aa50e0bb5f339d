"""The queue between the socket and the gateway: the newest message of each topic."""

import asyncio
from typing import override

import aiomqtt

MAX_TOPICS = 4096
"""Topics with a message waiting; far more than the devices of a gateway have."""


class LatestQueue(asyncio.Queue[aiomqtt.Message]):
    """A queue in which a newer message takes the place of an older one of its topic.

    A status is a state and no event: whoever is too slow for all of them needs the last. So
    a flood costs no memory, and never the last value of a device. Messages of topics beyond
    MAX_TOPICS are dropped.
    """

    _waiting: dict[str, aiomqtt.Message]

    @override
    def _init(self, maxsize: int) -> None:
        self._waiting = {}

    @override
    def qsize(self) -> int:
        """Return how many messages wait."""
        return len(self._waiting)

    @override
    def empty(self) -> bool:
        """Return whether none waits."""
        return not self._waiting

    @override
    def _put(self, item: aiomqtt.Message) -> None:
        topic = item.topic.value
        if topic in self._waiting or len(self._waiting) < MAX_TOPICS:
            self._waiting[topic] = item

    @override
    def _get(self) -> aiomqtt.Message:
        return self._waiting.pop(next(iter(self._waiting)))
