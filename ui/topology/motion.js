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
    this.where = new Map();
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
    const again = event.what === "delivered" && Boolean(event.detail.redelivered);
    const shape = event.what === "retrying" ? "retried" : again ? "redelivered" : "plain";
    const way = this.way(event.message, event.stop, event.detail.queue, again);
    for (const id of [...way.map((leg) => leg.to), event.stop]) this.count(id, event.message);
    if (way.length && !quietly && !this.still() && this.moving.length < MOST_DOTS) this.launch(way, shape);
    this.remember(event.message, event.stop);
  }

  remember(message, stop) {
    if (!this.where.has(message)) this.where.set(message, new Set());
    this.where.get(message).delete(stop);
    this.where.get(message).add(stop);
  }

  count(id, message) {
    if (!this.passed.has(id)) this.passed.set(id, new Set());
    this.passed.get(id).add(message);
    if (!this.states.has(id)) this.states.set(id, "here");
    this.show(id);
  }

  // The arrows to take, by way of the queue that the event names. A redelivered message goes back along
  // the arrow on which it came.
  way(message, stop, queue, again) {
    const visited = [...(this.where.get(message) || [])].reverse();
    if (visited[0] === stop) return [];
    const through = this.picture.stops.has(queue) && queue !== stop ? queue : null;
    for (const start of visited) {
      const legs = through
        ? [...this.search(start, through, again), ...this.search(through, stop, false)]
        : this.search(start, stop, again);
      if (legs.length) return legs;
    }
    return [];
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

  show(id) {
    const drawn = this.picture.stops.get(id);
    const state = this.states.get(id) || (drawn.late || COME_AND_GO.has(drawn.kind) ? "awaited" : "here");
    const number = this.passed.get(id)?.size || 0;
    drawn.group.setAttribute("class", `stop ${drawn.kind} ${state}`);
    drawn.under.textContent = state === "here" ? this.words[drawn.kind] : this.words[state];
    drawn.count.textContent = String(number);
    drawn.badge.style.display = number ? "" : "none";
  }
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
