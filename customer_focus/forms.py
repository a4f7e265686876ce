"""What is typed into forms on customer focus."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PERIOD_FIELDS, RECORD_FIELDS, RecordModelForm
from customer_focus.models import (
    DisseminationAction,
    Guide,
    GuideDevelopment,
    GuidePresentation,
    HostInterest,
    NetworkEvent,
    NetworkEventReport,
    Practice,
    PresentationContributor,
    Principle,
    PrinciplePoint,
)
from customer_focus.permissions import can_edit_guides
from network.forms import ACTOR_FIELDS, EVENT_REPORT_FIELDS, CountryForm
from network.models import Country
from network.seats import Right


class GuideForm(RecordModelForm):
    class Meta:
        model = Guide
        fields = ("key", "kind", "title", "about", *RECORD_FIELDS)

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"]).lower()
        if key == "new":
            raise forms.ValidationError(_("This word stands for another page of the portal."))
        return key


class DevelopmentForm(RecordModelForm):
    class Meta:
        model = GuideDevelopment
        fields = ("presidency", "text", *RECORD_FIELDS)


class PresentationForm(RecordModelForm):
    class Meta:
        model = GuidePresentation
        fields = ("occasion", *PERIOD_FIELDS, "with_cases", *RECORD_FIELDS)


class ContributorForm(CountryForm):
    class Meta:
        model = PresentationContributor
        fields = ACTOR_FIELDS


class PrincipleForm(RecordModelForm):
    class Meta:
        model = Principle
        fields = ("place", "title", "context", *RECORD_FIELDS)


class PointForm(RecordModelForm):
    class Meta:
        model = PrinciplePoint
        fields = ("kind", "place", "text")


class ActionForm(CountryForm):
    owned_by = Right.EDIT_DISSEMINATION

    class Meta:
        model = DisseminationAction
        fields = ("country", "guide", "kind", "title", *PERIOD_FIELDS, "reach", *RECORD_FIELDS)


class EventForm(RecordModelForm):
    class Meta:
        model = NetworkEvent
        fields = ("name", "organiser", *RECORD_FIELDS)


class EventReportForm(CountryForm):
    class Meta:
        model = NetworkEventReport
        fields = EVENT_REPORT_FIELDS


class InterestForm(CountryForm):
    class Meta:
        model = HostInterest
        fields = ("country", "stands", *RECORD_FIELDS)


class PracticeForm(CountryForm):
    owned_by = Right.EDIT_DISSEMINATION

    class Meta:
        model = Practice
        fields = (
            "slug", "title", "about", "organisation", "other_applicants", "country", "level", "size_band", "sector",
            "activity", "keywords", "award_category", "award_type", "award_year", "people_involved", *PERIOD_FIELDS,
            "website", "text_language", "latitude", "longitude", *RECORD_FIELDS,
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if can_edit_guides(self.user):
            countries: Any = self.fields["country"]
            countries.queryset = Country.objects.all()

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if slug == "new":
            raise forms.ValidationError(_("This word stands for another page of the portal."))
        return slug
