"""The tuned model: labels, prompt and language."""
