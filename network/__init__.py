"""Floor 1: who is in the network, when, and where it meets."""
