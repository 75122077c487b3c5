// The component: called again with every change of its data, so what lives longer is kept per element.

const alive = new WeakMap();

export default function ({ data, parentElement }) {
  const known = alive.get(parentElement);
  if (known && known.run === data.run) return () => end(parentElement);
  if (known) end(parentElement);
  alive.set(parentElement, begin(data, parentElement));
  return () => end(parentElement);
}

function begin(data, parentElement) {
  const svg = parentElement.querySelector("svg");
  const motion = window.matchMedia("(prefers-reduced-motion: reduce)");
  const said = parentElement.querySelector("[role=status]");
  const tell = (chapter) => (said.textContent = data.chapters[chapter] || "");
  const traffic = new Traffic(data.words, () => motion.matches || document.hidden, tell);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", data.description);
  legend(parentElement.querySelector("ul"), data.words);
  const redraw = () => traffic.standOn(draw(svg, data.route, data.words));
  redraw();
  if (data.source) comeIntoSight(parentElement, motion.matches);
  const life = { run: data.run, frame: 0, watch: watchWidth(svg, redraw), source: data.source && listen(data.source, traffic) };
  const tick = (now) => {
    traffic.step(now);
    life.frame = requestAnimationFrame(tick);
  };
  life.frame = requestAnimationFrame(tick);
  return life;
}

function end(parentElement) {
  const life = alive.get(parentElement);
  if (!life) return;
  cancelAnimationFrame(life.frame);
  life.watch.disconnect();
  if (life.source) life.source.close();
  alive.delete(parentElement);
}

// The button that starts a run may be far above its picture.
function comeIntoSight(parentElement, still) {
  const host = parentElement.getRootNode().host || parentElement;
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
function listen(address, traffic) {
  const source = new EventSource(address);
  source.onmessage = (message) => traffic.take(JSON.parse(message.data));
  source.addEventListener("end", () => source.close());
  return source;
}

function legend(list, words) {
  const items = ["plain", "redelivered", "retried"].map((name) => {
    const item = document.createElement("li");
    const icon = item.appendChild(make("svg", { viewBox: "-9 -9 18 18", width: 16, height: 16, "aria-hidden": "true" }));
    icon.appendChild(make("path", { d: SHAPES[name], class: `dot ${name}` }));
    item.appendChild(document.createElement("span")).textContent = words[name];
    return item;
  });
  list.replaceChildren(...items);
}
