"""The rig itself: what the other tests stand on is really what it says it is."""

import os
import smtplib

import pytest
from django.db import connection
from redis import Redis
from redis import exceptions as redis_exceptions

from tests import servers


@pytest.mark.django_db
def test_database_is_the_one_asked_for():
    assert connection.vendor == os.environ.get("PORTAL_TEST_DATABASE", "sqlite")


def test_broker_can_be_killed_and_started_again(broker):
    address = os.environ["REDIS_URL"].replace("redis+socket://", "unix://")
    Redis.from_url(address).set("kept", "yes")
    broker.kill()
    with pytest.raises(redis_exceptions.ConnectionError):
        Redis.from_url(address).ping()
    broker.start()
    assert Redis.from_url(address).get("kept") == b"yes"


def test_mailbox_holds_what_was_sent(mailbox):
    host, port = os.environ["EMAIL_URL"].removeprefix("smtp://").split(":")
    with smtplib.SMTP(host, int(port)) as client:
        client.sendmail("from@example.org", ["to@example.org"], "Subject: A call\n\nText")
    assert [message["Subject"] for message in mailbox] == ["A call"]


def test_missing_server_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(servers.ServerMissingError):
        servers.start_broker("postgresql", tmp_path)
