"""What is typed into forms on countries, presidencies, bodies, meetings and people."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from core.forms import PERIOD_FIELDS, RECORD_FIELDS, RecordModelForm
from core.phrases.base import sort_key
from network.actions import missing_for_role, missing_to_leave, missing_to_mend
from network.models import (
    Body,
    Conclusion,
    Country,
    CountryName,
    Decision,
    GroupMeeting,
    Meeting,
    MeetingSchedule,
    Membership,
    Person,
    Presidency,
    Programme,
    Role,
    WorkingArea,
)
from network.seats import Right

EVENT_REPORT_FIELDS = ("stage", *PERIOD_FIELDS, "city", "country", "attendance", "attendance_qualifier", *RECORD_FIELDS)
ACTOR_FIELDS = ("place", "country", "body")


class AlphabeticalIterator(ModelChoiceIterator):
    """Countries in the order of the reader's alphabet."""

    def __iter__(self) -> Any:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        countries: Any = self.queryset
        yield from sorted(map(self.choice, countries.named()), key=lambda choice: sort_key(choice[1]))


class CountryForm(RecordModelForm):
    """Any form in which a country may be chosen.

    owned_by: the right that the record's country must have given; only such countries are offered. What is
    chosen is checked again when it is saved.
    """

    owned_by: ClassVar[Right | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("country")
        if field is None:
            return
        field.iterator = AlphabeticalIterator
        countries = Country.objects.all()
        if self.owned_by is not None and not self.user.may(self.owned_by):
            countries = countries.filter(Q(pk__in=self.user.countries_with(self.owned_by)))
            if field.required and len(self.user.countries_with(self.owned_by)) == 1:
                field.empty_label = None
        field.queryset = countries


class CountryCodesForm(RecordModelForm):
    class Meta:
        model = Country
        fields = ("iso2", "iso3", "eu_code")

    def clean_iso2(self) -> str:
        return str(self.cleaned_data["iso2"]).upper()

    def clean_iso3(self) -> str:
        return str(self.cleaned_data["iso3"]).upper()

    def clean_eu_code(self) -> str:
        return str(self.cleaned_data["eu_code"]).upper()


class CountryNameForm(RecordModelForm):
    class Meta:
        model = CountryName
        fields = ("language", "name", "in_text", "adjective", "own", *RECORD_FIELDS)


class MembershipForm(RecordModelForm):
    class Meta:
        model = Membership
        fields = ("standing", "from_on", "to_on", *RECORD_FIELDS)


class PresidencyForm(CountryForm):
    class Meta:
        model = Presidency
        fields = ("country", "starts_on", "ends_on", "trio", *RECORD_FIELDS)


class BodyForm(RecordModelForm):
    class Meta:
        model = Body
        fields = ("key", "kind", "name", "short_name", "in_text", "within")


class MeetingForm(RecordModelForm):
    class Meta:
        model = Meeting
        fields = ("number", "half_starts_on", *RECORD_FIELDS)

    def clean_half_starts_on(self) -> Any:
        day = self.cleaned_data["half_starts_on"]
        if (day.month, day.day) not in {(1, 1), (7, 1)}:
            raise forms.ValidationError(_("A half-year begins on 1 January or on 1 July."))
        return day


class MeetingScheduleForm(RecordModelForm):
    class Meta:
        model = MeetingSchedule
        fields = (*PERIOD_FIELDS, "city", *RECORD_FIELDS)


class GroupMeetingForm(CountryForm):
    class Meta:
        model = GroupMeeting
        fields = ("body", *PERIOD_FIELDS, "city", "country", *RECORD_FIELDS)


class ConclusionForm(RecordModelForm):
    class Meta:
        model = Conclusion
        fields = ("area", "subject", "place", "text", *RECORD_FIELDS)


class ProgrammeForm(RecordModelForm):
    areas = forms.TypedMultipleChoiceField(
        label=_("Working areas"), choices=WorkingArea, widget=forms.CheckboxSelectMultiple, coerce=str
    )

    class Meta:
        model = Programme
        fields = ("name", "short_name", *PERIOD_FIELDS, "areas", *RECORD_FIELDS)


class DecisionForm(RecordModelForm):
    class Meta:
        model = Decision
        fields = ("title", "body", "area", *PERIOD_FIELDS, "city", *RECORD_FIELDS)


class PersonForm(RecordModelForm):
    class Meta:
        model = Person
        fields = ("name", "email", "language", "is_active")

    def clean_is_active(self) -> bool:
        is_active: bool = self.cleaned_data["is_active"]
        if self.instance.pk and not is_active and (reasons := missing_to_leave(self.instance)):
            raise forms.ValidationError(reasons)
        return is_active


def say_what_role_lacks(form: Any, *, seat: str, country: Country | None, ends: str = "") -> None:
    """At the fields of any form that gives a seat. ends: its field for the last day, where that is asked about."""
    of_country = missing_for_role(seat=seat, country=country, ends_on=None)
    for sentence in of_country:
        form.add_error("country", sentence)
    for sentence in missing_for_role(seat=seat, country=country, ends_on=form.cleaned_data.get(ends)):
        if sentence not in of_country:
            form.add_error(ends, sentence)


class RoleForm(CountryForm):
    class Meta:
        model = Role
        fields = ("seat", "country", "from_on", "to_on")

    def clean(self) -> dict[str, Any]:
        """A seat that has been held is ended by its last day, which may be past; a new one may not."""
        data = super().clean()
        if (seat := data.get("seat")) and "country" not in self.errors:
            ends = "to_on" if self.instance.pk is None else ""
            say_what_role_lacks(self, seat=seat, country=data.get("country"), ends=ends)
        if self.instance.pk is not None and seat and (from_on := data.get("from_on")) and "to_on" not in self.errors:
            for sentence in missing_to_mend(self.instance, seat=seat, from_on=from_on, to_on=data.get("to_on")):
                self.add_error(None, sentence)
        return data
