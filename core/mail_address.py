"""A mail address as people write it into a list."""

from __future__ import annotations

from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def mail_address(written: str) -> str:
    """The address in "person@example.org" or "Name <person@example.org>", in small letters; "" where there is none."""
    email = parseaddr(written)[1].lower()
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email if "<" in written or email == written.strip().lower() else ""
