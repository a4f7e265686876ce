"""Who may open which page of this room: rows of the table in tests/permission_table.py."""

from __future__ import annotations

from tests.permission_answers import (
    INTEREST_EDITED,
    INTEREST_SEEN,
    NOWHERE,
    PUBLIC,
    SECRETARIAT_ON_SHARED,
    SECRETARIAT_ONLY,
    SHARED,
    SIGNED_IN,
    Page,
    only,
)
from tests.world import ADMINISTRATOR, CONTACT, DIRECTOR, EIPA, OTHER, OWN, SECRETARIAT, VISITOR

CASE_ROWS = ("terms", "milestones", "sub_themes", "criteria", "releases")
STRANGERS = (CONTACT, OTHER, EIPA, ADMINISTRATOR)  # to a case of Poland
OUTSIDERS = (CONTACT, ADMINISTRATOR)  # to one of Denmark that EIPA reviews, with Poland as its critical friend
CASES = (
    Page("conferences:case_list", "", PUBLIC),
    Page("conferences:case_new", "", only(OWN, OTHER)),
    Page("conferences:case_page", "case draft", only(OWN, DIRECTOR, SECRETARIAT, unseen=(VISITOR, *STRANGERS))),
    Page("conferences:case_edit", "case draft", INTEREST_EDITED),
    Page("conferences:case_step", "case draft", INTEREST_EDITED, ("nominate",)),
    Page("conferences:case_step", "case draft", INTEREST_EDITED, ("withdraw",)),
    Page("conferences:case_page", "case nominated", only(OWN, DIRECTOR, SECRETARIAT, unseen=(VISITOR, *STRANGERS))),
    Page("conferences:case_replace", "case nominated", INTEREST_EDITED),
    Page("conferences:case_step", "case nominated", only(SECRETARIAT, unseen=STRANGERS), ("review",)),
    Page(
        "conferences:case_page",
        "case reviewed",
        only(OWN, DIRECTOR, OTHER, EIPA, SECRETARIAT, unseen=(VISITOR, *OUTSIDERS)),
    ),
    Page("conferences:case_edit", "case reviewed", only(unseen=OUTSIDERS)),
    Page("conferences:case_review", "case reviewed", only(EIPA, unseen=OUTSIDERS)),
    Page("conferences:case_stand_back", "case reviewed", only(EIPA, unseen=OUTSIDERS)),
    Page("conferences:case_step", "case reviewed", only(SECRETARIAT, unseen=OUTSIDERS), ("select",)),
    Page("conferences:case_step", "case reviewed", only(unseen=OUTSIDERS), ("nominate",)),
    Page(
        "conferences:case_row_new",
        "case reviewed",
        only(SECRETARIAT, unseen=(OWN, OTHER, EIPA, DIRECTOR, *OUTSIDERS)),
        ("reviewers",),
    ),
    Page("conferences:case_row_edit", "case reviewer", NOWHERE),
    Page("conferences:case_row_new", "case reviewed", only(OWN, unseen=(EIPA, *OUTSIDERS)), ("comments",)),
    Page("conferences:case_row_edit", "case comment", only(OWN, unseen=(EIPA, *OUTSIDERS))),
    Page("conferences:case_page", "case selected", PUBLIC),
    Page("conferences:case_edit", "case selected", only(OTHER)),
    Page("conferences:case_step", "case selected", only(OTHER), ("withdraw",)),
    Page("conferences:case_step", "case selected", SECRETARIAT_ONLY, ("present",)),
    Page("conferences:case_call_list", "", SIGNED_IN),
    Page("conferences:case_call_page", "case call", SHARED),
    Page("conferences:case_call_new", "", SECRETARIAT_ONLY),
    Page("conferences:case_call_edit", "case call", SECRETARIAT_ON_SHARED),
    *(Page("conferences:case_call_row_new", "case call", SECRETARIAT_ON_SHARED, (rows,)) for rows in CASE_ROWS),
    *(Page("conferences:case_call_row_edit", f"case {rows}", SECRETARIAT_ON_SHARED) for rows in CASE_ROWS),
    Page("conferences:case_selection", "case call", SECRETARIAT_ON_SHARED),
    Page("conferences:case_friends", "case call", SECRETARIAT_ON_SHARED),
)

ROWS = (
    *CASES,
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
