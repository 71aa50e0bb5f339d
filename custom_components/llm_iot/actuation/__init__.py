"""Module 7 of the paper: a verified plan becomes service calls, and is confirmed."""
