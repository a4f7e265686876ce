"""What is typed into forms on prizes."""

from conferences.models import Prize
from core.forms import RECORD_FIELDS, RecordModelForm


class PrizeForm(RecordModelForm):
    class Meta:
        model = Prize
        fields = ("place", "name", "laureate", "government", "project", "about", *RECORD_FIELDS)
