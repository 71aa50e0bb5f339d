"""Ollama for development and tests: the one that is there, else one built from source."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
import hashlib
import ipaddress
import json
import os
from pathlib import Path
import platform
import re
import shutil
import socket
import subprocess
import tempfile
from typing import override
from urllib.parse import urlsplit

import httpx
from mirakuru import HTTPExecutor
from mirakuru.exceptions import AlreadyRunning, ExecutorError
import psutil

from dev import bootstrap
from dev.bootstrap import CommandError, SetupError, last_line, megabytes, run, say, watched
from dev.supervised import Supervised

MODULE = "github.com/ollama/ollama"
VERSION = "0.11.4"  # the newest that needs only Go and a C++ compiler
CHECKSUM = "h1:6xLYLEPTKtw6N20qQecyEL/rrBktPO4o5U05cnvkSmI="  # Go's sha256 over the module
GO_VERSION = (1, 24)
CPU_INFO = Path("/proc/cpuinfo")
PORTS = {"": 11434, "http": 80, "https": 443}
ANSWER_TIMEOUT = 5  # seconds
START_TIMEOUT = 30  # seconds, also for stopping
KILL_TIMEOUT = 5  # seconds


def server_url(host: str) -> str:
    """Return the URL for a value of OLLAMA_HOST, read in the way Ollama reads it.

    An address that means "every interface" becomes the loopback address.
    """
    scheme, _, rest = host.strip(" \"'").rpartition("://")
    try:
        parts = urlsplit(f"{scheme or 'http'}://{rest}")
        name, port = parts.hostname or "127.0.0.1", parts.port or PORTS[scheme.lower()]
    except (KeyError, ValueError) as err:
        raise SetupError(
            f"OLLAMA_HOST is {host!r}: please set it to an address such as 127.0.0.1:11434."
        ) from err
    with suppress(ValueError):
        address = ipaddress.ip_address(name)
        if address.is_unspecified:
            name = "127.0.0.1"
        elif isinstance(address, ipaddress.IPv6Address):
            name = f"[{name}]"
    return f"{parts.scheme}://{name}:{port}{parts.path.rstrip('/')}"


def running_server() -> str | None:
    """Return the URL of the Ollama that answers at OLLAMA_HOST, if that is set."""
    host = os.environ.get("OLLAMA_HOST", "").strip()
    if not host:
        return None
    url = server_url(host)
    try:
        answer = httpx.get(f"{url}/api/version", timeout=ANSWER_TIMEOUT, trust_env=False)
        answer.raise_for_status()
    except httpx.HTTPError:
        say(f"No Ollama answers at OLLAMA_HOST ({url}).")
        return None
    return url


def ensure_binary() -> Path:
    """Return the `ollama` on PATH, else one built from source for this machine's processor."""
    if found := shutil.which("ollama"):
        return Path(found)
    name = f"ollama-{VERSION}-{processor()}"
    return bootstrap.entry(name, f"Building Ollama {VERSION} (some minutes)", build) / "ollama"


def processor() -> str:
    """Return a digest of what this processor can do: the binary runs only on its like."""
    flags: set[str] = set()
    with suppress(OSError):
        for line in CPU_INFO.read_text(encoding="utf-8").splitlines():
            if line.startswith(("flags", "Features")):
                flags.update(line.split())
    what = " ".join([platform.machine(), *sorted(flags)])
    return hashlib.sha256(what.encode()).hexdigest()[:12]


def build(folder: Path) -> None:
    """Build Ollama into a folder.

    The checksum pins the module, and the module's own go.sum pins all it depends on.
    """
    find_compilers()
    go = find_go()
    work = folder / "work"
    work.mkdir()
    modules = work / "modules"
    # What is for matrix units (AMX) is not among the files that Go builds, only what calls it.
    optimised = "-O3 -march=native -U__AMX_INT8__"
    environment = {
        **os.environ,
        "CGO_ENABLED": "1",
        "CGO_CFLAGS": optimised,
        "CGO_CXXFLAGS": optimised,
        "GOCACHE": str(work / "objects"),
        "GOFLAGS": "-modcacherw -buildvcs=false",
        "GOMODCACHE": str(modules),
        "GOTMPDIR": str(work),
        "GOTOOLCHAIN": "local",
        "GOWORK": "off",
    }
    source = download(go, work, environment)
    try:
        packages = watched(
            "Getting what Ollama is made of",
            *(go, "list", "-deps", "."),
            far=lambda _: f"{megabytes(modules)} so far",
            cwd=source,
            env=environment,
        )
        known = set(packages.splitlines())
        watched(
            f"Building Ollama {VERSION}",
            *(go, "build", "-v", "-o", folder / "ollama"),
            *("-ldflags", f"-s -w -X={MODULE}/version.Version={VERSION}", "."),
            far=lambda written: (
                f"{len(known.intersection(written.splitlines()))} of {len(known)} packages"
            ),
            cwd=source,
            env=environment,
        )
    except CommandError as err:
        raise SetupError(
            f"{err}; please mend that and try again, or install Ollama yourself."
        ) from err
    shutil.rmtree(work)


