"""A finished run once more, in a real browser: play, pause, step, any moment, and both twins in step."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from demos.catalogue import defaults, demo
from demos.events import Event, What
from demos.route import route_for
from tests.e2e import visitor
from tests.unit.demos.telling import events, told
from ui import live, telling, topology
from ui.words import page_words, say

DEMO = demo("rabbitmq-routing")
ROUTE = route_for(DEMO, defaults(DEMO))
CHAPTERS = telling.chapters(DEMO)
DATA = json.loads(json.dumps(topology.data(DEMO, ROUTE, run="one", source="nowhere")))
SENTENCES = """([events, data]) => {
  const twins = new Twins(document.querySelector(".picture"), data, {});
  return events.map((event) => twins.sentence(event));
}"""
BEGIN = """(data) => {
  window.EventSource = class {
    constructor() { this.heard = {}; setTimeout(() => this.tell()); }
    addEventListener(name, hear) { this.heard[name] = hear; }
    tell() { this.onmessage({ data: JSON.stringify(data.told) }); this.heard.end(); }
    close() {}
  };
  component({ data: [data], parentElement: document.body });
}"""

FRAMES = """(some) => new Promise((resolve) => {
  const tick = (left) => (left ? requestAnimationFrame(() => tick(left - 1)) : resolve());
  tick(some);
})"""

TOLD = [
    told(What.PLANNED, seed=1, pid=1),
    told(What.STAGE, name="publish"),
    told(What.BOUND, "kitchen", pattern="order.*.*"),
    told(What.JOINED, "cook-1", pid=2),
    told(What.JOINED, "cook-2", pid=3),
    *(told(What.SENT, "shop", f"order-{n}", routing_key="order.riga.pickup") for n in (1, 2, 3)),
    *(told(What.CONFIRMED, "exchange", f"order-{n}") for n in (1, 2, 3)),
    told(What.DELIVERED, "cook-1", "order-1", queue="kitchen", redelivered=0),
    told(What.KILLED, "cook-1"),
    told(What.DELIVERED, "cook-2", "order-1", queue="kitchen", redelivered=1),
    told(What.EXECUTED, "cook-2", "order-1", queue="kitchen", attempt=1),
    told(What.UP, "cook-1"),
]
STORY = events(TOLD)
FAULTS = (What.FROZEN, What.CUT, What.ALARMED, What.RESTARTED, What.SLOWED, What.FLOODED)
KILL = 13
"""How many events there are up to the kill."""

Show = Any


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Draw the picture of a run that is over and told these events."""
    pages: list[Page] = []

    def show(story: Sequence[Event] = STORY, *, motion: Any = "no-preference") -> Page:
        page = visitor.new_page(browser, motion=motion)
        pages.append(page)
        page.set_content((topology.FOLDER / "topology.html").read_text())
        page.add_style_tag(content=(topology.FOLDER / "topology.css").read_text())
        page.add_script_tag(content=topology.script().replace("export default function", "function component"))
        page.evaluate(BEGIN, DATA | {"told": [live.plain(event) for event in story]})
        expect(page.locator(".replay")).to_be_visible()
        return page

    yield show
    for page in pages:
        page.context.close()


def press(page: Page, word: str) -> None:
    """Press a button of the replay."""
    page.get_by_role("button", name=say(f"topology.{word}"), exact=True).click()


def moment(page: Page) -> Locator:
    """The words that say where the replay is."""
    return page.locator(".replay .at")


def at(event: int, story: Sequence[Event] = STORY) -> str:
    """These words after so many events."""
    seconds = f"{story[event - 1].at:.2f}" if event else "0.00"
    return say("topology.moment", seconds=seconds, at=event, all=len(story))


def number(page: Page, stop: str) -> str:
    """How many messages passed a stop, as the picture says, and as the table says."""
    label = next(each.label for each in ROUTE.stops if each.id == stop)
    drawn = page.locator(".stop", has=page.locator(f"text.label:text-is('{label}')")).locator(".badge text")
    row = page.locator(".stops tr", has=page.locator(f"th:text-is('{label}')"))
    expect(row.locator("td.passed")).to_have_text(drawn.text_content() or "0")
    return drawn.text_content() or "0"


