"""Who may open the pages of self-assessments, criteria and improvement plans."""

from __future__ import annotations

from tests.permission_answers import CAF_CENTRE, NETWORK, PUBLIC, SIGNED_IN, Page, only
from tests.world import ADMINISTRATOR, CONTACT, DIRECTOR, EIPA, OTHER, OWN, SEATS, SECRETARIAT, VISITOR

# The Director General has a place in the group; the country and the CAF Resource Centre know that there is one.
KNOWN = only(OWN, EIPA, DIRECTOR, unseen=(CONTACT, OTHER, SECRETARIAT, ADMINISTRATOR))
ADMINISTERED = only(DIRECTOR, unseen=(CONTACT, OTHER, SECRETARIAT, ADMINISTRATOR))
GROUP = only(DIRECTOR, unseen=tuple(seat for seat in SEATS if seat not in (VISITOR, DIRECTOR)))
ONE, SCORED, ACTION = "self-assessment", "self-assessment being scored", "improvement action"

ROWS = (
    Page("caf:self_assessment_list", "", SIGNED_IN),
    Page("caf:self_assessment_new", "", only(DIRECTOR)),
    Page("caf:self_assessment_page", ONE, KNOWN),
    Page("caf:self_assessment_edit", ONE, ADMINISTERED),
    Page("caf:self_assessment_step", ONE, ADMINISTERED, ("approve",)),
    Page("caf:self_assessment_member_new", ONE, GROUP),
    Page("caf:self_assessment_member_end", "place in a self-assessment", GROUP, is_act=True),
    Page("caf:self_assessment_member_again", "place in a self-assessment", GROUP, is_act=True),
    Page("caf:self_assessment_sheet", SCORED, GROUP, ("1",)),
    Page("caf:self_assessment_sheet_save", "own sheet", GROUP, is_act=True, by_get=200),
    Page("caf:self_assessment_hand_in", SCORED, GROUP, is_act=True),
    Page("caf:self_assessment_consensus", ONE, GROUP),
    Page("caf:self_assessment_agree", ONE, GROUP, ("3",)),
    Page("caf:self_assessment_agree_save", "consensus sheet", GROUP, is_act=True, by_get=200),
    Page("caf:self_assessment_result", ONE, GROUP),
    Page("caf:self_assessment_print", ONE, GROUP, is_act=True, by_get=200),
    Page("caf:self_assessment_pdf", ONE, GROUP),
    Page("caf:self_assessment_file", ONE, GROUP, ("xlsx",)),
    Page("caf:improvement_plan", ONE, GROUP),
    Page("caf:improvement_plan_new", ONE, GROUP),
    Page("caf:improvement_list", "", SIGNED_IN),
    Page("caf:improvement_page", ACTION, GROUP),
    Page("caf:improvement_edit", ACTION, GROUP),
    Page("caf:improvement_row_new", ACTION, GROUP, ("progress",)),
    Page("caf:improvement_row_edit", "progress of an action", GROUP),
    Page("caf:self_assessment_statistics", "", NETWORK),
    Page("caf:criteria_home", "", PUBLIC),
    Page("caf:criteria", "", PUBLIC, ("2006",)),
    Page("caf:criterion_name", "", CAF_CENTRE, ("2006", "1")),
    Page("caf:sub_criterion_name", "", CAF_CENTRE, ("2006", "1", "2")),
)
