"""The Rulebook page in a real browser: walking the map, finding a rule, and a rulebook of one's own."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from rules import read_rulebook, shipped_rulebook
from rules.atlas import atlas
from tests import own_rulebooks
from tests.e2e import visitor
from tests.e2e.accessibility import serious_violations
from tests.own_rulebooks import BROKEN, FLAWED, GOOD
from ui.words import count, say

BOOK = shipped_rulebook()
PATH = "rulebook?language=python&routing=by_kind"
OTHERS = ("decide", "try_it", "compare")
HOME = re.compile(r"/(\?.*)?$")

pytestmark = pytest.mark.timeout(180)


def field(page: Page, question: str, choice: str) -> Locator:
    """An answer on the map."""
    return page.locator(f".qw-cell[data-question={question}][data-choice={choice}]")


def rules(page: Page) -> Locator:
    """The rules that are shown."""
    return page.locator(".qw-rule:visible")


def bring(page: Page, text: str) -> None:
    """Upload a rulebook."""
    file = FilePayload(name="mine.yaml", mimeType="application/yaml", buffer=text.encode())
    page.locator("input[type=file]").set_input_files(file)


def bring_and_use(page: Page, text: str) -> None:
    """Upload a rulebook that is taken."""
    bring(page, text)
    expect(page.locator(".qw-own")).to_be_visible()
    expect(page.locator(".qw-rule").first).to_be_visible()


def follow(page: Page, screen: str) -> None:
    """Go to another page by the header."""
    page.get_by_role("link", name=say(f"frame.{screen}"), exact=True).first.click()
    expect(page.locator(".st-key-qw_nav_current")).to_contain_text(say(f"frame.{screen}"))


def test_a_step_on_the_map_is_an_answer_and_a_second_one_takes_it_back(visit: visitor.Visit) -> None:
    page = visit(PATH)
    left = f"{sum(atlas(BOOK).shares({'language': 'python', 'routing': 'pattern'}).values()):,}"

    field(page, "routing", "pattern").click()
    expect(page.locator(".qw-place")).to_contain_text(left)
    expect(field(page, "routing", "pattern")).to_have_attribute("aria-pressed", "true")
    expect(field(page, "routing", "by_kind")).to_have_attribute("aria-pressed", "false")
    expect(page).to_have_url(re.compile("routing=pattern"))

    field(page, "routing", "pattern").click()
    expect(page).not_to_have_url(re.compile("routing="))
    expect(field(page, "language", "python")).to_have_attribute("aria-pressed", "true")


def test_the_keyboard_walks_the_map_and_keeps_its_place(visit: visitor.Visit) -> None:
    page = visit(PATH)
    field(page, "routing", "pattern").focus()

    page.keyboard.press("Enter")

    expect(field(page, "routing", "pattern")).to_have_attribute("aria-pressed", "true")
    expect(field(page, "routing", "pattern")).to_be_focused()


def test_an_answer_of_the_map_is_an_answer_on_decide(visit: visitor.Visit) -> None:
    page = visit(PATH)
    field(page, "language", "not_python").click()
    expect(field(page, "language", "not_python")).to_have_attribute("aria-pressed", "true")

    follow(page, "decide")

    expect(page.locator(".qw-ask[data-question=language] input[value=not_python]")).to_be_checked()


def test_the_address_of_a_rule_opens_the_page_at_that_rule_and_stays(visit: visitor.Visit) -> None:
    rule = BOOK.rules[len(BOOK.rules) // 2].id

    page = visit(f"rulebook?language=python&rule={rule}")

    expect(page.locator(f"#rule-{rule}")).to_be_in_viewport()
    expect(page.locator(f"#rule-{rule}")).to_be_focused()
    expect(page.locator(".qw-rule--asked")).to_have_count(1)
    expect(page).to_have_url(re.compile(f"rule={rule}"))
    assert page.locator(".qw-caution").count() == 0


def test_an_address_of_a_rule_that_does_not_exist_is_harmless(visit: visitor.Visit) -> None:
    page = visit("rulebook?rule=<script>")

    expect(rules(page)).to_have_count(len(BOOK.rules))
    expect(page.locator(".qw-rule--asked")).to_have_count(0)


def test_a_click_on_the_address_of_a_rule_puts_it_into_the_address_of_the_page(visit: visitor.Visit) -> None:
    page = visit(PATH)
    rule = BOOK.rules[3].id

    page.locator(f".qw-permalink[data-rule={rule}]").click()

    expect(page).to_have_url(re.compile(f"routing=by_kind.*rule={rule}"))


def test_filters_leave_the_rules_that_fit_all_of_them_and_say_how_many(visit: visitor.Visit) -> None:
    page = visit("rulebook")
    fitting = [r.id for r in BOOK.rules if "routing" in r.when and "celery_redis" in r.options and r.rules_out]

    page.get_by_role("combobox", name=say("rulebook.question")).select_option("routing")
    page.get_by_role("combobox", name=say("decide.option")).select_option("celery_redis")
    page.get_by_role("combobox", name=say("rulebook.effect")).select_option("rules_out")

    expect(rules(page)).to_have_count(len(fitting))
    expect(page.locator(".qw-found")).to_have_text(say("rulebook.found", found=len(fitting), all=len(BOOK.rules)))

    page.get_by_role("button", name=say("rulebook.clear")).click()
    expect(rules(page)).to_have_count(len(BOOK.rules))


def test_words_are_looked_for_in_all_that_is_said_about_a_rule(visit: visitor.Visit) -> None:
    page = visit("rulebook")

    page.get_by_label(say("rulebook.words")).fill("HEADERS exchange")
    expect(page.locator("#rule-redis-has-no-headers")).to_be_visible()
    assert rules(page).count() < 10

    page.get_by_label(say("rulebook.words")).fill("no rule says this (.*")
    expect(rules(page)).to_have_count(0)
    expect(page.locator(".qw-found")).to_have_text(say("rulebook.none_found"))


def test_a_case_opens_its_answers_on_decide(visit: visitor.Visit) -> None:
    page = visit(PATH)
    rule = page.locator("#rule-redis-has-no-headers")

    rule.locator(".qw-cases summary").first.click()
    rule.locator(".qw-cases a").first.click()

    expect(page.locator(".qw-ask[data-question=routing] input[value=attributes]")).to_be_checked()


def test_a_rule_leads_to_the_demo_that_shows_it(visit: visitor.Visit) -> None:
    page = visit(PATH)
    rule = next(rule for rule in BOOK.rules if rule.demo == "crash-redis-rabbitmq")

    page.locator(f"#rule-{rule.id} .qw-live").click()

    expect(page.locator(f".qw-claim[data-demo={rule.demo}]")).to_be_visible()


def test_the_schema_can_be_opened(visit: visitor.Visit) -> None:
    page = visit("rulebook")
    href = page.get_by_role("link", name=say("rulebook.schema")).get_attribute("href")

    answer = page.request.get(page.url.replace("rulebook", str(href)))

    assert answer.status == 200
    assert "$schema" in answer.json()


def test_the_shipped_rulebook_downloads_as_one_file_that_is_the_same_rulebook(visit: visitor.Visit) -> None:
    page = visit("rulebook")

    with page.expect_download() as download:
        page.get_by_role("button", name=say("rulebook.download"), exact=True).click()

    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert read_rulebook(text).digest == BOOK.digest


def test_a_rulebook_of_ones_own_is_used_on_every_page_and_one_click_goes_back(visit: visitor.Visit) -> None:
    page = visit(PATH)

    bring_and_use(page, GOOD)
    for screen in OTHERS:
        follow(page, screen)
        expect(page.locator(".qw-own")).to_be_visible()
    follow(page, "decide")
    page.locator(".qw-ask[data-question=language] input[value=far]").check()
    expect(page.locator("#verdict h2")).to_contain_text("By bicycle")

    page.get_by_role("button", name=say("frame.own_back")).click()

    expect(page.locator(".qw-own")).to_have_count(0)
    expect(page.locator(".qw-ask[data-question=routing]")).to_be_visible()


def test_what_was_brought_downloads_again(visit: visitor.Visit) -> None:
    page = visit("rulebook")
    bring_and_use(page, GOOD)

    with page.expect_download() as download:
        page.get_by_role("button", name=say("rulebook.download_own"), exact=True).click()

    assert read_rulebook(Path(download.value.path()).read_text(encoding="utf-8")).digest == read_rulebook(GOOD).digest


def test_nobody_else_sees_it(app: str, browser: Browser) -> None:
    mine, other = visitor.new_page(browser), visitor.new_page(browser)
    for page in (mine, other):
        visitor.open_page(page, f"{app}/rulebook")
    expect(rules(other)).to_have_count(len(BOOK.rules))

    bring_and_use(mine, GOOD)
    follow(other, "compare")
    follow(other, "rulebook")
    again = visitor.new_page(browser)
    visitor.open_page(again, f"{app}/rulebook")

    expect(rules(mine)).to_have_count(2)
    for page in (other, again):
        expect(rules(page)).to_have_count(len(BOOK.rules))
        expect(page.locator(".qw-own")).to_have_count(0)
    for page in (mine, other, again):
        page.context.close()


def test_a_witness_opens_on_decide_in_the_same_session(visit: visitor.Visit) -> None:
    page = visit("rulebook")
    bring_and_use(page, FLAWED)

    page.locator(".qw-gate[data-gate=duplicate-rule] a", has_text=say("rulebook.open_witness")).click()

    expect(page).to_have_url(HOME)
    expect(page.locator(".qw-own")).to_be_visible()
    expect(page.locator(".qw-ask[data-question=language] input[value=far]")).to_be_checked()


def test_a_rule_of_a_finding_is_one_click_away_also_when_it_is_filtered_out(visit: visitor.Visit) -> None:
    page = visit("rulebook")
    bring_and_use(page, FLAWED)
    page.get_by_label(say("rulebook.words")).fill("nothing says this")
    expect(rules(page)).to_have_count(0)

    page.locator(".qw-gate[data-gate=duplicate-rule] a[href='#rule-far-again']").click()

    expect(page.locator("#rule-far-again")).to_be_in_viewport()
    expect(page.locator("#rule-far-again")).to_be_focused()


def test_a_broken_upload_changes_nothing_and_says_where_what_is_wrong(visit: visitor.Visit) -> None:
    page = visit(PATH)

    bring(page, BROKEN)

    expect(page.locator(".qw-refused")).to_contain_text(count("rulebook.refused", 3))
    expect(page.locator(".qw-refused")).to_contain_text(re.compile(r"mine\.yaml:\d+:\d+"))
    expect(page.locator(".qw-own")).to_have_count(0)
    expect(field(page, "routing", "by_kind")).to_have_attribute("aria-pressed", "true")


def test_a_file_that_is_too_large_is_refused(visit: visitor.Visit) -> None:
    page = visit("rulebook")

    bring(page, GOOD + "# \n" * 100_000)

    expect(page.locator(".qw-refused")).to_contain_text("256 KiB")


def test_a_pasted_rulebook_is_used_with_the_keyboard_alone(visit: visitor.Visit) -> None:
    page = visit("rulebook")
    page.get_by_label(say("rulebook.paste")).fill(GOOD)

    page.keyboard.press("Control+Enter")

    expect(page.locator(".qw-own")).to_be_visible()


@pytest.mark.parametrize("text", [own_rulebooks.hostile(), own_rulebooks.long_winded()], ids=["hostile", "long"])
@pytest.mark.parametrize("size", [visitor.DESKTOP, visitor.PHONE], ids=["desktop", "phone"])
def test_odd_text_is_text_on_every_page_and_breaks_none(visit: visitor.Visit, text: str, size: dict[str, int]) -> None:
    page = visit("rulebook", size=size)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    bring_and_use(page, text)
    book = read_rulebook(text)

    assert not visitor.overflows(page)
    expect(page.locator(".qw-rule h4").first).to_have_text(book.rules[0].because)
    for screen in OTHERS:
        follow(page, screen)
        assert page.evaluate("window.hit") is None
        assert not visitor.overflows(page)
    follow(page, "decide")
    for example in book.examples:
        expect(page.locator(f".st-key-example_{example.id}")).to_have_text(joined(example.title))
    assert [url for url in asked if "127.0.0.1:9" in url or "example.org" in url] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_of_a_rulebook_of_ones_own_is_a_serious_accessibility_violation(
    visit: visitor.Visit, scheme: str
) -> None:
    page = visit(PATH, scheme=scheme)
    bring_and_use(page, FLAWED)
    for fold in page.locator(".qw-fold > summary").all():
        if fold.evaluate("summary => !summary.parentElement.open"):
            fold.click()

    assert serious_violations(page) == []

    bring(page, BROKEN)
    expect(page.locator(".qw-refused")).to_be_visible()
    assert serious_violations(page) == []


def joined(text: str) -> re.Pattern[str]:
    """Fits a text that nothing was added to but signs that cannot be seen."""
    return re.compile("\N{WORD JOINER}?".join(re.escape(each) for each in text))
