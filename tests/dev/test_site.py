"""The place of a house: what counts as finished, whose it is, and how long it is kept."""

from pathlib import Path
import shutil
import stat
import subprocess
import sys

import pytest

from dev import bootstrap, site
from dev.boards import PORTS
from dev.installation import Installation
from dev.site import Site, fingerprint, kept_site, sources

INSTALLATION = Installation("secret", {"light": "light.study"}, "conversation.agent")
MODELS = {"chat": "1", "embedding": "2"}


@pytest.fixture
def place(tmp_path: Path) -> Site:
    """Return a site with nothing on it."""
    cleared = Site(tmp_path / "house")
    cleared.clear()
    return cleared


@pytest.fixture
def programs(tmp_path: Path) -> dict[str, Path]:
    """Return where the boards' programs are."""
    return {name: tmp_path / "boards-1" / name for name in PORTS}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout with the sources of a house and nothing else."""
    for source in sources():
        copy = tmp_path / "checkout" / source.relative_to(bootstrap.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, copy)
    monkeypatch.setattr(site, "ROOT", tmp_path / "checkout")
    return tmp_path / "checkout"


def test_a_finished_house_is_found(place: Site) -> None:
    """What was set up is known again, and its password is for the person alone."""
    assert place.installation() is None
    place.complete(INSTALLATION)
    assert Site(place.folder).installation() == INSTALLATION
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (place.folder, *place.folder.iterdir())]
    assert modes == [0o700, 0o600]


@pytest.mark.parametrize("text", ["", '{"password": "sec', '{"password": "secret"}', "[]"])
def test_a_house_that_was_not_finished_is_none(place: Site, text: str) -> None:
    """An end while the marker is written, or a marker of another kind, finishes nothing."""
    place.complete(INSTALLATION)
    (marker,) = place.folder.iterdir()
    marker.write_text(text, encoding="utf-8")
    assert place.installation() is None


def test_a_cleared_site_is_empty(place: Site) -> None:
    """Nothing of the house is left."""
    place.complete(INSTALLATION)
    (place.folder / "inside").mkdir()
    place.clear()
    assert not list(place.folder.iterdir())


def test_half_a_house_does_not_count(place: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not taken for a finished one after an interruption while it was thrown away."""

    def interrupted(_: Path) -> None:
        raise KeyboardInterrupt

    place.complete(INSTALLATION)
    monkeypatch.setattr(shutil, "rmtree", interrupted)
    with pytest.raises(KeyboardInterrupt):
        place.clear()
    assert place.installation() is None


def test_a_kept_site_belongs_to_one_at_a_time(cache: Path) -> None:
    """A second one gets none, a later one the same."""
    with kept_site("1") as first:
        assert first
        assert first.folder.parent == cache
        with kept_site("1") as second, kept_site("2") as other:
            assert second is None
            assert other
    with kept_site("1") as later:
        assert later
        assert later.folder == first.folder


@pytest.mark.usefixtures("cache")
def test_a_process_that_outlives_its_demo_keeps_others_away() -> None:
    """Nobody sets a house up where another Home Assistant is still running."""
    command = [sys.executable, "-c", "input()"]
    with kept_site("1") as held:
        assert held
        process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=held.held)
    with process:
        with kept_site("1") as second:
            assert second is None
        process.communicate(b"\n")
    with kept_site("1") as later:
        assert later


def test_a_house_is_kept_while_nothing_changes(programs: dict[str, Path], checkout: Path) -> None:
    """What it was not set up with may change."""
    before = fingerprint(programs, MODELS)
    (checkout / "custom_components" / "llm_iot" / "pipeline.py").touch()
    assert fingerprint(programs, dict(reversed(MODELS.items()))) == before


@pytest.mark.parametrize("source", [str(path.relative_to(bootstrap.ROOT)) for path in sources()])
def test_changed_code_wants_a_new_house(
    source: str, programs: dict[str, Path], checkout: Path
) -> None:
    """Home Assistant's version and the code of the set-up decide what a house is like."""
    before = fingerprint(programs, MODELS)
    with (checkout / source).open("a", encoding="utf-8") as file:
        file.write("# changed")
    assert fingerprint(programs, MODELS) != before


def test_other_boards_or_models_want_a_new_house(programs: dict[str, Path]) -> None:
    """A model of the same name may be another one: its vectors do not fit."""
    others = programs | {"fan": programs["fan"].parent.with_name("boards-2") / "fan"}
    found = {
        fingerprint(programs, MODELS),
        fingerprint(others, MODELS),
        fingerprint(programs, MODELS | {"embedding": "3"}),
    }
    assert len(found) == 3
