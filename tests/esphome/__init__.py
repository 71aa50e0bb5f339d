"""Tests of the boards' files, and of the virtual boards as they run."""
