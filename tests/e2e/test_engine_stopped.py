"""The Docker engine is killed under a visitor's run: the app lives on, says so, and works again when it is back."""

import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e import served, visitor
from tests.leftovers import eventually, processes_under
from tests.own_engine import OwnEngine
from ui.words import say

RUN_MILLISECONDS = 90_000


@pytest.mark.timeout(300)
def test_an_engine_that_is_killed_is_named_on_the_page_and_the_next_run_works_once_it_is_back(
    browser: Browser, tmp_path: Path, breakable_engine: OwnEngine
) -> None:
    log = tmp_path / "log.txt"
    page = visitor.new_page(browser)
    with served.app(log, DOCKER_HOST=breakable_engine.host, QUEUEWISE_BACKENDS="containers") as url:
        visitor.open_page(page, f"{url}/try-it?demo=celery-redis-tasks")
        visitor.run_button(page).click()
        expect(page.locator(".stop.worker.here")).to_have_count(1, timeout=30_000)

        breakable_engine.end(signal.SIGKILL)
        expect(visitor.outcome(page)).to_have_text(say("try_it.ended_interrupted"), timeout=20_000)
        told = page.locator(".qw-outcome").inner_text()
        assert "the Docker engine does not answer any more" in told
        assert "Start Docker again" in told
        assert served.answers(f"{url}/healthz")
        visitor.open_page(page, page.url)
        assert served.answers(f"{url}/healthz")

        breakable_engine.start()
        visitor.open_page(page, page.url)
        expect(visitor.run_button(page)).to_be_enabled(timeout=30_000)
        visitor.run_button(page).click()
        expect(visitor.outcome(page)).to_have_text(say("try_it.ended_shown"), timeout=RUN_MILLISECONDS)
    page.context.close()

    assert eventually(lambda: breakable_engine.containers() == [])
    breakable_engine.end(signal.SIGTERM)
    assert eventually(lambda: not processes_under(breakable_engine.folder)), (
        "somebody waits for an engine that is empty"
    )
    assert "Traceback" not in log.read_text()
