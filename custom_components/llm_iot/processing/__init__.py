"""Module 2 of the paper: turns what happened into records that can be kept and shown."""
