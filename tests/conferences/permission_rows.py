"""Who may open which page of this room: rows of the table in tests/permission_table.py."""

from __future__ import annotations

from tests.permission_answers import (
    INTEREST_EDITED,
    INTEREST_SEEN,
    PUBLIC,
    SECRETARIAT_ON_SHARED,
    SECRETARIAT_ONLY,
    SHARED,
    SIGNED_IN,
    Page,
    only,
)
from tests.world import ADMINISTRATOR, CONTACT, DIRECTOR, EIPA, OTHER, OWN, SECRETARIAT, VISITOR

# A report that is being written is the secretariat's and its host country's; it is a public page, so nobody is asked
# to sign in where it may not be seen.
UNSEEN = (CONTACT, OTHER, EIPA, ADMINISTRATOR)
DRAFT_REPORT_SEEN = only(OWN, DIRECTOR, SECRETARIAT, unseen=(VISITOR, *UNSEEN))
DRAFT_REPORT_EDITED = only(OWN, SECRETARIAT, unseen=UNSEEN)

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
    Page("conferences:attendance_list", "", PUBLIC),
    Page("conferences:prize_list", "", PUBLIC),
    Page("conferences:session_list", "", PUBLIC),
    Page("conferences:session_page", "session", PUBLIC),
    Page("conferences:session_edit", "session", SECRETARIAT_ONLY),
    Page("conferences:session_row_new", "session", SECRETARIAT_ONLY, ("contributors",)),
    Page("conferences:session_row_new", "session", SECRETARIAT_ONLY, ("reports",)),
    Page("conferences:session_row_new", "session of Poland", only(OWN, SECRETARIAT), ("reports",)),
    Page("conferences:session_row_edit", "session contributor", SECRETARIAT_ONLY),
    Page("conferences:report_list", "", PUBLIC),
    Page("conferences:report_page", "report", PUBLIC),
    Page("conferences:report_file", "report file", PUBLIC),
    Page("conferences:report_edit", "report", SECRETARIAT_ONLY),
    Page("conferences:report_write", "report", SECRETARIAT_ONLY, ("en",)),
    Page("conferences:report_write", "report", SECRETARIAT_ONLY, ("en", "fr")),
    Page("conferences:report_row_new", "report", SECRETARIAT_ONLY, ("participants",)),
    Page("conferences:report_row_edit", "report participant", SECRETARIAT_ONLY),
    Page("conferences:report_step", "report", SECRETARIAT_ONLY, ("take-back",)),
    Page("conferences:report_mark_edit", "report finding", SECRETARIAT_ONLY),
    Page("conferences:report_unmark_edit", "report finding", SECRETARIAT_ONLY),
    Page("conferences:report_page", "draft report", DRAFT_REPORT_SEEN),
    Page("conferences:report_file", "draft report file", DRAFT_REPORT_SEEN),
    Page("conferences:report_edit", "draft report", DRAFT_REPORT_EDITED),
    Page("conferences:report_write", "draft report", DRAFT_REPORT_EDITED, ("en",)),
    Page("conferences:report_row_new", "draft report", DRAFT_REPORT_EDITED, ("participants",)),
    Page("conferences:report_step", "draft report", DRAFT_REPORT_EDITED, ("publish",)),
    Page("conferences:report_mark_edit", "draft report finding", DRAFT_REPORT_EDITED),
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
