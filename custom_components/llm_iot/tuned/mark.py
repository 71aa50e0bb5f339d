"""How the tuned model is known among the models of a server."""

from typing import Final

NAME: Final = "llm_iot:home"
"""What our own flow calls it in Ollama."""
MARK: Final = "llm_iot home language 1"
"""Stands in the model's own description, and tells which language it writes.

A model of a later language, or one that somebody trained and named otherwise, is known by it.
"""
ADAPTER_SHA256: Final = "120b9b1c69a2d5210cdb44c6d2e625fb23a83c5f2acacf44620cf2e616cd9ed7"
"""Of `adapter.gguf` beside this file."""
DESCRIPTION: Final = f"{MARK}, adapter {ADAPTER_SHA256[:12]}"
"""Of the model that is made with it: one that is described otherwise has another adapter."""
