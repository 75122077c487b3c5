"""The Try it page in a real browser, on real brokers: from the click to the judged claim."""

import json
import re

import docker
import pytest
from docker.models.containers import Container
from playwright.sync_api import Page, expect

from demos.catalogue import catalogue
from tests.e2e import served, visitor
from tests.leftovers import eventually
from ui.presence import GRACE
from ui.words import say

RUN_SECONDS = 90
DEMOS = [demo.id for demo in catalogue() if demo.leads]
"""One for each option. That every demo runs is tested without a browser."""
ROUTING = "rabbitmq-routing"

pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize("demo", DEMOS)
def test_each_demo_comes_to_its_judged_claim(visit: visitor.Visit, demo: str) -> None:
    page = visit(f"try-it?demo={demo}")

    visitor.run_button(page).click()

    expect(visitor.outcome(page)).to_have_text(say("try_it.ended_shown"), timeout=RUN_SECONDS * 1000)
    assert visitor.count(page, "sent") > 0
    assert visitor.count(page, "lost") == 0
    expect(page.locator(".qw-equation .qw-word--good")).to_have_count(2)
    expect(page.locator(".qw-checks tr.qw-row--bad")).to_have_count(0)


def test_messages_move_while_the_run_is_on(visit: visitor.Visit) -> None:
    page = visit(f"try-it?demo={ROUTING}")

    visitor.run_button(page).click()

    expect(page.locator(".dots[data-moving]")).to_be_attached(timeout=30_000)
    expect(page.locator(".stop.killed")).to_have_count(1, timeout=30_000)


def test_reduced_motion_counts_without_moving(visit: visitor.Visit) -> None:
    page = visit(f"try-it?demo={ROUTING}", motion="reduce")

    visitor.run_button(page).click()

    expect(page.locator(".stop.producer .badge text")).not_to_have_text("0", timeout=30_000)
    expect(page.locator(".dots[data-moving]")).to_have_count(0)


def test_cancel_ends_a_run_and_keeps_what_was_counted(visit: visitor.Visit) -> None:
    page = visit(f"try-it?demo={ROUTING}")
    visitor.run_button(page).click()
    expect(page.locator(".told li").first).to_be_visible(timeout=30_000)

    visitor.cancel_button(page).click()

    expect(visitor.outcome(page)).to_have_text(say("try_it.ended_cancelled"), timeout=10_000)
    expect(page.locator(".qw-books .qw-word--shown")).to_have_count(0)
    expect(visitor.run_button(page)).to_be_enabled()


def test_a_double_click_is_one_run(visit: visitor.Visit) -> None:
    page = visit("try-it")
    seen = visitor.runs_seen(page)

    visitor.run_button(page).dblclick()

    expect(visitor.cancel_button(page)).to_be_visible()
    expect(page.locator(".told li").first).to_be_visible(timeout=30_000)
    assert len(set(seen)) == 1


def test_the_keyboard_alone_starts_and_cancels_a_run(visit: visitor.Visit) -> None:
    page = visit("try-it")

    visitor.run_button(page).focus()
    page.keyboard.press("Enter")
    expect(visitor.cancel_button(page)).to_be_visible()
    visitor.cancel_button(page).focus()
    page.keyboard.press("Enter")

    expect(visitor.outcome(page)).to_have_text(say("try_it.ended_cancelled"), timeout=10_000)


def test_a_reload_gives_the_page_back_and_ends_the_run_that_was_on(visit: visitor.Visit) -> None:
    page = visit(f"try-it?demo={ROUTING}")
    for key in ("orders", "work"):
        page.locator(f"[class*='st-key-parameter_{ROUTING}_{key}'] input").fill("48" if key == "orders" else "500")
        page.keyboard.press("Tab")
    seen = visitor.runs_seen(page)
    visitor.run_button(page).click()
    expect(page.locator(".stop.killed")).to_have_count(1, timeout=30_000)

    visitor.open_page(page, page.url)

    expect(visitor.run_button(page)).to_be_enabled()
    told = {event["what"] for event in events(seen[0], seconds=GRACE + 8)}
    assert "killed" in told
    assert "closed" not in told, "the run went on to its end"


