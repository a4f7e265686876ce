"""Who may open which page of this room: rows of the table in tests/permission_table.py."""

from __future__ import annotations

from tests.permission_answers import (
    HOST_EDITED,
    HOST_SEEN,
    INTEREST_EDITED,
    INTEREST_SEEN,
    NATIONAL_EDITED,
    NOWHERE,
    PUBLIC,
    SECRETARIAT_ON_SHARED,
    SECRETARIAT_ONLY,
    SHARED,
    SIGNED_IN,
    Page,
    only,
)
from tests.world import CONTACT, OTHER, OWN, VISITOR

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
    Page("conferences:prizes_page", "national edition", PUBLIC),
    *(
        Page("conferences:prizes_row_new", "national edition", NATIONAL_EDITED, (relation,))
        for relation in ("laureates", "releases", "prizes", "nominees", "jury", "press_notes")
    ),
    Page("conferences:prizes_row_new", "edition", SECRETARIAT_ONLY, ("laureates",)),
    *(Page("conferences:prizes_row_edit", on, NATIONAL_EDITED) for on in ("national prize", "jury", "press note")),
    Page("conferences:prizes_row_edit", "hidden nominee", HOST_EDITED),
    Page("conferences:prizes_row_edit", "linked laureate", NOWHERE),
    Page("conferences:laureate_page", "laureate", PUBLIC),
    Page("conferences:laureate_page", "hidden laureate", HOST_SEEN | {VISITOR: 404}),
    Page("conferences:laureate_edit", "hidden laureate", HOST_EDITED),
    Page("conferences:laureate_edit", "laureate", NATIONAL_EDITED),
    Page("conferences:laureate_step", "hidden laureate", HOST_EDITED, ("withdraw",)),
    Page("conferences:laureate_step", "laureate", NATIONAL_EDITED, ("withdraw",)),
    Page("conferences:laureate_row_new", "hidden laureate", HOST_EDITED, ("certificates",)),
    Page("conferences:laureate_row_edit", "linked certificate", NOWHERE),
    Page("conferences:certificate_verify", "", PUBLIC),
    Page("conferences:certificate_page", "certificate", PUBLIC),
    Page("conferences:certificate_file", "certificate", HOST_SEEN),
    Page("conferences:certificate_file_part", "certificate", HOST_SEEN),
    Page("conferences:certificate_make_file", "certificate", HOST_EDITED, is_act=True),
    Page("conferences:release_list", "", PUBLIC),
    Page("conferences:release_page", "release", HOST_SEEN | {VISITOR: 404}),
    Page("conferences:release_edit", "release", HOST_EDITED),
    Page("conferences:release_step", "release", HOST_EDITED, ("release",)),
    Page("conferences:release_row_new", "release", NOWHERE, ("paragraphs",)),
    Page("conferences:release_row_edit", "paragraph", HOST_EDITED),
    Page("conferences:release_take_drawn", "drawn paragraph", HOST_EDITED, is_act=True),
    Page("conferences:release_files_part", "release", HOST_SEEN | {VISITOR: 404}),
    Page("conferences:release_make_files", "release", HOST_EDITED, is_act=True),
    Page("conferences:release_file", "release", HOST_SEEN | {VISITOR: 404}, ("en", "pdf")),
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