def test_a_run_that_is_over_can_be_seen_from_its_start_event_by_event(show: Show) -> None:
    page = show()
    expect(moment(page)).to_have_text(at(len(STORY)))

    press(page, "from_start")
    expect(moment(page)).to_have_text(at(0))
    assert number(page, "shop") == "0"

    for _ in range(7):
        press(page, "step")
    expect(moment(page)).to_have_text(at(7))
    assert number(page, "shop") == "2"
    expect(page.locator(".told li").first).to_contain_text("order-2")


def test_play_goes_on_by_itself_and_pause_holds_it(show: Show) -> None:
    page = show(events(TOLD, seconds_apart=1.0))
    press(page, "from_start")

    press(page, "play")
    expect(page.locator(".told li").first).to_contain_text(CHAPTERS["publish"])
    press(page, "pause")
    held = moment(page).inner_text()
    page.evaluate(FRAMES, 90)

    assert moment(page).inner_text() == held


def test_play_ends_with_the_last_event(show: Show) -> None:
    page = show()
    press(page, "from_start")

    press(page, "play")

    expect(moment(page)).to_have_text(at(len(STORY)))
    expect(page.get_by_role("button", name=say("topology.play"), exact=True)).to_be_visible()


def test_play_at_the_end_begins_anew(show: Show) -> None:
    page = show()

    press(page, "play")

    expect(moment(page)).not_to_have_text(at(len(STORY)))


def test_the_moment_of_a_fault_is_marked_and_can_be_gone_to(show: Show) -> None:
    page = show()
    assert page.locator(".moment.fault").count() == 1
    assert page.locator(".moment.over").count() == 1

    page.get_by_role("button", name=say("events.killed", stop="Cook 1")).click()

    expect(moment(page)).to_have_text(at(KILL))
    expect(page.locator(".stop.killed")).to_have_count(1)
    assert page.locator(".stop.killed .mark path").get_attribute("d")
    expect(page.locator(".stop.killed .kind")).to_have_text(say("topology.killed"))
    expect(page.locator(".stops tr", has_text="Cook 1").locator("td").first).to_have_text(say("topology.killed"))


def test_the_end_of_a_fault_gives_a_stop_its_word_back(show: Show) -> None:
    page = show()

    expect(page.locator(".stop.killed")).to_have_count(0)
    expect(page.locator(".stops tr", has_text="Cook 1").locator("td").first).to_have_text(say("topology.consumer"))


def test_every_fault_has_a_sign_and_a_word_of_its_own(show: Show) -> None:
    hits = dict(zip(FAULTS, ("kitchen", "delivery", "riga", "questions", "invoices", "exchange"), strict=True))

    page = show(events([told(fault, stop, milliseconds=5, count=7) for fault, stop in hits.items()]))

    for fault in hits:
        hit = page.locator(f".stop.{fault}")
        expect(hit.locator(".kind")).to_have_text(say(f"topology.{fault}"))
        expect(hit.locator(".mark")).to_be_visible()
    signs = page.evaluate("() => [...Object.values(SIGNS), END]")
    assert len(set(signs)) == len(signs)


def test_arrow_keys_go_back_and_forth(show: Show) -> None:
    page = show()

    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")

    expect(moment(page)).to_have_text(at(1))
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", at(1))


def test_whoever_wants_no_motion_gets_every_number_and_nothing_moves(show: Show) -> None:
    page = show(motion="reduce")
    press(page, "from_start")

    for _ in range(len(STORY)):
        press(page, "step")

    assert number(page, "cook-2") == "1"
    expect(page.locator(".dots[data-moving]")).to_have_count(0)


def test_a_step_is_said_to_a_screen_reader(show: Show) -> None:
    page = show()
    press(page, "from_start")

    for _ in range(6):
        press(page, "step")

    expect(page.get_by_role("status")).to_have_text(say("events.sent", message="order-1"))


def test_the_picture_says_the_same_words_as_the_list_below(show: Show) -> None:
    detail: dict[str, Any] = dict.fromkeys(places(), 7) | {"queue": "kitchen", "name": "publish"}
    story = events([told(what, "shop", "order-1", **detail) for what in What])
    page = show(story)

    said = page.evaluate(SENTENCES, [[live.plain(event) for event in story], DATA])

    assert said == [telling.tell(event, ROUTE, DEMO)[1] for event in story]


def places() -> set[str]:
    """Every place in a sentence about an event."""
    return {place for sentence in page_words("en", "events").values() for place in re.findall(r"{(\w+)}", sentence)}
