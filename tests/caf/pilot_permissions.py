"""Who may open the pages of what the pilots said, what follows, and the launch."""

from __future__ import annotations

from tests.permission_answers import CAF_CENTRE, PUBLIC, SHARED, SIGNED_IN, Page, only
from tests.world import ADMINISTRATOR, CONTACT, DIRECTOR, EIPA, OTHER, OWN, SECRETARIAT

READERS = only(OWN, OTHER, EIPA)
UNSEEN = (CONTACT, ADMINISTRATOR, SECRETARIAT, DIRECTOR)
SEEN = only(OWN, OTHER, EIPA, unseen=UNSEEN)
EDITED = only(EIPA, unseen=UNSEEN)
# What an organisation contact is asked at the own address.
ASKED = only(CONTACT, unseen=(OWN, OTHER, EIPA, SECRETARIAT, DIRECTOR, ADMINISTRATOR))

ROWS = (
    Page("caf:pilot_lessons", "", READERS),
    Page("caf:pilot_lessons_print", "", READERS, is_act=True, by_get=200),
    Page("caf:pilot_lessons_pdf", "", READERS),
    Page("caf:asked_of_me", "", SIGNED_IN),
    Page("caf:own_pilot_link", "asked pilot", ASKED, is_act=True),
    Page("caf:pilot_answer", "pilot token", PUBLIC),
    Page("caf:pilot_answer_set", "pilot token", PUBLIC, ("1",)),
    Page("caf:pilot_answer_part", "pilot token", PUBLIC, ("1", "1-1")),
    Page("caf:consultation_list", "", READERS),
    Page("caf:consultation_page", "consultation", SEEN),
    Page("caf:consultation_new", "", CAF_CENTRE),
    Page("caf:consultation_edit", "consultation", EDITED),
    Page("caf:consultation_asked", "named consultation", EDITED),
    Page("caf:consultation_send", "named consultation", EDITED, is_act=True),
    Page("caf:invitation_remove", "unasked pilot", EDITED, is_act=True, by_get=404),
    Page("caf:consultation_analysis", "consultation", SEEN),
    Page("caf:consultation_answers", "named consultation", SEEN),
    Page("caf:finding_list", "", READERS),
    Page("caf:finding_page", "finding of the pilots", SEEN),
    Page("caf:finding_new", "", CAF_CENTRE),
    Page("caf:finding_edit", "finding of the pilots", EDITED),
    Page("caf:finding_step", "finding of the pilots", EDITED, ("discuss",)),
    Page("caf:finding_row_new", "finding of the pilots", SEEN, ("comments",)),
    Page("caf:finding_row_edit", "finding comment", only(unseen=UNSEEN)),
    Page("caf:launch_task_list", "", READERS),
    Page("caf:launch_task_page", "launch task", SEEN),
    Page("caf:launch_task_new", "", CAF_CENTRE),
    Page("caf:launch_task_edit", "launch task", EDITED),
    Page("caf:launch_task_row_new", "launch task", EDITED, ("reports",)),
    Page("caf:launch_task_row_edit", "launch task report", EDITED),
    Page("caf:launch_plan_list", "", SIGNED_IN),
    Page("caf:launch_plan_page", "launch plan", SHARED),
    Page("caf:launch_plan_new", "", CAF_CENTRE),
    Page("caf:launch_plan_edit", "launch plan", only(EIPA, unseen=(CONTACT,))),
)
