"""Lists, pages and forms of the network's own records."""
