"""Tests on real parts: Home Assistant, ESPHome boards, Ollama."""
