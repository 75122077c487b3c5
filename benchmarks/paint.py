"""How soon a card and a badge are seen in a browser that was never here before, and how much a card weighs."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from benchmarks.figure import Figure, Tell, ninety_five
from benchmarks.visiting import browser
from records import encode, faces
from rules import shipped_rulebook
from tests.e2e import served, visitor
from tests.unit.records.samples import by_chance, every_example, record

BAR = 300.0
"""Milliseconds."""

HEAVIEST = 30_000
"""Bytes of a card."""

CARDS = 200
SEED = 20261125

README = (
    '<!doctype html><title>Shop</title><h1>The shop</h1><p><img src="{badge}" alt="queue" elementtiming="badge"></p>'
)
"""A page as a code host shows it, with the badge in it."""

# When the last entry of each of these kinds was painted, in milliseconds since the navigation.
SEEN = """async (kinds) => {
  const painted = (type) => new Promise((resolve, reject) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type, buffered: true });
    setTimeout(() => reject(new Error(`No ${type} within 10 s.`)), 10000);
  });
  return Math.max(...(await Promise.all(kinds.map(painted))));
}"""
LARGEST, IMAGE = "largest-contentful-paint", "element"

Look = Callable[[Page, str, str], float]


def measure(tell: Tell, *, times: int = 15) -> Iterator[Figure]:
    """Milliseconds to the largest contentful paint of card and badge on cold loads in Chromium, and a card's bytes."""
    looks = {"the card": _card, "the badge by itself": _badge, "a page with the badge in it": _readme}
    with (
        TemporaryDirectory() as folder,
        browser() as chromium,
        served.app(Path(folder) / "log.txt", QUEUEWISE_BACKENDS="embedded") as url,
    ):
        for number, (what, look) in enumerate(looks.items()):
            tell(f"{times} cold loads of {what}")
            codes = _codes(times + 1, SEED + number)  # the first warms the browser, which is no part of the page
            found = [_cold(chromium, look, url, code) for code in codes][1:]
            basis = f"median of {times} cold loads, each of another decision, p95 {ninety_five(found):.0f}"
            yield Figure(what=f"Largest paint of {what}", value=median(found), unit="ms", basis=basis, at_most=BAR)
    yield _weight()


def _codes(count: int, seed: int) -> list[str]:
    """Decisions on answers by chance; none was asked for before, so the server has none of them at hand."""
    book, chance = shipped_rulebook(), Random(seed)
    found = ({each.id: chance.choice(each.choices).id for each in book.questions} for _ in range(count))
    return [encode(answers, book.digest) for answers in found]


def _cold(chromium: Browser, look: Look, url: str, code: str) -> float:
    """Milliseconds from the navigation to the paint, of a visitor with an empty cache."""
    page = visitor.new_page(chromium)
    try:
        return look(page, url, code)
    finally:
        page.context.close()


def _card(page: Page, url: str, code: str) -> float:
    page.goto(f"{url}/api/v1/records/{code}.html")
    return float(page.evaluate(SEEN, [LARGEST]))


def _badge(page: Page, url: str, code: str) -> float:
    page.goto(f"{url}/badge/{code}.svg")
    return float(page.evaluate(SEEN, [LARGEST]))


def _readme(page: Page, url: str, code: str) -> float:
    """The heading may be larger than the badge, so that both are waited for."""
    readme = README.format(badge=f"{url}/badge/{code}.svg")
    page.route(f"{url}/readme", lambda route: route.fulfill(body=readme, content_type="text/html"))
    page.goto(f"{url}/readme")
    return float(page.evaluate(SEEN, [LARGEST, IMAGE]))


def _weight() -> Figure:
    cards = [*map(record, every_example()), *by_chance(CARDS)]
    weights = [len(faces.card(it).encode()) for it in cards]
    basis = f"largest of {len(weights)}, with receipts, dissent and long texts; median {median(weights):,.0f}"
    return Figure(what="Weight of a card", value=max(weights), unit="bytes", basis=basis, at_most=HEAVIEST)
