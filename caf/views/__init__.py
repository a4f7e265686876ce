"""Lists, pages and forms of counts, goals, organisations, events and PEF."""
