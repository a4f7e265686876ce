"""Asking for a PDF of this room, and making it: see `core.sheets`."""

from __future__ import annotations

from typing import Any

from conferences.models import Paper, Sheet
from core import sheets
from core.sheets import PAPER, job_of, make_paper

__all__ = ["PAPER", "job_of", "make_paper", "request_paper"]


def request_paper(sheet: Sheet, *, by: Any) -> Paper:
    """Ask for the PDF of a sheet; also again, where it could not be made. One that is there is kept."""
    paper: Paper = sheets.request_paper(Paper, sheet, by=by)
    return paper
