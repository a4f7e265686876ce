"""Who may open which page of this room: rows of the table in tests/permission_table.py."""

from __future__ import annotations

from tests.permission_answers import (
    HOST_EDITED,
    HOST_SEEN,
    INTEREST_EDITED,
    INTEREST_SEEN,
    NATIONAL_EDITED,
    NETWORK,
    NOWHERE,
    PUBLIC,
    SECRETARIAT_ON_SHARED,
    SECRETARIAT_ONLY,
    SHARED,
    SIGNED_IN,
    Page,
    only,
)
from tests.world import ADMINISTRATOR, CONTACT, DIRECTOR, EIPA, OTHER, OWN, SEATS, SECRETARIAT, VISITOR

# Poland hosts the edition that is asked about; before its results are published, its coordinator alone sees it.
ASKING_SEEN = only(OWN, SECRETARIAT, unseen=tuple(seat for seat in SEATS if seat not in (VISITOR, OWN, SECRETARIAT)))
ASKING = only(OWN, SECRETARIAT, unseen=(CONTACT,))
NOBODY_YET = ASKING_SEEN | {OWN: 403, SECRETARIAT: 403}  # it is open: two looks would tell one answer

# A report that is being written is the secretariat's and its host country's; it is a public page, so nobody is asked
# to sign in where it may not be seen.
UNSEEN = (CONTACT, OTHER, EIPA, ADMINISTRATOR)
DRAFT_REPORT_SEEN = only(OWN, DIRECTOR, SECRETARIAT, unseen=(VISITOR, *UNSEEN))
DRAFT_REPORT_EDITED = only(OWN, SECRETARIAT, unseen=UNSEEN)

# The working programme of 6QC, which has no host, and that of an edition that Poland hosts.
WORKING = only(SECRETARIAT, unseen=(CONTACT, OWN, OTHER, EIPA, DIRECTOR, ADMINISTRATOR))
OWN_WORKING = only(SECRETARIAT, OWN, unseen=(CONTACT, OTHER, EIPA, DIRECTOR, ADMINISTRATOR))
BOARD = (
    Page("conferences:board", "", PUBLIC),
    Page("conferences:host_warnings", "", SECRETARIAT_ONLY),
    Page("conferences:host_warning_send", "edition", SECRETARIAT_ONLY, is_act=True),
)
PROGRAMME = (
    Page("conferences:programme", "edition", PUBLIC),
    Page("conferences:programme_version", "programme version", PUBLIC),
    Page("conferences:programme_people", "edition", PUBLIC),
    Page("conferences:programme_calendar", "edition", PUBLIC),
    Page("conferences:programme_json", "edition", PUBLIC),
    Page("conferences:session_calendar", "session", PUBLIC),
    Page("conferences:person_calendar", "programme person", PUBLIC),
    Page("conferences:edition_document", "file", PUBLIC),
    *(
        Page(name, on, answers, more)
        for on, hall, answers in (("edition", "hall", WORKING), ("own edition", "own hall", OWN_WORKING))
        for name, on, more in (
            ("conferences:programme_working", on, ()),
            ("conferences:programme_clashes", on, ()),
            ("conferences:programme_version_new", on, ()),
            ("conferences:programme_working_row_new", on, ("halls",)),
            ("conferences:programme_working_row_edit", hall, ()),
        )
    ),
    Page("conferences:edition_row_new", "own edition", only(SECRETARIAT, OWN), ("sessions",)),
    Page("conferences:session_page", "own draft session", OWN_WORKING | {VISITOR: 404}),
    Page("conferences:session_edit", "own draft session", OWN_WORKING),
    Page("conferences:session_row_new", "own draft session", OWN_WORKING, ("people",)),
    Page("conferences:session_row_edit", "own session person", OWN_WORKING),
    Page(
        "conferences:session_row_new",
        "session",
        only(SECRETARIAT, unseen=(CONTACT, EIPA, DIRECTOR, ADMINISTRATOR)),
        ("people",),
    ),
    Page("conferences:session_row_edit", "session person", WORKING),
)

