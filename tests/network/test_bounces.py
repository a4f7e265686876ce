"""Mails that come back after the server took them: a real dialogue out, a real report in, and who can make one up."""

from __future__ import annotations

import io
import smtplib
import sys
from email import message_from_bytes, message_from_string
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import make_msgid

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from django.core.management import CommandError, call_command

from caf.reading.bounces import bounced_contacts
from core import jobs
from core.models import Job
from network.bounces import note_bounce
from network.mail import queue_mail
from network.models import Mail, MailBounce
from tests.caf.factories import ContactFactory
from tests.servers import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NO_SUCH = "smtp; 550 5.1.1 <quality@office.example>: Recipient address rejected:\n    User unknown"


def report(original, *, to, action="failed", status="5.1.1", reason=NO_SUCH, headers_alone=False):
    """As a mail server writes it (RFC 3464): for people, for machines, and what came back."""
    message = MIMEMultipart("report", report_type="delivery-status")
    message["From"], message["To"] = "MAILER-DAEMON@mail.office.example", to
    message["Subject"], message["Message-ID"] = "Undelivered Mail Returned to Sender", make_msgid()
    message.attach(MIMEText("I'm sorry to have to inform you that your message could not be delivered."))
    machines = message_from_string(
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail.office.example\n"
        "Arrival-Date: Wed, 26 Nov 2008 09:00:00 +0100\n\n"
        f"Final-Recipient: rfc822; quality@office.example\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: {reason}\n"
    )
    message.attach(machines)
    if headers_alone:
        head = original.as_string().partition("\n\n")[0]
        message.attach(message_from_string(f"Content-Type: text/rfc822-headers\n\n{head}\n"))
    else:
        message.attach(MIMEMessage(original))
    return message


class Returning:
    """A mail server that takes every mail, and reports to its return address that it cannot be delivered."""

    def __init__(self, port):
        self.port = port
        self.senders: list[str] = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - as aiosmtpd calls it
        self.senders.append(envelope.mail_from)
        made = report(message_from_bytes(envelope.content), to=envelope.mail_from)
        with smtplib.SMTP("127.0.0.1", self.port) as back:
            back.sendmail("", [envelope.mail_from], made.as_bytes(policy=SMTP))
        return "250 Queued"


@pytest.fixture
def sent(settings):
    """A mail to a contact that has gone out, and what its headers say."""

    def send(about="CAF contact 1", to="quality@office.example"):
        queue_mail(to=to, subject="A", body="B", language="en", about=about)
        jobs.run(Job.objects.latest("pk").pk)
        return Mail.objects.latest("pk")

    settings.BOUNCE_ADDRESS = "bounces@portal.example"
    return send


def out_of(mail):
    original = MIMEText("B")
    original["Message-ID"] = f"<{mail.reference}@portal.example>"
    return original


def test_a_mail_that_comes_back_later_stands_on_the_desk(sent, settings, tmp_path, capsys):
    contact = ContactFactory(email="quality@office.example")
    box = Controller(Mailbox(tmp_path / "bounces"), hostname="127.0.0.1", port=free_port())
    far = Returning(box.port)
    server = Controller(far, hostname="127.0.0.1", port=free_port())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    box.start()
    server.start()
    try:
        mail = sent(about=f"CAF contact {contact.pk}")
    finally:
        server.stop()
        box.stop()
    assert mail.sent_at is not None
    assert far.senders == [f"bounces+{mail.reference}@portal.example"]
    assert not bounced_contacts().exists()
    for said in ("1 messages read, 1 report", "0 messages read, 0 report"):  # what is read is marked
        call_command("read_bounces", str(tmp_path / "bounces"))
        assert said in capsys.readouterr().out
    bounce = MailBounce.objects.get()
    assert (bounce.mail, bounce.status) == (mail, "5.1.1")
    assert bounce.reason == "550 5.1.1 <quality@office.example>: Recipient address rejected: User unknown"
    assert list(bounced_contacts()) == [contact]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    sent(about=f"CAF contact {contact.pk}")  # a later one has not come back
    assert not bounced_contacts().exists()


def test_a_report_on_standard_input_in_an_mbox_and_in_a_folder(sent, tmp_path, monkeypatch, capsys):
    first, second, third = sent(), sent(), sent()
    piped = report(out_of(first), to="bounces@portal.example", headers_alone=True).as_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped)))
    call_command("read_bounces")
    mbox = tmp_path / "mbox"
    mbox.write_text(f"From - Wed Nov 26 09:00:00 2008\n{report(out_of(second), to='x@portal.example')}\n\n")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "1.eml").write_bytes(report(out_of(third), to="x@portal.example").as_bytes())
    for place in (mbox, mbox, folder, folder):
        call_command("read_bounces", str(place))
    assert set(MailBounce.objects.values_list("mail", flat=True)) == {first.pk, second.pk, third.pk}
    assert "0 messages read" in capsys.readouterr().out
    with pytest.raises(CommandError, match="not there"):
        call_command("read_bounces", str(tmp_path / "elsewhere"))


@pytest.mark.parametrize(
    "change",
    [{"action": "delayed"}, {"action": "relayed", "status": "2.0.0"}, {"action": ""}],
)
def test_what_is_delayed_or_delivered_has_not_come_back(sent, change):
    assert note_bounce(report(out_of(sent()), to="bounces@portal.example", **change)) is None


def test_nobody_makes_one_up_without_the_mail(sent):
    mail = sent()
    forged = MIMEText("B")
    forged["Message-ID"] = f"<{mail.pk:032x}@portal.example>"
    assert note_bounce(report(forged, to="bounces@portal.example")) is None
    assert note_bounce(out_of(mail)) is None  # an ordinary mail that knows the reference
    Mail.objects.update(sent_at=None, body="B")
    assert note_bounce(report(out_of(mail), to="bounces@portal.example")) is None  # not sent yet
    assert not MailBounce.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        (
            b"Content-Type: multipart/report; boundary=x\n\n--x\n"
            b"Content-Type: message/delivery-status\n\n\xff: \xff\n--x--"
        ),
    ],
)
def test_what_cannot_be_read_is_passed_over(content):
    assert note_bounce(message_from_bytes(content)) is None


def test_without_a_box_for_reports_mail_comes_from_the_portal(sent, settings, mailoutbox):
    settings.BOUNCE_ADDRESS = ""
    mail = sent()
    assert mailoutbox[0].from_email == settings.DEFAULT_FROM_EMAIL
    assert mailoutbox[0].extra_headers["Message-ID"].startswith(f"<{mail.reference}@")
    assert mailoutbox[0].extra_headers["Auto-Submitted"] == "auto-generated"
