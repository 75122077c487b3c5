"""The Decide page in a real browser: the address, reload, Back, other pages, the phone and the keyboard."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from rules import shipped_rulebook
from rules.atlas import atlas
from tests.e2e import visitor
from tests.e2e.accessibility import serious_violations
from ui.words import count, say

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
    expect(page).to_have_url(re.compile(re.escape(urlencode(example.answers)) + "$"))


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


def asked(page: Page) -> Locator:
    """The question that the shortest way puts."""
    return page.locator("h2.qw-asked")


def shortest_way(page: Page) -> None:
    """Choose to be asked one question at a time."""
    page.get_by_text(say("decide.mode_shortest"), exact=True).click()
    expect(asked(page)).to_be_visible()


def test_a_folded_group_opens_without_asking_the_server_and_says_what_is_answered(visit: visitor.Visit) -> None:
    page = visit(LINK)
    group = page.locator(".qw-group[data-group=faults]")
    expect(question(page, "loss")).not_to_be_visible()

    group.locator("summary").first.click()
    choose(page, "loss", "money")

    expect(group.locator(".qw-answered")).to_have_text(count("decide.answered", 1))
    expect(page).to_have_url(re.compile("loss=money"))


def test_two_clicks_that_meet_in_one_run_are_both_taken(visit: visitor.Visit) -> None:
    page = visit()
    expect(question(page, "routing")).to_be_visible()

    page.evaluate("""() => {
      for (const [name, value] of [["routing", "pattern"], ["language", "several"], ["retries", "again"]])
        document.querySelector(`.qw-ask input[name=${name}][value=${value}]`).click();
    }""")

    expect(page).to_have_url(re.compile(r"\?routing=pattern&language=several&retries=again$"))
    expect(page.locator(".qw-ask input:checked:not([value=''])")).to_have_count(3)


def test_why_a_question_is_asked_can_be_read_from_the_keyboard(visit: visitor.Visit) -> None:
    page = visit()
    why = shipped_rulebook().questions[0].why

    question(page, "routing").locator(".qw-why summary").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text(why, exact=True)).to_be_visible()


def test_every_given_answer_says_what_another_one_would_do(visit: visitor.Visit) -> None:
    page = visit(LINK)

    for name in CORE:
        expect(question(page, name).locator(".qw-sway")).to_have_text(re.compile("Another answer"))
    expect(question(page, "loss").locator(".qw-sway")).to_have_text("")


def test_an_answer_that_would_change_the_verdict_is_tried_and_undone(visit: visitor.Visit) -> None:
    page = visit(LINK)
    before = page.url
    flip = page.locator(".qw-what-if .qw-choice").first
    leads_to = flip.locator("[class^=qw-option--]").inner_text()

    flip.focus()
    page.keyboard.press("Enter")
    expect(headline(page)).to_have_text(leads_to)
    undo = page.get_by_role("button", name=say("decide.undo"))
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")

    expect(headline(page)).to_have_text("Celery with Redis")
    expect(page).to_have_url(before)
    expect(undo).to_have_count(0)


def test_the_shortest_way_leads_to_a_verdict_that_nothing_left_can_change(visit: visitor.Visit) -> None:
    page = visit()
    shortest_way(page)
    chosen: dict[str, str] = {}

    while atlas(shipped_rulebook()).ahead(chosen).can_matter:
        name = str(atlas(shipped_rulebook()).ahead(chosen).next)
        expect(asked(page)).to_have_id(f"qw-asked-{name}")
        put = next(each for each in shipped_rulebook().questions if each.id == name)
        page.get_by_role("button", name=put.choices[0].label, exact=True).click()
        chosen[name] = put.choices[0].id

    left = len(shipped_rulebook().questions) - len(chosen)
    expect(asked(page)).to_have_text(count("decide.none_matters", left))
    expect(headline(page)).to_be_visible()
    expect(page).to_have_url(re.compile(f"[?&]{name}={chosen[name]}&"))
    assert {name: values for name, (values, *_) in address(page).items()} == chosen | {"ask": "shortest"}


def test_on_the_shortest_way_the_focus_follows_the_question_and_back_asks_the_one_before(visit: visitor.Visit) -> None:
    page = visit("?ask=shortest")
    first = asked(page).inner_text()

    page.locator(".qw-choice").first.focus()
    page.keyboard.press("Enter")
    expect(asked(page)).not_to_have_text(first)
    expect(asked(page)).to_be_focused()
    page.get_by_role("button", name=say("decide.back")).click()

    expect(asked(page)).to_have_text(first)
    expect(page.locator(".qw-choice[aria-pressed=true]")).to_have_count(1)


def test_on_a_phone_the_next_question_comes_into_sight(visit: visitor.Visit) -> None:
    page = visit("?ask=shortest", size=visitor.PHONE)
    first = asked(page).inner_text()

    page.locator(".qw-choice").last.scroll_into_view_if_needed()
    page.locator(".qw-choice").last.click()

    expect(asked(page)).not_to_have_text(first)
    expect(asked(page)).to_be_in_viewport()


def test_a_double_click_answers_one_question_and_not_the_next_one_too(visit: visitor.Visit) -> None:
    page = visit("?ask=shortest")
    expect(asked(page)).to_be_visible()

    page.locator(".qw-choice").first.dblclick()

    expect(page.get_by_text(say("decide.question", number=2), exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?\w+=\w+&ask=shortest$"))  # one answer, and how to be asked


def test_the_mode_survives_other_pages_and_a_reload(visit: visitor.Visit) -> None:
    page = visit(LINK)
    shortest_way(page)
    expect(page).to_have_url(re.compile("ask=shortest"))

    page.get_by_role("link", name=say("frame.compare")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("compare.title"))
    page.get_by_role("link", name=say("frame.decide")).first.click()
    expect(asked(page)).to_be_visible()
    expect(page).to_have_url(re.compile("ask=shortest"))
    visitor.open_page(page, page.url)

    expect(asked(page)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [visitor.DESKTOP, visitor.PHONE], ids=["desktop", "phone"])
def test_what_can_be_pressed_has_no_serious_accessibility_violation(
    visit: visitor.Visit, size: dict[str, int], scheme: str
) -> None:
    page = visit(f"{LINK}&ask=shortest", size=size, scheme=scheme)
    expect(asked(page)).to_be_visible()
    page.locator(".qw-what-if .qw-choice").first.click()
    expect(page.get_by_role("button", name=say("decide.undo"))).to_be_visible()

    assert serious_violations(page) == []
    assert not visitor.overflows(page)
    page.get_by_text(say("decide.mode_whole"), exact=True).click()
    for group in page.locator("details.qw-group > summary").all():
        group.click()
    assert serious_violations(page) == []
    assert not visitor.overflows(page)


@pytest.mark.parametrize("_turn", range(4))
def test_a_page_begins_at_its_top_however_far_down_the_one_before_was_read(visit: visitor.Visit, _turn: int) -> None:
    page = visit("?routing=pattern&language=several", size=visitor.PHONE)
    page.get_by_role("link", name=say("decide.try_live")).click()
    visitor.run_button(page).wait_for(state="attached")

    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
