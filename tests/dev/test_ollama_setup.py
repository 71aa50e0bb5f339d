"""Getting Ollama: what is there is used, the rest is built, and never by halves."""

import json
import os
from pathlib import Path
import platform
import shutil
import socket
import subprocess
import sys

import httpx
import psutil
import pytest

from dev import bootstrap, ollama
from dev.bootstrap import SetupError
from dev.ollama import (
    OllamaServer,
    ensure_binary,
    find_go,
    free_port,
    ollama_server,
    processor,
    running_server,
    server_url,
)

from .conftest import Tool

# Stands for Go: "builds" by writing what it is told to the file after `-o`.
GO = """case "$1" in
    env) echo go1.24.1 ;;
    mod) echo '{module}' ;;
    list) echo one; echo two ;;
    build) echo one >&2; {build} ;;
esac"""
COMPILER = shutil.which("g++") or "g++"  # the real one: tests put others on the path
GOOD = 'echo whole > "$4"'


def put_build_tools(
    tool: Tool, source: Path, *, build: str = GOOD, checksum: str = ollama.CHECKSUM
) -> None:
    """Put compilers and a Go on PATH."""
    tool("gcc", "")
    tool("g++", "")
    module = json.dumps({"Sum": checksum, "Dir": str(source)})
    tool("go", GO.format(module=module, build=build))


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("ollama.lan", "http://ollama.lan:11434"),
        ("10.0.0.2:8080", "http://10.0.0.2:8080"),
        (":8080", "http://127.0.0.1:8080"),
        ("http://10.0.0.2", "http://10.0.0.2:80"),
        ("http://10.0.0.2:11434/", "http://10.0.0.2:11434"),
        ("https://ollama.lan/api-of-mine/", "https://ollama.lan:443/api-of-mine"),
        ("0.0.0.0", "http://127.0.0.1:11434"),  # noqa: S104 - nothing is bound here
        ("[::1]:8080", "http://[::1]:8080"),
        (' "10.0.0.2" ', "http://10.0.0.2:11434"),
    ],
)
def test_every_form_of_ollama_host_is_read(host: str, url: str) -> None:
    """Ollama's own ways of writing the address mean the same here."""
    assert server_url(host) == url


@pytest.mark.parametrize("host", ["10.0.0.2:many", "ftp://10.0.0.2", "10.0.0.2:99999"])
def test_a_wrong_ollama_host_is_named(host: str) -> None:
    """The sentence shows the value and a right one."""
    with pytest.raises(SetupError, match=f"OLLAMA_HOST is '{host}': please set it"):
        server_url(host)


@pytest.mark.usefixtures("socket_enabled")
def test_no_server_runs_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither an unset variable nor a silent port is a server."""
    monkeypatch.delenv("OLLAMA_HOST", raising=False)
    assert running_server() is None
    monkeypatch.setenv("OLLAMA_HOST", f"127.0.0.1:{free_port()}")
    assert running_server() is None


def test_an_ollama_on_the_path_is_used(cache: Path, tool: Tool) -> None:
    """Nothing is downloaded where there is one."""
    tool("ollama", "")
    assert ensure_binary().name == "ollama"
    assert not cache.exists()


def test_a_processor_with_matrix_units_is_built_for(
    cache: Path,  # noqa: ARG001  # a fixture for its effect
    tool: Tool,
    tmp_path: Path,
) -> None:
    """Go leaves out the files for them, so that nothing may call what is in those."""
    put_build_tools(tool, tmp_path, build='echo "$CGO_CXXFLAGS" > "$4"')
    assert "-U__AMX_INT8__" in ensure_binary().read_text(encoding="utf-8").split()


def test_a_build_is_made_once(cache: Path, tool: Tool, tmp_path: Path) -> None:
    """The second time the finished binary is taken, and the work files are gone."""
    put_build_tools(tool, tmp_path)
    binary = ensure_binary()
    assert binary.read_text(encoding="utf-8") == "whole\n"
    assert binary.parent.parent == cache
    assert {path.name for path in binary.parent.iterdir()} == {"ollama", ".complete"}

    put_build_tools(tool, tmp_path, build="exit 1")
    assert ensure_binary() == binary


def test_a_build_that_was_killed_is_made_again(cache: Path, tool: Tool, tmp_path: Path) -> None:
    """Half a binary, left by a set-up that died, is not taken for a finished one."""
    put_build_tools(tool, tmp_path, build='echo half > "$4"; kill -KILL $PPID')
    command = "from dev.ollama import ensure_binary; ensure_binary()"
    killed = subprocess.run([sys.executable, "-c", command], cwd=bootstrap.ROOT, check=False)
    assert killed.returncode == -9
    assert [path.read_text(encoding="utf-8") for path in cache.glob("*/ollama")] == ["half\n"]

    put_build_tools(tool, tmp_path)
    assert ensure_binary().read_text(encoding="utf-8") == "whole\n"


@pytest.mark.usefixtures("cache")
def test_a_failed_build_says_why(tool: Tool, tmp_path: Path) -> None:
    """The compiler's last line is in the sentence, with what to do."""
    put_build_tools(tool, tmp_path, build="echo no space left on device >&2; exit 1")
    with pytest.raises(SetupError, match=r"failed: no space left on device; please mend that"):
        ensure_binary()


