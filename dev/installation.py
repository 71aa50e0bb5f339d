"""What the house is to Home Assistant: set up as a person would, or found as it was left."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
import secrets

from dev.boards import PORTS
from dev.homeassistant import DOMAIN, LANGUAGE, Connection, Event, HomeAssistant
from dev.models import CHAT_MODEL, EMBEDDING_MODEL

USER = "demo"
UNAVAILABLE = "unavailable"
AREA = "Study"
DOMAINS = {"light": "light", "fan": "fan", "tv": "switch"}
"""What each board is to Home Assistant."""
MQTT_DOMAINS = {"light": "light", "fan": "fan", "media_player": "tv"}
"""Which board each entity of the gateway is, by its domain."""
PREPARATION_S = 600.0
READY_S = 60.0
"""Home Assistant has begun to answer: so long until a house of earlier has all its entities."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What was set up."""

    password: str
    entities: Mapping[str, str]
    """The entity of each board."""
    agent: str
    """The entity of the conversation agent."""


async def async_set_up(
    home_assistant: HomeAssistant,
    ollama_url: str,
    begin: Callable[[str], None],
    broker_port: int | None = None,
) -> tuple[Installation, str]:
    """Set a new Home Assistant up as a person would, and wait until the agent is prepared.

    The boards are added by ESPHome's own API, or by our gateway if there is a broker at a
    loopback port. Returns what there is then, and a token.
    """
    password = secrets.token_hex(4)
    token = await home_assistant.async_create_owner(USER, password)
    async with (
        asyncio.timeout(PREPARATION_S),
        home_assistant.async_connected(token) as connection,
    ):
        await connection.async_subscribe("state_changed")
        area_id = await async_only_area(connection)
        await connection.async_call(
            "homeassistant/expose_new_entities/set", assistant="conversation", expose_new=False
        )
        if broker_port is None:
            entities = {name: await async_add_board(connection, name, area_id) for name in PORTS}
            await async_expose(connection, entities.values())
            agent = await async_add_agent(connection, ollama_url)
        else:
            agent = await async_add_agent(connection, ollama_url)
            entities = await async_add_gateway(connection, agent, broker_port)
            await async_expose(connection, entities.values())
        begin("Preparing the agent")
        await async_prepare(connection, agent)
    return Installation(password, entities, agent), token


async def async_find(
    home_assistant: HomeAssistant,
    installation: Installation,
    ollama_url: str,
    begin: Callable[[str], None],
) -> str:
    """Wait until what an earlier run has set up is ready again; return a token.

    Raises SetupError or TimeoutError if it is not there any more, or does not get ready.
    """
    async with asyncio.timeout(READY_S) as deadline:
        token = await home_assistant.async_log_in(USER, installation.password)
        async with home_assistant.async_connected(token) as connection:
            await connection.async_subscribe("state_changed")
            entity_ids = {*installation.entities.values(), installation.agent}
            # A timeout would tell of what is no longer known, too, but a minute later.
            entries = {
                entity_id: await async_entry_of(connection, entity_id) for entity_id in entity_ids
            }
            await async_available(connection, entity_ids)
            await async_expose(connection, installation.entities.values())
            entry_id = entries[installation.agent]
            if home_assistant.entry_data(entry_id).get("url") != ollama_url:
                await connection.async_change_entry(DOMAIN, entry_id, {"url": ollama_url})
            begin("Preparing the agent")
            deadline.reschedule(asyncio.get_running_loop().time() + PREPARATION_S)
            await async_prepare(connection, installation.agent)
    return token


async def async_entry_of(connection: Connection, entity_id: str) -> str:
    """Return the config entry of an entity. Raises SetupError if there is no such entity."""
    entity = await connection.async_call("config/entity_registry/get", entity_id=entity_id)
    entry_id: str = entity["config_entry_id"]
    return entry_id


async def async_available(connection: Connection, entity_ids: Iterable[str]) -> None:
    """Wait until entities are available; the connection is subscribed to their changes."""
    states = await connection.async_call("get_states")
    connection.events.clear()  # what was told before the states is in them
    there = {state["entity_id"] for state in states if state["state"] != UNAVAILABLE}
    missing = {*entity_ids} - there
    while missing:
        missing.remove(await async_now_available(connection, missing.__contains__))


