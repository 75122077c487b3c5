"""How soon the first message of a run is on the screen, where the broker is warm."""

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, expect

from benchmarks.figure import Figure, Tell
from benchmarks.visiting import browser, opened
from demos.catalogue import catalogue
from demos.demo import Demo
from tests.e2e import served, visitor
from tests.leftovers import eventually
from ui.words import say

BAR = 1.0
"""Seconds."""

WARM_SECONDS = 90
PUT_AWAY_SECONDS = 30
ADDRESS = re.compile(r"127\.0\.0\.1:\d+")

# From the click itself to a frame in which a message moves, or was counted at a stop. The picture is in a shadow root.
WATCH = """() => {
  const shows = (root) => root.querySelector(".dots .dot") ||
    [...root.querySelectorAll(".badge")].some((badge) => badge.style.display !== "none");
  const shown = () => [...document.querySelectorAll(".st-key-qw_picture *")]
    .some((element) => element.shadowRoot && shows(element.shadowRoot));
  window.first = new Promise((resolve, reject) => {
    const look = (clicked) =>
      shown() ? resolve(performance.now() - clicked) : requestAnimationFrame(() => look(clicked));
    addEventListener("click", (event) => look(event.timeStamp), { capture: true, once: true });
    setTimeout(() => reject(new Error("No message was on the screen within 30 s of the click.")), 30000);
  });
}"""


def measure(tell: Tell, *, times: int = 3) -> Iterator[Figure]:
    """Seconds from a click on Run to the first message on the screen, for each demo on a warm broker."""
    with TemporaryDirectory() as name, browser() as chromium:
        folder = Path(name) / "temporary"
        folder.mkdir()
        with served.app(Path(name) / "log.txt", TMPDIR=str(folder)) as url:
            for demo in catalogue():
                address = f"{url}/try-it?demo={demo.id}"
                _warm(chromium, address, demo)
                tell(f"{demo.id}, {times} clicks")
                seconds = [_click(chromium, address, folder) for _ in range(times)]
                basis = f"median of {times} clicks, slowest {max(seconds):.2f}"
                what = f"Warm click to first message on the screen, {demo.id}"
                yield Figure(what=what, value=median(seconds), unit="s", basis=basis, at_most=BAR)


def _warm(chromium: Browser, address: str, demo: Demo) -> None:
    """Wait until the page tells where each broker of the demo answers."""

    def warm() -> bool:
        with opened(chromium, address) as page:
            visitor.run_button(page).wait_for()
            return page.locator(".qw-broker").filter(has_text=re.compile(r"127\.0\.0\.1:\d+")).count() == len(
                demo.needs
            )

    assert eventually(warm, WARM_SECONDS), f"The brokers of {demo.id} were not ready within {WARM_SECONDS} s."


def _click(chromium: Browser, address: str, folder: Path) -> float:
    """Click on Run as a new visitor; give the seconds. The run is cancelled and put away."""
    before = set(folder.iterdir())
    with opened(chromium, address) as page:
        page.evaluate(WATCH)
        visitor.run_button(page).click()
        seconds = float(page.evaluate("window.first")) / 1000
        visitor.cancel_button(page).click()
        expect(visitor.outcome(page)).to_have_text(say("try_it.ended_cancelled"), timeout=PUT_AWAY_SECONDS * 1000)
    assert eventually(lambda: set(folder.iterdir()) <= before, PUT_AWAY_SECONDS), "A cancelled run was not put away."
    return seconds
