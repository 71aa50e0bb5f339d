"""What `quality_scale.yaml` says is so, where that can be looked at."""

import ast
from collections.abc import Callable, Iterator
from functools import cache, partial
import json
from pathlib import Path
import re
import tomllib
from typing import Any, Final

from homeassistant.util.yaml import load_yaml_dict
import pytest

ROOT = Path(__file__).parent.parent
COMPONENT = ROOT / "custom_components" / "llm_iot"
RULES: Final = [
    "action-setup",
    "appropriate-polling",
    "brands",
    "common-modules",
    "config-flow-test-coverage",
    "config-flow",
    "dependency-transparency",
    "docs-actions",
    "docs-triggers",
    "docs-conditions",
    "docs-high-level-description",
    "docs-installation-instructions",
    "docs-removal-instructions",
    "entity-event-setup",
    "entity-unique-id",
    "has-entity-name",
    "runtime-data",
    "test-before-configure",
    "test-before-setup",
    "unique-config-entry",
    "action-exceptions",
    "config-entry-unloading",
    "docs-configuration-parameters",
    "docs-installation-parameters",
    "entity-unavailable",
    "integration-owner",
    "log-when-unavailable",
    "parallel-updates",
    "reauthentication-flow",
    "test-coverage",
    "devices",
    "diagnostics",
    "discovery-update-info",
    "discovery",
    "docs-data-update",
    "docs-examples",
    "docs-known-limitations",
    "docs-supported-devices",
    "docs-supported-functions",
    "docs-troubleshooting",
    "docs-use-cases",
    "dynamic-devices",
    "entity-category",
    "entity-device-class",
    "entity-disabled-by-default",
    "entity-translations",
    "exception-translations",
    "icon-translations",
    "reconfiguration-flow",
    "repair-issues",
    "stale-devices",
    "async-dependency",
    "inject-websession",
    "strict-typing",
]
"""Of the integration quality scale, Bronze to Platinum."""
HEADINGS: Final = {
    "docs-high-level-description": "## About",
    "docs-installation-instructions": "## Installation",
    "docs-installation-parameters": "## Configuration",
    "docs-configuration-parameters": "## Configuration",
    "docs-removal-instructions": "## Removal",
    "docs-data-update": "## Data updates",
    "docs-known-limitations": "## Known limitations",
    "docs-supported-devices": "## Supported devices",
    "docs-troubleshooting": "## Troubleshooting",
    "docs-use-cases": "## What it understands",
}
RAISED: Final = {
    *("HomeAssistantError", "ServiceValidationError", "UpdateFailed"),
    *("ConfigEntryNotReady", "ConfigEntryAuthFailed", "ConfigEntryError"),
}
DISCOVERIES: Final = {"bluetooth", "dhcp", "homekit", "mqtt", "ssdp", "usb", "zeroconf"}
FOLLOWS: Final = ("listen", "async_listen", "async_add_listener", "async_track")
PNG: Final = b"\x89PNG"


def scale() -> dict[str, Any]:
    """Return what is said of each rule."""
    rules: dict[str, Any] = load_yaml_dict(str(COMPONENT / "quality_scale.yaml"))["rules"]
    return rules


def status(rule: str) -> str:
    """Return whether a rule is kept."""
    said = scale()[rule]
    return str(said if isinstance(said, str) else said["status"])


@cache
def trees() -> dict[str, ast.Module]:
    """Return the code of the component by file."""
    files = COMPONENT.rglob("*.py")
    return {str(each.relative_to(COMPONENT)): ast.parse(each.read_text()) for each in files}


def nodes[N: ast.AST](kind: type[N], tree: ast.AST | None = None) -> Iterator[N]:
    """Yield the nodes of a sort, of everything or of one tree."""
    for each in [tree] if tree is not None else trees().values():
        yield from (node for node in ast.walk(each) if isinstance(node, kind))


def called(call: ast.Call) -> str:
    """Return the last name of what is called."""
    return ast.unparse(call.func).rpartition(".")[2]


def functions(file: str) -> dict[str, ast.AST]:
    """Return the functions of a file by name, those of classes included."""
    tree = trees()[file]
    plain = {each.name: each for each in nodes(ast.FunctionDef, tree)}
    return plain | {each.name: each for each in nodes(ast.AsyncFunctionDef, tree)}


def words(name: str = "translations/en") -> dict[str, Any]:
    """Return a JSON file of the component."""
    found: dict[str, Any] = json.loads((COMPONENT / f"{name}.json").read_text())
    return found


def services() -> dict[str, Any]:
    """Return the actions with their fields."""
    found: dict[str, Any] = load_yaml_dict(str(COMPONENT / "services.yaml"))
    return found


def readme() -> str:
    """Return what people read first."""
    return (ROOT / "README.md").read_text()


def has_heading(heading: str) -> bool:
    """Return whether the README has a section."""
    return f"\n{heading}\n" in readme()


def actions_are_set_up_once() -> bool:
    """Return whether actions are registered outside of entries alone."""
    files = {
        file
        for file, tree in trees().items()
        for call in nodes(ast.Call, tree)
        if ast.unparse(call.func).endswith("services.async_register")
    }
    set_up = functions("__init__.py")["async_setup"]
    return files <= {"services.py"} and "async_setup_services" in ast.unparse(set_up)


def actions_are_told() -> bool:
    """Return whether each action and each of its fields stands in the README."""
    fields = {name for action in services().values() for name in action.get("fields", {})}
    told = [f"`llm_iot.{action}`" for action in services()] + [f"`{name}`" for name in fields]
    return all(each in readme() for each in told)


