"""Proves of a board's full configuration that one would dare to wire it to the mains.

    python -m dev.firmware_lint esphome/nodemcu/light.yaml ...

It reads what `esphome config` makes of a file, so that nothing hides in a package.
"""

import argparse
import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
import json
from pathlib import Path
import re
import subprocess
import sys
from typing import Any

from homeassistant.util.yaml import parse_yaml

from dev.bootstrap import SetupError
from dev.esphome import ensure_esphome

RELAY_PINS = frozenset({4, 5, 12, 13, 14})
"""Pins of an ESP8266 that neither move while it starts nor decide how it starts."""
BOOT_PINS = frozenset({0, 2, 15})
"""They decide how it starts: whatever is wired to them may keep it from doing so."""
SERIAL_PINS = frozenset({1, 3})
DEAD_TIME_MS = 200.0
LONGEST_ON_MS = 24 * 3_600_000.0
LONGEST_ABSENCE_MS = 3_600_000.0
SHORTEST_PASSWORD = 8
KEY_BYTES = 32
DEFAULTS = frozenset({"change", "changeme", "change_me", "password", "12345678", "00000000"})
"""Passwords that everyone knows; the first is that of secrets.example.yaml."""
RESTORE_MODES = {
    "switch": {"ALWAYS_OFF"},
    "fan": {"ALWAYS_OFF"},
    "light": {"ALWAYS_OFF", "RESTORE_DEFAULT_OFF"},
}
PERIOD = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|us|min|s|h|d)")
UNITS_MS = {"us": 0.001, "ms": 1.0, "s": 1e3, "min": 6e4, "h": 3.6e6, "d": 8.64e7}

type Config = Mapping[str, Any]


