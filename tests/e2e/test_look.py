"""How the pages look and behave for everybody: accessible, readable, without help from outside."""

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import expect

from rules import shipped_rulebook
from tests.e2e import served, visitor
from tests.e2e.accessibility import serious_violations
from tests.leftovers import eventually
from ui.words import say

PAGES = ("", "try-it", "compare", "rulebook")
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
ANSWERS = "?routing=pattern&language=several&retries=backoff"

pytestmark = pytest.mark.timeout(180)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", [visitor.DESKTOP, visitor.PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_serious_accessibility_violation(
    visit: visitor.Visit, path: str, size: dict[str, int], scheme: Scheme
) -> None:
    page = visit(path + ANSWERS, scheme=scheme, size=size)

    assert serious_violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_run_that_has_ended_has_no_serious_accessibility_violation(visit: visitor.Visit, scheme: Scheme) -> None:
    page = visit("try-it?demo=celery-redis-tasks", scheme=scheme)
    visitor.run_button(page).click()
    expect(page.locator(".told li").first).to_be_visible(timeout=30_000)

    while_on = serious_violations(page)
    expect(visitor.outcome(page)).to_be_visible(timeout=90_000)

    assert while_on == []
    assert serious_violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_sticks_out_of_a_phone(visit: visitor.Visit, path: str) -> None:
    assert not visitor.overflows(visit(path + ANSWERS, size=visitor.PHONE))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_asked_of_anybody_else_and_nothing_is_blocked(app: str, browser: Any, path: str) -> None:
    page = visitor.new_page(browser)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))

    visitor.open_page(page, f"{app}/{path}")

    foreign = [url for url in asked if not url.startswith((app, "data:", "blob:", app.replace("http", "ws")))]
    assert foreign == []
    assert [text for text in complaints if "Content Security Policy" in text] == []
    assert eventually(lambda: bool(page.evaluate("document.fonts.check('16px \"Plex Sans\"')")), 20)
    page.context.close()


@pytest.mark.parametrize("path", ["", "try-it", "nowhere", "healthz", "api/nothing", "app/static/mark.svg"])
def test_every_answer_carries_the_security_headers(app: str, path: str) -> None:
    _, headers, _ = served.fetch(f"{app}/{path}")

    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_an_unknown_api_address_is_not_found(app: str) -> None:
    assert served.fetch(f"{app}/api/nothing")[0] == 404


def test_a_page_that_does_not_exist_is_said_and_the_start_page_is_there(visit: visitor.Visit) -> None:
    page = visit("nowhere")

    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator(".qw-ask[data-question=routing]")).to_be_visible()
    assert serious_violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_cold_link_opens_its_page_in_the_frame(visit: visitor.Visit, path: str) -> None:
    page = visit(path)

    expect(page.locator(".qw-wordmark")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_links_in_the_header_keep_the_answers(visit: visitor.Visit) -> None:
    page = visit(ANSWERS)

    page.get_by_role("link", name=say("frame.compare")).click()
    expect(page.locator(".qw-aspect").first).to_be_visible()

    expect(page).to_have_url(carrying(ANSWERS))


def test_the_choice_of_a_demo_on_the_compare_page_is_the_one_that_is_shown(visit: visitor.Visit) -> None:
    page = visit("compare")
    aspect = next(aspect for aspect in shipped_rulebook().aspects if aspect.demo)

    page.locator(f"#aspect-{aspect.id} .qw-proofs a").first.click()

    expect(page.locator(f".qw-claim[data-demo={aspect.demo}]")).to_be_visible()


def carrying(answers: str) -> re.Pattern[str]:
    """Fits an address that has these answers, in any order."""
    return re.compile("".join(f"(?=.*[?&]{re.escape(answer)})" for answer in answers.removeprefix("?").split("&")))
