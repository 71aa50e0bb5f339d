"""The manifest says what the component needs, no less."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions, requires
import json
from pathlib import Path
import re
import sys
import tomllib
from typing import Any

from awesomeversion import AwesomeVersion, AwesomeVersionStrategy
import homeassistant.components
from homeassistant.const import Platform
from homeassistant.util.package import is_installed

COMPONENT = Path(__file__).parent.parent / "custom_components" / "llm_iot"
ALIASES = {"voluptuous": "probatio"}
"""Modules that Home Assistant provides under another name."""
ON_DEMAND = {"chromadb"}
"""Modules whose packages are installed only for who chooses them."""
INTERNAL = {"homeassistant", "persistent_notification"}
"""Integrations that are always there and need not be declared."""


def manifest(folder: Path = COMPONENT) -> dict[str, Any]:
    """Return the manifest of an integration."""
    return dict(json.loads((folder / "manifest.json").read_text()))


@cache
def imports() -> frozenset[str]:
    """Return the full names of everything the component imports from elsewhere."""
    trees = (ast.parse(path.read_text()) for path in COMPONENT.rglob("*.py"))
    return frozenset(name for tree in trees for name in _imported(tree))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _name(requirement: str) -> str:
    """Return the normalised name of the package in a requirement."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def _dependencies() -> set[str]:
    """Return the integrations that are set up before the component, with theirs."""
    found: set[str] = set()
    todo = set(manifest()["dependencies"])
    while todo:
        domain = todo.pop()
        found.add(domain)
        folder = Path(homeassistant.components.__file__).parent / domain
        todo |= set(manifest(folder).get("dependencies", ())) - found
    return found


def test_keys_are_in_the_order_of_home_assistant() -> None:
    """The domain and the name come first, then the alphabet."""
    keys = list(manifest())
    assert keys == ["domain", "name", *sorted(keys[2:])]


def test_it_holds_what_home_assistant_and_hacs_ask_for() -> None:
    """The required keys are there, and of the kind that is asked for."""
    facts = manifest()
    assert facts["domain"] == COMPONENT.name
    assert facts["config_flow"] is True
    assert facts["integration_type"] == "service"
    assert facts["iot_class"] == "local_polling"
    assert all(owner.startswith("@") for owner in facts["codeowners"])
    assert facts["codeowners"]
    assert facts["documentation"].startswith("https://")
    assert facts["issue_tracker"].startswith(facts["documentation"])
    assert AwesomeVersion(facts["version"]).strategy is AwesomeVersionStrategy.SEMVER


def test_the_version_is_that_of_the_project() -> None:
    """One version is told everywhere."""
    project = tomllib.loads((COMPONENT.parent.parent / "pyproject.toml").read_text())
    assert manifest()["version"] == project["project"]["version"]


def test_requirements_are_installed_in_their_versions() -> None:
    """The tests run on what users get."""
    assert all(is_installed(requirement) for requirement in manifest()["requirements"])


def test_ollama_is_pinned_as_home_assistant_pins_it() -> None:
    """Another pin would make the two integrations reinstall it in turns."""
    core = manifest(Path(homeassistant.components.__file__).parent / "ollama")
    assert set(core["requirements"]) <= set(manifest()["requirements"])


def test_no_file_imports_what_the_manifest_does_not_bring() -> None:
    """Every module is of Python, of Home Assistant, of a dependency, or a requirement."""
    own = manifest()["requirements"]
    core = Path(homeassistant.components.__file__).parent
    brought = {"homeassistant"} | {
        _name(requirement)
        for source in (
            own,
            *(requires(_name(requirement)) or () for requirement in own),
            requires("homeassistant") or (),
            *(manifest(core / domain).get("requirements", ()) for domain in _dependencies()),
        )
        for requirement in source
    }
    distributions = packages_distributions()
    modules = {name.partition(".")[0] for name in imports()} - sys.stdlib_module_names - ON_DEMAND
    missing = {
        module
        for module in modules
        if not brought & {_name(dist) for dist in distributions[ALIASES.get(module, module)]}
    }
    assert "ollama" in modules
    assert not missing


def test_imported_integrations_are_declared() -> None:
    """Home Assistant sets up first what the component builds on."""
    facts = manifest()
    declared = {*facts["dependencies"], *facts["after_dependencies"], *INTERNAL, *Platform}
    files = {path.stem for path in COMPONENT.iterdir()}
    parts = [name.split(".") for name in imports() if name.startswith("homeassistant.components.")]
    assert parts
    assert {part[2] for part in parts} <= declared | files


def test_what_comes_on_demand_is_imported_inside_functions() -> None:
    """The component loads where such a package cannot be installed."""
    trees = (ast.parse(path.read_text()) for path in COMPONENT.rglob("*.py"))
    at_once = ast.Module([node for tree in trees for node in tree.body if _is_import(node)], [])
    assert not ON_DEMAND & {name.partition(".")[0] for name in _imported(at_once)}


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)
