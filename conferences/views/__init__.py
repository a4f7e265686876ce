"""Lists, pages and forms of editions, sessions and bids."""
