"""Makes the commands that the tuned model learns from: endless, seeded, the same everywhere."""
