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
from tests.world import CONTACT, OTHER, OWN

# Who is not of the network is refused before the letter is looked for.
TAKEN_AWAY = INTEREST_EDITED | {CONTACT: 403}
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
    Page("conferences:session_row_edit", "session contributor", SECRETARIAT_ONLY),
    Page("conferences:session_row_edit", "session report", SECRETARIAT_ONLY),
    Page("conferences:bid_call_list", "", SIGNED_IN),
    Page("conferences:bid_call_page", "call", SHARED),
    Page("conferences:bid_call_new", "", SECRETARIAT_ONLY),
    Page("conferences:bid_call_edit", "call", SECRETARIAT_ON_SHARED),
    Page("conferences:bid_call_row_new", "call", SECRETARIAT_ON_SHARED, ("reports",)),
    Page("conferences:bid_call_row_edit", "call report", SECRETARIAT_ON_SHARED),
    Page("conferences:bid_list", "", SIGNED_IN),
    Page("conferences:bid_new", "", only(OWN, OTHER)),
    Page("conferences:bid_page", "interest", INTEREST_SEEN),
    Page("conferences:bid_edit", "interest", INTEREST_EDITED),
    *(
        Page("conferences:bid_part_edit", "interest", INTEREST_EDITED, (part,))
        for part in ("partners", "dates", "venue", "financing", "send")
    ),
    Page("conferences:bid_letters_edit", "interest", INTEREST_EDITED),
    Page("conferences:bid_letter", "letter of the interest", INTEREST_SEEN),
    Page(
        "conferences:bid_letter_remove", "letter of the interest", TAKEN_AWAY, is_act=True, by_get=404
    ),  # by then it is gone
    Page("conferences:bid_part_edit", "bid", only(OTHER, unseen=(CONTACT,)), ("financing",)),
    Page("conferences:bid_letters_edit", "bid", only(OTHER, unseen=(CONTACT,))),
    Page("conferences:bid_letter", "letter of the bid", SHARED),
    Page("conferences:bid_step", "interest", INTEREST_EDITED, ("submit",)),
    Page("conferences:bid_step", "interest", INTEREST_EDITED, ("withdraw",)),
    Page("conferences:bid_page", "bid", SHARED),
    Page("conferences:bid_edit", "bid", only(OTHER, unseen=(CONTACT,))),
    Page("conferences:bid_step", "bid", only(OTHER, unseen=(CONTACT,)), ("withdraw",)),
    Page("conferences:bid_step", "bid", SECRETARIAT_ON_SHARED, ("accept",)),
)
