"""Floor 0: what knows no subject. Imports nothing of the portal's own."""
