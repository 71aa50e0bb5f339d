"""Tests of what is to happen later."""
