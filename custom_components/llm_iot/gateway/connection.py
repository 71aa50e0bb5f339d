"""What the gateway needs of a connection to a broker, and one of its own by aiomqtt."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
import logging
import random
import ssl
from typing import Any, Final, Protocol, cast, override
from uuid import uuid4

import aiomqtt
from paho.mqtt.matcher import MQTTMatcher
from paho.mqtt.reasoncodes import ReasonCode

from ..errors import (
    GatewayAuthError,
    GatewayError,
    GatewayTlsError,
    GatewayTopicsError,
    GatewayUnreachableError,
)
from .queue import LatestQueue
from .topics import Topics

_LOGGER = logging.getLogger(__name__)
_QUIET = logging.getLogger(f"{__name__}.client")
_QUIET.setLevel(logging.CRITICAL)
"""The client library logs every failure by itself; ours are logged once, by us."""

KEEPALIVE: Final = 15
"""Seconds after which a broker that does not answer counts as gone."""
TIMEOUT: Final = 5.0
"""Seconds a broker may take for one answer."""
FIRST_DELAY: Final = 1.0
LONGEST_DELAY: Final = 60.0
HEAP: Final = 0.005
"""Seconds in which messages that follow each other are collected."""
MAX_HEAP: Final = 16
"""Messages that are handed over at once; each costs the event loop up to 0.2 ms of entities."""
QOS: Final = 0
"""What we subscribe with. On one connection TCP loses nothing, and what a lost connection loses
is retained; whereas a broker has only few unacknowledged messages under way, 20 by default, and
drops what is more than 1,000 behind."""
_REFUSED: Final = {"Bad user name or password", "Not authorized"}


class _NoCallbacks(MQTTMatcher):
    """The library's callbacks by topic, of which we have none.

    It looks for them at each message, with a function that refers to itself and so is garbage
    that only Python's collector finds, which stops the event loop.
    """

    @override
    def iter_match(self, topic: str) -> Iterator[Any]:
        """Return what is to be called for a topic."""
        return iter(())


class Handler(Protocol):
    """What takes the messages of a connection and follows its state."""

    def receive(self, topic: str, payload: bytes, *, retained: bool) -> None:
        """Take a message."""

    def connected(self) -> None:
        """Take note that the connection stands, before the first message."""

    def disconnected(self, error: GatewayError | None) -> None:
        """Take note that the connection is lost, or was not made; None if it was ended."""


class Connection(Protocol):
    """A connection to a broker that is kept up while `run` runs."""

    async def run(self, filters: tuple[str, ...], handler: Handler) -> None:
        """Connect, subscribe and deliver until cancelled; connect again after a failure."""

    async def publish(self, topic: str, payload: bytes) -> None:
        """Publish with QoS 1, not retained; return when the broker has it. Raises GatewayError."""


@dataclass(frozen=True, slots=True)
class BrokerSettings:
    """Where a broker is and how to talk to it."""

    host: str
    port: int
    username: str | None = None
    password: str | None = None
    tls: ssl.SSLContext | None = None
    """Made off the event loop, as it reads files."""


@asynccontextmanager
async def async_connected(
    settings: BrokerSettings, filters: tuple[str, ...], queue: LatestQueue
) -> AsyncIterator[aiomqtt.Client]:
    """Lend a client that is connected and subscribed, and puts what it gets into a queue.

    Any failure meanwhile is a GatewayError.
    """

    def one_queue(**_: int) -> LatestQueue:
        return queue

    client = aiomqtt.Client(
        settings.host,
        settings.port,
        username=settings.username,
        password=settings.password,
        tls_context=settings.tls,
        identifier=f"llm_iot-{uuid4().hex[:12]}",
        clean_session=True,  # what was missed while away must not come late
        keepalive=KEEPALIVE,
        timeout=TIMEOUT,
        queue_type=cast("type[LatestQueue]", one_queue),
        logger=_QUIET,
    )
    matcher = _NoCallbacks()  # type: ignore[no-untyped-call]  # its base has no types
    client._client._on_message_filtered = matcher  # noqa: SLF001  # there is no public way
    try:
        await _enter(client)
        try:
            codes = await client.subscribe([(each, QOS) for each in filters])
            if any(isinstance(code, ReasonCode) and code.is_failure for code in codes):
                raise GatewayTopicsError
            yield client
        finally:
            with suppress(aiomqtt.MqttError):  # the broker does not even take a good-bye
                await client.__aexit__(None, None, None)
    except (aiomqtt.MqttError, OSError, ValueError) as err:
        raise _translated(err, client, settings) from err
    finally:
        _retrieve(client._disconnected)  # noqa: SLF001  # the library leaves it lying


async def async_check(settings: BrokerSettings, topics: Topics, *, tries_topics: bool) -> None:
    """Connect and subscribe. Raises GatewayError if that fails.

    With `tries_topics` it also reads what it writes to the topics of a device that there is
    not. Only a message that comes back proves the right to write: a broker acknowledges those
    that it throws away.
    """
    probe = topics.probe
    filters = (*topics.filters, probe) if tries_topics else topics.filters
    async with async_connected(settings, filters, LatestQueue()) as client:
        if not tries_topics:
            return
        try:
            async with asyncio.timeout(TIMEOUT):
                await client.publish(probe, b"{}", qos=1)
                async for message in client.messages:
                    if message.topic.value == probe:
                        return
        except TimeoutError as err:
            raise GatewayTopicsError from err


async def _enter(client: aiomqtt.Client) -> None:
    """Connect. What was half made is closed, which the library leaves to the broker."""
    entering = asyncio.ensure_future(client.__aenter__())
    entering.add_done_callback(_retrieve)  # who is cancelled meanwhile does not ask for it
    try:
        await asyncio.wait([entering])
        entering.result()
    except BaseException:
        try:
            await asyncio.wait([entering])  # its thread cannot be cancelled
        finally:
            client._client.disconnect()  # noqa: SLF001  # there is no public way
        raise


def _retrieve(future: asyncio.Future[Any]) -> None:
    """Look at an exception that nobody else looks at, which would be logged as a mistake."""
    if future.done() and not future.cancelled():
        future.exception()


def _translated(err: Exception, client: aiomqtt.Client, settings: BrokerSettings) -> GatewayError:
    """Return what a failure of the library means."""
    if isinstance(err, aiomqtt.MqttCodeError) and str(err.rc) in _REFUSED:
        return GatewayAuthError()
    if settings.tls is not None:
        # The library hides what it translates. A broker that refuses our certificate hangs
        # up only after the greeting, which the library takes for no answer.
        reason = err.__cause__ or err.__context__ or err
        if isinstance(reason, (ssl.SSLError, ConnectionResetError)) or _hung_up(client):
            return GatewayTlsError()
    return GatewayUnreachableError()


def _hung_up(client: aiomqtt.Client) -> bool:
    """Return whether a broker has closed a connection before it accepted the client."""
    stood = client._misc_task is not None  # noqa: SLF001  # there is no public way
    accepted = client._connected.done()  # noqa: SLF001
    return stood and not accepted and client._client.socket() is None  # noqa: SLF001


class BrokerConnection:
    """A connection of the gateway's own to a broker."""

    def __init__(self, settings: BrokerSettings) -> None:
        """Keep where the broker is."""
        self._settings = settings
        self._client: aiomqtt.Client | None = None
        self._until = asyncio.timeout(None)
        self._heard = 0.0
        """When a message came last, by the clock of the event loop."""

    async def run(self, filters: tuple[str, ...], handler: Handler) -> None:
        """Connect, subscribe and deliver until cancelled; connect again after a failure.

        The delay doubles with every failure, up to a minute, and is drawn from the upper
        half of it, so that the homes of one broker do not come back all at once.
        """
        delay = FIRST_DELAY
        try:
            while True:
                try:
                    queue = LatestQueue()
                    async with async_connected(self._settings, filters, queue) as client:
                        self._client = client
                        handler.connected()
                        delay = FIRST_DELAY
                        await self._deliver(client, queue, handler)
                except GatewayError as err:
                    handler.disconnected(err)
                finally:
                    self._client = None
                await asyncio.sleep(delay * random.uniform(0.5, 1))  # noqa: S311  # no secret
                delay = min(2 * delay, LONGEST_DELAY)
        finally:
            handler.disconnected(None)

    async def _deliver(self, client: aiomqtt.Client, queue: LatestQueue, handler: Handler) -> None:
        """Hand over messages until the connection is lost. Raises GatewayError then.

        The first one after a silence at once, the following in heaps: waiting for each costs
        more than all the rest, and of a heap only the last state of a device counts.
        """
        clock = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout(None) as self._until:
                async for message in client.messages:
                    self._heard = clock()
                    _hand_over(message, handler)
                    for _ in range(min(queue.qsize(), MAX_HEAP)):
                        _hand_over(queue.get_nowait(), handler)
                    await asyncio.sleep(HEAP)
        except TimeoutError as err:
            raise GatewayUnreachableError from err

    async def publish(self, topic: str, payload: bytes) -> None:
        """Publish with QoS 1, not retained; return when the broker has it. Raises GatewayError.

        A broker that neither acknowledges nor says anything else loses the connection, so
        that nothing more is sent into it to be carried out when it wakes up.
        """
        client = self._client
        if client is None:
            raise GatewayUnreachableError
        try:
            await client.publish(topic, payload, qos=1, retain=False)
        except (aiomqtt.MqttError, ValueError) as err:
            now = asyncio.get_running_loop().time()
            if client is self._client and now - self._heard >= TIMEOUT:
                self._until.reschedule(now)
            raise GatewayUnreachableError from err


def _hand_over(message: aiomqtt.Message, handler: Handler) -> None:
    handler.receive(message.topic.value, message.payload, retained=message.retain)
