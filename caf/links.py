"""Personal links of the register: a token of 256 random bits that stands in the mail alone, and its mark beside us."""

from __future__ import annotations

import hmac
import secrets

from django.core import signing

CLAIM, ANSWER, ACTOR = b"caf claim", b"caf answer", b"caf feedback actor"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def mark_of(token: str, purpose: bytes) -> str:
    """What is kept of a token. It opens nothing, and a token for one purpose has another mark for the other."""
    return hmac.digest(token.encode(), purpose, "sha256").hex()


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
