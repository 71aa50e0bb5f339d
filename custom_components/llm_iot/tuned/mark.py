"""How the tuned model is known among the models of a server."""

from typing import Final

NAME: Final = "llm_iot:home"
"""What our own flow calls it in Ollama."""
MARK: Final = "llm_iot home language 1"
"""Stands in the model's own description, and tells which language it writes.

A model of a later language, or one that somebody trained and named otherwise, is known by it.
"""
