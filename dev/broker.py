"""Mosquitto for development and tests: the one that is there, else one from Debian packages."""

from collections.abc import Sequence
import os
from pathlib import Path
import platform
import shutil
import subprocess
from tempfile import TemporaryDirectory
from typing import override

from mirakuru import TCPExecutor
from mirakuru.exceptions import ExecutorError

from dev import bootstrap
from dev.bootstrap import CommandError, SetupError, apt_options, last_line, run
from dev.ollama import free_port
from dev.supervised import Supervised

PROGRAM = "mosquitto"
PLACES = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
"""Debian keeps the broker where only root's PATH looks."""
STATUS = Path("/var/lib/dpkg/status")
START_OR_STOP_S = 10.0
OPEN = ("allow_anonymous true",)


def ensure_mosquitto() -> Path:
    """Return the `mosquitto` of this machine, else one unpacked from its Debian packages."""
    if found := shutil.which(PROGRAM, path=PLACES):
        return Path(found)
    if not shutil.which("apt-get") or not STATUS.is_file():
        raise SetupError("Mosquitto is needed: please install it and try again.")
    release = platform.freedesktop_os_release().get("VERSION_CODENAME", "debian")
    folder = bootstrap.entry(
        f"{PROGRAM}-{release}", "Getting Mosquitto from Debian packages", _unpack
    )
    return folder / "usr" / "sbin" / PROGRAM


def set_password(file: Path, user: str, password: str) -> None:
    """Put a user into a password file of Mosquitto, which is made if it is not there."""
    program = ensure_mosquitto()
    beside = program.parent.parent / "bin" / "mosquitto_passwd"
    tool = str(beside) if beside.is_file() else "mosquitto_passwd"
    new = () if file.exists() else ("-c",)
    command = [tool, *new, "-b", str(file), user, password]
    done = subprocess.run(
        command, env=_environment(program), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SetupError(f"mosquitto_passwd failed: {last_line(done.stderr)}")


class Broker(Supervised):
    """One Mosquitto on a loopback port; its retained messages outlive it in its folder.

    It can be started again after it was stopped: port and settings stay the same, and
    `settings` may be changed in between.
    """

    def __init__(
        self, folder: Path, *, settings: Sequence[str] = OPEN, port: int | None = None
    ) -> None:
        """Choose the folder for its files, lines of mosquitto.conf, and a port (a free one)."""
        self.port = port or free_port()
        self.settings = settings
        self.log = folder / "mosquitto.log"
        self._folder = folder

    @override
    def _launch(self) -> TCPExecutor:
        """Return the running broker when it accepts connections. Raises SetupError if not."""
        program = ensure_mosquitto()
        self._folder.mkdir(parents=True, exist_ok=True)
        settings = self._folder / "mosquitto.conf"
        lines = [
            f"listener {self.port} 127.0.0.1",
            "persistence true",
            f"persistence_location {self._folder}/",
            f"user {os.environ.get('USER') or 'root'}",  # root stays itself, to read its files
            "log_type all",
            "connection_messages true",
            *self.settings,
        ]
        settings.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        with self.log.open("a") as output:
            executor = TCPExecutor(
                [str(program), "-c", str(settings)],
                "127.0.0.1",
                self.port,
                timeout=START_OR_STOP_S,
                sleep=0.02,
                envvars=_environment(program),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                return executor.start()
            except (ExecutorError, OSError) as err:
                raise SetupError(f"Mosquitto did not start: the reason is in {self.log}.") from err


def _unpack(prefix: Path) -> None:
    """Unpack Mosquitto, and the libraries that this machine lacks, into a folder of its own.

    apt itself checks the signature and the hashes. It reads what is installed and changes
    nothing of it.
    """
    with TemporaryDirectory(dir=bootstrap.CACHE) as temporary:
        work = Path(temporary)
        options = apt_options(work, {"Dir::State::status": STATUS})
        try:
            run("apt-get", *options, "-qq", "update")
            run("apt-get", *options, "-qq", "-y", "--download-only", "install", PROGRAM)
        except CommandError as err:
            raise SetupError(
                f"Mosquitto could not be downloaded ({err.last}): "
                "please check the network, or install Mosquitto yourself, and try again."
            ) from err
        for package in sorted((work / "archives").glob("*.deb")):
            run("dpkg", "-x", package, prefix)


def _environment(program: Path) -> dict[str, str]:
    """Return the environment for a program of Mosquitto's: an unpacked one has own libraries."""
    prefix = program.parent.parent.parent
    if not prefix.is_relative_to(bootstrap.CACHE):
        return dict(os.environ)
    triplet = f"{platform.machine()}-linux-gnu"
    folders = [prefix / "usr" / "lib" / triplet, prefix / "lib" / triplet]
    return {**os.environ, "LD_LIBRARY_PATH": os.pathsep.join(map(str, folders))}
