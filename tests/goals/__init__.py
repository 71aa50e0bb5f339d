"""Goals and complaints in homes that no benchmark knows."""
