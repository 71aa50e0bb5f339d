"""Module 6 of the paper: model text to plan, agreement, verifier, the sentence that is spoken."""
