"""The app served for a benchmark, and a visitor in Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests import needs
from tests.e2e import visitor


@contextmanager
def browser() -> Iterator[Browser]:
    """The browser of this machine."""
    with sync_playwright() as playwright, visitor.launch(playwright, needs.chromium()) as chromium:
        yield chromium


@contextmanager
def opened(chromium: Browser, url: str) -> Iterator[Page]:
    """A page that is drawn, of a visitor who was never here before."""
    page = visitor.new_page(chromium)
    try:
        visitor.open_page(page, url)
        yield page
    finally:
        page.context.close()
