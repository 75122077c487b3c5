// The still picture: what the route looks like before anything moves. Every text is set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

function make(name, attributes = {}, text = null) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== null) node.textContent = text;
  return node;
}

function draw(svg, route, words) {
  const layout = layOut(route, Math.max(280, svg.clientWidth || 640));
  svg.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
  svg.style.height = `${layout.height}px`;
  svg.replaceChildren(arrowhead());
  const arrows = route.arrows.map((arrow) => drawArrow(svg, layout, arrow));
  const stops = new Map([...layout.places].map(([id, place]) => [id, drawStop(svg, place, words)]));
  drawArrowLabels(svg, layout, route, arrows);
  return { layout, arrows, stops, ways: new Map() };
}

function arrowhead() {
  const defs = make("defs");
  const marker = make("marker", {
    id: "head", viewBox: "0 0 8 8", refX: 2, refY: 4, markerWidth: 8, markerHeight: 8,
    orient: "auto", markerUnits: "userSpaceOnUse",
  });
  marker.appendChild(make("path", { d: "M0,0L8,4L0,8Z", class: "head" }));
  defs.appendChild(marker);
  return defs;
}

// Points along an arrow are measured once: asking the browser for each of them in each frame is slow.
function drawArrow(svg, layout, arrow) {
  const path = svg.appendChild(make("path", { d: curve(layout, arrow), class: "arrow", "marker-end": "url(#head)" }));
  const length = path.getTotalLength();
  const points = Array.from({ length: 33 }, (_, step) => path.getPointAtLength((length * step) / 32));
  return { ...arrow, points };
}

function drawStop(svg, place, words) {
  const { stop, width, height } = place;
  const group = svg.appendChild(make("g", { class: "stop", transform: `translate(${place.x},${place.y})` }));
  group.appendChild(make("path", { d: outline(stop.kind, width, height), class: "box" }));
  const label = lines(stop.label, width, stop.kind);
  const middle = stop.kind === "store" ? 4 : 0;
  label.forEach((line, index) => {
    group.appendChild(make("text", { y: middle + (index - label.length / 2) * 15 + 6, class: "label" }, line));
  });
  const under = make("text", { y: middle + (label.length / 2) * 15 + 8, class: "kind" }, words[stop.kind]);
  group.appendChild(under);
  const mark = group.appendChild(make("g", { class: "mark", transform: `translate(${4 - width / 2},${2 - height / 2})` }));
  mark.appendChild(make("circle", { r: 12 }));
  const sign = mark.appendChild(make("path", { d: "" }));
  const badge = group.appendChild(make("g", { class: "badge", transform: `translate(${width / 2 - 8},${-height / 2})` }));
  const pill = badge.appendChild(make("rect", { x: -16, y: -10, width: 32, height: 20, rx: 10 }));
  const count = badge.appendChild(make("text", { y: 4.5 }, "0"));
  return { group, under, badge, pill, count, sign, kind: stop.kind, late: stop.late };
}

// A sign for each fault, so that none is told by its colour alone; all of them fit into a circle with the radius 8.
const SIGNS = {
  killed: "M-5,-5L5,5M5,-5L-5,5",
  frozen: "M-3,-6V6M3,-6V6",
  cut: "M-8,0H-3M3,0H8M2,-6L-2,6",
  alarmed: "M0,-6V2M0,5.5V6",
  restarted: "M5,-3A6,6 0 1,0 6,1M6,-7V-2H1",
  slowed: "M-5,-6H5L-5,6H5Z",
  flooded: "M-5,-5L0,0L5,-5M-5,1L0,6L5,1",
};

const END = "M-6,0L-2,4L6,-5";
const ENDS = new Set(["thawed", "mended", "up", "calmed"]);

function signOf(what) {
  return SIGNS[what] || (ENDS.has(what) ? END : "");
}
