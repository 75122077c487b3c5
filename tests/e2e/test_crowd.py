"""Ten visitors at once: two runs are on, the others wait in an honest line, and everybody gets a run of their own."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from demos.desk import Desk
from tests.e2e import served, visitor
from tests.leftovers import eventually
from tests.unit.demos.fakes import no_broker
from ui.presence import GRACE
from ui.words import say

DEMO = "try-it?demo=celery-redis-tasks"
AT_ONCE = Desk(no_broker).at_once
ORDERS = (16, 15, *range(4, 12))
"""What each of the ten asks for, so that nobody's counts can be taken for another's."""

SLOW, QUICK = 1600, 400
"""Milliseconds that an order takes: the first runs last until everybody is in line, on a busy machine, too."""

SOON = 15
"""Seconds within which every page has said what the desk knows."""

JUDGED = re.compile("|".join(say(f"try_it.ended_{verdict}") for verdict in ("shown", "refuted")))
"""So many browsers keep a machine busy: a clock that ticks too slowly there refutes the claim, and that is right."""

IN_LINE = re.compile(re.escape(say("try_it.queued_many", number="#")).replace(r"\#", r"(\d+)"))

Visit = Callable[..., list[Page]]

pytestmark = pytest.mark.timeout(300)


@dataclass
class Guest:
    """A visitor who asks for a run of so many orders, and every place in the line that their page has told."""

    page: Page
    orders: int
    told: list[int] = field(default_factory=list)

    @property
    def place(self) -> int:
        """The place in the line that the page tells now; 0 while the run is on or has ended."""
        place = place_in(self.page)
        if self.told[-1:] != [place]:
            self.told.append(place)
        return place


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app on a machine that has nothing but the Redis that comes with it."""
    with served.app(tmp_path_factory.mktemp("small") / "log.txt", QUEUEWISE_BACKENDS="embedded") as url:
        yield url


@pytest.fixture
def visit(small: str, browser: Browser) -> Iterator[Visit]:
    """Open a page of that app as so many new visitors."""
    opened: list[Page] = []

    def visit(path: str, count: int = 1) -> list[Page]:
        pages = [visitor.new_page(browser, motion="reduce") for _ in range(count)]
        opened.extend(pages)
        visitor.open_together(pages, path if path.startswith("http") else f"{small}/{path}")
        return pages

    yield visit
    for page in opened:
        page.context.close()


def test_ten_visitors_wait_in_an_honest_line_and_each_gets_a_run_of_their_own(visit: Visit) -> None:
    guests = [arrived(page, orders) for page, orders in zip(visit(DEMO, len(ORDERS)), ORDERS, strict=True)]
    ask(guests[:AT_ONCE])
    ask(guests[AT_ONCE:])
    guests = in_line(guests)

    offers_recording(guests[-1].page)
    gives_up, closes = guests[-3], guests[-2]
    visitor.cancel_button(gives_up.page).click()
    closes.page.context.close()
    staying = [each for each in guests if each not in (gives_up, closes)]
    next_one = guests[-4]
    spectator = watch(visit, next_one)

    assert in_order(staying, GRACE + SOON)
    begins(next_one.page)
    assert eventually(lambda: all(map(ended, staying)), 120), [each.told for each in staying]
    for guest in staying:
        assert guest.told == sorted(guest.told, reverse=True), "nobody goes back in the line"
    evidence = [judged(guest) for guest in staying]
    assert len({each["run"]["seed"] for each in evidence}) == len(staying)
    assert most_at_once(evidence) <= AT_ONCE
    sees_the_end(spectator, next_one)


def arrived(page: Page, orders: int) -> Guest:
    """A visitor who has set so many orders, and how long each takes."""
    visitor.set_number(page, "work", SLOW if orders in ORDERS[:AT_ONCE] else QUICK)
    visitor.set_number(page, "orders", orders)
    return Guest(page, orders)


def ask(guests: list[Guest]) -> None:
    """Ask for all runs at nearly the same moment, and wait until each is taken on."""
    for guest in guests:
        visitor.run_button(guest.page).click()
    for guest in guests:
        expect(visitor.cancel_button(guest.page)).to_be_visible()


