"""Tests of the pieces of the flows."""
