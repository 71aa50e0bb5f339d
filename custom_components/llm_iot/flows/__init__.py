"""The pieces the config flow and the subentry flow are made of."""
