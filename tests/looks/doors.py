"""Every page that is looked at: those of the table of permissions, and those of the library that signs people in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse

from tests.looks.eyes import NARROW, WIDE, Look
from tests.permission_table import TABLE, Page
from tests.world import ADMINISTRATOR, CONTACT, DIRECTOR, EIPA, OTHER, OWN, SECRETARIAT, VISITOR, World

GUARDED = "someone with every second factor"
HALFWAY = "someone who is asked for the second factor"
BY_POWER = (SECRETARIAT, EIPA, OWN, OTHER, ADMINISTRATOR, DIRECTOR, CONTACT, VISITOR)


@dataclass(frozen=True)
class Door:
    """name: of the address. on: key of the record. who: looks, in which ways. status: of the page that is shown.

    axe: whether axe looks, which takes as long as all the rest.
    """

    name: str
    on: str
    who: str
    looks: tuple[Look, ...]
    more: tuple[str, ...] = ()
    status: int = 200
    axe: bool = True

    def __str__(self) -> str:
        return " ".join(filter(None, (self.name, self.on, *self.more, f"as {self.who}")))

    def look(self, look: Look) -> Look:
        """That way of reading, as far as this door is looked at."""
        return look if self.axe else replace(look, axe=False)

    def path(self, world: World) -> str:
        return reverse(self.name, args=[*world.keys[self.on], *self.more])


# --- The table of permissions -------------------------------------------------------------------------

NO_PAGES = (
    "healthz",
    "account_email",  # leads on to the account
    "_part",  # of a page
    "_file",
    "_calendar",
    "_json",
    "_docx",
    ":application_document",
    ":bid_letter",
    ":edition_document",
    ":import_errors",
)
"""How the names of addresses end that are no pages."""
# Looked at where they are full, on the demonstration records; by the first of these who may.
LIST_READERS = (VISITOR, SECRETARIAT, ADMINISTRATOR, EIPA)
LISTS = {
    page.name: next(seat for seat in LIST_READERS if page.answers[seat] == 200)
    for page in TABLE
    if page.name.endswith("_list") and not page.on
}


NAMES = {page.name for page in TABLE}
FIRST = {
    page.name: place
    for place, page in reversed(list(enumerate(TABLE)))
    if not page.is_act and 200 in page.answers.values()
}
"""Where the table first has an address that somebody may open."""


def is_seen_elsewhere(page: Page) -> bool:
    """A form to mend a record is the one to enter it, filled in."""
    return page.name.endswith("_edit") and f"{page.name.removesuffix('_edit')}_new" in NAMES


def doors_of(place: int, page: Page) -> list[Door]:
    """A public page: a visitor's and that of who may do most. Of the others, every second one is seen narrow.

    Axe looks at an address once, as one of the two: its other records and rows are drawn by the same templates.
    """
    seats = [seat for seat in BY_POWER if page.answers[seat] == 200]
    if not seats or page.is_act or page.name.endswith(NO_PAGES) or page.name in LISTS or is_seen_elsewhere(page):
        return []
    if seats[-1] == VISITOR:
        views = {seats[-1]: (NARROW,), seats[0]: (WIDE,)} if len(seats) > 1 else {VISITOR: (NARROW, WIDE)}
    else:
        views = {seats[0]: ((NARROW, WIDE)[place % 2],)}
    with_axe = [*views][place % len(views)]
    return [
        Door(page.name, page.on, seat, looks, page.more, axe=seat == with_axe and FIRST[page.name] == place)
        for seat, looks in views.items()
    ]


TABLE_DOORS = [door for place, page in enumerate(TABLE) for door in doors_of(place, page)]

# --- The library's pages ------------------------------------------------------------------------------

BOTH = (NARROW, WIDE)
LIBRARY_DOORS = [
    Door("account_login", "", VISITOR, BOTH),
    Door("account_signup", "", VISITOR, (NARROW,)),
    Door("account_inactive", "", VISITOR, (WIDE,)),
    Door("account_email_verification_sent", "", VISITOR, (NARROW,)),
    Door("account_confirm_email", "cut off confirmation", VISITOR, (WIDE,)),
    Door("account_reset_password", "", VISITOR, BOTH),
    Door("account_reset_password_done", "", VISITOR, (NARROW,)),
    Door("account_reset_password_from_key", "password key", VISITOR, BOTH),
    Door("account_reset_password_from_key", "cut off key", VISITOR, (WIDE,)),
    Door("account_reset_password_from_key_done", "", VISITOR, (NARROW,)),
    Door("account_change_password", "", SECRETARIAT, BOTH),
    Door("account_reauthenticate", "", SECRETARIAT, (WIDE,)),
    Door("account_logout", "", SECRETARIAT, (NARROW,)),
    Door("mfa_index", "", SECRETARIAT, (WIDE,)),
    Door("mfa_index", "", GUARDED, (NARROW,)),
    Door("mfa_authenticate", "", HALFWAY, BOTH),
    Door("mfa_reauthenticate", "", GUARDED, (WIDE,)),
    Door("mfa_reauthenticate_webauthn", "", GUARDED, (NARROW,)),
    Door("mfa_activate_totp", "", SECRETARIAT, BOTH),
    Door("mfa_deactivate_totp", "", GUARDED, (WIDE,)),
    Door("mfa_view_recovery_codes", "", GUARDED, (NARROW,)),
    Door("mfa_generate_recovery_codes", "", GUARDED, (WIDE,)),
    Door("mfa_list_webauthn", "", SECRETARIAT, (WIDE,)),
    Door("mfa_list_webauthn", "", GUARDED, BOTH),
    Door("mfa_add_webauthn", "", GUARDED, (NARROW,)),
    Door("mfa_edit_webauthn", "security key", GUARDED, (WIDE,)),
    Door("mfa_remove_webauthn", "security key", GUARDED, (NARROW,)),
    Door("socialaccount_login_cancelled", "", VISITOR, (WIDE,)),
    Door("socialaccount_login_error", "", VISITOR, (NARROW,)),
    Door("socialaccount_connections", "", SECRETARIAT, (WIDE,)),
]
NOT_LOOKED_AT = {
    "account_confirm_login_code",  # no codes are sent
    "account_email",  # the portal's own address leads elsewhere
    "account_set_password",  # for an account without one: there is none
    "mfa_download_recovery_codes",  # a file
    "mfa_login_webauthn",  # for a script
    "socialaccount_signup",  # nobody comes in without an invitation
}
