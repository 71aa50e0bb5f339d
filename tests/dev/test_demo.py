"""The demo as a person starts it: right states, a clean end, plain words if it cannot go on."""

import os
from pathlib import Path
import re
import signal
import socket
import subprocess

import httpx
import pytest

from dev.boards import PORTS
from dev.bootstrap import ROOT
from dev.demo import INTERRUPTED

from .demos import SETTING_UP, houses, read_until, running_demo, said_by_demo

SCRIPT = str(ROOT / "scripts" / "demo")
ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+) +user: (\w+) +password: (\w+)")
START_S = 600

pytestmark = pytest.mark.timeout(START_S)


@pytest.mark.usefixtures("demo_cache")
def test_once_ends_with_all_nine_states_right() -> None:
    """Every relay is where the paper wants it after each command, and the status says so."""
    assert SETTING_UP in said_by_demo()


def test_mqtt_ends_with_all_nine_states_right(demo_cache: Path) -> None:
    """The boards speak the paper's topics over a real broker; nothing of that house is kept."""
    said = said_by_demo("--mqtt")
    assert "media_player.study_tv" in said
    assert houses(demo_cache) == []


@pytest.mark.usefixtures("demo_cache", "socket_enabled")
def test_it_stays_up_for_a_browser_until_ctrl_c() -> None:
    """The address answers, the printed password opens it, and Ctrl-C is a good end."""
    with running_demo() as demo:
        found = ADDRESS.search(read_until(demo, "password:"))
        assert found
        url, user, password = found.groups()
        with httpx.Client(base_url=url, trust_env=False) as browser:
            assert "<title>Home Assistant</title>" in browser.get("/").text
            client = {"client_id": f"{url}/"}
            start = client | {"handler": ["homeassistant", None], "redirect_uri": url}
            flow = browser.post("/auth/login_flow", json=start).json()
            login = client | {"username": user, "password": password}
            answer = browser.post(f"/auth/login_flow/{flow['flow_id']}", json=login).json()
        assert answer["type"] == "create_entry"
        os.killpg(demo.pid, signal.SIGINT)
        said, _ = demo.communicate()
    assert demo.returncode == 0, said


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_can_be_ended_while_it_starts(demo_cache: Path, ending: signal.Signals) -> None:
    """It says that it was interrupted, and nothing else; half a house is not kept."""
    with running_demo() as demo:
        read_until(demo, SETTING_UP)
        os.killpg(demo.pid, ending)
        said, _ = demo.communicate()
    assert demo.returncode == INTERRUPTED
    assert "The demo was interrupted." in said
    assert "Traceback" not in said
    assert not houses(demo_cache)


@pytest.mark.usefixtures("marker", "socket_enabled")
def test_a_taken_port_is_one_sentence() -> None:
    """It says which port and what to do."""
    with socket.create_server(("127.0.0.1", PORTS["fan"])):
        done = subprocess.run([SCRIPT, "--once"], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert f"The demo cannot go on: Port {PORTS['fan']} of the virtual fan board is taken" in said
    assert "Traceback" not in said
    assert done.returncode == 1