def modules_are_common() -> bool:
    """Return whether the coordinator and the base entities are where everybody looks."""
    bases = {
        (file, ast.unparse(base).partition("[")[0])
        for file, tree in trees().items()
        for each in nodes(ast.ClassDef, tree)
        for base in each.bases
    }
    coordinators = {file for file, base in bases if base == "DataUpdateCoordinator"}
    entities = {file for file, base in bases if base == "Entity"}
    return coordinators == {"coordinator.py"} and entities == {"entity.py"}


def entities_follow_when_added() -> bool:
    """Return whether no entity follows anything before it is added."""
    platforms = [each.name for each in COMPONENT.glob("*.py")]
    begun = [
        call
        for file in platforms
        for each in nodes(ast.ClassDef, trees()[file])
        if any("Entity" in ast.unparse(base) for base in each.bases)
        for method in each.body
        if isinstance(method, ast.FunctionDef)
        if method.name == "__init__"
        for call in nodes(ast.Call, method)
        if called(call).startswith(FOLLOWS)
    ]
    return not begun


def exceptions_are_translated() -> bool:
    """Return whether everything that is raised for people is a key and no text."""
    raised = [call for call in nodes(ast.Call) if called(call) in RAISED]
    keys = [{keyword.arg for keyword in call.keywords} for call in raised]
    plain = any(call.args for call in raised)
    return bool(raised) and not plain and all("translation_key" in each for each in keys)


def platforms_limit_updates() -> bool:
    """Return whether each platform says how many updates there may be at once."""
    platforms = [
        file for file in trees() if "async_setup_entry" in functions(file) and file != "__init__.py"
    ]
    limited = [
        file
        for file in platforms
        if any("PARALLEL_UPDATES" in ast.unparse(each) for each in nodes(ast.Assign, trees()[file]))
    ]
    return len(platforms) > 1 and limited == platforms


def icons_are_there() -> bool:
    """Return whether each action and each translated entity has an icon."""
    icons, entities = words("icons"), words().get("entity", {})
    named = {(domain, key) for domain, keys in entities.items() for key in keys}
    drawn = {(domain, key) for domain, keys in icons["entity"].items() for key in keys}
    return icons["services"].keys() >= services().keys() and named <= drawn


def pictures_are_there() -> bool:
    """Return whether the brand has its pictures."""
    names = ("icon.png", "icon@2x.png", "logo.png", "logo@2x.png")
    return all((COMPONENT / "brand" / name).read_bytes().startswith(PNG) for name in names)


def types_are_strict() -> bool:
    """Return whether all code is checked as strictly as can be."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return project["tool"]["mypy"]["strict"] is True


CHECKS: Final[dict[str, Callable[[], bool]]] = {
    "action-setup": actions_are_set_up_once,
    "brands": pictures_are_there,
    "common-modules": modules_are_common,
    "config-entry-unloading": lambda: "async_unload_entry" in functions("__init__.py"),
    "diagnostics": lambda: "async_get_config_entry_diagnostics" in functions("diagnostics.py"),
    "docs-actions": actions_are_told,
    "docs-examples": lambda: "```yaml" in readme(),
    "entity-event-setup": entities_follow_when_added,
    "exception-translations": exceptions_are_translated,
    "has-entity-name": lambda: "_attr_has_entity_name = True" in ast.unparse(trees()["entity.py"]),
    "icon-translations": icons_are_there,
    "integration-owner": lambda: bool(words("manifest")["codeowners"]),
    "parallel-updates": platforms_limit_updates,
    "reauthentication-flow": lambda: "async_step_reauth" in functions("config_flow.py"),
    "reconfiguration-flow": lambda: "async_step_reconfigure" in functions("config_flow.py"),
    "repair-issues": lambda: bool(words()["issues"]),
    "runtime-data": lambda: (
        "entry.runtime_data = " in ast.unparse(functions("__init__.py")["async_setup_entry"])
    ),
    "strict-typing": types_are_strict,
    "unique-config-entry": lambda: any(
        called(call) == "_async_abort_entries_match" for call in nodes(ast.Call)
    ),
    **{rule: partial(has_heading, heading) for rule, heading in HEADINGS.items()},
}
NOT_THERE: Final[dict[str, Callable[[], bool]]] = {
    "discovery": lambda: bool(DISCOVERIES & words("manifest").keys()),
    "docs-conditions": (COMPONENT / "conditions.yaml").exists,
    "docs-triggers": (COMPONENT / "triggers.yaml").exists,
}
"""What an exemption is for that the component does not have."""


def test_each_rule_is_spoken_of_once() -> None:
    """No rule is left out, and none is made up."""
    text = (COMPONENT / "quality_scale.yaml").read_text()
    assert sorted(re.findall(r"^  ([a-z-]+):", text, re.MULTILINE)) == sorted(RULES)
    assert sorted(scale()) == sorted(RULES)


def test_what_is_not_done_has_a_reason() -> None:
    """An exemption and what is left to do say why."""
    for rule, said in scale().items():
        assert status(rule) in {"done", "todo", "exempt"}, rule
        assert status(rule) == "done" or said["comment"], rule


@pytest.mark.parametrize("rule", sorted(CHECKS))
def test_what_is_done_is_so(rule: str) -> None:
    """As far as files and code tell."""
    assert status(rule) == "done"
    assert CHECKS[rule]()


@pytest.mark.parametrize("rule", sorted(NOT_THERE))
def test_an_exemption_ends_with_its_reason(rule: str) -> None:
    """What comes to be there has to keep the rule."""
    assert status(rule) == "exempt"
    assert not NOT_THERE[rule]()
