"""What a board says over MQTT, read from the firmware's own configuration."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
import hashlib
import json
from pathlib import Path
import re
import secrets
import shutil
from tempfile import TemporaryDirectory
from typing import Any, Self

from homeassistant.util.yaml import dump, load_yaml_dict

from dev.bootstrap import SetupError, entry
from dev.esphome import LOCK_FILE, SOURCES
from dev.firmware_lint import Config, items, milliseconds, read, relay_pins

NAMES = ("light", "fan", "tv", "heater")
STATUS_KEY = re.compile(r'root\["(\w+)"\]')
COMMAND_KEY = re.compile(r'x\["(\w+)"\]')


@dataclass(frozen=True, slots=True)
class Contract:
    """Topics, payloads and pins of one board."""

    command: str
    """The topic it obeys."""
    status: str
    """The topic of its state."""
    config: str
    """The topic of what it is."""
    availability: str
    """The topic of whether it is there."""
    online: str
    offline: str
    description: str
    """The payload of config."""
    settle_s: float
    """Seconds after it connected until it takes commands."""
    command_keys: tuple[str, ...]
    status_keys: tuple[str, ...]
    pins: tuple[int, ...]
    """Its active-low relays."""

    @classmethod
    def of(cls, config: Config) -> Self:
        """Return the contract of a full configuration. Raises SetupError if it has none."""
        try:
            mqtt = config["mqtt"]
            (command,) = mqtt["on_json_message"]
            scripts = {item["id"]: item["then"] for item in items(config, "script")}
            told, here = actions(scripts["announce"], "mqtt.publish")
            (settle,) = actions(scripts["announce"], "delay")
            (status,) = actions(scripts["publish_status"], "mqtt.publish_json")
            if here["topic"] != mqtt["will_message"]["topic"]:
                raise SetupError("The last will is not on the topic of availability.")
            return cls(
                command=command["topic"],
                status=status["topic"],
                config=told["topic"],
                availability=here["topic"],
                online=here["payload"],
                offline=mqtt["will_message"]["payload"],
                description=told["payload"],
                settle_s=milliseconds(settle) / 1000,
                command_keys=keys(COMMAND_KEY, actions(command["then"], "lambda")),
                status_keys=keys(STATUS_KEY, [status["payload"]]),
                pins=tuple(pin["number"] for _, pin in relay_pins(config)),
            )
        except (KeyError, ValueError) as err:
            raise SetupError(f"The firmware keeps no contract that is known: {err!r}") from err

    @classmethod
    def load(cls, file: Path) -> Self:
        """Return the contract in a file."""
        found = json.loads(file.read_text(encoding="utf-8"))
        lists = {key: tuple(value) for key, value in found.items() if isinstance(value, list)}
        return cls(**found | lists)


def actions(steps: object, name: str) -> list[Any]:
    """Return the actions of a name, also those inside others, in their order."""
    return list(_actions(steps, name))


def _actions(steps: object, name: str) -> Iterator[Any]:
    """Look into lists and mappings."""
    if isinstance(steps, Mapping):
        for key, value in steps.items():
            if key == name:
                yield value
            elif key != "condition":
                yield from _actions(value, name)
    elif isinstance(steps, list):
        for step in steps:
            yield from _actions(step, name)


def keys(pattern: re.Pattern[str], code: Iterable[str]) -> tuple[str, ...]:
    """Return the keys that code reads or writes, each once."""
    return tuple(dict.fromkeys(key for text in code for key in pattern.findall(text)))


def fill_secrets(folder: Path) -> None:
    """Give the NodeMCU files in a folder secrets that ESPHome accepts and nobody knows."""
    example = load_yaml_dict(str(folder / "nodemcu" / "secrets.example.yaml"))
    found = {
        name: base64.b64encode(secrets.token_bytes(32)).decode()
        if name.startswith("api_key_")
        else f"test-{name}"
        for name in example
    }
    (folder / "nodemcu" / "secrets.yaml").write_text(dump(found), encoding="utf-8")


def turn_mqtt_on(file: Path) -> None:
    """Include the paper's topics in a NodeMCU file, as its reader is told to."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("# mqtt: !include", "mqtt: !include"), encoding="utf-8")


def read_contract(name: str, substitutions: Mapping[str, str] | None = None) -> Contract:
    """Return the contract of a NodeMCU board, asked of ESPHome with some substitutions changed."""
    with TemporaryDirectory(prefix="llm_iot-") as temporary:
        folder = Path(temporary) / "esphome"
        private = shutil.ignore_patterns("secrets.yaml", ".esphome")
        shutil.copytree(SOURCES, folder, ignore=private)
        fill_secrets(folder)
        file = folder / "nodemcu" / f"{name}.yaml"
        turn_mqtt_on(file)
        return Contract.of(read(file, substitutions))


def ensure_contracts() -> dict[str, Path]:
    """Return the files of the boards' contracts by name, asked of ESPHome only once."""
    digest = hashlib.sha256(LOCK_FILE.read_bytes() + Path(__file__).read_bytes())
    for source in sorted(SOURCES.glob("*/*.yaml")):
        if source.name != "secrets.yaml":
            digest.update(f"{source.relative_to(SOURCES)}\n".encode() + source.read_bytes())

    def build(folder: Path) -> None:
        for name in NAMES:
            text = json.dumps(asdict(read_contract(name)))
            (folder / f"{name}.json").write_text(text, encoding="utf-8")

    what = "Reading the firmware's topics"
    folder = entry(f"wire-{digest.hexdigest()[:12]}", what, build)
    return {name: folder / f"{name}.json" for name in NAMES}
