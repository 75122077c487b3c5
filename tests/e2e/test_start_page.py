"""The start page has an address like every other page."""

from playwright.sync_api import expect

from tests.e2e.visitor import Visit
from ui import screens


def test_the_start_page_opens_by_its_own_path_with_the_answers_of_the_address(visit: Visit) -> None:
    page = visit(f"{screens.SCREENS[0].path}?language=several")

    expect(page.locator('input[name="language"][value="several"]')).to_be_checked()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith("/?language=several")
