"""Looking at pages as their readers do: in a real window, narrow and wide, in each language.

`Eyes` opens an address as somebody and tells what is wrong with what it sees, a line each. A page is looked at in
French on a telephone, or in English on a desk, or both: so both widths and both languages are seen at half the cost.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Route

from network.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEIGHTS = {360: 740, 768: 1024, 1280: 800, 1440: 900}

# All that is asked of a page, in one journey to the browser. `preload` would fetch every style sheet once more, and
# with `selectors` a name would be thought out for each element.
SEEN = """async ([part, rules]) => {
    const found = !rules ? {violations: []} : await axe.run(part, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        resultTypes: ["violations"], preload: false, selectors: false,
    });
    return {
        lang: document.documentElement.lang,
        title: document.title.replace(/^\\W+/, ""),
        headings: document.querySelectorAll("h1").length,
        violations: found.violations.map(
            row => `axe: ${row.id} (${row.nodes.length}): ${row.nodes[0].html.slice(0, 200)}`),
    };
}"""
# The page, and each card that something sticks out of.
TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll(".card")]
    .filter(box => box.scrollWidth > box.clientWidth)
    .map(box => `${box.className || "the page"} by ${box.scrollWidth - box.clientWidth} pixels`)"""


@dataclass(frozen=True)
class Look:
    """A way of reading. Whether all fits is asked at each of `widths`; axe looks at the first.

    axe: whether axe looks at all.
    """

    language: str
    widths: tuple[int, ...]
    axe: bool = True

    @property
    def prefix(self) -> str:
        return "" if self.language == settings.LANGUAGE_CODE else f"/{self.language}"


NARROW = Look("fr", (360,))
WIDE = Look("en", (1440,))


def signed_in(person: Person | None) -> Client:
    """A client whose session has just given the password, as pages that change an account want it."""
    client = Client()
    if person is not None:
        client.force_login(person, backend=BACKEND)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
        session.save()
    return client


class Eyes:
    """One window for all readers: opening another costs more than the look."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self.base_url = base_url
        self.sessions: dict[str, str] = {}
        self.context = browser.new_context(base_url=base_url)
        self.context.add_init_script(Axe().axe_script)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("pageerror", lambda error: self.said.append(f"script: {error}"))
        self.page.on("console", lambda line: self.hear(line.type, line.text))

    def know(self, who: str, client: Client) -> None:
        """Keep the client's session, to look with it later."""
        cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
        self.sessions[who] = cookie.value if cookie else ""

    def sit(self, who: str) -> None:
        """What is looked at now is looked at by this person."""
        session = self.sessions[who]
        self.context.clear_cookies()
        if session:
            self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.base_url}])

    def hear(self, kind: str, words: str) -> None:
        """The console also tells of a page that is refused, which may be what is looked at."""
        if kind == "error" and "the server responded with a status of" not in words:
            self.said.append(f"console: {words}")

    def flaws(self, who: str, path: str, look: Look, *, status: int = 200, response: Any = None) -> list[str]:
        """What is wrong with the page at an address, given without its language's prefix; nothing if it is well.

        response: the answer to show there, where the address would give another.
        """
        self.sit(who)
        self.said.clear()
        self.resize(look.widths[0])
        if response is not None:
            self.page.route(f"**{look.prefix}{path}", lambda route: answer(route, response), times=1)
        answered = self.page.goto(look.prefix + path)
        if answered is None or answered.status != status:
            return [f"{look.prefix}{path} as {who}: answers {answered and answered.status}"]
        return [f"{look.prefix}{path} as {who}: {flaw}" for flaw in self.seen(look)]

    def seen(self, look: Look, part: str = "html") -> Iterator[str]:
        """What is wrong with the page that stands there. part: axe looks at no more of it."""
        seen = self.page.evaluate(SEEN, [part, look.axe])
        if seen["lang"] != look.language:
            yield f"lang is {seen['lang']!r}"
        if not seen["title"]:
            yield "no title"
        if seen["headings"] != 1:
            yield f"{seen['headings']} headings of the first rank"
        yield from seen["violations"]
        for width in look.widths:
            self.resize(width)
            yield from (f"at {width} too wide: {box}" for box in self.page.evaluate(TOO_WIDE))
        yield from self.said

    def resize(self, width: int) -> None:
        if (self.page.viewport_size or {}).get("width") != width:
            self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})


def well(flaws: list[str]) -> None:
    """All of them are said, not the first alone."""
    assert not flaws, "\n".join(flaws)


def answer(route: Route, response: Any) -> None:
    route.fulfill(status=response.status_code, body=response.content, content_type="text/html; charset=utf-8")
