// The component: called again with every change of its data, so what lives longer is kept per element.

const alive = new WeakMap();

export default function ({ data: [data], parentElement }) {
  const known = alive.get(parentElement);
  if (known && known.run === data.run) return () => end(parentElement);
  if (known) end(parentElement);
  alive.set(parentElement, begin(data, parentElement));
  return () => end(parentElement);
}

function begin(data, place) {
  const svg = place.querySelector(".route");
  const motion = window.matchMedia("(prefers-reduced-motion: reduce)");
  const said = place.querySelector("[role=status]");
  const say = (words) => (said.textContent = words);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", data.description);
  const what = place.querySelector(".what");
  what.textContent = data.label;
  what.hidden = !data.label;
  const shapes = legend(place.querySelector(".legend"), data.words);
  head(place, data.words);
  const dots = new Dots(place.querySelector("canvas"), () => looks(shapes));
  const traffic = new Traffic(data.words, dots, () => motion.matches || document.hidden, hear);
  const twins = new Twins(place, data, traffic);
  const replay = new Replay(place.querySelector(".replay"), data.words, traffic, twins, say);

  function hear(event, quietly) {
    twins.hear(event);
    const worth = event.what === "stage" || signOf(event.what);
    if (worth && !quietly) say(twins.sentence(event));
  }

  const redraw = () => traffic.standOn(draw(svg, data.route, data.words));
  redraw();
  twins.show();
  place.querySelector(".replay").hidden = true;
  place.querySelector(".twins").hidden = !data.source;
  if (data.source) comeIntoSight(place, motion.matches);
  const life = { run: data.run, frame: 0, watch: watchWidth(svg, redraw) };
  if (data.source) life.source = listen(data.source, traffic, replay);
  let before = performance.now();
  const tick = (now) => {
    replay.tick(now - before);
    before = now;
    dots.draw(now);
    if (traffic.due(now)) {
      traffic.show(now);
      twins.show();
    }
    life.frame = requestAnimationFrame(tick);
  };
  life.frame = requestAnimationFrame(tick);
  return life;
}

function end(place) {
  const life = alive.get(place);
  if (!life) return;
  cancelAnimationFrame(life.frame);
  life.watch.disconnect();
  if (life.source) life.source.close();
  alive.delete(place);
}

// The button that starts a run may be far above its picture.
function comeIntoSight(place, still) {
  const host = place.getRootNode().host || place;
  const stage = host.closest(".st-key-qw_stage");
  if (stage && Math.abs(stage.getBoundingClientRect().top) > 120) {
    stage.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
  }
}

function watchWidth(svg, redraw) {
  let width = svg.clientWidth;
  const watch = new ResizeObserver(() => {
    if (Math.abs(svg.clientWidth - width) < 2) return;
    width = svg.clientWidth;
    redraw();
  });
  watch.observe(svg);
  return watch;
}

// The browser reconnects by itself and says the last number that it got; "end" is the server's goodbye.
function listen(address, traffic, replay) {
  const source = new EventSource(address);
  source.onmessage = (message) => {
    const events = JSON.parse(message.data);
    replay.keep(events);
    traffic.take(events);
  };
  source.addEventListener("end", () => {
    source.close();
    replay.open();
  });
  return source;
}

function legend(list, words) {
  const shapes = new Map();
  const items = Object.entries(SHAPES).map(([name, path]) => {
    const icon = make("svg", { viewBox: "-9 -9 18 18", width: 16, height: 16, "aria-hidden": "true" });
    shapes.set(name, icon.appendChild(make("path", { d: path, class: `dot ${name}` })));
    const item = node("li");
    item.append(icon, node("span", "", words[name]));
    return item;
  });
  list.replaceChildren(...items);
  return shapes;
}

function looks(shapes) {
  const look = (shape) => {
    const { fill, stroke } = getComputedStyle(shape);
    return { fill, stroke };
  };
  return Object.fromEntries([...shapes].map(([name, shape]) => [name, look(shape)]));
}

function head(place, words) {
  place.querySelector(".told h3").textContent = words.in_words;
  place.querySelector(".stops h3").textContent = words.in_numbers;
}
