"""The demo as a person starts it: right states, a clean end, plain words if it cannot go on."""

from collections.abc import Iterator
import os
import re
import signal
import socket
import subprocess
import uuid

import httpx
import psutil
import pytest

from dev.boards import PORTS
from dev.bootstrap import ROOT
from dev.demo import INTERRUPTED, NAMES
from dev.paper import COMMANDS

DEMO = str(ROOT / "scripts" / "demo")
STATE = re.compile(r"(light|fan|TV) (on|off) (right|WRONG)")
ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+) +user: (\w+) +password: (\w+)")
START_S = 600

pytestmark = pytest.mark.timeout(START_S)


@pytest.fixture
def marker(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Mark every process that comes of the test; none may be left at its end."""
    mark = uuid.uuid4().hex
    monkeypatch.setenv("LLM_IOT_TEST", mark)
    yield mark
    monkeypatch.delenv("LLM_IOT_TEST")
    left = marked_processes(mark)
    for process in left:
        process.kill()
    assert not left


def marked_processes(mark: str) -> list[psutil.Process]:
    """Return the processes that have inherited a mark."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("LLM_IOT_TEST") == mark:
                found.append(process)
        except psutil.Error:
            continue  # ended meanwhile, or another user's
    return found


@pytest.fixture
def demo(marker: str) -> Iterator[subprocess.Popen[str]]:  # noqa: ARG001  # a fixture for its effect
    """Return the demo, started in a terminal session of its own."""
    with subprocess.Popen(
        [DEMO],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        yield process
        process.kill()


def read_until(process: subprocess.Popen[str], text: str) -> str:
    """Return what the demo writes until a line with the text."""
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if text in line:
            return said
    raise AssertionError(said)


@pytest.mark.usefixtures("marker")
def test_once_ends_with_all_nine_states_right() -> None:
    """Every relay is where the paper wants it after each command, and the status says so."""
    done = subprocess.run([DEMO, "--once"], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    states = [(name, state == "on", mark) for name, state, mark in STATE.findall(done.stdout)]
    wanted = [
        (NAMES[name], on, "right") for command in COMMANDS for name, on in command.wanted.items()
    ]
    assert states == wanted, said
    assert "9 of 9 states are right." in said
    assert all(f'"{command.text}"' in said for command in COMMANDS)
    assert done.returncode == 0, said


@pytest.mark.usefixtures("socket_enabled")
def test_it_stays_up_for_a_browser_until_ctrl_c(demo: subprocess.Popen[str]) -> None:
    """The address answers, the printed password opens it, and Ctrl-C is a good end."""
    found = ADDRESS.search(read_until(demo, "password:"))
    assert found
    url, user, password = found.groups()
    with httpx.Client(base_url=url, trust_env=False) as browser:
        assert "<title>Home Assistant</title>" in browser.get("/").text
        start = {"client_id": f"{url}/", "handler": ["homeassistant", None], "redirect_uri": url}
        flow = browser.post("/auth/login_flow", json=start).json()
        login = {"client_id": f"{url}/", "username": user, "password": password}
        answer = browser.post(f"/auth/login_flow/{flow['flow_id']}", json=login).json()
    assert answer["type"] == "create_entry"
    os.killpg(demo.pid, signal.SIGINT)
    said, _ = demo.communicate()
    assert demo.returncode == 0, said


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_can_be_ended_while_it_starts(
    demo: subprocess.Popen[str], ending: signal.Signals
) -> None:
    """It says that it was interrupted, and nothing else."""
    read_until(demo, "Setting up Home Assistant")
    os.killpg(demo.pid, ending)
    said, _ = demo.communicate()
    assert demo.returncode == INTERRUPTED
    assert "The demo was interrupted." in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("marker", "socket_enabled")
def test_a_taken_port_is_one_sentence() -> None:
    """It says which port and what to do."""
    with socket.create_server(("127.0.0.1", PORTS["fan"])):
        done = subprocess.run([DEMO, "--once"], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert f"The demo cannot go on: Port {PORTS['fan']} of the virtual fan board is taken" in said
    assert "Traceback" not in said
    assert done.returncode == 1
