// Puts the label of each arrow where it covers no stop, no counter and no other label, and is not cut off.

const LINE = 13;
const EDGE = 2;

function drawArrowLabels(svg, layout, route, arrows) {
  const taken = [...layout.places.values()].flatMap((place) => [stopArea(place), badgeArea(place)]);
  for (const arrow of arrows.filter(({ label }) => label)) {
    const spots = wordings(layout, arrow).flatMap((said) => places(svg, layout, route, arrow, said));
    const best = leastCovering(spots, taken, layout);
    best.said.forEach((line, index) => svg.appendChild(written(line, best.x, best.y + index * LINE)));
    taken.push(best.area);
  }
}

function written(line, x, y) {
  return make("text", { x, y, class: "binding" }, line);
}

// In one line or, where that has no room, in two.
function wordings(layout, arrow) {
  const [from, to] = [layout.places.get(arrow.start), layout.places.get(arrow.end)];
  const between = Math.abs(to.x - from.x) - (from.width + to.width) / 2;
  const room = layout.mode === "wide" && between > 0 ? Math.floor(between / LETTER) : Infinity;
  const [one, two] = [[arrow.label], halves(arrow.label)];
  return arrow.label.length <= room || !two ? [one, ...(two ? [two] : [])] : [two, one];
}

function halves(label) {
  const spaces = [...label.matchAll(/ /g)].map((space) => space.index);
  if (!spaces.length) return null;
  const off = (index) => Math.abs(index - label.length / 2);
  const at = spaces.reduce((best, index) => (off(index) < off(best) ? index : best));
  return [label.slice(0, at), label.slice(at + 1)];
}

// Where it could stand, the nicest first: where few other arrows are near, then above or below the end, then along the arrow.
function places(svg, layout, route, arrow, said) {
  const size = { width: Math.max(...said.map((line) => breadth(svg, line))), height: said.length * LINE };
  const to = layout.places.get(arrow.end);
  const beside = [-1, 1].map((side) => ({ x: to.x - 12, y: to.y + side * (to.height / 2 + 13) + (side > 0 ? 4 : 0) }));
  const along = arrow.points.flatMap(({ x, y }) => [0, -1, 1].map((side) => ({ x: x + side * (size.width / 2 + 8), y: y + 4 })));
  return [nicest(layout, route, arrow, size), ...beside, ...along].map((spot) => standing(spot, said, size, layout.width));
}

function nicest(layout, route, arrow, { width }) {
  const [from, to] = [layout.places.get(arrow.start), layout.places.get(arrow.end)];
  if (from.stem && !to.stem) return { x: TRUNK + 8 + width / 2, y: to.y - to.height / 2 - 6 };
  const shift = aside(layout, arrow);
  if (shift) return { x: from.x + shift * 1.3 + (Math.sign(shift) * width) / 2, y: (from.y + to.y) / 2 + 4 };
  const fansOut = route.arrows.filter((other) => other.start === arrow.start).length > 1;
  const back = layout.mode === "wide" && to.x <= from.x;
  const { x, y } = arrow.points[back ? 11 : fansOut ? 20 : 16];
  return { x, y: layout.mode === "wide" ? y - 6 : y + 4 };
}

// The last line at `y`, those before it above, and not over the edge.
function standing({ x, y }, said, { width, height }, most) {
  const inside = Math.min(Math.max(x, width / 2 + EDGE), most - width / 2 - EDGE);
  const first = y - height + LINE;
  return { said, x: inside, y: first, area: [inside - width / 2, first - 10, inside + width / 2, y + 4] };
}

function leastCovering(spots, taken, layout) {
  const covered = ({ area }) => taken.reduce((sum, other) => sum + shared(area, other), 0) + beyond(area, layout);
  return spots.reduce((best, spot) => {
    const worth = best && best.covers === 0 ? Infinity : covered(spot);
    return !best || worth < best.covers ? { ...spot, covers: worth } : best;
  }, null);
}

function shared(a, b) {
  const [across, down] = [Math.min(a[2], b[2]) - Math.max(a[0], b[0]), Math.min(a[3], b[3]) - Math.max(a[1], b[1])];
  return across > 0 && down > 0 ? across * down : 0;
}

function beyond([left, top, right, bottom], { width, height }) {
  return [-left, -top, right - width, bottom - height].reduce((sum, far) => sum + Math.max(0, far), 0) * LINE;
}

function stopArea({ x, y, width, height }) {
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
}

function badgeArea({ x, y, width, height }) {
  const [right, top] = [x + width / 2 - 8, y - height / 2];
  return [right - 17, top - 11, right + 17, top + 11];
}

function breadth(svg, line) {
  const text = svg.appendChild(written(line, 0, 0));
  const { width } = text.getBBox();
  text.remove();
  return width;
}
