"""The page about MQTT says what the code does."""

import json
from pathlib import Path
import re
from typing import Any

from custom_components.llm_iot.gateway.description import (
    CONTROLS,
    MAX_HEARTBEAT,
    MAX_SOURCES,
    Control,
    Kind,
    check_status,
    describe,
    guess,
)
from custom_components.llm_iot.gateway.topics import Topics

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGE = (DOCS / "mqtt.md").read_text()
EXAMPLES: list[dict[str, Any]] = [
    json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
]
SCHEMA: dict[str, Any] = json.loads((DOCS / "mqtt-config.schema.json").read_text())


def test_the_examples_are_taken() -> None:
    """A status, a command and a config."""
    status, command, config = EXAMPLES
    assert guess("tv1", status.keys()).kind is Kind.MEDIA_PLAYER
    assert check_status(guess("tv1", status.keys()), status).keys() == status.keys()
    told = describe("lamp", config, ())
    assert told.controls == {Control.POWER, Control.BRIGHTNESS}
    assert check_status(told, command).keys() == {"power", "brightness"}
    assert config.keys() <= SCHEMA["properties"].keys()


def test_the_page_names_everything() -> None:
    """Every topic, every key that can be set, every kind."""
    for topic in (*Topics().filters, Topics().command("+")):
        assert f"| `{topic.replace('+', '<id>')}` |" in PAGE
    for control in CONTROLS:
        assert f"| `{control}` |" in PAGE


def test_the_schema_has_the_bounds_of_the_code() -> None:
    """Kinds, longest silence, sources."""
    properties = SCHEMA["properties"]
    assert set(properties["kind"]["enum"]) == set(Kind)
    assert properties["heartbeat"]["maximum"] == MAX_HEARTBEAT
    assert properties["sources"]["maxItems"] == MAX_SOURCES
    assert set(properties["capabilities"]["examples"][0]) == CONTROLS
