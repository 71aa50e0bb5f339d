"""The llm_iot integration: a conversation agent with a local language model."""
