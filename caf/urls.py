from django.urls import path

from caf.views import claim, count, counting, event, organisation, pef
from core.addresses import record_paths

app_name = "caf"
urlpatterns = [
    path("", organisation.OrganisationList.as_view(), name="home"),
    *record_paths(
        "organisation",
        "users/",
        "<int:pk>/",
        listing=organisation.OrganisationList,
        page=organisation.OrganisationPage,
        form=organisation.OrganisationForm,
        rows=organisation.OrganisationRow,
        step=organisation.OrganisationStep,
    ),
    path("join/", claim.join, name="join"),
    path("join/sent/", claim.join_sent, name="join_sent"),
    path("join/confirm/<str:token>/", claim.claim_confirm, name="claim_confirm"),
    path("join/claims/<int:pk>/", claim.claim_page, name="claim_page"),
    path("join/claims/<int:pk>/refuse/", claim.claim_refuse, name="claim_refuse"),
    path("register/count/", counting.register_count, name="register_count"),
    *record_paths(
        "counting_rule",
        "rule/",
        "<int:pk>/",
        listing=counting.CountingRuleList,
        page=counting.CountingRulePage,
        form=counting.CountingRuleForm,
    ),
    *record_paths("count", "counts/", "<int:pk>/", listing=count.CountList, page=count.CountPage, form=count.CountForm),
    *record_paths("goal", "goals/", "<int:pk>/", listing=count.GoalList, page=count.GoalPage, form=count.GoalForm),
    *record_paths(
        "event",
        "events/",
        "<int:pk>/",
        listing=event.EventList,
        page=event.EventPage,
        form=event.EventForm,
        rows=event.EventRow,
    ),
    *record_paths(
        "procedure_report",
        "pef/reports/",
        "<int:pk>/",
        listing=pef.ProcedureReportList,
        page=pef.ProcedureReportPage,
        form=pef.ProcedureReportForm,
    ),
    *record_paths(
        "pilot",
        "pef/pilots/",
        "<int:pk>/",
        listing=pef.PilotList,
        page=pef.PilotPage,
        form=pef.PilotForm,
        rows=pef.PilotRow,
    ),
    *record_paths(
        "pilot_meeting",
        "pef/meetings/",
        "<int:pk>/",
        listing=pef.PilotMeetingList,
        page=pef.PilotMeetingPage,
        form=pef.PilotMeetingForm,
        rows=pef.PilotMeetingRow,
    ),
    *record_paths(
        "contribution",
        "pef/contributions/",
        "<int:pk>/",
        listing=pef.ContributionList,
        page=pef.ContributionPage,
        form=pef.ContributionForm,
    ),
]
