"""The main journeys of Try it: choose and predict, run and see it once more, take it home, let others watch, play."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from demos.catalogue import catalogue, demo
from demos.evidence_file import read
from demos.snapshot import Status
from tests.e2e import served, visitor
from tests.e2e.accessibility import serious_violations
from ui.words import say

RUN_SECONDS = 90
CHOSEN = demo("celery-early-ack")
RECORDED = demo("rabbitmq-exchanges")

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a machine that has no RabbitMQ."""
    log = tmp_path_factory.mktemp("bare") / "log.txt"
    with served.app(log, QUEUEWISE_BACKENDS="embedded") as url:
        yield url


def choose(page: Page, title: str) -> None:
    """Pick a demo from all of them, with the keyboard alone."""
    page.locator(".qw-all-demos > summary").focus()
    if not page.locator(".qw-all-demos[open]").count():
        page.keyboard.press("Enter")
    page.locator(".qw-shelf").get_by_role("link", name=title, exact=True).focus()
    page.keyboard.press("Enter")


def press(page: Page, word: str) -> None:
    """Press a button of the replay."""
    page.get_by_role("button", name=say(f"topology.{word}"), exact=True).click()


def test_choose_predict_run_see_it_once_more_take_it_home_and_let_others_watch(visit: visitor.Visit) -> None:
    page = visit("try-it?routing=pattern&language=several", size=visitor.PHONE, scheme="dark")
    choose(page, CHOSEN.title)
    expect(page.locator(f".qw-claim[data-demo={CHOSEN.id}] h2")).to_be_focused()
    expect(page).to_have_url(f"{page.url.split('?')[0]}?routing=pattern&language=several&demo={CHOSEN.id}")

    field = page.locator("[class*='st-key-prediction_'] input").first
    field.fill("1")
    field.press("Tab")
    visitor.run_button(page).click()
    expect(page.get_by_text(say("try_it.sealed")).first).to_be_visible(timeout=30_000)
    page.get_by_role("button", name=say("try_it.invite")).click()
    address = page.get_by_test_id("stPopoverBody").locator("code").inner_text()
    spectator = visit(address[address.index("try-it?run=") :])
    expect(spectator.locator(".qw-watched")).to_be_visible()
    expect(visitor.cancel_button(spectator)).to_have_count(0)

    expect(visitor.outcome(page)).to_have_text(say("try_it.ended_shown"), timeout=RUN_SECONDS * 1000)
    expect(visitor.outcome(spectator)).to_have_text(say("try_it.ended_shown"))
    expect(page.locator(".qw-predicted")).to_contain_text(say("try_it.guess_right"))
    expect(spectator.locator(".qw-predicted")).to_have_count(0)
    assert visitor.count(page, "lost") == visitor.count(spectator, "lost") == 1

    press(page, "from_start")
    press(page, "step")
    press(page, "step")
    expect(page.locator(".replay .at")).to_contain_text("2")
    press(page, "play")
    expect(page.locator(".told li").nth(3)).to_be_visible()
    press(page, "pause")
    assert serious_violations(page) == []
    assert not visitor.overflows(page)

    with page.expect_download() as download:
        page.get_by_role("button", name=say("try_it.evidence")).click()
    evidence = read(download.value.path().read_bytes())
    assert (evidence.demo, evidence.status, evidence.ledger.lost) == (CHOSEN.id, Status.SHOWN, 1)


def test_the_list_is_filtered_without_asking_the_app(visit: visitor.Visit) -> None:
    page = visit("try-it")
    rows, found = page.locator(".qw-shelf li:visible"), page.locator(".qw-found")
    everything = len(catalogue())
    expect(rows).to_have_count(everything)

    page.get_by_role("radio", name="RabbitMQ only").check()
    page.get_by_label(say("try_it.filter_aspect")).select_option("routing")

    expect(rows.first).to_be_visible()
    assert 0 < rows.count() < everything
    expect(found).to_have_text(say("try_it.found", found=rows.count(), number=everything))


def test_without_brokers_the_recording_plays_and_says_that_it_is_one(bare: str, browser: Browser) -> None:
    page = visitor.new_page(browser)
    visitor.open_page(page, f"{bare}/try-it?demo={RECORDED.id}")
    expect(visitor.run_button(page)).to_be_disabled()
    expect(page.locator(".qw-broker")).to_contain_text(say("try_it.missing_rabbitmq"))

    page.get_by_role("button", name=say("try_it.play"), exact=True).click()
    expect(page.locator(".qw-recorded")).to_be_visible()
    expect(page.locator(".picture .what")).to_be_visible()
    expect(page.locator(".told li").first).to_be_visible()

    expect(visitor.outcome(page)).to_have_text(say("try_it.ended_shown"))
    expect(page.locator(".qw-recorded")).to_be_visible()
    assert serious_violations(page) == []
    page.context.close()
