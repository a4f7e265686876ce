"""Registers what this app does in jobs; Celery runs them through `core.run_job`."""

from conferences.actions import prize

HANDLERS = (prize.make_certificate, prize.make_release_files)
