"""The Decide page in a real browser: the address, reload, Back, other pages, the phone and the keyboard."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from rules import shipped_rulebook
from tests.e2e import visitor
from ui.words import say

pytestmark = pytest.mark.timeout(180)
CORE = {
    "routing": "by_kind",
    "language": "python",
    "retries": "backoff",
    "scheduling": "few",
    "results": "polls",
}
LINK = "?" + "&".join(f"{question}={choice}" for question, choice in CORE.items())


def question(page: Page, name: str) -> Locator:
    """The radio group of a question."""
    return page.locator(f".qw-ask[data-question={name}]")


def choose(page: Page, name: str, choice: str) -> None:
    """Click a choice as a person would: on its label."""
    question(page, name).get_by_text(label(name, choice), exact=True).click()


def label(name: str, choice: str) -> str:
    """The wording of a choice."""
    (found,) = [q for q in shipped_rulebook().questions if q.id == name]
    return next(c.label for c in found.choices if c.id == choice)


def address(page: Page) -> dict[str, list[str]]:
    """The query of the address."""
    return parse_qs(urlsplit(page.url).query)


def headline(page: Page) -> Locator:
    """The option or alternative that the verdict names."""
    return page.locator("#verdict h2")


def test_five_clicks_give_a_first_verdict_that_the_address_carries(visit: visitor.Visit) -> None:
    page = visit()

    for name, choice in CORE.items():
        choose(page, name, choice)

    expect(headline(page)).to_have_text("Celery with Redis")
    expect(page).to_have_url(re.compile(re.escape(LINK) + "$"))


def test_a_link_opened_cold_shows_the_answers_and_the_verdict(visit: visitor.Visit) -> None:
    page = visit(LINK)

    expect(headline(page)).to_have_text("Celery with Redis")
    checked = page.locator(".qw-ask input:checked:not([value=''])")
    expect(checked).to_have_count(len(CORE))


def test_answers_survive_a_reload(visit: visitor.Visit) -> None:
    page = visit(LINK)
    choose(page, "language", "not_python")
    expect(page).to_have_url(re.compile("language=not_python"))

    visitor.open_page(page, page.url)

    expect(question(page, "language").get_by_label(label("language", "not_python"))).to_be_checked()
    assert address(page)["language"] == ["not_python"]


def test_answers_survive_other_pages_and_back_leaves_the_page_in_one_step(visit: visitor.Visit) -> None:
    page = visit(LINK)
    choose(page, "results", "nobody")
    choose(page, "results", "record")
    expect(page).to_have_url(re.compile("results=record"))

    page.get_by_role("link", name=say("frame.compare")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("compare.title"))
    expect(page).to_have_url(re.compile("/compare\\?.*results=record"))
    page.go_back()

    expect(headline(page)).to_be_visible()
    expect(page).to_have_url(re.compile("results=record"))
    expect(question(page, "results").get_by_label(label("results", "record"))).to_be_checked()


def test_the_reasons_lead_to_the_demo_with_the_answers(visit: visitor.Visit) -> None:
    page = visit(LINK)

    page.get_by_role("link", name=say("decide.try_live")).click()

    expect(page).to_have_url(re.compile("/try-it\\?.*language=python"))
    expect(visitor.run_button(page)).to_be_visible()


def test_an_example_starts_the_form_and_one_more_click_changes_it(visit: visitor.Visit) -> None:
    page = visit()
    example = shipped_rulebook().examples[0]

    page.get_by_role("button", name=example.title).click()

    expect(headline(page)).to_be_visible()
    expect(question(page, "language").locator("input:checked:not([value=''])")).to_have_count(1)
    assert {name: values[0] for name, values in address(page).items()} == dict(example.answers)


def test_hostile_parameters_are_said_as_text_and_leave_the_address(visit: visitor.Visit) -> None:
    page = visit(f"{LINK}&evil=%3Cimg%20src%3Dx%20onerror%3D%22window.hit%3D1%22%3E&routing=pattern")

    expect(page.get_by_role("status").filter(has_text=say("decide.dropped"))).to_contain_text("<img src=x onerror=")
    assert page.evaluate("window.hit") is None
    expect(page).to_have_url(re.compile(r"\?language=python&"))
    assert "evil" not in address(page)
    assert "routing" not in address(page)


def test_every_question_can_be_answered_from_the_keyboard(visit: visitor.Visit) -> None:
    page = visit()

    question(page, "routing").get_by_role("radio").last.focus()
    page.keyboard.press("ArrowUp")

    expect(page).to_have_url(re.compile(f"routing={shipped_rulebook().questions[0].choices[-1].id}"))
    expect(headline(page)).to_be_visible()


def test_on_a_phone_a_line_at_the_foot_shows_the_verdict_and_leads_to_it(visit: visitor.Visit) -> None:
    page = visit(LINK, size=visitor.PHONE)

    bar = page.locator("a.qw-bar")
    expect(bar).to_be_in_viewport()
    expect(bar).to_contain_text("Celery with Redis")
    bar.click()

    expect(headline(page)).to_be_in_viewport()


def test_on_a_desktop_the_verdict_stays_in_sight_while_the_questions_scroll(visit: visitor.Visit) -> None:
    page = visit(LINK)

    question(page, "results").scroll_into_view_if_needed()

    expect(headline(page)).to_be_in_viewport()


def test_an_unknown_page_falls_back_to_the_start_and_keeps_the_answers(visit: visitor.Visit) -> None:
    page = visit(f"no-such-page{LINK}")

    expect(page.get_by_role("heading", level=1)).to_have_text(say("decide.title"))
