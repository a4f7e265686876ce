"""Mails that came back after they had been sent: reports of mail servers, as RFC 3464 has them.

A report counts for a mail only if it knows the mail's reference, 128 random bits that stand in its return address and
in its Message-ID: nobody who has not seen the mail can say that it came back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from typing import Any

from core.clock import present_day
from network.models import Mail, MailBounce

REFERENCE = re.compile(r"[+<]([0-9a-f]{32})@", re.IGNORECASE)
DELIVERED_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
LONGEST_REASON = 500
FAILED = "failed"
PARTS_OF_A_REPORT = 3
"""What people read, what machines read, and the mail that came back or its headers."""


@dataclass(frozen=True)
class Report:
    """That a mail could not be delivered. references: what may be the mail's, the surest first."""

    references: tuple[str, ...]
    status: str
    reason: str


def report_in(message: Message) -> Report | None:
    """What a message reports; None if it reports no failure: other mail, a delay, or that it was delivered."""
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return None
    parts = [part for part in message.get_payload() if isinstance(part, Message)][:PARTS_OF_A_REPORT]
    recipients = [
        block for part in parts if part.get_content_type() == "message/delivery-status" for block in blocks(part)
    ]
    failed = next((block for block in recipients if words(block, "Action").lower() == FAILED), None)
    if failed is None:
        return None
    status = STATUS.search(words(failed, "Status"))
    reason = words(failed, "Diagnostic-Code").partition(";")[2] or words(failed, "Diagnostic-Code")
    return Report(
        references=tuple(dict.fromkeys(references_in(message, parts))),
        status=status[0] if status else "",
        reason=" ".join(reason.split())[:LONGEST_REASON],
    )


def blocks(part: Message) -> list[Message]:
    """Of the part for machines: about the mail first, then about each recipient; each is a message of headers alone."""
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def words(message: Message, header: str) -> str:
    """A header as text; "" where there is none, whatever bytes it is made of."""
    return str(message.get(header, "")).strip()


def references_in(message: Message, parts: list[Message]) -> Iterator[str]:
    """Where the report was sent to, and the Message-ID of the mail that it gives back."""
    for header in DELIVERED_TO:
        for address in message.get_all(header, []):
            yield from found_in(str(address))
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            for original in blocks(part):
                yield from found_in(words(original, "Message-ID"))
        elif part.get_content_type() == "text/rfc822-headers":
            content: Any = part.get_payload(decode=True) or b""
            yield from found_in(words(HeaderParser().parsestr(content.decode("ascii", "replace")), "Message-ID"))


def found_in(text: str) -> list[str]:
    return [reference.lower() for reference in REFERENCE.findall(text)]


def note_bounce(message: Message) -> MailBounce | None:
    """Keep what a message reports of a mail that we sent; None where it reports nothing of one. Safe to run again."""
    report = report_in(message)
    if report is None:
        return None
    mails = {
        mail.reference: mail for mail in Mail.objects.filter(reference__in=report.references, sent_at__isnull=False)
    }
    mail = next((mails[reference] for reference in report.references if reference in mails), None)
    if mail is None:
        return None
    about_it = {"status": report.status, "reason": report.reason, "known_on": present_day()}
    bounce, _is_new = MailBounce.objects.get_or_create(mail=mail, defaults=about_it)
    return bounce
