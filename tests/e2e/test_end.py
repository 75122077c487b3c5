"""The end of the app: asked to end in the middle of a run, it ends soon and takes everything with it."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e import served, visitor

SOON = 15.0
"""Seconds. The run that is on would take longer by itself."""


@pytest.mark.timeout(180)
def test_the_app_ends_soon_although_a_run_is_on_and_watched(browser: Browser, tmp_path: Path) -> None:
    page = visitor.new_page(browser)
    with served.app(tmp_path / "log.txt", QUEUEWISE_BACKENDS="embedded") as url:
        visitor.open_page(page, f"{url}/try-it?demo=celery-redis-tasks")
        visitor.set_number(page, "orders", 16)
        visitor.set_number(page, "work", 1600)
        visitor.run_button(page).click()
        expect(page.locator(".stop.worker.here")).to_have_count(1, timeout=30_000)
        asked = time.monotonic()

    assert time.monotonic() - asked < SOON
    page.context.close()