def in_line(guests: list[Guest]) -> list[Guest]:
    """The guests in the order in which their runs were taken on, as soon as all are told places that fit."""
    assert eventually(lambda: in_order(sorted(guests, key=lambda guest: guest.place), 0), SOON), guests
    return sorted(guests, key=lambda guest: guest.told[-1])


def place_in(page: Page) -> int:
    """The place in the line that a page tells."""
    said = next(iter(page.locator(".qw-own-run, .qw-progress label").all_inner_texts()), "")
    if said.startswith(say("try_it.queued_next")):
        return 1
    many = IN_LINE.match(said)
    return int(many[1]) + 1 if many else 2 * said.startswith(say("try_it.queued_one"))


def in_order(guests: list[Guest], seconds: float = SOON) -> bool:
    """Whether those in line are soon told 1, 2, 3 and so on, in the order in which their runs were taken on."""

    def told() -> bool:
        places = [place for place in (guest.place for guest in guests) if place]
        return len(places) > 1 and places == list(range(1, len(places) + 1))

    return eventually(told, seconds)


def offers_recording(page: Page) -> None:
    """Who waits can have the recording at once, and is told that it is one."""
    page.get_by_role("button", name=say("try_it.play_meanwhile")).click()
    expect(page.locator(".qw-recorded")).to_contain_text(say("try_it.recording_meanwhile"))


def begins(page: Page) -> None:
    """The turn of somebody comes, and nothing is offered any more for the time until then."""
    expect(page.locator(".told li").first).to_be_visible(timeout=90_000)
    expect(page.get_by_role("button", name=say("try_it.play_meanwhile"))).to_have_count(0)
    expect(visitor.cancel_button(page)).to_be_visible()


def watch(visit: Visit, guest: Guest) -> Page:
    """Open the address that a visitor gives to others: it is somebody else's run, and nothing can be done to it."""
    guest.page.get_by_role("button", name=say("try_it.invite")).click()
    link = guest.page.get_by_role("dialog").or_(guest.page.locator("[data-testid=stPopoverBody]")).locator("code").first
    (spectator,) = visit(link.inner_text())
    expect(spectator.locator(".qw-watched")).to_contain_text(say("try_it.watched_while"))
    expect(visitor.cancel_button(spectator)).to_have_count(0)
    return spectator


def ended(guest: Guest) -> bool:
    """Whether the run of a visitor has ended, and not only a recording that they look at meanwhile."""
    return not guest.place and visitor.outcome(guest.page).count() > 0


def judged(guest: Guest) -> dict[str, Any]:
    """The evidence of a run that was judged; it has the orders of this visitor and nobody else's."""
    page = guest.page
    expect(visitor.outcome(page)).to_have_text(JUDGED)
    assert visitor.count(page, "lost") + visitor.count(page, "unexpected") == 0
    with page.expect_download() as download:
        page.get_by_role("button", name=say("try_it.evidence")).click()
    evidence: dict[str, Any] = json.loads(download.value.path().read_text())
    sent = {event["message"] for event in evidence["events"] if event["what"] == "sent"}
    assert (evidence["run"]["parameters"]["orders"], len(sent)) == (guest.orders, 2 * guest.orders)
    assert visitor.count(page, "sent") == evidence["end"]["ledger"]["sent"]
    return evidence


def most_at_once(evidence: list[dict[str, Any]]) -> int:
    """How many runs were on at the same time at least; the seconds when they began are known, not the parts of them."""
    began: list[float] = [datetime.fromisoformat(each["run"]["began"]).timestamp() + 1 for each in evidence]
    until = [at - 1 + each["end"]["seconds"]["running"] for at, each in zip(began, evidence, strict=True)]
    return max(len([a for a, b in zip(began, until, strict=True) if a <= moment < b]) for moment in began)


def sees_the_end(spectator: Page, guest: Guest) -> None:
    """Who watches has the same count as who started it."""
    expect(spectator.locator(".qw-watched")).to_contain_text(say("try_it.watched_after"))
    expect(visitor.outcome(spectator)).to_have_text(JUDGED)
    assert visitor.count(spectator, "sent") == visitor.count(guest.page, "sent")
