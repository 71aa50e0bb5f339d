"""Module 1 of the paper: what the home is: exposed devices, areas, names and live states."""
