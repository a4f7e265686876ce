"""Reads what mail servers report as undeliverable: from a Maildir, an mbox or a folder, or one message."""

from __future__ import annotations

import mailbox
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from email import message_from_binary_file
from email.message import Message
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.bounces import note_bounce

MAILDIR = ("cur", "new", "tmp")


class Command(BaseCommand):
    help = "Notes which mails came back (RFC 3464). Reads standard input where no place is named. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", nargs="?", type=Path, help="a Maildir, an mbox file, or a folder of .eml files")

    def handle(self, *_args: Any, place: Path | None, **_options: Any) -> None:
        messages = read = 0
        for message in messages_in(place):
            messages += 1
            read += note_bounce(message) is not None
        self.stdout.write(f"{messages} messages read, {read} report a mail that came back.")


def messages_in(place: Path | None) -> Iterator[Message]:
    """The messages that were not read before. Raises CommandError where there are none to be had."""
    if place is None:
        yield message_from_binary_file(sys.stdin.buffer)
    elif not place.exists():
        raise CommandError(f"{place} is not there.")
    elif place.is_file():
        yield from unread(mailbox.mbox(place, create=False), "R")
    elif all((place / name).is_dir() for name in MAILDIR):
        yield from unread(mailbox.Maildir(place, create=False), "S")
    else:
        for file in sorted(place.glob("*.eml")):
            with file.open("rb") as content:
                yield message_from_binary_file(content)


def unread(box: Any, flag: str) -> Iterator[Message]:
    """Each once: what is read is marked in the box, under its lock, so that the next run passes it over."""
    box.lock()
    try:
        for key in list(box.keys()):
            message = box[key]
            if flag in message.get_flags():
                continue
            yield message
            message.add_flag(flag)
            if hasattr(message, "set_subdir"):
                message.set_subdir("cur")
            box[key] = message
    finally:
        box.flush()
        box.close()
