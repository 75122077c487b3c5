// Where everything is: stops on a grid, arrows between them. All lengths are in pixels.
//
// wide: columns from left to right, as the grid says.
// tall: the grid turned, so that messages fall from top to bottom; for narrow screens.
// list: for narrow screens and routes that fan out widely: single stops on top, the rest as rows below.

const NARROW = 620;
const WIDEST_TALL = 3;
const LETTER = 7;
const TRUNK = 26;
const ROOM_TAKEN = { queue: 40, exchange: 28, producer: 28, worker: 24, scheduler: 20 };

function layOut(route, width) {
  const ways = new Set(route.arrows.map(({ start, end }) => `${start} ${end}`));
  const twoWay = new Set(route.arrows.filter(({ start, end }) => ways.has(`${end} ${start}`)).map(({ start, end }) => `${start} ${end}`));
  return { ...arranged(route, width), twoWay };
}

function arranged(route, width) {
  const most = 1 + Math.max(...route.stops.map((stop) => stop.row));
  if (width >= NARROW) return grid(route, width, "wide", { width: 156, height: 54, gap: 40, margin: 56 });
  if (most <= WIDEST_TALL) return grid(route, width, "tall", { width: 150, height: 58, gap: 60, margin: 12 });
  return list(route, width, { height: 50, gap: 30 });
}

function grid(route, width, mode, size) {
  const [across, along] = mode === "wide" ? ["column", "row"] : ["row", "column"];
  const cell = width / (1 + Math.max(...route.stops.map((stop) => stop[across])));
  const box = { width: Math.min(size.width, cell * nearest(route.stops, across, along) - size.margin), height: size.height };
  const step = size.height + size.gap;
  const inside = (x) => Math.min(Math.max(x, box.width / 2 + 4), width - box.width / 2 - 4);
  const places = placed(route.stops, (stop) => ({
    ...box, x: inside(cell * (stop[across] + 0.5)), y: 22 + box.height / 2 + step * stop[along],
  }));
  const rows = Math.max(...route.stops.map((stop) => stop[along]));
  const below = mode === "wide" && goesBack(route, places) ? 46 : 0;
  return { mode, places, width, height: 34 + step * rows + box.height + below };
}

function list(route, width, size) {
  const alone = (column) => route.stops.filter((stop) => stop.column === column).length === 1;
  let stem = 0;
  while (alone(stem)) stem += 1;
  const columns = 1 + Math.max(...route.stops.map((stop) => stop.column)) - stem;
  const left = stem ? TRUNK + 20 : 0;
  const cell = (width - left) / columns;
  const step = size.height + size.gap;
  const places = placed(route.stops, (stop) => ({
    stem: stop.column < stem,
    x: stop.column < stem ? 4 + 75 : left + cell * (stop.column - stem + 0.5),
    y: 22 + size.height / 2 + step * (stop.column < stem ? stop.column : stem + stop.row),
    width: stop.column < stem ? 150 : Math.min(150, cell - 26),
    height: size.height,
  }));
  const rows = stem + 1 + Math.max(...route.stops.map((stop) => stop.row));
  return { mode: "list", places, width, height: 34 + step * (rows - 1) + size.height };
}

// How many cells lie between the two stops that stand closest beside each other; in the wide grid, one.
function nearest(stops, across, along) {
  if (across === "column") return 1;
  const apart = stops.flatMap((one) => stops.filter((other) => other !== one && other[along] === one[along])
    .map((other) => Math.abs(other[across] - one[across])));
  return Math.min(2, ...apart);
}

function placed(stops, place) {
  return new Map(stops.map((stop) => [stop.id, { stop, ...place(stop) }]));
}

// An arrow that goes against the stream needs room below the stops.
function goesBack(route, places) {
  return route.arrows.some((arrow) => places.get(arrow.end).x <= places.get(arrow.start).x);
}

function curve(layout, arrow) {
  const from = layout.places.get(arrow.start);
  const to = layout.places.get(arrow.end);
  if (layout.mode === "tall" || (from.stem && to.stem)) return downward(layout, from, to);
  return from.stem ? branch(from, to) : rightward(layout, from, to, aside(layout, arrow));
}

