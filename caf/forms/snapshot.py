"""What is typed in on snapshots."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.clock import present_day
from core.forms import DayInput


class SnapshotForm(forms.Form):
    """day: of which the count is frozen."""

    day = forms.DateField(label=_("Count as of"), widget=DayInput)
    source = forms.CharField(
        label=_("What it is made for"), max_length=500, required=False, help_text=_("For example: the 52nd meeting.")
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = present_day


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=500,
        help_text=_("It is said on the page of the snapshot, which stays."),
    )
