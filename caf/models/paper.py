"""PDFs that are asked for on a page of this room."""

from core.sheets import PaperBase, Sheet

__all__ = ["Paper", "Sheet"]


class Paper(PaperBase):
    """A PDF of the goal as of a day, and its like."""

    class Meta(PaperBase.Meta):
        abstract = False
