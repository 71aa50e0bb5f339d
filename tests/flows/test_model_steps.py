"""The choice of the models, and the download of those that are missing."""

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.data_entry_flow import (
    EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE,
    FlowResultType,
)
import pytest

from custom_components.llm_iot.flows import model_steps
from custom_components.llm_iot.flows.model_steps import find_model, first_choice
from custom_components.llm_iot.model import client
from custom_components.llm_iot.model.types import ModelInfo
from tests.fake_ollama import CHAT_MODEL, EMBEDDING_MODEL, FakeModel, FakeOllama, Fault

from .driver import options, reach_models, send, suggestions, wait_for_pull

pytestmark = pytest.mark.usefixtures("mock_setup_entry")

LARGE = FakeModel("gemma3:4b", 3_300_000_000, ("completion", "vision"))
NO_EMBEDDING = {"embedding_model": "none"}


def chosen(result: object) -> dict[str, object]:
    """Return the models of the agent that a flow has created."""
    assert isinstance(result, dict)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    (agent,) = result["result"].subentries.values()
    return {key: value for key, value in agent.data.items() if key.endswith("_model")}


async def test_models_are_offered_for_what_they_can_do(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """Each field lists the models that fit, with their size.

    The model made for homes is offered first and suggested, though it is not there yet; of
    those that embed, the smallest is suggested.
    """
    fake_ollama.add(LARGE)
    shown = await reach_models(home_assistant, fake_ollama)
    offered = ["llm_iot:home", "gemma3:4b (3.3 GB)", "smollm2:135m (98 MB)"]
    assert options(shown, "chat_model") == offered
    assert options(shown, "embedding_model") == ["all-minilm:latest (46 MB)", "none"]
    assert suggestions(shown) == {
        "chat_model": "llm_iot:home",
        "embedding_model": "all-minilm:latest",
    }


async def test_the_model_made_for_homes_is_chosen_again_where_it_is(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """Once it is there it is suggested by its own name, though others are smaller."""
    fake_ollama.add(FakeModel("llm_iot:home", 110_000_000, ("completion",)))
    shown = await reach_models(home_assistant, fake_ollama)
    offered = {"smollm2:135m (98 MB)", "llm_iot:home (110 MB)"}
    assert set(options(shown, "chat_model")) == offered
    assert suggestions(shown)["chat_model"] == "llm_iot:home"


async def test_an_empty_server_is_filled(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """With nothing installed, typed names are downloaded, and their progress is shown."""
    fake_ollama.models.clear()
    fake_ollama.library = {model.name: model for model in (CHAT_MODEL, EMBEDDING_MODEL)}
    percents: list[int] = []

    @callback
    def note(event: Event) -> None:
        percents.append(round(event.data["progress"] * 100))

    home_assistant.bus.async_listen(EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE, note)
    shown = await reach_models(home_assistant, fake_ollama)
    assert suggestions(shown) == NO_EMBEDDING | {"chat_model": "llm_iot:home"}
    fake_ollama.faults["/api/pull"] = Fault.HANG
    shown = await send(
        home_assistant,
        shown,
        {"chat_model": f" {CHAT_MODEL.name} ", "embedding_model": "all-minilm"},
    )
    assert shown["type"] is FlowResultType.SHOW_PROGRESS
    assert shown["description_placeholders"] == {"models": "smollm2:135m, all-minilm"}
    shown = await send(home_assistant, shown, None)
    assert shown["type"] is FlowResultType.SHOW_PROGRESS

    fake_ollama.faults.clear()
    fake_ollama.release()
    result = await wait_for_pull(home_assistant, shown)
    assert chosen(result) == {
        "chat_model": CHAT_MODEL.name,
        "embedding_model": EMBEDDING_MODEL.name,
    }
    assert percents == [0, 12, 25, 38, 50, 62, 75, 88, 100]


@pytest.mark.parametrize(
    ("fault", "error", "said"),
    [
        (None, "pull_failed", "pull model manifest: file does not exist"),
        (Fault.SERVER_ERROR, "pull_failed", "something broke"),
        (Fault.ERROR_LINE, "pull_failed", "something broke"),
        (Fault.HALF_LINE, "pull_failed", "JSONDecodeError"),
        (Fault.GARBAGE, "pull_failed", "JSONDecodeError"),
        (Fault.REFUSE, "cannot_connect", "-"),
        (Fault.UNAUTHORIZED, "invalid_auth", "-"),
    ],
)
async def test_a_failed_download_leads_back_to_the_form(
    home_assistant: HomeAssistant,
    fake_ollama: FakeOllama,
    fault: Fault | None,
    error: str,
    said: str,
) -> None:
    """The form says at the field what the server said; another choice ends in an entry."""
    if fault:
        fake_ollama.faults["/api/pull"] = fault
    typed = NO_EMBEDDING | {"chat_model": "nobody/knows"}
    shown = await reach_models(home_assistant, fake_ollama)
    shown = await send(home_assistant, shown, typed)
    shown = await wait_for_pull(home_assistant, shown)
    assert shown["step_id"] == "models"
    assert shown["errors"] == {"chat_model": error}
    assert shown["description_placeholders"]["error"] == said
    assert suggestions(shown) == typed

    result = await send(home_assistant, shown, NO_EMBEDDING | {"chat_model": CHAT_MODEL.name})
    assert chosen(result) == {"chat_model": CHAT_MODEL.name}


async def test_a_chat_model_cannot_be_done_without(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """The choice of no model is one of the embeddings; elsewhere it is a name like any."""
    shown = await reach_models(home_assistant, fake_ollama)
    shown = await send(home_assistant, shown, NO_EMBEDDING | {"chat_model": "none"})
    shown = await wait_for_pull(home_assistant, shown)
    assert shown["errors"] == {"chat_model": "pull_failed"}


async def test_a_failed_download_can_be_tried_again(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """The same name is downloaded anew when the form is sent again."""
    fake_ollama.library[LARGE.name] = LARGE
    fake_ollama.faults["/api/pull"] = Fault.ERROR_LINE
    typed = NO_EMBEDDING | {"chat_model": LARGE.name}
    shown = await send(home_assistant, await reach_models(home_assistant, fake_ollama), typed)
    shown = await wait_for_pull(home_assistant, shown)

    fake_ollama.faults.clear()
    shown = await send(home_assistant, shown, typed)
    assert chosen(await wait_for_pull(home_assistant, shown)) == {"chat_model": LARGE.name}


async def test_a_download_that_is_not_listed_is_no_success(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """A server that says success but does not list the model is not believed."""
    fake_ollama.library["alias:latest"] = LARGE
    shown = await reach_models(home_assistant, fake_ollama)
    shown = await send(home_assistant, shown, NO_EMBEDDING | {"chat_model": "alias"})
    shown = await wait_for_pull(home_assistant, shown)
    assert shown["errors"] == {"chat_model": "model_missing"}


async def test_a_server_that_is_lost_after_the_download_is_named(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """A failure to list the models is no failure of the download."""
    fake_ollama.library[LARGE.name] = LARGE
    shown = await reach_models(home_assistant, fake_ollama)
    fake_ollama.faults["/api/tags"] = Fault.SERVER_ERROR
    shown = await send(home_assistant, shown, NO_EMBEDDING | {"chat_model": LARGE.name})
    shown = await wait_for_pull(home_assistant, shown)
    assert shown["errors"] == {"base": "server_error"}


async def test_a_download_that_stalls_is_given_up(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that says nothing more does not hold the dialog for ever."""
    monkeypatch.setattr(client, "PULL_STALL_TIMEOUT", 0.05)
    fake_ollama.faults["/api/pull"] = Fault.HANG
    shown = await reach_models(home_assistant, fake_ollama)
    shown = await send(home_assistant, shown, NO_EMBEDDING | {"chat_model": LARGE.name})
    shown = await wait_for_pull(home_assistant, shown)
    assert shown["errors"] == {"chat_model": "timeout"}


async def test_a_closed_dialog_ends_the_download(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """Nothing goes on behind the back of a person who has left."""
    fake_ollama.library[LARGE.name] = LARGE
    fake_ollama.faults["/api/pull"] = Fault.HANG
    shown = await reach_models(home_assistant, fake_ollama)
    shown = await send(home_assistant, shown, NO_EMBEDDING | {"chat_model": LARGE.name})
    home_assistant.config_entries.flow.async_abort(shown["flow_id"])
    await home_assistant.async_block_till_done(wait_background_tasks=True)
    assert not home_assistant.config_entries.flow.async_progress()
    assert LARGE.name not in fake_ollama.models


@pytest.mark.parametrize(
    ("choice", "errors"),
    [
        (
            {"chat_model": EMBEDDING_MODEL.name, "embedding_model": "none"},
            {"chat_model": "not_a_chat_model"},
        ),
        (
            {"chat_model": CHAT_MODEL.name, "embedding_model": CHAT_MODEL.name},
            {"embedding_model": "not_an_embedding_model"},
        ),
        (
            {"chat_model": EMBEDDING_MODEL.name, "embedding_model": CHAT_MODEL.name},
            {"chat_model": "not_a_chat_model", "embedding_model": "not_an_embedding_model"},
        ),
    ],
)
async def test_a_model_must_fit_its_role(
    home_assistant: HomeAssistant,
    fake_ollama: FakeOllama,
    choice: dict[str, str],
    errors: dict[str, str],
) -> None:
    """Each role refuses a model that cannot do it; a right choice ends in an entry."""
    shown = await reach_models(home_assistant, fake_ollama)
    shown = await send(home_assistant, shown, choice)
    assert shown["errors"] == errors
    result = await send(home_assistant, shown, NO_EMBEDDING | {"chat_model": CHAT_MODEL.name})
    assert chosen(result) == {"chat_model": CHAT_MODEL.name}


async def test_a_downloaded_model_must_fit_its_role_too(
    home_assistant: HomeAssistant, fake_ollama: FakeOllama
) -> None:
    """What a model can do is known only after its download."""
    eyes = FakeModel("eyes:latest", capabilities=("vision",))
    fake_ollama.library[eyes.name] = eyes
    shown = await reach_models(home_assistant, fake_ollama)
    shown = await send(home_assistant, shown, NO_EMBEDDING | {"chat_model": "eyes"})
    shown = await wait_for_pull(home_assistant, shown)
    assert shown["errors"] == {"chat_model": "not_a_chat_model"}


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("all-minilm", "all-minilm:latest"),
        (" smollm2:135m ", "smollm2:135m"),
        ("hf.co/Someone/Model-GGUF:q4_k_m", "hf.co/someone/model-GGUF:Q4_K_M"),
        ("box:5000/mine", "box:5000/mine:latest"),
    ],
)
def test_a_typed_name_means_the_model_the_server_lists(typed: str, listed: str) -> None:
    """The tag `latest`, the case of letters and spaces around a name do not matter."""
    models = [ModelInfo("other:latest", 1), ModelInfo(listed, 1)]
    assert find_model(models, typed) is models[1]


def test_without_the_adapter_the_smallest_model_that_chats_is_suggested(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A component may come without it."""
    monkeypatch.setattr(model_steps, "OFFERED", False)
    chats = frozenset({"completion"})
    models = [ModelInfo("large", 9, chats), ModelInfo("small", 5, chats), ModelInfo("other", 1)]
    assert first_choice(models) == {"chat_model": "small", "embedding_model": "none"}


def test_another_tag_is_another_model() -> None:
    """A name with a tag means that tag alone."""
    assert find_model([ModelInfo("smollm2:135m", 1)], "smollm2:360m") is None
