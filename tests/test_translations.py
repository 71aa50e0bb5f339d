"""The words of the component."""

from collections.abc import Iterator
import json
from pathlib import Path
import re
from typing import Any

import pytest

from custom_components.llm_iot.errors import LlmIotError
from custom_components.llm_iot.table import TABLE

COMPONENT = Path(__file__).parent.parent / "custom_components" / "llm_iot"
WORDS: dict[str, Any] = json.loads((COMPONENT / "translations" / "en.json").read_text())


def sentences(node: Any) -> Iterator[str]:
    """Yield every text."""
    if isinstance(node, str):
        yield node
    else:
        for child in node.values():
            yield from sentences(child)


def steps(node: Any) -> Iterator[dict[str, Any]]:
    """Yield everything that has fields."""
    if isinstance(node, dict):
        if "data" in node or "data_description" in node:
            yield node
        for child in node.values():
            yield from steps(child)


def errors(kind: type[LlmIotError]) -> Iterator[type[LlmIotError]]:
    """Yield an error class and all below it."""
    yield kind
    for child in kind.__subclasses__():
        yield from errors(child)


def test_texts_are_plain_english() -> None:
    """No reference, which only core resolves; no mark-up and no address, which none may hold."""
    for text in sentences(WORDS):
        assert text == text.strip() != ""
        assert not re.search(r"%key:|<|>|https?://", text), text


def test_every_field_is_described() -> None:
    """Each field has a name and a description."""
    found = list(steps(WORDS))
    assert found
    for step in found:
        assert step["data"].keys() == step["data_description"].keys()


def test_every_error_class_has_its_sentence() -> None:
    """The keys of the exceptions are those of the classes."""
    keys = {kind.key for kind in errors(LlmIotError)}
    assert WORDS["exceptions"].keys() == keys


@pytest.mark.parametrize(
    "flow",
    [WORDS["config"], *WORDS["config_subentries"].values()],
    ids=["entry", *WORDS["config_subentries"]],
)
def test_each_error_has_a_sentence_of_its_own(flow: dict[str, Any]) -> None:
    """No two failures read the same."""
    texts = list(flow["error"].values())
    assert len(texts) == len(set(texts))
    assert all(text.endswith((".", "{error}")) for text in texts)


def test_icons_are_of_the_known_set() -> None:
    """Home Assistant takes Material Design icons only."""
    icons = json.loads((COMPONENT / "icons.json").read_text())
    assert all(icon.startswith("mdi:") for icon in sentences(icons))


def test_each_action_of_a_rule_has_a_name() -> None:
    """No word of the plan language is shown, and no two actions are called alike."""
    names = WORDS["selector"]["actions"]["options"]
    assert names.keys() == {item.action for item in TABLE}
    assert len({name.casefold() for name in names.values()}) == len(names)