@pytest.mark.usefixtures("cache")
@pytest.mark.skipif(platform.machine() != "x86_64", reason="only x86 has these units")
def test_matrix_units_are_not_built_for(tool: Tool, tmp_path: Path) -> None:
    """The calls of what Go does not build are left out, or a processor with AMX cannot link."""
    put_build_tools(tool, tmp_path, build='echo "$CGO_CXXFLAGS" > "$4"')
    flags = ensure_binary().read_text(encoding="utf-8").split()
    command = [COMPILER, *flags, "-march=sapphirerapids", "-dM", "-E", "-x", "c++", os.devnull]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "__AVX512F__" in done.stdout
    assert "__AMX_INT8__" not in done.stdout


@pytest.mark.usefixtures("cache")
def test_source_with_a_wrong_checksum_is_refused(tool: Tool, tmp_path: Path) -> None:
    """Nothing is built from a source that is not the pinned one."""
    put_build_tools(tool, tmp_path, checksum="h1:other", build="exit 1")
    with pytest.raises(SetupError, match=r"refused, since the download does not match its sha256"):
        ensure_binary()


@pytest.mark.usefixtures("cache")
def test_a_missing_compiler_is_named(tool: Tool) -> None:
    """The sentence says what is missing and what to install."""
    tool("gcc", "")
    with pytest.raises(SetupError, match=r"built with g\+\+, which cannot be found: please"):
        ensure_binary()


@pytest.mark.parametrize("script", ["echo go1.23.9", "echo devel", "exit 1"])
def test_a_go_that_does_not_do_is_replaced(
    script: str, tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old or broken Go makes way for the pinned one."""
    monkeypatch.setattr(bootstrap, "pinned", lambda name, _: tmp_path / name)
    tool("go", script)
    assert find_go() == str(tmp_path / "go" / "go/bin/go")


def test_a_new_go_is_used(tool: Tool, tmp_path: Path) -> None:
    """Nothing is downloaded where Go is new enough."""
    tool("go", "echo go1.30.0")
    assert find_go() == str(tmp_path / "bin" / "go")


def test_a_binary_belongs_to_one_kind_of_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name changes with what the processor can do, and with nothing else."""
    monkeypatch.setattr(ollama, "CPU_INFO", tmp_path / "cpuinfo")
    digests = []
    for text in ("cpu MHz: 1\nflags: avx fma", "cpu MHz: 2\nflags: fma avx", "flags: avx"):
        ollama.CPU_INFO.write_text(text, encoding="utf-8")
        digests.append(processor())
    assert digests[0] == digests[1] != digests[2]


def test_a_long_command_shows_how_it_gets_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is done, how long it has taken and how far it is are shown while it runs."""
    monkeypatch.setattr(bootstrap, "REPORT_EVERY", 0.01)
    command = "import sys, time; print('one', file=sys.stderr, flush=True); time.sleep(0.5)"
    bootstrap.watched("Work", sys.executable, "-c", command, far=lambda text: f"at {text.strip()}")
    assert "Work: 0 s, at one\n" in capsys.readouterr().err


def test_no_process_is_left_when_a_server_stops(server: OllamaServer) -> None:
    """A frozen server stops too, and starts again at the same address."""
    assert httpx.get(f"{server.url}/api/version").json()["version"]
    pid = server.pid
    server.freeze()
    with pytest.raises(httpx.TimeoutException):
        httpx.get(f"{server.url}/api/version", timeout=0.2)
    server.thaw()
    assert httpx.get(f"{server.url}/api/version").is_success

    server.freeze()
    server.stop()
    assert not psutil.pid_exists(pid)
    server.start()
    assert httpx.get(f"{server.url}/api/version").is_success


def test_a_server_that_answers_is_used(
    server: OllamaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is neither started twice nor stopped by us."""
    monkeypatch.setenv("OLLAMA_HOST", server.url.removeprefix("http://"))
    with ollama_server() as url:
        assert url == server.url
    assert running_server() == server.url


@pytest.mark.usefixtures("socket_enabled")
def test_a_server_of_our_own_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none answers one runs for as long as it is needed."""
    monkeypatch.delenv("OLLAMA_HOST", raising=False)
    log = tmp_path / "ollama.log"
    with ollama_server(models=tmp_path / "models", log=log) as url:
        assert httpx.get(f"{url}/api/version").is_success
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/api/version")
    assert "Listening on" in log.read_text(encoding="utf-8")


def test_a_port_in_use_is_named(server: OllamaServer) -> None:
    """The sentence says which port it is."""
    with pytest.raises(SetupError, match=f"Port {server.port} is in use"):
        OllamaServer(port=server.port).start()


@pytest.mark.usefixtures("socket_enabled")
def test_a_server_that_does_not_start_says_why(cache: Path, tool: Tool) -> None:
    """The last line of its log is in the sentence."""
    tool("ollama", "echo begin; echo Error: no room >&2; exit 1")
    with pytest.raises(SetupError, match=r"did not start: Error: no room"):
        OllamaServer(models=cache).start()


@pytest.mark.usefixtures("socket_enabled")
def test_a_preferred_port_is_taken_while_it_is_free() -> None:
    """Where another program has it, any other port does."""
    port = free_port()
    assert free_port(port) == port
    with socket.create_server(("127.0.0.1", port)):
        assert free_port(port) != port
