"""What the tuned model is shown of a turn, and how its line becomes a plan of this home."""

import pytest

from custom_components.llm_iot.asking import TunedStyle
from custom_components.llm_iot.errors import PromptTruncatedError
from custom_components.llm_iot.models import Evidence, Example, Step, Utterance
from tests.homes import two_rooms

STYLE = TunedStyle(num_ctx=1024)


def test_names_are_those_of_the_tuned_model_in_prompt_and_plan() -> None:
    """Two lamps are told apart by their rooms, and the line is read by these names."""
    home = two_rooms()
    evidence = Evidence(home.devices)
    prompt = STYLE.prompt(Utterance("Turn on the lamp", area_id="hall"), home, evidence)
    (message,) = prompt.messages
    assert prompt.is_raw
    assert "light/kitchen lamp/hall lamp\n" in message.content
    assert message.content.endswith("(hall) turn on the lamp\n")
    plan = STYLE.read('["hall lamp on"]', home, evidence)
    assert plan.steps == (Step("light.h", "on"),)


def test_the_constant_part_is_how_the_prompt_begins() -> None:
    """So that the model's cache of it serves every turn."""
    home = two_rooms()
    (constant,) = STYLE.constant(home.devices, home)
    prompt = STYLE.prompt(Utterance("lights out"), home, Evidence(home.devices))
    assert prompt.messages[0].content.startswith(constant.content)


def test_what_was_learned_usual_and_noted_is_shown_by_its_names() -> None:
    """The nearest to the command is what people corrected."""
    home = two_rooms()
    lamp = home.by_id["light.h"].label
    nearest = Example("film time", (f"{lamp} off",), 0.9, "movie", usual=(f"{lamp} 30",))
    evidence = Evidence(
        home.devices,
        (nearest,),
        learned=frozenset({"light.h"}),
        notes=("The hall is cold",),
        part_of_day="evening",
    )
    prompt = STYLE.prompt(Utterance("movie"), home, evidence)
    assert prompt.messages[0].content.splitlines()[-4:] == [
        "note = the hall is cold",
        "usual in the evening = hall lamp 30",
        "was film time = hall lamp off",
        "movie",
    ]


def test_an_example_that_nobody_taught_is_not_shown() -> None:
    """The model knows the general plans itself."""
    home = two_rooms()
    evidence = Evidence(home.devices, (Example("film time", ("lamp off",), 0.9, "movie"),))
    assert "was" not in STYLE.prompt(Utterance("movie"), home, evidence).messages[0].content


def test_evidence_goes_before_the_command_does_if_there_is_no_room() -> None:
    """And without room for the command there is no prompt."""
    home = two_rooms()
    bare = STYLE.prompt(Utterance("movie"), home, Evidence(home.devices))
    noted = Evidence(home.devices, notes=("The hall is cold",))
    tight = TunedStyle(bare.tokens + bare.max_output)
    assert tight.prompt(Utterance("movie"), home, noted).messages == bare.messages
    with pytest.raises(PromptTruncatedError):
        TunedStyle(bare.tokens).prompt(Utterance("movie"), home, noted)
