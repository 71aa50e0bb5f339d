"""What ESPHome makes of the boards' files."""

import os
from pathlib import Path
import re
import subprocess
from typing import Any

import pytest

from dev import firmware_lint
from dev.esphome import ensure_esphome

from .conftest import ReadConfig, esphome_config

NAMES = ("light", "fan", "tv", "heater")
NODEMCU = [f"nodemcu/{name}.yaml" for name in NAMES]
VIRTUAL = [f"virtual/{name}.yaml" for name in NAMES]

# The others float, glitch or decide the boot mode while the board starts.
BOOT_SAFE_PINS = {4, 5, 12, 13, 14}


def appliance(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what makes the appliance, each pin as its number."""
    kinds = ("light", "fan", "output", "switch", "script")
    items = [item for kind in kinds for item in found.get(kind, [])]
    return [item | {"pin": item["pin"]["number"]} if "pin" in item else item for item in items]


def with_packages(file: Path, packages: dict[str, str]) -> str:
    """Return the text of a board's file with packages added, or replaced by others."""
    lines = [
        line
        for line in file.read_text().splitlines()
        if not line.startswith(tuple(f"  {name}: !include" for name in packages))
    ]
    at = next(number for number, line in enumerate(lines) if "# mqtt: !include" in line)
    added = [f"  {name}: !include ../packages/{value}.yaml" for name, value in packages.items()]
    text = "\n".join([*lines[:at], *added, *lines[at + 1 :], ""])
    return text.replace("relay_pin_1", "relay_pin") if "appliance" in packages else text


def generated(file: Path, folder: Path) -> str:
    """Return the C++ that ESPHome makes of a board's file."""
    done = subprocess.run(
        (ensure_esphome() / "esphome", "compile", "--only-generate", file),
        env={**os.environ, "ESPHOME_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (main,) = folder.glob("build/*/src/main.cpp")
    return main.read_text()


def initial(code: str, what: str) -> list[str]:
    """Return what a NodeMCU gives its pins before anything else runs, by GPIO."""
    found = re.search(rf"GPIO_INITIAL_{what}\[16\] PROGMEM = \{{(.*)\}};", code)
    assert found
    return found[1].split(", ")


@pytest.mark.parametrize("path", NODEMCU)
def test_relays_are_open_before_anything_runs(
    config: ReadConfig, filled: Path, tmp_path: Path, path: str
) -> None:
    """In the C++ that is generated: high lets go of a relay."""
    code = generated(filled / path, tmp_path)
    relays = [pin["number"] for _, pin in firmware_lint.relay_pins(config(path))]
    assert relays
    assert {initial(code, "MODE")[pin] for pin in relays} == {"OUTPUT"}
    assert {initial(code, "LEVEL")[pin] for pin in relays} == {"1"}


@pytest.mark.parametrize("path", NODEMCU + VIRTUAL)
def test_relays_stay_open_while_the_board_starts(config: ReadConfig, path: str) -> None:
    """Every relay is active low, on a safe pin, and off after power-up."""
    found = config(path)
    relays = found.get("output", []) + found.get("switch", [])
    relays = [relay for relay in relays if relay["platform"] == "gpio"]
    assert len(relays) == (3 if path.endswith("fan.yaml") else 1)
    for relay in relays:
        assert relay["pin"]["number"] in BOOT_SAFE_PINS
        assert relay["pin"]["inverted"]
    modes = {
        item["restore_mode"] for kind in ("light", "fan", "switch") for item in found.get(kind, [])
    }
    assert modes == {"ALWAYS_OFF"}


@pytest.mark.parametrize("path", NODEMCU + VIRTUAL)
def test_a_board_keeps_its_relays_without_home_assistant(config: ReadConfig, path: str) -> None:
    """A board does not restart because no client or no network is there."""
    found = config(path)
    assert found["api"]["reboot_timeout"] == "0s"
    assert found.get("wifi", {}).get("reboot_timeout", "0s") == "0s"


@pytest.mark.parametrize("path", NODEMCU)
def test_a_nodemcu_is_encrypted_and_can_be_recovered(config: ReadConfig, path: str) -> None:
    """The API and updates share the board's own key; hotspot and safe mode are there."""
    found = config(path)
    key = found["api"]["encryption"]["key"]
    updates = next(item for item in found["ota"] if item["platform"] == "esphome")
    assert updates["encryption"]["key"] == key
    assert all(
        config(other)["api"]["encryption"]["key"] != key for other in NODEMCU if other != path
    )
    assert len(found["wifi"]["ap"]["password"]) >= 8
    assert "captive_portal" in found
    assert not found["safe_mode"]["disabled"]
    assert found["esp8266"]["board"] == "nodemcuv2"
    assert found["esp8266"]["early_pin_init"]


@pytest.mark.parametrize(
    ("board", "packages", "code"),
    [
        ("light", {"sensor": "sensor-dht22", "motion": "sensor-pir", "mqtt": "mqtt"}, "DHT_MODEL"),
        ("tv", {"infrared": "tv-infrared", "sensor": "sensor-ds18b20"}, "SamsungAction"),
        ("fan", {"appliance": "appliance-fan-one-relay", "mqtt": "mqtt"}, "home/llm-iot-fan/"),
        ("fan", {"mqtt": "mqtt"}, "set_speed(speed)"),
        ("heater", {"mqtt": "mqtt"}, "home/llm-iot-heater/"),
    ],
)
def test_the_packages_go_together(
    filled: Path, tmp_path: Path, board: str, packages: dict[str, str], code: str
) -> None:
    """Sensors, infrared, topics and the fan with one relay pass ESPHome and the lint.

    Their C++ is written, too; what compiles it for an ESP8266 is in no package registry.
    """
    source = with_packages(filled / f"nodemcu/{board}.yaml", packages)
    file = filled / f"nodemcu/{board}-with-more.yaml"
    file.write_text(source)
    assert firmware_lint.check(firmware_lint.read(file)) == []
    assert code in generated(file, tmp_path)


@pytest.mark.parametrize(("real", "virtual"), zip(NODEMCU, VIRTUAL, strict=True))
def test_a_virtual_board_is_the_same_appliance(config: ReadConfig, real: str, virtual: str) -> None:
    """What is compiled and driven in tests is what a NodeMCU runs."""
    assert appliance(config(virtual)) == appliance(config(real))


def test_the_example_secrets_are_refused(tree: Path) -> None:
    """A board cannot be built with a key that everyone knows."""
    done = esphome_config(tree / NODEMCU[0])
    assert done.returncode != 0
    assert "Invalid key format" in done.stdout
