// What moves: each event becomes a dot that travels to the stop where it happened.

const HOP = 420;
const MOST_DOTS = 300;
const ANIMATED_OF_A_BURST = 60;
const COME_AND_GO = new Set(["consumer", "worker", "scheduler"]);
const SHAPES = {
  plain: "M0,-5.5a5.5,5.5 0 1,0 0.01,0Z",
  redelivered: "M0,-7.5L7,5.5H-7Z",
  retried: "M-5.5,-5.5H5.5V5.5H-5.5Z",
};

class Traffic {
  constructor(words, still, tell) {
    this.words = words;
    this.tell = tell;
    this.still = still;
    this.seen = 0;
    this.keys = new Map();
    this.where = new Map();
    this.copies = new Map();
    this.passed = new Map();
    this.states = new Map();
    this.moving = [];
  }

  // A new drawing (first, or after a change of width): what was counted stays.
  standOn(picture) {
    this.picture = picture;
    this.moving = [];
    for (const id of picture.stops.keys()) this.show(id);
  }

  take(events) {
    const fresh = events.filter((event) => event.seq > this.seen);
    const quiet = fresh.length - ANIMATED_OF_A_BURST;
    fresh.forEach((event, index) => {
      this.seen = event.seq;
      this.happen(event, index < quiet);
    });
  }

  happen(event, quietly) {
    if (event.what === "stage") this.tell(event.detail.name);
    const change = { joined: "here", bound: "here", left: "left", killed: "killed" }[event.what];
    if (!this.picture.stops.has(event.stop)) return;
    if (change) this.states.set(event.stop, change);
    else if (event.message) this.arrive(event, quietly);
    this.show(event.stop);
  }

  arrive(event, quietly) {
    const { what, stop, message, detail } = event;
    const again = what === "delivered" && Boolean(detail.redelivered);
    const shape = what === "retrying" ? "retried" : again ? "redelivered" : "plain";
    if (detail.routing_key) this.keys.set(message, String(detail.routing_key));
    this.travel(message, this.way(message, stop, detail.queue, again), stop, shape, quietly);
    this.remember(message, stop, detail.queue);
    if (what === "confirmed") this.copy(message, stop, quietly);
  }

  // A confirmed message is in every queue that its exchange copies it into.
  copy(message, exchange, quietly) {
    const arrows = this.picture.arrows.filter((arrow) => arrow.start === exchange);
    const key = (this.keys.get(message) || "").split(".");
    for (const arrow of arrows) {
      const bound = this.stateOf(arrow.end) === "here";
      if (!bound || (arrows.length > 1 && !fits(arrow.label.split("."), key))) continue;
      this.travel(message, [leg(arrow, false)], arrow.end, "plain", quietly);
      this.remember(message, arrow.end, arrow.end);
    }
  }

  travel(message, way, stop, shape, quietly) {
    for (const id of [...way.map((one) => one.to), stop]) this.count(id, message);
    if (way.length && !quietly && !this.still() && this.moving.length < MOST_DOTS) this.launch(way, shape);
  }

  remember(message, stop, queue) {
    if (!this.where.has(message)) this.where.set(message, new Set());
    this.where.get(message).delete(stop);
    this.where.get(message).add(stop);
    if (queue) this.copies.set(`${message} ${queue}`, stop);
  }

  count(id, message) {
    if (!this.passed.has(id)) this.passed.set(id, new Set());
    this.passed.get(id).add(message);
    if (!this.states.has(id)) this.states.set(id, "here");
    this.show(id);
  }

  // The arrows to take: from where this copy was last, or the message. What is delivered again goes back into
  // its queue first, along the arrow on which it came.
  way(message, stop, queue, again) {
    const copy = this.copies.get(`${message} ${queue}`);
    if (copy === stop) return [];
    if (copy && again) return [...this.search(copy, queue, true), ...this.search(queue, stop, false)];
    const visited = [...(this.where.get(message) || [])].reverse();
    if (visited[0] === stop) return [];
    const starts = copy ? [copy, ...visited] : visited;
    return starts.map((start) => this.search(start, stop, false)).find((legs) => legs.length) || [];
  }

  search(start, goal, bothWays) {
    const reached = new Map([[start, []]]);
    for (const [stop, legs] of reached) {
      if (stop === goal) return legs;
      for (const arrow of this.picture.arrows) {
        if (arrow.start === stop && !reached.has(arrow.end)) reached.set(arrow.end, [...legs, leg(arrow, false)]);
        if (bothWays && arrow.end === stop && !reached.has(arrow.start)) reached.set(arrow.start, [...legs, leg(arrow, true)]);
      }
    }
    return [];
  }

  launch(way, shape) {
    const dot = this.picture.dots.appendChild(make("path", { d: SHAPES[shape], class: `dot ${shape}` }));
    this.moving.push({ dot, way, began: performance.now() });
  }

  step(now) {
    this.moving = this.moving.filter(({ dot, way, began }) => {
      const at = (now - began) / HOP;
      if (at >= way.length) return dot.remove();
      const { x, y } = pointOn(way[Math.max(0, Math.floor(at))], Math.max(0, at % 1));
      dot.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
      return true;
    });
  }

  stateOf(id) {
    const { late, kind } = this.picture.stops.get(id);
    return this.states.get(id) || (late || COME_AND_GO.has(kind) ? "awaited" : "here");
  }

  show(id) {
    const drawn = this.picture.stops.get(id);
    const state = this.stateOf(id);
    const number = this.passed.get(id)?.size || 0;
    drawn.group.setAttribute("class", `stop ${drawn.kind} ${state}`);
    drawn.under.textContent = state === "here" ? this.words[drawn.kind] : this.words[state];
    drawn.count.textContent = String(number);
    drawn.badge.style.display = number ? "" : "none";
  }
}

// Whether the words of a routing key fit a pattern: * is one word, # any number of them.
function fits([first, ...rest], key) {
  if (first === undefined) return key.length === 0;
  if (first === "#") return fits(rest, key) || (key.length > 0 && fits([first, ...rest], key.slice(1)));
  return key.length > 0 && (first === "*" || first === key[0]) && fits(rest, key.slice(1));
}

function leg(arrow, back) {
  return { points: back ? [...arrow.points].reverse() : arrow.points, to: back ? arrow.start : arrow.end };
}

function pointOn({ points }, share) {
  const exact = share * (points.length - 1);
  const [a, b] = [points[Math.floor(exact)], points[Math.min(points.length - 1, Math.floor(exact) + 1)]];
  const rest = exact % 1;
  return { x: a.x + (b.x - a.x) * rest, y: a.y + (b.y - a.y) * rest };
}
