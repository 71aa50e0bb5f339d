"""Module 4 of the paper: retrieval, the example bank, the vote, the prompt and its schema."""
