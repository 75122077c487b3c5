"""Other pages show a verdict in a frame: only those that the operator named, and nothing can be changed in it."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, FrameLocator, expect

from tests.e2e import served, visitor
from ui import framing

VIEW = "?embed=true&routing=pattern&language=several"

Show = Callable[[str, str], FrameLocator]


class Foreign(NamedTuple):
    """Two sites that want to show the app. `wiki` was named to it, `stranger` was not; their pages are in `folder`."""

    folder: Path
    wiki: str
    stranger: str

    def page(self, url: str) -> str:
        """Write a page that shows `url`; give its path."""
        frame = f'<iframe src="{url}" width="800" height="900" title="verdict"></iframe>'
        name = f"{len(list(self.folder.iterdir()))}.html"
        (self.folder / name).write_text(f"<!doctype html><title>A page</title>{frame}")
        return name


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Foreign]:
    """The sites, under names that browsers look for on their own machine."""
    folder = tmp_path_factory.mktemp("foreign")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        port = server.server_address[1]
        yield Foreign(folder, f"http://wiki.localhost:{port}", f"http://stranger.localhost:{port}")
        server.shutdown()
        serving.join()


@pytest.fixture(scope="module")
def framed(tmp_path_factory: pytest.TempPathFactory, foreign: Foreign) -> Iterator[str]:
    """The address of an app that the wiki may show."""
    log = tmp_path_factory.mktemp("framed") / "log.txt"
    with served.app(log, **{framing.SETTING: foreign.wiki, "QUEUEWISE_BACKENDS": "embedded"}) as url:
        yield url


@pytest.fixture
def shown(browser: Browser, foreign: Foreign) -> Iterator[Show]:
    """Gives what the page of a site shows in its frame."""
    with closing(visitor.new_page(browser).context) as context:

        def show(site: str, url: str) -> FrameLocator:
            page = context.new_page()
            page.goto(f"{site}/{foreign.page(url)}")
            return page.frame_locator("iframe")

        yield show


def test_a_named_site_shows_verdict_and_answers_without_anything_to_press(
    framed: str, foreign: Foreign, shown: Show
) -> None:
    frame = shown(foreign.wiki, f"{framed}/{VIEW}")

    expect(frame.locator(".qw-verdict")).to_be_visible()
    expect(frame.get_by_text("pattern", exact=False).first).to_be_visible()
    expect(frame.locator("button, input, select, textarea")).to_have_count(0)
    expect(frame.locator(".qw-wordmark")).to_have_count(0)


def test_its_links_leave_the_foreign_page_where_it_is(framed: str, foreign: Foreign, shown: Show) -> None:
    frame = shown(foreign.wiki, f"{framed}/{VIEW}")
    expect(frame.locator(".qw-verdict")).to_be_visible()

    links = frame.locator("a[href]:not([href^='#'])")
    assert links.count() > 0
    assert all(links.nth(number).get_attribute("target") == "_blank" for number in range(links.count()))


@pytest.mark.parametrize("path", ["", "try-it"])
def test_no_page_can_be_shown_by_a_site_that_was_not_named(
    framed: str, foreign: Foreign, shown: Show, path: str
) -> None:
    frame = shown(foreign.stranger, f"{framed}/{path}{VIEW}")

    expect(frame.locator(".qw-verdict")).to_have_count(0)
    expect(frame.locator("body.neterror")).to_be_attached()


def test_a_named_site_shows_the_card_of_a_decision(framed: str, foreign: Foreign, shown: Show) -> None:
    code = json.loads(served.fetch(f"{framed}/api/v1/recommend?routing=pattern&language=several")[2])["code"]

    expect(shown(foreign.wiki, f"{framed}/api/v1/records/{code}.html").locator("h1")).to_be_visible()
    refused = shown(foreign.stranger, f"{framed}/api/v1/records/{code}.html")
    expect(refused.locator("body.neterror")).to_be_attached()
