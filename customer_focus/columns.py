"""What a row of guides, dissemination actions, events and good practices shows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.columns import Column, column, columns, period_column, record_columns, tag_column
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
from network.columns import actor_columns, country_column, event_columns, event_report_columns

GUIDE = (
    column(Guide, "title"),
    column(Guide, "kind"),
    column(Guide, "key", in_list=False, in_page=False),
    column(Guide, "about", in_list=False),
    *record_columns(Guide),
)
DEVELOPMENT = (
    column(GuideDevelopment, "presidency"),
    column(GuideDevelopment, "text"),
    *record_columns(GuideDevelopment),
)
PRESENTATION = (
    column(GuidePresentation, "occasion"),
    period_column(),
    column(GuidePresentation, "with_cases"),
    Column(
        "contributors",
        _("Thanks to"),
        lambda presentation, _day: ", ".join(str(one) for one in presentation.contributors.all()),
    ),
    *record_columns(GuidePresentation),
)
CONTRIBUTOR = actor_columns(PresentationContributor)
PRINCIPLE = (
    column(Principle, "title"),
    column(Principle, "place"),
    column(Principle, "guide", code=lambda guide: guide.key),
    column(Principle, "context", in_list=False),
    *record_columns(Principle),
)
POINT = (column(PrinciplePoint, "text"), *columns(PrinciplePoint, ("kind", "place")))
ACTION = (
    column(DisseminationAction, "title"),
    country_column(DisseminationAction),
    column(DisseminationAction, "kind"),
    column(DisseminationAction, "guide", code=lambda guide: guide.key),
    period_column(),
    column(DisseminationAction, "reach"),
    *record_columns(DisseminationAction),
)
EVENT = (
    column(NetworkEvent, "name"),
    column(NetworkEvent, "organiser", code=lambda body: body.key),
    *event_columns(NetworkEventReport),
    *record_columns(NetworkEvent),
)
EVENT_REPORT = event_report_columns(NetworkEventReport)
INTEREST_TAGS = {True: "under-way", False: "off"}
INTEREST = (
    country_column(HostInterest),
    tag_column(HostInterest, "stands", INTEREST_TAGS, words={True: _("stands"), False: _("taken back")}),
    *record_columns(HostInterest),
)
PRACTICE = (
    column(Practice, "title", second=lambda practice, _day: practice.organisation),
    country_column(Practice),
    *columns(Practice, ("sector", "award_type")),
    *columns(
        Practice,
        ("organisation", "other_applicants", "about", "award_category", "activity", "keywords", "level", "size_band"),
        in_list=False,
    ),
    column(Practice, "people_involved", in_list=False),
    period_column(in_list=False),
    *columns(Practice, ("website", "text_language", "latitude", "longitude"), in_list=False),
    *record_columns(Practice),
)
