"""Make the guide's pictures again from a running demonstration portal.

    PORTAL_VAR=/tmp/pictures-var PORT=8171 ./portal run          # in one window: a fresh demonstration
    .venv/bin/python docs/guide/pictures.py /tmp/pictures-var    # in another; PORT as above

It works through the portal as the guide does, so it wants a portal that nobody has used yet.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

PORTAL = f"http://localhost:{os.environ.get('PORT', '8000')}"
FOLDER = Path(__file__).parent / "pictures"
WIDTH, HEIGHT = 1200, 800
COLOURS = 64
LARGEST = 150_000  # bytes of one picture
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
)


class Camera:
    """One seat's window. `take` keeps what it shows."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str) -> Page:
        answer = self.page.goto(PORTAL + address)
        if answer is None or not answer.ok:
            raise SystemExit(f"{address} answers {answer and answer.status}: no picture of it")
        return self.page

    def press(self, name: str) -> None:
        """The button or link of that name in the page's own part."""
        main = self.page.locator("main")
        main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()
        self.page.wait_for_load_state()

    def take(self, name: str, height: int = HEIGHT) -> None:
        """The window's upper part, in few colours, so that the file stays small."""
        self.page.set_viewport_size({"width": WIDTH, "height": height})
        raw = FOLDER / f"{name}.raw.png"
        self.page.screenshot(path=raw)
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        kept = FOLDER / f"{name}.png"
        with Image.open(raw) as picture:
            picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(kept, optimize=True)
        raw.unlink()
        size = kept.stat().st_size
        if size > LARGEST:
            raise SystemExit(f"{kept.name} has {size} bytes, more than {LARGEST}")
        sys.stdout.write(f"{kept.name}: {size // 1000} kB\n")


def visitor(seat: Camera) -> None:
    seat.open("/")
    seat.take("visitor-home", 940)
    seat.open("/caf/")
    seat.take("visitor-list")
    seat.open("/caf/goal/")
    seat.take("caf-goal", 1000)
    seat.open("/caf/pef/labels/?as-of=2010-12-31")
    seat.take("caf-pef", 640)
    seat.open("/caf/join/")
    seat.take("caf-join", 900)
    seat.open("/account/login/")
    seat.take("sign-in", 620)
    seat.open("/conferences/board/")
    seat.take("conferences-board", 900)
    seat.open("/conferences/5qc/programme/?as-of=2009-01-15")
    seat.take("conferences-programme", 900)
    seat.open("/conferences/africities-8/sessions/sou-24/report/")
    seat.take("conferences-report", 900)
    seat.open("/conferences/prizes/be-5/release/1/")
    seat.take("conferences-release", 900)


def coordinator(seat: Camera) -> None:
    seat.open("/work/")
    seat.take("coordinator-work", 480)
    seat.press("Validate a registration")
    seat.take("coordinator-registration")
    seat.open("/caf/imports/1/")
    seat.take("caf-import", 900)
    page = seat.open("/caf/pef/feedback/?as-of=today")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state()
    seat.take("caf-feedback", 900)
    seat.open("/conferences/bids/6qc/dk/")
    seat.press("Go on writing the bid")
    seat.take("coordinator-bid", 860)


def centre(seat: Camera) -> None:
    page = seat.open("/caf/counts/new/")
    page.fill("[name=value]", "1650")
    seat.take("eipa-count", 900)
    seat.open("/caf/events/4/")
    seat.take("eipa-event")
    seat.open("/caf/desk/")
    seat.take("caf-desk", 900)
    page = seat.open("/caf/duplicates/")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state()
    seat.take("caf-duplicates", 900)
    seat.open("/caf/expert-group/")
    seat.take("caf-expert-group", 700)
    seat.open("/caf/pef/lessons/?as-of=2009-12-31")
    seat.take("pilots", 900)


def secretariat(seat: Camera) -> None:
    page = seat.open("/resolutions/51/")
    seat.take("secretariat-draft", 700)
    seat.press("Draft the resolution")
    page.wait_for_url("**/resolutions/51/draft/*/", timeout=60_000)
    draft = page.url.removeprefix(PORTAL)
    seat.open(draft + "?clause=11#clause-11")
    expect(page.get_by_text("Why this clause, why not another")).to_be_visible()
    seat.take("secretariat-clause")
    seat.open("/conferences/5qc/attendances/new/")
    page.fill("[name=value]", "1200")
    page.fill("[name=source]", "Report of the host")
    seat.press("Save")
    seat.open("/resolutions/")  # a page between: an address that differs in its # alone is not asked for again
    seat.open(draft + "#clause-2")
    expect(page.locator("#clause-2")).to_be_in_viewport()
    seat.take("secretariat-stale", 700)
    seat.open("/conferences/model/?as-of=2009-04-01")
    seat.take("conferences-model", 900)
    seat.open("/conferences/evaluations/compare/")
    seat.take("conferences-evaluation", 900)
    seat.open("/conferences/cases/")
    seat.take("conferences-cases", 700)


def director(seat: Camera) -> None:
    seat.open("/resolutions/51/")
    seat.take("director-drafts", 640)
    seat.open("/resolutions/51/facts/?as-of=2008-11-26")
    seat.take("director-facts", 700)


def administrator(seat: Camera) -> None:
    page = seat.open("/network/invitations/new/")
    page.fill("[name=email]", "ana@example.eu")
    page.fill("[name=name]", "Ana Example")
    page.select_option("[name=seat]", label="Coordinator")
    page.select_option("[name=country]", label="Spain")
    seat.take("administrator-invite", 900)
    seat.open("/network/people/")
    seat.take("administrator-people", 700)


def contact(seat: Camera) -> None:
    seat.open("/account/")
    seat.take("organisation-account", 760)
    seat.open("/caf/self-assessments/")
    seat.press("Self-assessment 2009")
    seat.press("Result")
    seat.take("caf-self-assessment", 900)


SEATS: tuple[tuple[str, Callable[[Camera], None]], ...] = (
    ("", visitor),
    ("coordinator.dk@example.eu", coordinator),
    ("eipa@example.eu", centre),
    ("secretariat@example.eu", secretariat),
    ("director.dk@example.eu", director),
    ("administrator@example.eu", administrator),
    ("organisation@example.eu", contact),
)


def passwords(logins: Path) -> dict[str, str]:
    """Mail address and password, as the portal keeps its demonstration logins: the last two words of a line."""
    lines = (line.split() for line in logins.read_text().splitlines())
    return {words[-2]: words[-1] for words in lines if len(words) > 1 and "@" in words[-2]}


def signed_in(browser: Browser, address: str, password: str) -> Camera:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
    seat = Camera(context.new_page())
    if address:
        page = seat.open("/account/login/")
        page.fill("[name=login]", address)
        page.fill("[name=password]", password)
        page.press("[name=password]", "Enter")
        page.wait_for_url(PORTAL + "/")
    return seat


def main() -> None:
    known = passwords(Path(sys.argv[1] if len(sys.argv) > 1 else "var") / "demo-logins.txt")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for address, play in SEATS:
            play(signed_in(browser, address, known.get(address, "")))
        browser.close()


if __name__ == "__main__":
    main()
