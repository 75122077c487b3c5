"""Files that the pages offer: whoever asked for one gets it, on a slow line and with many others on the pages, too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import visitor
from ui.words import say

DEMO = "celery-redis-tasks"


def evidence(visit: visitor.Visit) -> Page:
    """A page that offers the evidence of what was performed."""
    page = visit(f"try-it?demo={DEMO}")
    page.get_by_role("button", name=say("try_it.play")).click()
    page.get_by_role("button", name=say("try_it.skip")).click()
    expect(visitor.outcome(page)).to_be_visible()
    return page


def rulebook(visit: visitor.Visit) -> Page:
    """A page that offers the rulebook."""
    return visit("rulebook")


@pytest.mark.parametrize(
    ("offers", "button"), [(evidence, "try_it.evidence"), (rulebook, "rulebook.download")], ids=["evidence", "rulebook"]
)
def test_a_file_stays_while_others_use_the_app(
    visit: visitor.Visit, offers: Callable[[visitor.Visit], Page], button: str
) -> None:
    page = offers(visit)
    with page.expect_download() as download:
        page.get_by_role("button", name=say(button), exact=True).click()

    for _ in range(3):
        visit("compare")

    answer = page.request.get(download.value.url)
    assert (answer.status, answer.body()) == (200, download.value.path().read_bytes())
