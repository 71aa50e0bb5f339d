"""Integrations for development only; they are never shipped."""
