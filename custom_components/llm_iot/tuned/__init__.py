"""What the model that was trained for homes reads and writes; training uses these very files."""
