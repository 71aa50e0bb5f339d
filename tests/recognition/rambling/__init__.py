"""What rambling is understood."""
