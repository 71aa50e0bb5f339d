"""Tests of actuation: undo and the schedule."""
