"""The development house: gets and starts the real parts."""
