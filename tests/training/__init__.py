"""Training of the model that is made for homes."""
