"""By what the models for homes are known."""

import pytest

from custom_components.llm_iot.model.types import ModelInfo
from custom_components.llm_iot.tuned.mark import DESCRIPTION, LANGUAGE, language_of


@pytest.mark.parametrize(
    ("description", "language"),
    [
        ("SYSTEM llm_iot home language 1, adapter 0", 1),
        ("SYSTEM llm_iot home language 2, adapter 0", 2),
        ("SYSTEM llm_iot home language 12, adapter 0", 0),
        ("SYSTEM You are a helpful assistant", 0),
    ],
)
def test_a_model_says_which_language_it_writes(description: str, language: int) -> None:
    """One of a language that is not known here is asked as any other model."""
    assert language_of(description) == language
    info = ModelInfo("some", 1, modelfile=description)
    assert info.language == language
    assert info.is_tuned is (language > 0)


def test_the_adapter_that_ships_is_known() -> None:
    """What is made with it is asked in its language."""
    assert language_of(DESCRIPTION) == LANGUAGE
