"""Who may open which page of this room: rows of the table in tests/permission_table.py."""

from __future__ import annotations

from tests.permission_answers import (
    INTEREST_EDITED,
    INTEREST_SEEN,
    NETWORK,
    PUBLIC,
    SECRETARIAT_ON_SHARED,
    SECRETARIAT_ONLY,
    SHARED,
    SIGNED_IN,
    Page,
    only,
)
from tests.world import CONTACT, OTHER, OWN, SEATS, SECRETARIAT, VISITOR

# Poland hosts the edition that is asked about; before its results are published, its coordinator alone sees it.
ASKING_SEEN = only(OWN, SECRETARIAT, unseen=tuple(seat for seat in SEATS if seat not in (VISITOR, OWN, SECRETARIAT)))
ASKING = only(OWN, SECRETARIAT, unseen=(CONTACT,))
NOBODY_YET = ASKING_SEEN | {OWN: 403, SECRETARIAT: 403}  # it is open: two looks would tell one answer

ROWS = (
    Page("conferences:home", "", PUBLIC),
    Page("conferences:edition_list", "", PUBLIC),
    Page("conferences:edition_page", "edition", PUBLIC),
    Page("conferences:edition_new", "", SECRETARIAT_ONLY),
    Page("conferences:edition_edit", "edition", SECRETARIAT_ONLY),
    *(
        Page("conferences:edition_row_new", "edition", SECRETARIAT_ONLY, (relation,))
        for relation in ("schedules", "attendances", "prizes", "sessions")
    ),
    *(
        Page("conferences:edition_row_new", "edition", SECRETARIAT_ON_SHARED, (relation,))
        for relation in ("evaluations", "findings", "host_searches")
    ),
    *(
        Page("conferences:edition_row_edit", relation, SECRETARIAT_ONLY)
        for relation in ("schedules", "attendances", "prizes")
    ),
    *(
        Page("conferences:edition_row_edit", relation, SECRETARIAT_ON_SHARED)
        for relation in ("evaluations", "findings", "host_searches")
    ),
    Page("conferences:evaluation_compare", "", NETWORK),
    Page("conferences:evaluation_page", "edition", SHARED),
    Page("conferences:evaluation_row_new", "edition", SECRETARIAT_ON_SHARED, ("reported_results",)),
    Page("conferences:evaluation_row_new", "edition", SECRETARIAT_ON_SHARED, ("evaluations",)),
    Page("conferences:evaluation_row_edit", "reported result", SECRETARIAT_ON_SHARED),
    Page("conferences:evaluation_answer", "token", PUBLIC),
    Page("conferences:evaluation_answer", "guessed token", dict.fromkeys(SEATS, 404)),
    Page("conferences:questionnaire_list", "", SIGNED_IN),
    Page("conferences:questionnaire_new", "", only(OWN, OTHER, SECRETARIAT)),
    Page("conferences:questionnaire_page", "questionnaire", ASKING_SEEN),
    Page("conferences:questionnaire_page", "open questionnaire", ASKING_SEEN),
    Page("conferences:questionnaire_page", "published questionnaire", SHARED),
    Page("conferences:questionnaire_edit", "questionnaire", ASKING_SEEN),
    Page("conferences:questionnaire_row_new", "questionnaire", ASKING_SEEN, ("questions",)),
    Page("conferences:questionnaire_row_edit", "question", ASKING_SEEN),
    Page("conferences:questionnaire_step", "open questionnaire", ASKING_SEEN, ("close",)),
    Page("conferences:questionnaire_step", "published questionnaire", ASKING, ("close",)),
    Page("conferences:questionnaire_recipients", "questionnaire", ASKING_SEEN),
    Page("conferences:questionnaire_recipients", "published questionnaire", ASKING),
    Page("conferences:questionnaire_recipient_remove", "recipient", ASKING_SEEN, is_act=True),
    Page("conferences:questionnaire_send", "questionnaire", ASKING_SEEN),
    Page("conferences:questionnaire_send", "published questionnaire", ASKING),
    Page("conferences:questionnaire_remind", "open questionnaire", ASKING_SEEN),
    Page("conferences:questionnaire_preview", "questionnaire", ASKING_SEEN),
    Page("conferences:questionnaire_preview", "published questionnaire", ASKING),
    Page("conferences:questionnaire_publish", "questionnaire", ASKING_SEEN),
    Page("conferences:questionnaire_publish", "published questionnaire", ASKING),
    Page("conferences:questionnaire_results", "open questionnaire", NOBODY_YET),
    Page("conferences:questionnaire_results", "published questionnaire", SHARED),
    Page("conferences:results_file", "results file", SHARED),
    Page("conferences:results_files_again", "published questionnaire", ASKING, is_act=True),
    Page("conferences:attendance_list", "", PUBLIC),
    Page("conferences:prize_list", "", PUBLIC),
    Page("conferences:session_list", "", PUBLIC),
    Page("conferences:session_page", "session", PUBLIC),
    Page("conferences:session_edit", "session", SECRETARIAT_ONLY),
    Page("conferences:session_row_new", "session", SECRETARIAT_ONLY, ("contributors",)),
    Page("conferences:session_row_new", "session", SECRETARIAT_ONLY, ("reports",)),
    Page("conferences:session_row_edit", "session contributor", SECRETARIAT_ONLY),
    Page("conferences:session_row_edit", "session report", SECRETARIAT_ONLY),
    Page("conferences:bid_call_list", "", SIGNED_IN),
    Page("conferences:bid_call_page", "call", SHARED),
    Page("conferences:bid_call_new", "", SECRETARIAT_ONLY),
    Page("conferences:bid_call_edit", "call", SECRETARIAT_ON_SHARED),
    Page("conferences:bid_list", "", SIGNED_IN),
    Page("conferences:bid_new", "", only(OWN, OTHER)),
    Page("conferences:bid_page", "interest", INTEREST_SEEN),
    Page("conferences:bid_edit", "interest", INTEREST_EDITED),
    Page("conferences:bid_step", "interest", INTEREST_EDITED, ("submit",)),
    Page("conferences:bid_step", "interest", INTEREST_EDITED, ("withdraw",)),
    Page("conferences:bid_page", "bid", SHARED),
    Page("conferences:bid_edit", "bid", only(OTHER, unseen=(CONTACT,))),
    Page("conferences:bid_step", "bid", only(OTHER, unseen=(CONTACT,)), ("withdraw",)),
    Page("conferences:bid_step", "bid", SECRETARIAT_ON_SHARED, ("accept",)),
)
