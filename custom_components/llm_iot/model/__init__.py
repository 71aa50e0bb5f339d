"""Module 5 of the paper: the local language model, reached through Ollama's own client."""
