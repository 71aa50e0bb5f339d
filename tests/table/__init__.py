"""Every row of the table, in a real Home Assistant."""
