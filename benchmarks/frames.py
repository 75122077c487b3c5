"""How smoothly the picture moves at 200 events a second: the app's own route and component, in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from benchmarks.figure import Figure, Tell
from benchmarks.steady import EVENTS_A_SECOND
from benchmarks.visiting import browser, opened
from tests.e2e import served

BAR = 60.0
"""Frames a second, which is what screens show."""

BEFORE_SECONDS = 3
"""The first seconds, in which the page is still being made, do not count."""

COUNT = """(seconds) => new Promise((resolve) => {
  const frames = [];
  const first = performance.now();
  requestAnimationFrame(function tick(now) {
    frames.push(now);
    if (now < first + seconds * 1000) return requestAnimationFrame(tick);
    const full = [...Array(seconds).keys()];
    resolve(full.map(s => frames.filter(f => f >= first + s * 1000 && f < first + (s + 1) * 1000).length));
  });
})"""


def measure(tell: Tell, *, times: int = 15) -> Iterator[Figure]:
    """Frames a second of the live picture in Chromium at 200 events a second."""
    with (
        TemporaryDirectory() as folder,
        browser() as chromium,
        served.app(Path(folder) / "log.txt", script="benchmarks/frames_app.py") as url,
        opened(chromium, url) as page,
    ):
        page.locator(".dots[data-moving]").wait_for(state="attached")
        page.wait_for_timeout(BEFORE_SECONDS * 1000)
        tell(f"{times} seconds")
        before = _passed(page)
        frames = page.evaluate(COUNT, times)
        messages = (_passed(page) - before) / times
        page.goto("about:blank")
        at_rest = page.evaluate(COUNT, times)
    yield Figure(
        what=f"Frames a second at {EVENTS_A_SECOND} events a second in Chromium",
        value=median(frames),
        basis=f"median of {times} seconds, the worst had {min(frames)}",
        at_least=BAR,
    )
    yield Figure(
        what="Frames a second of an empty page",
        value=median(at_rest),
        basis="right after it: what this machine has to give while it is busy with other things",
    )
    yield Figure(
        what="Events a second that were drawn meanwhile",
        value=messages * 4,
        basis="four for each message that left the shop in the picture",
    )


def _passed(page: Page) -> int:
    """How many messages have left the shop, as the picture says."""
    return int(page.locator(".stop.producer .badge text").text_content() or 0)
