"""Floor 2: Quality Conferences, and who hosts the next one."""
