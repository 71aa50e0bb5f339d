"""How the tuned model is known among the models of a server."""

import re
from typing import Final

NAME: Final = "llm_iot:home"
"""What our own flow calls it in Ollama."""
MARK: Final = "llm_iot home language"
"""Stands in the model's own description, with the number of the language that it writes.

A model that somebody trained and named otherwise is known by it.
"""
LANGUAGE: Final = 2
"""What the adapter that ships writes."""
KNOWN: Final = (1, 2)
"""What is understood here. The second language sees what was just said and what can be asked."""
CONVERSES: Final = 2
"""From this language on."""
ADAPTER_SHA256: Final = "d3f284b8421ee309a233ba428e5a2dff59efb94fbc6486ef15e6ac8b3cfb7a50"
"""Of `adapter.gguf` beside this file."""
DESCRIPTION: Final = f"{MARK} {LANGUAGE}, adapter {ADAPTER_SHA256[:12]}"
"""Of the model that is made with it: one that is described otherwise has another adapter."""
_NUMBERED: Final = re.compile(rf"{MARK} (\d+)")


def language_of(description: str) -> int:
    """Return the language of a model by its description, 0 if it is none that is known here."""
    found = _NUMBERED.search(description)
    number = int(found[1]) if found else 0
    return number if number in KNOWN else 0
