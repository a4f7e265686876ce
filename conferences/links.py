"""Personal links of a questionnaire: what is kept of one, so that an answer cannot be traced to an address.

A link holds a token of 256 random bits and stands in the mail alone. Two marks are made of it, and neither tells the
other: one stands with the recipient, to know the link again; the other stands with the answers, to change them.
docs/decisions/0010-evaluation-answers.md says why.
"""

from __future__ import annotations

import hmac
import secrets

RECIPIENT, ANSWERS = b"recipient", b"answers"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def recipient_mark(token: str) -> str:
    """What stands with the recipient."""
    return hmac.digest(token.encode(), RECIPIENT, "sha256").hex()


def answers_key(token: str) -> str:
    """What stands with the answers."""
    return hmac.digest(token.encode(), ANSWERS, "sha256").hex()
