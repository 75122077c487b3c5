"""One app and one Chromium for all journeys; every journey gets a visitor of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e import served, visitor

expect.set_options(timeout=20_000)  # a busy machine draws slowly


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, with whatever brokers this machine has."""
    with served.app(tmp_path_factory.mktemp("app") / "log.txt") as url:
        yield url


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """The browser."""
    with sync_playwright() as playwright:
        browser = visitor.launch(playwright, chromium)
        yield browser
        browser.close()


@pytest.fixture
def visit(app: str, browser: Browser) -> Iterator[visitor.Visit]:
    """Open a page of the app as a new visitor, who is gone after the test."""
    pages: list[Page] = []

    def visit(path: str = "", **how: Any) -> Page:
        page = visitor.new_page(browser, **how)
        pages.append(page)
        visitor.open_page(page, f"{app}/{path}")
        return page

    yield visit
    for page in pages:
        page.context.close()
