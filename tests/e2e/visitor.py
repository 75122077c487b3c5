"""A visitor in a real Chromium, and what a visitor does on the pages."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Error, Locator, Page, Playwright

from ui.words import say

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
TRIES = 6
FIRST_PAINT = 40
"""Seconds. A busy machine serves the first page of a fresh browser slowly."""

NETWORK = "ERR_NETWORK_CHANGED"
NETWORK_PAGE = "chrome-error://chromewebdata/"
"""Where Chromium goes for it, sometimes before it has told what it goes for."""
AT_REST = ".stApp[data-test-script-state='notRunning']"

Visit = Callable[..., Page]


def launch(playwright: Playwright, chromium: Path) -> Browser:
    """Start the browser of this machine."""
    return playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))


def new_page(
    browser: Browser,
    *,
    scheme: Literal["light", "dark"] = "light",
    size: dict[str, int] = DESKTOP,
    motion: Literal["reduce", "no-preference"] = "no-preference",
) -> Page:
    """A tab of a visitor of its own."""
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]}, color_scheme=scheme, reduced_motion=motion
    )
    return context.new_page()


def open_page(page: Page, url: str) -> None:
    """Go to an address and wait until its page is drawn.

    A container that starts or ends on this machine makes Chromium drop what it is loading
    (ERR_NETWORK_CHANGED), which is no fault of the app: then it is loaded again.
    """
    dropped: list[str] = []
    page.on(
        "requestfailed", lambda request: dropped.append(request.url) if NETWORK in (request.failure or "") else None
    )
    for _ in range(TRIES):
        dropped.clear()
        try:
            page.goto(url)
        except Error as problem:
            if not any(sign in problem.message for sign in (NETWORK, NETWORK_PAGE)):
                raise
            continue
        if _drawn(page, dropped):
            return
    raise AssertionError(f"{url} was not drawn. Dropped: {dropped[:3]}")


def open_together(pages: Sequence[Page], url: str) -> None:
    """Go to an address with many pages at the same moment, and wait until each is drawn."""
    for page in pages:
        with suppress(Error):  # then it is loaded again below
            page.goto(url, wait_until="commit")
    for page in pages:
        if not _drawn(page, []):
            open_page(page, url)


def _drawn(page: Page, dropped: list[str]) -> bool:
    """Whether the page comes to rest with everything that it asked for."""
    deadline = time.monotonic() + FIRST_PAINT
    while not dropped and time.monotonic() < deadline:
        if page.locator(AT_REST).count() and page.locator(".stApp h1").count():
            return not dropped
        page.wait_for_timeout(50)
    return False


def set_number(page: Page, parameter: str, value: int) -> None:
    """Change a number of the run, as the keyboard does it."""
    field = page.locator(f"[class*='st-key-parameter_'][class*='_{parameter}_'] input")
    field.fill(str(value))
    field.press("Tab")


def run_button(page: Page) -> Locator:
    """The button that starts a run."""
    return page.get_by_role("button", name=say("try_it.run"))


def cancel_button(page: Page) -> Locator:
    """The button that cancels it."""
    return page.get_by_role("button", name=say("try_it.cancel"))


def outcome(page: Page) -> Locator:
    """The sentence that a run ends with."""
    return page.locator(".qw-outcome h2")


def count(page: Page, name: str) -> int:
    """A number of the ledger."""
    return int(page.locator(f".qw-books tr[data-count={name}] td").inner_text())


def runs_seen(page: Page) -> list[str]:
    """The addresses of the event streams that the page asks for, from now on."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if "/runs/" in request.url else None)
    return seen


def overflows(page: Page) -> bool:
    """Whether a part of the page sticks out to the side."""
    script = "Math.max(...[document.documentElement, ...document.querySelectorAll('.stMain')].map(e => e.scrollWidth))"
    widest: Any = page.evaluate(script)
    return bool(widest > page.evaluate("innerWidth"))
