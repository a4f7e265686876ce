"""Personal links of the register: a token of 256 random bits that stands in the mail alone, and its mark beside us."""

from __future__ import annotations

import hmac
import secrets

CLAIM, ANSWER, ACTOR = b"caf claim", b"caf answer", b"caf feedback actor"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def mark_of(token: str, purpose: bytes) -> str:
    """What is kept of a token. It opens nothing, and a token for one purpose has another mark for the other."""
    return hmac.digest(token.encode(), purpose, "sha256").hex()
