"""What ships with the integration as data: vocabulary, example bank, reply texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from .kinds import Kinds, load_kinds
from .prompting.bank import Template, load_templates
from .response.reply import Speakers, load_speakers


@dataclass(frozen=True, slots=True)
class Resources:
    """The data files, read once."""

    kinds: Kinds
    templates: Sequence[Template]
    speakers: Speakers


def load_resources() -> Resources:
    """Read the data files; blocking, call it off the event loop."""
    return Resources(load_kinds(), load_templates(), load_speakers())