// From the single stops down a common trunk into a row.
function branch(from, to) {
  return `M${TRUNK},${from.y + from.height / 2}V${to.y - 8}Q${TRUNK},${to.y} ${TRUNK + 8},${to.y}H${to.x - to.width / 2 - 7}`;
}

// Two arrows between the same two stops, one above the other, stand side by side.
function aside(layout, arrow) {
  const [from, to] = [layout.places.get(arrow.start), layout.places.get(arrow.end)];
  if (layout.mode !== "wide" || from.x !== to.x || !layout.twoWay.has(`${arrow.start} ${arrow.end}`)) return 0;
  return from.y < to.y ? 20 : -20;
}

function rightward(layout, from, to, shift) {
  if (to.x <= from.x) return around(from, to, layout.height - 14, shift);
  const [x1, x2] = [from.x + from.width / 2, to.x - to.width / 2 - 7];
  const bend = Math.max(Math.min(24, (x2 - x1) / 2), (x2 - x1) * 0.45);
  const lift = between(layout, from, to) ? -(from.height / 2 + 26) * 1.35 : 0;
  return `M${x1},${from.y}C${x1 + bend},${from.y + lift} ${x2 - bend},${to.y + lift} ${x2},${to.y}`;
}

function around(from, to, floor, shift) {
  const [y1, y2, x] = [from.y + from.height / 2, to.y + to.height / 2 + 7, from.x + shift];
  if (from.x === to.x && from.y < to.y) return `M${x},${y1}L${x},${to.y - to.height / 2 - 7}`;
  if (from.x === to.x) return `M${x},${from.y - from.height / 2}L${x},${y2}`;
  return `M${from.x},${y1}C${from.x},${floor + 12} ${to.x},${floor + 12} ${to.x},${y2}`;
}

function downward(layout, from, to) {
  if (to.y === from.y) {
    const side = Math.sign(to.x - from.x) || 1;
    return `M${from.x + (side * from.width) / 2},${from.y}L${to.x - side * (to.width / 2 + 7)},${to.y}`;
  }
  const back = to.y < from.y;
  if (back && between(layout, from, to)) return outside(layout, from, to);
  const [y1, y2] = back
    ? [from.y - from.height / 2, to.y + to.height / 2 + 7]
    : [from.y + from.height / 2, to.y - to.height / 2 - 7];
  const side = back ? 18 : 0;
  const bend = (y2 - y1) * 0.45;
  return `M${from.x + side},${y1}C${from.x + side},${y1 + bend} ${to.x + side},${y2 - bend} ${to.x + side},${y2}`;
}

// Back to a stop far above: up along the edge of the picture that is nearer to it.
function outside(layout, from, to) {
  const side = to.x <= from.x ? -1 : 1;
  const edge = side < 0 ? 8 : layout.width - 8;
  const [x1, x2, y2] = [from.x + (side * from.width) / 2, to.x + (side * to.width) / 4, to.y + to.height / 2 + 7];
  return `M${x1},${from.y}C${edge},${from.y} ${edge},${from.y - 40} ${edge},${(from.y + to.y) / 2}S${x2},${y2 + 40} ${x2},${y2}`;
}

// True when a third stop stands in the way between two.
function between(layout, from, to) {
  const tall = layout.mode === "tall";
  return [...layout.places.values()].some((place) => {
    if (place === from || place === to) return false;
    const [side, size, line] = tall ? ["x", "width", "y"] : ["y", "height", "x"];
    const near = Math.abs(place[side] - (from[side] + to[side]) / 2) < place[size] / 2;
    return near && Math.min(from[line], to[line]) < place[line] && place[line] < Math.max(from[line], to[line]);
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

// Breaks a label into at most two lines at spaces, dots, dashes and underscores. What tells it from others is mostly
// at its end, so that stays.
function lines(label, width, kind) {
  const room = Math.max(6, Math.floor((width - (ROOM_TAKEN[kind] || 14)) / LETTER));
  if (label.length <= room) return [label];
  const parts = label.split(/(?<=[ ._\-/])/);
  let first = "";
  while (parts.length > 1 && (first + parts[0]).trimEnd().length <= room) first += parts.shift();
  const rest = parts.join("");
  const short = rest.length > room ? "…" + rest.slice(1 - room) : rest;
  return first ? [first.trimEnd(), short] : [short];
}