# Who is not of the network is refused before the letter is looked for.
TAKEN_AWAY = INTEREST_EDITED | {CONTACT: 403}
NO_SEAT = only(unseen=(CONTACT,))
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
    Page(
        "conferences:case_row_edit",
        "case reviewer",
        only(SECRETARIAT, unseen=(OWN, OTHER, EIPA, DIRECTOR, *OUTSIDERS)),
    ),
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
# A draft of Poland; one of a body of EIPA's; one of Denmark that is handed in and stands in a delivered paper.
DRAFT_SEEN = only(OWN, DIRECTOR, SECRETARIAT, unseen=STRANGERS)
DRAFT_EDITED = only(OWN, SECRETARIAT, unseen=STRANGERS)
BODY_DRAFT = only(EIPA, SECRETARIAT, unseen=(CONTACT, OWN, OTHER, DIRECTOR, ADMINISTRATOR))
NO_LONGER = only(unseen=(CONTACT,))
PROPOSALS = (
    Page("conferences:model", "", NETWORK),
    Page("conferences:alternative_list", "", SIGNED_IN),
    Page("conferences:alternative_new", "", only(OWN, OTHER, EIPA, SECRETARIAT)),
    Page("conferences:alternative_page", "alternative draft", DRAFT_SEEN),
    Page("conferences:alternative_edit", "alternative draft", DRAFT_EDITED),
    Page("conferences:alternative_step", "alternative draft", DRAFT_EDITED, ("hand-in",)),
    Page("conferences:alternative_row_new", "alternative draft", DRAFT_EDITED, ("costs",)),
    Page("conferences:alternative_row_edit", "alternative draft cost", DRAFT_EDITED),
    Page("conferences:alternative_cost_remove", "alternative draft removed", DRAFT_EDITED, is_act=True),
    Page("conferences:alternative_page", "alternative of EIPA", BODY_DRAFT),
    Page("conferences:alternative_edit", "alternative of EIPA", BODY_DRAFT),
    Page("conferences:alternative_row_new", "alternative of EIPA", BODY_DRAFT, ("costs",)),
    Page("conferences:alternative_step", "alternative of EIPA", BODY_DRAFT, ("hand-in",)),
    Page("conferences:alternative_page", "alternative", SHARED),
    Page("conferences:alternative_edit", "alternative", NO_LONGER),
    Page("conferences:alternative_row_new", "alternative", NO_LONGER, ("costs",)),
    Page("conferences:alternative_row_edit", "alternative cost", NO_LONGER),
    Page("conferences:alternative_cost_remove", "alternative removed", NO_LONGER, is_act=True),
    Page("conferences:alternative_step", "alternative", only(OTHER, SECRETARIAT, unseen=(CONTACT,)), ("withdraw",)),
    Page("conferences:paper_list", "", SIGNED_IN),
    Page("conferences:paper_new", "", SECRETARIAT_ONLY),
    Page("conferences:paper_page", "paper", SHARED),
    Page("conferences:paper_row_new", "paper", SECRETARIAT_ON_SHARED, ("deliveries",)),
    Page("conferences:paper_row_edit", "delivery", NOWHERE),
    Page("conferences:paper_files_part", "paper", NETWORK),
    Page("conferences:paper_make_files", "paper", SECRETARIAT_ONLY, is_act=True),
    Page("conferences:paper_file", "paper", NETWORK, ("en",)),
)
ROWS = (
    *CASES,
    *PROPOSALS,
    Page("conferences:home", "", PUBLIC),
    Page("conferences:edition_list", "", PUBLIC),
    Page("conferences:edition_page", "edition", PUBLIC),
    Page("conferences:edition_new", "", SECRETARIAT_ONLY),
    Page("conferences:edition_edit", "edition", SECRETARIAT_ONLY),
    *(
        Page("conferences:edition_row_new", "edition", SECRETARIAT_ONLY, (relation,))
        for relation in (
            "schedules",
            "attendances",
            "prizes",
            "sessions",
            "figures",
            "frames",
            "partners",
            "documents",
            "costs",
        )
    ),
    *(
        Page("conferences:edition_row_new", "edition", SECRETARIAT_ON_SHARED, (relation,))
        for relation in ("evaluations", "findings", "host_searches")
    ),
    *(
        Page("conferences:edition_row_edit", relation, SECRETARIAT_ONLY)
        for relation in ("schedules", "attendances", "prizes", "figures", "frames", "partners", "documents", "costs")
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
    Page("conferences:session_row_new", "session of Poland", only(OWN, SECRETARIAT), ("reports",)),
    Page("conferences:session_row_edit", "session contributor", SECRETARIAT_ONLY),
    *PROGRAMME,
    *BOARD,
    Page("conferences:report_list", "", PUBLIC),
    Page("conferences:report_page", "report", PUBLIC),
    Page("conferences:report_file", "report file", PUBLIC),
    Page("conferences:report_print", "report", PUBLIC, ("en",), is_act=True, by_get=200),
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
    Page("conferences:report_print", "draft report", DRAFT_REPORT_SEEN, ("en",), is_act=True, by_get=200),
    Page("conferences:report_edit", "draft report", DRAFT_REPORT_EDITED),
    Page("conferences:report_write", "draft report", DRAFT_REPORT_EDITED, ("en",)),
    Page("conferences:report_row_new", "draft report", DRAFT_REPORT_EDITED, ("participants",)),
    Page("conferences:report_step", "draft report", DRAFT_REPORT_EDITED, ("publish",)),
    Page("conferences:report_mark_edit", "draft report finding", DRAFT_REPORT_EDITED),
    Page("conferences:bid_call_list", "", SIGNED_IN),
    Page("conferences:bid_call_page", "call", SHARED),
    Page("conferences:bid_call_new", "", SECRETARIAT_ONLY),
    Page("conferences:bid_call_edit", "call", SECRETARIAT_ON_SHARED),
    Page("conferences:bid_call_row_new", "call", SECRETARIAT_ON_SHARED, ("reports",)),
    Page("conferences:bid_call_row_edit", "call report", SECRETARIAT_ON_SHARED),
    *(
        Page("conferences:bid_call_row_new", "call", SECRETARIAT_ON_SHARED, (relation,))
        for relation in ("deadlines", "assessors")
    ),
    Page("conferences:bid_call_row_new", "call", NO_SEAT, ("criteria",)),  # scores are handed in
    Page("conferences:bid_call_row_edit", "criterion", NO_SEAT),
    Page("conferences:bid_call_row_edit", "deadline", SECRETARIAT_ON_SHARED),
    Page("conferences:bid_call_row_edit", "assessor", SECRETARIAT_ON_SHARED),
    Page("conferences:assessment_matrix", "call", SHARED),
    Page("conferences:assessment_file", "call", SHARED, ("xlsx",)),
    Page("conferences:assessment_file", "call", SHARED, ("pdf",)),
    Page("conferences:assessment_print", "call", SHARED, is_act=True, by_get=200),
    Page("conferences:assessment_file", "call", NOWHERE, ("docx",)),
    Page("conferences:assessment_choose", "call", SECRETARIAT_ON_SHARED, is_act=True, by_get=200),
    Page("conferences:assessment_close", "call", SECRETARIAT_ON_SHARED),
    Page("conferences:assessment_remarks", "call", SECRETARIAT_ON_SHARED),
    # An assessor is a person named for a call: no seat is one by itself.
    Page("conferences:assessment_own", "call", NO_SEAT),
    Page("conferences:assessment_hand_in", "call", NO_SEAT, is_act=True, by_get=200),
    *(
        Page(f"conferences:assessment_{page}", "call", NO_SEAT, (country,))
        for page in ("score", "conflict")
        for country in ("dk", "pl")
    ),
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
    Page("conferences:bid_step", "bid", SECRETARIAT_ON_SHARED, ("ask",)),
)
