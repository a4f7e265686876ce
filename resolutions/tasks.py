"""Registers what this app does in jobs; Celery runs them through `core.run_job`."""

from resolutions import actions

HANDLERS = (actions.make_draft, actions.make_files)
