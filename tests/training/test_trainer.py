"""The trainer, with real torch and the real base model."""

import hashlib
import json
from pathlib import Path
import subprocess
import sys
from typing import Any

import pytest

from dev.models import pinned_weights
from training.environment import ensure_trainer

ROOT = Path(__file__).parents[2]
BLOCKS, MODULES = 30, 7


@pytest.fixture(scope="module")
def checked() -> dict[str, Any]:
    """Return what torch found."""
    command: list[str | Path] = [
        ensure_trainer(),
        "-m",
        "tests.training.torch_checks",
        pinned_weights(),
        sys.executable,
    ]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_rotated_layers_are_those_of_the_file_bit_by_bit(checked: dict[str, Any]) -> None:
    """Turned into llama.cpp's order, q and k of every block are what the GGUF holds."""
    assert checked["rotation"] == [True] * (2 * BLOCKS)


def test_the_halves_of_a_head_become_neighbours(checked: dict[str, Any]) -> None:
    """Two heads of four rows each: the order of llama.cpp, written out."""
    assert checked["neighbours"] == [0, 2, 1, 3, 4, 6, 5, 7]


def test_a_packed_command_is_answered_as_if_it_stood_alone(checked: dict[str, Any]) -> None:
    """Neither its neighbours, nor padding, nor its place in the row changes a logit."""
    assert checked["packed"] < 1e-3


def test_the_parts_of_a_prompt_are_the_tokens_of_the_whole(checked: dict[str, Any]) -> None:
    """What is tokenised in parts for training is what a server tokenises at once."""
    assert checked["split"] == []


def test_the_adapter_has_two_tensors_for_each_linear_layer(checked: dict[str, Any]) -> None:
    """Of the shapes that llama.cpp multiplies."""
    tensors = checked["exported"]
    assert len(tensors) == 2 * MODULES * BLOCKS
    assert tensors["blk.0.attn_k.weight.lora_a"] == [4, 576]
    assert tensors["blk.0.attn_k.weight.lora_b"] == [192, 4]
    assert tensors["blk.29.ffn_down.weight.lora_a"] == [4, 1536]
    assert tensors["blk.29.ffn_down.weight.lora_b"] == [576, 4]


def test_an_adapter_that_is_written_reads_back_the_same(checked: dict[str, Any]) -> None:
    """Names, order of rows, alpha and every weight."""
    assert checked["read_back"] is True


def test_an_adapter_of_another_base_is_not_written(checked: dict[str, Any]) -> None:
    """Over this one it would do something else than what was learned."""
    assert "another base" in checked["other_base"]


def test_a_draw_is_now_and_then_the_file_itself(checked: dict[str, Any]) -> None:
    """A quarter of the draws; half of all are then rounded more coarsely."""
    share = checked["drawn"]
    assert share["restore"] == pytest.approx(0.25, abs=0.05)
    assert share["draw_another"] == pytest.approx(0.75, abs=0.05)
    assert share["coarsen"] == pytest.approx(0.5, abs=0.05)


def test_other_weights_of_the_base_would_be_rounded_to_those_of_its_file(
    checked: dict[str, Any],
) -> None:
    """Each within half a step of the sixteen values of Q4_1, anywhere there."""
    found = checked["rounded"]
    assert found["values"] == 15
    assert found["between"] < 1e-3
    assert 0.49 < found["most"] <= 0.501
    assert found["mean"] == pytest.approx(0.25, abs=0.01)
    assert found["restored"] == 0


def test_the_base_is_rounded_to_q4_0_as_llama_cpp_does_it(checked: dict[str, Any]) -> None:
    """But for ties, which may turn out either way."""
    assert checked["rounded"]["not_as_llama_cpp"] < 1e-4


def test_a_lower_rank_is_the_nearest_one(checked: dict[str, Any]) -> None:
    """The whole rank loses nothing, the least as much as it must."""
    lost = checked["cut"]
    assert lost["4"] < 1e-5
    assert lost["4"] < lost["3"] < lost["1"]
    assert lost["1"] == pytest.approx(lost["0"], abs=1e-5)


def test_the_adapter_says_what_it_was_made_from(checked: dict[str, Any]) -> None:
    """The data, the code and the base, so that it can be made again."""
    about = checked["shipped"]
    assert (about["general.architecture"], about["general.type"]) == ("llama", "adapter")
    assert about["adapter.type"] == "lora"
    assert about["llm_iot.base_sha256"] == hashlib.sha256(pinned_weights().read_bytes()).hexdigest()
    assert about["llm_iot.seed"].isdecimal()
    assert len(about["llm_iot.commit"]) == 40


def test_the_base_alone_writes_no_plans(checked: dict[str, Any]) -> None:
    """What a measurement finds right was learned."""
    assert checked["score"] == 0