def download(go: str, work: Path, environment: dict[str, str]) -> Path:
    """Return the folder of Ollama's source, downloaded and checked."""
    try:
        answer = watched(
            f"Downloading Ollama {VERSION}",
            *(go, "mod", "download", "-json", f"{MODULE}@v{VERSION}"),
            far=lambda _: f"{megabytes(work)} so far",
            cwd=work,
            env=environment,
        )
    except CommandError as err:
        raise SetupError(
            f"Ollama {VERSION} could not be downloaded ({err.last}): "
            "please check the network and try again, or install Ollama yourself."
        ) from err
    module = json.loads(answer)
    if module["Sum"] != CHECKSUM:
        raise SetupError(
            f"Ollama {VERSION} was refused, since the download does not match its sha256: "
            "please try again, and check the Go module proxy if it stays so."
        )
    return Path(module["Dir"])


def find_compilers() -> None:
    """Raise SetupError if there is no C or no C++ compiler."""
    commands = (os.environ.get("CC") or "gcc", os.environ.get("CXX") or "g++")
    programs = [command.split()[0] for command in commands]
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        raise SetupError(
            f"Ollama is built with {' and '.join(missing)}, which cannot be found: "
            "please install a C and C++ compiler, or Ollama itself, and try again."
        )


def find_go() -> str:
    """Return the Go on PATH if it is new enough, else the pinned one."""
    go = shutil.which("go")
    if go:
        with suppress(SetupError):
            found = re.match(r"go(\d+)\.(\d+)", run(go, "env", "GOVERSION"))
            if found and (int(found[1]), int(found[2])) >= GO_VERSION:
                return go
    return str(bootstrap.pinned("go", "Getting Go (75 MB, 230 MB unpacked)") / "go/bin/go")


def free_port(preferred: int = 0) -> int:
    """Return a loopback port that is free at this moment: the preferred one, else any."""
    try:
        probe = socket.create_server(("127.0.0.1", preferred))
    except OSError:
        if not preferred:
            raise
        return free_port()
    with probe:
        port: int = probe.getsockname()[1]
    return port


class OllamaServer(Supervised):
    """One `ollama serve` on a loopback port, with the processes that run its models.

    It can be started again after it was stopped: the port stays the same.
    """

    def __init__(
        self,
        *,
        port: int | None = None,
        models: Path | None = None,
        log: Path | None = None,
        verbose: bool = False,
    ) -> None:
        """Choose a port (a free one by default), the folder of the models and a log file.

        The log is what developers of Ollama read if it is `verbose`.
        """
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._models = models or bootstrap.CACHE / "ollama-models"
        self._log = log
        self._verbose = verbose

    @override
    def _launch(self) -> HTTPExecutor:
        """Return the running server when it answers. Raises SetupError if it does not."""
        binary = ensure_binary()
        self._models.mkdir(parents=True, exist_ok=True)
        # The server inherits the log: it stays open there when it is closed here.
        with self._log.open("a+") if self._log else tempfile.TemporaryFile("w+") as output:
            executor = HTTPExecutor(
                [str(binary), "serve"],
                f"{self.url}/api/version",
                method="GET",
                timeout=START_TIMEOUT,
                sleep=0.05,
                envvars=self._environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                return executor.start()
            except AlreadyRunning as err:
                raise SetupError(
                    f"Port {self.port} is in use: please stop what uses it, or choose another."
                ) from err
            except (ExecutorError, OSError) as err:
                output.seek(0)
                reason = last_line(output.read())
                raise SetupError(f"Ollama ({binary}) did not start: {reason}") from err

    @override
    def stop(self) -> None:
        """Stop the server and every process it started."""
        family: list[psutil.Process] = []
        if self._executor is not None:
            with suppress(psutil.NoSuchProcess):
                family = psutil.Process(self.pid).children(recursive=True)
        super().stop()
        _, left = psutil.wait_procs(family, KILL_TIMEOUT)
        for process in left:
            process.kill()

    def _environment(self) -> dict[str, str]:
        """Return the server's own settings; the person's own and proxies are emptied."""
        foreign = [
            name
            for name in os.environ
            if name.startswith("OLLAMA_") or name.lower().endswith("_proxy")
        ]
        return {
            **dict.fromkeys(foreign, ""),
            "OLLAMA_HOST": f"127.0.0.1:{self.port}",
            "OLLAMA_MODELS": str(self._models),
            "OLLAMA_KEEP_ALIVE": "-1",
            "OLLAMA_DEBUG": "1" if self._verbose else "",
            "OLLAMA_NUM_PARALLEL": "1",
            # Without it a server that starts removes what another one is just creating.
            "OLLAMA_NOPRUNE": "1",
        }


@contextmanager
def ollama_server(
    *, port: int | None = None, models: Path | None = None, log: Path | None = None
) -> Iterator[str]:
    """Give the URL of the server at OLLAMA_HOST, else of one that runs for this long."""
    if url := running_server():
        yield url
        return
    with OllamaServer(port=port, models=models, log=log) as server:
        yield server.url
