"""A decision leaves the app: written down on Decide, opened by its link, printed, harmless whatever it says."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from records import Dissent, encode, faces, record_of
from records.decision import read_decision
from rules import shipped_rulebook
from tests.e2e import visitor
from tests.e2e.accessibility import serious_violations
from tests.unit.records.payloads import PAYLOADS
from ui.words import say

pytestmark = pytest.mark.timeout(180)
BOOK = shipped_rulebook()
ANSWERS = dict(next(example.answers for example in BOOK.examples if example.id == "payments"))
CODE = encode(ANSWERS, BOOK.digest)


def test_a_decision_is_written_down_and_its_file_is_what_was_asked_for(visit: visitor.Visit, tmp_path: Path) -> None:
    page = visit("?" + urlencode(ANSWERS))
    page.get_by_role("button", name=say("record.open")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(say("record.name")).fill("the order service")
    dialog.get_by_label(say("record.name")).press("Tab")
    dialog.get_by_text(say("record.face_decision"), exact=True).click()
    expect(dialog.get_by_text("title: the order service")).to_be_visible()
    assert serious_violations(page) == []

    with page.expect_download() as download:
        dialog.get_by_role("button", name=say("record.download", file="decision.yaml")).click()

    file = tmp_path / "decision.yaml"
    download.value.save_as(file)
    decision = read_decision(file.read_text(encoding="utf-8"), file=file.name)
    assert (decision.title, dict(decision.answers)) == ("the order service", ANSWERS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_permalink_opens_without_a_script_and_leads_back(
    app: str, browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{app}/d/{CODE}")

    expect(page.get_by_role("heading", level=1)).to_have_text("Celery with RabbitMQ")
    expect(page.get_by_text("It still holds")).to_be_visible()
    assert [url for url in asked if not url.endswith(CODE)] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert serious_violations(page) == []
    page.get_by_role("link", name="Open the answers in the app").click()
    expect(page.locator("#verdict h2")).to_have_text("Celery with RabbitMQ", timeout=60_000)
    page.close()


@pytest.mark.parametrize("example", [example.id for example in BOOK.examples])
def test_the_card_prints_on_one_page(example: str, browser: Browser) -> None:
    answers = next(each.answers for each in BOOK.examples if each.id == example)
    page = browser.new_page()
    page.set_content(faces.card(record_of(answers, BOOK, title="the order service", people=["Ada", "Grace"])))

    printed = page.pdf(format="A4")

    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_nothing_that_people_write_runs_or_asks_anybody(browser: Browser) -> None:
    page = browser.new_page()
    heard: list[str] = []
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda request: heard.append(request.url))

    for text in PAYLOADS:
        said = Dissent(who=text, says=text)
        card = faces.card(record_of(ANSWERS, BOOK, title=text, people=[text], why_now=text, dissent=[said]))
        page.set_content(card)
        assert _shown(page) == _shown_of(text), text

    page.close()
    assert [told for told in heard if not told.startswith("about:")] == []


def _shown(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def _shown_of(text: str) -> str:
    plain = " ".join(text.split())
    return f"Celery with RabbitMQ for {plain}" if plain else "Celery with RabbitMQ"
