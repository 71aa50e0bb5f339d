"""The measurements hold what we promise."""
