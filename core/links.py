"""Personal links: a token of 256 random bits stands in its mail alone, and what is kept of it opens nothing.

Where somebody is asked for answers, two marks are made of the token, and neither tells the other: one stands with the
recipient, to know the link again; the other stands with the answers, to change them.
docs/decisions/0010-evaluation-answers.md says why.
"""

from __future__ import annotations

import hmac
import secrets

RECIPIENT, ANSWERS = b"recipient", b"answers"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def mark_of(token: str, purpose: bytes) -> str:
    """What is kept of a token. It opens nothing, and a token for one purpose has another mark for the other."""
    return hmac.digest(token.encode(), purpose, "sha256").hex()


def recipient_mark(token: str) -> str:
    """What stands with the recipient."""
    return mark_of(token, RECIPIENT)


def answers_key(token: str) -> str:
    """What stands with the answers."""
    return mark_of(token, ANSWERS)
