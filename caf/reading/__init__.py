"""What rows come to for one reader as of a day: read and worked out, never stored. Pages, files and facts ask here."""
