"""Attacks by text, as data: hostile names, states, answers and words."""
