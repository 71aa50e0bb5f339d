"""What ESPHome makes of the boards' files."""

from pathlib import Path
from typing import Any

import pytest

from dev import firmware_lint

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
    ("board", "packages"),
    [
        ("light", {"sensor": "sensor-dht22", "motion": "sensor-pir", "mqtt": "mqtt"}),
        ("tv", {"infrared": "tv-infrared", "sensor": "sensor-ds18b20"}),
        ("fan", {"appliance": "appliance-fan-one-relay", "mqtt": "mqtt"}),
    ],
)
def test_the_packages_go_together(filled: Path, board: str, packages: dict[str, str]) -> None:
    """Sensors, infrared, topics and the fan with one relay pass ESPHome and the lint."""
    source = with_packages(filled / f"nodemcu/{board}.yaml", packages)
    file = filled / f"nodemcu/{board}-with-more.yaml"
    file.write_text(source)
    assert firmware_lint.check(firmware_lint.read(file)) == []


@pytest.mark.parametrize(("real", "virtual"), zip(NODEMCU, VIRTUAL, strict=True))
def test_a_virtual_board_is_the_same_appliance(config: ReadConfig, real: str, virtual: str) -> None:
    """What is compiled and driven in tests is what a NodeMCU runs."""
    assert appliance(config(virtual)) == appliance(config(real))


def test_the_example_secrets_are_refused(tree: Path) -> None:
    """A board cannot be built with a key that everyone knows."""
    done = esphome_config(tree / NODEMCU[0])
    assert done.returncode != 0
    assert "Invalid key format" in done.stdout
