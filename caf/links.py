"""What the personal links of the register are for: a link for the one does not open the other (`core.links`)."""

from django.core import signing

CLAIM, ANSWER, ACTOR = b"caf claim", b"caf answer", b"caf feedback actor"
STOP = signing.Signer(salt="caf.stop")
"""Signs a contact's key: a link that works as long as the mail is kept, and opens nothing but its own page."""


def stop_token(contact_id: int) -> str:
    return STOP.sign(str(contact_id))


def contact_of(token: str) -> int | None:
    """The contact that a token was made for; None where it was made by somebody else."""
    try:
        return int(STOP.unsign(token))
    except signing.BadSignature:
        return None
