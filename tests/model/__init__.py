"""Tests of the part that talks to Ollama."""
