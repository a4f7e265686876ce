"""A PDF on the page of this room that it is made of: asked for there, being made, ready. See `core.sheets`."""

from functools import partial

from conferences.models import Paper
from core import sheets

paper_line = partial(sheets.paper_line, Paper)
answer_for_paper = partial(sheets.answer_for_paper, Paper)
paper_file = partial(sheets.paper_file, Paper)
