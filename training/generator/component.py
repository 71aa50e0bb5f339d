"""The component without Home Assistant: its plain stages, quickly imported, or where it is not.

Importing any file of an integration runs its `__init__.py`, which is Home Assistant's side. The
files that the generator needs are plain Python, so a bare package can stand in its place; in a
process of its own only, since nothing else would find the integration there.
"""

from pathlib import Path
import sys
from types import ModuleType

import custom_components

_NAME = "custom_components.llm_iot"


def stand_in() -> None:
    """Make the component's files importable by themselves; to be called before they are."""
    package = ModuleType(_NAME)
    package.__path__ = [str(Path(__file__).parents[2] / "custom_components" / "llm_iot")]
    sys.modules.setdefault(_NAME, package)
    setattr(custom_components, _NAME.rpartition(".")[2], sys.modules[_NAME])
