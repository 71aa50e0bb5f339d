"""Habits: learning them, and what they make of a goal."""
