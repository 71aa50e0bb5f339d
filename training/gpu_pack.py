"""Packs what `gpu_job.sh` needs on a machine that has a GPU and torch, but no network.

The base model, a Python 3.14 with numpy for the generator, and the GGUF package for the trainer.
Written in parts, `.gpu/1/payload` and so on, as the whole may be too large for one journey. Run
in the main environment, with the training environment's Python as argument.
"""

from pathlib import Path
import sys
import sysconfig
import tarfile
import tempfile

from dev.bootstrap import ROOT, run, say
from dev.models import pinned_weights

LEFT_OUT = {
    "__pycache__",
    "ensurepip",
    "f2py",
    "idlelib",
    "pydoc_data",
    "test",
    "tests",
    "unittest",
    "config-3.14-x86_64-linux-gnu",
}
LIBRARIES = (
    "ld-linux-x86-64.so.2",
    *("libbz2.so.1.0", "libc.so.6", "libdl.so.2", "libexpat.so.1", "libffi.so.8"),
    *("libgcc_s.so.1", "liblzma.so.5", "libm.so.6", "libpthread.so.0", "librt.so.1"),
    *("libstdc++.so.6", "libutil.so.1", "libz.so.1", "libzstd.so.1"),
)
"""What Python and numpy are linked with: brought along, so that they run on any system."""
TRIPLET = "lib/x86_64-linux-gnu"
GZIP_LEVEL = 5
MOST = 40 * 2**20
"""Bytes of a part."""


def main() -> int:
    """Pack."""
    trainer = sys.argv[1]
    site = run(trainer, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    prefix, packages = Path(sys.base_prefix), Path(sysconfig.get_path("purelib"))
    commit = run("git", "-C", ROOT, "rev-parse", "HEAD").strip()
    with tempfile.TemporaryDirectory() as work:
        whole = Path(work) / "payload.tar.gz"
        (Path(work) / "commit").write_text(commit, encoding="utf-8")
        with tarfile.open(whole, "w:gz", compresslevel=GZIP_LEVEL) as tar:
            tar.add(Path(work) / "commit", "commit")
            tar.add(pinned_weights(), "base.gguf")
            tar.add(Path(site) / "gguf", "trainer/gguf", filter=_wanted)
            for name in ("numpy", "numpy.libs"):
                tar.add(packages / name, f"generator/{name}", filter=_wanted)
            tar.add(prefix / "lib/python3.14", "python/lib/python3.14", filter=_wanted)
            tar.add(prefix / "bin/python3.14", "python/bin/python3.14")
            for name in LIBRARIES:
                found = prefix / TRIPLET / name
                source = found if found.exists() else Path("/usr") / TRIPLET / name
                tar.add(source.resolve(), f"python/{TRIPLET}/{name}")
        _divide(whole)
    return 0


def _wanted(item: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Leave out what only tests, documentation and compilers use."""
    path = Path(item.name)
    return None if path.name in LEFT_OUT or path.suffix in {".a", ".h", ".pyi"} else item


def _divide(whole: Path) -> None:
    data = whole.read_bytes()
    for number, start in enumerate(range(0, len(data), MOST), 1):
        part = data[start : start + MOST]
        target = ROOT / ".gpu" / str(number) / "payload"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(part)
        say(f"{target.relative_to(ROOT)}: {len(part) / 2**20:.1f} MiB")


if __name__ == "__main__":
    sys.exit(main())
