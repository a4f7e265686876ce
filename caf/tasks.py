"""Registers what this app does in jobs."""

from caf.importing import runs

HANDLERS = (runs.check_import, runs.enter_import, runs.undo_rows)