def test_a_broker_killed_by_somebody_else_interrupts_the_run_and_the_next_run_gets_a_new_one(
    visit: visitor.Visit, docker_engine: docker.DockerClient
) -> None:
    page = visit(f"try-it?demo={ROUTING}")
    port = address(page).rpartition(":")[2]
    visitor.set_number(page, "orders", 48)
    visitor.run_button(page).click()
    expect(page.locator(".stop.killed")).to_have_count(1, timeout=60_000)

    container_at(docker_engine, port).kill()

    expect(visitor.outcome(page)).to_have_text(say("try_it.ended_interrupted"), timeout=30_000)
    assert visitor.count(page, "sent") > 0
    assert "Traceback" not in page.locator(".qw-outcome").inner_text()
    visitor.run_button(page).click()
    expect(visitor.outcome(page)).to_have_text(say("try_it.ended_shown"), timeout=RUN_SECONDS * 1000)


def test_leaving_for_another_page_and_coming_back_finds_the_run(visit: visitor.Visit) -> None:
    page = visit(f"try-it?demo={ROUTING}")
    visitor.run_button(page).click()
    expect(page.locator(".told li").first).to_be_visible(timeout=30_000)

    page.get_by_role("link", name=say("frame.compare")).click()
    expect(page.locator(".qw-aspect").first).to_be_visible()
    page.get_by_role("link", name=say("frame.try_it")).click()

    expect(visitor.outcome(page)).to_have_text(say("try_it.ended_shown"), timeout=RUN_SECONDS * 1000)


def test_the_page_works_on_a_phone(visit: visitor.Visit) -> None:
    page = visit(f"try-it?demo={ROUTING}", size=visitor.PHONE)

    visitor.run_button(page).click()

    expect(visitor.outcome(page)).to_have_text(say("try_it.ended_shown"), timeout=RUN_SECONDS * 1000)
    assert not visitor.overflows(page)


def test_the_code_that_ran_can_be_downloaded_as_it_is(visit: visitor.Visit) -> None:
    page = visit(f"try-it?demo={ROUTING}")

    with page.expect_download() as download:
        page.get_by_role("button", name=say("try_it.download", file="story.py")).click()

    ran = served.ROOT / "demos" / "stories" / "rabbitmq_routing" / "story.py"
    assert download.value.path().read_text() == ran.read_text()


def test_nobody_can_guess_a_run(app: str) -> None:
    status, _, body = served.fetch(f"{app}/runs/{'0' * 32}/events")

    assert status == 404
    assert json.loads(body)["detail"]


def address(page: Page) -> str:
    """Where the broker of the page is; the page is loaded until it says so."""

    def said() -> str | None:
        found = re.search(r"127\.0\.0\.1:\d+", page.locator(".qw-broker").first.inner_text())
        return found[0] if found else None

    for _ in range(20):
        if found := said():
            return found
        visitor.open_page(page, page.url)
    raise AssertionError("the broker did not get warm")


def container_at(engine: docker.DockerClient, port: str) -> Container:
    """The container that publishes a port of this machine."""
    for container in engine.containers.list():
        if any(port == one["HostPort"] for bound in container.ports.values() for one in bound or ()):
            return container
    return pytest.skip("the broker runs in no container here")


def events(url: str, seconds: float) -> list[dict[str, object]]:
    """All events of a run, once it has ended; it has to end within `seconds`."""
    body = ""

    def ended() -> bool:
        nonlocal body
        body = served.fetch(url, seconds)[2]
        return "event: end" in body

    assert eventually(ended, seconds)
    batches = [json.loads(line.removeprefix("data: ")) for line in body.splitlines() if line.startswith("data: [")]
    return [event for batch in batches for event in batch]
