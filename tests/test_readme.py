"""What the README tells is there, and what a person can set or read is told."""

from collections.abc import Iterator
import json
import os
from pathlib import Path
import re
from typing import Any

import pytest

from custom_components.llm_iot import capabilities
from custom_components.llm_iot.const import EVENT_TURN
from custom_components.llm_iot.models import Plan, Reply, Source, Utterance
from custom_components.llm_iot.processing.report import as_event
from custom_components.llm_iot.turn_report import TurnPath, TurnReport

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "info.md", *sorted((ROOT / "docs").rglob("*.md"))]
WORDS: dict[str, Any] = json.loads(
    (ROOT / "custom_components/llm_iot/translations/en.json").read_text(encoding="utf-8")
)
FOLDERS = ("benchmarks", "custom_components", "dev", "docs", "esphome", "scripts", "tests")
SECTIONS = {
    "About",
    "Configuration",
    "Data updates",
    "Installation",
    "Known limitations",
    "Removal",
    "Supported devices",
    "Troubleshooting",
}
"""What Home Assistant's rules for documentation ask for."""


def links(text: str) -> set[str]:
    """Return the relative targets of links and images, in Markdown and HTML."""
    found = re.findall(r'\]\(([^)]+)\)|(?:src|srcset|href)="([^"]+)"', text)
    targets = {markdown or html for markdown, html in found}
    return {target for target in targets if "://" not in target}


def named_paths(text: str) -> set[str]:
    """Return the paths from the root that are named in running text."""
    return set(re.findall(rf"`((?:{'|'.join(FOLDERS)})/[^`\s<]+)`", text))


def commands(text: str) -> list[str]:
    """Return the first word of every line of the shell blocks, without comments."""
    lines = "".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL)).splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith((" ", "#"))]


def fields(node: Any) -> Iterator[tuple[str, str]]:
    """Yield every field of the flows with its label."""
    if isinstance(node, dict):
        yield from node.get("data", {}).items()
        for child in node.values():
            yield from fields(child)


def row(first: str, under: str) -> str:
    """Return the row of a table that begins with a word, in one section of the README."""
    section = README.split(f"\n## {under}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith(f"| {first}")]
    assert len(rows) == 1, first
    return rows[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_is_there(page: Path) -> None:
    """Links are relative to the page, paths in running text to the root."""
    text = page.read_text(encoding="utf-8")
    assert all((page.parent / link).exists() for link in links(text)), links(text)
    assert all((ROOT / path).exists() for path in named_paths(text)), named_paths(text)


def test_every_module_has_a_link_to_its_folder() -> None:
    """The reader of the paper finds the code."""
    component = ROOT / "custom_components" / "llm_iot"
    stages = {path.parent for path in component.glob("*/__init__.py")} - {component / "flows"}
    assert stages
    assert {str(stage.relative_to(ROOT)) for stage in stages} <= links(README)


def test_every_command_can_be_run() -> None:
    """The README shows no script that does not exist."""
    shown = commands(README)
    assert {"scripts/demo", "scripts/test", "scripts/benchmark"} <= set(shown)
    assert all(os.access(ROOT / command, os.X_OK) for command in shown), shown


def test_every_field_of_the_flows_is_described() -> None:
    """Each label begins a row of a table."""
    labels = {label for flow in ("config", "config_subentries") for _, label in fields(WORDS[flow])}
    assert labels
    for label in labels:
        assert row(f"{label} |", "Configuration")


def test_every_field_of_the_event_is_described() -> None:
    """Automations can rely on them."""
    report = TurnReport(Utterance("hello"), TurnPath.MODEL, Plan(Source.MODEL), Reply("yes"))
    told = "".join(re.findall(r"^\| (`.*?) \|", README, re.MULTILINE))
    assert f"`{EVENT_TURN}`" in README
    for name in {"agent", *as_event(report, share_text=True)}:
        assert f"`{name}`" in told


def test_every_path_of_a_turn_is_named() -> None:
    """So are all sources of a plan."""
    assert all(f"`{path.value}`" in row("`path`", "Events") for path in TurnPath)
    assert all(f"`{source.value}`" in row("`source`", "Events") for source in Source)


@pytest.mark.parametrize("domain", sorted(capabilities.DOMAINS))
def test_every_action_is_named(domain: str) -> None:
    """The table of domains is the table of the code."""
    section = README.split("\n## Supported devices\n")[1].split("\n## ")[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| `")]
    (cells,) = (cells for cells in rows if f"`{domain}`" in cells[1])
    assert re.findall(r"\w+", cells[2]) == [item.action for item in capabilities.rows(domain)]


def test_the_sections_that_home_assistant_asks_for_are_there() -> None:
    """They are found by their headings."""
    assert set(re.findall(r"^## (.+)$", README, re.MULTILINE)) >= SECTIONS
