"""Tests of the development set-up."""
