"""Addresses of external feedback; caf/urls.py takes them up."""

from django.urls import path

from caf.views import feedback_actor as actor
from caf.views import feedback_rating as rating
from caf.views import feedback_report as report
from caf.views import feedback_team as team
from caf.views import feedback_visit as visit
from core.addresses import record_paths

urlpatterns = [
    path("pef/actors/join/<str:token>/", actor.actor_join, name="feedback_actor_join"),
    *record_paths(
        "feedback_actor",
        "pef/actors/",
        "<int:pk>/",
        listing=actor.FeedbackActorList,
        page=actor.FeedbackActorPage,
        form=actor.FeedbackActorEntry,
        rows=actor.FeedbackActorRow,
    ),
    path("pef/actors/<int:pk>/invite/", actor.actor_invite, name="feedback_actor_invite"),
    path("pef/actors/<int:pk>/code/", actor.code, name="feedback_code"),
    path("pef/feedback/", team.AssignmentList.as_view(), name="assignment_list"),
    path("pef/feedback/places/<int:pk>/answer/", team.answer, name="feedback_answer"),
    path("pef/feedback/places/<int:pk>/replace/", team.replace, name="feedback_replace"),
    path("pef/feedback/<int:pk>/", team.team, name="feedback_team"),
    path("pef/feedback/<int:pk>/invite/<int:actor>/", team.invite, name="feedback_invite"),
    path("pef/feedback/<int:pk>/visit/", visit.visit_page, name="feedback_visit"),
    path("pef/feedback/<int:pk>/visit/plan/", visit.plan, name="feedback_visit_plan"),
    path("pef/feedback/<int:pk>/visit/slots/new/", visit.slot, name="feedback_slot_new"),
    path("pef/feedback/<int:pk>/visit/slots/<int:slot>/", visit.slot, name="feedback_slot"),
    path("pef/feedback/<int:pk>/visit.ics", visit.calendar_file, name="feedback_visit_calendar"),
    path("pef/feedback/<int:pk>/rate/<int:pillar>/", rating.rate, name="feedback_rate"),
    path("pef/feedback/<int:pk>/rate/hand-in/", rating.hand_in, name="feedback_hand_in"),
    path("pef/feedback/<int:pk>/agree/<int:pillar>/", rating.agreeing, name="feedback_agree"),
    path("pef/feedback/<int:pk>/verdict/", rating.verdict_page, name="feedback_verdict"),
    path("pef/feedback/<int:pk>/report/", report.report_page, name="feedback_report"),
    path("pef/feedback/<int:pk>/report/write/<int:step>/", report.write, name="feedback_report_write"),
    path("pef/feedback/<int:pk>/report/do/<slug:step>/", report.report_step, name="feedback_report_step"),
    path("pef/feedback/<int:pk>/report/reply/", report.reply, name="feedback_report_reply"),
    path("pef/feedback/<int:pk>/report/<slug:language>/print/", report.report_print, name="feedback_report_print"),
    path("pef/feedback/<int:pk>/report/<slug:language>.pdf", report.report_pdf, name="feedback_report_pdf"),
    path("pef/feedback/<int:pk>/report/<slug:language>.docx", report.report_docx, name="feedback_report_docx"),
]
