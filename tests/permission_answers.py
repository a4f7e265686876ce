"""What the seats get from an address: the words in which the table of permissions is written.

A row is an address, on which record of `tests/world.py` it is tried, and what each seat gets: 200 (it is
shown, or leads on to a page that is), 302 (visitors are asked to sign in), 403 (may be seen, may not be done),
404 (may not be seen), 410 (an invitation that is not for this person). A seat that may not open a form may not
send it either.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.world import ADMINISTRATOR, CONTACT, DIRECTOR, EIPA, OTHER, OWN, SEATS, SECRETARIAT, VISITOR

Answers = dict[str, int]


@dataclass(frozen=True)
class Page:
    """name: of the address. on: key of the record. more: what it needs besides. is_act: it takes POST alone, and
    answers `by_get` to GET afterwards: 405, 200 where it leads back to the page it belongs to, 404 where it is gone."""

    name: str
    on: str
    answers: Answers
    more: tuple[str, ...] = ()
    is_act: bool = False
    by_get: int = 405

    @property
    def is_form(self) -> bool:
        return self.name.endswith(("_new", "_edit", "_step")) or self.name == "network:invitation_page"


PUBLIC = dict.fromkeys(SEATS, 200)
SIGNED_IN = PUBLIC | {VISITOR: 302}  # a list; it holds what its reader may see
SHARED = SIGNED_IN | {CONTACT: 404}  # a record that the network shares


def only(*seats: str, unseen: tuple[str, ...] = ()) -> Answers:
    """Open to these seats. `unseen`: seats that may not even see the record."""
    return dict.fromkeys(SEATS, 403) | {VISITOR: 302} | dict.fromkeys(unseen, 404) | dict.fromkeys(seats, 200)


NETWORK = only(*(seat for seat in SEATS if seat not in (VISITOR, CONTACT)))
SECRETARIAT_ONLY = only(SECRETARIAT)
SECRETARIAT_ON_SHARED = only(SECRETARIAT, unseen=(CONTACT,))
CAF_CENTRE = only(EIPA)
GUIDES = only(EIPA, SECRETARIAT)
GUIDES_ON_SHARED = only(EIPA, SECRETARIAT, unseen=(CONTACT,))
NOWHERE = only(unseen=tuple(seat for seat in SEATS if seat != VISITOR))  # such rows have pages of their own
PEOPLE = only(ADMINISTRATOR)
PERSON = only(ADMINISTRATOR, unseen=(CONTACT, OWN, OTHER, EIPA, SECRETARIAT, DIRECTOR))

INTEREST_SEEN = only(OWN, DIRECTOR, SECRETARIAT, unseen=(CONTACT, OTHER, EIPA, ADMINISTRATOR))
INTEREST_EDITED = only(OWN, unseen=(CONTACT, OTHER, EIPA, ADMINISTRATOR))
# Of a national edition in Poland, what is not announced yet; and what everybody sees.
HOST_SEEN = only(OWN, DIRECTOR, SECRETARIAT, unseen=(CONTACT, OTHER, EIPA, ADMINISTRATOR))
HOST_EDITED = only(OWN, SECRETARIAT, unseen=(CONTACT, OTHER, EIPA, ADMINISTRATOR))
NATIONAL_EDITED = only(OWN, SECRETARIAT)
TO_VALIDATE_SEEN = only(OWN, DIRECTOR, SECRETARIAT, EIPA, unseen=(VISITOR, CONTACT, OTHER, ADMINISTRATOR))
TO_VALIDATE_EDITED = only(OWN, EIPA, unseen=(CONTACT, OTHER, ADMINISTRATOR))
# Who keeps the register may see the persons behind an organisation; who may only read its record may not.
CAF_PERSONS = only(OWN, EIPA, unseen=(CONTACT, OTHER, ADMINISTRATOR, SECRETARIAT, DIRECTOR))
# A file of Poland's, and one of all countries: for who keeps the register there.
IMPORT_SEEN = only(OWN, EIPA, unseen=(CONTACT, OTHER, ADMINISTRATOR, SECRETARIAT, DIRECTOR))
NOT_EIPA = tuple(seat for seat in SEATS if seat not in (VISITOR, EIPA))
COUNTRY_CAF = only(OWN, EIPA, unseen=(CONTACT,))
