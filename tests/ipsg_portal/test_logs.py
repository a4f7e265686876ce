"""No log holds a personal link: neither the portal's own nor that of the server before it."""

import re
from itertools import product

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse

from ipsg_portal.logs import without_personal_links

pytestmark = pytest.mark.once


def addresses_with_a_token(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLPattern):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses_with_a_token(pattern, inner)
        elif "token" in pattern.pattern.converters:
            yield f"{namespace}{pattern.name}", pattern.pattern.converters


def personal_links():
    given = {"token": "SECRET", "place": 1, "part": "1-1"}
    for name, wanted in addresses_with_a_token(get_resolver()):
        yield reverse(name, kwargs={key: given[key] for key in wanted})
    yield reverse("account_reset_password_from_key", args=["1", "SECRET"])
    yield reverse("account_confirm_email", args=["SECRET"])


def test_there_are_such_links():
    assert len([*personal_links()]) >= 11


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_the_portals_log_holds_none(prefix):
    for link in personal_links():
        told = without_personal_links(None, "", {"request": f"GET {prefix}{link}", "code": 200})
        assert "SECRET" not in told["request"], link
        assert told["code"] == 200


def test_the_proxys_log_holds_none():
    """What Caddy's regexp filter does, in Python's words, for the three fields that hold an address."""
    text = (settings.BASE_DIR / "deploy" / "Caddyfile").read_text()
    filters = dict(re.findall(r'^\s*(\S+) regexp "([^"]+)" "/\$1/\.\.\."$', text, re.MULTILINE))
    assert filters.keys() == {"request>uri", "request>headers>Referer", "resp_headers>Location"}
    for pattern, link in product(filters.values(), personal_links()):
        assert "SECRET" not in re.sub(pattern, r"/\1/...", f"https://a.example/fr{link}?x=1"), link
