"""Which organisations may be one: names folded, compared, and sought by kept keys."""
