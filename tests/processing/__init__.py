"""Tests of llm_iot."""
