"""Whole talks with an agent in a home of real entities, from words to states."""
