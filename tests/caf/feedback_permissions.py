"""Who may open the pages of feedback actors, teams, ratings, visits and reports.

The team's only member is the coordinator of Poland; an actor who is no more than that is tried in
test_feedback_rating.py.
"""

from __future__ import annotations

from tests.permission_answers import CAF_PERSONS, NOWHERE, SIGNED_IN, Page, only
from tests.world import ADMINISTRATOR, CONTACT, DIRECTOR, EIPA, OTHER, OWN, SEATS, SECRETARIAT, VISITOR

ACTOR_PARTS = ("trainings", "signatures", "profiles", "ties")
TEAM = only(OWN, unseen=(CONTACT, OTHER, EIPA, SECRETARIAT, DIRECTOR, ADMINISTRATOR))
ACTOR = only(OWN, unseen=(CONTACT, OTHER, SECRETARIAT, DIRECTOR, ADMINISTRATOR))

ROWS = (
    Page("caf:feedback_actor_join", "feedback actor token", dict.fromkeys(SEATS, 410) | {VISITOR: 200}),
    Page("caf:feedback_actor_list", "", SIGNED_IN),
    Page("caf:feedback_actor_page", "feedback actor", CAF_PERSONS),
    Page("caf:feedback_actor_new", "", only(OWN, OTHER, EIPA)),
    Page("caf:feedback_actor_edit", "feedback actor", CAF_PERSONS),
    *(Page("caf:feedback_actor_row_new", "feedback actor", CAF_PERSONS, (part,)) for part in ACTOR_PARTS),
    *(Page("caf:feedback_actor_row_edit", f"feedback actor {part}", CAF_PERSONS) for part in ACTOR_PARTS),
    Page("caf:feedback_actor_invite", "feedback actor", CAF_PERSONS),
    Page("caf:feedback_code", "feedback actor", ACTOR),
    Page("caf:assignment_list", "", SIGNED_IN),
    Page("caf:feedback_answer", "assignment", TEAM),
    Page("caf:feedback_replace", "assignment", TEAM),
    Page("caf:feedback_team", "feedback", CAF_PERSONS),
    Page("caf:feedback_invite", "feedback and actor", TEAM, is_act=True),
    Page("caf:feedback_visit", "feedback", CAF_PERSONS),
    Page("caf:feedback_visit_plan", "feedback", TEAM),
    Page("caf:feedback_slot_new", "feedback", TEAM),
    Page("caf:feedback_slot", "feedback slot", TEAM),
    Page("caf:feedback_visit_calendar", "feedback", CAF_PERSONS),
    *(Page("caf:feedback_rate", "feedback", TEAM, (pillar,)) for pillar in ("1", "2", "3")),
    Page("caf:feedback_hand_in", "feedback", TEAM, is_act=True),
    *(Page("caf:feedback_agree", "feedback", TEAM, (pillar,)) for pillar in ("1", "3")),
    Page("caf:feedback_verdict", "feedback", CAF_PERSONS),
    Page("caf:feedback_report", "feedback", CAF_PERSONS),
    Page("caf:feedback_report_write", "feedback step", TEAM),
    Page("caf:feedback_report_step", "feedback", TEAM, ("hand_in",)),
    Page("caf:feedback_report_step", "feedback", TEAM, ("release",)),
    Page("caf:feedback_report_reply", "feedback", NOWHERE),
    Page("caf:feedback_report_print", "feedback", CAF_PERSONS, ("en",), is_act=True, by_get=200),
    Page("caf:feedback_report_pdf", "feedback", CAF_PERSONS, ("en",)),
    Page("caf:feedback_report_docx", "feedback", CAF_PERSONS, ("fr",)),
)
