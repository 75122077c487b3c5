// Where everything is: stops on a grid, arrows between them. Columns run from left to right; on a
// narrow screen the grid is turned, so that messages fall from top to bottom. All lengths are in pixels.

const NARROW = 620;
const LETTER = 7.1;

function layOut(route, width) {
  const turned = width < NARROW;
  const across = (stop) => (turned ? stop.row : stop.column);
  const along = (stop) => (turned ? stop.column : stop.row);
  const columns = 1 + Math.max(...route.stops.map(across));
  const rows = 1 + Math.max(...route.stops.map(along));
  const cell = width / columns;
  const box = { width: Math.min(turned ? 150 : 156, cell - (turned ? 12 : 56)), height: turned ? 58 : 54 };
  const step = box.height + (turned ? 60 : 40);
  const places = new Map();
  for (const stop of route.stops) {
    places.set(stop.id, { stop, x: cell * (across(stop) + 0.5), y: 22 + box.height / 2 + step * along(stop), ...box });
  }
  return { turned, places, width, height: 34 + step * (rows - 1) + box.height + (returns(route, places, turned) ? 46 : 0) };
}

// An arrow that goes against the stream needs room below (or beside) the stops.
function returns(route, places, turned) {
  return !turned && route.arrows.some((arrow) => places.get(arrow.end).x <= places.get(arrow.start).x);
}

function curve(layout, arrow) {
  const from = layout.places.get(arrow.start);
  const to = layout.places.get(arrow.end);
  return layout.turned ? downward(layout, from, to) : rightward(layout, from, to);
}

function rightward(layout, from, to) {
  if (to.x <= from.x) return around(from, to, layout.height - 14);
  const [x1, x2] = [from.x + from.width / 2, to.x - to.width / 2 - 7];
  const bend = Math.max(24, (x2 - x1) * 0.45);
  const lift = between(layout, from, to) ? -(from.height / 2 + 26) * 1.35 : 0;
  return `M${x1},${from.y}C${x1 + bend},${from.y + lift} ${x2 - bend},${to.y + lift} ${x2},${to.y}`;
}

function around(from, to, floor) {
  const [y1, y2] = [from.y + from.height / 2, to.y + to.height / 2 + 7];
  if (from.x === to.x && from.y < to.y) return `M${from.x},${y1}L${to.x},${to.y - to.height / 2 - 7}`;
  if (from.x === to.x) return `M${from.x},${from.y - from.height / 2}L${to.x},${y2}`;
  return `M${from.x},${y1}C${from.x},${floor + 12} ${to.x},${floor + 12} ${to.x},${y2}`;
}

function downward(layout, from, to) {
  if (to.y === from.y) {
    const side = Math.sign(to.x - from.x) || 1;
    return `M${from.x + (side * from.width) / 2},${from.y}L${to.x - side * (to.width / 2 + 7)},${to.y}`;
  }
  const back = to.y < from.y;
  const [y1, y2] = back
    ? [from.y - from.height / 2, to.y + to.height / 2 + 7]
    : [from.y + from.height / 2, to.y - to.height / 2 - 7];
  const drift = (back ? 1 : 0) * 16 + (between(layout, from, to) ? from.width * 0.75 : 0);
  const bend = (y2 - y1) * 0.45;
  return `M${from.x + (back ? 16 : 0)},${y1}C${from.x + drift},${y1 + bend} ${to.x + drift},${y2 - bend} ${to.x + (back ? 16 : 0)},${y2}`;
}

// True when a third stop stands on the straight line between two.
function between(layout, from, to) {
  return [...layout.places.values()].some((place) => {
    if (place === from || place === to) return false;
    const inLine = layout.turned ? place.x === from.x && from.x === to.x : place.y === from.y && from.y === to.y;
    const [a, b, c] = layout.turned ? [from.y, place.y, to.y] : [from.x, place.x, to.x];
    return inLine && Math.min(a, c) < b && b < Math.max(a, c);
  });
}

function outline(kind, width, height) {
  const [r, b, m] = [width / 2, height / 2, 14];
  const rounded = (radius) =>
    `M${-r + radius},${-b}H${r - radius}Q${r},${-b} ${r},${-b + radius}V${b - radius}Q${r},${b} ${r - radius},${b}` +
    `H${-r + radius}Q${-r},${b} ${-r},${b - radius}V${-b + radius}Q${-r},${-b} ${-r + radius},${-b}Z`;
  const shapes = {
    producer: () => `M${-r},${-b}H${r - m}L${r},0L${r - m},${b}H${-r}Z`,
    exchange: () => `M${-r + m},${-b}H${r - m}L${r},0L${r - m},${b}H${-r + m}L${-r},0Z`,
    queue: () => `${rounded(b * 0.95)}M${r - 16},${-b * 0.78}Q${r - 24},0 ${r - 16},${b * 0.78}`,
    worker: () => `${rounded(6)}M${-r + 7},${-b}V${b}M${r - 7},${-b}V${b}`,
    scheduler: () => `M${-r + m},${-b}H${r - m}L${r},${-b + m}V${b - m}L${r - m},${b}H${-r + m}L${-r},${b - m}V${-b + m}Z`,
    store: () =>
      `M${-r},${-b + 7}C${-r},${-b - 3} ${r},${-b - 3} ${r},${-b + 7}V${b - 7}C${r},${b + 3} ${-r},${b + 3} ${-r},${b - 7}Z` +
      `M${-r},${-b + 7}C${-r},${-b + 16} ${r},${-b + 16} ${r},${-b + 7}`,
  };
  return (shapes[kind] || (() => rounded(9)))();
}

// Breaks a label into at most two lines at spaces, dots, dashes and underscores.
function lines(label, width) {
  const room = Math.max(6, Math.floor((width - 22) / LETTER));
  if (label.length <= room) return [label];
  const parts = label.split(/(?<=[ ._\-/])/);
  let first = "";
  while (parts.length > 1 && (first + parts[0]).trimEnd().length <= room) first += parts.shift();
  const rest = parts.join("");
  const short = rest.length > room ? rest.slice(0, room - 1) + "…" : rest;
  return first ? [first.trimEnd(), short] : [short];
}
