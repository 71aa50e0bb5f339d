"""Constants of the llm_iot integration."""

from typing import Final

DOMAIN: Final = "llm_iot"

EVENT_TURN: Final = "llm_iot_turn"
"""Fired on the bus after every turn; carries the turn's report."""

SUBENTRY_CONVERSATION: Final = "conversation"
SUBENTRY_RULE: Final = "rule"
SUBENTRY_GATEWAY: Final = "mqtt_gateway"

CONF_CHAT_MODEL: Final = "chat_model"
CONF_EMBEDDING_MODEL: Final = "embedding_model"
CONF_NUM_CTX: Final = "num_ctx"
CONF_NUM_THREAD: Final = "num_thread"
CONF_KEEP_ALIVE: Final = "keep_alive"
CONF_INSTRUCTIONS: Final = "instructions"
CONF_TIMEOUT: Final = "timeout"
CONF_BEGIN_TIMEOUT: Final = "begin_timeout"
CONF_SHARE_TEXT: Final = "share_text"
CONF_GENERAL: Final = "general_questions"
CONF_HABITS: Final = "use_habits"
CONF_LEARN: Final = "learn"
CONF_REMOVE_MODEL: Final = "remove_model"
"""Whether the model made for homes goes from the server with the agent."""

CONF_ALWAYS_ASK: Final = "always_ask"
"""Entities that count as critical; registry ids where they have one, like all entities here."""
CONF_NEVER_ASK: Final = "never_ask"
"""Entities that count as harmless."""
CONF_BROAD: Final = "broad"
CONF_PIN_HASH: Final = "pin_hash"

CONF_SUBENTRY_ID: Final = "subentry_id"
CONF_BASE_TOPIC: Final = "base_topic"
CONF_TLS: Final = "tls"
CONF_TRY_TOPICS: Final = "try_topics"
CONF_CERTIFICATE_AUTHORITY: Final = "certificate_authority"
CONF_CERTIFICATE: Final = "certificate"
CONF_KEY: Final = "key"
CONF_HEARTBEAT: Final = "heartbeat"
"""Seconds of silence after which a device counts as gone."""
CONF_KIND: Final = "kind"
CONF_KINDS: Final = "kinds"
"""A person's own choice of what devices are, by device id."""

CONF_ACTIONS: Final = "actions"
"""Actions that a rule is about, if it was made by talking; a rule without is about all."""
CONF_EFFECT: Final = "effect"
CONF_MAXIMUM: Final = "maximum"
CONF_MINIMUM: Final = "minimum"

CONF_STORE: Final = "store"
"""Where vectors are kept; the automatic choice is the file."""
CONF_STORE_URL: Final = "store_url"
CONF_STORE_HEADER: Final = "store_header"
CONF_STORE_VERIFY: Final = "store_verify"
STORE_AUTO: Final = "auto"
STORE_SQLITE: Final = "sqlite"
STORE_EMBEDDED: Final = "chroma_embedded"
STORE_SERVER: Final = "chroma_server"

DEFAULT_NAME: Final = "Home agent"
DEFAULT_URL: Final = "http://localhost:11434"
DEFAULT_NUM_CTX: Final = 2048
"""Tokens. A turn needs about 300; a larger window costs memory and buys nothing."""
MIN_NUM_CTX: Final = 512
MAX_NUM_CTX: Final = 131072
DEFAULT_NUM_THREAD: Final = 0
"""0 is automatic: all cores, or all but one where Ollama runs beside Home Assistant."""
DEFAULT_KEEP_ALIVE: Final = -1
"""Seconds a model stays loaded after its last use; -1 keeps it for ever."""
DEFAULT_TIMEOUT: Final = 20
"""Seconds a turn waits for the complete answer of the model."""

DEFAULT_BEGIN_TIMEOUT: Final = 15
"""Seconds a turn waits for the model to begin its answer."""
DEFAULT_SHARE_TEXT: Final = False
"""Whether the event of a turn carries what was said."""

DEFAULT_GENERAL: Final = False
"""Whether the model answers questions that are not about the home."""
DEFAULT_HABITS: Final = True
"""Whether goals are carried out as people in the home usually do it."""
DEFAULT_LEARN: Final = True
"""Whether an agent learns from what is said and corrected."""
DEFAULT_BROAD: Final = 8
"""Most devices that a plan moves without asking, unless the words name them all."""

MODEL_CONNECT_TIMEOUT: Final = 3.0
"""Seconds until a connection to the Ollama server must stand."""

CONF_RECORD: Final = "record"
"""Option of an entry: whether what happens in the home is kept."""
CONF_RETENTION_DAYS: Final = "retention_days"
CONF_NOT_RECORDED: Final = "not_recorded"
"""Option of an entry: references to the entities of which nothing is kept."""
DEFAULT_RETENTION_DAYS: Final = 365
MIN_RETENTION_DAYS: Final = 1
MAX_RETENTION_DAYS: Final = 3650
CONF_MOST_MEGABYTES: Final = "most_megabytes"
"""Option of an entry: how much room the record of the home may take."""
DEFAULT_MOST_MEGABYTES: Final = 500
MIN_MOST_MEGABYTES: Final = 10
MAX_MOST_MEGABYTES: Final = 100_000
