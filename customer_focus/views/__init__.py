"""Lists, pages and forms of guides, dissemination actions, events and good practices."""
