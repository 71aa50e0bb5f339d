"""The lint of the firmware: the boards pass, and each kind of bad board does not."""

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
import shutil
import sys
from typing import Any

import pytest

from dev.bootstrap import SetupError
from dev.firmware_lint import Config, check, main, milliseconds, read

MQTT_OFF = "# mqtt: !include"
MQTT_ON = "mqtt: !include"


@pytest.fixture
def boards_folder(filled: Path, tmp_path: Path) -> Path:
    """Return files of boards that a test may spoil."""
    return Path(shutil.copytree(filled, tmp_path / "esphome"))


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that is there."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


@pytest.fixture(scope="session")
def good(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Config]:
    """Return a function from a board's name to its full configuration, topics and all."""
    folder = Path(shutil.copytree(filled, tmp_path_factory.mktemp("good") / "esphome"))

    @cache
    def found(name: str) -> Config:
        file = folder / f"nodemcu/{name}.yaml"
        edit(file, MQTT_OFF, MQTT_ON)
        return read(file)

    return found


@pytest.mark.parametrize("name", ["light", "fan", "tv", "heater"])
def test_the_boards_pass(good: Callable[[str], Config], name: str) -> None:
    """Also with the paper's topics."""
    assert check(good(name)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        ("nodemcu/fan.yaml", "GPIO14", "GPIO15", "Relay speed_3 is on GPIO15"),
        ("packages/appliance-fan.yaml", "inverted: true", "inverted: false", "on a high level"),
        (
            "packages/appliance-fan.yaml",
            "    restore_mode: ALWAYS_OFF\n    interlock: *",
            "    restore_mode: RESTORE_DEFAULT_ON\n    interlock: *",
            "may come back on: RESTORE_DEFAULT_ON",
        ),
        ("packages/appliance-fan.yaml", "200ms", "100ms", "dead time below 200 ms"),
        ("nodemcu/secrets.yaml", "test-wifi_password", "changeme", "password of the Wi-Fi"),
        ("packages/mqtt.yaml", "return id(takes_commands);", "return true;", "Retained commands"),
        ("packages/wall-button.yaml", "GPIO13", "GPIO0", "binary_sensor is on GPIO0"),
    ],
)
def test_a_bad_file_is_found(
    boards_folder: Path, file: str, old: str, new: str, finding: str
) -> None:
    """ESPHome takes the fan's files, and the lint does not; it finds nothing else."""
    board = boards_folder / "nodemcu/fan.yaml"
    edit(board, MQTT_OFF, MQTT_ON)
    edit(boards_folder / file, old, new)
    findings = check(read(board))
    assert findings
    assert all(finding in found for found in findings), findings


@pytest.mark.parametrize(
    ("path", "value", "finding"),
    [
        ("light.0.restore_mode", "ALWAYS_ON", "light appliance may come back on"),
        ("esp8266.early_pin_init", False, "set late at power-up"),
        ("api.encryption", {}, "no key of 32 random bytes"),
        ("api.encryption.key", "A" * 43 + "=", "no key of 32 random bytes"),
        ("api.reboot_timeout", "15min", "when api is away"),
        ("wifi.reboot_timeout", "15min", "when wifi is away"),
        ("mqtt.reboot_timeout", "15min", "when mqtt is away"),
        ("wifi.ap.password", None, "password of the hotspot"),
        ("wifi.ap.password", "12345678", "password of the hotspot"),
        ("wifi.networks.0.password", "short", "password of the Wi-Fi"),
        ("mqtt.password", "change", "broker asks for no password"),
        ("mqtt.username", "", "broker asks for no password"),
        ("mqtt.discovery", True, "Discovery is on"),
        ("mqtt.will_message.topic", "home/x/status", "will_message goes to home/x/status"),
        ("mqtt.on_json_message.0.topic", "home/llm-iot-light/status", "which it obeys"),
        ("ota.1.encryption", {}, "neither a key nor a password"),
        ("web_server", {"port": 80}, "web server is on"),
        ("script.0.then.0.delay", "48h", "may stay on for 48h"),
        ("script.1.then.0.delay", "2h", "without a controller for 2h"),
        ("script.0.then", [], "Nothing limits how long the appliance may stay on"),
        ("light.0.on_turn_on", [], "Nothing ever starts cut_off"),
        ("substitutions", {}, "max_on_time is no substitution"),
        ("binary_sensor.0.id", "other", "Nothing watches"),
        ("binary_sensor.1.pin.number", 3, "serial port"),
    ],
)
def test_a_bad_light_is_found(
    good: Callable[[str], Config], path: str, value: object, finding: str
) -> None:
    """One value of a good configuration is another."""
    config = deepcopy(dict(good("light")))
    inner: Any = config
    *parents, last = path.split(".")
    for parent in parents:
        inner = inner[int(parent)] if isinstance(inner, list) else inner[parent]
    inner[last] = value
    findings = check(config)
    assert len(findings) == 1, findings
    assert finding in findings[0]


def test_a_virtual_board_is_not_for_the_mains(filled: Path) -> None:
    """It has no encryption, and the lint says so."""
    assert any("no key" in finding for finding in check(read(filled / "virtual/light.yaml")))


def test_what_esphome_refuses_is_told(tree: Path) -> None:
    """Here for the secrets that are still the example's."""
    with pytest.raises(SetupError, match=r"ESPHome refuses .*light\.yaml"):
        read(tree / "nodemcu/light.yaml")


def test_the_command_line(
    boards_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each finding is a line with its file, and no secret is printed."""
    good, bad = boards_folder / "nodemcu/light.yaml", boards_folder / "nodemcu/tv.yaml"
    monkeypatch.setattr(sys, "argv", ["firmware_lint", str(good)])
    assert main() == 0
    edit(bad, "GPIO5", "GPIO15")
    monkeypatch.setattr(sys, "argv", ["firmware_lint", str(good), str(bad)])
    assert main() == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        f"{bad}: Relay appliance is on GPIO15, which moves while the board starts.",
    ]


@pytest.mark.parametrize(
    ("period", "expected"), [("200ms", 200.0), ("1min 30s", 90_000.0), ("0s", 0.0)]
)
def test_periods(period: str, expected: float) -> None:
    """As ESPHome prints them."""
    assert milliseconds(period) == pytest.approx(expected)
