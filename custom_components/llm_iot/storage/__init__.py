"""Module 3 of the paper: where examples are kept and searched, by words and by vectors."""
