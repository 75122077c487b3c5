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
  const dots = svg.appendChild(make("g", { class: "dots" }));
  const stops = new Map([...layout.places].map(([id, place]) => [id, drawStop(svg, place, words)]));
  arrows.forEach((arrow) => drawArrowLabel(svg, layout, route, arrow));
  svg.appendChild(dots);
  return { layout, arrows, stops, dots };
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

function drawArrowLabel(svg, layout, route, arrow) {
  if (arrow.label) svg.appendChild(make("text", { ...labelPoint(layout, route, arrow), class: "binding" }, arrow.label));
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
  group.appendChild(make("path", { d: crossPath(width, height), class: "cross" }));
  const badge = group.appendChild(make("g", { class: "badge", transform: `translate(${width / 2 - 8},${-height / 2})` }));
  badge.appendChild(make("rect", { x: -16, y: -10, width: 32, height: 20, rx: 10 }));
  const count = badge.appendChild(make("text", { y: 4.5 }, "0"));
  return { group, under, badge, count, kind: stop.kind, late: stop.late };
}

function crossPath(width, height) {
  const [x, y] = [-width / 2 + 1, -height / 2 + 1];
  return `M${x - 7},${y - 7}l14,14M${x + 7},${y - 7}l-14,14`;
}
