"""How a run ends, in words: what it came to, why, what was counted, and what to do next. Never by a colour alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import served, visitor
from tests.e2e.accessibility import serious_violations
from tests.e2e.endings import DONE, ORDERS
from ui.words import say

UNDONE = say("try_it.not_as_expected", check="Orders that were done", expected=len(ORDERS), counted=DONE)
UNHURT = say("try_it.not_as_expected", check="Times that Redis was killed", expected=1, counted=0)
KEPT = say("try_it.kept")

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def endings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app with a demo for every ending."""
    log = tmp_path_factory.mktemp("endings") / "log.txt"
    with served.app(log, script="tests/e2e/endings_app.py", QUEUEWISE_BACKENDS="embedded") as url:
        yield url


@pytest.fixture
def page(endings: str, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of the demo that the test names, on a phone in the dark."""
    page = visitor.new_page(browser, scheme="dark", size=visitor.PHONE, motion="reduce")
    visitor.open_page(page, f"{endings}/try-it?demo=ends-{request.param}")
    visitor.run_button(page).click()
    yield page
    page.context.close()


@pytest.mark.parametrize(
    ("page", "word", "told", "done"),
    [
        ("refuted", "refuted", (UNDONE, say("try_it.next_refuted")), DONE),
        ("void", "void", (UNHURT, say("try_it.next_void")), DONE),
        ("unhurt", "void", ("was killed, and somebody answers in its place", say("try_it.next_failed")), 0),
        ("failed", "failed", ("ended by itself with status 2", say("try_it.next_failed")), 0),
        ("interrupted", "interrupted", ("stopped answering", "What was counted until then is kept", "Run it again"), 0),
    ],
    indirect=["page"],
)
def test_a_run_ends_with_its_word_its_reason_its_counts_and_what_to_do_next(
    page: Page, word: str, told: tuple[str, ...], done: int
) -> None:
    expect(visitor.outcome(page)).to_have_text(say(f"try_it.ended_{word}"), timeout=40_000)

    for words in told:
        expect(page.locator(".qw-outcome")).to_contain_text(words)
    assert (visitor.count(page, "sent"), visitor.count(page, "executed")) == (len(ORDERS), done)
    assert judged_as(page) == say("try_it.not_judged" if not done else f"try_it.verdict_{word}")
    expect(page.get_by_role("button", name=say("try_it.again"))).to_be_enabled()
    assert not visitor.overflows(page)
    assert serious_violations(page) == []


@pytest.mark.parametrize("page", ["failed"], indirect=True)
def test_the_last_lines_of_a_process_stand_apart_from_the_sentence(page: Page) -> None:
    expect(page.locator(".qw-outcome pre")).to_contain_text("kitchen_that_nobody_wrote", timeout=40_000)
    expect(page.locator(".qw-outcome .qw-problem")).not_to_contain_text("kitchen_that_nobody_wrote")


@pytest.mark.parametrize("page", ["cancelled"], indirect=True)
def test_a_cancelled_run_says_that_it_was_and_that_nothing_was_judged(page: Page) -> None:
    expect(page.locator(".told li").first).to_be_visible(timeout=30_000)

    visitor.cancel_button(page).click()

    expect(visitor.outcome(page)).to_have_text(say("try_it.ended_cancelled"))
    expect(page.locator(".qw-outcome")).to_contain_text(KEPT)
    assert judged_as(page) == say("try_it.not_judged")
    assert visitor.count(page, "sent") == len(ORDERS)
    expect(page.get_by_role("button", name=say("try_it.again"))).to_be_enabled()
    assert not visitor.overflows(page)


def judged_as(page: Page) -> str:
    """The word beside the claim."""
    return page.locator("#judgement-title .qw-word").inner_text()