async def async_now_available(connection: Connection, wanted: Callable[[str], bool]) -> str:
    """Return the next entity of those wanted that becomes, or stays, available."""

    def find(event: Event) -> str | None:
        state = event["data"]["new_state"]
        if not state or state["state"] == UNAVAILABLE or not wanted(state["entity_id"]):
            return None
        return str(state["entity_id"])

    return await connection.async_event(find)


async def async_expose(connection: Connection, entity_ids: Iterable[str]) -> None:
    """Let the conversation agents have entities."""
    await connection.async_call(
        "homeassistant/expose_entity",
        assistants=["conversation"],
        entity_ids=list(entity_ids),
        should_expose=True,
    )


async def async_prepare(connection: Connection, agent: str) -> None:
    """Wait until an agent has nothing left to prepare."""
    await connection.async_call("conversation/prepare", agent_id=agent, language=LANGUAGE)


async def async_only_area(connection: Connection) -> str:
    """Return the id of the home's one area; the ones that a new home comes with are removed."""
    for area in await connection.async_call("config/area_registry/list"):
        await connection.async_call("config/area_registry/delete", area_id=area["area_id"])
    created = await connection.async_call("config/area_registry/create", name=AREA)
    area_id: str = created["area_id"]
    return area_id


async def async_add_board(connection: Connection, name: str, area_id: str) -> str:
    """Return the entity of a board, added by address and put into an area."""
    address = {"host": "127.0.0.1", "port": PORTS[name]}
    await connection.async_add_entry("esphome", address)
    entity_id = await async_now_available(connection, lambda each: domain(each) == DOMAINS[name])
    entity = await connection.async_call("config/entity_registry/get", entity_id=entity_id)
    await connection.async_call(
        "config/device_registry/update", device_id=entity["device_id"], area_id=area_id
    )
    return entity_id


async def async_add_gateway(connection: Connection, agent: str, broker_port: int) -> dict[str, str]:
    """Return the entities of the boards that a gateway finds at a broker by itself."""
    broker = {"host": "127.0.0.1", "port": broker_port, "base_topic": "home"}
    entry_id = await async_entry_of(connection, agent)
    await connection.async_add_subentry(
        entry_id, "mqtt_gateway", {**broker, "encryption": {"tls": False}}
    )
    missing = dict(MQTT_DOMAINS)
    entities = {}
    while missing:
        found = await async_now_available(connection, lambda each: domain(each) in missing)
        entities[missing.pop(domain(found))] = found
    return entities


async def async_add_agent(connection: Connection, ollama_url: str) -> str:
    """Return the entity of the agent, added by our own flow and made Assist's choice."""
    await connection.async_add_entry(
        DOMAIN,
        {"url": ollama_url},
        {"chat_model": CHAT_MODEL, "embedding_model": EMBEDDING_MODEL},
    )
    entities = await connection.async_call("config/entity_registry/list")
    ours = [each["entity_id"] for each in entities if each["platform"] == DOMAIN]
    agent: str = next(each for each in ours if domain(each) == "conversation")
    no_speech = dict.fromkeys(
        (
            "stt_engine",
            "stt_language",
            "tts_engine",
            "tts_language",
            "tts_voice",
            "wake_word_entity",
            "wake_word_id",
        )
    )
    pipeline = await connection.async_call(
        "assist_pipeline/pipeline/create",
        name="llm_iot",
        language=LANGUAGE,
        conversation_language=LANGUAGE,
        conversation_engine=agent,
        **no_speech,
    )
    await connection.async_call(
        "assist_pipeline/pipeline/set_preferred", pipeline_id=pipeline["id"]
    )
    return agent


async def async_stop_learning(connection: Connection, agent: str) -> None:
    """Have the agent learn nothing from now on, by its own form."""
    entry_id = await async_entry_of(connection, agent)
    form = {
        "name": "llm_iot",
        "chat_model": CHAT_MODEL,
        "embedding_model": EMBEDDING_MODEL,
        "learn": False,
        "safety": {},
        "advanced": {},
    }
    await connection.async_change_subentry(entry_id, "conversation", form)
    await async_prepare(connection, agent)


def domain(entity_id: str) -> str:
    """Return the domain of an entity."""
    return entity_id.partition(".")[0]