def read(file: Path, substitutions: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the full configuration of a board, secrets and all; lambdas are plain text.

    `substitutions` replace those of the file. Raises SetupError if ESPHome refuses the file.
    """
    options = [word for pair in (substitutions or {}).items() for word in ("-s", *pair)]
    command: list[str | Path] = [ensure_esphome() / "esphome", *options, "config"]
    command += ["--show-secrets", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetupError(f"ESPHome refuses {file}:\n{done.stdout}{done.stderr}")
    found = parse_yaml(done.stdout.replace("!lambda ", ""))
    if not isinstance(found, dict):
        raise SetupError(f"{file} holds no board.")
    return found


def check(config: Config) -> list[str]:
    """Return what is wrong with a board, a sentence each."""
    rules = (relays, inputs, restore_modes, interlock, limits, network, mqtt)
    return [finding for rule in rules for finding in rule(config)]


def relays(config: Config) -> Iterator[str]:
    """Look at the pins that relays hang on."""
    for name, pin in relay_pins(config):
        if pin["number"] not in RELAY_PINS:
            yield f"Relay {name} is on GPIO{pin['number']}, which moves while the board starts."
        if not pin.get("inverted"):
            yield f"Relay {name} closes on a high level: the pin must be inverted."
    if "esp8266" in config and not config["esp8266"].get("early_pin_init"):
        yield "Relay pins are set late at power-up: early_pin_init is off."


def inputs(config: Config) -> Iterator[str]:
    """Look at the pins of buttons and sensors."""
    for kind in ("binary_sensor", "sensor", "one_wire", "remote_transmitter"):
        for item in items(config, kind):
            pin = item.get("pin")
            number = pin.get("number") if isinstance(pin, Mapping) else None
            if number in BOOT_PINS:
                yield f"{kind} is on GPIO{number}, which decides how the board starts."
            if number in SERIAL_PINS:
                yield f"{kind} is on GPIO{number}, which is the serial port."


def restore_modes(config: Config) -> Iterator[str]:
    """Look at what comes back on after a power cut."""
    for kind, allowed in RESTORE_MODES.items():
        for item in items(config, kind):
            if item.get("restore_mode") not in allowed:
                yield f"{kind} {item.get('id')} may come back on: {item.get('restore_mode')}."


def interlock(config: Config) -> Iterator[str]:
    """Look at relays of which no two may be closed."""
    switches = [item for item in items(config, "switch") if item["platform"] == "gpio"]
    names = {item["id"] for item in switches}
    for item in switches if len(switches) > 1 else ():
        if {*item.get("interlock", ())} != names:
            yield f"Relay {item['id']} is not interlocked with all the others."
        if milliseconds(item.get("interlock_wait_time", "0s")) < DEAD_TIME_MS:
            yield f"Relay {item['id']} has a dead time below 200 ms."


def limits(config: Config) -> Iterator[str]:
    """Look at how long the appliance may be on, and on its own."""
    scripts = {item["id"]: item["then"] for item in items(config, "script")}
    for name, what, longest in (
        ("cut_off", "stay on", LONGEST_ON_MS),
        ("controller_gone", "go on without a controller", LONGEST_ABSENCE_MS),
    ):
        delays = [step["delay"] for step in scripts.get(name, ()) if "delay" in step]
        if not delays:
            yield f"Nothing limits how long the appliance may {what}."
        elif milliseconds(delays[0]) > longest:
            yield f"The appliance may {what} for {delays[0]}."
    if "max_on_time" not in config.get("substitutions", {}):
        yield "max_on_time is no substitution."
    text = json.dumps(config, default=str)
    for name in ("cut_off", "controller_gone"):
        if f'"script.execute": {{"id": "{name}"' not in text:
            yield f"Nothing ever starts {name}."
    if not any(item.get("id") == "controller" for item in items(config, "binary_sensor")):
        yield "Nothing watches whether a controller is there."


def network(config: Config) -> Iterator[str]:
    """Look at who may talk to the board."""
    key = config.get("api", {}).get("encryption", {}).get("key")
    if not strong_key(key):
        yield "The API has no key of 32 random bytes."
    for item in items(config, "ota"):
        if item["platform"] == "esphome" and not (
            strong_key(item.get("encryption", {}).get("key"))
            or strong_password(item.get("password"))
        ):
            yield "Updates over the air need neither a key nor a password."
    if "web_server" in config:
        yield "The web server is on: it has no encryption."
    wifi = config.get("wifi", {})
    radios = [("hotspot", item) for item in items(wifi, "ap")]
    radios += [("Wi-Fi", item) for item in items(wifi, "networks")]
    for name, item in radios:
        if not strong_password(item.get("password")):
            yield f"The password of the {name} is missing, short, or one that everyone knows."
    for part in ("api", "wifi", "mqtt"):
        if part in config and milliseconds(config[part].get("reboot_timeout", "15min")):
            yield f"The board restarts, and drops its relays, when {part} is away."


def mqtt(config: Config) -> Iterator[str]:
    """Look at the paper's topics."""
    if (found := config.get("mqtt")) is None:
        return
    if not found.get("username") or not strong_password(found.get("password")):
        yield "The broker asks for no password, or for one that everyone knows."
    if found.get("discovery") or found.get("discover_ip"):
        yield "Discovery is on: Home Assistant would have each entity twice."
    for name in ("birth_message", "will_message", "shutdown_message"):
        if (topic := (found.get(name) or {}).get("topic", "")).endswith("/status"):
            yield f"{name} goes to {topic}, which is the topic of the state."
    commands = {item["topic"] for item in found.get("on_json_message", ())}
    published = set(re.findall(r'"topic": "([^"]*)"', json.dumps(config.get("script", []))))
    if clash := commands & published:
        yield f"The board publishes to {', '.join(sorted(clash))}, which it obeys."
    if not any("takes_commands" in json.dumps(item) for item in found.get("on_json_message", ())):
        yield "Retained commands are carried out."


def relay_pins(config: Config) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return the names and pins of what is written to."""
    for kind in ("switch", "output"):
        for item in items(config, kind):
            if isinstance(item.get("pin"), Mapping):
                yield item["id"], item["pin"]


def items(config: Config, kind: str) -> Iterable[Mapping[str, Any]]:
    """Return the parts of a kind: one or a list of them."""
    found = config.get(kind) or []
    return found if isinstance(found, list) else [found]


def milliseconds(period: str) -> float:
    """Return a period such as 1min 30s in milliseconds."""
    return sum(float(number) * UNITS_MS[unit] for number, unit in PERIOD.findall(period))


def strong_key(key: object) -> bool:
    """Return whether this is a key of the API that nobody knows: 32 bytes, not all the same."""
    try:
        found = base64.b64decode(str(key), validate=True)
    except binascii.Error:
        return False
    return len(found) == KEY_BYTES and len({*found}) > 1


def strong_password(password: object) -> bool:
    """Return whether this is a password of 8 characters or more that not everyone knows."""
    text = str(password or "")
    return len(text) >= SHORTEST_PASSWORD and text.lower() not in DEFAULTS


def main() -> int:
    """Check files and tell what is wrong with them; return 1 if anything is."""
    parser = argparse.ArgumentParser(prog="firmware_lint", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    wrong = False
    for file in parser.parse_args().files:
        try:
            findings = check(read(file))
        except SetupError as err:
            findings = [str(err)]
        for finding in findings:
            print(f"{file}: {finding}")
        wrong |= bool(findings)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
