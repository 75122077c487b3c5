"""The live picture, drawn by a real browser: nothing overlaps, nothing is cut off, and messages take true ways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from demos.catalogue import catalogue
from demos.demo import Demo
from demos.route import route_for
from tests.e2e import visitor
from ui import topology

WIDTHS = (320, 390, 700, 1100)
OVERLAPS = """([route, width]) => {
  const { places, height } = layOut(route, width);
  const box = p => [p.x - p.width / 2, p.y - p.height / 2, p.x + p.width / 2, p.y + p.height / 2];
  const boxes = [...places.values()].map(box);
  const apart = (a, b) => a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
  const overlapping = boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => !apart(a, b)));
  const outside = boxes.filter(b => b[0] < 0 || b[1] < 0 || b[2] > width || b[3] > height);
  return [overlapping, outside];
}"""


COVERED = """([route, width]) => {
  const svg = document.body.appendChild(make("svg", { class: "route", style: `width: ${width}px` }));
  draw(svg, route, {});
  const area = node => { const r = node.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const [left, top, right, bottom] = area(svg);
  const stops = [...svg.querySelectorAll(".stop .box")].map(area);
  const along = (a, b, i) => Math.min(a[i + 2], b[i + 2]) - Math.max(a[i], b[i]);
  const shared = (a, b) => along(a, b, 0) > 1 && along(a, b, 1) > 1;
  const cut = a => a[0] < left - 1 || a[1] < top - 1 || a[2] > right + 1 || a[3] > bottom + 3;
  const bad = a => cut(a) || stops.some(stop => shared(a, stop));
  const found = [...svg.querySelectorAll(".binding")].filter(text => bad(area(text))).map(text => text.textContent);
  svg.remove();
  return found;
}"""


TRAFFIC = """(route) => {
  const svg = document.body.appendChild(make("svg", { width: 900, height: 200 }));
  const colours = Object.fromEntries(Object.keys(SHAPES).map(shape => [shape, { fill: "black", stroke: "white" }]));
  const dots = new Dots(document.body.appendChild(document.createElement("canvas")), () => colours);
  const traffic = new Traffic({}, dots, () => false, () => {});
  traffic.standOn(draw(svg, route, {}));
  return traffic;
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page that knows the picture's script."""
    page = visitor.new_page(browser)
    page.add_script_tag(content=topology.script().replace("export default function", "function component"))
    page.add_style_tag(content=(topology.FOLDER / "topology.css").read_text(encoding="utf-8"))
    page.add_script_tag(content=f"const trafficOn = {TRAFFIC}")
    yield page
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("demo", catalogue(), ids=lambda demo: demo.id)
def test_no_stop_lies_on_another_or_outside(page: Page, demo: Demo, width: int) -> None:
    most = {parameter.id: parameter.maximum for parameter in demo.parameters}

    overlapping, outside = page.evaluate(OVERLAPS, [topology.plain(route_for(demo, most)), width])

    assert overlapping == []
    assert outside == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("demo", catalogue(), ids=lambda demo: demo.id)
def test_no_label_of_an_arrow_covers_a_stop_or_is_cut_off(page: Page, demo: Demo, width: int) -> None:
    most = {parameter.id: parameter.maximum for parameter in demo.parameters}

    assert page.evaluate(COVERED, [topology.plain(route_for(demo, most)), width]) == []


@pytest.mark.parametrize(
    ("pattern", "key", "fit"),
    [
        ("order.*.*", "order.riga.pickup", True),
        ("order.*.*", "order.riga", False),
        ("order.#", "order", True),
        ("order.#", "order.riga.pickup", True),
        ("#.pickup", "order.riga.pickup", True),
        ("ask.#", "order.riga", False),
        ("#", "", True),
    ],
)
def test_a_copy_goes_only_where_its_key_fits(page: Page, pattern: str, key: str, fit: bool) -> None:
    assert page.evaluate("([p, k]) => fits(p.split('.'), k.split('.'))", [pattern, key]) is fit


def test_each_event_is_counted_once_however_often_it_comes(page: Page) -> None:
    counted = page.evaluate(
        """() => {
          const at = (id, kind, column) => ({ id, kind, label: id, column, row: 0, late: false });
          const stops = [at("a", "producer", 0), at("b", "queue", 1)];
          const route = { stops, arrows: [{ start: "a", end: "b", label: "" }] };
          const traffic = trafficOn(route);
          const events = [1, 2, 3].map(seq => ({ seq, what: "sent", stop: "a", message: "m" + seq, detail: {} }));
          traffic.take(events); traffic.take(events); traffic.take(events.slice(1));
          return traffic.passed.get("a").size;
        }"""
    )

    assert counted == 3


def test_two_hundred_events_a_second_are_drawn_at_sixty_frames(page: Page) -> None:
    frames = page.evaluate(
        """() => new Promise(done => {
          const at = (id, kind, column) => ({ id, kind, label: id, column, row: 0, late: false });
          const route = { stops: [at("a", "producer", 0), at("b", "queue", 1), at("c", "consumer", 2)],
                          arrows: [{ start: "a", end: "b", label: "" }, { start: "b", end: "c", label: "" }] };
          const traffic = trafficOn(route);
          let seq = 0, spent = 0, frames = 0;
          const event = (what, stop, message) => ({ seq: ++seq, what, stop, message, detail: {} });
          const feed = setInterval(() => {
            const batch = [];
            for (let i = 0; i < 5; i++) {
              const m = "m" + seq;
              batch.push(event("sent", "a", m), event("delivered", "c", m));
            }
            traffic.take(batch);
          }, 50);
          const began = performance.now();
          requestAnimationFrame(function tick(now) {
            const before = performance.now();
            traffic.dots.draw(now);
            if (traffic.due(now)) traffic.show(now);
            spent += performance.now() - before;
            frames += 1;
            if (now - began < 2000) return requestAnimationFrame(tick);
            clearInterval(feed); done({ spent: spent / frames, seq });
          });
        })"""
    )

    assert frames["seq"] > 300
    assert frames["spent"] < 1000 / 60 / 2, "drawing alone must leave half of a frame to the browser"
