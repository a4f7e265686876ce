"""Floor 2: customer focus: the primer, its spread, and the network's events on it."""
